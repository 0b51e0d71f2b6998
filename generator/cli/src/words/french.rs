//! What the terminal says, in French.

use schema::hours::State;
use schema::words::Language;

use super::{Counts, Outcome, Phrase, moment, register};
use crate::cloud::Publication;

pub(super) fn said(phrase: &Phrase) -> String {
    match phrase {
        Phrase::Built { stats, elapsed } => built(*stats, elapsed.as_secs_f64()),
        Phrase::NotPublished => "rien n’a été écrit\u{a0}: le site garde sa dernière bonne version".to_owned(),
        Phrase::Tally { errors, warnings, files } => {
            let errors = count(*errors, "erreur", "erreurs");
            let warnings = count(*warnings, "avertissement", "avertissements");
            format!("{errors}, {warnings}, dans {}", count(*files, "fichier", "fichiers"))
        }
        Phrase::NothingWrong => "aucune faute".to_owned(),
        Phrase::SiteAt(address) => format!("le site\u{a0}: {address}"),
        Phrase::BureauAt(address) => format!("le bureau\u{a0}: {address}"),
        Phrase::HowToStop => "Ctrl-C pour arrêter".to_owned(),
        Phrase::Stopping => "arrêt".to_owned(),
        Phrase::NotWatching(cause) => {
            format!("les fichiers ne peuvent pas être surveillés ({cause})\u{a0}: ils sont relus chaque seconde")
        }
        Phrase::BuildPanicked => {
            "la construction s’est interrompue par un défaut du programme\u{a0}: le site garde sa dernière bonne version".to_owned()
        }
        Phrase::Settled { reference, outcome: Outcome::Finished } => {
            format!("{reference}\u{a0}: la modification interrompue est terminée")
        }
        Phrase::Settled { reference, outcome: Outcome::Abandoned } => {
            format!("{reference}\u{a0}: la modification interrompue est abandonnée, car la page a changé depuis")
        }
        Phrase::NotSettled { reference, cause } => {
            format!("{reference}\u{a0}: la modification interrompue n’a pas pu être reprise\u{a0}: {cause}")
        }
        Phrase::Accepted { reference, file, fields } => format!("{reference} acceptée\u{a0}: {file} modifié ({})", fields.join(", ")),
        Phrase::AcceptedUnchanged { reference, file } => format!("{reference} acceptée\u{a0}: {file} disait déjà tout cela"),
        Phrase::Recorded { reference, link } => format!("{reference} enregistrée\nà suivre sur {link}"),
        Phrase::Refused { reference } => format!("{reference} refusée"),
        Phrase::Undone { reference, file, fields } => {
            format!("{reference}\u{a0}: {file} remis comme avant pour {}, la demande attend de nouveau", fields.join(", "))
        }
        Phrase::UndoneWhole { reference, file } => {
            format!("{reference}\u{a0}: {file} remis exactement comme avant, la demande attend de nouveau")
        }
        Phrase::KeptLater { fields } => format!("laissé tel quel, car changé depuis\u{a0}: {}", fields.join(", ")),
        Phrase::Reopened { reference } => format!("{reference}\u{a0}: le refus est retiré, la demande attend de nouveau"),
        Phrase::Released { reference } => format!("{reference}\u{a0}: le doute est levé"),
        Phrase::QueueEmpty => "aucune demande en attente".to_owned(),
        Phrase::NoCalls => "aucun appel à passer, aucune lettre à poster".to_owned(),
        Phrase::Called { reference } => format!("{reference}\u{a0}: la personne est prévenue"),
        Phrase::NoMailPassword { variable } => {
            format!("les courriels attendent\u{a0}: le serveur de courriel veut un mot de passe, à donner dans {variable} ou dans le fichier que nomme {variable}_FILE")
        }
        Phrase::Published(Publication::New { .. }) => {
            "publié\u{a0}: la fonction le voit dans la minute".to_owned()
        }
        Phrase::Published(Publication::Same) => "rien à publier, tout y est déjà".to_owned(),
        Phrase::Code { page, code } => format!("code pour {page}\u{a0}: {code} (il sert une fois, pendant 60 jours\u{a0}; l’ancien ne vaut plus rien)"),
        Phrase::Rated { reference, rated } => format!("{reference}, {}", register::rated(*rated, Language::French)),
        Phrase::Moved { reference, state } => format!("{reference}\u{a0}: {}", state.words(Language::French)),
        Phrase::Warned { reference } => format!("{reference}\u{a0}: noté, cette personne est prévenue"),
        Phrase::NothingToTell { reference } => format!("{reference}\u{a0}: rien à annoncer, la séance est comme elle était ou la personne le sait déjà"),
        Phrase::NobodyToWarn => "personne à prévenir".to_owned(),
        Phrase::HoursOsm(osm) => format!("OSM       \u{a0}: {osm}"),
        Phrase::HoursReading(reading) => format!("lecture   \u{a0}: {reading}"),
        Phrase::HoursState { state, at } => {
            let state = match state {
                State::Open => "ouvert",
                State::Closed => "fermé",
                State::Unknown => "inconnu, les horaires ne le disent pas",
            };
            format!("à présent \u{a0}: {state} ({})", moment(*at, Language::French))
        }
        Phrase::HoursNext(Some(next)) => format!("changement\u{a0}: {}", moment(*next, Language::French)),
        Phrase::HoursNext(None) => "changement\u{a0}: aucun dans l’année".to_owned(),
    }
}

fn built(stats: Counts, seconds: f64) -> String {
    format!(
        "{}, {}, {}, {}, {} en {} s",
        count(stats.pages, "page", "pages"),
        count(stats.parsed, "analysée", "analysées"),
        count(stats.rendered, "rendue", "rendues"),
        count(stats.written, "fichier écrit", "fichiers écrits"),
        count(stats.removed, "retiré", "retirés"),
        format!("{seconds:.2}").replace('.', ","),
    )
}

/// Zero and one are singular.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number < 2 { one } else { many })
}
