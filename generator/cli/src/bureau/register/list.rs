//! The list of a session, on paper: who has which place, whom to call, a box to
//! tick for who is there. Then the offers, then who waits.

use desk::ToldField;
use desk::inbox::{Holder, SessionLine, SessionList};
use desk::workflow::State;
use maud::{Markup, html};
use schema::words::Language;

use super::words::Words;
use crate::bureau::Bureau;
use crate::words::{moment, register as said};

pub(super) fn title(bureau: &Bureau, list: &SessionList) -> String {
    said::session(&list.announced, bureau.language)
}

pub(super) fn view(bureau: &Bureau, list: &SessionList) -> Markup {
    let (words, language) = (Words::of(bureau.language), bureau.language);
    let announced = &list.announced;
    html! {
        p.screen { a href="/seances" { (words.all_sessions) } }
        h1 { (announced.title) }
        p.session { strong { (announced.session.words(language)) } }
        @if announced.session.is_cancelled { p.advice { strong { (words.is_cancelled) } } }
        p { (said::taken(announced, language)) }
        p.screen.hint { (words.print) }
        (part(list, State::Registered, words.seated, words, language))
        (part(list, State::Offered, words.offered, words, language))
        (part(list, State::Waiting, words.waiters, words, language))
        @if list.lines.is_empty() { p.empty { (words.nobody) } }
        p.printed.hint { (words.printed) " " (moment(bureau.clock.now(), language)) ". " (words.give_back) }
    }
}

fn part(list: &SessionList, state: State, head: &str, words: &Words, language: Language) -> Markup {
    let lines: Vec<&SessionLine> = list.lines.iter().filter(|line| line.state == state).collect();
    let is_seated = state == State::Registered;
    html! {
        @if !lines.is_empty() {
            table.list {
                caption { (head) " (" (lines.len()) ")" }
                thead {
                    tr {
                        th scope="col" { @if is_seated { (words.number) } @else { (words.state) } }
                        @if is_seated { th scope="col" { (words.present) } }
                        @for head in [words.person, words.by, words.price] { th scope="col" { (head) } }
                    }
                }
                @for line in lines { (row(line, words, language)) }
            }
        }
    }
}

/// A place: one number and one box, though two households share it.
fn row(line: &SessionLine, words: &Words, language: Language) -> Markup {
    let rows = line.holders.len().max(1);
    html! {
        tbody {
            @for (index, holder) in line.holders.iter().enumerate() {
                tr {
                    @if index == 0 {
                        td.standing rowspan=(rows) { (said::standing(line, language)) }
                        @if line.state == State::Registered { td rowspan=(rows) { span.box role="img" aria-label=(words.box_to_tick) {} } }
                    }
                    th scope="row" {
                        bdi { (holder.person) }
                        @for note in &holder.notes { (self::note(note)) }
                    }
                    (reached(holder))
                    (price(holder, language))
                }
            }
        }
    }
}

fn note(note: &ToldField) -> Markup {
    html! {
        span.note { (note.label) "\u{a0}: " bdi { (note.after.join(", ")) } }
    }
}

fn reached(holder: &Holder) -> Markup {
    let reach = &holder.reach;
    html! {
        td {
            @if let Some(name) = &reach.name { bdi { (name) } br; }
            @if let Some(phone) = &reach.phone { strong.phone { (phone) } }
            @else if let Some(email) = &reach.email { span { (email) } }
            @else if let Some(address) = &reach.address { span { (address) } }
        }
    }
}

fn price(holder: &Holder, language: Language) -> Markup {
    html! {
        td {
            @if let Some(quote) = holder.quote { (quote.words(language)) br; }
            a.mono href={ "/demandes/" (holder.reference) } { (holder.reference) }
        }
    }
}
