//! Hours as a table of the week, one a season, and the notes beside it.
//!
//! The cells are evaluated from the rules, by the same steps as the state at an
//! instant, so that the table and « ouvert » never contradict each other.

use crate::words::Language;

use super::evaluate::{Piece, applied};
use super::reading::{Voice, voice};
use super::rule::{Days, Effect, Join, Period, Rule};

/// The hours of each day of a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// When this week holds; nothing when it holds the whole year.
    pub label: Option<String>,
    /// Seven days, Monday first.
    pub days: Vec<WeekDay>,
}

/// One row of the table of a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekDay {
    /// The name of the day.
    pub name: String,
    /// Its hours, or that it is closed.
    pub text: String,
    /// Whether it is closed all day, and known to be.
    pub closed: bool,
}

/// A week of one part of the year, before any language.
pub(super) struct Season<'a> {
    /// None for what holds outside any other season.
    pub periods: Option<&'a [Period]>,
    /// Monday first.
    pub days: [Vec<Piece<'a>>; 7],
}

/// The seasons of hours, the usual week first. There is always at least one.
pub(super) fn seasons(rules: &[Rule]) -> Vec<Season<'_>> {
    let mut seasons: Vec<Season<'_>> = Vec::new();
    for rule in rules.iter().filter(|rule| is_seasonal(rule)) {
        if !seasons.iter().any(|season| season.periods == Some(&rule.periods[..])) {
            seasons.push(season(rules, Some(&rule.periods)));
        }
    }
    let has_usual = rules
        .iter()
        .any(|rule| rule.periods.is_empty() && rule.effect != Effect::Closed && rule.join != Join::Fallback);
    if has_usual || seasons.is_empty() {
        seasons.insert(0, season(rules, None));
    }
    seasons
}

/// Whether a rule gives a part of the year hours of its own.
fn is_seasonal(rule: &Rule) -> bool {
    rule.effect != Effect::Closed && !rule.days.is_special() && rule.periods.iter().any(|period| !period.is_one_day())
}

fn season<'a>(rules: &'a [Rule], periods: Option<&'a [Period]>) -> Season<'a> {
    let days = std::array::from_fn(|day| {
        applied(rules, |rule| {
            let is_of_season = rule.periods.is_empty() || periods == Some(&rule.periods[..]);
            rule.join != Join::Fallback && is_of_season && rule.days.mask() & (1 << day) != 0
        })
    });
    Season { periods, days }
}

impl Season<'_> {
    fn label(&self, voice: &dyn Voice, is_alone: bool) -> Option<String> {
        match self.periods {
            Some(periods) => Some(voice.periods(periods)),
            None if is_alone => None,
            None => Some(voice.rest_of_the_year().to_owned()),
        }
    }
}

