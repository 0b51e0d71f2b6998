//! What hours say at an instant: open, closed, or unknown.
//!
//! Each day is worked out from the rules that apply to it, as stretches that
//! *start* on that day; a stretch past midnight belongs to the evening it
//! started in, so a public holiday, a closure or the next day's own hours never
//! wipe the night before. Stretches then become instants, and only instants are
//! compared: on the nights when the clocks change, durations are real ones.
//!
//! Architecture invariant: no clock here, and a bounded horizon: rules from
//! outside cannot make this run long.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::closure::Closure;
use super::holidays::is_public_holiday;
use super::rule::{DAY, Effect, Join, Rule, Span};

/// How far a next change is looked for, in days.
const HORIZON: u16 = 400;

/// The most days that intervals are given for.
const MOST_DAYS: u16 = 800;

/// Times may run to 48 hours after the midnight they are counted from.
const SPILL: u16 = 2;

/// What is known of a place at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is open.
    Open,
    /// It is closed.
    Closed,
    /// The hours do not say: by appointment, or a day nothing is told of.
    Unknown,
}

impl From<Effect> for State {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Open => Self::Open,
            Effect::Closed => Self::Closed,
            Effect::Unknown => Self::Unknown,
        }
    }
}

/// A stretch of time with one state; what lies between two is closed.
type Stretch = (Timestamp, Timestamp, State);

pub(super) fn state(rules: &[Rule], closures: &[Closure], at: Timestamp, tz: &TimeZone) -> State {
    let today = tz.to_datetime(at).date();
    state_in(&timeline(rules, closures, today, 1, tz), at)
}

fn state_in(timeline: &[Stretch], at: Timestamp) -> State {
    timeline.iter().find(|(start, end, _)| *start <= at && at < *end).map_or(State::Closed, |&(_, _, state)| state)
}

/// The first instant after `at` at which the state is another, if it comes
/// within the horizon.
pub(super) fn next_change(rules: &[Rule], closures: &[Closure], at: Timestamp, tz: &TimeZone) -> Option<Timestamp> {
    let today = tz.to_datetime(at).date();
    [8, 64, HORIZON].into_iter().find_map(|days| {
        let timeline = timeline(rules, closures, today, days, tz);
        let edge = timeline.iter().find_map(
            |&(start, end, _)| {
                if at < start { Some(start) } else { (at < end).then_some(end) }
            },
        )?;
        // Past the last day worked out nothing is known, so nothing changes there.
        (edge < instant(today, days, tz)?).then_some(edge)
    })
}

/// The stretches of `days` days that are in a state other than closed, merged, in order.
pub(super) fn intervals(
    rules: &[Rule],
    wanted: State,
    closures: &[Closure],
    from: Date,
    days: u16,
    tz: &TimeZone,
) -> Vec<(Timestamp, Timestamp)> {
    let Some(first) = instant(from, 0, tz) else {
        return Vec::new();
    };
    timeline(rules, closures, from, days.min(MOST_DAYS), tz)
        .into_iter()
        .filter(|&(_, end, state)| state == wanted && first < end)
        .map(|(start, end, _)| (start.max(first), end))
        .collect()
}

/// Every stretch that is not closed and starts in `days` days from `from` or
/// runs on into them, in order, none overlapping another.
fn timeline(rules: &[Rule], closures: &[Closure], from: Date, days: u16, tz: &TimeZone) -> Vec<Stretch> {
    let mut open = Vec::new();
    let mut unknown = Vec::new();
    let Ok(first) = from.checked_sub(i32::from(SPILL).days()) else {
        return Vec::new();
    };
    for offset in 0..days + SPILL {
        let Ok(date) = first.checked_add(i32::from(offset).days()) else {
            break;
        };
        for Piece { span, effect, .. } in day_pieces(rules, closures, date) {
            let (Some(start), Some(end)) = (at_minute(date, span.start, tz), at_minute(date, span.end, tz)) else {
                continue;
            };
            match effect {
                Effect::Open if start < end => open.push((start, end)),
                Effect::Unknown if start < end => unknown.push((start, end)),
                _ => {}
            }
        }
    }
    layered(&merged(open), &merged(unknown))
}

/// A stretch of one day and what is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub span: Span,
    pub effect: Effect,
    pub comment: Option<&'a str>,
}

