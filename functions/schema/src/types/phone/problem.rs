//! Why a telephone number is not taken, and how that is said.
//!
//! Nothing here reads a text.

use super::super::kept::told_as_error;
use super::Phone;
use crate::words::{Language, Told};

/// Why a number is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Something else than one number that can be dialled.
    NotANumber {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// Too few or too many digits.
    Length {
        /// What was written, ready to be quoted.
        written: String,
        /// How many digits there are.
        digits: usize,
    },
    /// Nine digits: spreadsheets drop the first zero.
    NoZero {
        /// What was written, ready to be quoted.
        written: String,
        /// The number with its zero.
        number: Phone,
    },
    /// Words after the number.
    TrailingWords {
        /// What was written, ready to be quoted.
        written: String,
        /// The number to keep.
        number: Phone,
        /// What has its place elsewhere, ready to be quoted.
        rest: String,
    },
    /// An overseas number of a block that territories share.
    SharedOverseas {
        /// What was written, ready to be quoted.
        written: String,
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
        let said = |number: &Phone| number.words(Language::French);
        match self {
            Self::Empty => Told::with_hint(
                "il manque un numéro de téléphone",
                "écrivez par exemple 01\u{a0}47\u{a0}46\u{a0}75\u{a0}00",
            ),
            Self::NotANumber { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas un numéro de téléphone"),
                "écrivez un seul numéro, par exemple 01\u{a0}47\u{a0}46\u{a0}75\u{a0}00, ou avec son indicatif s’il est étranger, par exemple +32\u{a0}2\u{a0}555\u{a0}12\u{a0}12",
            ),
            Self::Length { written, digits: 1 } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’a qu’un chiffre"),
                "écrivez le numéro en entier, par exemple 01\u{a0}47\u{a0}46\u{a0}75\u{a0}00",
            ),
            Self::Length { written, digits } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» a {digits}\u{a0}chiffres, ce qui ne fait pas un numéro"),
                "écrivez un seul numéro, à 10\u{a0}chiffres, par exemple 01\u{a0}47\u{a0}46\u{a0}75\u{a0}00",
            ),
            Self::NoZero { written, number } => Told::with_hint(
                format!("il manque le premier zéro de «\u{a0}{written}\u{a0}»"),
                format!("écrivez {}", said(number)),
            ),
            Self::TrailingWords { written, number, rest } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» dit plus qu’un numéro"),
                format!("écrivez seulement {}, et «\u{a0}{rest}\u{a0}» ailleurs dans la page", said(number)),
            ),
            Self::SharedOverseas { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» peut être de plusieurs territoires d’outre-mer"),
                "écrivez-le avec l’indicatif du sien, par exemple +590\u{a0}709\u{a0}00\u{a0}12\u{a0}34",
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        let said = |number: &Phone| number.words(Language::English);
        match self {
            Self::Empty => {
                Told::with_hint("there is no telephone number", "write for example 01\u{a0}47\u{a0}46\u{a0}75\u{a0}00")
            }
            Self::NotANumber { written } => Told::with_hint(
                format!("“{written}” is not a telephone number"),
                "write one number, such as 01\u{a0}47\u{a0}46\u{a0}75\u{a0}00, or with its code when it is foreign, such as +32\u{a0}2\u{a0}555\u{a0}12\u{a0}12",
            ),
            Self::Length { written, digits } => Told::with_hint(
                format!("“{written}” has {digits} digits, which makes no number"),
                "write one number, of 10 digits, such as 01\u{a0}47\u{a0}46\u{a0}75\u{a0}00",
            ),
            Self::NoZero { written, number } => {
                Told::with_hint(format!("“{written}” has lost its first zero"), format!("write {}", said(number)))
            }
            Self::TrailingWords { written, number, rest } => Told::with_hint(
                format!("“{written}” says more than a number"),
                format!("write {} alone, and “{rest}” elsewhere on the page", said(number)),
            ),
            Self::SharedOverseas { written } => Told::with_hint(
                format!("“{written}” could be in several overseas territories"),
                "write it with the code of its own, such as +590\u{a0}709\u{a0}00\u{a0}12\u{a0}34",
            ),
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "phone-empty",
            Self::NotANumber { .. } => "phone-not-a-number",
            Self::Length { .. } => "phone-length",
            Self::NoZero { .. } => "phone-no-zero",
            Self::TrailingWords { .. } => "phone-trailing-words",
            Self::SharedOverseas { .. } => "phone-shared-overseas",
        }
    }
}

told_as_error!(Problem);
