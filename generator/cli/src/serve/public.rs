//! The public listener: the desk's paths, and the built site for all others.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CACHE_CONTROL, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use desk::Peer;

use super::live::{self, Live};
use crate::static_files::Folder;

/// The site as its authors look at it: pages reload and tell their faults.
pub(super) fn preview(desk: Router, folder: Folder, live: Live, prefix: &str) -> Router {
    let events = live.clone();
    let own = Router::new()
        .route(&format!("/{}/evenements", live::FOLDER), get(async move || events.events()))
        .route(&format!("/{}/direct.js", live::FOLDER), get(async || live::script()))
        .route(&format!("/{}/direct.css", live::FOLDER), get(async || live::style()));
    let at = prefix.to_owned();
    let pages = async move |request: Request| {
        let (parts, _) = request.into_parts();
        // Before the file is read: a page served while a build ran is then taken
        // for older than it is, and reloaded, never for newer.
        let version = live.version();
        folder.answer(parts.method, parts.uri, parts.headers, |page| Live::dress(&page, &at, &version)).await
    };
    under(prefix, desk.merge(own)).fallback(pages)
}

/// The site as everybody reads it.
pub(super) fn published(desk: Router, folder: Folder, prefix: &str) -> Router {
    let pages = async move |request: Request| {
        let (parts, _) = request.into_parts();
        folder.answer(parts.method, parts.uri, parts.headers, |page| page).await
    };
    under(prefix, desk).fallback(pages)
}

fn under(prefix: &str, routes: Router) -> Router {
    match prefix.trim_end_matches('/') {
        "" => routes,
        path => Router::new().nest(path, routes),
    }
}

/// Behind a proxy everybody seems to come from it, and would be counted as one.
/// It alone is believed when it says for whom it speaks, and only its own word:
/// the last address, which it added itself.
pub(super) fn behind(site: Router, proxy: Option<IpAddr>) -> Router {
    let Some(proxy) = proxy else { return site };
    site.layer(from_fn_with_state(proxy.to_canonical(), believe))
}

async fn believe(State(proxy): State<IpAddr>, mut request: Request, next: Next) -> Response {
    let socket = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let is_trusted = socket.is_some_and(|address| address.to_canonical() == proxy);
    if let Some(peer) = forwarded(request.headers()).filter(|_| is_trusted) {
        request.extensions_mut().insert(Peer(peer));
    }
    next.run(request).await
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let last = line.rsplit(',').next()?.trim();
    let bare = || last.trim_start_matches('[').trim_end_matches(']').parse().ok();
    last.parse::<SocketAddr>().map(|address| address.ip()).ok().or_else(bare)
}

/// Drafts and faults are shown here: a name of the web that was made to point at
/// this machine reads none of them. An address, which no one can rebind, does.
pub(super) fn for_this_machine(site: Router) -> Router {
    site.layer(from_fn(local_names_only))
}

async fn local_names_only(request: Request, next: Next) -> Response {
    if is_local(request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::MISDIRECTED_REQUEST, [(CACHE_CONTROL, "no-store")]).into_response()
}

fn is_local(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST).map(|host| host.to_str().unwrap_or("?")) else { return true };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name == "localhost" || name.ends_with(".localhost") || name.parse::<std::net::IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::extract::{ConnectInfo, Extension, Request};
    use axum::http::header::{HOST, HeaderMap, HeaderValue};
    use axum::routing::get;
    use desk::Peer;
    use tower::ServiceExt as _;

    use super::{behind, is_local};

    fn check(host: &'static str) -> bool {
        is_local(&HeaderMap::from_iter([(HOST, HeaderValue::from_static(host))]))
    }

    /// Who the desk believes a request is from.
    async fn believed(socket: &str, lines: &[&str]) -> String {
        let peer = async |found: Option<Extension<Peer>>| {
            found.map(|Extension(Peer(peer))| peer.to_string()).unwrap_or_default()
        };
        let site = behind(Router::new().route("/", get(peer)), "192.0.2.1".parse().ok());
        let mut request = Request::builder().extension(ConnectInfo(socket.parse::<SocketAddr>().unwrap()));
        for line in lines {
            request = request.header("x-forwarded-for", *line);
        }
        let answer = site.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        String::from_utf8(to_bytes(answer.into_body(), 100).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn the_proxy_alone_says_for_whom_it_speaks() {
        let (proxy, other) = ("192.0.2.1:5000", "192.0.2.9:5000");
        assert_eq!(believed(proxy, &["203.0.113.7"]).await, "203.0.113.7");
        assert_eq!(believed("[::ffff:192.0.2.1]:5000", &["2001:db8::7"]).await, "2001:db8::7");
        assert_eq!(believed(proxy, &["198.51.100.1", "198.51.100.2, 203.0.113.7:8080"]).await, "203.0.113.7");
        assert_eq!(believed(proxy, &["198.51.100.1, [2001:db8::7]"]).await, "2001:db8::7");
        for (socket, lines) in [(other, &["203.0.113.7"][..]), (proxy, &[]), (proxy, &["203.0.113.7, quelqu'un"])] {
            assert_eq!(believed(socket, lines).await, "", "{lines:?}");
        }
    }

    #[test]
    fn a_rebound_name_is_not_answered() {
        assert!(!check("mechant.example:4000"));
        assert!(!check("localhost.mechant.example"));
        assert!(!check("127.0.0.1.mechant.example:4000"));
    }

    #[test]
    fn this_machine_and_addresses_are() {
        for host in ["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "192.168.1.20:4000", "ville.localhost"] {
            assert!(check(host), "{host}");
        }
    }
}
