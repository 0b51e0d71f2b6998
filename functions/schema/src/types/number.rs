//! A number: a quantity, an age, a capacity.
//!
//! The comma and the dot are both the decimal mark, as French and keyboards
//! have it; neither ever separates thousands. Exponents, units, `NaN` and
//! numbers too long to mean anything are refused.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Deserialize;

use super::kept::{kept_as_text, told_as_error};
use super::reading::{flat, grouped, is_dash, quote};
use crate::words::{Language, Told};

/// An exact decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Decimal);

/// What a declaration may ask of a number.
#[derive(Clone, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The least that is taken.
    pub min: Option<Number>,
    /// The most that is taken.
    pub max: Option<Number>,
    /// How many decimals are taken: none unless said.
    pub decimals: u32,
}

/// More digits than any quantity of a town.
const LONGEST: usize = 20;

impl Number {
    /// Reads a number as a person wrote it: `1 200`, `12,5`, `-3`.
    ///
    /// # Errors
    /// The text is not a number, or not one that the options take.
    pub fn parse(text: &str, options: &Options) -> Result<Self, Problem> {
        let text = flat(text);
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let (negative, unsigned) = signed(&text);
        let (whole, decimals) = unsigned.split_once([',', '.']).unwrap_or((unsigned, ""));
        let written = || Problem::NotANumber { written: quote(&text) };
        let whole = ungrouped(whole).ok_or_else(written)?;
        let is_decimal = unsigned.len() > whole.len() && unsigned.contains([',', '.']);
        if !decimals.chars().all(|c| c.is_ascii_digit()) || (is_decimal && decimals.is_empty()) {
            return Err(written());
        }
        if whole.len() + decimals.len() > LONGEST {
            return Err(Problem::TooManyDigits { written: quote(&text) });
        }
        check_decimals(decimals, options.decimals)?;
        let sign = if negative { "-" } else { "" };
        let number = Decimal::from_str_exact(&format!("{sign}{whole}.{decimals}0")).map_err(|_| written())?;
        Self(number.normalize()).within(options)
    }

    fn within(self, options: &Options) -> Result<Self, Problem> {
        match (options.min, options.max) {
            (Some(min), _) if self < min => Err(Problem::TooSmall { number: self, min }),
            (_, Some(max)) if self > max => Err(Problem::TooLarge { number: self, max }),
            _ => Ok(self),
        }
    }

    /// The exact value, to count with.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// The nearest binary number, for formats that know no other.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or_default()
    }

    /// The number as front matter and the form control hold it: `1200,5`.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.to_string().replace('.', ",")
    }

    /// What a reader reads: `1 200,5` in French, `1,200.5` in English.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let (separator, mark) = match language {
            Language::French => ('\u{202f}', ","),
            Language::English => (',', "."),
        };
        let text = self.0.abs().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let sign = if self.0.is_sign_negative() { "-" } else { "" };
        let mark = if decimals.is_empty() { "" } else { mark };
        format!("{sign}{}{mark}{decimals}", grouped(whole, separator))
    }
}

impl From<Decimal> for Number {
    fn from(number: Decimal) -> Self {
        Self(number.normalize())
    }
}

kept_as_text!(Number, |text| Number::parse(text, &Options { decimals: u32::MAX, ..Options::default() }));

fn signed(text: &str) -> (bool, &str) {
    match text.chars().next() {
        Some('+') => (false, text[1..].trim_start()),
        Some(c) if is_dash(c) => (true, text[c.len_utf8()..].trim_start()),
        _ => (false, text),
    }
}

/// The digits without their spaces, when the spaces part them in threes.
pub(super) fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(' ').collect();
    let (first, others) = groups.split_first()?;
    let digits = text.chars().all(|c| c.is_ascii_digit() || c == ' ');
    let in_threes = others.is_empty() || (first.len() <= 3 && others.iter().all(|group| group.len() == 3));
    (digits && in_threes && !first.is_empty()).then(|| groups.concat())
}

