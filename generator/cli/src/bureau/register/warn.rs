//! Who is to be warned: by which way, in which words, and a button for when it
//! is done.

use desk::inbox::Warned;
use maud::{Markup, html};
use schema::types::phone::Phone;

use super::words::Words;
use crate::bureau::Bureau;
use crate::bureau::request::hidden;
use crate::words::{moment, register as said};

pub(super) fn view(bureau: &Bureau, warned: &[Warned]) -> Markup {
    let words = Words::of(bureau.language);
    html! {
        h1 { (words.to_warn) " " span.count { "(" (warned.len()) ")" } }
        p.hint { (words.warn_hint) }
        @if warned.is_empty() { p.empty { (words.nobody_to_warn) } }
        @for group in warned.chunk_by(|one, next| one.reach.channel() == next.reach.channel()) {
            section.group {
                h2 { (said::by(group[0].reach.channel(), bureau.language)) " (" (group.len()) ")" }
                @for warned in group { (one(bureau, warned)) }
            }
        }
    }
}

fn one(bureau: &Bureau, warned: &Warned) -> Markup {
    let words = Words::of(bureau.language);
    let who = warned.reach.name.as_deref().unwrap_or(&warned.person);
    let id = format!("avis-{}", warned.reference);
    html! {
        article.field aria-labelledby=(id) {
            h3 id=(id) { bdi { (who) } }
            (way(warned))
            p {
                (warned.title) ", " (moment(warned.was_at, bureau.language)) " → "
                strong { (said::change(warned.change, bureau.language)) }
            }
            blockquote lang=(warned.language.tag()) { (warned.text) }
            form.row method="post" action={ "/demandes/" (warned.reference) "/prevenu" } {
                (hidden(bureau))
                a.mono href={ "/demandes/" (warned.reference) } { (warned.reference) }
                button.button.main aria-describedby=(id) { (words.warned) }
            }
        }
    }
}

fn way(warned: &Warned) -> Markup {
    let reach = &warned.reach;
    html! {
        @if let Some(email) = &reach.email { p.call { a href={ "mailto:" (email) } { (email) } } }
        @if let Some(phone) = &reach.phone { p.call { (call(phone)) } }
        @if let Some(address) = &reach.address { p { (address) } }
    }
}

/// A number to call, as a link where it is one.
pub(super) fn call(phone: &str) -> Markup {
    html! {
        @match Phone::parse(phone) {
            Ok(number) => a href=(number.tel_uri()) { (phone) },
            Err(_) => (phone),
        }
    }
}
