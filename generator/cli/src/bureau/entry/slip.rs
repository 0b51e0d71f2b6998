//! The slip: on one sheet of paper, what the tracking page says on the day.
//!
//! Architecture invariant: it speaks the language of whoever takes it home, and
//! says nothing of what staff know or think.

use desk::ToldField;
use desk::inbox::{Seat, Service, Slip};
use desk::workflow::State;
use maud::{Markup, html};
use schema::form::rate::Ground;
use schema::types::phone::Phone;
use schema::words::Language;

use super::words::Words;
use crate::bureau::Bureau;
use crate::words::moment;

pub(super) fn view(bureau: &Bureau, slip: &Slip) -> Markup {
    let staff = Words::of(bureau.language);
    let words = Words::of(slip.language);
    html! {
        div.done.screen role="status" {
            p { @if slip.seat.is_some() { (staff.registered) } @else { (staff.recorded) } }
            p { (staff.print) }
            p { a.button href={ "/demandes/" (slip.reference) } { (staff.deal) } " " a.button href="/saisir" { (staff.another) } }
        }
        article.slip lang=(slip.language.tag()) {
            h1 { (words.slip) }
            p.number { (words.reference) " " strong { (slip.reference) } }
            dl.facts {
                div { dt { (words.received) } dd { (moment(slip.received_at, slip.language)) ", " (slip.channel.words(slip.language)) } }
                div { dt { (words.page) } dd { (slip.subject) } }
                @if let Some(seat) = &slip.seat { (place(seat, words, slip.language)) }
                (service(&slip.service, slip.language))
            }
            h2 { @if slip.seat.is_some() { (words.answers) } @else { (words.asked) } }
            @for field in &slip.fields { (asked(field, words)) }
            h2 { (words.next) }
            @match &slip.seat {
                None => p { (words.what_next) },
                Some(seat) => (next(seat, words)),
            }
            h2 { (words.follow) }
            p { (words.by_phone) }
            p { (words.by_link) }
            p.link { (slip.tracking_link) }
            p { (words.keep) }
        }
    }
}

/// Where a registration stood on the day.
fn place(seat: &Seat, words: &Words, language: Language) -> Markup {
    html! {
        div { dt { (words.session) } dd { @if let Some(session) = &seat.session { (session) ", " } (moment(seat.starts_at, language)) } }
        div { dt { (words.state) } dd { strong { (seat.state.words(language)) } } }
        @if let Some(turn) = seat.turn { div { dt { (words.turn) } dd { (turn) } } }
        @if let Some(quote) = seat.quote { div { dt { (words.price) } dd { (quote.words(language)) } } }
    }
}

fn next(seat: &Seat, words: &Words) -> Markup {
    html! {
        p { @if seat.state == State::Waiting { (words.waiting_next) } @else { (words.seated_next) } }
        @if seat.quote.is_some_and(|quote| quote.ground == Ground::Provisional) { p { (words.provisional) } }
    }
}

fn service(service: &Service, language: Language) -> Markup {
    let words = Words::of(language);
    html! {
        @if let Some(name) = &service.name { div { dt { (words.service) } dd { (name) } } }
        @if let Some(address) = &service.address { div { dt { (words.address) } dd { (address) } } }
        @if let Some(phone) = &service.phone {
            div { dt { (words.phone) } dd { (Phone::parse(phone).map_or_else(|_| phone.clone(), |phone| phone.words(language))) } }
        }
    }
}

/// In words where there are any; the value itself where it says all.
fn asked(field: &ToldField, words: &Words) -> Markup {
    let told = if field.said.is_empty() { &field.after } else { &field.said };
    html! {
        h3 { (field.label) }
        ul {
            @if told.is_empty() { li { (words.cleared) } }
            @for line in told { li { bdi { (line) } } }
        }
    }
}
