//! Errands: what is to be told or done later, written with what it is about.
//!
//! An errand names a request or a session and nothing of a person: what a letter
//! says is read from the record when it is written.
//!
//! Architecture invariant: doing one twice does no harm. A notice has one name
//! for ever, by which who receives it knows it again.

use jiff::{SignedDuration, Timestamp};
use schema::words::Language;
use serde::{Deserialize, Serialize};

use crate::reference::Reference;
use crate::request::Request;
use crate::store::{Errand, Lane};
use crate::workflow::order::Part;
use crate::workflow::places::Places;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "kebab-case")]
pub enum Task {
    /// Someone is to be told.
    Notice {
        /// The request it is about.
        reference: Reference,
        /// What there is to tell.
        news: News,
        /// Why staff tell it, once it is left to them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<Because>,
    },
    /// The places of a session may have to be passed on.
    PassOn {
        /// The form that people register by.
        form: String,
        /// The page.
        page: String,
        /// The session.
        session: String,
    },
    /// A merchant's time to answer ends; when they said nothing, staff call them.
    Chase {
        /// The order.
        reference: Reference,
        /// The merchant, by the key of their list.
        merchant: String,
    },
    /// A merchant who had begun is told that an order was cancelled.
    Stop {
        /// The order.
        reference: Reference,
        /// The merchant, by the key of their list.
        merchant: String,
    },
}

/// What there is to tell the sender of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum News {
    /// It came, and where it stands.
    Received,
    /// A freed place is kept for them.
    Offered,
    /// They took it.
    Taken,
    /// They did not answer in time.
    Lapsed,
    /// It was given up.
    Cancelled,
    /// Staff refused it.
    Refused,
    /// What it costs was settled.
    Rated,
    /// Every merchant will do their part of an order.
    Confirmed,
    /// A merchant will not do their part.
    PartRefused,
    /// A merchant said nothing before it was too late to order elsewhere.
    Unanswered,
    /// Everything is at the pick-up point.
    Ready,
}

impl News {
    /// The name it has in JSON and in the name of its errand.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Offered => "offered",
            Self::Taken => "taken",
            Self::Lapsed => "lapsed",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
            Self::Rated => "rated",
            Self::Confirmed => "confirmed",
            Self::PartRefused => "part-refused",
            Self::Unanswered => "unanswered",
            Self::Ready => "ready",
        }
    }
}

/// Why staff call or write, instead of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// The settings name no mail server.
    NoMail,
    /// The person gave no e-mail address.
    NoAddress,
    /// The address can't be written to.
    BadAddress,
    /// A mail server refused it for good.
    Refused,
    /// It was tried for a day.
    Undelivered,
}

impl Because {
    /// The name it has in JSON and in a log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoMail => "no-mail",
            Self::NoAddress => "no-address",
            Self::BadAddress => "bad-address",
            Self::Refused => "refused",
            Self::Undelivered => "undelivered",
        }
    }

    /// What staff read: a phrase in lower case.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::NoMail, Language::French) => "aucun serveur de courriel n’est réglé",
            (Self::NoMail, Language::English) => "no mail server is set",
            (Self::NoAddress, Language::French) => "pas d’adresse électronique",
            (Self::NoAddress, Language::English) => "no e-mail address",
            (Self::BadAddress, Language::French) => "l’adresse électronique ne peut pas être utilisée",
            (Self::BadAddress, Language::English) => "the e-mail address can’t be used",
            (Self::Refused, Language::French) => "le courriel a été refusé",
            (Self::Refused, Language::English) => "the mail was refused",
            (Self::Undelivered, Language::French) => "le courriel n’est pas parti malgré une journée d’essais",
            (Self::Undelivered, Language::English) => "the mail did not get out in a day of tries",
        }
    }
}

/// How long a waiting list is left before its session is looked at again: staff
/// may have made it larger.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(15);

impl Task {
    /// The task that an errand holds; none when a later version wrote it.
    #[must_use]
    pub fn of(errand: &Errand) -> Option<Self> {
        serde_json::from_value(errand.task.clone()).ok()
    }

    pub(crate) fn errand(&self, id: String, lane: Lane, due: Timestamp) -> Errand {
        let task = serde_json::to_value(self).unwrap_or_default();
        Errand { id, lane, due, tries: 0, task }
    }
}

/// The notice of the last thing that happened to a request.
#[must_use]
pub(crate) fn notice(request: &Request, news: News, at: Timestamp) -> Errand {
    // A history only grows: the same event has the same name, two events have two.
    let id = format!("avis-{}-{}-{}", request.reference, news.code(), request.history.len());
    Task::Notice { reference: request.reference.clone(), news, because: None }.errand(id, Lane::Post, at)
}

/// What looks, at the cut-off, whether a merchant has answered.
#[must_use]
pub(crate) fn chase(reference: &Reference, part: &Part) -> Errand {
    let task = Task::Chase { reference: reference.clone(), merchant: part.merchant.clone() };
    task.errand(chase_id(reference, &part.merchant), Lane::Machine, part.cutoff)
}

/// The call that staff make to a merchant who has not answered.
#[must_use]
pub(crate) fn call(reference: &Reference, merchant: &str, at: Timestamp) -> Errand {
    let task = Task::Chase { reference: reference.clone(), merchant: merchant.to_owned() };
    task.errand(call_id(reference, merchant), Lane::People, at)
}

/// The call that staff make to a merchant who had begun what is cancelled.
#[must_use]
pub(crate) fn stop(reference: &Reference, merchant: &str, at: Timestamp) -> Errand {
    let task = Task::Stop { reference: reference.clone(), merchant: merchant.to_owned() };
    task.errand(format!("arret-{reference}-{merchant}"), Lane::People, at)
}

/// The errands that are over once a merchant has answered.
#[must_use]
pub(crate) fn answered(reference: &Reference, merchant: &str) -> [String; 2] {
    [chase_id(reference, merchant), call_id(reference, merchant)]
}

fn chase_id(reference: &Reference, merchant: &str) -> String {
    format!("relance-{reference}-{merchant}")
}

fn call_id(reference: &Reference, merchant: &str) -> String {
    format!("appel-{reference}-{merchant}")
}

/// What keeps the places of a session passing on; gone when nobody waits.
#[derive(Clone, Debug)]
pub(crate) enum Watch {
    Kept(Errand),
    Settled(String),
}

impl Watch {
    /// The watch over a session that takes `seats`: now, where a place is free and
    /// somebody waits for it; else when an offer ends, or after a while.
    pub(crate) fn over(places: &Places, seats: u32, (form, page, session): (&str, &str, &str), at: Timestamp) -> Self {
        let id = format!("passer-{form}-{page}-{session}");
        let waits = places.waiting() > 0;
        let due = match places.next_deadline() {
            _ if waits && places.taken(at) < seats => at,
            Some(deadline) => deadline,
            None if waits => at + LOOK_AGAIN,
            None => return Self::Settled(id),
        };
        let task = Task::PassOn { form: form.to_owned(), page: page.to_owned(), session: session.to_owned() };
        Self::Kept(task.errand(id, Lane::Machine, due))
    }

    /// The errand that keeps the watch, if there is one to keep.
    pub(crate) fn kept(self) -> Option<Errand> {
        match self {
            Self::Kept(errand) => Some(errand),
            Self::Settled(_) => None,
        }
    }
}