pub(super) fn labels(seasons: &[Season<'_>], voice: &dyn Voice) -> Vec<Option<String>> {
    seasons.iter().map(|season| season.label(voice, seasons.len() == 1)).collect()
}

pub(super) fn weeks(rules: &[Rule], language: Language) -> Vec<Week> {
    let voice = voice(language);
    let seasons = seasons(rules);
    let labels = labels(&seasons, voice);
    seasons.iter().zip(labels).map(|(season, label)| week(season, label, voice)).collect()
}

fn week(season: &Season<'_>, label: Option<String>, voice: &dyn Voice) -> Week {
    let days = season.days.iter().zip(0..).map(|(pieces, day)| WeekDay {
        name: voice.day(day).to_owned(),
        text: voice.cell(pieces),
        closed: pieces.is_empty(),
    });
    Week { label, days: days.collect() }
}

/// What the tables cannot show, in the order of the rules.
pub(super) fn notes(rules: &[Rule], language: Language) -> Vec<String> {
    let voice = voice(language);
    let seasons = seasons(rules);
    let mut notes = Vec::new();
    for rule in rules {
        if let Some(note) = note(rule, &seasons, voice)
            && !notes.contains(&note)
        {
            notes.push(note);
        }
    }
    notes
}

fn note(rule: &Rule, seasons: &[Season<'_>], voice: &dyn Voice) -> Option<String> {
    if rule.join == Join::Fallback {
        return Some(voice.otherwise(rule.comment.as_deref(), rule.effect));
    }
    let is_in_table = rule.periods.is_empty() || seasons.iter().any(|season| season.periods == Some(&rule.periods[..]));
    let mut when: Vec<String> = Vec::new();
    if is_in_table {
        // The days of the week are in the table; the others are not.
        if !rule.days.nth.is_empty() {
            when.push(voice.nth(&rule.days.nth));
        }
        if rule.days.holidays {
            when.push(voice.holidays().to_owned());
        }
    } else if !rule.days.is_unsaid() {
        when.push(days(&rule.days, voice));
    }
    if is_in_table && when.is_empty() {
        return None;
    }
    let mut when = voice.all(&when);
    if !rule.periods.is_empty() {
        let periods = voice.periods(&rule.periods);
        when = if when.is_empty() { periods } else { format!("{when} {periods}") };
    }
    let pieces = applied(std::slice::from_ref(rule), |_| rule.effect != Effect::Closed);
    Some(match rule.effect {
        Effect::Closed if rule.times.is_empty() => voice.closed(&when),
        Effect::Closed => {
            let pieces: Vec<Piece<'_>> =
                rule.times.iter().map(|&span| Piece { span, effect: Effect::Open, comment: None }).collect();
            voice.closed(&format!("{when} {}", voice.hours(&pieces)))
        }
        Effect::Open | Effect::Unknown => voice.at(&when, &pieces),
    })
}

fn days(days: &Days, voice: &dyn Voice) -> String {
    let mut names = Vec::new();
    if days.plain != 0 {
        names.push(voice.days(days.plain));
    }
    if !days.nth.is_empty() {
        names.push(voice.nth(&days.nth));
    }
    if days.holidays {
        names.push(voice.holidays().to_owned());
    }
    voice.all(&names)
}

/// What changes from some rules to others, day by day, then season by season,
/// then in the notes.
pub(super) fn changes(before: &[Rule], after: &[Rule], language: Language) -> Vec<String> {
    let voice = voice(language);
    let (old, new) = (seasons(before), seasons(after));
    let mut changes = Vec::new();
    for season in &new {
        match old.iter().find(|other| other.periods == season.periods) {
            Some(other) => changes.extend(day_changes(other, season, voice)),
            None => changes.push(voice.added(&super::reading::season(season, voice))),
        }
    }
    for season in &old {
        if !new.iter().any(|other| other.periods == season.periods) {
            changes.push(voice.removed(&super::reading::season(season, voice)));
        }
    }
    let (old_notes, new_notes) = (notes(before, language), notes(after, language));
    changes.extend(new_notes.iter().filter(|note| !old_notes.contains(note)).map(|note| voice.added(note)));
    changes.extend(old_notes.iter().filter(|note| !new_notes.contains(note)).map(|note| voice.removed(note)));
    changes
}

/// Days that change alike are told together.
fn day_changes(before: &Season<'_>, after: &Season<'_>, voice: &dyn Voice) -> Vec<String> {
    let mut alike: Vec<(String, String, u8)> = Vec::new();
    for (day, (old, new)) in before.days.iter().zip(&after.days).enumerate() {
        let (old, new) = (voice.cell(old), voice.cell(new));
        if old == new {
            continue;
        }
        match alike.iter_mut().find(|(from, to, _)| *from == old && *to == new) {
            Some((_, _, mask)) => *mask |= 1 << day,
            None => alike.push((old, new, 1 << day)),
        }
    }
    let when = after.periods.map(|periods| voice.periods(periods));
    alike
        .into_iter()
        .map(|(from, to, mask)| {
            let change = voice.change(mask, &from, &to);
            when.as_ref().map_or_else(|| change.clone(), |when| voice.during(when, &change))
        })
        .collect()
}