/// Zeros change nothing, except that `1.200` may have been meant as 1200.
fn check_decimals(decimals: &str, max: u32) -> Result<(), Problem> {
    let count = u32::try_from(decimals.len()).unwrap_or(u32::MAX);
    let only_zeros = decimals.chars().all(|c| c == '0') && count != 3;
    if count > max && !only_zeros {
        return Err(Problem::TooManyDecimals { max, decimals: quote(decimals) });
    }
    Ok(())
}

/// Why a number is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Something else than a number, or more than one.
    NotANumber {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// More digits than a quantity has.
    TooManyDigits {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// More decimals than the field takes.
    TooManyDecimals {
        /// What the field takes.
        max: u32,
        /// The decimals that were written.
        decimals: String,
    },
    /// Less than the field takes.
    TooSmall {
        /// What was written.
        number: Number,
        /// What the field takes.
        min: Number,
    },
    /// More than the field takes.
    TooLarge {
        /// What was written.
        number: Number,
        /// What the field takes.
        max: Number,
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
        let said = |number: &Number| number.words(Language::French);
        match self {
            Self::Empty => Told::with_hint("il manque un nombre", "écrivez-le en chiffres, par exemple 12"),
            Self::NotANumber { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas un nombre"),
                "écrivez un seul nombre, en chiffres et sans unité, par exemple 12 ou 1\u{202f}200",
            ),
            Self::TooManyDigits { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» a trop de chiffres"),
                "écrivez un nombre plus court, par exemple 1\u{202f}200",
            ),
            Self::TooManyDecimals { max: 0, decimals } => Told::with_hint(
                format!("ce nombre doit être entier, et «\u{a0}{decimals}\u{a0}» suit la virgule"),
                "écrivez un nombre entier, par exemple 12\u{a0}; pour mille deux cents, écrivez 1200",
            ),
            Self::TooManyDecimals { max: 1, decimals } => Told::with_hint(
                format!("«\u{a0}{decimals}\u{a0}» suit la virgule, et un seul chiffre y tient"),
                "écrivez par exemple 12,5",
            ),
            Self::TooManyDecimals { max, decimals } => Told::with_hint(
                format!("«\u{a0}{decimals}\u{a0}» suit la virgule, et {max}\u{a0}chiffres au plus y tiennent"),
                "écrivez par exemple 12,5",
            ),
            Self::TooSmall { number, min } => {
                Told::with_hint(format!("{} est trop petit", said(number)), format!("écrivez {} ou plus", said(min)))
            }
            Self::TooLarge { number, max } => {
                Told::with_hint(format!("{} est trop grand", said(number)), format!("écrivez {} ou moins", said(max)))
            }
        }
    }

    fn told_in_english(&self) -> Told {
        let said = |number: &Number| number.words(Language::English);
        match self {
            Self::Empty => Told::with_hint("there is no number", "write it in figures, such as 12"),
            Self::NotANumber { written } => Told::with_hint(
                format!("“{written}” is not a number"),
                "write one number, in figures and without a unit, such as 12 or 1200",
            ),
            Self::TooManyDigits { written } => {
                Told::with_hint(format!("“{written}” has too many digits"), "write a shorter number, such as 1200")
            }
            Self::TooManyDecimals { max: 0, decimals } => Told::with_hint(
                format!("this must be a whole number, and “{decimals}” follows the decimal mark"),
                "write a whole number, such as 12; for twelve hundred, write 1200",
            ),
            Self::TooManyDecimals { max, decimals } => Told::with_hint(
                format!("“{decimals}” follows the decimal mark, where at most {max} fit"),
                "write for example 12,5",
            ),
            Self::TooSmall { number, min } => {
                Told::with_hint(format!("{} is too small", said(number)), format!("write {} or more", said(min)))
            }
            Self::TooLarge { number, max } => {
                Told::with_hint(format!("{} is too large", said(number)), format!("write {} or less", said(max)))
            }
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "number-empty",
            Self::NotANumber { .. } => "number-not-a-number",
            Self::TooManyDigits { .. } => "number-too-many-digits",
            Self::TooManyDecimals { .. } => "number-too-many-decimals",
            Self::TooSmall { .. } => "number-too-small",
            Self::TooLarge { .. } => "number-too-large",
        }
    }
}

told_as_error!(Problem);

#[cfg(test)]
mod tests;
