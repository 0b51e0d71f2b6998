//! Dates and stretches of the year: `juillet-août`, `du 24 décembre au 2
//! janvier`, `25/12`, `2027-08-01`.

use super::super::osm::day;
use super::super::problem::Fault;
use super::super::rule::{Day, Period, weekday_of};
use super::items::{Reader, What};
use super::lexer::Kind;
use super::vocabulary::Meaning;

/// One end of a stretch, with what was written of it.
#[derive(Clone, Copy, Debug)]
struct Point {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    /// The day of the week, when it is written too.
    weekday: Option<u8>,
    /// The token after it.
    end: usize,
}

impl Reader<'_> {
    /// Whether a date or a month is written from here, articles passed over.
    pub(super) fn is_date_start(&self, at: usize) -> bool {
        let at = self.past_skipped(at);
        match self.kind(at) {
            Some(Kind::Word(Meaning::Month(_)) | Kind::Number(..)) => true,
            Some(Kind::Ordinal(_)) => !self.is_day_start(at),
            Some(Kind::Word(Meaning::Day(_))) => self.is_dated(at + 1),
            _ => false,
        }
    }

    pub(super) fn periods_item(&mut self) {
        let start = self.past_skipped(self.at);
        if self.is_bare_range(start) {
            self.fault(Fault::BareNumbers, start, start + 3);
            self.at = start + 3;
            return;
        }
        let mut ends: Vec<(Point, Option<Point>)> = Vec::new();
        let mut at = start;
        while let Some(first) = self.point(at) {
            let last = self.far_end(first.end);
            at = last.map_or(first.end, |last| last.end);
            ends.push((first, last));
            let Some(next) = self.next_date(at) else {
                break;
            };
            at = next;
        }
        if at == start {
            return self.not_a_date(start);
        }
        fill(&mut ends);
        let periods: Option<Vec<Period>> = ends.iter().map(|&(first, last)| period(first, last)).collect();
        if let Some(periods) = periods {
            return self.push(What::Periods(periods), start, at);
        }
        let is_lone_number = ends.iter().any(|(first, _)| first.month.is_none());
        let fault = if is_lone_number { Fault::DatedSession } else { Fault::NoSuchDate };
        self.fault(fault, start, at);
        self.at = at;
    }

    fn not_a_date(&mut self, start: usize) {
        self.fault(Fault::NoSuchDate, start, start + 1);
        self.at = start + 1;
    }

    fn far_end(&self, at: usize) -> Option<Point> {
        let next = match self.kind(at)? {
            Kind::Dash => at + 1,
            Kind::Word(Meaning::To | Meaning::Until) => {
                let mut next = at + 1;
                while self.is_word(next, Meaning::To) || self.is_skipped(next) {
                    next += 1;
                }
                next
            }
            _ => return None,
        };
        let next = self.past_skipped(next);
        if self.is_time_start(next) || !self.is_date_start(next) {
            return None;
        }
        self.point(next)
    }

    fn next_date(&self, at: usize) -> Option<usize> {
        let is_joined = matches!(self.kind(at)?, Kind::Comma | Kind::Slash | Kind::Plus | Kind::Word(Meaning::And));
        let also = usize::from(is_joined && self.is_word(at + 1, Meaning::And));
        let next = self.past_skipped(at + 1 + also);
        let is_date = is_joined && !self.is_time_start(next) && self.is_date_start(next);
        is_date.then_some(next)
    }

    fn point(&self, at: usize) -> Option<Point> {
        match self.kind(at)? {
            Kind::Word(Meaning::Day(weekday)) => {
                let point = self.point(at + 1).filter(|point| point.day.is_some())?;
                Some(Point { weekday: Some(*weekday), ..point })
            }
            Kind::Word(Meaning::Month(month)) => {
                let (year, end) = self.year(at + 1);
                Some(Point { day: None, month: Some(*month), year, weekday: None, end })
            }
            Kind::Ordinal(number) => Some(self.day_of_month(*number, at + 1)),
            Kind::Number(year, 4) => self.iso_date(i16::try_from(*year).ok()?, at),
            Kind::Number(number, 1 | 2) => {
                let number = i8::try_from(*number).ok()?;
                if let (Some(Kind::Slash), Some(Kind::Number(month, 1 | 2))) = (self.kind(at + 1), self.kind(at + 2)) {
                    return Some(self.slashed_date(number, i8::try_from(*month).ok()?, at + 3));
                }
                Some(self.day_of_month(number, at + 1))
            }
            _ => None,
        }
    }

    fn day_of_month(&self, number: i8, at: usize) -> Point {
        let Some(Kind::Word(Meaning::Month(month))) = self.kind(at) else {
            return Point { day: Some(number), month: None, year: None, weekday: None, end: at };
        };
        let (year, end) = self.year(at + 1);
        Point { day: Some(number), month: Some(*month), year, weekday: None, end }
    }

    fn slashed_date(&self, number: i8, month: i8, at: usize) -> Point {
        let (year, end) = match (self.kind(at), self.kind(at + 1)) {
            (Some(Kind::Slash), Some(Kind::Number(year, 4))) => (i16::try_from(*year).ok(), at + 2),
            _ => (None, at),
        };
        Point { day: Some(number), month: Some(month), year, weekday: None, end }
    }

    fn iso_date(&self, year: i16, at: usize) -> Option<Point> {
        match (self.kind(at + 1)?, self.kind(at + 2)?, self.kind(at + 3)?, self.kind(at + 4)?) {
            (Kind::Dash, Kind::Number(month, 2), Kind::Dash, Kind::Number(day, 2)) => Some(Point {
                day: i8::try_from(*day).ok(),
                month: i8::try_from(*month).ok(),
                year: Some(year),
                weekday: None,
                end: at + 5,
            }),
            _ => None,
        }
    }

    fn year(&self, at: usize) -> (Option<i16>, usize) {
        match self.kind(at) {
            Some(Kind::Number(year, 4)) if (2000..=2200).contains(year) => (i16::try_from(*year).ok(), at + 1),
            _ => (None, at),
        }
    }
}

