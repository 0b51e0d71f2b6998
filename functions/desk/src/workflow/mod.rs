//! The workflows: a closed set, each with its states, its legal moves, its words.
//!
//! Architecture invariant: nothing here reads a store, a file or a clock. A move
//! is a function from a record and a moment to a record, or is refused.

mod deed;
pub mod holders;
pub mod order;
pub mod places;
pub mod register;
mod state;
pub mod update;

use jiff::Timestamp;
use schema::form::rate::Ground;
use schema::words::Language;
use serde::{Deserialize, Serialize};

use crate::request::Request;
pub use deed::Deed;
pub use state::State;

/// What a request asks, by its workflow.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "workflow", rename_all = "lowercase")]
pub enum Matter {
    /// A page to be changed.
    Update(update::Update),
    /// A place in a session.
    Register(register::Register),
    /// A basket, at a pick-up point.
    Order(order::Order),
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
        let said = match language {
            Language::French if self.is_pending => {
                "le service est en train de traiter cette demande\u{a0}: elle ne peut pas être changée maintenant"
            }
            Language::English if self.is_pending => "the service is dealing with this request: it can’t be changed now",
            Language::French | Language::English => state::refused_move(self.state, language),
        };
        said.to_owned()
    }
}

impl Request {
    /// How far the request has come, at this moment.
    #[must_use]
    pub fn state(&self, at: Timestamp) -> State {
        match &self.matter {
            Matter::Update(update) => update.state(at),
            Matter::Register(register) => register.state(at),
            Matter::Order(order) => order.state(at),
        }
    }

    /// What staff call the request: the title of its page, or of the pick-up point.
    #[must_use]
    pub fn subject(&self) -> &str {
        match &self.matter {
            Matter::Update(update) => &update.title,
            Matter::Register(register) => &register.title,
            Matter::Order(order) => &order.point.title,
        }
    }

    /// Whether staff have something to do with it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match &self.matter {
            Matter::Update(update) => update.is_open(),
            // A doubt to be lifted, or a price that waits for its proof.
            Matter::Register(register) => {
                let is_provisional = register.quote.is_some_and(|quote| quote.ground == Ground::Provisional);
                matches!(register.standing, register::Standing::In(_)) && (is_provisional || self.doubt.is_some())
            }
            Matter::Order(order) => order.is_open(),
        }
    }

    /// Whether a change of a file was begun and not said to be done.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        match &self.matter {
            Matter::Update(update) => update.pending.is_some(),
            Matter::Register(_) | Matter::Order(_) => false,
        }
    }

    /// Why it was refused, as its sender is told.
    #[must_use]
    pub fn refusal(&self) -> Option<&str> {
        match &self.matter {
            Matter::Update(update) => match &update.decision {
                update::Decision::Refused { reason } => Some(reason),
                _ => None,
            },
            Matter::Register(register) => match &register.standing {
                register::Standing::Refused { reason } => Some(reason),
                _ => None,
            },
            // Each part says why it is.
            Matter::Order(_) => None,
        }
    }

    /// Whether its sender can still take it back.
    #[must_use]
    pub fn can_be_cancelled(&self, at: Timestamp) -> bool {
        match &self.matter {
            Matter::Update(update) => update.can_be_cancelled(),
            Matter::Register(register) => register.can_be_cancelled(at),
            Matter::Order(order) => order.can_be_cancelled(at),
        }
    }
}

#[cfg(test)]
mod tests;
