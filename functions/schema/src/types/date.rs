//! A day of the calendar, written as people write days.
//!
//! `2027-08-15`, `15/08/2027`, `15.08.2027`, `15 août 2027`, `1er août 2027`,
//! `dimanche 15 août 2027`. The day comes before the month, as in France. The
//! year is never guessed, and a weekday that is written is checked.
//!
//! No hour, no period and no repetition is understood here.

use jiff::civil;

use super::kept::kept_as_text;
use super::reading::{Scanner, flat, is_dash, plain_lower, quote};
use crate::words::Language;

mod problem;

pub use problem::Problem;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// Reads a day as a person wrote it.
    ///
    /// # Errors
    /// The text is not one day that exists, with its year.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = flat(text);
        let mut scanner = Scanner::new(&text);
        let date = read(&mut scanner, &text)?;
        scanner.eat('.');
        if scanner.is_done() { Ok(date) } else { Err(Problem::NotADate { written: quote(&text) }) }
    }

    /// The day as the calendar library has it, to count with.
    #[must_use]
    pub const fn civil(self) -> civil::Date {
        self.0
    }

    /// The day as front matter and the form control hold it: `2027-08-15`.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.to_string()
    }

    /// What a reader reads: `1er août 2027`, the day and its month never parted.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let (day, year) = (self.0.day(), self.0.year());
        let month = month_name(self.0.month(), language);
        match language {
            Language::French if day == 1 => format!("1er\u{a0}{month} {year}"),
            Language::French | Language::English => format!("{day}\u{a0}{month} {year}"),
        }
    }
}

/// A day that was counted, not read: from the calendar, so in our time.
impl From<civil::Date> for Date {
    fn from(day: civil::Date) -> Self {
        Self(day)
    }
}

kept_as_text!(Date, Date::parse);

/// Years are written with four digits.
const FIRST_YEAR: i16 = 1000;

/// Reads the day at the scanner, which then stands after it; `text` is what a fault quotes.
pub(super) fn read(scanner: &mut Scanner<'_>, text: &str) -> Result<Date, Problem> {
    if scanner.is_done() {
        return Err(Problem::Empty);
    }
    let not_a_date = || Problem::NotADate { written: quote(text) };
    let weekday = read_weekday(scanner).map_err(|()| not_a_date())?;
    let first = scanner.digits();
    let (day, month, year) = match first.len() {
        1 | 2 => read_month_and_year(scanner, first, text)?,
        4 => {
            let month = read_numbered_month(scanner).ok_or_else(not_a_date)?;
            let day = Some(scanner.digits()).filter(|day| matches!(day.len(), 1 | 2)).ok_or_else(not_a_date)?;
            (day, month, first)
        }
        _ => return Err(not_a_date()),
    };
    if scanner.peek().is_some_and(|c| c.is_ascii_digit()) {
        return Err(not_a_date());
    }
    let number = |digits: &str| digits.parse().map_err(|_| not_a_date());
    let year: i16 = year.parse().map_err(|_| not_a_date())?;
    let date = exact(number(day)?, month, year, text)?;
    match weekday {
        Some(written) if written != date.0.weekday() => Err(Problem::WrongWeekday { written, date }),
        _ => Ok(date),
    }
}

fn exact(day: i8, month: i8, year: i16, text: &str) -> Result<Date, Problem> {
    if year < FIRST_YEAR {
        return Err(Problem::NotADate { written: quote(text) });
    }
    let Ok(first) = civil::Date::new(year, month, 1) else {
        return Err(Problem::NoSuchMonth { month, written: quote(text) });
    };
    let days = first.days_in_month();
    civil::Date::new(year, month, day).map(Date).map_err(|_| Problem::NoSuchDay { day, month, year, days })
}

/// `le samedi`, `Sam.,`… or nothing. A word that is not a weekday is no date.
fn read_weekday(scanner: &mut Scanner<'_>) -> Result<Option<civil::Weekday>, ()> {
    let mut weekday = None;
    while let Some(c) = scanner.peek()
        && c.is_alphabetic()
    {
        let word = plain_lower(scanner.letters());
        match weekday_of(&word) {
            Some(day) if weekday.is_none() => weekday = Some(day),
            None if weekday.is_none() && matches!(word.as_str(), "le" | "on") => {}
            _ => return Err(()),
        }
        scanner.eat('.');
        scanner.eat(',');
        scanner.spaces();
    }
    Ok(weekday)
}

type DayMonthYear<'a> = (&'a str, i8, &'a str);

