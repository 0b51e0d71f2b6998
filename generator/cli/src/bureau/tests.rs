//! Who gets into the bureau, and who does not: another page of the same browser,
//! a name of the web that points here, a link of somebody else.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::any;
use schema::words::Language;
use tower::ServiceExt as _;

use super::{Door, guard};

const OURS: &str = "127.0.0.1:4001";

fn door() -> Arc<Door> {
    Arc::new(Door::new(SocketAddr::from((Ipv4Addr::LOCALHOST, 4001)), Language::French).unwrap())
}

/// A bureau whose pages all say yes, behind its guard.
fn guarded(door: &Arc<Door>) -> Router {
    Router::new()
        .fallback(any(async || "oui"))
        .layer(from_fn_with_state(Arc::clone(door), guard::admit))
        .layer(from_fn_with_state(Arc::clone(door), guard::check))
}

async fn send(door: &Arc<Door>, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    guarded(door).oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

fn cookie(door: &Door) -> String {
    format!("{}={}", door.cookie_name, door.cookie_value)
}

async fn check(method: Method, headers: &[(&str, &str)], expected: StatusCode) {
    let door = door();
    let cookie = cookie(&door);
    let headers = [headers, &[(COOKIE.as_str(), cookie.as_str())]].concat();
    assert_eq!(send(&door, method, "/", &headers).await.status(), expected, "{headers:?}");
}

#[tokio::test]
async fn staff_come_in() {
    check(Method::GET, &[("host", OURS)], StatusCode::OK).await;
    check(Method::GET, &[("host", "localhost:4001"), ("sec-fetch-site", "none")], StatusCode::OK).await;
    let sent = [("host", OURS), ("origin", "http://127.0.0.1:4001"), ("sec-fetch-site", "same-origin")];
    check(Method::POST, &sent, StatusCode::OK).await;
}

#[tokio::test]
async fn a_name_that_was_made_to_point_here_gets_nothing() {
    for host in [
        "mechant.example",
        "mechant.example:4001",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:4000",
        "0.0.0.0:4001",
        "[::1]:4001",
        "",
    ] {
        check(Method::GET, &[("host", host)], StatusCode::MISDIRECTED_REQUEST).await;
        let sent = [("host", host), ("origin", "http://127.0.0.1:4001")];
        check(Method::POST, &sent, StatusCode::MISDIRECTED_REQUEST).await;
    }
    check(Method::GET, &[], StatusCode::MISDIRECTED_REQUEST).await;
    check(Method::GET, &[("host", OURS), ("host", "mechant.example")], StatusCode::MISDIRECTED_REQUEST).await;
}

#[tokio::test]
async fn another_page_sends_nothing() {
    for origin in [
        "https://mechant.example",
        "http://127.0.0.1:4000",
        "http://localhost:4001",
        "https://127.0.0.1:4001",
        "null",
        "",
    ] {
        check(Method::POST, &[("host", OURS), ("origin", origin)], StatusCode::FORBIDDEN).await;
    }
    check(Method::POST, &[("host", OURS)], StatusCode::FORBIDDEN).await;
    for site in ["cross-site", "same-site", "none"] {
        let sent = [("host", OURS), ("origin", "http://127.0.0.1:4001"), ("sec-fetch-site", site)];
        check(Method::POST, &sent, StatusCode::FORBIDDEN).await;
    }
    for method in [Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH] {
        check(method, &[("host", OURS), ("origin", "https://mechant.example")], StatusCode::FORBIDDEN).await;
    }
}

#[tokio::test]
async fn another_page_loads_nothing() {
    for site in ["cross-site", "same-site"] {
        check(Method::GET, &[("host", OURS), ("sec-fetch-site", site)], StatusCode::FORBIDDEN).await;
    }
}

#[tokio::test]
async fn the_token_is_exchanged_for_a_cookie_and_leaves_the_address() {
    let door = door();
    let entrance = format!("/entrer?jeton={}", door.token);
    let response = send(&door, Method::GET, &entrance, &[(HOST.as_str(), OURS)]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()[LOCATION], "/");
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains(&door.token));
    let pair = cookie.split(';').next().unwrap();
    assert_eq!(send(&door, Method::GET, "/", &[("host", OURS), ("cookie", pair)]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn without_token_or_cookie_nobody_comes_in() {
    let door = door();
    for path in ["/", "/demandes/MK-7Q4F-93TX", "/entrer", "/entrer?jeton=", "/entrer?jeton=00"] {
        assert_eq!(send(&door, Method::GET, path, &[("host", OURS)]).await.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let wrong = format!("{}=0; autre={}", door.cookie_name, door.cookie_value);
    assert_eq!(
        send(&door, Method::GET, "/", &[("host", OURS), ("cookie", &wrong)]).await.status(),
        StatusCode::FORBIDDEN
    );
    let own = format!("http://{OURS}");
    let sent = [("host", OURS), (ORIGIN.as_str(), own.as_str())];
    assert_eq!(send(&door, Method::POST, "/", &sent).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whatever_is_answered_carries_its_guards() {
    let door = door();
    for (path, host) in [("/", OURS), ("/", "mechant.example"), ("/entrer", OURS)] {
        let response = send(&door, Method::GET, path, &[("host", host)]).await;
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    }
}
