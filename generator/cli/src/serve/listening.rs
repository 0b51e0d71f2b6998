//! The listeners: connections taken in, bounded in number and in patience.
//!
//! Architecture invariant: no request is looked at here. A connection that keeps
//! its place and asks nothing loses it; one more than there are places waits.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// How many there are at once.
    pub(super) connections: usize,
    /// How long the head of a request may take, and how long a connection may
    /// wait for the next one.
    pub(super) head: Duration,
}

/// A town on one machine is far below; a machine’s open files are far above.
pub(super) const BOUNDS: Bounds = Bounds { connections: 800, head: Duration::from_secs(20) };

/// What a connection may hold of what it was sent before somebody reads it: a head
/// with room to spare. Without an end to it, many slow senders fill the memory.
const READ_AHEAD: usize = 32 * 1024;

/// How long to wait when the system has no more files to give.
const OUT_OF_FILES: Duration = Duration::from_millis(500);

/// Serves until it is told to stop, then until the last answer is given.
pub(super) async fn serve(listener: TcpListener, router: Router, stopping: watch::Receiver<bool>, bounds: Bounds) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let mut connections = JoinSet::new();
    let mut stopped = stopping.clone();
    loop {
        let accepted = tokio::select! {
            accepted = next(&listener, &places) => accepted,
            _stop = stopped.wait_for(|stopped| *stopped) => break,
        };
        if let Some((stream, peer, place)) = accepted {
            connections.spawn(answer(stream, peer, place, router.clone(), stopping.clone(), bounds));
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// The next connection, once there is a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            tracing::warn!(error = %error, "a connection could not be taken in");
            tokio::time::sleep(OUT_OF_FILES).await;
            None
        }
    }
}

async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    _place: OwnedSemaphorePermit,
    router: Router,
    mut stopping: watch::Receiver<bool>,
    bounds: Bounds,
) {
    // Answers are whole when they leave; waiting for more only delays them.
    let _as_it_was = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(READ_AHEAD);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // How a connection ends is its client's business.
        _closed = connection.as_mut() => return,
        _stop = stopping.wait_for(|stopped| *stopped) => connection.as_mut().graceful_shutdown(),
    }
    let _closed = connection.await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};
    use std::time::{Duration, Instant};

    use axum::Router;
    use axum::routing::get;
    use tokio::net::TcpListener;
    use tokio::sync::watch;

    use super::{Bounds, serve};

    async fn start(connections: usize) -> (SocketAddr, watch::Sender<bool>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let bounds = Bounds { connections, head: Duration::from_millis(300) };
        let router = Router::new().route("/", get(async || "oui"));
        tokio::spawn(serve(listener, router, stopping, bounds));
        (address, stop)
    }

    fn ask(address: SocketAddr) -> String {
        let mut line = TcpStream::connect(address).unwrap();
        line.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer
    }

    /// How long a connection that says this much is kept.
    fn kept(address: SocketAddr, said: &[u8]) -> Duration {
        let started = Instant::now();
        let mut line = TcpStream::connect(address).unwrap();
        line.write_all(said).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let _answer = line.read_to_end(&mut Vec::new()).unwrap();
        started.elapsed()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn whoever_asks_nothing_keeps_no_place() {
        let (address, _stop) = start(2).await;
        let judge = move || {
            for said in [&b""[..], b"GET / HT", b"GET / HTTP/1.1\r\nhost: x\r\n", b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"]
            {
                assert!(kept(address, said) < Duration::from_secs(8), "{said:?}");
            }
            let idle: Vec<TcpStream> = (0..8).map(|_| TcpStream::connect(address).unwrap()).collect();
            assert!(ask(address).ends_with("oui"), "the idle ones lose their places");
            drop(idle);
        };
        tokio::task::spawn_blocking(judge).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_server_that_stops_takes_nobody_in() {
        let (address, stop) = start(8).await;
        assert!(tokio::task::spawn_blocking(move || ask(address)).await.unwrap().ends_with("oui"));
        stop.send(true).unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(tokio::task::spawn_blocking(move || TcpStream::connect(address).is_err()).await.unwrap());
    }
}
