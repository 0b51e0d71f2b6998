//! The pages of the desk: what it says, set into the shell that the site made.
//!
//! Architecture invariant: every word is written here or drawn by the schema,
//! in both languages; everything a person typed is escaped. No script, no style,
//! no address but the site's own.

pub(crate) mod form;
pub(crate) mod notice;
pub(crate) mod tracking;

use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use schema::types::date_time::DateTime;
use schema::words::Language;

const TITLE: &str = "<!--parvis:title-->";
const MAIN: &str = "<!--parvis:main-->";

/// What stands around a page while the site has not been built.
const BARE: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<title><!--parvis:title--></title></head><body><main><!--parvis:main--></main></body></html>";

/// What a page says: its title, and its main part under it.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) main: Markup,
}

impl Page {
    /// The whole page.
    pub(crate) fn in_shell(&self, shell: Option<&str>) -> String {
        let shell = shell.unwrap_or(BARE);
        let title = html! { (self.title) }.into_string();
        // What is put in first is never searched for the place of the second.
        let Some((head, rest)) = shell.split_once(TITLE) else { return set(shell, MAIN, &self.main.0) };
        format!("{head}{title}{}", set(rest, MAIN, &self.main.0))
    }
}

fn set(shell: &str, slot: &str, content: &str) -> String {
    match shell.split_once(slot) {
        Some((before, after)) => format!("{before}{content}{after}"),
        None => shell.to_owned(),
    }
}

/// A moment as people in the town read it, to the minute.
pub(crate) fn moment(at: Timestamp, language: Language) -> String {
    let seconds =
        SignedDuration::from_nanos(i64::try_from(at.as_nanosecond().rem_euclid(60_000_000_000)).unwrap_or_default());
    DateTime::from_timestamp(at - seconds).map_or_else(|| at.to_string(), |moment| moment.words(language))
}

/// A moment for machines to read too.
pub(crate) fn dated(at: Timestamp, language: Language) -> Markup {
    html! { time datetime=(at) { (moment(at, language)) } }
}
