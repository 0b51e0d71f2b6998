//! The languages the program speaks, and what it tells a person.
//!
//! Sentences are written beside the problem they tell, in one exhaustive match
//! a language; nothing here assembles a sentence from fragments.

use serde::{Deserialize, Serialize};

/// A language in which the program speaks to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// What residents, merchants and staff read first.
    #[default]
    #[serde(rename = "fr")]
    French,
    /// The second language of every message.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The BCP 47 tag, for `lang` attributes and `Content-Language`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

/// What a person is told of a problem.
///
/// Both phrases start in lower case and end without a stop, so that a form and a
/// terminal can set them as they need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What is wrong, quoting the faulty piece.
    pub message: String,
    /// What to write instead, when there is something to try.
    pub hint: Option<String>,
}

impl Told {
    /// A message with the advice that goes with it.
    pub fn with_hint(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()) }
    }

    /// A message that says all there is to say.
    pub fn plain(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }
}
