//! The command line as it is typed: commands, flags, their help.
//!
//! Architecture invariant: nothing here opens a file or reads a clock; what is
//! typed is only given a type.

mod orders;

pub(crate) use orders::OrderAction;

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use desk::request::Channel;
use desk::verified::Verified;
use schema::words::Language;

/// Le site d’une ville et son guichet : des pages Markdown, des formulaires, des demandes.
#[derive(Debug, Parser)]
#[command(name = "parvis", version, propagate_version = true, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, subcommand_help_heading = "Commandes", subcommand_value_name = "COMMANDE")]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options de toutes les commandes")]
pub(crate) struct Global {
    /// Dossier du site, celui de parvis.yaml [par défaut : .]
    #[arg(long, global = true, value_name = "DOSSIER", default_value = ".", hide_default_value = true)]
    pub(crate) root: PathBuf,
    /// Langue des messages, fr ou en [par défaut : celle du site]
    #[arg(long, global = true, value_name = "LANGUE", hide_possible_values = true)]
    pub(crate) lang: Option<Lang>,
    /// Faire comme si l’on était à ce moment : 2027-08-15T22:00, ou RFC 3339
    #[arg(long, global = true, value_name = "MOMENT")]
    pub(crate) at: Option<String>,
    /// Forme des résultats : human, ou json (un objet par ligne) [par défaut : human]
    #[arg(
        long,
        global = true,
        value_name = "FORME",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: Format,
    /// Ne dire que les résultats et les fautes
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Dire ce qui se passe, en détail
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Afficher cette aide
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Afficher la version
    #[arg(short = 'V', long, global = true, action = ArgAction::Version)]
    version: Option<bool>,
}

/// A language as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Lang {
    Fr,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Fr => Self::French,
            Lang::En => Self::English,
        }
    }
}

/// The form in which results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Construire le site dans output/
    Build(Build),
    /// Construire, montrer, reconstruire à chaque changement, ouvrir le bureau (sans commande : celle-ci)
    Serve(Serve),
    /// Servir le site construit et son guichet, sans bureau, directement sur le réseau (sinon, voir --trusted-proxy)
    Desk(Desk),
    /// Vérifier tout le contenu, sans rien écrire
    Check,
    /// Écrire une nouvelle page, ses champs expliqués
    New(New),
    /// Dire ce qui est compris d’horaires d’ouverture
    Hours(Hours),
    /// Traiter les demandes reçues
    Inbox(Inbox),
    /// Remettre à une fonction déployée ce qui vient d’être construit
    Publish(Publish),
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// Dossier du site construit [par défaut : output]
    #[arg(long, value_name = "DOSSIER", default_value = "output", hide_default_value = true)]
    pub(crate) output: PathBuf,
    /// Adresse publique du site [par défaut : celle de parvis.yaml]
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) base_url: Option<String>,
    /// Construire aussi les brouillons
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Nombre de tâches à la fois [par défaut : autant que de processeurs]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
    /// Écrire les pages justes même si d’autres ont des fautes
    #[arg(long)]
    pub(crate) keep_going: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) door: Door,
    /// Port du bureau, toujours sur 127.0.0.1 [par défaut : 4001]
    #[arg(long, value_name = "PORT", default_value_t = 4001, hide_default_value = true)]
    pub(crate) bureau_port: u16,
    /// Montrer aussi les brouillons
    #[arg(long)]
    pub(crate) drafts: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Desk {
    #[command(flatten)]
    pub(crate) door: Door,
    /// Adresse du serveur qui se tient devant, s’il y en a un : il dit de qui vient chaque envoi (X-Forwarded-For)
    #[arg(long, value_name = "ADRESSE")]
    pub(crate) trusted_proxy: Option<IpAddr>,
}

/// Where visitors come in, and where what they send is kept.
#[derive(Debug, Args)]
pub(crate) struct Door {
    /// Adresse d’écoute [par défaut : 127.0.0.1]
    #[arg(long, value_name = "ADRESSE", default_value = "127.0.0.1", hide_default_value = true)]
    pub(crate) host: IpAddr,
    /// Port d’écoute [par défaut : 4000]
    #[arg(long, value_name = "PORT", default_value_t = 4000, hide_default_value = true)]
    pub(crate) port: u16,
    #[command(flatten)]
    pub(crate) store: StoreOption,
}

#[derive(Debug, Args)]
pub(crate) struct StoreOption {
    /// Où les demandes sont gardées : sqlite:CHEMIN ou dynamodb:TABLE [par défaut : sqlite:.parvis/desk.sqlite]
    #[arg(
        long = "store",
        global = true,
        value_name = "STORE",
        default_value = "sqlite:.parvis/desk.sqlite",
        hide_default_value = true
    )]
    pub(crate) text: String,
}

#[derive(Debug, Args)]
pub(crate) struct Publish {
    #[command(flatten)]
    pub(crate) store: StoreOption,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// Le genre de page : commerce, activite, …
    #[arg(value_name = "GENRE")]
    pub(crate) kind: String,
    /// Le titre de la page
    #[arg(value_name = "TITRE")]
    pub(crate) title: String,
}

#[derive(Debug, Args)]
pub(crate) struct Hours {
    /// Les horaires, en français ou en OSM : « mar-sam 8h-13h ; dim 8h-12h »
    #[arg(value_name = "TEXTE", allow_hyphen_values = true)]
    pub(crate) text: String,
}

