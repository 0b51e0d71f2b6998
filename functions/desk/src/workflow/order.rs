//! The workflow `order`: a basket over several merchants, each with its own part,
//! handed over together at a pick-up point.
//!
//! ```text
//! each part   Received ─▶ Confirmed ─▶ Prepared ─▶ Ready ─▶ HandedOver
//!                 └───────────┴────────────┴─▶ Refused, with a reason
//! the whole   what the part that is least far says; Cancelled by its sender until
//!             the earliest cut-off; Unanswered once a cut-off passed in silence
//! ```
//!
//! Architecture invariant: prices are those that were judged when it came, and its
//! slot is never another one than the sender chose: no move changes either.

use jiff::Timestamp;
use schema::types::money::Money;
use serde::{Deserialize, Serialize};

use super::{Deed, Illegal, Matter, State};
use crate::request::{Event, Request, Who};

/// What an order asks, and where it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// What the form is called.
    pub title: String,
    /// The address of the form.
    pub url: String,
    /// Where it is handed over.
    pub point: Point,
    /// What each merchant makes of it.
    pub parts: Vec<Part>,
    /// What the service costs.
    pub fee: Money,
    /// What the sender agreed to pay: what it costs, or more, when a price fell.
    pub agreed: Money,
    /// What was answered, by field, in canonical form.
    pub answers: serde_json::Value,
    /// Whether its sender took it back.
    pub is_cancelled: bool,
}

/// Where and when an order is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// What links call it.
    pub key: String,
    /// The title of its page.
    pub title: String,
    /// The address of its page.
    pub url: String,
    /// The slot, as clocks there show its start: `2026-11-24T12:15`.
    pub slot: String,
    /// When the slot begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// What one merchant makes of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What links call the merchant.
    pub merchant: String,
    /// The title of the merchant's page.
    pub title: String,
    /// The address of the merchant's page.
    pub url: String,
    /// Until when the merchant answers, and the sender may cancel.
    pub cutoff: Timestamp,
    /// What is wanted.
    pub lines: Vec<Line>,
    /// How far it is.
    pub stage: Stage,
}

/// How many of a product are wanted, at which price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The code of the product.
    pub product: String,
    /// What it was called.
    pub name: String,
    /// What one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many.
    pub quantity: u32,
    /// What one costs.
    pub price: Money,
    /// What one cost when it was chosen, when that was more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Money>,
    /// How cold it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cold: Option<String>,
    /// Its allergens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allergens: Option<String>,
}

/// How far a part is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The merchant has not answered.
    Received,
    /// The merchant will do it.
    Confirmed,
    /// It is prepared.
    Prepared,
    /// It is at the pick-up point.
    Ready,
    /// It was handed over.
    HandedOver,
    /// It will not be done, and why.
    Refused {
        /// What the sender is told.
        reason: String,
    },
}

/// What can be done to a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The merchant will do it.
    Confirm,
    /// It is prepared.
    Prepare,
    /// It is at the pick-up point.
    Bring,
    /// It was handed over.
    HandOver,
    /// It will not be done, and why.
    Refuse {
        /// What the sender is told.
        reason: String,
    },
}

/// What can be done to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// Something is done to the part of a merchant.
    Part { merchant: String, step: Step },
    /// Its sender takes it back.
    Cancel,
}

impl Line {
    /// What it costs.
    #[must_use]
    pub fn cost(&self) -> Money {
        Money::from_cents(self.price.cents() * i64::from(self.quantity))
    }
}

impl Part {
    /// What it costs.
    #[must_use]
    pub fn cost(&self) -> Money {
        Money::from_cents(self.lines.iter().map(|line| line.cost().cents()).sum())
    }

    /// Whether it is still to be done, or done.
    #[must_use]
    pub const fn is_alive(&self) -> bool {
        !matches!(self.stage, Stage::Refused { .. })
    }

    /// Whether its merchant said nothing before the cut-off.
    #[must_use]
    pub fn is_unanswered(&self, at: Timestamp) -> bool {
        self.stage == Stage::Received && at >= self.cutoff
    }

    /// How far it is at this moment, in the words of all workflows.
    #[must_use]
    pub fn state(&self, at: Timestamp) -> State {
        match self.stage {
            Stage::Received if self.is_unanswered(at) => State::Unanswered,
            Stage::Received => State::Received,
            Stage::Confirmed => State::Confirmed,
            Stage::Prepared => State::Prepared,
            Stage::Ready => State::Ready,
            Stage::HandedOver => State::HandedOver,
            Stage::Refused { .. } => State::Refused,
        }
    }

    fn make(&mut self, step: Step, at: Timestamp) -> Result<Deed, Illegal> {
        let merchant = self.title.clone();
        let (stage, deed) = match (step, &self.stage) {
            (Step::Confirm, Stage::Received) => (Stage::Confirmed, Deed::PartConfirmed { merchant }),
            (Step::Prepare, Stage::Confirmed) => (Stage::Prepared, Deed::PartPrepared { merchant }),
            (Step::Bring, Stage::Prepared) => (Stage::Ready, Deed::PartReady { merchant }),
            (Step::HandOver, Stage::Ready) => (Stage::HandedOver, Deed::PartHandedOver { merchant }),
            (Step::Refuse { reason }, Stage::Received | Stage::Confirmed | Stage::Prepared) => {
                (Stage::Refused { reason: reason.clone() }, Deed::PartRefused { merchant, reason })
            }
            _ => return Err(Illegal { state: self.state(at), is_pending: false }),
        };
        self.stage = stage;
        Ok(deed)
    }
}

