//! `/suivi/{reference}`: a request looked at, and taken back, with its secret.
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
use crate::pages::notice::Notice;
use crate::pages::tracking::{self, Tracking};
use crate::reference::Reference;
use crate::request;
use crate::secret::Secret;
use crate::store::Saved;
use crate::told::{self, ToldField};
use crate::unavailable::Unavailable;
use crate::workflow::update::{Decision, Move, Verdict};
use crate::workflow::{Matter, State as Stage};

type Written = Result<Path<String>, PathRejection>;

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    reference: Written,
    RawQuery(query): RawQuery,
) -> Response {
    let key = urlencoded::pairs(query.unwrap_or_default().as_bytes()).and_then(key_of_pairs);
    match found(&desk, reference, key.as_deref()).await {
        Ok((request, secret)) => visit.tracking(&desk, &request, &secret),
        Err(notice) => visit.notice(&desk, &notice),
    }
}

pub(super) async fn cancel(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    reference: Written,
    request: Request,
) -> Response {
    match cancelled(&desk, reference, request).await {
        Ok((request, secret)) => visit.after_cancel(&desk, &request, &secret),
        Err(notice) => visit.notice(&desk, &notice),
    }
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

async fn cancelled(desk: &Desk, reference: Written, request: Request) -> Result<(request::Request, Secret), Notice> {
    let limits = desk.bundle.edition().map(|edition| edition.settings.limits).unwrap_or_default();
    let (body, _) = body::read(request, limits).await?;
    let key = body.get("cle").and_then(Node::as_text).map(str::to_owned);
    let (mut request, secret) = found(desk, reference, key.as_deref()).await?;
    loop {
        // Asking twice is the same as asking once.
        if request.state(desk.clock.now()) == Stage::Cancelled {
            return Ok((request, secret));
        }
        request.make(Move::Cancel, request::Who::Visitor, desk.clock.now()).map_err(Notice::TooLate)?;
        if desk.store.save(request.clone().into()).await.map_err(unavailable)? == Saved::Saved {
            tracing::info!(form = %request.form, "a request was cancelled by its sender");
            return Ok((request, secret));
        }
        request = desk.store.find(request.reference).await.map_err(unavailable)?.ok_or(Notice::UnknownRequest)?;
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is mapped")]
fn unavailable(error: Unavailable) -> Notice {
    tracing::error!(error = %error, "the store does not answer");
    Notice::Unavailable
}

impl Visit {
    fn after_cancel(&self, desk: &Desk, request: &request::Request, secret: &Secret) -> Response {
        let url = desk.tracking_url(request, secret);
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

    fn tracking(&self, desk: &Desk, request: &request::Request, secret: &Secret) -> Response {
        let Matter::Update(update) = &request.matter;
        // Without a bundle a request is told as it was kept.
        let edition = desk.bundle.edition().ok();
        let kind = edition.as_ref().and_then(|edition| edition.kind(&update.kind).ok().flatten());
        let fields = told::fields(update, kind.as_ref().map(|kind| &kind.fields), self.language);
        let state = request.state(desk.clock.now());
        if self.wants == Wants::Json {
            return self.json(StatusCode::OK, &described(request, state, &fields));
        }
        let cancel = desk.address(&format!("/suivi/{}/annuler", request.reference));
        let contact = edition.as_ref().and_then(|edition| edition.settings.contact.as_ref());
        let page = tracking::page(&Tracking {
            request,
            update,
            state,
            fields: &fields,
            contact,
            secret,
            cancel: &cancel,
            language: self.language,
        });
        self.page(desk, StatusCode::OK, &page)
    }
}

fn described(request: &request::Request, state: Stage, fields: &[ToldField]) -> serde_json::Value {
    let Matter::Update(update) = &request.matter;
    let reason = match &update.decision {
        Decision::Refused { reason } => Some(reason),
        Decision::Open | Decision::Accepted { .. } | Decision::Cancelled => None,
    };
    let fields: Vec<_> = fields
        .iter()
        .map(|field| {
            let kept = field.verdict.map(|verdict| verdict == Verdict::Kept);
            json!({ "key": field.key, "label": field.label, "before": field.before, "after": field.after, "said": field.said, "kept": kept })
        })
        .collect();
    json!({
        "reference": request.reference,
        "state": state.code(),
        "form": request.form,
        "channel": request.channel.code(),
        "received_at": request.received_at,
        "subject": request.subject(),
        "page_url": update.url,
        "reason": reason,
        "can_be_cancelled": update.can_be_cancelled(),
        "fields": fields,
    })
}
