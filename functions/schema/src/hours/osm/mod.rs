//! OSM `opening_hours` strings, read into rules.
//!
//! The grammar is the `opening-hours-syntax` crate's. What it reads and these
//! rooms cannot answer for (school holidays, the sun, Easter, week numbers) is a
//! fault: evaluated without its calendar, it would be a guess.

mod notation;

use opening_hours_syntax::rules::day::{
    Date as OsmDate, DateOffset, DaySelector, HolidayKind, MonthdayRange, WeekDayRange,
};
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use opening_hours_syntax::rules::{RuleKind, RuleOperator, RuleSequence};

pub(super) use self::notation::is_osm;
use self::notation::{has_comment_as_selector, has_digit, is_holiday_beside_days, rule_places, says_open};
use super::problem::{Fault, Problem};
use super::rule::{DAY, Day, Days, Effect, Join, Period, Rule, Span};

/// The rules of a text in OSM's notation; nothing if it is not in that notation.
pub(super) fn parse(text: &str) -> Option<Result<Vec<Rule>, Vec<Problem>>> {
    if !is_osm(text) {
        return None;
    }
    let expression = opening_hours_syntax::parse(text).ok()?;
    let places = rule_places(text);
    let mut rules = Vec::new();
    let mut problems = Vec::new();
    for (index, sequence) in expression.rules.iter().enumerate() {
        let place = places.get(index).cloned().unwrap_or(0..text.len());
        let written = text.get(place.clone()).unwrap_or(text);
        match rule(sequence, written) {
            Some(rule) => rules.push(rule),
            None => problems.push(Problem::new(Fault::UnsupportedOsm, text, place)),
        }
    }
    Some(if problems.is_empty() { Ok(rules) } else { Err(problems) })
}

fn rule(sequence: &RuleSequence, written: &str) -> Option<Rule> {
    // `PH Mo-Fr` is "holidays that are weekdays" in the specification and
    // "holidays and weekdays" in the crate.
    if is_holiday_beside_days(written) || has_comment_as_selector(written) {
        return None;
    }
    let comment = match sequence.comment.trim() {
        "" => None,
        comment => Some(comment.to_owned()),
    };
    let mut rule = Rule::new(effect(sequence, comment.as_deref(), written));
    rule.join = match sequence.operator {
        RuleOperator::Normal => Join::Replace,
        RuleOperator::Additional => Join::Add,
        RuleOperator::Fallback => Join::Fallback,
    };
    rule.comment = comment;
    rule.days = days(&sequence.day_selector.weekday)?;
    rule.periods = match nth_of_month(&sequence.day_selector) {
        Some((month, nth)) if rule.days.is_unsaid() && sequence.day_selector.year.is_empty() => {
            rule.days.nth.push(nth);
            vec![Period::Months { from: month, to: month }]
        }
        _ => periods(&sequence.day_selector)?,
    };
    rule.times = sequence.time_selector.spans.iter().map(span).collect::<Option<Vec<_>>>()?;
    if rule.times == [Span::WHOLE_DAY] {
        rule.times.clear();
    }
    Some(rule)
}

/// A comment alone says that the hours are not known; so does an appointment.
fn effect(sequence: &RuleSequence, comment: Option<&str>, written: &str) -> Effect {
    match sequence.kind {
        RuleKind::Closed => Effect::Closed,
        RuleKind::Unknown => Effect::Unknown,
        RuleKind::Open => match comment {
            Some(comment) if !says_open(written) && (!has_digit(written) || is_appointment(comment)) => Effect::Unknown,
            _ => Effect::Open,
        },
    }
}

fn is_appointment(comment: &str) -> bool {
    let comment = comment.to_lowercase();
    ["rendez", "rdv", "appointment"].iter().any(|word| comment.contains(word))
}

fn periods(selector: &DaySelector) -> Option<Vec<Period>> {
    if !selector.week.is_empty() {
        return None;
    }
    if selector.year.is_empty() {
        return selector.monthday.iter().map(|range| period(range, None)).collect();
    }
    let mut periods = Vec::new();
    for range in &selector.year {
        let (years, step) = range.into_parts();
        let (first, last) = (year(years.start().0)?, year(years.end().0)?);
        if step != 1 || last - first > 10 {
            return None;
        }
        if selector.monthday.is_empty() {
            periods.push(Period::Days { from: day(Some(first), 1, 1)?, to: day(Some(last), 12, 31)? });
        }
        for year in first..=last {
            for range in &selector.monthday {
                periods.push(period(range, Some(year))?);
            }
        }
    }
    (periods.len() <= 40).then_some(periods)
}

