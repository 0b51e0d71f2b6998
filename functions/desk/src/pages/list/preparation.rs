//! A merchant's list for a day: by product for the oven, by order for the bags.

use maud::{Markup, html};
use schema::form::order::slots;
use schema::words::Language;

use super::words::{Say, say};
use super::{About, Deed, Link, tick};
use crate::lists::preparation::{Preparation, ToPrepare};
use crate::pages::Page;
use crate::workflow::order::{Line, Point, Stage};

pub(crate) fn page(list: &Preparation, link: &Link<'_>) -> Page {
    let language = link.language;
    let title = heading(list, language);
    let call = html! { li { a href={ (link.url(list.day)) "&vue=appel" } { (say(Say::CallSheet, language)) } } };
    let main = html! {
        h1 { (title) }
        p.lede { (slots::day_words(list.day, language)) }
        (link.ways(&call))
        @if list.alive().next().is_none() { p { (say(Say::Nothing, language)) } } @else {
            h2 { (say(Say::ByProduct, language)) }
            (totals(list, language))
            h2 { (say(Say::ByPoint, language)) }
            @for (point, orders) in list.slots() { (slot(point, &orders, link)) }
        }
        (fallen_away(list, language))
    };
    Page { title, main }
}

pub(super) fn heading(list: &Preparation, language: Language) -> String {
    match language {
        Language::French => format!("À préparer\u{a0}: {}", list.title),
        Language::English => format!("To prepare: {}", list.title),
    }
}

pub(super) fn totals(list: &Preparation, language: Language) -> Markup {
    html! {
        table.worklist {
            thead { tr {
                th scope="col" { (say(Say::Number, language)) }
                th scope="col" { (say(Say::Product, language)) }
                th scope="col" { (say(Say::Unit, language)) }
                th scope="col" { (say(Say::Cold, language)) }
                th scope="col" { (say(Say::Done, language)) }
            } }
            tbody {
                @for total in list.totals() {
                    tr {
                        td { strong { (total.quantity) } }
                        th scope="row" { (total.name) }
                        td { (total.unit.unwrap_or_default()) }
                        td { @if let Some(cold) = total.cold { b.cold { (cold) } } }
                        td { (tick()) }
                    }
                }
            }
        }
    }
}

fn slot(point: &Point, orders: &[&ToPrepare], link: &Link<'_>) -> Markup {
    let language = link.language;
    let key = format!("{}/{}", point.key, point.slot);
    let any = |stage: &Stage| orders.iter().any(|order| order.part.stage == *stage);
    let cutoff = orders.iter().map(|order| order.part.cutoff).min();
    html! {
        section.slot {
            h3 { (point.title) ", " (slots::stretch(point.starts_at, point.ends_at, language)) }
            @if let Some(cutoff) = cutoff.filter(|_| any(&Stage::Received)) {
                p.hint { (say(Say::Cutoff, language)) " " (slots::moment(cutoff, language)) }
            }
            @for order in orders { (of_order(order, link)) }
            @if any(&Stage::Received) { (link.button(Deed::Confirm, About::Slot(&key), Say::ConfirmAll, &html! {})) }
            @if any(&Stage::Confirmed) { (link.button(Deed::Prepare, About::Slot(&key), Say::PreparedAll, &html! {})) }
        }
    }
}

fn of_order(order: &ToPrepare, link: &Link<'_>) -> Markup {
    let language = link.language;
    let reference = order.reference.as_str();
    html! {
        article.order id=(reference) {
            h4 { (tick()) " " (reference) @if let Some(name) = &order.name { ", " bdi { (name) } } }
            p.state { (say(Say::State, language)) " " strong { (order.state.words(language)) } }
            ul { @for line in &order.part.lines { li { (of_line(line)) } } }
            @if let Some(note) = &order.note { p { (say(Say::Note, language)) " " bdi { (note) } } }
            @match order.part.stage {
                Stage::Received => {
                    (link.button(Deed::Confirm, About::Order(reference), Say::Confirm, &html! {}))
                    (refuse(reference, link))
                }
                Stage::Confirmed => {
                    (link.button(Deed::Prepare, About::Order(reference), Say::Prepared, &html! {}))
                    (refuse(reference, link))
                }
                Stage::Prepared => (refuse(reference, link)),
                Stage::Ready | Stage::HandedOver | Stage::Refused { .. } => {}
            }
        }
    }
}

pub(super) fn of_line(line: &Line) -> Markup {
    html! {
        strong { (line.quantity) " × " } (line.name)
        @if let Some(unit) = &line.unit { ", " (unit) }
        @if let Some(cold) = &line.cold { " · " b.cold { (cold) } }
    }
}

/// Folded, so that nobody refuses by mistake; it says why before it is sent.
fn refuse(reference: &str, link: &Link<'_>) -> Markup {
    let id = format!("motif-{reference}");
    let reason = html! {
        div.field {
            label for=(id) { (say(Say::Reason, link.language)) }
            input type="text" id=(id) name="motif" required maxlength="300";
        }
    };
    html! {
        details.refuse {
            summary { (say(Say::Refuse, link.language)) }
            (link.button(Deed::Refuse, About::Order(reference), Say::Refuse, &reason))
        }
    }
}

/// A list that was printed before does not change by itself.
fn fallen_away(list: &Preparation, language: Language) -> Markup {
    let mut fallen = list.orders.iter().filter(|order| !order.is_alive()).peekable();
    html! {
        @if fallen.peek().is_some() {
            h2 { (say(Say::FallenAway, language)) }
            ul { @for order in fallen { li { s { (order.reference) } ", " (order.state.words(language)) } } }
        }
    }
}
