//! Dated closures: a holiday, works, a family matter.
//!
//! A closure shuts what opens on its days; a night begun the evening before
//! still runs to its end.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::{Language, Told};

/// Days on which a place stays shut, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Closure {
    from: Date,
    to: Date,
    reason: Option<String>,
}

/// A closure as stored, before its ends are compared.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    from: Date,
    to: Date,
    #[serde(default)]
    reason: Option<String>,
}

impl TryFrom<Written> for Closure {
    type Error = ClosureProblem;

    fn try_from(Written { from, to, reason }: Written) -> Result<Self, ClosureProblem> {
        Self::new(from, to, reason)
    }
}

impl Closure {
    /// A closure whose last day is not before its first.
    ///
    /// # Errors
    /// When it ends before it starts.
    pub fn new(from: Date, to: Date, reason: Option<String>) -> Result<Self, ClosureProblem> {
        if to < from {
            return Err(ClosureProblem::EndsBeforeStart { from, to });
        }
        Ok(Self { from, to, reason })
    }

    /// The first day shut.
    #[must_use]
    pub fn from(&self) -> Date {
        self.from
    }

    /// The last day shut.
    #[must_use]
    pub fn to(&self) -> Date {
        self.to
    }

    /// Why, in the words of whoever closes.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Whether the place is shut on this day.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }
}

/// Why a closure cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClosureProblem {
    /// Its last day comes before its first.
    #[error("a closure from {from} ends before it starts, on {to}")]
    EndsBeforeStart {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
}

impl ClosureProblem {
    /// The stable name of this problem.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::EndsBeforeStart { .. } => "closure-ends-before-start",
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match (self, language) {
            (Self::EndsBeforeStart { from, to }, Language::French) => Told::with_hint(
                format!(
                    "la fermeture finit le «\u{a0}{}\u{a0}», avant de commencer le «\u{a0}{}\u{a0}»",
                    to.strftime("%d/%m/%Y"),
                    from.strftime("%d/%m/%Y")
                ),
                "écrivez d’abord le premier jour de fermeture, puis le dernier, par exemple du 01/08/2027 au 21/08/2027",
            ),
            (Self::EndsBeforeStart { from, to }, Language::English) => Told::with_hint(
                format!(
                    "the closure ends on “{}”, before it starts on “{}”",
                    to.strftime("%d/%m/%Y"),
                    from.strftime("%d/%m/%Y")
                ),
                "write the first day closed, then the last, for example from 01/08/2027 to 21/08/2027",
            ),
        }
    }
}
