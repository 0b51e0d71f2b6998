//! The reference of a request: short, easy to say on the phone, checked.
//!
//! Seven signs of chance and one that checks them, without the letters and
//! digits that people take for one another. The alphabet counts 31 signs, a
//! prime: the weighted sum finds any one sign mistyped and any two exchanged.
//!
//! Architecture invariant: a reference grants nothing. What opens a request is
//! its secret, and nothing of it can be worked out from here.

use std::fmt;
use std::str::FromStr;

use schema::words::{Language, Told};
use serde::{Deserialize, Serialize};

use crate::random;
use crate::unavailable::Unavailable;

/// What a request is called, by people and by the store: `MK-7Q4F-93TX`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// Why a text is not a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The wrong number of signs, or a sign that no reference has.
    #[error("not written as a reference is")]
    Shape,
    /// A sign was mistyped or two were exchanged.
    #[error("the check character of the reference does not match")]
    Mistyped,
}

impl Problem {
    /// A stable name for scripts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shape => "reference-shape",
            Self::Mistyped => "reference-mistyped",
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(self, language: Language) -> Told {
        match (self, language) {
            (Self::Shape, Language::French) => Told::with_hint(
                "ceci n’est pas une référence",
                "une référence s’écrit comme MK-7Q4F-93TX, sans les chiffres 0 et 1 ni les lettres I, L et O",
            ),
            (Self::Shape, Language::English) => Told::with_hint(
                "this is not a reference",
                "a reference looks like MK-7Q4F-93TX, without the digits 0 and 1 and the letters I, L and O",
            ),
            (Self::Mistyped, Language::French) => Told::with_hint(
                "une lettre ou un chiffre de cette référence n’est pas juste",
                "relisez la référence signe par signe",
            ),
            (Self::Mistyped, Language::English) => Told::with_hint(
                "a letter or a digit of this reference is wrong",
                "read the reference again, sign by sign",
            ),
        }
    }
}

/// No O and 0, no I, 1 and L: they are taken for one another, aloud and on paper.
pub(crate) const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const TOWN: &str = "MK";
const FREE: usize = 7;

impl Reference {
    /// A reference that nobody could have guessed.
    ///
    /// # Errors
    ///
    /// When the system has no chance to give.
    pub(crate) fn new() -> Result<Self, Unavailable> {
        Ok(Self::from_signs(random::signs::<FREE>(ALPHABET)?))
    }

    fn from_signs(free: [u8; FREE]) -> Self {
        let ranks = free.map(|sign| rank(char::from(sign)).unwrap_or_default());
        let mut signs: String = free.iter().map(|&sign| char::from(sign)).collect();
        signs.push(check(&ranks));
        Self(format!("{TOWN}-{}-{}", &signs[..4], &signs[4..]))
    }

    /// The reference as it is printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reference {
    type Err = Problem;

    /// Reads what a person typed: lower case, spaces and missing dashes are fine.
    fn from_str(text: &str) -> Result<Self, Problem> {
        if text.len() > 64 {
            return Err(Problem::Shape);
        }
        let typed: String = text.chars().filter(|&sign| !is_decoration(sign)).flat_map(char::to_uppercase).collect();
        let signs = if typed.chars().count() == FREE + 1 {
            typed.as_str()
        } else {
            typed.strip_prefix(TOWN).ok_or(Problem::Shape)?
        };
        let ranks = signs.chars().map(rank).collect::<Option<Vec<_>>>().ok_or(Problem::Shape)?;
        let (&last, free) = ranks.split_last().ok_or(Problem::Shape)?;
        let free: [usize; FREE] = free.try_into().map_err(|_| Problem::Shape)?;
        if rank(check(&free)) != Some(last) {
            return Err(Problem::Mistyped);
        }
        Ok(Self::from_signs(free.map(|rank| ALPHABET[rank])))
    }
}

impl TryFrom<String> for Reference {
    type Error = Problem;

    fn try_from(text: String) -> Result<Self, Problem> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What people and their keyboards put between the signs.
fn is_decoration(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '_' | '/' | '\u{AD}' | '\u{200B}')
}

fn rank(sign: char) -> Option<usize> {
    ALPHABET.iter().position(|&known| char::from(known) == sign)
}

/// Each place weighs differently, from 2 up, and the check itself weighs 1.
fn check(ranks: &[usize; FREE]) -> char {
    let sum: usize = ranks.iter().zip(2..).map(|(rank, weight)| rank * weight).sum();
    char::from(ALPHABET[sum % ALPHABET.len()])
}

#[cfg(test)]
mod tests;
