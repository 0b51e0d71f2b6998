//! Requests that somebody brought: staff find the page, fill in its form, and
//! print a slip for whoever has no tracking page to open.
//!
//! Architecture invariant: staff fill in the form that visitors fill in, and it
//! is judged at the same place. Nothing is recorded by a GET.

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::inbox::{Absence, Error as Refusal, Recorded};
use desk::reference::Reference;
use desk::request::Channel;
use schema::tree::Node;
use url::form_urlencoded;

use crate::bureau::{Bureau, deeds, first, layout, parameters, refused, see_other};
use crate::inbox::Error;
use crate::inbox::counter::{CHANNELS, Typed};

pub(super) mod declared;
mod pick;
mod sheet;
mod slip;
mod words;

use words::Words;

/// The controls of the bureau's own that stand in the form.
const SEAL: &str = "sceau";
const CHANNEL: &str = "_canal";

/// The pages that can be changed, to pick one from.
pub(super) async fn pick(State(bureau): State<Bureau>, RawQuery(query): RawQuery) -> Response {
    let filter = pick::Filter::read(&parameters(query.as_deref().unwrap_or_default().as_bytes()));
    match bureau.office.sheets() {
        Ok(sheets) => {
            let view = pick::view(&bureau, &sheets, &filter);
            layout::page(&bureau, Words::of(bureau.language).enter, &view).into_response()
        }
        Err(error) => refused(&bureau, &error),
    }
}

/// The form of a page, filled with what is published.
pub(super) async fn blank(State(bureau): State<Bureau>, Path(page): Path<String>) -> Response {
    form(&bureau, &page, StatusCode::OK, &sheet::Typed::default())
}

/// Records what staff typed, or shows the form again with all of it.
pub(super) async fn record(
    State(bureau): State<Bureau>,
    Path(page): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(sent) = deeds::form(&bureau, &headers, &body) else { return deeds::stale(&bureau) };
    let body = controls(&body);
    let channel = first(&sent, CHANNEL).and_then(brought);
    let done = match channel {
        Some(channel) => recorded(&bureau, &page, &body, channel).await,
        None => Err(sheet::Told::NoChannel),
    };
    match done {
        Ok(recorded) => see_other(&slip_address(&recorded)),
        Err(sheet::Told::Failed(error)) if !is_answered_in_the_form(&error) => refused(&bureau, &error),
        Err(told) => {
            let typed = sheet::Typed { body: Some(body), channel, told: Some(told) };
            form(&bureau, &page, StatusCode::UNPROCESSABLE_ENTITY, &typed)
        }
    }
}

/// The slip, for whoever holds the key: it is in the address, as in the link.
pub(super) async fn slip(
    State(bureau): State<Bureau>,
    Path(reference): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let parameters = parameters(query.as_deref().unwrap_or_default().as_bytes());
    let key = first(&parameters, "cle").unwrap_or_default();
    let slip = match reference.parse::<Reference>() {
        Ok(reference) => bureau.office.slip(&reference, key).await,
        Err(problem) => Err(Error::Reference(problem)),
    };
    match slip {
        Ok(slip) => layout::page(&bureau, Words::of(slip.language).slip, &slip::view(&bureau, &slip)).into_response(),
        Err(error) => refused(&bureau, &error),
    }
}

fn form(bureau: &Bureau, page: &str, status: StatusCode, typed: &sheet::Typed) -> Response {
    match bureau.office.form(page, typed.body.as_ref()) {
        Ok(blank) => {
            let title = sheet::title(bureau, &blank, typed);
            (status, layout::page(bureau, &title, &sheet::view(bureau, &blank, typed))).into_response()
        }
        Err(error) => refused(bureau, &error),
    }
}

async fn recorded(bureau: &Bureau, page: &str, body: &Node, channel: Channel) -> Result<Recorded, sheet::Told> {
    let (page, body) = (page.to_owned(), body.clone());
    let typed = Typed { page, form: None, body, absence: Absence::Keeps, channel, language: bureau.language };
    bureau.office.record(typed).await.map_err(sheet::Told::Failed)
}

/// Whether staff can do something about it in the form; nothing typed is lost.
const fn is_answered_in_the_form(error: &Error) -> bool {
    matches!(error, Error::Desk(Refusal::Refused { .. } | Refusal::Unavailable(_)))
}

/// The controls of the page's own form, in the order they were sent.
fn controls(body: &[u8]) -> Node {
    let mut pairs: Vec<_> = form_urlencoded::parse(body).filter(|(name, _)| name != CHANNEL).collect();
    // The seal stands first in the form; a field of a page may have its name too.
    if let Some(seal) = pairs.iter().position(|(name, _)| name == SEAL) {
        pairs.remove(seal);
    }
    Node::from_controls(pairs.iter().map(|(name, text)| (name.as_ref(), text.as_ref())))
}

fn brought(code: &str) -> Option<Channel> {
    CHANNELS.into_iter().find(|channel| channel.code() == code)
}

fn slip_address(recorded: &Recorded) -> String {
    let query = recorded.tracking_url.split_once('?').map_or("", |(_, query)| query);
    format!("/demandes/{}/recepisse?{query}", recorded.reference)
}
