//! The workflow `update`: a page to be changed, field by field, once staff agree.
//!
//! Accepting spans the store and a file: the intent is written here first, the
//! file is edited by whoever holds it, then the intent becomes the edit that was
//! made. A process that dies in between leaves an intent to be settled.
//!
//! Architecture invariant: what was asked never changes; only what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Deed, Illegal, State};
use crate::request::{Event, Request, Who};
use crate::verified::Verified;

/// What a request for an update asks, and what became of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Update {
    /// The page, by its place under the content: `commerces/le-fournil`.
    pub page: String,
    /// The kind of the page.
    pub kind: String,
    /// The title the page had.
    pub title: String,
    /// The address the page had.
    pub url: String,
    /// The changes asked for, each `{"key", "before", "after"}`.
    pub changes: Vec<serde_json::Value>,
    /// What was decided.
    pub decision: Decision,
    /// The change of the file that is under way.
    pub pending: Option<Pending>,
    /// The change of the file that was made.
    pub made: Option<Intent>,
}

/// What staff, or the sender, decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Nothing yet.
    Open,
    /// These fields were accepted; the others were not kept.
    Accepted {
        /// The keys of the fields.
        fields: Vec<String>,
    },
    /// Refused, and why.
    Refused {
        /// What the sender is told.
        reason: String,
    },
    /// Taken back by the sender.
    Cancelled,
}

/// A change of a file that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// What it is for.
    pub purpose: Purpose,
    /// The change.
    pub intent: Intent,
}

/// What a change of a file is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To accept these fields.
    Accept {
        /// The keys of the fields.
        fields: Vec<String>,
    },
    /// To take back what was accepted.
    Undo,
}

/// A change of a file, whole: enough to finish it or to take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The file, from the root of the site.
    pub file: String,
    /// The hash of the file as it was.
    pub before_hash: String,
    /// The hash of the file as it is to be.
    pub after_hash: String,
    /// The file as it was.
    pub before_text: String,
    /// The file as it is to be.
    pub after_text: String,
    /// The changes as they are made, each `{"key", "before", "after"}`: what the
    /// page held before may not be what its form had shown.
    pub changes: Vec<serde_json::Value>,
}

/// What someone wants to do to a request.
#[derive(Clone, Debug)]
pub(crate) enum Move {
    BeginAccept { fields: Vec<String>, verified: Option<Verified>, intent: Intent },
    BeginUndo { intent: Intent },
    Finish,
    Abandon,
    Refuse { reason: String },
    Reopen,
    Cancel,
}

impl Update {
    /// How far it has come. An update has no deadline: no moment changes it.
    #[must_use]
    pub fn state(&self, _at: Timestamp) -> State {
        match &self.decision {
            Decision::Open => State::Received,
            Decision::Accepted { fields } if fields.len() < self.changes.len() => State::PartlyAccepted,
            Decision::Accepted { .. } => State::Accepted,
            Decision::Refused { .. } => State::Refused,
            Decision::Cancelled => State::Cancelled,
        }
    }

    /// Whether staff have something to do with it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.decision == Decision::Open || self.pending.is_some()
    }

    /// Whether its sender can still take it back.
    #[must_use]
    pub fn can_be_cancelled(&self) -> bool {
        self.decision == Decision::Open && self.pending.is_none()
    }

    /// Whether this field was kept, once anything was decided.
    #[must_use]
    pub fn verdict(&self, key: &str) -> Option<Verdict> {
        match &self.decision {
            Decision::Open => None,
            Decision::Accepted { fields } if fields.iter().any(|field| field == key) => Some(Verdict::Kept),
            Decision::Accepted { .. } | Decision::Refused { .. } | Decision::Cancelled => Some(Verdict::NotKept),
        }
    }

    /// The keys of the fields it asks to change.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.changes.iter().filter_map(|change| change.get("key").and_then(serde_json::Value::as_str))
    }

    fn make(&mut self, step: Move, at: Timestamp) -> Result<Deed, Illegal> {
        let illegal = Illegal { state: self.state(at), is_pending: self.pending.is_some() };
        match (step, &self.decision, self.pending.take()) {
            (Move::BeginAccept { fields, verified, intent }, Decision::Open, None) => {
                self.pending = Some(Pending { purpose: Purpose::Accept { fields: fields.clone() }, intent });
                Ok(Deed::AcceptBegun { fields, verified })
            }
            (Move::BeginUndo { intent }, Decision::Accepted { .. }, None) => {
                self.pending = Some(Pending { purpose: Purpose::Undo, intent });
                Ok(Deed::UndoBegun)
            }
            (Move::Finish, _, Some(pending)) => Ok(self.finish(pending)),
            (Move::Abandon, _, Some(_)) => Ok(Deed::Abandoned),
            (Move::Refuse { reason }, Decision::Open, None) => {
                self.decision = Decision::Refused { reason: reason.clone() };
                Ok(Deed::Refused { reason })
            }
            (Move::Reopen, Decision::Refused { .. }, None) => {
                self.decision = Decision::Open;
                Ok(Deed::Reopened)
            }
            (Move::Cancel, Decision::Open, None) => {
                self.decision = Decision::Cancelled;
                Ok(Deed::Cancelled)
            }
            (_, _, pending) => {
                self.pending = pending;
                Err(illegal)
            }
        }
    }

    fn finish(&mut self, pending: Pending) -> Deed {
        match pending.purpose {
            Purpose::Accept { fields } => {
                self.decision = Decision::Accepted { fields };
                self.made = Some(pending.intent);
                Deed::Accepted
            }
            Purpose::Undo => {
                self.decision = Decision::Open;
                self.made = None;
                Deed::Undone
            }
        }
    }
}

/// What became of one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The page has it.
    Kept,
    /// The page does not have it.
    NotKept,
}

impl Request {
    /// Makes a move and writes it into the history.
    ///
    /// # Errors
    ///
    /// When the state of the request does not allow it; nothing is changed then.
    pub(crate) fn make(&mut self, step: Move, by: Who, at: Timestamp) -> Result<(), Illegal> {
        let illegal = Illegal { state: self.state(at), is_pending: false };
        let super::Matter::Update(update) = &mut self.matter else { return Err(illegal) };
        let deed = update.make(step, at)?;
        self.history.push(Event { at, by, deed });
        Ok(())
    }

    /// How staff made sure of who asks, for the acceptance that holds or is under way.
    #[must_use]
    pub fn verified(&self) -> Option<Verified> {
        let super::Matter::Update(update) = &self.matter else { return None };
        let is_accepting = matches!(&update.pending, Some(Pending { purpose: Purpose::Accept { .. }, .. }));
        if !is_accepting && !matches!(update.decision, Decision::Accepted { .. }) {
            return None;
        }
        self.history.iter().rev().find_map(|event| match event.deed {
            Deed::AcceptBegun { verified, .. } => Some(verified),
            _ => None,
        })?
    }
}
