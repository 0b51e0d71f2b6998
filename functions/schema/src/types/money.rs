//! A price: integer cents of euro, never a floating point.
//!
//! A field of money holds one price and nothing more. What says more (`18 €
//! +60 ans`, `à partir de 12 €`) is a fault that names the price to keep.

use serde::Deserialize;

use super::kept::{kept_as_text, told_as_error};
use super::number::ungrouped;
use super::reading::{flat, grouped, is_dash, plain_lower, quote};
use crate::words::{Language, Told};

/// An amount of money, in cents of euro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// What a declaration may ask of a price, written as prices are: `12,50 €`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The least that is taken: nothing to pay, unless said.
    pub min: Option<Money>,
    /// The most that is taken.
    pub max: Option<Money>,
}

impl Default for Options {
    fn default() -> Self {
        Self { min: Some(Money(0)), max: None }
    }
}

/// Digits of euros that are taken: a thousand million is no price of a town.
const LONGEST: usize = 9;

impl Money {
    /// Reads a price as a person wrote it: `12,50 €`, `12.50`, `3€`, `EUR 3`, `12 €50`, `1 200,00 €`.
    ///
    /// # Errors
    /// The text is not one price, or not one that the options take.
    pub fn parse(text: &str, options: &Options) -> Result<Self, Problem> {
        let text = flat(text);
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let price = amount(&text).ok_or_else(|| refused(&text))?;
        price.within(options)
    }

    fn within(self, options: &Options) -> Result<Self, Problem> {
        match (options.min, options.max) {
            (Some(min), _) if self < min => Err(Problem::TooLow { price: self, min }),
            (_, Some(max)) if self > max => Err(Problem::TooHigh { price: self, max }),
            _ => Ok(self),
        }
    }

    /// An amount that was counted.
    #[must_use]
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount, to count with.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// The amount as front matter and the form control hold it: `12,50 €`.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}{},{:02}\u{a0}€", self.sign(), self.euros(), self.0.unsigned_abs() % 100)
    }

    /// What a reader reads: `1 200,50 €` in French, `€1,200.50` in English.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let (sign, cents) = (self.sign(), self.0.unsigned_abs() % 100);
        let euros = self.euros().to_string();
        match language {
            Language::French => format!("{sign}{},{cents:02}\u{a0}€", grouped(&euros, '\u{202f}')),
            Language::English => format!("{sign}€{}.{cents:02}", grouped(&euros, ',')),
        }
    }

    const fn sign(self) -> &'static str {
        if self.0 < 0 { "-" } else { "" }
    }

    const fn euros(self) -> u64 {
        self.0.unsigned_abs() / 100
    }
}

kept_as_text!(Money, |text| Money::parse(text, &Options { min: None, max: None }));

/// The whole text as one amount, whatever its bounds.
fn amount(text: &str) -> Option<Money> {
    let (negative, unsigned) = match text.chars().next()? {
        '+' => (false, text[1..].trim_start()),
        c if is_dash(c) => (true, text[c.len_utf8()..].trim_start()),
        _ => (false, text),
    };
    let cents = cents(&plain_lower(unsigned))?;
    Some(Money(if negative { -cents } else { cents }))
}

fn cents(text: &str) -> Option<i64> {
    let figures = match text.split_once('€') {
        Some((euros, cents)) if !euros.trim().is_empty() && !cents.trim().is_empty() => {
            return euros_and_cents(euros.trim(), cents.trim(), Cents::InTwoDigits);
        }
        Some(("", figures) | (figures, _)) => figures,
        None => without_the_word_euro(text),
    };
    let figures = figures.trim();
    match figures.split_once([',', '.']) {
        Some((euros, cents)) => euros_and_cents(euros, cents, Cents::AfterAMark),
        None => euros_and_cents(figures, "00", Cents::InTwoDigits),
    }
}

/// The words for the sign, the longest first.
const CURRENCY: [&str; 3] = ["euros", "euro", "eur"];

fn without_the_word_euro(text: &str) -> &str {
    let before = CURRENCY.iter().find_map(|word| text.strip_prefix(word));
    let after = CURRENCY.iter().find_map(|word| text.strip_suffix(word));
    before.or(after).unwrap_or(text)
}

/// How the cents are written: `12,5` is fifty cents, `12 €5` could be five.
#[derive(Clone, Copy, PartialEq)]
enum Cents {
    AfterAMark,
    InTwoDigits,
}