/// `du 1er au 15 août 2027`: what an end leaves out is read from the next.
fn fill(ends: &mut [(Point, Option<Point>)]) {
    let mut month = None;
    let mut year = None;
    for (first, last) in ends.iter_mut().rev() {
        for point in [last.as_mut(), Some(first)].into_iter().flatten() {
            let is_day = point.day.is_some();
            if is_day && point.month.is_none() {
                point.month = month;
                point.year = point.year.or(year);
            }
            month = point.month;
            year = point.year;
        }
    }
}

fn period(first: Point, last: Option<Point>) -> Option<Period> {
    let last = last.unwrap_or(first);
    let (from_month, to_month) = (first.month?, last.month?);
    let wraps = (to_month, last.day) < (from_month, first.day);
    let to_year = last.year.or(first.year.map(|year| year + i16::from(wraps)));
    let from_year = first.year.or(to_year.map(|year| year - i16::from(wraps)));
    let is_weekday_alone = to_year.is_none() && (first.weekday.is_some() || last.weekday.is_some());
    if first.day.is_some() != last.day.is_some() || is_weekday_alone {
        return None;
    }
    if let (None, Some(from_day), Some(to_day)) = (to_year, first.day, last.day) {
        return Some(Period::Days { from: day(None, from_month, from_day)?, to: day(None, to_month, to_day)? });
    }
    let (Some(from_year), Some(to_year)) = (from_year, to_year) else {
        return Some(Period::Months { from: from_month, to: to_month });
    };
    let from = day(Some(from_year), from_month, first.day.unwrap_or(1))?;
    let to = match last.day {
        Some(to_day) => day(Some(to_year), to_month, to_day)?,
        None => last_day(to_year, to_month)?,
    };
    let is_named_well = [(first, from), (last, to)]
        .into_iter()
        .all(|(point, day)| point.weekday.is_none_or(|weekday| weekday_of_day(day) == Some(weekday)));
    let is_ordered = is_named_well && (from_year, from.month, from.number) <= (to_year, to.month, to.number);
    is_ordered.then_some(Period::Days { from, to })
}

fn weekday_of_day(day: Day) -> Option<u8> {
    jiff::civil::Date::new(day.year?, day.month, day.number).ok().map(weekday_of)
}

fn last_day(year: i16, month: i8) -> Option<Day> {
    (28..=31).rev().find_map(|number| day(Some(year), month, number))
}
