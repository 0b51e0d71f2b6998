//! Why an operation of the staff was not done, in words.

use schema::types::text;
use schema::words::Language;

use super::Blank;
use crate::moves::Stopped;
use crate::reference::Reference;
use crate::unavailable::Unavailable;
use crate::workflow::Illegal;

/// Why an operation of the staff was not done; nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No request has this reference.
    #[error("no request has the reference {0}")]
    Unknown(Reference),
    /// The state of the request does not allow it.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// These fields were not asked for.
    #[error("the request does not ask to change {}", .0.join(", "))]
    NotAsked(Vec<String>),
    /// Nothing was chosen to be accepted.
    #[error("no field was chosen")]
    NoField,
    /// A refusal says why.
    #[error("a refusal needs a reason")]
    NoReason,
    /// The reason is not a text that can be shown.
    #[error("the reason is not a text")]
    Reason(text::Problem),
    /// No page that can be changed is there.
    #[error("no page that can be updated is at {0}")]
    UnknownPage(String),
    /// No page announces this session.
    #[error("no session {session} is announced on {page}")]
    UnknownSession {
        /// The page as it was given.
        page: String,
        /// The session as it was given.
        session: String,
    },
    /// No call or letter waits by this name.
    #[error("no call is to be made under {0}")]
    UnknownCall(String),
    /// No merchant and no pick-up point is called so.
    #[error("no merchant and no pick-up point is called {0}")]
    UnknownList(String),
    /// The page of the registration has no price grid.
    #[error("what {0} costs does not depend on a quotient")]
    NoRate(Reference),
    /// What staff typed was refused, as a visitor's would be.
    #[error("{message}")]
    Refused {
        /// A stable name for scripts: `invalid`, `unchanged`.
        code: &'static str,
        /// The whole, in words.
        message: String,
        /// The faults, by field.
        faults: Vec<(String, String)>,
        /// The form of a registration again, with all that was typed.
        again: Option<Box<Blank>>,
    },
    /// Nothing made the request doubtful, or no more.
    #[error("the request is not doubted")]
    NoDoubt,
    /// The store does not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// The bundle is not there.
    #[error("the site has not been built")]
    NotReady(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Unknown(reference) => Self::Unknown(reference),
            Stopped::Illegal(illegal) => Self::Illegal(illegal),
            Stopped::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}

impl Error {
    /// A stable name for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown-request",
            Self::Illegal(_) => "illegal-move",
            Self::NotAsked(_) => "not-asked",
            Self::NoField => "no-field",
            Self::NoReason => "no-reason",
            Self::Reason(problem) => problem.code(),
            Self::UnknownPage(_) => "unknown-page",
            Self::UnknownSession { .. } => "unknown-session",
            Self::UnknownCall(_) => "unknown-call",
            Self::UnknownList(_) => "unknown-list",
            Self::NoRate(_) => "no-rate",
            Self::Refused { code, .. } => code,
            Self::NoDoubt => "no-doubt",
            Self::Unavailable(_) => "store-unavailable",
            Self::NotReady(_) => "not-built",
        }
    }

    /// What staff are told: a phrase in lower case without a stop, except for what
    /// a visitor would be told too, which stays in whole sentences.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Unknown(reference), Language::French) => {
                format!("aucune demande n’a la référence «\u{a0}{reference}\u{a0}»")
            }
            (Self::Unknown(reference), Language::English) => format!("no request has the reference “{reference}”"),
            (Self::Illegal(illegal), language) => illegal.message(language),
            (Self::NotAsked(keys), Language::French) => {
                format!("la demande ne porte pas sur «\u{a0}{}\u{a0}»", keys.join(", "))
            }
            (Self::NotAsked(keys), Language::English) => {
                format!("the request does not ask to change “{}”", keys.join(", "))
            }
            (Self::NoField, Language::French) => "aucun champ n’est choisi".to_owned(),
            (Self::NoField, Language::English) => "no field is chosen".to_owned(),
            (Self::NoReason, Language::French) => "un refus dit pourquoi\u{a0}: écrivez un motif".to_owned(),
            (Self::NoReason, Language::English) => "a refusal says why: write a reason".to_owned(),
            (Self::Reason(problem), language) => problem.told(language).message,
            (Self::UnknownPage(page), Language::French) => {
                format!("aucune fiche modifiable n’est à «\u{a0}{page}\u{a0}»")
            }
            (Self::UnknownPage(page), Language::English) => format!("no page that can be updated is at “{page}”"),
            (Self::UnknownSession { page, session }, Language::French) => {
                format!("aucune séance «\u{a0}{session}\u{a0}» n’est annoncée sur «\u{a0}{page}\u{a0}»")
            }
            (Self::UnknownSession { page, session }, Language::English) => {
                format!("no session “{session}” is announced on “{page}”")
            }
            (Self::UnknownCall(id), Language::French) => {
                format!("aucun appel «\u{a0}{id}\u{a0}» n’est à faire, ou il est déjà fait")
            }
            (Self::UnknownCall(id), Language::English) => {
                format!("no call “{id}” is to be made, or it is made already")
            }
            (Self::UnknownList(key), Language::French) => {
                format!(
                    "aucun commerçant de la conciergerie et aucun point de retrait ne s’appelle «\u{a0}{key}\u{a0}»"
                )
            }
            (Self::UnknownList(key), Language::English) => {
                format!("no merchant of the concierge and no pick-up point is called “{key}”")
            }
            (Self::NoRate(reference), Language::French) => {
                format!("le tarif de {reference} ne dépend pas d’un quotient familial")
            }
            (Self::NoRate(reference), Language::English) => {
                format!("what {reference} costs does not depend on a quotient")
            }
            (Self::Refused { message, .. }, _) => message.clone(),
            (Self::NoDoubt, Language::French) => "aucun doute ne pèse sur cette demande".to_owned(),
            (Self::NoDoubt, Language::English) => "there is no doubt about this request".to_owned(),
            (Self::Unavailable(_), Language::French) => {
                "le registre des demandes ne répond pas, rien n’a été changé".to_owned()
            }
            (Self::Unavailable(_), Language::English) => {
                "the store of requests does not answer, nothing was changed".to_owned()
            }
            (Self::NotReady(_), Language::French) => "le site n’a pas encore été construit".to_owned(),
            (Self::NotReady(_), Language::English) => "the site has not been built yet".to_owned(),
        }
    }
}
