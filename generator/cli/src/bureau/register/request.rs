//! One registration: the session, where the person stands in it, what it costs,
//! what was answered, what can be done.

use desk::inbox::{Shown, is_rateable};
use desk::workflow::State;
use desk::workflow::register::Register;
use maud::{Markup, html};

use super::warn::call;
use super::words::Words;
use crate::bureau::request::{hidden, refusal};
use crate::bureau::{Bureau, layout};
use crate::inbox::{Beside, Error};
use crate::words::{moment, register as said};

pub(in crate::bureau) fn view(bureau: &Bureau, beside: &Beside, register: &Register, error: Option<&Error>) -> Markup {
    let words = Words::of(bureau.language);
    let shown = &beside.shown;
    let is_alive = register.is_alive(bureau.clock.now());
    html! {
        @if let Some(change) = shown.change {
            p.advice { strong { (words.session_changed) " " (said::change(change, bureau.language)) "." } " " a href="/a-prevenir" { (words.to_warn) } }
        }
        (place(bureau, shown, register))
        @if is_alive && is_rateable(register.quote) { (rate(bureau, shown, error)) }
        h2 { (words.answers) }
        dl.facts {
            @for field in &shown.fields {
                div { dt { (field.label) } @for line in &field.after { dd { bdi { (line) } } } }
            }
        }
        @if register.can_be_cancelled(bureau.clock.now()) { (give_up(bureau, shown)) }
        @if is_alive { (refusal(bureau, beside)) }
    }
}

/// The session, the turn, the offer: what is asked first on the phone.
fn place(bureau: &Bureau, shown: &Shown, register: &Register) -> Markup {
    let (words, language) = (Words::of(bureau.language), bureau.language);
    let reach = &shown.reach;
    html! {
        dl.facts {
            div {
                dt { (words.session) }
                dd {
                    a href={ "/seances/" (register.session) "/" (register.page) } {
                        @if let Some(label) = &register.session_label { (label) ", " }
                        (moment(register.starts_at, language))
                    }
                }
            }
            @if let Some(turn) = shown.turn { div { dt { (words.turn) } dd { strong { (turn) } } } }
            @if let Some(quote) = register.quote { div { dt { (words.price) } dd { strong { (quote.words(language)) } } } }
            @if let Some(name) = &reach.name { div { dt { (words.by) } dd { bdi { (name) } } } }
            @if let Some(phone) = &reach.phone { div { dt { (words.phone) } dd.call { (call(phone)) } } }
            @if let Some(email) = &reach.email { div { dt { (words.email) } dd { a href={ "mailto:" (email) } { (email) } } } }
        }
        @if let (State::Offered, Some(until)) = (shown.summary.state, register.offered_until()) {
            form.advice method="post" action={ "/demandes/" (shown.summary.reference) "/place" } {
                (hidden(bureau))
                p { (words.offer_until) " " strong { (moment(until, language)) } "." }
                p { (words.take_hint) }
                button.button.main { (words.take) }
            }
        }
    }
}

fn rate(bureau: &Bureau, shown: &Shown, error: Option<&Error>) -> Markup {
    let words = Words::of(bureau.language);
    let fault = error.filter(|error| matches!(error, Error::Quotient(_)));
    let fault = fault.map(|error| layout::sentence(&error.told(bureau.language).message));
    let described = if fault.is_some() { "quotient-error quotient-aide" } else { "quotient-aide" };
    html! {
        form.form.rate method="post" action={ "/demandes/" (shown.summary.reference) "/tarif" } {
            (hidden(bureau))
            h2 { (words.rate) }
            label for="quotient" { (words.quotient) }
            p.hint #quotient-aide { (words.rate_hint) }
            @if let Some(fault) = &fault { p.error #quotient-error { (fault) } }
            div.beside {
                input #quotient name="quotient" inputmode="decimal" autocomplete="off" aria-describedby=(described)
                    aria-invalid=[fault.is_some().then_some("true")];
                button.button { (words.rate_button) }
            }
        }
    }
}

/// On the phone people give up a place, too.
fn give_up(bureau: &Bureau, shown: &Shown) -> Markup {
    let words = Words::of(bureau.language);
    html! {
        form method="post" action={ "/demandes/" (shown.summary.reference) "/renoncer" } {
            (hidden(bureau))
            h2 { (words.give_up) }
            p.hint { (words.give_up_hint) }
            button.button { (words.give_up_button) }
        }
    }
}
