//! `/suivi/{reference}`: a request looked at, and moved by its sender, with its
//! secret.
//!
//! Architecture invariant: a wrong secret, a wrong reference and no request are
//! one and the same answer.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use schema::tree::Node;
use serde_json::json;

use super::answer::see_other;
use super::visit::{Visit, Wants};
use super::{body, urlencoded};
use crate::desk::Desk;
use crate::moves::Stopped;
use crate::pages::notice::Notice;
use crate::pages::tracking::{self, Tracking};
use crate::reference::Reference;
use crate::request::{self, Who};
use crate::secret::Secret;
use crate::told;
use crate::unavailable::Unavailable;

type Written = Result<Path<String>, PathRejection>;

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    reference: Written,
    RawQuery(query): RawQuery,
) -> Response {
    let key = urlencoded::pairs(query.unwrap_or_default().as_bytes()).and_then(key_of_pairs);
    match looked_at(&desk, reference, key.as_deref()).await {
        Ok((request, seat, secret)) => visit.tracking(&desk, &request, seat, &secret),
        Err(notice) => visit.notice(&desk, &notice),
    }
}

async fn looked_at(
    desk: &Desk,
    reference: Written,
    key: Option<&str>,
) -> Result<(request::Request, Option<tracking::Seat>, Secret), Notice> {
    let (request, secret) = found(desk, reference, key).await?;
    let seat = desk.seat(&request).await.map_err(unavailable)?;
    Ok((request, seat, secret))
}

pub(super) async fn cancel(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    reference: Written,
    request: Request,
) -> Response {
    let moved = moved(&desk, reference, request, Deed::Cancel).await;
    visit.after(&desk, moved, "a request was cancelled by its sender")
}

pub(super) async fn take(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    reference: Written,
    request: Request,
) -> Response {
    let moved = moved(&desk, reference, request, Deed::Take).await;
    visit.after(&desk, moved, "a place that was offered was taken")
}

fn key_of_pairs(pairs: Vec<(String, String)>) -> Option<String> {
    pairs.into_iter().find(|(name, _)| name == "cle").map(|(_, key)| key)
}

/// The request that this reference and this secret open together.
async fn found(desk: &Desk, reference: Written, key: Option<&str>) -> Result<(request::Request, Secret), Notice> {
    let reference =
        reference.ok().and_then(|Path(text)| text.parse::<Reference>().ok()).ok_or(Notice::UnknownRequest)?;
    let secret = key.and_then(Secret::from_link).ok_or(Notice::UnknownRequest)?;
    let request = desk.store.find(reference).await.map_err(unavailable)?;
    let request = request.filter(|request| request.secret.is_of(&secret)).ok_or(Notice::UnknownRequest)?;
    Ok((request, secret))
}

/// What its sender can do to a request.
#[derive(Clone, Copy)]
enum Deed {
    Cancel,
    Take,
}

/// Does it, once the body has shown the secret.
async fn moved(
    desk: &Desk,
    reference: Written,
    request: Request,
    deed: Deed,
) -> Result<(request::Request, Secret), Notice> {
    let limits = desk.bundle.edition().map(|edition| edition.settings.limits).unwrap_or_default();
    let (body, _) = body::read(request, limits).await?;
    let key = body.get("cle").and_then(Node::as_text).map(str::to_owned);
    let (request, secret) = found(desk, reference, key.as_deref()).await?;
    let moved = match deed {
        Deed::Cancel => desk.cancel(&request.reference, Who::Visitor).await,
        Deed::Take => desk.take_offer(&request.reference, Who::Visitor).await,
    };
    Ok((moved.map_err(stopped)?, secret))
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is mapped")]
pub(super) fn unavailable(error: Unavailable) -> Notice {
    tracing::error!(error = %error, "the store does not answer");
    Notice::Unavailable
}

pub(super) fn stopped(stopped: Stopped) -> Notice {
    match stopped {
        Stopped::Unknown(_) => Notice::UnknownRequest,
        Stopped::Illegal(illegal) => Notice::TooLate(illegal),
        Stopped::Unavailable(error) => unavailable(error),
    }
}

impl Visit {
    fn after(&self, desk: &Desk, moved: Result<(request::Request, Secret), Notice>, told: &str) -> Response {
        let (request, secret) = match moved {
            Ok(moved) => moved,
            Err(notice) => return self.notice(desk, &notice),
        };
        tracing::info!(form = %request.form, "{told}");
        let url = desk.tracking_url(&request, &secret);
        if self.wants == Wants::Page {
            return see_other(&url);
        }
        let state = request.state(desk.clock.now()).code();
        let secret = secret.to_link();
        self.json(
            StatusCode::OK,
            &json!({ "reference": request.reference, "tracking_url": url, "secret": secret, "state": state }),
        )
    }

    fn tracking(
        &self,
        desk: &Desk,
        request: &request::Request,
        seat: Option<tracking::Seat>,
        secret: &Secret,
    ) -> Response {
        // Without a bundle a request is told as it was kept.
        let edition = desk.bundle.edition().ok();
        let fields = told::of(request, edition.as_deref(), self.language);
        let now = desk.clock.now();
        if self.wants == Wants::Json {
            return self.json(StatusCode::OK, &told::json(request, &fields, seat.as_ref(), now));
        }
        let page = tracking::page(&Tracking {
            request,
            state: request.state(now),
            at: now,
            fields: &fields,
            contact: edition.as_ref().and_then(|edition| edition.settings.contact.as_ref()),
            secret,
            address: &desk.address(&format!("/suivi/{}", request.reference)),
            can_be_cancelled: request.can_be_cancelled(now),
            seat,
            language: self.language,
        });
        self.page(desk, StatusCode::OK, &page)
    }
}
