//! How far a request has come: one vocabulary for all workflows, so that a queue,
//! a page and a program say it alike. Which of them a workflow knows, and when,
//! is said by the workflow.

use schema::words::Language;
use serde::{Deserialize, Serialize};

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waiting for staff, or for the merchants.
    Received,
    /// Every change was made.
    Accepted,
    /// Some of the changes were made.
    PartlyAccepted,
    /// Not done, and the sender was told why.
    Refused,
    /// Taken back by the sender.
    Cancelled,
    /// A place is held.
    Registered,
    /// In the waiting list.
    Waiting,
    /// A freed place is kept for the sender, until a moment.
    Offered,
    /// The offer was not taken in time.
    Lapsed,
    /// Every merchant who was asked will do it.
    Confirmed,
    /// A merchant said nothing before it was too late to order elsewhere.
    Unanswered,
    /// Everything is prepared.
    Prepared,
    /// Everything is at the pick-up point.
    Ready,
    /// It was handed over.
    HandedOver,
}

impl State {
    /// Whether nothing more will come of it: the same may be asked again.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Refused | Self::Cancelled | Self::Lapsed | Self::HandedOver)
    }

    /// The name it has in JSON and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::PartlyAccepted => "partly_accepted",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Registered => "registered",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Lapsed => "lapsed",
            Self::Confirmed => "confirmed",
            Self::Unanswered => "unanswered",
            Self::Prepared => "prepared",
            Self::Ready => "ready",
            Self::HandedOver => "handed_over",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    const fn french(self) -> &'static str {
        match self {
            Self::Received => "reçue",
            Self::Accepted => "acceptée",
            Self::PartlyAccepted => "acceptée en partie",
            Self::Refused => "refusée",
            Self::Cancelled => "annulée",
            Self::Registered => "inscription enregistrée",
            Self::Waiting => "en liste d’attente",
            Self::Offered => "place proposée",
            Self::Lapsed => "proposition restée sans réponse",
            Self::Confirmed => "confirmée",
            Self::Unanswered => "sans réponse d’un commerçant",
            Self::Prepared => "préparée",
            Self::Ready => "au point de retrait",
            Self::HandedOver => "remise",
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::PartlyAccepted => "partly accepted",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Registered => "registered",
            Self::Waiting => "in the waiting list",
            Self::Offered => "place offered",
            Self::Lapsed => "offer not taken in time",
            Self::Confirmed => "confirmed",
            Self::Unanswered => "no answer from a merchant",
            Self::Prepared => "prepared",
            Self::Ready => "at the pick-up point",
            Self::HandedOver => "handed over",
        }
    }
}

/// What someone is told who asked for a move that this state does not allow: a
/// phrase in lower case, without a stop.
pub(super) const fn refused_move(state: State, language: Language) -> &'static str {
    match language {
        Language::French => match state {
            State::Received => "cette demande attend encore une décision",
            State::Accepted => "cette demande a déjà été acceptée",
            State::PartlyAccepted => "cette demande a déjà été acceptée en partie",
            State::Refused => "cette demande a déjà été refusée",
            State::Cancelled => "cette demande a été annulée par la personne qui l’avait envoyée",
            State::Registered => "cette inscription tient déjà une place",
            State::Waiting => "cette inscription est en liste d’attente",
            State::Offered => "une place est proposée à cette personne, sa réponse est attendue",
            State::Lapsed => "la proposition est restée sans réponse, la place est passée à la personne suivante",
            State::Confirmed => "cette commande est déjà confirmée",
            State::Unanswered => "l’heure limite est passée sans réponse d’un commerçant",
            State::Prepared => "cette commande est déjà préparée",
            State::Ready => "cette commande est déjà au point de retrait",
            State::HandedOver => "cette commande a déjà été remise",
        },
        Language::English => match state {
            State::Received => "this request still waits for a decision",
            State::Accepted => "this request has already been accepted",
            State::PartlyAccepted => "this request has already been partly accepted",
            State::Refused => "this request has already been refused",
            State::Cancelled => "this request was cancelled by the person who had sent it",
            State::Registered => "this registration already holds a place",
            State::Waiting => "this registration is in the waiting list",
            State::Offered => "a place is offered to this person, whose answer is awaited",
            State::Lapsed => "the offer was not taken in time, the place went to the next person",
            State::Confirmed => "this order is already confirmed",
            State::Unanswered => "the time limit has passed without an answer from a merchant",
            State::Prepared => "this order is already prepared",
            State::Ready => "this order is already at the pick-up point",
            State::HandedOver => "this order has already been handed over",
        },
    }
}
