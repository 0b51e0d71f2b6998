//! The sheet of a pick-up point: whose bags, how many, what there is to pay.

use maud::{Markup, html};
use schema::form::order::slots;
use schema::words::Language;

use super::words::{Say, say};
use super::{About, Deed, Link, tick};
use crate::lists::delivery::{Delivery, ToHandOver};
use crate::pages::Page;
use crate::workflow::State;
use crate::workflow::order::Point;

pub(crate) fn page(sheet: &Delivery, link: &Link<'_>) -> Page {
    let language = link.language;
    let title = heading(sheet, language);
    let main = html! {
        h1 { (title) }
        p.lede { (slots::day_words(sheet.day, language)) }
        (link.ways(&html! {}))
        @if sheet.slots().is_empty() { p { (say(Say::NothingToHandOver, language)) } }
        @for (point, orders) in sheet.slots() { (slot(point, &orders, link)) }
    };
    Page { title, main }
}

fn heading(sheet: &Delivery, language: Language) -> String {
    match language {
        Language::French => format!("À remettre\u{a0}: {}", sheet.title),
        Language::English => format!("To hand over: {}", sheet.title),
    }
}

fn slot(point: &Point, orders: &[&ToHandOver], link: &Link<'_>) -> Markup {
    let language = link.language;
    let key = format!("{}/{}", point.key, point.slot);
    html! {
        section.slot {
            h2 { (slots::stretch(point.starts_at, point.ends_at, language)) }
            table.worklist {
                thead { tr {
                    th scope="col" { (say(Say::Name, language)) }
                    th scope="col" { (say(Say::Order, language)) }
                    th scope="col" { (say(Say::Bags, language)) }
                    th scope="col" { (say(Say::ToPay, language)) }
                    th scope="col" { (say(Say::Done, language)) }
                } }
                tbody { @for order in orders { (row(order, link)) } }
            }
            @if orders.iter().any(|order| has_prepared(order)) {
                (link.button(Deed::Bring, About::Slot(&key), Say::AtPointAll, &html! {}))
            }
        }
    }
}

fn row(order: &ToHandOver, link: &Link<'_>) -> Markup {
    let language = link.language;
    let reference = order.reference.as_str();
    html! {
        tr id=(reference) {
            th scope="row" { bdi { (order.name.as_deref().unwrap_or_default()) } }
            td { (reference) br; (order.state.words(language)) }
            td { ul {
                @for bag in &order.bags {
                    li {
                        (bag.title) " (" (bag.state.words(language)) ")"
                        @for cold in &bag.cold { " · " b.cold { (cold) } }
                    }
                }
            } }
            td { (order.to_pay.words(language)) }
            td {
                (tick())
                @if has_prepared(order) { (link.button(Deed::Bring, About::Order(reference), Say::AtPoint, &html! {})) }
                @if order.state == State::Ready {
                    (link.button(Deed::HandOver, About::Order(reference), Say::HandOver, &html! {}))
                }
            }
        }
    }
}

fn has_prepared(order: &ToHandOver) -> bool {
    order.bags.iter().any(|bag| bag.state == State::Prepared)
}
