//! A registration that somebody brought: the form that visitors fill in, with the
//! open sessions and what is left of each.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::inbox::{Absence, Blank, Error as Refusal, Recorded};
use desk::request::Channel;
use maud::{Markup, html};
use schema::draw;
use schema::tree::Node;

use super::sheet::{Told, channel, why};
use super::words::{Words, declared_heading, refused_declared_heading};
use super::{CHANNEL, SEAL, brought, controls, is_answered_in_the_form, slip_address};
use crate::bureau::{Bureau, deeds, first, layout, refused, see_other};
use crate::inbox::Error;
use crate::inbox::counter::Typed;
use crate::random;
use crate::words::register as said;

/// The form of a page, with its open sessions.
pub(in crate::bureau) async fn blank(
    State(bureau): State<Bureau>,
    Path((form, page)): Path<(String, String)>,
) -> Response {
    match bureau.office.registration(Some(&form), &page, bureau.language).await {
        Ok(blank) => answer(&bureau, &blank, &super::sheet::Typed::default()),
        Err(error) => refused(&bureau, &error),
    }
}

/// Records what staff typed, or shows the form again with all of it.
pub(in crate::bureau) async fn record(
    State(bureau): State<Bureau>,
    Path((form, page)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(sent) = deeds::form(&bureau, &headers, &body) else { return deeds::stale(&bureau) };
    let body = controls(&body);
    let channel = first(&sent, CHANNEL).and_then(brought);
    let done = match channel {
        Some(channel) => recorded(&bureau, (&form, &page), &body, channel).await,
        None => Err(Told::NoChannel),
    };
    match done {
        Ok(recorded) => see_other(&slip_address(&recorded)),
        Err(Told::Failed(error)) if !is_answered_in_the_form(&error) => refused(&bureau, &error),
        Err(told) => match again(&bureau, (&form, &page), &body, &told).await {
            Ok(blank) => {
                let typed = super::sheet::Typed { body: Some(body), channel, told: Some(told) };
                answer(&bureau, &blank, &typed)
            }
            Err(error) => refused(&bureau, &error),
        },
    }
}

async fn recorded(
    bureau: &Bureau,
    (form, page): (&str, &str),
    body: &Node,
    channel: Channel,
) -> Result<Recorded, Told> {
    let (form, page, body) = (Some(form.to_owned()), page.to_owned(), body.clone());
    let typed = Typed { page, form, body, absence: Absence::Keeps, channel, language: bureau.language };
    bureau.office.record(typed).await.map_err(Told::Failed)
}

/// The form with all that was typed: with its faults, where the desk found some.
async fn again(bureau: &Bureau, (form, page): (&str, &str), body: &Node, told: &Told) -> Result<Blank, Error> {
    if let Told::Failed(Error::Desk(Refusal::Refused { again: Some(again), .. })) = told {
        return Ok(again.as_ref().clone());
    }
    let blank = bureau.office.registration(Some(form), page, bureau.language).await?;
    Ok(Blank { sent: body.clone(), ..blank })
}

fn answer(bureau: &Bureau, blank: &Blank, typed: &super::sheet::Typed) -> Response {
    let heading = heading(bureau, blank);
    let (status, title) = if typed.told.is_some() {
        (StatusCode::UNPROCESSABLE_ENTITY, refused_declared_heading(&heading, bureau.language))
    } else {
        (StatusCode::OK, heading.clone())
    };
    (status, layout::page(bureau, &title, &view(bureau, blank, &heading, typed))).into_response()
}

fn heading(bureau: &Bureau, blank: &Blank) -> String {
    let asks = blank.listed.asks.as_ref().map(|asks| asks.in_language(bureau.language)).unwrap_or_default();
    declared_heading(asks, &blank.listed.title, bureau.language)
}

fn view(bureau: &Bureau, blank: &Blank, heading: &str, typed: &super::sheet::Typed) -> Markup {
    let words = Words::of(bureau.language);
    // A second click is the same registration; what was refused bound no key.
    let key = blank.sent.get("_key").and_then(Node::as_text).map(str::to_owned).or_else(|| random::secret().ok());
    let form = draw::Form {
        fields: &blank.fields,
        sent: &blank.sent,
        faults: &blank.faults,
        language: bureau.language,
        action: "",
        submit: "",
        page: Some(&blank.listed.page),
        base: None,
        key: key.as_deref(),
        code: None,
        drawn_at: None,
    };
    html! {
        p { a href="/saisir" { (words.other) } }
        h1 { (heading) }
        @if let Some(told) = &typed.told { (why(bureau, blank, told)) }
        (left(bureau, blank))
        form.form method="post" action={ "/remplir/" (blank.form) "/" (blank.listed.page) } accept-charset="utf-8" novalidate {
            input type="hidden" name=(SEAL) value=(bureau.door.form_value);
            (channel(bureau, typed))
            (draw::controls(&form))
            button.button.main { (words.record) }
        }
    }
}

/// What staff say first on the phone.
fn left(bureau: &Bureau, blank: &Blank) -> Markup {
    let words = Words::of(bureau.language);
    html! {
        @if !blank.left.is_empty() {
            section.left {
                h2 { (words.left) }
                ul { @for left in &blank.left { li { (left.words) "\u{a0}: " strong { (said::left(left, bureau.language)) } } } }
            }
        }
    }
}
