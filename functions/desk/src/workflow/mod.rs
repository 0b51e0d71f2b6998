//! The workflows: a closed set, each with its states, its legal moves, its words.
//!
//! Architecture invariant: nothing here reads a store, a file or a clock. A move
//! is a function from a record and a moment to a record, or is refused.

pub mod update;

use jiff::Timestamp;
use schema::words::Language;
use serde::{Deserialize, Serialize};

use crate::request::Request;
pub use update::{Deed, State};

/// What a request asks, by its workflow.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "workflow", rename_all = "lowercase")]
pub enum Matter {
    /// A page to be changed.
    Update(update::Update),
}

/// A move that the state of the request does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the request is {}", state.code())]
pub struct Illegal {
    /// The state it is in.
    pub state: State,
    /// Whether a change of its file is under way.
    pub is_pending: bool,
}

impl Illegal {
    /// What a person is told: a phrase in lower case, without a stop.
    #[must_use]
    pub fn message(self, language: Language) -> String {
        update::refused_move(self, language)
    }
}

impl Request {
    /// How far the request has come, at this moment.
    #[must_use]
    pub fn state(&self, at: Timestamp) -> State {
        match &self.matter {
            Matter::Update(update) => update.state(at),
        }
    }

    /// What staff call the request: the title of its page.
    #[must_use]
    pub fn subject(&self) -> &str {
        match &self.matter {
            Matter::Update(update) => &update.title,
        }
    }

    /// Whether staff have something to do with it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match &self.matter {
            Matter::Update(update) => update.is_open(),
        }
    }

    /// Whether a change of a file was begun and not said to be done.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        match &self.matter {
            Matter::Update(update) => update.pending.is_some(),
        }
    }
}

#[cfg(test)]
mod tests;