#[derive(Debug, Args)]
#[command(subcommand_help_heading = "Actions", subcommand_value_name = "ACTION")]
pub(crate) struct Inbox {
    #[command(flatten)]
    pub(crate) store: StoreOption,
    #[command(subcommand)]
    pub(crate) action: Action,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// La file des demandes
    List {
        /// Montrer aussi celles qui sont traitées
        #[arg(long)]
        all: bool,
    },
    /// Une demande : avant, après, ce que dit la page maintenant
    Show {
        /// La référence, MK-XXXX-XXXX
        reference: String,
    },
    /// Accepter : la page est modifiée, et le fichier est dit
    Accept {
        /// La référence, MK-XXXX-XXXX
        reference: String,
        /// Ces champs seulement, même si la page a changé depuis
        #[arg(long, value_name = "CHAMPS", value_delimiter = ',')]
        fields: Vec<String>,
        /// Comment l’on s’est assuré de qui demande : call (rappel au numéro publié), visit (visite), known (personne connue)
        #[arg(long, value_name = "PREUVE", hide_possible_values = true)]
        verified: Option<VerifiedBy>,
    },
    /// Saisir une demande apportée au guichet, par téléphone ou sur papier
    Record(Record),
    /// La liste d’une séance : les places, les propositions, l’attente ; à imprimer pour l’animateur
    Session {
        /// La page, par exemple activites/chorale
        page: String,
        /// Le code de la séance, celui de la page
        id: String,
        /// En CSV, pour un tableur
        #[arg(long)]
        csv: bool,
    },
    /// Qui prévenir parce qu’une séance est annulée, déplacée ou n’est plus annoncée
    Warn {
        /// Noter que cette personne est prévenue : sa référence, MK-XXXX-XXXX
        #[arg(long, value_name = "RÉFÉRENCE")]
        done: Option<String>,
    },
    /// Fixer le tarif d’une inscription, justificatif vu
    Rate {
        /// La référence, MK-XXXX-XXXX
        reference: String,
        /// Le quotient familial que dit l’attestation
        #[arg(long, value_name = "QUOTIENT", allow_hyphen_values = true)]
        quotient: String,
    },
    /// Accepter la place proposée, pour une personne qui dit oui au téléphone ou au guichet
    Take {
        /// La référence, MK-XXXX-XXXX
        reference: String,
    },
    /// Annuler, à la demande de la personne
    Cancel {
        /// La référence, MK-XXXX-XXXX
        reference: String,
    },
    #[command(flatten)]
    Orders(OrderAction),
    /// Refuser, avec le motif que lira le demandeur
    Refuse {
        /// La référence, MK-XXXX-XXXX
        reference: String,
        /// Le motif
        #[arg(long, value_name = "MOTIF")]
        reason: String,
    },
    /// Lever le doute sur une demande : elle n’est plus mise à part
    Release {
        /// La référence, MK-XXXX-XXXX
        reference: String,
    },
    /// Revenir sur une décision : la page redevient ce qu’elle était
    Undo {
        /// La référence, MK-XXXX-XXXX
        reference: String,
    },
    /// Les demandes d’un formulaire, en CSV
    Export {
        /// Le formulaire, par exemple mise-a-jour-commerce
        #[arg(long, value_name = "FORMULAIRE")]
        form: String,
    },
    /// Les appels à passer et les lettres à poster
    Calls,
    /// Noter qu’un appel est passé, qu’une lettre est partie
    Called {
        /// Son nom, tel que inbox calls le donne
        id: String,
    },
    /// Un nouveau code à porter à l’adresse publiée d’une page
    Code {
        /// La page, par exemple commerces/le-fournil
        page: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Record {
    /// La page, par exemple commerces/le-fournil
    pub(crate) page: String,
    /// Le formulaire, par exemple inscription [par défaut : celui qui modifie la page, sinon celui qui s’y rapporte]
    #[arg(long, value_name = "FORMULAIRE")]
    pub(crate) form: Option<String>,
    /// Comment elle est arrivée : counter (au guichet), phone (par téléphone), paper (sur papier)
    #[arg(long, value_name = "CANAL", hide_possible_values = true)]
    pub(crate) channel: Brought,
    /// Ce qu’il faut écrire dans une case : telephone="01 47 46 75 01", produits.0.prix="1,30 €" ; vide, elle est effacée
    #[arg(long, value_name = "CLÉ=TEXTE", value_parser = control)]
    pub(crate) set: Vec<(String, String)>,
    /// Lire la demande sur l’entrée standard : un objet JSON, ses listes entières
    #[arg(long, conflicts_with = "set", required_unless_present = "set")]
    pub(crate) stdin: bool,
}

/// A control as it is typed: its name, an equals sign, its text.
fn control(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((key, text)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), text.to_owned())),
        _ => Err("clé=texte"),
    }
}

/// How a person brought what staff type.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Brought {
    Counter,
    Phone,
    Paper,
}

impl From<Brought> for Channel {
    fn from(brought: Brought) -> Self {
        match brought {
            Brought::Counter => Self::Counter,
            Brought::Phone => Self::Phone,
            Brought::Paper => Self::Paper,
        }
    }
}

/// How staff made sure of who asks.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum VerifiedBy {
    Call,
    Visit,
    Known,
}

impl From<VerifiedBy> for Verified {
    fn from(verified: VerifiedBy) -> Self {
        match verified {
            VerifiedBy::Call => Self::Call,
            VerifiedBy::Visit => Self::Visit,
            VerifiedBy::Known => Self::Known,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::{Arguments, Command};

    #[test]
    fn the_declaration_is_coherent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn flags_of_all_commands_stand_anywhere() {
        let arguments = Arguments::parse_from(["parvis", "check", "--root", "ville", "--lang", "en"]);
        assert_eq!(arguments.global.root.to_str(), Some("ville"));
        assert!(matches!(arguments.command, Some(Command::Check)));
    }

    #[test]
    fn hours_may_start_with_a_dash() {
        assert!(Arguments::try_parse_from(["parvis", "hours", "-8h"]).is_ok());
    }
}
