//! The workflow `update`: a page to be changed, field by field, once staff agree.
//!
//! Accepting spans the store and a file: the intent is written here first, the
//! file is edited by whoever holds it, then the intent becomes the edit that was
//! made. A process that dies in between leaves an intent to be settled.
//!
//! Architecture invariant: what was asked never changes; only what became of it.

use jiff::Timestamp;
use schema::words::Language;
use serde::{Deserialize, Serialize};

use super::Illegal;
use crate::doubt::Doubt;
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

/// How far a request for an update has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waiting for staff.
    Received,
    /// Every change was made.
    Accepted,
    /// Some of the changes were made.
    PartlyAccepted,
    /// No change was made.
    Refused,
    /// Taken back by the sender.
    Cancelled,
}

/// What can happen to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// It came.
    Received,
    /// Staff began to change the page.
    AcceptBegun {
        /// The keys of the accepted fields.
        fields: Vec<String>,
        /// How staff made sure of who asks, when they noted it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verified: Option<Verified>,
    },
    /// The page was changed.
    Accepted,
    /// Staff refused it.
    Refused {
        /// What the sender is told.
        reason: String,
    },
    /// The sender took it back.
    Cancelled,
    /// Staff began to take the change back.
    UndoBegun,
    /// The change was taken back.
    Undone,
    /// A change that was begun was given up.
    Abandoned,
    /// Staff took their refusal back.
    Reopened,
    /// Staff looked at what made it doubtful, and believe it.
    Released {
        /// What it was.
        doubt: Doubt,
    },
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
        let super::Matter::Update(update) = &mut self.matter;
        let deed = update.make(step, at)?;
        self.history.push(Event { at, by, deed });
        Ok(())
    }

    /// How staff made sure of who asks, for the acceptance that holds or is under way.
    #[must_use]
    pub fn verified(&self) -> Option<Verified> {
        let super::Matter::Update(update) = &self.matter;
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

impl State {
    /// The name it has in JSON and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::PartlyAccepted => "partly_accepted",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Received, Language::French) => "reçue",
            (Self::Received, Language::English) => "received",
            (Self::Accepted, Language::French) => "acceptée",
            (Self::Accepted, Language::English) => "accepted",
            (Self::PartlyAccepted, Language::French) => "acceptée en partie",
            (Self::PartlyAccepted, Language::English) => "partly accepted",
            (Self::Refused, Language::French) => "refusée",
            (Self::Refused, Language::English) => "refused",
            (Self::Cancelled, Language::French) => "annulée",
            (Self::Cancelled, Language::English) => "cancelled",
        }
    }
}

impl Deed {
    /// What people call it.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match (self, language) {
            (Self::Received, Language::French) => "demande reçue".to_owned(),
            (Self::Received, Language::English) => "request received".to_owned(),
            (Self::AcceptBegun { verified: None, .. }, Language::French) => {
                "modification de la page commencée".to_owned()
            }
            (Self::AcceptBegun { verified: None, .. }, Language::English) => "change of the page begun".to_owned(),
            (Self::AcceptBegun { verified: Some(verified), .. }, Language::French) => {
                format!("modification de la page commencée, vérification\u{a0}: {}", verified.words(Language::French))
            }
            (Self::AcceptBegun { verified: Some(verified), .. }, Language::English) => {
                format!("change of the page begun, checked by: {}", verified.words(Language::English))
            }
            (Self::Accepted, Language::French) => "page modifiée".to_owned(),
            (Self::Accepted, Language::English) => "page changed".to_owned(),
            (Self::Refused { reason }, Language::French) => format!("demande refusée\u{a0}: {reason}"),
            (Self::Refused { reason }, Language::English) => format!("request refused: {reason}"),
            (Self::Cancelled, Language::French) => "demande annulée".to_owned(),
            (Self::Cancelled, Language::English) => "request cancelled".to_owned(),
            (Self::UndoBegun, Language::French) => "retour en arrière commencé".to_owned(),
            (Self::UndoBegun, Language::English) => "undo begun".to_owned(),
            (Self::Undone, Language::French) => "page remise comme avant".to_owned(),
            (Self::Undone, Language::English) => "page put back as it was".to_owned(),
            (Self::Abandoned, Language::French) => "modification abandonnée".to_owned(),
            (Self::Abandoned, Language::English) => "change given up".to_owned(),
            (Self::Reopened, Language::French) => "refus retiré".to_owned(),
            (Self::Reopened, Language::English) => "refusal taken back".to_owned(),
            (Self::Released { doubt }, Language::French) => {
                format!("doute levé\u{a0}: {}", doubt.words(Language::French))
            }
            (Self::Released { doubt }, Language::English) => {
                format!("doubt lifted: {}", doubt.words(Language::English))
            }
        }
    }
}

pub(super) fn refused_move(illegal: Illegal, language: Language) -> String {
    match (illegal.state, language) {
        (_, Language::French) if illegal.is_pending => {
            "le service est en train de traiter cette demande\u{a0}: elle ne peut pas être changée maintenant"
        }
        (_, Language::English) if illegal.is_pending => {
            "the service is dealing with this request: it can’t be changed now"
        }
        (State::Received, Language::French) => "cette demande attend encore une décision",
        (State::Received, Language::English) => "this request still waits for a decision",
        (State::Accepted, Language::French) => "cette demande a déjà été acceptée",
        (State::Accepted, Language::English) => "this request has already been accepted",
        (State::PartlyAccepted, Language::French) => "cette demande a déjà été acceptée en partie",
        (State::PartlyAccepted, Language::English) => "this request has already been partly accepted",
        (State::Refused, Language::French) => "cette demande a déjà été refusée",
        (State::Refused, Language::English) => "this request has already been refused",
        (State::Cancelled, Language::French) => "cette demande a été annulée par la personne qui l’avait envoyée",
        (State::Cancelled, Language::English) => "this request was cancelled by the person who had sent it",
    }
    .to_owned()
}
