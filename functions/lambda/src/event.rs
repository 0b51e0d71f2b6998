//! What the Lambda service sends: a visitor's request, or the minute of the clock.
//!
//! Architecture invariant: an event that is neither is refused, and nothing of it
//! is logged.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use desk::{Desk, Ticked, router};
use lambda_http::http::{Response, StatusCode};
use lambda_http::request::RequestContext;
use lambda_http::{Error, Request, RequestExt as _};
use serde_json::Value as Json;
use tower::ServiceExt as _;

use crate::bundle::Looked;
use crate::origin::Origin;

/// The function, as it lives between two events.
pub(crate) struct Function {
    desk: Arc<Desk>,
    bundle: Looked,
    origin: Origin,
    router: Router,
}

impl Function {
    /// The desk's paths, under the folder of its host that the site stands in.
    pub(crate) fn new(desk: Arc<Desk>, bundle: Looked, origin: Origin, base_path: &str) -> Self {
        let paths = router(Arc::clone(&desk));
        let router = match base_path.trim_matches('/') {
            "" => paths,
            folder => Router::new().nest(&format!("/{folder}"), paths),
        };
        Self { desk, bundle, origin, router }
    }

    /// Answers one event.
    pub(crate) async fn answer(&self, request: Request) -> Result<Response<Body>, Error> {
        match request.request_context_ref() {
            None | Some(RequestContext::PassThrough) => self.other(request.body().as_ref()).await,
            Some(context) => {
                let peer = self.origin.peer(context, request.headers());
                self.visit(request, peer).await
            }
        }
    }

    async fn visit(&self, mut request: Request, peer: Option<desk::Peer>) -> Result<Response<Body>, Error> {
        if !self.origin.lets_in(request.headers()) {
            return Ok(Response::builder().status(StatusCode::FORBIDDEN).body(Body::empty())?);
        }
        self.bundle.look_again().await;
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        Ok(self.router.clone().oneshot(request).await?)
    }

    /// An event that no visitor sent.
    async fn other(&self, event: &[u8]) -> Result<Response<Body>, Error> {
        if !is_tick(event) {
            return Err("an event of a kind that this function does not know".into());
        }
        self.bundle.look_again().await;
        let ticked = self.tick().await?;
        if ticked.done + ticked.put_off > 0 {
            tracing::info!(done = ticked.done, put_off = ticked.put_off, left = ticked.left, "errands were due");
        }
        Ok(Response::new(Body::from(ticked.done.to_string())))
    }

    /// Does what is due, and what a tick leaves, while there is time.
    async fn tick(&self) -> Result<Ticked, Error> {
        let begun = Instant::now();
        let mut all = Ticked::default();
        loop {
            let ticked = self.desk.tick().await?;
            all.done += ticked.done;
            all.put_off += ticked.put_off;
            all.left = ticked.left;
            if ticked.left == 0 || ticked.done + ticked.put_off == 0 || begun.elapsed() > TIME {
                return Ok(all);
            }
        }
    }
}

/// How long a visit of the clock goes on beginning ticks: the function is stopped at
/// three times that.
const TIME: Duration = Duration::from_secs(5);

/// Whether this is what `EventBridge` sends, by a rule or by a schedule.
fn is_tick(event: &[u8]) -> bool {
    let event: Option<Json> = serde_json::from_slice(event).ok();
    let source = event.as_ref().and_then(|event| event.get("source")?.as_str());
    matches!(source, Some("aws.events" | "aws.scheduler"))
}

#[cfg(test)]
mod tests {
    use super::is_tick;

    #[test]
    fn only_the_clock_is_the_clock() {
        assert!(is_tick(br#"{"source":"aws.events","detail-type":"Scheduled Event","detail":{}}"#));
        assert!(is_tick(br#"{"source":"aws.scheduler"}"#));
        for other in ["{}", "null", "\"aws.events\"", "{\"source\":\"aws.s3\"}", "x"] {
            assert!(!is_tick(other.as_bytes()), "{other}");
        }
    }
}
