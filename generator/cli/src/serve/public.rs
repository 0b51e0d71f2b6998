//! The public listener: the desk's paths, and the built site for all others.

use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

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
    use axum::http::header::{HOST, HeaderMap, HeaderValue};

    use super::is_local;

    fn check(host: &'static str) -> bool {
        is_local(&HeaderMap::from_iter([(HOST, HeaderValue::from_static(host))]))
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
