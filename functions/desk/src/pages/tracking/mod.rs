//! The tracking page: the acknowledgement of a request, and how far it has come.
//!
//! It holds what an acknowledgement must: the date it was received, the service
//! in charge with its address and phone, the reference, what happens next. What
//! each workflow adds stands in a module of its own.
//!
//! Architecture invariant: whoever reads it holds the secret; nothing else here
//! tells who sent the request.

pub(crate) mod order;
pub(crate) mod register;
mod update;
pub(crate) mod words;

use jiff::Timestamp;
use maud::{Markup, html};
use schema::types::phone::Phone;
use schema::words::Language;

use super::{Page, dated};
use crate::code::Proof;
use crate::request::Request;
use crate::secret::Secret;
use crate::settings::Contact;
use crate::told::ToldField;
use crate::workflow::register::SessionChange;
use crate::workflow::{Matter, State};
use words::{Say, happened, is_told, say, title};

/// Everything that the page shows.
#[derive(Debug)]
pub(crate) struct Tracking<'a> {
    pub(crate) request: &'a Request,
    pub(crate) state: State,
    /// The moment it is looked at.
    pub(crate) at: Timestamp,
    /// What was asked or answered, field by field.
    pub(crate) fields: &'a [ToldField],
    pub(crate) contact: Option<&'a Contact>,
    pub(crate) secret: &'a Secret,
    /// The address of the page, under which its buttons lead.
    pub(crate) address: &'a str,
    /// Whether it can still be taken back.
    pub(crate) can_be_cancelled: bool,
    /// What the book of its session says of a registration.
    pub(crate) seat: Option<Seat>,
    pub(crate) language: Language,
}

/// What the book of a session says of a registration.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seat {
    /// The turn in the waiting list, from 1.
    pub(crate) turn: Option<usize>,
    /// The code that the child's other household may come with.
    pub(crate) household: Option<String>,
    /// What became of the session, when it is not as it was.
    pub(crate) change: Option<SessionChange>,
}

pub(crate) fn page(tracking: &Tracking<'_>) -> Page {
    let language = tracking.language;
    let title = title(tracking.state, language);
    let main = html! {
        h1 { (title) }
        p.reference { (say(Say::Reference, language)) " " strong { (tracking.request.reference) } }
        p.state { (say(Say::State, language)) " " strong { (tracking.state.words(language)) } }
        @if let Some(reason) = tracking.request.refusal() {
            p { (say(Say::Reason, language)) " " bdi { (reason) } }
        }
        h2 { (say(Say::Next, language)) }
        (next(tracking))
        p { (say(Say::Keep, language)) }
        (facts(tracking))
        @match &tracking.request.matter {
            Matter::Update(_) => { h2 { (say(Say::Asked, language)) } (update::asked(tracking)) }
            Matter::Register(_) => (register::answers(tracking)),
            Matter::Order(order) => (order::asked(tracking, order)),
        }
        @if tracking.can_be_cancelled { (cancel(tracking)) }
    };
    Page { title: format!("{title} – {}", tracking.request.reference), main }
}

fn next(tracking: &Tracking<'_>) -> Markup {
    let language = tracking.language;
    match &tracking.request.matter {
        Matter::Update(_) => html! {
            p { (update::next(tracking.state, language)) }
            @if tracking.state == State::Received && proves_nothing(tracking.request.proof) {
                p { (say(Say::NotTheCode, language)) }
            }
        },
        Matter::Register(register) => register::next(tracking, register),
        Matter::Order(order) => order::next(tracking, order),
    }
}

/// Whether a code was given that is not, or no longer, the one of the letter.
const fn proves_nothing(proof: Proof) -> bool {
    match proof {
        Proof::None | Proof::Code => false,
        Proof::WrongCode | Proof::ExpiredCode | Proof::UsedCode | Proof::TriedCode => true,
    }
}

fn facts(tracking: &Tracking<'_>) -> Markup {
    let language = tracking.language;
    let request = tracking.request;
    html! {
        dl.facts {
            dt { (say(Say::ReceivedOn, language)) } dd { (dated(request.received_at, language)) ", " (request.channel.words(language)) }
            @for event in request.history.iter().filter(|event| is_told(&event.deed)) {
                dt { (happened(&event.deed, language)) } dd { (dated(event.at, language)) }
            }
            @match &request.matter {
                Matter::Update(update) => { dt { (say(Say::Page, language)) } dd { a href=(update.url) { (update.title) } } }
                Matter::Register(register) => (register::facts(register, tracking)),
                Matter::Order(order) => (order::facts(order, language)),
            }
            @if let Some(contact) = tracking.contact { (service(contact, language)) }
        }
    }
}

fn service(contact: &Contact, language: Language) -> Markup {
    html! {
        @if let Some(service) = &contact.service { dt { (say(Say::Service, language)) } dd { (service) } }
        @if let Some(address) = &contact.address { dt { (say(Say::Address, language)) } dd { (address) } }
        @if let Some(phone) = &contact.phone {
            dt { (say(Say::Phone, language)) }
            dd {
                @match Phone::parse(phone) {
                    Ok(number) => a href=(number.tel_uri()) { (number.words(language)) },
                    Err(_) => (phone),
                }
            }
        }
    }
}

fn cancel(tracking: &Tracking<'_>) -> Markup {
    html! {
        h2 { (say(Say::ChangedMind, tracking.language)) }
        (button(tracking, "annuler", Say::Cancel))
    }
}

/// A button that does something to the request: its link must not, since whoever
/// scans a mail for viruses follows links.
fn button(tracking: &Tracking<'_>, deed: &str, words: Say) -> Markup {
    html! {
        form.form method="post" action={ (tracking.address) "/" (deed) } {
            input type="hidden" name="cle" value=(tracking.secret.to_link());
            button.button type="submit" { (say(words, tracking.language)) }
        }
    }
}

fn lines(lines: &[String], language: Language) -> Markup {
    html! {
        @if lines.is_empty() { (say(Say::Nothing, language)) }
        @for (index, line) in lines.iter().enumerate() {
            @if index > 0 { br; }
            bdi { (line) }
        }
    }
}
