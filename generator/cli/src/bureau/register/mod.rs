//! Registrations in the bureau: the sessions and their lists, who is to be
//! warned, what is done to one registration.
//!
//! Architecture invariant: a list is looked at, never changed: what changes a
//! place is done at the page of its registration.

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::inbox::Sessions;
use desk::reference::Reference;

use super::deeds::{failed, form, stale, whole};
use super::{Asked, Bureau, first, layout, parameters, refused, see_other};
use crate::inbox::Error;

mod list;
pub(super) mod request;
mod sessions;
mod warn;
mod words;

pub(super) use words::Words;

/// The sessions of all activities, those to come or those that are over.
pub(super) async fn sessions(State(bureau): State<Bureau>, RawQuery(query): RawQuery) -> Response {
    let parameters = parameters(query.as_deref().unwrap_or_default().as_bytes());
    let which = if first(&parameters, "quand") == Some("passees") { Sessions::Past } else { Sessions::ToCome };
    match bureau.office.sessions(which).await {
        Ok(sessions) => {
            let view = sessions::view(&bureau, &sessions, which);
            layout::page(&bureau, Words::of(bureau.language).sessions, &view).into_response()
        }
        Err(error) => refused(&bureau, &error),
    }
}

/// The list of a session, for who leads it.
pub(super) async fn list(State(bureau): State<Bureau>, Path((id, page)): Path<(String, String)>) -> Response {
    match bureau.office.session(&page, &id, bureau.language).await {
        Ok(list) => layout::page(&bureau, &list::title(&bureau, &list), &list::view(&bureau, &list)).into_response(),
        Err(error) => refused(&bureau, &error),
    }
}

/// Who is to be warned because a session is not as it was.
pub(super) async fn to_warn(State(bureau): State<Bureau>) -> Response {
    match bureau.office.to_warn().await {
        Ok(warned) => {
            let view = warn::view(&bureau, &warned);
            layout::page(&bureau, Words::of(bureau.language).to_warn, &view).into_response()
        }
        Err(error) => refused(&bureau, &error),
    }
}

/// What can be done to one registration by a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Take,
    Cancel,
    Warned,
}

pub(super) async fn take(bureau: State<Bureau>, asked: Asked, headers: HeaderMap, body: Bytes) -> Response {
    done(bureau, asked, &headers, &body, Deed::Take).await
}

pub(super) async fn cancel(bureau: State<Bureau>, asked: Asked, headers: HeaderMap, body: Bytes) -> Response {
    done(bureau, asked, &headers, &body, Deed::Cancel).await
}

pub(super) async fn warned(bureau: State<Bureau>, asked: Asked, headers: HeaderMap, body: Bytes) -> Response {
    done(bureau, asked, &headers, &body, Deed::Warned).await
}

async fn done(
    State(bureau): State<Bureau>,
    Asked(reference): Asked,
    headers: &HeaderMap,
    body: &Bytes,
    deed: Deed,
) -> Response {
    if form(&bureau, headers, body).is_none() {
        return stale(&bureau);
    }
    let (office, asked) = (bureau.office.clone(), reference.clone());
    let made = async move {
        match deed {
            Deed::Take => office.take(&asked).await,
            Deed::Cancel => office.cancel(&asked).await,
            Deed::Warned => office.warned(&asked).await.map(drop),
        }
    };
    let next = match deed {
        Deed::Take => format!("/demandes/{reference}?fait=place"),
        Deed::Cancel => format!("/demandes/{reference}?fait=renoncer"),
        Deed::Warned => "/a-prevenir".to_owned(),
    };
    answered(&bureau, &reference, whole(made).await, &next).await
}

/// Settles what a registration costs.
pub(super) async fn rate(
    State(bureau): State<Bureau>,
    Asked(reference): Asked,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(sent) = form(&bureau, &headers, &body) else { return stale(&bureau) };
    let (office, asked) = (bureau.office.clone(), reference.clone());
    let typed = first(&sent, "quotient").unwrap_or_default().to_owned();
    let made = whole(async move { office.rate(&asked, &typed).await.map(drop) }).await;
    answered(&bureau, &reference, made, &format!("/demandes/{reference}?fait=tarif")).await
}

async fn answered(bureau: &Bureau, reference: &Reference, made: Result<(), Error>, next: &str) -> Response {
    match made {
        Ok(()) => see_other(next),
        // It can be typed better: the page of the registration says why.
        Err(error @ Error::Quotient(_)) => {
            super::show(bureau, reference, StatusCode::UNPROCESSABLE_ENTITY, None, Some(&error)).await
        }
        Err(error) => failed(bureau, reference, &error).await,
    }
}
