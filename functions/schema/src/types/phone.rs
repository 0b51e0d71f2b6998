//! A telephone number that can be dialled, from here and from abroad.
//!
//! French numbers are kept in the international form (E.164), those of
//! overseas under the code of their territory (`plan.rs`); short service
//! numbers (`15`, `3646`, `116 117`) as they are dialled. A foreign number is
//! taken with its `+`. Labels before a number (`Tél. :`) are dropped; words
//! after it are a fault that names the number to keep.
//!
//! Whether a number answers is not known here, and no name or hour is read.

use super::kept::kept_as_text;
use super::reading::{flat, is_dash, plain_lower, quote};
use crate::words::Language;

mod plan;
mod problem;

pub use problem::Problem;

/// A number: `+` and its international digits, or the digits of a short number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as a person wrote it.
    ///
    /// # Errors
    /// The text is not one number that can be dialled.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = flat(text);
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let number = without_label(&text);
        let end = number.find(|c| !is_part_of_a_number(c)).unwrap_or(number.len());
        let (dialled, rest) = number.split_at(end);
        let read = Self::dialled(dialled, &text);
        if rest.is_empty() {
            return read;
        }
        let after_digits = dialled.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1);
        let rest = number[after_digits..].trim_start_matches([' ', '.', '-', '/', ')']);
        match read {
            Ok(number) => Err(Problem::TrailingWords { written: quote(&text), number, rest: quote(rest) }),
            Err(_) => Err(Problem::NotANumber { written: quote(&text) }),
        }
    }

    /// Reads digits and what people put between them.
    fn dialled(dialled: &str, text: &str) -> Result<Self, Problem> {
        let opening = dialled.trim_start_matches([' ', '(']);
        let is_abroad = opening.starts_with('+') || opening.starts_with("00");
        // The zero that is dialled within a country only: `+44 (0)20…`.
        let dialled = if is_abroad { dialled.replacen("(0)", "", 1) } else { dialled.to_owned() };
        let digits: String = dialled.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() || dialled.matches('+').count() > usize::from(opening.starts_with('+')) {
            return Err(Problem::NotANumber { written: quote(text) });
        }
        if opening.starts_with('+') {
            return Self::international(&digits, text);
        }
        // Ten digits after a slip of the finger look like `00` and a short foreign number.
        if digits.starts_with("00") && digits.len() == 10 {
            return Err(Problem::NotANumber { written: quote(text) });
        }
        if let Some(international) = digits.strip_prefix("00") {
            return Self::international(international, text);
        }
        if plan::is_short(&digits) {
            return Ok(Self(digits));
        }
        match digits.strip_prefix('0') {
            Some(national) if national.len() == 9 => Self::french(national, text),
            Some(_) => Err(Problem::Length { written: quote(text), digits: digits.len() }),
            None if digits.len() == 9 => match Self::french(&digits, text) {
                Ok(number) => Err(Problem::NoZero { written: quote(text), number }),
                Err(problem) => Err(problem),
            },
            None => Err(Problem::NotANumber { written: quote(text) }),
        }
    }

    /// The nine digits that follow the zero of a French number, wherever in France.
    fn french(national: &str, text: &str) -> Result<Self, Problem> {
        if national.starts_with('0') || national.starts_with("5080") {
            return Err(Problem::NotANumber { written: quote(text) });
        }
        match plan::territory(national) {
            plan::Territory::Known(code) => Ok(Self(format!("+{code}{}", plan::subscriber(code, national)))),
            plan::Territory::Shared => Err(Problem::SharedOverseas { written: quote(text) }),
        }
    }

    /// Digits after the `+`; the zero of `+33 (0)1` is dropped.
    fn international(digits: &str, text: &str) -> Result<Self, Problem> {
        let length = || Problem::Length { written: quote(text), digits: digits.len() };
        if let Some(code) = plan::french_code(digits) {
            let national = &digits[code.len()..];
            let national = national.strip_prefix('0').unwrap_or(national);
            return match national.len() {
                9 if code == "33" => Self::french(national, text),
                9 if !national.starts_with('0') => Ok(Self(format!("+{code}{national}"))),
                6 if code == "508" && !national.starts_with('0') => Ok(Self(format!("+{code}{national}"))),
                _ => Err(length()),
            };
        }
        if digits.starts_with('0') {
            return Err(Problem::NotANumber { written: quote(text) });
        }
        if plan::foreign_lengths(digits).contains(&digits.len()) {
            Ok(Self(format!("+{digits}")))
        } else {
            Err(length())
        }
    }

    /// The number as machines have it: `+33147467500`, or `3646`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The link that dials the number.
    #[must_use]
    pub fn tel_uri(&self) -> String {
        format!("tel:{}", self.0)
    }

    /// The number as front matter and the form control hold it: `01 47 46 75 00`.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.in_groups(" ")
    }

    /// What a reader reads: the same digits, never parted at the end of a line.
    #[must_use]
    pub fn words(&self, _language: Language) -> String {
        self.in_groups("\u{a0}")
    }

    fn in_groups(&self, space: &str) -> String {
        let Some(international) = self.0.strip_prefix('+') else {
            return plan::short_groups(&self.0).join(space);
        };
        if let Some(national) = plan::national(international) {
            return pairs(&national).join(space);
        }
        let (code, rest) = international.split_at(plan::code_length(international));
        format!("+{code}{space}{}", pairs(rest).join(space))
    }
}

kept_as_text!(Phone, Phone::parse);

/// Digits two by two, the first three together when their count is odd.
fn pairs(digits: &str) -> Vec<&str> {
    let first = if digits.len() % 2 == 1 { digits.len().min(3) } else { 0 };
    let (head, mut rest) = digits.split_at(first);
    let mut groups: Vec<&str> = if head.is_empty() { Vec::new() } else { vec![head] };
    while !rest.is_empty() {
        let (pair, others) = rest.split_at(2);
        groups.push(pair);
        rest = others;
    }
    groups
}

fn is_part_of_a_number(c: char) -> bool {
    c.is_ascii_digit() || is_dash(c) || matches!(c, ' ' | '.' | '/' | '(' | ')' | '+')
}

/// What people and links write before a number, with its punctuation.
fn without_label(text: &str) -> &str {
    const LABELS: [&str; 11] =
        ["telephone", "tel", "t", "portable", "port", "mobile", "mob", "fixe", "phone", "standard", "numero"];
    let bare = text.trim_start_matches(['☎', '☏', '📞', '📱', '\u{fe0f}', '\u{fe0e}', ' ']);
    let end = bare.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')).unwrap_or(bare.len());
    let label = plain_lower(&bare[..end]);
    let mut words = label.split([' ', ':', '.']).filter(|word| !word.is_empty());
    if words.all(|word| LABELS.contains(&word)) { &bare[end..] } else { bare }
}

#[cfg(test)]
mod tests;