fn euros_and_cents(euros: &str, cents: &str, written: Cents) -> Option<i64> {
    let euros = ungrouped(euros).filter(|digits| digits.len() <= LONGEST)?;
    if !cents.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let cents: i64 = match cents.len() {
        2 => cents.parse().ok()?,
        1 if written == Cents::AfterAMark => cents.parse::<i64>().ok()? * 10,
        _ => return None,
    };
    Some(euros.parse::<i64>().ok()? * 100 + cents)
}

fn refused(text: &str) -> Problem {
    let written = quote(text);
    match price_within(text) {
        Some((price, rest)) => Problem::MoreThanAPrice { written, price, rest: quote(rest) },
        None => Problem::NotAPrice { written },
    }
}

/// The only price of a longer text, and what the text says besides: at its
/// beginning, or at its end after words without figures.
fn price_within(text: &str) -> Option<(Money, &str)> {
    if text.matches('€').count() != 1 {
        return None;
    }
    let end = text.find('€')? + '€'.len_utf8();
    let start = text[..end].find(|c: char| c.is_ascii_digit())?;
    let (before, price, after) = (text[..start].trim(), &text[start..end], text[end..].trim());
    let price = amount(price)?;
    if CURRENCY.contains(&plain_lower(before).as_str()) || CURRENCY.contains(&plain_lower(after).as_str()) {
        return None;
    }
    match (before.is_empty(), after.is_empty()) {
        (true, false) if !after.starts_with(|c: char| c.is_ascii_digit()) => Some((price, after)),
        (false, true) => Some((price, before)),
        _ => None,
    }
}

/// Why a price is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Something else than a price in euros.
    NotAPrice {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// A price and something about it.
    MoreThanAPrice {
        /// What was written, ready to be quoted.
        written: String,
        /// The price to keep.
        price: Money,
        /// What has its place elsewhere, ready to be quoted.
        rest: String,
    },
    /// Less than the field takes.
    TooLow {
        /// What was written.
        price: Money,
        /// What the field takes.
        min: Money,
    },
    /// More than the field takes.
    TooHigh {
        /// What was written.
        price: Money,
        /// What the field takes.
        max: Money,
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
        let said = |price: &Money| price.words(Language::French);
        match self {
            Self::Empty => Told::with_hint("il manque un prix", "écrivez-le en euros, par exemple 12,50\u{a0}€"),
            Self::NotAPrice { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas un prix"),
                "écrivez un seul prix en euros, par exemple 12,50\u{a0}€, ou 0\u{a0}€ si c’est gratuit",
            ),
            Self::MoreThanAPrice { written, price, rest } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» dit plus qu’un prix"),
                format!("écrivez ici {}, et «\u{a0}{rest}\u{a0}» dans le nom ou la description", said(price)),
            ),
            Self::TooLow { price, min } => Told::with_hint(
                format!("{} est un prix trop bas", said(price)),
                format!("écrivez {} ou plus", said(min)),
            ),
            Self::TooHigh { price, max } => Told::with_hint(
                format!("{} est un prix trop élevé", said(price)),
                format!("écrivez {} ou moins", said(max)),
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        let said = |price: &Money| price.words(Language::English);
        match self {
            Self::Empty => Told::with_hint("there is no price", "write it in euros, such as 12,50\u{a0}€"),
            Self::NotAPrice { written } => Told::with_hint(
                format!("“{written}” is not a price"),
                "write one price in euros, such as 12,50\u{a0}€, or 0\u{a0}€ for what is free",
            ),
            Self::MoreThanAPrice { written, price, rest } => Told::with_hint(
                format!("“{written}” says more than a price"),
                format!("write {} here, and “{rest}” in the name or the description", price.to_text()),
            ),
            Self::TooLow { price, min } => {
                Told::with_hint(format!("{} is too low a price", said(price)), format!("write {} or more", said(min)))
            }
            Self::TooHigh { price, max } => {
                Told::with_hint(format!("{} is too high a price", said(price)), format!("write {} or less", said(max)))
            }
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "money-empty",
            Self::NotAPrice { .. } => "money-not-a-price",
            Self::MoreThanAPrice { .. } => "money-more-than-a-price",
            Self::TooLow { .. } => "money-too-low",
            Self::TooHigh { .. } => "money-too-high",
        }
    }
}

told_as_error!(Problem);

#[cfg(test)]
mod tests;