impl Order {
    /// How far it has come at this moment: as far as the part that is least far.
    #[must_use]
    pub fn state(&self, at: Timestamp) -> State {
        if self.is_cancelled {
            return State::Cancelled;
        }
        let states = self.alive().map(|part| part.state(at));
        states.min_by_key(|state| rank(*state)).unwrap_or(State::Refused)
    }

    /// The parts that were not refused.
    pub fn alive(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_alive())
    }

    /// The parts that are where this step leads on from. Nothing is handed over
    /// while a bag of the order is missing.
    pub(crate) fn movable(&self, step: &Step) -> impl Iterator<Item = &Part> {
        let from = match step {
            Step::Confirm | Step::Refuse { .. } => Stage::Received,
            Step::Prepare => Stage::Confirmed,
            Step::Bring => Stage::Prepared,
            Step::HandOver => Stage::Ready,
        };
        let is_whole =
            *step != Step::HandOver || self.alive().all(|part| matches!(part.stage, Stage::Ready | Stage::HandedOver));
        self.parts.iter().filter(move |part| is_whole && part.stage == from)
    }

    /// The part of a merchant.
    #[must_use]
    pub fn part(&self, merchant: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.merchant == merchant)
    }

    /// What there is to pay, with all costs: nothing when nothing is left of it.
    #[must_use]
    pub fn total(&self) -> Money {
        let parts: i64 = self.alive().map(|part| part.cost().cents()).sum();
        let fee = if self.alive().next().is_some() { self.fee.cents() } else { 0 };
        Money::from_cents(parts + fee)
    }

    /// What the whole cost when it came.
    #[must_use]
    pub fn asked(&self) -> Money {
        Money::from_cents(self.fee.cents() + self.parts.iter().map(|part| part.cost().cents()).sum::<i64>())
    }

    /// What cost less in the end than it was shown to.
    pub fn cheaper(&self) -> impl Iterator<Item = (&Part, &Line, Money)> {
        self.parts.iter().flat_map(|part| part.lines.iter().filter_map(move |line| Some((part, line, line.shown?))))
    }

    /// The earliest cut-off of what is left.
    #[must_use]
    pub fn cutoff(&self) -> Option<Timestamp> {
        self.alive().map(|part| part.cutoff).min()
    }

    /// Whether its sender can still take it back: until the earliest cut-off.
    #[must_use]
    pub fn can_be_cancelled(&self, at: Timestamp) -> bool {
        let is_under_way = |part: &Part| matches!(part.stage, Stage::Ready | Stage::HandedOver);
        !self.is_cancelled && self.cutoff().is_some_and(|cutoff| at < cutoff) && !self.alive().any(is_under_way)
    }

    /// Whether it holds its place in the slot.
    #[must_use]
    pub fn holds_place(&self) -> bool {
        !self.is_cancelled && self.alive().next().is_some()
    }

    /// Whether anything is still to be done for it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_cancelled && self.alive().any(|part| part.stage != Stage::HandedOver)
    }

    /// The book of the places of its slot.
    #[must_use]
    pub fn slot_book(&self, form: &str) -> String {
        slot_book(form, &self.point.key, &self.point.slot)
    }

    fn make(&mut self, step: Move, at: Timestamp) -> Result<Deed, Illegal> {
        let illegal = Illegal { state: self.state(at), is_pending: false };
        match step {
            Move::Cancel if self.can_be_cancelled(at) => {
                self.is_cancelled = true;
                Ok(Deed::Cancelled)
            }
            Move::Part { merchant, step } if !self.is_cancelled => {
                let part = self.parts.iter_mut().find(|part| part.merchant == merchant);
                part.ok_or(illegal)?.make(step, at)
            }
            Move::Cancel | Move::Part { .. } => Err(illegal),
        }
    }
}

/// How far a state is on the way: the part that waits for an answer comes first.
const fn rank(state: State) -> u8 {
    match state {
        State::Unanswered => 0,
        State::Received => 1,
        State::Confirmed => 2,
        State::Prepared => 3,
        State::Ready => 4,
        _ => 5,
    }
}

/// The book of the orders that hold a place in a slot.
#[must_use]
pub fn slot_book(form: &str, point: &str, slot: &str) -> String {
    format!("slot/{form}/{point}/{slot}")
}

/// The book of the orders of a day, whatever became of them.
#[must_use]
pub fn day_book(form: &str, day: jiff::civil::Date) -> String {
    format!("jour/{form}/{day}")
}

impl Request {
    /// Makes a move of an order and writes it into the history.
    ///
    /// # Errors
    ///
    /// When its state does not allow it; nothing is changed then.
    pub(crate) fn make_order(&mut self, step: Move, by: Who, at: Timestamp) -> Result<(), Illegal> {
        let illegal = Illegal { state: self.state(at), is_pending: false };
        let Matter::Order(order) = &mut self.matter else { return Err(illegal) };
        let deed = order.make(step, at)?;
        self.history.push(Event { at, by, deed });
        Ok(())
    }
}

#[cfg(test)]
mod tests;
