//! The list of pages that can be changed, to find one by its title.

use std::collections::{BTreeMap, BTreeSet};

use desk::inbox::Listed;
use maud::{Markup, html};
use schema::types::identifier::slug;

use super::words::{Words, found};
use crate::bureau::{Bureau, first, queue};

/// How many pages are shown: more are found by their title.
const SHOWN: usize = 100;

/// Which pages are looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    title: String,
    kind: String,
}

impl Filter {
    pub(super) fn read(parameters: &BTreeMap<String, Vec<String>>) -> Self {
        let text = |name: &str| first(parameters, name).unwrap_or_default().trim().to_owned();
        Self { title: text("titre"), kind: text("genre") }
    }

    /// Accents, capitals and signs don't count.
    fn takes(&self, listed: &Listed) -> bool {
        let is_kind = self.kind.is_empty() || self.kind == listed.kind;
        is_kind && slug(&listed.title).contains(&slug(&self.title))
    }
}

pub(super) fn view(bureau: &Bureau, sheets: &[Listed], filter: &Filter) -> Markup {
    let words = Words::of(bureau.language);
    let matching: Vec<&Listed> = sheets.iter().filter(|listed| filter.takes(listed)).collect();
    html! {
        h1 { (words.enter) }
        p { (words.pick) }
        (controls(bureau, sheets, filter))
        p.count role="status" { (found(matching.len(), bureau.language)) }
        ul.sheets {
            @for listed in matching.iter().take(SHOWN) {
                li {
                    @match &listed.asks {
                        None => a href={ "/saisir/" (listed.page) } { (listed.title) },
                        Some(asks) => a href={ "/remplir/" (listed.form) "/" (listed.page) } {
                            (listed.title) " – " (asks.in_language(bureau.language))
                        },
                    }
                    " " span.hint { (listed.page) }
                }
            }
        }
        @if matching.len() > SHOWN { p.advice { (words.narrow) } }
    }
}

fn controls(bureau: &Bureau, sheets: &[Listed], filter: &Filter) -> Markup {
    let words = Words::of(bureau.language);
    let kinds: BTreeSet<(&str, &str)> =
        sheets.iter().map(|listed| (listed.kind.as_str(), listed.kind.as_str())).collect();
    let kinds = queue::with_any(bureau.words().any, kinds);
    html! {
        form.filter method="get" action="/saisir" {
            div.choice {
                label for="titre" { (words.title) }
                input type="search" id="titre" name="titre" value=(filter.title);
            }
            (queue::choice("genre", words.kind, &kinds, &filter.kind))
            button.button { (bureau.words().filter) }
        }
    }
}
