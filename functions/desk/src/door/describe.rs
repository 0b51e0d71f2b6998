//! `GET /guichet/openapi.json`: the desk described for programs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::visit::Visit;
use crate::description;
use crate::desk::Desk;
use crate::pages::notice::Notice;

pub(super) async fn describe(State(desk): State<Arc<Desk>>, visit: Visit) -> Response {
    let described = desk.bundle.edition().and_then(|edition| description::of(&edition, visit.language));
    match described {
        Ok(described) => visit.json(StatusCode::OK, &described),
        Err(error) => {
            tracing::error!(error = %error, "the desk can't be described");
            visit.notice(&desk, &Notice::Unavailable)
        }
    }
}
