//! How staff made sure, themselves, that a request comes from the place it is
//! about: noted when they accept, kept in the history.
//!
//! Architecture invariant: a closed set, never a text: nothing about a person is
//! written here, and none of it is told on the tracking page.

use schema::words::Language;
use serde::{Deserialize, Serialize};

/// How staff made sure of who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verified {
    /// They called the number that the page shows.
    Call,
    /// They went there.
    Visit,
    /// They know the person who asked.
    Known,
}

impl Verified {
    /// Every way, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Call, Self::Visit, Self::Known];

    /// The way with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verified| verified.code() == code)
    }

    /// The name it has in commands, in forms and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Known => "known",
        }
    }

    /// What staff call it.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Call, Language::French) => "rappel au numéro publié",
            (Self::Call, Language::English) => "call to the published number",
            (Self::Visit, Language::French) => "visite sur place",
            (Self::Visit, Language::English) => "visit",
            (Self::Known, Language::French) => "personne connue du service",
            (Self::Known, Language::English) => "person known to the service",
        }
    }
}
