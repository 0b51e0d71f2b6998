//! What every answer carries, and what becomes of a fault of the program.
//!
//! Architecture invariant: no script, style or frame of another site; nothing
//! here is kept by a browser, a proxy, or told to the next page.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;

use super::visit::Visit;
use crate::desk::Desk;
use crate::pages::notice::Notice;

const CARRIED: [(HeaderName, HeaderValue); 5] = [
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (VARY, HeaderValue::from_static("Accept, Accept-Language")),
];

pub(super) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().extend(CARRIED);
    response
}

/// A panic is one failed answer, not a dead server. What it says may quote what
/// was typed, so that only its having happened is logged here.
pub(super) async fn catch_panics(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let visit = Visit::of(request.headers());
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    answered.unwrap_or_else(|_| {
        tracing::error!("a request made the program panic");
        visit.notice(&desk, &Notice::Failed)
    })
}
