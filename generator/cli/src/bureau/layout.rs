//! The frame of the bureau's pages.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};
use schema::words::Language;

use super::words::Words;
use super::{Bureau, calls, register};

/// A page of the bureau.
pub(super) fn page(bureau: &Bureau, title: &str, main: &Markup) -> Html<String> {
    frame(bureau.language, title, main)
}

/// A page that says one thing.
pub(super) fn notice(language: Language, message: &str, back: &str) -> Html<String> {
    let main = html! {
        p.notice role="status" { (message) }
        p { a.button href="/" { (back) } }
    };
    frame(language, Words::of(language).bureau, &main)
}

fn frame(language: Language, title: &str, main: &Markup) -> Html<String> {
    let words = Words::of(language);
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) @if title != words.bureau { " – " (words.bureau) } }
                link rel="stylesheet" href="/bureau.css";
            }
            body {
                a.skip href="#contenu" { (words.skip) }
                header.top {
                    nav aria-label=(words.ways) {
                        a.name href="/" { (words.bureau) }
                        @for (address, place) in ways(language) { a href=(address) { (place) } }
                    }
                }
                main #contenu { (main) }
            }
        }
    };
    Html(page.into_string())
}

/// The parts of the bureau, in the order of the day.
fn ways(language: Language) -> Vec<(&'static str, &'static str)> {
    let words = Words::of(language);
    let own = [("/", words.queue), ("/saisir", words.enter), ("/appels", calls::link(language))];
    own.into_iter().chain(register::Words::of(language).places_to_go()).collect()
}

/// A phrase as a sentence: a capital at its head, a stop at its end.
pub(super) fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let head: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let stop = if phrase.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{head}{}{stop}", letters.as_str())
}
