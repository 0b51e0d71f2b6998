//! What can happen to a request: the words of its history, one vocabulary for
//! all workflows.

use jiff::Timestamp;
use schema::form::rate::Quote;
use schema::words::Language;
use serde::{Deserialize, Serialize};

use super::register::SessionChange;
use crate::doubt::Doubt;
use crate::errand::News;
use crate::reach::ReachedBy;
use crate::verified::Verified;

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
    /// A freed place was offered.
    Offered {
        /// Until when it is kept.
        until: Timestamp,
    },
    /// The offered place was taken.
    Taken,
    /// Staff called the sender, or wrote.
    Told {
        /// What they told.
        news: News,
        /// How.
        by: Option<ReachedBy>,
    },
    /// Staff saw a proof, and said what the place costs.
    Rated {
        /// What it costs.
        quote: Quote,
    },
    /// A merchant will do their part.
    PartConfirmed {
        /// The title of the merchant's page.
        merchant: String,
    },
    /// A part was prepared.
    PartPrepared {
        /// The title of the merchant's page.
        merchant: String,
    },
    /// A part is at the pick-up point.
    PartReady {
        /// The title of the merchant's page.
        merchant: String,
    },
    /// A part was handed over.
    PartHandedOver {
        /// The title of the merchant's page.
        merchant: String,
    },
    /// A part will not be done.
    PartRefused {
        /// The title of the merchant's page.
        merchant: String,
        /// What the sender is told.
        reason: String,
    },
    /// Staff told the sender what became of the session.
    Warned {
        /// What became of it.
        change: SessionChange,
    },
    /// Staff looked at what made it doubtful, and believe it.
    Released {
        /// What it was.
        doubt: Doubt,
    },
}

impl Deed {
    /// What people call it.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let said = match self {
            Self::Received => "demande reçue",
            Self::AcceptBegun { verified: None, .. } => "modification de la page commencée",
            Self::AcceptBegun { verified: Some(verified), .. } => {
                let how = verified.words(Language::French);
                return format!("modification de la page commencée, vérification\u{a0}: {how}");
            }
            Self::Accepted => "page modifiée",
            Self::Refused { reason } => return format!("demande refusée\u{a0}: {reason}"),
            Self::Cancelled => "demande annulée",
            Self::UndoBegun => "retour en arrière commencé",
            Self::Undone => "page remise comme avant",
            Self::Abandoned => "modification abandonnée",
            Self::Reopened => "refus retiré",
            Self::Offered { .. } => "place proposée",
            Self::Taken => "place acceptée",
            Self::Told { by: None, .. } => "personne prévenue",
            Self::Told { by: Some(by), .. } => {
                return format!("personne prévenue {}", by.words(Language::French));
            }
            Self::Rated { quote } => {
                return format!("justificatif vu, tarif fixé à {}", quote.price.words(Language::French));
            }
            Self::PartConfirmed { merchant } => return format!("confirmée\u{a0}: {merchant}"),
            Self::PartPrepared { merchant } => return format!("préparée\u{a0}: {merchant}"),
            Self::PartReady { merchant } => return format!("au point de retrait\u{a0}: {merchant}"),
            Self::PartHandedOver { merchant } => return format!("remise\u{a0}: {merchant}"),
            Self::PartRefused { merchant, reason } => return format!("refusée\u{a0}: {merchant}, {reason}"),
            Self::Warned { change: SessionChange::Cancelled } => "personne prévenue que la séance est annulée",
            Self::Warned { change: SessionChange::Gone } => "personne prévenue que la séance n’est plus annoncée",
            Self::Warned { change: SessionChange::Moved(_) } => "personne prévenue que la séance est déplacée",
            Self::Released { doubt } => return format!("doute levé\u{a0}: {}", doubt.words(Language::French)),
        };
        said.to_owned()
    }

    fn english(&self) -> String {
        let said = match self {
            Self::Received => "request received",
            Self::AcceptBegun { verified: None, .. } => "change of the page begun",
            Self::AcceptBegun { verified: Some(verified), .. } => {
                return format!("change of the page begun, checked by: {}", verified.words(Language::English));
            }
            Self::Accepted => "page changed",
            Self::Refused { reason } => return format!("request refused: {reason}"),
            Self::Cancelled => "request cancelled",
            Self::UndoBegun => "undo begun",
            Self::Undone => "page put back as it was",
            Self::Abandoned => "change given up",
            Self::Reopened => "refusal taken back",
            Self::Offered { .. } => "place offered",
            Self::Taken => "place taken",
            Self::Told { by: None, .. } => "sender told",
            Self::Told { by: Some(by), .. } => return format!("sender told {}", by.words(Language::English)),
            Self::Rated { quote } => {
                return format!("proof seen, price set at {}", quote.price.words(Language::English));
            }
            Self::PartConfirmed { merchant } => return format!("confirmed: {merchant}"),
            Self::PartPrepared { merchant } => return format!("prepared: {merchant}"),
            Self::PartReady { merchant } => return format!("at the pick-up point: {merchant}"),
            Self::PartHandedOver { merchant } => return format!("handed over: {merchant}"),
            Self::PartRefused { merchant, reason } => return format!("refused: {merchant}, {reason}"),
            Self::Warned { change: SessionChange::Cancelled } => "sender told that the session is cancelled",
            Self::Warned { change: SessionChange::Gone } => "sender told that the session is announced no more",
            Self::Warned { change: SessionChange::Moved(_) } => "sender told that the session is moved",
            Self::Released { doubt } => return format!("doubt lifted: {}", doubt.words(Language::English)),
        };
        said.to_owned()
    }
}