/// The stretches that start on a day, in order.
fn day_pieces<'a>(rules: &'a [Rule], closures: &[Closure], date: Date) -> Vec<Piece<'a>> {
    if closures.iter().any(|closure| closure.covers(date)) {
        return Vec::new();
    }
    let is_holiday = is_public_holiday(date);
    applied(rules, |rule| rule.applies_on(date, is_holiday))
}

/// What rules say of a day, given which of them apply to it.
///
/// Hours that only say when a place is closed leave the rest unknown.
pub(super) fn applied(rules: &[Rule], applies: impl Fn(&Rule) -> bool) -> Vec<Piece<'_>> {
    let mut day = Vec::new();
    if says_only_closed(rules) {
        day.push(Piece { span: Span::WHOLE_DAY, effect: Effect::Unknown, comment: None });
    }
    for rule in rules.iter().filter(|rule| applies(rule)) {
        let mut pieces = said(rule);
        match rule.join {
            Join::Fallback => {
                for taken in &day {
                    pieces = without(pieces, taken.span);
                }
                day.extend(pieces);
            }
            Join::Replace if rule.effect != Effect::Closed || rule.times.is_empty() => day = pieces,
            Join::Replace | Join::Add => {
                for span in rule.spans() {
                    day = without(day, *span);
                }
                day.extend(pieces);
            }
        }
    }
    day.retain(|piece| piece.effect != Effect::Closed);
    day.sort_by_key(|piece| piece.span);
    day
}

/// Whether rules tell when a place is closed and never when it is open.
pub(super) fn says_only_closed(rules: &[Rule]) -> bool {
    rules.iter().all(|rule| rule.effect == Effect::Closed && !rule.is_unconditional())
}

fn said(rule: &Rule) -> Vec<Piece<'_>> {
    let comment = rule.comment.as_deref();
    rule.spans().iter().map(|&span| Piece { span, effect: rule.effect, comment }).collect()
}

fn without(pieces: Vec<Piece<'_>>, cut: Span) -> Vec<Piece<'_>> {
    let mut kept = Vec::with_capacity(pieces.len() + 1);
    for piece in pieces {
        let Span { start, end } = piece.span;
        if !piece.span.overlaps(cut) {
            kept.push(piece);
            continue;
        }
        if start < cut.start {
            kept.push(Piece { span: Span { start, end: cut.start }, ..piece });
        }
        if cut.end < end {
            kept.push(Piece { span: Span { start: cut.end, end }, ..piece });
        }
    }
    kept
}

/// A time that the clocks skip is the same time after the change; one that they
/// show twice is the first of the two.
fn at_minute(date: Date, minute: u16, tz: &TimeZone) -> Option<Timestamp> {
    let date = date.checked_add(i32::from(minute / DAY).days()).ok()?;
    let hour = i8::try_from(minute % DAY / 60).ok()?;
    let minute = i8::try_from(minute % 60).ok()?;
    let local: DateTime = date.at(hour, minute, 0, 0);
    tz.to_ambiguous_timestamp(local).compatible().ok()
}

fn instant(date: Date, days: u16, tz: &TimeZone) -> Option<Timestamp> {
    at_minute(date.checked_add(i32::from(days).days()).ok()?, 0, tz)
}

fn merged(mut stretches: Vec<(Timestamp, Timestamp)>) -> Vec<(Timestamp, Timestamp)> {
    stretches.sort_unstable();
    let mut merged: Vec<(Timestamp, Timestamp)> = Vec::with_capacity(stretches.len());
    for (start, end) in stretches {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// Open stretches, and the unknown ones where nothing is open.
fn layered(open: &[(Timestamp, Timestamp)], unknown: &[(Timestamp, Timestamp)]) -> Vec<Stretch> {
    let mut layered: Vec<Stretch> = Vec::with_capacity(open.len() + unknown.len());
    let mut next_open = open.iter().peekable();
    for &(mut start, end) in unknown {
        while let Some(&&(open_start, open_end)) = next_open.peek() {
            if open_end <= start {
                next_open.next();
                continue;
            }
            if end <= open_start {
                break;
            }
            if start < open_start {
                layered.push((start, open_start, State::Unknown));
            }
            start = open_end;
            if end <= start {
                break;
            }
        }
        if start < end {
            layered.push((start, end, State::Unknown));
        }
    }
    layered.extend(open.iter().map(|&(start, end)| (start, end, State::Open)));
    layered.sort_unstable_by_key(|&(start, _, _)| start);
    layered
}
