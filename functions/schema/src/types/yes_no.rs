//! A yes or a no, whatever word YAML, a checkbox or a person has for it.
//!
//! There is no third answer here: a missing answer is the field's business.

use super::kept::{kept_as_text, told_as_error};
use super::reading::{flat, plain_lower, quote};
use crate::words::{Language, Told};

/// The answer to a question that has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YesNo(bool);

impl YesNo {
    /// Reads `oui`, `non` and the words that stand for them. `on` is what a ticked box sends.
    ///
    /// # Errors
    /// The text is neither a yes nor a no.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match plain_lower(&flat(text)).as_str() {
            "" => Err(Problem::Empty),
            "oui" | "o" | "yes" | "y" | "vrai" | "true" | "on" => Ok(Self(true)),
            "non" | "n" | "no" | "faux" | "false" | "off" => Ok(Self(false)),
            _ => Err(Problem::Neither { written: quote(text) }),
        }
    }

    /// The answer as a condition.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        self.0
    }

    /// The answer as front matter and the form control hold it.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.words(Language::French)
    }

    /// What a reader reads.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let word = match (language, self.0) {
            (Language::French, true) => "oui",
            (Language::French, false) => "non",
            (Language::English, true) => "yes",
            (Language::English, false) => "no",
        };
        word.to_owned()
    }
}

impl From<bool> for YesNo {
    fn from(value: bool) -> Self {
        Self(value)
    }
}

kept_as_text!(YesNo, YesNo::parse);

/// Why an answer is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Something else than a yes or a no.
    Neither {
        /// What was written, ready to be quoted.
        written: String,
    },
}

impl Problem {
    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => match self {
                Self::Empty => Told::with_hint("il manque une réponse", "écrivez oui ou non"),
                Self::Neither { written } => {
                    Told::with_hint(format!("«\u{a0}{written}\u{a0}» n’est ni oui ni non"), "écrivez oui ou non")
                }
            },
            Language::English => match self {
                Self::Empty => Told::with_hint("there is no answer", "write oui (yes) or non (no)"),
                Self::Neither { written } => {
                    Told::with_hint(format!("“{written}” is neither yes nor no"), "write oui (yes) or non (no)")
                }
            },
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "yes-no-empty",
            Self::Neither { .. } => "yes-no-neither",
        }
    }
}

told_as_error!(Problem);

#[cfg(test)]
mod tests;
