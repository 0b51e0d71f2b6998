//! The record of a request: everything the desk knows of it, and its history.
//!
//! A record is changed by a move of its workflow and saved whole, under the
//! number of the version it was read at; who comes second reads it again.
//!
//! Architecture invariant: no network address, and of the secret only a hash.

use jiff::Timestamp;
use schema::words::Language;
use serde::{Deserialize, Serialize};

use crate::code::Proof;
use crate::doubt::Doubt;
use crate::reference::Reference;
use crate::secret::{Masked, SecretHash};
use crate::workflow::{Deed, Matter};

/// One request, from its reception on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// What everybody calls it.
    pub reference: Reference,
    /// Counts the times the record was saved.
    pub version: u32,
    /// The form it was sent by.
    pub form: String,
    /// The language its sender reads.
    pub language: Language,
    /// How it came.
    pub channel: Channel,
    /// When it came.
    pub received_at: Timestamp,
    /// What is kept of the tracking link.
    pub secret: SecretHash,
    /// The secret, masked, for a request whose sender is told of what becomes of it:
    /// the notice holds the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Masked>,
    /// What is known of who sent it.
    pub proof: Proof,
    /// Why staff look at it before it is believed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// What it asks, and how far that has come.
    pub matter: Matter,
    /// Everything that happened to it, in order.
    pub history: Vec<Event>,
}

/// The way a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// The form on the site.
    Web,
    /// Said at the counter, typed by staff.
    Counter,
    /// Said on the phone, typed by staff.
    Phone,
    /// Written on paper, typed by staff.
    Paper,
}

impl Channel {
    /// Every one, in the order it is offered.
    pub const ALL: [Self; 4] = [Self::Web, Self::Counter, Self::Phone, Self::Paper];

    /// The name it has in commands and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Counter => "counter",
            Self::Phone => "phone",
            Self::Paper => "paper",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Web, Language::French) => "par le site",
            (Self::Web, Language::English) => "by the site",
            (Self::Counter, Language::French) => "au guichet",
            (Self::Counter, Language::English) => "at the counter",
            (Self::Phone, Language::French) => "par téléphone",
            (Self::Phone, Language::English) => "by phone",
            (Self::Paper, Language::French) => "sur papier",
            (Self::Paper, Language::English) => "on paper",
        }
    }
}

/// Something that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Who,
    /// What.
    pub deed: Deed,
}

/// Who does something to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// Whoever holds the tracking link.
    Visitor,
    /// The staff.
    Staff,
    /// The program, when a deadline passed or a place was freed.
    Machine,
    /// A merchant, by the link of their list.
    Merchant,
    /// A pick-up point, by the link of its sheet.
    Point,
}

impl Who {
    /// What people call them.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Visitor, Language::French) => "le demandeur",
            (Self::Visitor, Language::English) => "the sender",
            (Self::Staff, Language::French) => "le service",
            (Self::Machine, Language::French) => "le guichet",
            (Self::Machine, Language::English) => "the desk",
            (Self::Merchant, Language::French) => "le commerçant",
            (Self::Merchant, Language::English) => "the merchant",
            (Self::Point, Language::French) => "le point de retrait",
            (Self::Point, Language::English) => "the pick-up point",
            (Self::Staff, Language::English) => "the service",
        }
    }
}