/// `Aug Mo[1]`, which the grammar takes for a date.
fn nth_of_month(selector: &DaySelector) -> Option<(i8, (u8, i8))> {
    let [MonthdayRange::Date { start, end }] = &selector.monthday[..] else {
        return None;
    };
    let (OsmDate::Weekday { year: None, month, wday, nth }, no_offset) = *start else {
        return None;
    };
    let is_one = start == end && no_offset == DateOffset::default();
    let day = u8::try_from(wday.num_days_from_monday()).ok()?;
    is_one.then_some((i8::try_from(month as u8).ok()?, (day, nth)))
}

fn year(year: i32) -> Option<i16> {
    i16::try_from(year).ok().filter(|year| (1900..=9998).contains(year))
}

fn period(range: &MonthdayRange, outer: Option<i16>) -> Option<Period> {
    match range {
        MonthdayRange::Month { range, year: inner } => {
            let (from, to) = (*range.start() as u8, *range.end() as u8);
            let (from, to) = (i8::try_from(from).ok()?, i8::try_from(to).ok()?);
            let own = match inner {
                Some(inner) => Some(year(inner.0)?),
                None => outer,
            };
            let Some(first) = own else {
                return Some(Period::Months { from, to });
            };
            let last = if to < from { first + 1 } else { first };
            Some(Period::Days { from: day(Some(first), from, 1)?, to: last_of_month(last, to)? })
        }
        MonthdayRange::Date { start, end } => {
            if start.1 != DateOffset::default() || end.1 != DateOffset::default() {
                return None;
            }
            dates(start.0, end.0, outer)
        }
    }
}

fn dates(start: OsmDate, end: OsmDate, outer: Option<i16>) -> Option<Period> {
    let OsmDate::Fixed { year: first, month: from_month, day: from_day } = start else {
        return None;
    };
    let OsmDate::Fixed { year: last, month: to_month, day: to_day } = end else {
        return None;
    };
    let (from_month, to_month) = (i8::try_from(from_month as u8).ok()?, i8::try_from(to_month as u8).ok()?);
    let (from_day, to_day) = (i8::try_from(from_day).ok()?, i8::try_from(to_day).ok()?);
    let wraps = (to_month, to_day) < (from_month, from_day);
    let first = match first {
        Some(first) => Some(year(first.0)?),
        None => outer,
    };
    let last = match (first, last) {
        (_, Some(last)) => Some(year(last.0)?),
        (Some(first), None) => Some(first + i16::from(wraps)),
        (None, None) => None,
    };
    let first = first.or(last.map(|last| last - i16::from(wraps)));
    let from = day(first, from_month, from_day)?;
    let to = day(last, to_month, to_day)?;
    let ordered = (first, from_month, from_day) <= (last, to_month, to_day);
    (first.is_none() || ordered).then_some(Period::Days { from, to })
}

/// A day that exists, in that year or in some year.
pub(super) fn day(year: Option<i16>, month: i8, day: i8) -> Option<Day> {
    let in_year = jiff::civil::Date::new(year.unwrap_or(2024), month, day);
    in_year.is_ok().then_some(Day { year, month, number: day })
}

fn last_of_month(year: i16, month: i8) -> Option<Day> {
    let first = jiff::civil::Date::new(year, month, 1).ok()?;
    day(Some(year), month, first.days_in_month())
}

fn days(ranges: &[WeekDayRange]) -> Option<Days> {
    let mut days = Days::default();
    for range in ranges {
        match range {
            WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end } => {
                let first = u8::try_from(range.start().num_days_from_monday()).ok()?;
                let last = u8::try_from(range.end().num_days_from_monday()).ok()?;
                if nth_from_start.iter().chain(nth_from_end).all(|nth| *nth) {
                    days.plain |= day_range(first, last);
                    continue;
                }
                let from_start = (1..).zip(nth_from_start).filter(|(_, said)| **said).map(|(nth, _)| (first, nth));
                let from_end =
                    (1..).zip(nth_from_end).filter(|(_, said)| **said).map(|(nth, _): (i8, _)| (first, -nth));
                let nth: Vec<(u8, i8)> = from_start.chain(from_end).collect();
                days.nth.extend(nth);
            }
            WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 } => days.holidays = true,
            WeekDayRange::Fixed { .. } | WeekDayRange::Holiday { .. } => return None,
        }
    }
    days.sort();
    Some(days)
}

/// From one day to another, over Sunday night if need be.
pub(super) fn day_range(first: u8, last: u8) -> u8 {
    let length = (last + 7 - first) % 7;
    (0..=length).fold(0, |mask, offset| mask | 1 << ((first + offset) % 7))
}

fn span(span: &TimeSpan) -> Option<Span> {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else {
        return None;
    };
    if span.open_end || span.repeats.is_some() {
        return None;
    }
    let (start, end) = (start.mins_from_midnight(), end.mins_from_midnight());
    let end = if end <= start { end + DAY } else { end };
    (start < DAY && end <= 2 * DAY).then_some(Span { start, end })
}
