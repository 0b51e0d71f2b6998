//! Hours in words: one sentence for whoever checks that they were understood.
//!
//! Each language writes its own phrases; what is told, and in which order, is
//! the same for all.

mod english;
mod french;

use crate::words::Language;

use super::evaluate::{Piece, says_only_closed};
use super::rule::{Days, Effect, Period, Rule, Span};
use super::table::{Season, labels, notes, seasons};

/// How a language says the parts of hours. A trait because two languages do.
pub(super) trait Voice {
    /// The name of a day, Monday being 0.
    fn day(&self, day: u8) -> &'static str;
    /// `du mardi au samedi`, `le dimanche`.
    fn days(&self, mask: u8) -> String;
    /// `le 1er samedi du mois`.
    fn nth(&self, nth: &[(u8, i8)]) -> String;
    /// `les jours fériés`.
    fn holidays(&self) -> &'static str;
    /// `en août`, `du 1er au 15 août`.
    fn periods(&self, periods: &[Period]) -> String;
    /// `le reste de l’année`.
    fn rest_of_the_year(&self) -> &'static str;
    /// `8 h – 13 h, 15 h – 19 h`, or that it is closed.
    fn cell(&self, pieces: &[Piece<'_>]) -> String;
    /// `de 8 h à 13 h et de 15 h à 19 h`.
    fn hours(&self, pieces: &[Piece<'_>]) -> String;
    /// Days and their hours.
    fn at(&self, when: &str, pieces: &[Piece<'_>]) -> String;
    /// `fermé le lundi`.
    fn closed(&self, when: &str) -> String;
    /// Hours by appointment, or unknown, outside those told.
    fn otherwise(&self, comment: Option<&str>, effect: Effect) -> String;
    /// Days nothing is told of.
    fn other_days_unknown(&self) -> &'static str;
    /// Several things as one.
    fn all(&self, things: &[String]) -> String;
    /// Several things one after the other.
    fn list(&self, things: &[String]) -> String;
    /// A part of the year, then its hours.
    fn during(&self, when: &str, hours: &str) -> String;
    /// What parts a sentence has, in their order.
    fn parts(&self, parts: &[String]) -> String;
    /// A day that changes.
    fn change(&self, mask: u8, from: &str, to: &str) -> String;
    /// What was not there before.
    fn added(&self, what: &str) -> String;
    /// What is there no more.
    fn removed(&self, what: &str) -> String;
}

pub(super) fn voice(language: Language) -> &'static dyn Voice {
    match language {
        Language::French => &french::French,
        Language::English => &english::English,
    }
}

pub(super) fn reading(rules: &[Rule], language: Language) -> String {
    let voice = voice(language);
    let mut parts = Vec::new();
    if says_only_closed(rules) {
        parts.extend(closed_days(&seasons(rules)[0], voice));
        parts.extend(notes(rules, language));
        parts.push(voice.other_days_unknown().to_owned());
        return voice.parts(&parts);
    }
    let seasons = seasons(rules);
    for (season, label) in seasons.iter().zip(labels(&seasons, voice)) {
        let week = week(season, voice);
        match label {
            _ if week.is_empty() => {}
            Some(label) => parts.push(voice.during(&label, &voice.list(&week))),
            None => parts.extend(week),
        }
    }
    parts.extend(notes(rules, language));
    if parts.is_empty() {
        parts.push(voice.cell(&[]));
    }
    voice.parts(&parts)
}

/// One season as a sentence of its own.
pub(super) fn season(season: &Season<'_>, voice: &dyn Voice) -> String {
    let week = voice.list(&week(season, voice));
    season.periods.map_or(week.clone(), |periods| voice.during(&voice.periods(periods), &week))
}

/// The open days in groups of the same hours, then the closed ones.
fn week(season: &Season<'_>, voice: &dyn Voice) -> Vec<String> {
    let mut groups: Vec<(&[Piece<'_>], u8)> = Vec::new();
    let mut closed = 0;
    for (day, pieces) in season.days.iter().enumerate() {
        if pieces.is_empty() {
            closed |= 1 << day;
            continue;
        }
        match groups.iter_mut().find(|(known, _)| *known == &pieces[..]) {
            Some((_, mask)) => *mask |= 1 << day,
            None => groups.push((pieces, 1 << day)),
        }
    }
    let open: Vec<String> = groups
        .iter()
        .map(|(pieces, mask)| match (*mask, pieces) {
            // `sur rendez-vous`, and no day more than another.
            (Days::EVERY, [Piece { effect: Effect::Unknown, comment: Some(_), span }]) if *span == Span::WHOLE_DAY => {
                voice.at("", pieces)
            }
            (mask, pieces) => voice.at(&voice.days(mask), pieces),
        })
        .collect();
    let mut parts = Vec::new();
    if !open.is_empty() {
        parts.push(voice.list(&open));
    }
    match closed {
        0 => {}
        // Hours of some days of the month only: the table's closed days say nothing.
        Days::EVERY => return Vec::new(),
        mask => parts.push(voice.closed(&voice.days(mask))),
    }
    parts
}

fn closed_days(season: &Season<'_>, voice: &dyn Voice) -> Option<String> {
    let closed = season
        .days
        .iter()
        .enumerate()
        .filter(|(_, pieces)| pieces.is_empty())
        .fold(0, |mask, (day, _)| mask | 1 << day);
    (closed != 0).then(|| voice.closed(&voice.days(closed)))
}

/// Whether pieces are one stretch of the whole day.
fn is_whole_day(pieces: &[Piece<'_>]) -> bool {
    matches!(pieces, [piece] if piece.span == Span::WHOLE_DAY)
}