fn read_month_and_year<'a>(scanner: &mut Scanner<'a>, day: &'a str, text: &str) -> Result<DayMonthYear<'a>, Problem> {
    let not_a_date = || Problem::NotADate { written: quote(text) };
    let month = match scanner.peek() {
        Some('/' | '.') => read_numbered_month(scanner),
        Some(c) if is_dash(c) => read_numbered_month(scanner),
        _ => read_named_month(scanner, day),
    };
    let month = month.ok_or_else(not_a_date)?;
    let year = scanner.digits();
    match year.len() {
        4 => Ok((day, month, year)),
        // `15 août 20h30`: these digits are an hour.
        1 | 2 if matches!(scanner.peek(), Some('h' | 'H' | ':')) => Err(Problem::NoYear { written: quote(text) }),
        2 => Err(Problem::ShortYear { written: quote(text), year: year.to_owned() }),
        0 => Err(Problem::NoYear { written: quote(text) }),
        _ => Err(not_a_date()),
    }
}

/// A month between two equal separators, of which the second may be missing with the year.
fn read_numbered_month(scanner: &mut Scanner<'_>) -> Option<i8> {
    let separator = scanner.peek().filter(|&c| matches!(c, '/' | '.') || is_dash(c))?;
    scanner.eat(separator);
    scanner.spaces();
    let month = scanner.digits();
    scanner.spaces();
    scanner.eat(separator);
    scanner.spaces();
    if matches!(month.len(), 1 | 2) { month.parse().ok() } else { None }
}

/// `er août 2027` after `1`, ` août 2027`, `-janv.-2027` not.
fn read_named_month(scanner: &mut Scanner<'_>, day: &str) -> Option<i8> {
    scanner.spaces();
    let mut word = plain_lower(scanner.letters());
    if matches!(day, "1" | "01") && matches!(word.as_str(), "er" | "st") {
        scanner.spaces();
        word = plain_lower(scanner.letters());
    }
    scanner.eat('.');
    scanner.spaces();
    month_of(&word)
}

fn month_of(word: &str) -> Option<i8> {
    Some(match word {
        "janvier" | "janv" | "jan" | "january" => 1,
        "fevrier" | "fevr" | "fev" | "february" => 2,
        "mars" | "march" => 3,
        "avril" | "avr" | "april" => 4,
        "mai" | "may" => 5,
        "juin" | "june" => 6,
        "juillet" | "juil" | "july" => 7,
        "aout" | "august" => 8,
        "septembre" | "sept" | "september" => 9,
        "octobre" | "oct" | "october" => 10,
        "novembre" | "nov" | "november" => 11,
        "decembre" | "dec" | "december" => 12,
        _ => return None,
    })
}

fn weekday_of(word: &str) -> Option<civil::Weekday> {
    Some(match word {
        "lundi" | "lun" | "monday" => civil::Weekday::Monday,
        "mardi" | "mar" | "tuesday" => civil::Weekday::Tuesday,
        "mercredi" | "mer" | "wednesday" => civil::Weekday::Wednesday,
        "jeudi" | "jeu" | "thursday" => civil::Weekday::Thursday,
        "vendredi" | "ven" | "friday" => civil::Weekday::Friday,
        "samedi" | "sam" | "saturday" => civil::Weekday::Saturday,
        "dimanche" | "dim" | "sunday" => civil::Weekday::Sunday,
        _ => return None,
    })
}

/// The month as sentences have it, in the middle of a line.
pub(super) fn month_name(month: i8, language: Language) -> &'static str {
    const FRENCH: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match language {
        Language::French => FRENCH,
        Language::English => ENGLISH,
    };
    usize::try_from(month - 1).ok().and_then(|index| names.get(index).copied()).unwrap_or_default()
}

/// The weekday as sentences have it, in the middle of a line.
pub(crate) const fn weekday_name(weekday: civil::Weekday, language: Language) -> &'static str {
    use civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    match (language, weekday) {
        (Language::French, Monday) => "lundi",
        (Language::French, Tuesday) => "mardi",
        (Language::French, Wednesday) => "mercredi",
        (Language::French, Thursday) => "jeudi",
        (Language::French, Friday) => "vendredi",
        (Language::French, Saturday) => "samedi",
        (Language::French, Sunday) => "dimanche",
        (Language::English, Monday) => "Monday",
        (Language::English, Tuesday) => "Tuesday",
        (Language::English, Wednesday) => "Wednesday",
        (Language::English, Thursday) => "Thursday",
        (Language::English, Friday) => "Friday",
        (Language::English, Saturday) => "Saturday",
        (Language::English, Sunday) => "Sunday",
    }
}

#[cfg(test)]
mod tests;
