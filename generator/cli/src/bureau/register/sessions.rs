//! The sessions of all activities: when, how full, and the way to each list.

use desk::inbox::{Announced, Sessions};
use maud::{Markup, html};

use super::words::Words;
use crate::bureau::Bureau;

pub(super) fn view(bureau: &Bureau, sessions: &[Announced], which: Sessions) -> Markup {
    let words = Words::of(bureau.language);
    html! {
        h1 { @if which == Sessions::Past { (words.past_sessions) } @else { (words.sessions) } }
        p {
            @if which == Sessions::Past { a href="/seances" { (words.to_come) } }
            @else { a href="/seances?quand=passees" { (words.past) } }
        }
        @if sessions.is_empty() {
            p.empty { (words.no_session) }
        } @else {
            div.table tabindex="0" role="region" aria-label=(words.sessions) {
                table {
                    thead {
                        tr {
                            @for head in [words.session, words.activity] { th scope="col" { (head) } }
                            @for head in [words.places, words.waiting] { th.number scope="col" { (head) } }
                            th scope="col" { (words.list) }
                        }
                    }
                    tbody { @for announced in sessions { (row(bureau, announced)) } }
                }
            }
        }
    }
}

fn row(bureau: &Bureau, announced: &Announced) -> Markup {
    let words = Words::of(bureau.language);
    let session = &announced.session;
    let is_full = announced.taken >= session.capacity;
    html! {
        tr.over[session.is_cancelled] {
            th scope="row" {
                (session.words(bureau.language))
                @if session.is_cancelled { " " span.state.cancelled { (words.cancelled) } }
            }
            td { (announced.title) }
            td.number {
                (announced.taken) " / " (session.capacity)
                @if is_full && !session.is_cancelled { " " span.state.full { (words.full) } }
            }
            td.number { (announced.waiting) @if session.waiting > 0 { " / " (session.waiting) } }
            td {
                a.button href={ "/seances/" (session.id) "/" (announced.page) }
                    aria-label=(words.list_of(announced, bureau.language)) { (words.list) }
            }
        }
    }
}
