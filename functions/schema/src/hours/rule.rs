//! One rule of opening hours: when it applies and what it says.
//!
//! French text and OSM strings both become these rules; what is read, drawn
//! and evaluated comes from them alone. The canonical OSM string is their
//! display. Nothing here parses.

use std::fmt;

use jiff::civil::Date;

use super::osm::is_osm;

/// The minutes of a day.
pub(super) const DAY: u16 = 24 * 60;

/// How a rule stands to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// It replaces what was said of the same days (`;`).
    Replace,
    /// It adds to what was said of the same days (`,`).
    Add,
    /// It speaks where nothing else does (`||`).
    Fallback,
}

/// What a rule says of its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Open,
    Closed,
    Unknown,
}

/// A stretch of one day in minutes after its midnight; an end past [`DAY`] is
/// in the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub start: u16,
    pub end: u16,
}

impl Span {
    pub(super) const WHOLE_DAY: Self = Self { start: 0, end: DAY };

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A day of the calendar, of one year or of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub year: Option<i16>,
    pub month: i8,
    pub number: i8,
}

/// A part of the year, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Months {
        from: i8,
        to: i8,
    },
    /// Either both ends have a year or neither has.
    Days {
        from: Day,
        to: Day,
    },
}

impl Period {
    pub(super) fn contains(&self, date: Date) -> bool {
        match *self {
            Self::Months { from, to } => within(date.month(), from, to),
            Self::Days { from, to } => match (from.year, to.year) {
                (Some(first), Some(last)) => {
                    let key = (date.year(), date.month(), date.day());
                    (first, from.month, from.number) <= key && key <= (last, to.month, to.number)
                }
                _ => within((date.month(), date.day()), (from.month, from.number), (to.month, to.number)),
            },
        }
    }

    /// Whether this names one day and not a stretch of the year.
    pub(super) fn is_one_day(&self) -> bool {
        matches!(self, Self::Days { from, to } if from == to)
    }
}

/// Whether a point of the year lies between two others, over New Year if the
/// first comes after the last.
fn within<T: PartialOrd + Copy>(point: T, from: T, to: T) -> bool {
    if from <= to { from <= point && point <= to } else { from <= point || point <= to }
}

/// Days of the week; with nothing set, every day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    /// Monday is bit 0.
    pub plain: u8,
    /// The nth such day of the month (from its end if negative).
    pub nth: Vec<(u8, i8)>,
    /// Public holidays.
    pub holidays: bool,
}

impl Days {
    pub(super) const EVERY: u8 = 0b111_1111;

    pub(super) fn plain(mask: u8) -> Self {
        Self { plain: mask, ..Self::default() }
    }

    /// Whether no day is named, so that every day is meant.
    pub(super) fn is_unsaid(&self) -> bool {
        self.plain == 0 && self.nth.is_empty() && !self.holidays
    }

    /// The plain days meant: all of them when none is named.
    pub(super) fn mask(&self) -> u8 {
        if self.is_unsaid() { Self::EVERY } else { self.plain }
    }

    /// Whether only public holidays or nth days are named.
    pub(super) fn is_special(&self) -> bool {
        !self.is_unsaid() && self.plain == 0
    }

    /// Puts the nth days in their one order: first to fifth, then from the end.
    pub(super) fn sort(&mut self) {
        self.nth.sort_unstable_by_key(|&(day, nth)| (day, nth < 0, nth.abs()));
        self.nth.dedup();
    }

    fn contains(&self, date: Date, is_holiday: bool) -> bool {
        let weekday = weekday_of(date);
        self.mask() & (1 << weekday) != 0
            || (self.holidays && is_holiday)
            || self.nth.iter().any(|&(day, nth)| day == weekday && is_nth(date, nth))
    }
}

/// Monday is 0.
pub(super) fn weekday_of(date: Date) -> u8 {
    date.weekday().to_monday_zero_offset().unsigned_abs()
}

fn is_nth(date: Date, nth: i8) -> bool {
    if nth > 0 { (date.day() - 1) / 7 + 1 == nth } else { (date.days_in_month() - date.day()) / 7 + 1 == -nth }
}

/// When it applies, and what it says then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub join: Join,
    /// With none, the whole year.
    pub periods: Vec<Period>,
    pub days: Days,
    /// With none, the whole day.
    pub times: Vec<Span>,
    pub effect: Effect,
    pub comment: Option<String>,
}

impl Rule {
    pub(super) fn new(effect: Effect) -> Self {
        Self {
            join: Join::Replace,
            periods: Vec::new(),
            days: Days::default(),
            times: Vec::new(),
            effect,
            comment: None,
        }
    }

    pub(super) fn applies_on(&self, date: Date, is_holiday: bool) -> bool {
        (self.periods.is_empty() || self.periods.iter().any(|period| period.contains(date)))
            && self.days.contains(date, is_holiday)
    }

