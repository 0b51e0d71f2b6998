//! A moment, written and read in the local time of Paris.
//!
//! `2027-08-15 20:30`, `2027-08-15T20:30`, `15/08/2027 20h30`, `15 août 2027 à
//! 20h30`; seconds only when they are zero. An offset or `Z` may follow, as in
//! `2027-10-31 02:30+01:00`: the instant it names is then told in local time.
//!
//! Clock changes. In the hour that an autumn night has twice, what is written
//! without an offset is the first, still on summer time; only the second is
//! written with its offset. In the hour that a spring night skips there is no
//! moment to name, and that is a fault.
//!
//! No other time zone is understood, and no clock is read here.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use super::date::{self, weekday_name};
use super::kept::kept_as_text;
use super::reading::{Scanner, flat, is_dash, plain_lower, quote};
use crate::words::Language;

mod problem;

pub use problem::Problem;

/// A moment, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    timestamp: Timestamp,
    local: civil::DateTime,
    offset: Offset,
    occurrence: Occurrence,
}

/// Which of the moments that share a local time this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Occurrence {
    Only,
    FirstOfTwo,
    SecondOfTwo,
}

/// One zone alone: a deployed function does not carry those of the whole world.
static PARIS: TimeZone = jiff::tz::get!("Europe/Paris");

/// The time zone of the town.
#[must_use]
pub fn zone() -> &'static TimeZone {
    &PARIS
}

impl DateTime {
    /// Reads a moment as a person wrote it.
    ///
    /// # Errors
    /// The text is not one day and one hour that exist.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = flat(text);
        let mut scanner = Scanner::new(&text);
        let date = date::read(&mut scanner, &text).map_err(Problem::Date)?;
        if scanner.is_done() {
            return Err(Problem::NoTime { written: quote(&text) });
        }
        let not_a_time = || Problem::NotATime { written: quote(&text) };
        let time = read_time(&mut scanner, &text)?;
        let offset = read_offset(&mut scanner).map_err(|NotAnOffset| not_a_time())?;
        if !scanner.is_done() {
            return Err(not_a_time());
        }
        let local = date.civil().to_datetime(time);
        match offset {
            Some(offset) => offset.to_timestamp(local).ok().and_then(Self::from_timestamp).ok_or_else(not_a_time),
            None => Self::local(local).ok_or_else(not_a_time)?,
        }
    }

    /// The moment that this local time names, the first of two; none beyond the calendar.
    fn local(local: civil::DateTime) -> Option<Result<Self, Problem>> {
        let (offset, occurrence) = match PARIS.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => (offset, Occurrence::Only),
            AmbiguousOffset::Fold { before, .. } => (before, Occurrence::FirstOfTwo),
            AmbiguousOffset::Gap { .. } => return Some(Err(Problem::Skipped { local })),
        };
        Self::new(local, offset, occurrence).map(Ok)
    }

    fn new(local: civil::DateTime, offset: Offset, occurrence: Occurrence) -> Option<Self> {
        let timestamp = offset.to_timestamp(local).ok()?;
        Some(Self { timestamp, local, offset, occurrence })
    }

    /// The moment of this instant, when Paris had a whole minute then.
    #[must_use]
    pub fn from_timestamp(timestamp: Timestamp) -> Option<Self> {
        let offset = PARIS.to_offset(timestamp);
        let local = offset.to_datetime(timestamp);
        if local.second() != 0 || local.subsec_nanosecond() != 0 || local.year() < 1000 {
            return None;
        }
        let occurrence = match PARIS.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Fold { after, .. } if offset == after => Occurrence::SecondOfTwo,
            AmbiguousOffset::Fold { .. } => Occurrence::FirstOfTwo,
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Gap { .. } => Occurrence::Only,
        };
        Self::new(local, offset, occurrence)
    }

    /// The instant, the same everywhere.
    #[must_use]
    pub const fn timestamp(self) -> Timestamp {
        self.timestamp
    }

    /// What calendars and clocks in Paris show at that moment.
    #[must_use]
    pub const fn civil(self) -> civil::DateTime {
        self.local
    }

    /// The moment for machines: `2027-08-15T20:30:00+02:00`.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        format!("{}{}", self.local.strftime("%Y-%m-%dT%H:%M:%S"), self.written_offset())
    }

    /// The moment as front matter and the form control hold it: `2027-08-15 20:30`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let local = self.local.strftime("%Y-%m-%d %H:%M");
        match self.occurrence {
            Occurrence::Only | Occurrence::FirstOfTwo => local.to_string(),
            Occurrence::SecondOfTwo => format!("{local}{}", self.written_offset()),
        }
    }

    fn written_offset(&self) -> String {
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }

    /// What a reader reads: `dimanche 15 août 2027 à 20 h 30`.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let weekday = weekday_name(self.local.weekday(), language);
        let day = date::Date::from(self.local.date()).words(language);
        let (hour, minute) = (self.local.hour(), self.local.minute());
        match language {
            Language::French => {
                let time = match minute {
                    0 => format!("{hour}\u{a0}h"),
                    _ => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
                };
                let which = match self.occurrence {
                    Occurrence::Only => "",
                    Occurrence::FirstOfTwo => " (heure d’été)",
                    Occurrence::SecondOfTwo => " (heure d’hiver)",
                };
                format!("{weekday} {day} à {time}{which}")
            }
            Language::English => {
                let which = match self.occurrence {
                    Occurrence::Only => "",
                    Occurrence::FirstOfTwo => " (summer time)",
                    Occurrence::SecondOfTwo => " (winter time)",
                };
                format!("{weekday} {day} at {hour:02}:{minute:02}{which}")
            }
        }
    }

    /// The day of the moment, in Paris.
    #[must_use]
    pub fn date(self) -> civil::Date {
        self.local.date()
    }
}

