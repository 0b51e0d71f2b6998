//! Why a moment is not taken, and how that is said.
//!
//! Nothing here reads a text.

use jiff::civil;

use super::super::date::{self, Date};
use super::super::kept::told_as_error;
use crate::words::{Language, Told};

/// Why a moment is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The day is at fault.
    Date(date::Problem),
    /// A day without an hour.
    NoTime {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// What follows the day is not an hour, or says more.
    NotATime {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// An hour beyond 23, or a minute beyond 59.
    NoSuchTime {
        /// The hour that was written.
        hour: i8,
        /// The minute that was written.
        minute: i8,
    },
    /// Seconds, which no session of a town has.
    Seconds {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// An hour that the clocks skip that night.
    Skipped {
        /// The local time that was written.
        local: civil::DateTime,
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
        match self {
            Self::Date(problem) => problem.told(Language::French),
            Self::NoTime { written } => Told::with_hint(
                format!("il manque l’heure à «\u{a0}{written}\u{a0}»"),
                "écrivez-la après la date, par exemple 15/08/2027 20h30",
            ),
            Self::NotATime { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas une date et une heure"),
                "écrivez un seul jour et une seule heure, par exemple 15/08/2027 20h30",
            ),
            Self::NoSuchTime { hour, minute } => Told::with_hint(
                format!("l’heure {hour}\u{a0}h\u{a0}{minute:02} n’existe pas"),
                "écrivez une heure de 0h00 à 23h59, par exemple 20h30 (minuit est 0h00 du jour qui commence)",
            ),
            Self::Seconds { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» compte des secondes"),
                "arrêtez-vous aux minutes, par exemple 15/08/2027 20h30",
            ),
            Self::Skipped { local } => Told::with_hint(
                format!(
                    "{}\u{a0}h\u{a0}{:02} n’existe pas dans la nuit du {}\u{a0}: on avance alors les montres",
                    local.hour(),
                    local.minute(),
                    day(*local, Language::French),
                ),
                "écrivez une heure d’avant ou d’après le changement d’heure, par exemple 1h30 ou 3h30",
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        match self {
            Self::Date(problem) => problem.told(Language::English),
            Self::NoTime { written } => {
                Told::with_hint(format!("“{written}” has no hour"), "write it after the date, such as 15/08/2027 20h30")
            }
            Self::NotATime { written } => Told::with_hint(
                format!("“{written}” is not a date and an hour"),
                "write one day and one hour, such as 2027-08-15 20:30",
            ),
            Self::NoSuchTime { hour, minute } => Told::with_hint(
                format!("there is no {hour}:{minute:02}"),
                "write an hour from 0:00 to 23:59, such as 20:30 (midnight is 0:00 of the day that starts)",
            ),
            Self::Seconds { written } => {
                Told::with_hint(format!("“{written}” has seconds"), "stop at minutes, such as 2027-08-15 20:30")
            }
            Self::Skipped { local } => Told::with_hint(
                format!(
                    "{}:{:02} does not exist in the night of {}: the clocks go forward",
                    local.hour(),
                    local.minute(),
                    day(*local, Language::English),
                ),
                "write an hour before or after the clocks change, such as 1:30 or 3:30",
            ),
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Date(problem) => problem.code(),
            Self::NoTime { .. } => "date-time-no-time",
            Self::NotATime { .. } => "date-time-not-a-time",
            Self::NoSuchTime { .. } => "date-time-no-such-time",
            Self::Seconds { .. } => "date-time-seconds",
            Self::Skipped { .. } => "date-time-skipped",
        }
    }
}

fn day(local: civil::DateTime, language: Language) -> String {
    Date::from(local.date()).words(language)
}

told_as_error!(Problem);
