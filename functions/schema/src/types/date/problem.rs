//! Why a day is not taken, and how that is said.
//!
//! Nothing here reads a text.

use jiff::civil;

use super::super::kept::told_as_error;
use super::{Date, month_name, weekday_name};
use crate::words::{Language, Told};

/// Why a day is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Something else than one day.
    NotADate {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// A day and a month, without a year.
    NoYear {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// A year of two digits.
    ShortYear {
        /// What was written, ready to be quoted.
        written: String,
        /// The two digits.
        year: String,
    },
    /// A month beyond the twelve.
    NoSuchMonth {
        /// The number that was written for the month.
        month: i8,
        /// What was written, ready to be quoted.
        written: String,
    },
    /// A day that the month does not have.
    NoSuchDay {
        /// The day that was written.
        day: i8,
        /// The month that was written.
        month: i8,
        /// The year that was written.
        year: i16,
        /// How many days this month has.
        days: i8,
    },
    /// A weekday that is not the one of the date.
    WrongWeekday {
        /// The weekday that was written.
        written: civil::Weekday,
        /// The date that was written beside it.
        date: Date,
    },
}

impl Problem {
    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.told_in_french(),
            Language::English => self.told_in_english(),
        }
    }

    fn told_in_french(&self) -> Told {
        const LANGUAGE: Language = Language::French;
        match self {
            Self::Empty => Told::with_hint("il manque une date", "écrivez par exemple 15/08/2027"),
            Self::NotADate { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas une date"),
                "écrivez un seul jour, par exemple 15/08/2027 ou 15\u{a0}août 2027",
            ),
            Self::NoYear { written } => Told::with_hint(
                format!("il manque l’année à «\u{a0}{written}\u{a0}»"),
                "écrivez-la en entier, par exemple 15/08/2027",
            ),
            Self::ShortYear { written, year } => Told::with_hint(
                format!("l’année «\u{a0}{year}\u{a0}» de «\u{a0}{written}\u{a0}» est abrégée"),
                "écrivez-la avec ses quatre chiffres, par exemple 15/08/2027",
            ),
            Self::NoSuchMonth { month, written } => Told::with_hint(
                format!("il n’y a pas de mois {month} dans «\u{a0}{written}\u{a0}»"),
                "écrivez le jour, puis le mois, puis l’année, par exemple 15/08/2027",
            ),
            Self::NoSuchDay { day, month, year, days } => {
                let name = month_name(*month, LANGUAGE);
                Told::with_hint(
                    format!("le {day}\u{a0}{name} {year} n’existe pas\u{a0}: {name} {year} a {days}\u{a0}jours"),
                    format!("écrivez un jour de 1 à {days}, par exemple {days:02}/{month:02}/{year}"),
                )
            }
            Self::WrongWeekday { written, date } => {
                let weekday = weekday_name(date.civil().weekday(), LANGUAGE);
                let (said, written) = (date.words(LANGUAGE), weekday_name(*written, LANGUAGE));
                Told::with_hint(
                    format!("le {said} est un {weekday}, pas un {written}"),
                    format!("vérifiez le jour, ou écrivez {weekday} {said}"),
                )
            }
        }
    }

    fn told_in_english(&self) -> Told {
        const LANGUAGE: Language = Language::English;
        match self {
            Self::Empty => Told::with_hint("there is no date", "write for example 15/08/2027"),
            Self::NotADate { written } => {
                Told::with_hint(format!("“{written}” is not a date"), "write one day, such as 15/08/2027 or 2027-08-15")
            }
            Self::NoYear { written } => {
                Told::with_hint(format!("“{written}” has no year"), "write it in full, such as 15/08/2027")
            }
            Self::ShortYear { written, year } => Told::with_hint(
                format!("the year “{year}” of “{written}” is shortened"),
                "write its four digits, such as 15/08/2027",
            ),
            Self::NoSuchMonth { month, written } => Told::with_hint(
                format!("there is no month {month} in “{written}”"),
                "write the day, then the month, then the year, such as 15/08/2027",
            ),
            Self::NoSuchDay { day, month, year, days } => {
                let name = month_name(*month, LANGUAGE);
                Told::with_hint(
                    format!("{day}\u{a0}{name} {year} does not exist: {name} {year} has {days} days"),
                    format!("write a day from 1 to {days}, such as {days:02}/{month:02}/{year}"),
                )
            }
            Self::WrongWeekday { written, date } => {
                let weekday = weekday_name(date.civil().weekday(), LANGUAGE);
                let (said, written) = (date.words(LANGUAGE), weekday_name(*written, LANGUAGE));
                Told::with_hint(
                    format!("{said} is a {weekday}, not a {written}"),
                    format!("check the day, or write {weekday} {said}"),
                )
            }
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "date-empty",
            Self::NotADate { .. } => "date-not-a-date",
            Self::NoYear { .. } => "date-no-year",
            Self::ShortYear { .. } => "date-short-year",
            Self::NoSuchMonth { .. } => "date-no-such-month",
            Self::NoSuchDay { .. } => "date-no-such-day",
            Self::WrongWeekday { .. } => "date-wrong-weekday",
        }
    }
}

told_as_error!(Problem);
