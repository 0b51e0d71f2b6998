//! One order: where and when it is handed over, what each merchant makes of it,
//! who ordered. What merchants say on the phone is noted from their lists, whose
//! links `parvis inbox link` gives.

use desk::workflow::order::{Order, Part, Stage};
use maud::{Markup, html};
use schema::form::order::slots;
use schema::words::Language;

use super::Bureau;
use super::request::refusal;
use crate::inbox::Beside;
use crate::words::moment;

pub(super) fn view(bureau: &Bureau, beside: &Beside, order: &Order) -> Markup {
    let language = bureau.language;
    let words = Words::of(language);
    html! {
        dl.facts {
            div { dt { (words.slot) } dd { (order.point.title) ", " (slots::stretch(order.point.starts_at, order.point.ends_at, language)) } }
            div { dt { (words.to_pay) } dd { strong { (order.total().words(language)) } } }
        }
        @for part in &order.parts { (of_part(bureau, part, words)) }
        h2 { (words.answers) }
        dl.facts {
            @for field in &beside.shown.fields {
                div { dt { (field.label) } @for line in &field.after { dd { bdi { (line) } } } }
            }
        }
        @if order.is_open() { (refusal(bureau, beside)) }
    }
}

fn of_part(bureau: &Bureau, part: &Part, words: &Words) -> Markup {
    let language = bureau.language;
    html! {
        h2 { (part.title) }
        p { strong { (part.state(bureau.clock.now()).words(language)) } ", " (words.cutoff) " " (moment(part.cutoff, language)) }
        @if let Stage::Refused { reason } = &part.stage { p { bdi { (reason) } } }
        ul { @for line in &part.lines {
            li {
                strong { (line.quantity) " × " } (line.name)
                @if let Some(unit) = &line.unit { ", " (unit) }
                @if let Some(cold) = &line.cold { " – " (cold) }
                " – " (line.cost().words(language))
            }
        } }
    }
}

struct Words {
    slot: &'static str,
    to_pay: &'static str,
    cutoff: &'static str,
    answers: &'static str,
}

impl Words {
    const fn of(language: Language) -> &'static Self {
        match language {
            Language::French => {
                &Self {
                    slot: "Retrait", to_pay: "À payer", cutoff: "à confirmer avant le", answers: "Qui a commandé"
                }
            }
            Language::English => {
                &Self { slot: "Pick-up", to_pay: "To pay", cutoff: "to be confirmed before", answers: "Who ordered" }
            }
        }
    }
}
