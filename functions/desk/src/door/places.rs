//! `GET /places/{activity}`: how many places of each session are taken.
//!
//! Architecture invariant: numbers, and nothing of who holds the places.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::visit::Visit;
use crate::desk::Desk;
use crate::pages::notice::Notice;

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    activity: Result<Path<String>, PathRejection>,
) -> Response {
    let Ok(Path(activity)) = activity else { return visit.notice(&desk, &Notice::UnknownActivity) };
    match desk.places(&activity).await {
        Ok(Some(sessions)) => visit.json(StatusCode::OK, &json!({ "sessions": sessions })),
        Ok(None) => visit.notice(&desk, &Notice::UnknownActivity),
        Err(error) => {
            tracing::error!(error = %error, "the places of an activity can't be told");
            visit.notice(&desk, &Notice::Unavailable)
        }
    }
}
