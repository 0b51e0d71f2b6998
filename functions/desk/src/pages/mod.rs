//! The pages of the desk: what it says, set into the shell that the site made.
//!
//! Architecture invariant: every word is written here or drawn by the schema,
//! in both languages; everything a person typed is escaped. No script, no style,
//! no address but the site's own.

pub(crate) mod basket;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod notice;
pub(crate) mod tracking;

use jiff::{SignedDuration, Timestamp};
use maud::{DOCTYPE, Markup, html};
use schema::types::date_time::DateTime;
use schema::words::Language;

const TITLE: &str = "<!--parvis:title-->";
const MAIN: &str = "<!--parvis:main-->";

/// What a page says: its title, and its main part under it.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) main: Markup,
}

impl Page {
    /// The whole page, in the site's shell, or bare while the site has not been built.
    pub(crate) fn in_shell(&self, shell: Option<&str>, language: Language) -> String {
        let title = html! { (self.title) }.into_string();
        match shell.and_then(|shell| shell.split_once(MAIN)) {
            Some((before, after)) => format!("{}{}{after}", before.replace(TITLE, &title), self.main.0),
            None => bare(self, language).into_string(),
        }
    }
}

fn bare(page: &Page, language: Language) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (page.title) }
            }
            body { main { (page.main) } }
        }
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
