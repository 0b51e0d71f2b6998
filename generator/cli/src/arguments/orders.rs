//! The commands about orders, as they are typed.

use clap::{Subcommand, ValueEnum};
use desk::workflow::order::Step;
use jiff::civil::Date;

#[derive(Debug, Subcommand)]
pub(crate) enum OrderAction {
    /// Ce qu’un commerçant prépare un jour donné : par produit, puis par point de retrait
    Preparation {
        /// Le commerçant : sa page, commerces/le-fournil, ou la fin de son adresse, le-fournil
        merchant: String,
        /// Le jour du retrait, par exemple 2026-11-25 [par défaut : aujourd’hui]
        #[arg(long, value_name = "JOUR")]
        day: Option<Date>,
        /// En CSV, pour un tableur
        #[arg(long)]
        csv: bool,
    },
    /// Ce qu’un point de retrait remet un jour donné : les sacs, les noms, ce qui reste à payer
    Delivery {
        /// Le point : sa page, points-de-retrait/le-cadran, ou la fin de son adresse, le-cadran
        point: String,
        /// Le jour du retrait, par exemple 2026-11-25 [par défaut : aujourd’hui]
        #[arg(long, value_name = "JOUR")]
        day: Option<Date>,
        /// En CSV, pour un tableur
        #[arg(long)]
        csv: bool,
    },
    /// Le lien secret de la liste d’un commerçant, ou de la feuille d’un point de retrait
    Link {
        /// Le commerçant ou le point
        key: String,
        /// Mettre fin au lien d’avant : qui l’a ne voit plus rien
        #[arg(long)]
        renew: bool,
    },
    /// Noter où en est une commande, pour un commerçant ou un point qui le dit au téléphone
    Advance {
        /// La référence, MK-XXXX-XXXX
        reference: String,
        /// Le commerçant dont c’est la part [par défaut : toutes celles qui en sont là]
        #[arg(long, value_name = "COMMERÇANT", required_if_eq("stage", "refused"))]
        merchant: Option<String>,
        /// confirmed (confirmée), prepared (préparée), ready (au point de retrait), handed-over (remise), refused (refusée)
        #[arg(long, value_name = "ÉTAPE", hide_possible_values = true)]
        stage: Stage,
        /// Le motif d’un refus, que lira le client
        #[arg(long, value_name = "MOTIF", required_if_eq("stage", "refused"))]
        reason: Option<String>,
    },
}

/// Where the part of an order comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    Confirmed,
    Prepared,
    Ready,
    HandedOver,
    Refused,
}

impl Stage {
    /// The step that leads there.
    pub(crate) fn step(self, reason: Option<String>) -> Step {
        match self {
            Self::Confirmed => Step::Confirm,
            Self::Prepared => Step::Prepare,
            Self::Ready => Step::Bring,
            Self::HandedOver => Step::HandOver,
            Self::Refused => Step::Refuse { reason: reason.unwrap_or_default() },
        }
    }
}
