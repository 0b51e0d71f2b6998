//! The workflow `register`: a place in a session, or a turn in its waiting list.
//!
//! ```text
//! Registered ──────────────────────────▶ Cancelled, Refused
//!     ▲
//!     └── Offered ◀── Waiting ─────────▶ Cancelled, Refused
//!            └─────────────────────────▶ Lapsed, by the moment alone
//! ```
//!
//! Architecture invariant: where a person stands changes together with the book
//! of the session, in one transaction; nothing here reads either.

use jiff::Timestamp;
use schema::form::rate::Quote;
use serde::{Deserialize, Serialize};

use super::places::Place;
use super::{Deed, Illegal, Matter, State};
use crate::request::{Event, Request, Who};

/// What a registration asks, and where it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Register {
    /// The page, by its place under the content: `activites/chorale`.
    pub page: String,
    /// The title the page had.
    pub title: String,
    /// The address the page had.
    pub url: String,
    /// The session, by what it is known by.
    pub session: String,
    /// What the session was called.
    pub session_label: Option<String>,
    /// When it was to begin: a session that moved is told by it.
    pub starts_at: Timestamp,
    /// What was answered, by field, in canonical form.
    pub answers: serde_json::Value,
    /// What it costs, where that depends on a grid.
    pub quote: Option<Quote>,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a registration stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It has a line in the book of the session.
    In(Place),
    /// The sender gave it up.
    Left,
    /// Staff refused it, and why.
    Refused {
        /// What the sender is told.
        reason: String,
    },
}

/// What became of a session that people registered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionChange {
    /// It is cancelled.
    Cancelled,
    /// It is announced no more.
    Gone,
    /// It begins at another moment.
    Moved(Timestamp),
}

/// What can be done to a registration.
#[derive(Clone, Debug)]
pub(crate) enum Move {
    /// A place is kept for it until then.
    Offer { until: Timestamp },
    /// It takes the place that is kept for it.
    Take,
    /// The sender gives it up.
    Leave,
    /// Staff refuse it.
    Refuse { reason: String },
    /// Staff saw a proof of what it costs.
    Rate { quote: Quote },
    /// Staff told its sender what became of the session.
    Warn { change: SessionChange },
}

impl Register {
    /// How far it has come at this moment.
    #[must_use]
    pub fn state(&self, at: Timestamp) -> State {
        match &self.standing {
            Standing::In(Place::Seated) => State::Registered,
            Standing::In(Place::Waiting) => State::Waiting,
            Standing::In(place) if place.is_offered(at) => State::Offered,
            Standing::In(Place::Offered { .. }) => State::Lapsed,
            Standing::Left => State::Cancelled,
            Standing::Refused { .. } => State::Refused,
        }
    }

    /// Whether it holds or waits for a place at this moment.
    #[must_use]
    pub fn is_alive(&self, at: Timestamp) -> bool {
        matches!(self.state(at), State::Registered | State::Waiting | State::Offered)
    }

    /// Whether its sender can still give it up: until the session begins.
    #[must_use]
    pub fn can_be_cancelled(&self, at: Timestamp) -> bool {
        self.is_alive(at) && at < self.starts_at
    }

    /// Until when a place is kept for it, while one is or was.
    #[must_use]
    pub const fn offered_until(&self) -> Option<Timestamp> {
        match self.standing {
            Standing::In(Place::Offered { until }) => Some(until),
            _ => None,
        }
    }

    /// The book that holds its place.
    #[must_use]
    pub fn book(&self, form: &str) -> String {
        book(form, &self.page, &self.session)
    }

    fn make(&mut self, step: Move, at: Timestamp) -> Result<Deed, Illegal> {
        let state = self.state(at);
        let illegal = Illegal { state, is_pending: false };
        let (standing, deed) = match (step, state) {
            (Move::Offer { until }, State::Waiting) => {
                (Standing::In(Place::Offered { until }), Deed::Offered { until })
            }
            (Move::Take, State::Offered) => (Standing::In(Place::Seated), Deed::Taken),
            (Move::Leave, State::Registered | State::Waiting | State::Offered) => (Standing::Left, Deed::Cancelled),
            (Move::Refuse { reason }, State::Registered | State::Waiting | State::Offered) => {
                (Standing::Refused { reason: reason.clone() }, Deed::Refused { reason })
            }
            (Move::Rate { quote }, State::Registered | State::Waiting | State::Offered) => {
                self.quote = Some(quote);
                (self.standing.clone(), Deed::Rated { quote })
            }
            (Move::Warn { change }, State::Registered | State::Waiting | State::Offered) => {
                (self.standing.clone(), Deed::Warned { change })
            }
            _ => return Err(illegal),
        };
        self.standing = standing;
        Ok(deed)
    }
}

/// The book of the places of a session.
#[must_use]
pub fn book(form: &str, page: &str, session: &str) -> String {
    format!("session/{form}/{page}/{session}")
}

impl Request {
    /// Makes a move of a registration and writes it into the history.
    ///
    /// # Errors
    ///
    /// When its state does not allow it; nothing is changed then.
    pub(crate) fn make_registration(&mut self, step: Move, by: Who, at: Timestamp) -> Result<(), Illegal> {
        let illegal = Illegal { state: self.state(at), is_pending: false };
        let Matter::Register(register) = &mut self.matter else { return Err(illegal) };
        let deed = register.make(step, at)?;
        self.history.push(Event { at, by, deed });
        Ok(())
    }
}
