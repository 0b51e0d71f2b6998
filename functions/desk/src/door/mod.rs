//! The door: the desk over HTTP, the same on a local machine and deployed.
//!
//! Architecture invariant: a GET changes nothing; nothing of the body, of the
//! secret or of the sender's address reaches a log; every answer, faults of the
//! program included, carries the headers of `headers`.

mod answer;
mod body;
mod describe;
mod headers;
mod json;
mod list;
mod places;
mod puzzle;
mod submit;
mod track;
mod urlencoded;
mod visit;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

pub(crate) use body::{DEEPEST, LONGEST_NAME};
pub(crate) use submit::LONGEST_KEY;

use crate::description;
use crate::desk::Desk;
use crate::pages::notice::Notice;
use visit::Visit;

/// The address that a request came from, put into its extensions by a server
/// that knows better than its socket; without it, axum's `ConnectInfo` counts.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The paths of the desk, and no other: whoever serves the site adds the rest.
pub fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/formulaires/{form}", post(submit::submit))
        .route("/suivi/{reference}", get(track::show))
        .route("/suivi/{reference}/annuler", post(track::cancel))
        .route("/epreuve", get(puzzle::hand_out))
        .route("/suivi/{reference}/accepter", post(track::take))
        .route("/places/{activity}", get(places::show))
        .route("/preparation/{merchant}", get(list::preparation_list).post(list::act_on_preparation))
        .route("/livraison/{point}", get(list::delivery_sheet).post(list::act_on_delivery))
        .route("/sante", get(health))
        .route(description::ADDRESS, get(describe::describe))
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn_with_state(Arc::clone(&desk), headers::catch_panics))
        .layer(from_fn(headers::secure))
        .with_state(desk)
}

async fn health(State(desk): State<Arc<Desk>>, visit: Visit) -> Response {
    match desk.store.ready().await {
        Ok(()) => (StatusCode::OK, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "ok").into_response(),
        Err(unavailable) => {
            tracing::error!(error = %unavailable, "the store does not answer");
            visit.notice(&desk, &Notice::Unavailable)
        }
    }
}

async fn no_such_method(State(desk): State<Arc<Desk>>, visit: Visit) -> Response {
    visit.notice(&desk, &Notice::Method)
}