kept_as_text!(DateTime, DateTime::parse);

/// `T20:30`, ` 20h30`, ` à 20 h 30`, ` 20h`, ` 20:30:00`.
fn read_time(scanner: &mut Scanner<'_>, text: &str) -> Result<civil::Time, Problem> {
    let not_a_time = || Problem::NotATime { written: quote(text) };
    scanner.eat(',');
    scanner.spaces();
    match plain_lower(scanner.letters()).as_str() {
        "" | "t" | "a" | "at" => {}
        _ => return Err(not_a_time()),
    }
    scanner.spaces();
    let hour = scanner.digits();
    scanner.spaces();
    let (minute, second) = if scanner.eat(':') {
        let minute = scanner.digits();
        (minute, if scanner.eat(':') { read_seconds(scanner) } else { "0" })
    } else if matches!(plain_lower(scanner.letters()).as_str(), "h" | "heure" | "heures") {
        scanner.spaces();
        (Some(scanner.digits()).filter(|minute| !minute.is_empty()).unwrap_or("00"), "0")
    } else {
        return Err(not_a_time());
    };
    if !matches!(hour.len(), 1 | 2) || minute.len() != 2 || second.is_empty() {
        return Err(not_a_time());
    }
    if second.chars().any(|c| c != '0') {
        return Err(Problem::Seconds { written: quote(text) });
    }
    let (hour, minute) = (hour.parse().map_err(|_| not_a_time())?, minute.parse().map_err(|_| not_a_time())?);
    civil::Time::new(hour, minute, 0, 0).map_err(|_| Problem::NoSuchTime { hour, minute })
}

/// The seconds and their fraction, of which only zeros are taken.
fn read_seconds<'a>(scanner: &mut Scanner<'a>) -> &'a str {
    let seconds = scanner.digits();
    if !scanner.eat('.') {
        return seconds;
    }
    let fraction = scanner.digits();
    if fraction.is_empty() || fraction.chars().any(|c| c != '0') { fraction } else { seconds }
}

/// What follows the time and is not an offset.
struct NotAnOffset;

/// Nothing, `Z`, or `+01:00`.
fn read_offset(scanner: &mut Scanner<'_>) -> Result<Option<Offset>, NotAnOffset> {
    scanner.spaces();
    if scanner.eat('Z') || scanner.eat('z') {
        return Ok(Some(Offset::UTC));
    }
    let sign = match scanner.peek() {
        Some('+') => 1,
        Some(c) if is_dash(c) => -1,
        _ => return Ok(None),
    };
    scanner.skip();
    let hours = scanner.digits();
    let (hours, minutes) = match hours.len() {
        4 => hours.split_at(2),
        2 if scanner.eat(':') => (hours, scanner.digits()),
        2 => (hours, "00"),
        _ => return Err(NotAnOffset),
    };
    let number = |digits: &str| digits.parse::<i32>().map_err(|_| NotAnOffset);
    let (hours, minutes) = match minutes.len() {
        2 => (number(hours)?, number(minutes)?),
        _ => return Err(NotAnOffset),
    };
    if hours > 14 || minutes > 59 {
        return Err(NotAnOffset);
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).map(Some).map_err(|_| NotAnOffset)
}

#[cfg(test)]
mod tests;