    pub(super) fn spans(&self) -> &[Span] {
        if self.times.is_empty() { &[Span::WHOLE_DAY] } else { &self.times }
    }

    /// Whether it speaks of every minute of the year.
    pub(super) fn is_unconditional(&self) -> bool {
        self.periods.is_empty() && self.days.mask() == Days::EVERY && self.times.is_empty()
    }
}

/// The canonical OSM string of rules.
///
/// `Mar 09:00-12:00` alone would be read back as a Tuesday: a string without a
/// word of OSM's own says `open`, which every reader of OSM hours knows.
pub(super) fn to_osm(rules: &[Rule]) -> String {
    let osm = written(rules);
    if is_osm(&osm) { osm } else { format!("{osm} open") }
}

fn written(rules: &[Rule]) -> String {
    let mut osm = String::new();
    for (index, rule) in rules.iter().enumerate() {
        if index > 0 {
            osm.push_str(match rule.join {
                Join::Replace => "; ",
                Join::Add => ", ",
                Join::Fallback => " || ",
            });
        }
        osm.push_str(&rule.to_string());
    }
    osm
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        let unsaid = self.periods.is_empty() && self.days.is_unsaid();
        if !self.periods.is_empty() {
            // `Jul,Aug Sa[1]` would be July, and one Saturday of August.
            let colon = if self.days.plain == 0 && !self.days.nth.is_empty() { ":" } else { "" };
            parts.push(format!("{}{colon}", joined(&self.periods)));
        }
        if !self.days.is_unsaid() {
            parts.push(self.days.to_string());
        } else if self.join == Join::Add && unsaid {
            parts.push("Mo-Su".to_owned());
        }
        match (&self.times[..], self.effect) {
            ([], Effect::Open) if unsaid && parts.is_empty() => parts.push("24/7".to_owned()),
            ([], Effect::Open) => parts.push("00:00-24:00".to_owned()),
            ([], _) => {}
            (times, _) => parts.push(joined(times)),
        }
        match self.effect {
            // A comment alone would say that the hours are unknown.
            Effect::Open if self.comment.is_some() => parts.push("open".to_owned()),
            Effect::Open => {}
            Effect::Closed => parts.push("off".to_owned()),
            Effect::Unknown => parts.push("unknown".to_owned()),
        }
        if let Some(comment) = &self.comment {
            parts.push(format!("\"{comment}\""));
        }
        out.write_str(&parts.join(" "))
    }
}

fn joined<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

const DAY_NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTH_NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month_name(month: i8) -> &'static str {
    MONTH_NAMES[usize::from(month.unsigned_abs()) - 1]
}

impl fmt::Display for Days {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut items: Vec<String> = day_runs(self.plain)
            .into_iter()
            .map(|(first, last)| match last - first {
                0 => DAY_NAMES[usize::from(first)].to_owned(),
                _ => format!("{}-{}", DAY_NAMES[usize::from(first)], DAY_NAMES[usize::from(last % 7)]),
            })
            .collect();
        for day in 0..7 {
            let nth: Vec<i8> = self.nth.iter().filter(|(of, _)| *of == day).map(|(_, nth)| *nth).collect();
            if !nth.is_empty() {
                items.push(format!("{}[{}]", DAY_NAMES[usize::from(day)], joined(&nth)));
            }
        }
        if self.holidays {
            items.push("PH".to_owned());
        }
        out.write_str(&items.join(","))
    }
}

/// The days of a mask as stretches, a stretch over Sunday night kept whole
/// (its last day is then 7 or more).
pub(super) fn day_runs(mask: u8) -> Vec<(u8, u8)> {
    if mask & Days::EVERY == Days::EVERY {
        return vec![(0, 6)];
    }
    let has = |day: u8| mask & (1 << (day % 7)) != 0;
    let mut runs = Vec::new();
    for first in (0..7).filter(|&day| has(day) && !has(day + 6)) {
        let last = (first..first + 7).take_while(|&day| has(day)).last().unwrap_or(first);
        runs.push((first, last));
    }
    runs
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Months { from, to } if from == to => out.write_str(month_name(from)),
            Self::Months { from, to } => write!(out, "{}-{}", month_name(from), month_name(to)),
            Self::Days { from, to } if from == to => write!(out, "{from}"),
            Self::Days { from, to } if from.year == to.year && from.month == to.month && from.number < to.number => {
                write!(out, "{from}-{:02}", to.number)
            }
            Self::Days { from, to } => write!(out, "{from}-{to}"),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(year) = self.year {
            write!(out, "{year} ")?;
        }
        write!(out, "{} {:02}", month_name(self.month), self.number)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.start, self.end);
        let end = if end > DAY && end - DAY <= start { end - DAY } else { end };
        write!(out, "{:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60)
    }
}
