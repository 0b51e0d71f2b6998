//! The queue: what waits, oldest first, and what was dealt with.

use std::collections::{BTreeMap, BTreeSet};

use desk::code::Proof;
use desk::inbox::Summary;
use desk::request::Channel;
use desk::store::Which;
use maud::{Markup, html};
use url::form_urlencoded::Serializer;

use super::{Bureau, first, words::days_ago};
use crate::words::moment;

/// How many requests a page shows.
const ON_A_PAGE: usize = 50;

/// Which requests are looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    state: String,
    form: String,
    channel: String,
    proof: String,
    age: String,
    page: usize,
}

impl Filter {
    pub(super) fn read(parameters: &BTreeMap<String, Vec<String>>) -> Self {
        let text = |name: &str| first(parameters, name).unwrap_or_default().to_owned();
        let page = first(parameters, "page").and_then(|page| page.parse().ok()).unwrap_or(1);
        Self {
            state: text("etat"),
            form: text("formulaire"),
            channel: text("canal"),
            proof: text("preuve"),
            age: text("age"),
            page,
        }
    }

    /// What the store is asked for.
    pub(super) fn which(&self) -> Which {
        if self.state.is_empty() { Which::Open } else { Which::All }
    }

    fn takes(&self, summary: &Summary, days: i32) -> bool {
        let is = |wanted: &str, value: &str| wanted.is_empty() || wanted == value;
        let state = match self.state.as_str() {
            "" | "toutes" => true,
            "traitees" => !summary.is_open,
            state => state == summary.state.code(),
        };
        let age = self.age.parse::<i32>().map_or(true, |age| days > age);
        state
            && age
            && is(&self.form, &summary.form)
            && is(&self.channel, summary.channel.code())
            && is(&self.proof, summary.proof.map_or("", Proof::code))
    }

    fn address(&self, page: usize) -> String {
        let mut query = Serializer::new(String::from("/?"));
        let named = [
            ("etat", &self.state),
            ("formulaire", &self.form),
            ("canal", &self.channel),
            ("preuve", &self.proof),
            ("age", &self.age),
        ];
        for (name, value) in named.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        query.append_pair("page", &page.to_string());
        query.finish()
    }
}

pub(super) fn view(bureau: &Bureau, queue: &[Summary], filter: &Filter) -> Markup {
    let words = bureau.words();
    let matching: Vec<&Summary> = queue.iter().filter(|summary| filter.takes(summary, age(bureau, summary))).collect();
    let pages = matching.len().div_ceil(ON_A_PAGE).max(1);
    let page = filter.page.clamp(1, pages);
    let shown = matching.iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
    html! {
        h1 { (words.queue) " " span.count { "(" (matching.len()) ")" } }
        p { a.button href="/saisir" { (words.enter) } }
        (controls(bureau, queue, filter))
        @if matching.is_empty() {
            p.empty { (words.empty) }
        } @else {
            div.table tabindex="0" role="region" aria-label=(words.queue) {
                table {
                    thead {
                        tr {
                            @for head in [words.reference, words.subject, words.received, words.channel, words.proof, words.state] {
                                th scope="col" { (head) }
                            }
                        }
                    }
                    tbody { @for summary in shown { (row(bureau, summary)) } }
                }
            }
        }
        @if pages > 1 {
            nav.pages {
                @if page > 1 { a href=(filter.address(page - 1)) rel="prev" { (words.previous) } }
                span { (page) " / " (pages) }
                @if page < pages { a href=(filter.address(page + 1)) rel="next" { (words.next) } }
            }
        }
    }
}

fn row(bureau: &Bureau, summary: &Summary) -> Markup {
    let language = bureau.language;
    html! {
        tr {
            th scope="row" { a.mono href={ "/demandes/" (summary.reference) } { (summary.reference) } }
            td { (summary.subject) }
            td { time datetime=(summary.received_at) title=(moment(summary.received_at, language)) { (days_ago(age(bureau, summary), language)) } }
            td { (summary.channel.words(language)) }
            td { (proof(bureau, summary)) }
            td {
                span.state.(summary.state.code()) { (summary.state.words(language)) }
                @if let Some(doubt) = summary.doubt { " " span.doubt title=(doubt.words(language)) { (bureau.words().to_check) } }
            }
        }
    }
}

/// What is known of who sent it, or what a registration still waits for.
const fn proof(bureau: &Bureau, summary: &Summary) -> &'static str {
    match summary.proof {
        Some(proof) => proof.words(bureau.language),
        None if summary.is_open && summary.doubt.is_none() => bureau.words().to_rate,
        None => "",
    }
}

/// How many midnights ago it came.
fn age(bureau: &Bureau, summary: &Summary) -> i32 {
    let day = |at: jiff::Timestamp| bureau.zone.to_datetime(at).date();
    day(summary.received_at).until(day(bureau.clock.now())).map_or(0, |span| span.get_days())
}

fn controls(bureau: &Bureau, queue: &[Summary], filter: &Filter) -> Markup {
    let words = bureau.words();
    let language = bureau.language;
    // What was chosen stays chosen, though no request of this queue has it.
    let forms = queue.iter().map(|summary| summary.form.as_str()).chain(chosen(&filter.form));
    let forms: BTreeSet<(&str, &str)> = forms.map(|form| (form, form)).collect();
    let channels: BTreeSet<(&str, &str)> = Channel::ALL
        .into_iter()
        .filter(|channel| channel.code() == filter.channel || queue.iter().any(|summary| summary.channel == *channel))
        .map(|channel| (channel.code(), channel.words(language)))
        .collect();
    let proofs: BTreeSet<(&str, &str)> = Proof::ALL
        .into_iter()
        .filter(|proof| proof.code() == filter.proof || queue.iter().any(|summary| summary.proof == Some(*proof)))
        .map(|proof| (proof.code(), proof.words(language)))
        .collect();
    let states = [("", words.open), ("traitees", words.decided), ("toutes", words.all)];
    let ages = [("", words.any), ("2", words.older_than_two_days), ("10", words.older_than_ten_days)];
    html! {
        form.filter method="get" action="/" {
            (choice("etat", words.state, &states, &filter.state))
            (choice("formulaire", words.form, &with_any(words.any, forms), &filter.form))
            (choice("canal", words.channel, &with_any(words.any, channels), &filter.channel))
            (choice("preuve", words.proof, &with_any(words.any, proofs), &filter.proof))
            (choice("age", words.age, &ages, &filter.age))
            button.button { (words.filter) }
        }
    }
}

fn chosen(value: &str) -> Option<&str> {
    Some(value).filter(|value| !value.is_empty())
}

pub(super) fn with_any<'a>(any: &'a str, options: BTreeSet<(&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    std::iter::once(("", any)).chain(options).collect()
}

pub(super) fn choice(name: &str, label: &str, options: &[(&str, &str)], chosen: &str) -> Markup {
    html! {
        div.choice {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, text) in options {
                    option value=(value) selected[*value == chosen] { (text) }
                }
            }
        }
    }
}
