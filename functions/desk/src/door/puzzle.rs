//! `GET /epreuve`: the puzzle that a browser with scripts works on while its
//! reader types. It is never asked for.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::visit::Visit;
use crate::challenge::Challenge;
use crate::desk::Desk;
use crate::pages::notice::Notice;

pub(super) async fn hand_out(State(desk): State<Arc<Desk>>, visit: Visit) -> Response {
    let limits = desk.bundle.edition().map(|edition| edition.settings.limits).unwrap_or_default();
    let now = desk.clock.now();
    match Challenge::new(&desk.key, limits, now) {
        Ok(challenge) => visit.json(
            StatusCode::OK,
            &json!({
                "challenge": challenge.as_ref().map(|challenge| &challenge.text),
                "bits": challenge.as_ref().map_or(0, |challenge| challenge.bits),
                "now": now.as_second(),
                "expires": challenge.as_ref().map(|challenge| challenge.expires_at.as_second()),
            }),
        ),
        Err(unavailable) => {
            tracing::error!(error = %unavailable, "no puzzle could be made");
            visit.notice(&desk, &Notice::Unavailable)
        }
    }
}
