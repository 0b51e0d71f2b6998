//! The call sheet: what staff read to a merchant who has no device, and the boxes
//! they tick meanwhile. Large, and good in black and white.

use maud::html;
use schema::form::order::slots;
use schema::words::Language;

use super::preparation::of_line;
use super::words::{Say, say};
use super::{Link, tick};
use crate::lists::preparation::Preparation;
use crate::pages::Page;

pub(crate) fn page(list: &Preparation, link: &Link<'_>) -> Page {
    let language = link.language;
    let title = heading(list, language);
    let back = html! { li { a href=(link.url(list.day)) { (say(Say::List, language)) } } };
    let main = html! {
        div.call {
            h1 { (title) }
            @if let Some(phone) = &list.phone {
                p.lede { (say(Say::Call, language)) " " a href=(phone.tel_uri()) { (phone.words(language)) } }
            }
            (link.ways(&back))
            @if list.alive().next().is_none() { p { (say(Say::Nothing, language)) } } @else {
                h2 { (say(Say::Read, language)) }
                p { (greeting(&slots::day_words(list.day, language), language)) }
                ul.ticks { @for total in list.totals() {
                    li {
                        (tick()) " " strong { (total.quantity) " × " } (total.name)
                        @if let Some(unit) = &total.unit { ", " (unit) }
                        @if let Some(cold) = &total.cold { " · " b.cold { (cold) } }
                    }
                } }
                h2 { (say(Say::ByPoint, language)) }
                @for (point, orders) in list.slots() {
                    h3 { (point.title) ", " (slots::stretch(point.starts_at, point.ends_at, language)) }
                    @for order in orders {
                        p { strong { (order.reference) } @if let Some(name) = &order.name { ", " bdi { (name) } } }
                        ul.ticks { @for line in &order.part.lines { li { (of_line(line)) } } }
                        @if let Some(note) = &order.note { p { (say(Say::Note, language)) " " bdi { (note) } } }
                        p { (say(Say::Answer, language)) " " (tick()) " " (say(Say::Yes, language)) " " (tick()) " " (say(Say::No, language)) }
                    }
                }
                p.hint { (say(Say::Then, language)) }
            }
        }
    };
    Page { title, main }
}

fn heading(list: &Preparation, language: Language) -> String {
    match language {
        Language::French => format!("Fiche d’appel\u{a0}: {}", list.title),
        Language::English => format!("Call sheet: {}", list.title),
    }
}

fn greeting(day: &str, language: Language) -> String {
    match language {
        Language::French => {
            format!(
                "«\u{a0}Bonjour, c’est la conciergerie. Voici ce qu’il faut préparer pour le {day}. Pouvez-vous le faire\u{a0}?\u{a0}»"
            )
        }
        Language::English => {
            format!("“Hello, this is the concierge. Here is what is to be prepared for {day}. Can you do it?”")
        }
    }
}
