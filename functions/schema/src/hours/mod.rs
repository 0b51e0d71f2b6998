//! Opening hours: as people write them, as OSM writes them, and what they say.
//!
//! A text, French or OSM, is parsed once into rules. Everything else comes from
//! the rules: the canonical OSM string, the reading in words, the table of a
//! week, the change between two texts, and the state at an instant.
//!
//! What is not understood is a fault that quotes the piece: hours that a
//! merchant did not write are never shown. Where the words leave something
//! open, these are the decisions:
//!
//! * days without hours (`lundi-samedi`), and `sur rendez-vous`, are *unknown*;
//! * hours that only say when a place is closed (`fermé dimanche`) leave every
//!   other day *unknown*, neither open nor closed;
//! * hours without days are those of every day;
//! * a night past midnight belongs to the day it started on: a public holiday or
//!   a closure on the morrow does not cut it.
//!
//! Architecture invariant: no clock here, no language but through
//! [`Language`], and no type of another crate's calendar
//! than `jiff`'s past this door.

mod closure;
mod evaluate;
mod french;
mod holidays;
mod osm;
mod problem;
mod reading;
mod rule;
mod table;
#[cfg(test)]
mod tests;

use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization;

pub use closure::{Closure, ClosureProblem};
pub use evaluate::State;
pub use problem::Problem;
pub use table::{Week, WeekDay};

use crate::words::Language;
use problem::Fault;
use rule::Rule;

/// The longest text of hours that is read, in characters.
const MAX_LENGTH: usize = 1_000;

/// Opening hours that were understood.
///
/// Two are equal when their texts are: what a merchant wrote is kept as
/// written, through front matter, form and submission. To ask whether they mean
/// the same, compare [`osm`](Self::osm) or look at [`changes`].
#[derive(Clone, Debug)]
pub struct Hours {
    text: String,
    osm: String,
    rules: Vec<Rule>,
}

impl PartialEq for Hours {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Hours {}

impl Hash for Hours {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl FromStr for Hours {
    type Err = Vec<Problem>;

    fn from_str(text: &str) -> Result<Self, Vec<Problem>> {
        Self::parse(text)
    }
}

impl Hours {
    /// Reads hours as French people or OSM write them.
    ///
    /// ```
    /// use schema::hours::Hours;
    ///
    /// let hours = Hours::parse("mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h").unwrap();
    /// assert_eq!(hours.osm(), "Tu-Sa 08:00-13:00,15:30-19:30; Su 08:00-13:00");
    /// assert!(Hours::parse("ouvert le matin").is_err());
    /// ```
    ///
    /// # Errors
    /// Every piece that is not understood, with its place in the bytes of `text`.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        if text.chars().nth(MAX_LENGTH).is_some() {
            let end = text.char_indices().nth(40).map_or(text.len(), |(index, _)| index);
            return Err(vec![Problem::new(Fault::TooLong { max: MAX_LENGTH }, text, 0..end)]);
        }
        if text.trim().is_empty() {
            return Err(vec![Problem::new(Fault::Empty, text, 0..text.len())]);
        }
        let rules = match osm::parse(text.trim()) {
            Some(Ok(rules)) => rules,
            Some(Err(problems)) => {
                let lead = text.len() - text.trim_start().len();
                return Err(problems.into_iter().map(|problem| problem.moved(lead)).collect());
            }
            None => french::parse(text)?,
        };
        let osm = rule::to_osm(&rules);
        Ok(Self { text: text.trim().nfc().collect(), osm, rules })
    }

    /// The hours as they were written, in Unicode's composed form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The canonical OSM `opening_hours` string.
    #[must_use]
    pub fn osm(&self) -> &str {
        &self.osm
    }

    /// Whether the place is open at an instant.
    #[must_use]
    pub fn state(&self, closures: &[Closure], at: Timestamp, tz: &TimeZone) -> State {
        evaluate::state(&self.rules, closures, at, tz)
    }

    /// The next instant at which the state is another; nothing if it stays the
    /// same for more than a year.
    #[must_use]
    pub fn next_change(&self, closures: &[Closure], at: Timestamp, tz: &TimeZone) -> Option<Timestamp> {
        evaluate::next_change(&self.rules, closures, at, tz)
    }

    /// The stretches of `days` days from `from` (800 at most) in which the hours
    /// say open, or say nothing ([`State::Unknown`]), merged, in order. The first
    /// is cut at the start of `from`; the last keeps its end.
    #[must_use]
    pub fn intervals(
        &self,
        state: State,
        closures: &[Closure],
        from: Date,
        days: u16,
        tz: &TimeZone,
    ) -> Vec<(Timestamp, Timestamp)> {
        evaluate::intervals(&self.rules, state, closures, from, days, tz)
    }

    /// The hours in one sentence, in lower case and without a stop.
    #[must_use]
    pub fn reading(&self, language: Language) -> String {
        reading::reading(&self.rules, language)
    }

    /// A table of the week, and one a season when hours have seasons.
    #[must_use]
    pub fn weeks(&self, language: Language) -> Vec<Week> {
        table::weeks(&self.rules, language)
    }

    /// What no table of the week can hold: public holidays, dates,
    /// appointments beside the hours, days of the month.
    #[must_use]
    pub fn notes(&self, language: Language) -> Vec<String> {
        table::notes(&self.rules, language)
    }
}

/// The change from some hours to others, in words, one phrase a change; none
/// when both mean the same.
#[must_use]
pub fn changes(before: &Hours, after: &Hours, language: Language) -> Vec<String> {
    if before.osm == after.osm {
        return Vec::new();
    }
    let changes = table::changes(&before.rules, &after.rules, language);
    if changes.is_empty() { vec![after.reading(language)] } else { changes }
}
