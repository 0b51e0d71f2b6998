//! Who comes in.
//!
//! Any page open in the same browser can send requests here; a name of the web
//! can be made to point at this machine; pages on other ports of this machine
//! share its cookies and count as the same site. Hence, for every request: the
//! exact `Host`; for whatever is not a GET: the exact `Origin`, `Sec-Fetch-Site`
//! where the browser says it, and a value that only our own forms hold; for
//! everything but the door itself: the cookie that the token was exchanged for.
//!
//! Architecture invariant: what is not plainly the staff's own is refused.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderName, HeaderValue, LOCATION, ORIGIN, REFERRER_POLICY,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::words::Words;
use super::{Door, first, layout, parameters};
use crate::random;

/// What every answer carries. A referrer policy of `no-referrer` would make
/// browsers send `Origin: null` with our own forms; `same-origin` tells other
/// sites just as little.
const CARRIED: [(HeaderName, HeaderValue); 7] = [
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// Where the token is exchanged.
const ENTRANCE: &str = "/entrer";

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// Another name than this machine's.
    Host,
    /// Sent by another page.
    Sender,
    /// A link of another page leads here: its reader may follow ours.
    Link,
}

/// Looks at where a request comes from, before anything else.
pub(super) async fn check(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let mut response = match judge(&door, request.method(), request.uri(), request.headers()) {
        Ok(()) if request.uri().path() == ENTRANCE => enter(&door, &request),
        Ok(()) => next.run(request).await,
        Err(refusal) => refuse(&door, refusal),
    };
    response.headers_mut().extend(CARRIED);
    response
}

/// Lets in whoever has the cookie.
pub(super) async fn admit(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    if has_cookie(&door, request.headers()) {
        return next.run(request).await;
    }
    let words = Words::of(door.language);
    (StatusCode::FORBIDDEN, layout::notice(door.language, words.enter_by_link, words.back)).into_response()
}

fn judge(door: &Door, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
    let host = only(headers, &HOST).filter(|host| is_ours(door, host)).ok_or(Refusal::Host)?;
    // A proxy's form of the request line would be a second name.
    if uri.authority().is_some_and(|authority| authority.as_str() != host) {
        return Err(Refusal::Host);
    }
    let site = only(headers, &HeaderName::from_static("sec-fetch-site"));
    if method == Method::GET || method == Method::HEAD {
        let is_door = uri.path() == ENTRANCE;
        return if is_door || matches!(site, None | Some("none" | "same-origin")) {
            Ok(())
        } else {
            Err(Refusal::Link)
        };
    }
    let is_own_page = only(headers, &ORIGIN).is_some_and(|origin| origin.strip_prefix("http://") == Some(host));
    if is_own_page && matches!(site, None | Some("same-origin")) { Ok(()) } else { Err(Refusal::Sender) }
}

/// The value of a header that stands there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value.to_str().unwrap_or("?")),
        (Some(_), Some(_)) => Some("?"),
        (None, _) => None,
    }
}

fn is_ours(door: &Door, host: &str) -> bool {
    let port = door.address.port();
    host == format!("127.0.0.1:{port}") || host == format!("localhost:{port}")
}

/// Exchanges the token for the cookie, so that it leaves the address bar.
fn enter(door: &Door, request: &Request) -> Response {
    let parameters = parameters(request.uri().query().unwrap_or_default().as_bytes());
    let is_right = first(&parameters, "jeton").is_some_and(|token| random::same(token, &door.token));
    if request.method() != Method::GET || !is_right {
        let words = Words::of(door.language);
        return (StatusCode::FORBIDDEN, layout::notice(door.language, words.enter_by_link, words.back)).into_response();
    }
    let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", door.cookie_name, door.cookie_value);
    (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie.as_str()), (LOCATION, "/")]).into_response()
}

fn has_cookie(door: &Door, headers: &HeaderMap) -> bool {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.any(|(name, value)| name == door.cookie_name && random::same(value, &door.cookie_value))
}

fn refuse(door: &Door, refusal: Refusal) -> Response {
    let words = Words::of(door.language);
    let (status, message) = match refusal {
        Refusal::Host => (StatusCode::MISDIRECTED_REQUEST, words.other_name),
        Refusal::Sender => (StatusCode::FORBIDDEN, words.other_page),
        Refusal::Link => (StatusCode::FORBIDDEN, words.other_link),
    };
    (status, layout::notice(door.language, message, words.back)).into_response()
}
