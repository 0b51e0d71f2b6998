//! What the bureau's forms do. Each ends in a page of its own that can be
//! reloaded; sent twice, a form does its work once.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use desk::reference::Reference;
use desk::verified::Verified;
use serde_json::Value as Json;
use url::form_urlencoded::Serializer;

use super::{Asked, Bureau, first, notice, parameters, request, see_other, show};
use crate::inbox::{Choice, Error, Undone};
use crate::random;

type Parameters = BTreeMap<String, Vec<String>>;

/// The form that was sent, if it is one of ours.
pub(super) fn form(bureau: &Bureau, headers: &HeaderMap, body: &Bytes) -> Option<Parameters> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form =
        content_type.split(';').next().is_some_and(|essence| essence.trim() == "application/x-www-form-urlencoded");
    let parameters = parameters(body);
    let is_sealed = first(&parameters, "sceau").is_some_and(|seal| random::same(seal, &bureau.door.form_value));
    (is_form && is_sealed).then_some(parameters)
}

pub(super) async fn accept(
    State(bureau): State<Bureau>,
    Asked(reference): Asked,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(sent) = form(&bureau, &headers, &body) else { return stale(&bureau) };
    let (office, asked, language) = (bureau.office.clone(), reference.clone(), bureau.language);
    let deed = async move { office.accept(&asked, Choice::Seen(seen(&sent)), verified(&sent), language).await };
    match whole(deed).await {
        Ok(_) => see_other(&format!("/demandes/{reference}?fait=accepter")),
        Err(error) => failed(&bureau, &reference, &error).await,
    }
}

/// Does a deed to its end, even when the browser goes away meanwhile: a handler
/// is dropped with its connection, a task is not.
pub(super) async fn whole<T: Send + 'static>(
    deed: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    tokio::spawn(deed).await.unwrap_or(Err(Error::CutShort))
}

/// The ticked fields, with what the page said when they were ticked.
fn seen(sent: &Parameters) -> Vec<(String, Option<Json>)> {
    let ticked = sent.get("champ").map(Vec::as_slice).unwrap_or_default();
    let looked_at = |key: &String| {
        let now = first(sent, &format!("vu.{key}")).and_then(|now| serde_json::from_str(now).ok());
        (key.clone(), now)
    };
    ticked.iter().map(looked_at).collect()
}

/// How staff made sure of who asks, when they noted it.
fn verified(sent: &Parameters) -> Option<Verified> {
    first(sent, "verification").and_then(Verified::from_code)
}

pub(super) async fn refuse(
    State(bureau): State<Bureau>,
    Asked(reference): Asked,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(sent) = form(&bureau, &headers, &body) else { return stale(&bureau) };
    let (office, asked, language) = (bureau.office.clone(), reference.clone(), bureau.language);
    let deed = async move {
        let shown = office.show(&asked, language).await?.shown;
        office.refuse(&asked, &request::reason(&sent, &shown)).await
    };
    match whole(deed).await {
        Ok(()) => see_other(&format!("/demandes/{reference}?fait=refuser")),
        Err(error) => failed(&bureau, &reference, &error).await,
    }
}

pub(super) async fn undo(
    State(bureau): State<Bureau>,
    Asked(reference): Asked,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if form(&bureau, &headers, &body).is_none() {
        return stale(&bureau);
    }
    let (office, asked, language) = (bureau.office.clone(), reference.clone(), bureau.language);
    match whole(async move { office.undo(&asked, language).await }).await {
        Ok(Undone::Reopened) => see_other(&format!("/demandes/{reference}?fait=rouvrir")),
        Ok(Undone::Whole { .. }) => see_other(&format!("/demandes/{reference}?fait=annuler")),
        Ok(Undone::Fields { kept, .. }) => {
            let mut query = Serializer::new(format!("/demandes/{reference}?"));
            query.append_pair("fait", "annuler").extend_pairs(kept.iter().map(|field| ("garde", &field.key)));
            see_other(&query.finish())
        }
        Err(error) => failed(&bureau, &reference, &error).await,
    }
}

pub(super) async fn release(
    State(bureau): State<Bureau>,
    Asked(reference): Asked,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if form(&bureau, &headers, &body).is_none() {
        return stale(&bureau);
    }
    let (office, asked) = (bureau.office.clone(), reference.clone());
    match whole(async move { office.release(&asked).await }).await {
        Ok(()) => see_other(&format!("/demandes/{reference}?fait=lever")),
        Err(error) => failed(&bureau, &reference, &error).await,
    }
}

/// What was decided meanwhile, by a second click or by a colleague, is shown; the
/// rest stays to be done.
pub(super) async fn failed(bureau: &Bureau, reference: &Reference, error: &Error) -> Response {
    match error {
        Error::Decided(_)
        | Error::NothingToUndo
        | Error::Desk(desk::inbox::Error::Illegal(_) | desk::inbox::Error::NoDoubt) => {
            see_other(&format!("/demandes/{reference}?fait=deja"))
        }
        error => {
            let status = if error.is_environment() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::CONFLICT };
            show(bureau, reference, status, None, Some(error)).await
        }
    }
}

pub(super) fn stale(bureau: &Bureau) -> Response {
    notice(bureau, StatusCode::FORBIDDEN, bureau.words().stale_form)
}
