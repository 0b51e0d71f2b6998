//! Faults of hours in French.

use super::Fault;
use crate::words::Told;

#[expect(clippy::too_many_lines, reason = "one flat match, so that a new fault does not compile until it speaks")]
pub(super) fn told(fault: &Fault, piece: &str) -> Told {
    let piece = format!("«\u{a0}{piece}\u{a0}»");
    let (message, hint) = match fault {
        Fault::Empty => (
            "aucun horaire n’est écrit".to_owned(),
            "écrivez par exemple «\u{a0}mar-sam 8h-13h, 15h30-19h30\u{a0}; dim 8h-13h\u{a0}»".to_owned(),
        ),
        Fault::TooLong { max } => (
            format!("ces horaires dépassent {max} caractères"),
            "gardez les jours et les heures, et mettez le reste dans la description".to_owned(),
        ),
        Fault::UnknownWord { near: Some(near) } => (
            format!("{piece} n’est pas un mot que l’on comprend dans des horaires"),
            format!("vouliez-vous écrire «\u{a0}{near}\u{a0}»\u{202f}?"),
        ),
        Fault::UnknownWord { near: None } => (
            format!("{piece} n’est pas un mot que l’on comprend dans des horaires"),
            "écrivez seulement les jours, les dates et les heures, par exemple «\u{a0}mar-sam 9h-12h\u{a0}»".to_owned(),
        ),
        Fault::NotUnderstood => (
            format!("{piece} n’est pas compris ici"),
            "écrivez les jours puis les heures, par exemple «\u{a0}lun-ven 9h-12h, 14h-18h\u{a0}»".to_owned(),
        ),
        Fault::NoSuchTime => (
            format!("{piece} n’est pas une heure"),
            "écrivez une heure entre 0h et 24h, par exemple «\u{a0}8h30\u{a0}»".to_owned(),
        ),
        Fault::LoneTime => (
            format!("{piece} dit un moment, mais pas de quand à quand c’est ouvert"),
            "écrivez l’heure d’ouverture et celle de fermeture, par exemple «\u{a0}20h30-23h\u{a0}»".to_owned(),
        ),
        Fault::BareNumbers => (
            format!("{piece} peut être des heures ou des dates"),
            "écrivez les heures avec un h, par exemple «\u{a0}9h-12h\u{a0}»".to_owned(),
        ),
        Fault::BrokenRange => (
            format!("{piece} enchaîne trop d’heures"),
            "séparez les plages par une virgule, par exemple «\u{a0}9h-12h, 14h-18h\u{a0}»".to_owned(),
        ),
        Fault::EmptyRange => (
            format!("{piece} commence et finit à la même heure"),
            "écrivez deux heures différentes, ou «\u{a0}24h/24\u{a0}»".to_owned(),
        ),
        Fault::LongNight => (
            format!("{piece} finit avant de commencer, ou dure jusqu’au lendemain après-midi"),
            "vérifiez les deux heures\u{a0}; une nuit s’écrit par exemple «\u{a0}18h-2h\u{a0}»".to_owned(),
        ),
        Fault::Overlap => (
            format!("{piece} chevauche une autre plage du même jour"),
            "écrivez des plages qui se suivent, par exemple «\u{a0}9h-12h, 14h-18h\u{a0}»".to_owned(),
        ),
        Fault::OpenEnded => (
            format!("{piece} ne dit qu’une des deux heures"),
            "écrivez l’heure d’ouverture et celle de fermeture, par exemple «\u{a0}18h-23h\u{a0}»".to_owned(),
        ),
        Fault::PartOfDay => (
            format!("{piece} ne dit pas à quelles heures"),
            "ajoutez les heures, par exemple «\u{a0}samedi matin 9h-12h\u{a0}»".to_owned(),
        ),
        Fault::DaySaidTwice => (
            format!("{piece} parle d’un jour dont d’autres heures sont déjà dites"),
            "écrivez toutes les heures d’un jour en une fois, par exemple «\u{a0}mer 9h-12h, 14h-18h\u{a0}»".to_owned(),
        ),
        Fault::MissingTimes => (
            format!("il manque les heures après {piece}"),
            "ajoutez-les, par exemple «\u{a0}samedi 9h-12h\u{a0}»".to_owned(),
        ),
        Fault::MissingDays => (
            format!("il manque les jours de {piece}"),
            "écrivez-les avant les heures, par exemple «\u{a0}tous les jours 9h-12h\u{a0}»".to_owned(),
        ),
        Fault::NoSuchDate => (
            format!("{piece} n’est pas une date du calendrier"),
            "écrivez une date qui existe, par exemple «\u{a0}15 août\u{a0}»".to_owned(),
        ),
        Fault::DatedSession => (
            format!("{piece} dit un jour précis, pas un jour de chaque semaine"),
            "écrivez des jours de la semaine, par exemple «\u{a0}mer 14h-18h\u{a0}», ou une date avec son année, par exemple «\u{a0}14 juillet 2027\u{a0}»".to_owned(),
        ),
        Fault::EndlessPeriod => (
            format!("{piece} ne dit qu’un des deux bouts de la période"),
            "écrivez les deux, par exemple «\u{a0}du 1er juillet au 31 août\u{a0}»".to_owned(),
        ),
        Fault::SeasonWithoutDates => (
            format!("{piece} ne dit pas de quelle date à quelle date"),
            "écrivez les dates, par exemple «\u{a0}du 1er juillet au 31 août\u{a0}: 9h-13h\u{a0}»".to_owned(),
        ),
        Fault::SchoolHolidays => (
            format!("{piece} change de dates chaque année"),
            "écrivez les dates des vacances, par exemple «\u{a0}du 3 juillet 2027 au 31 août 2027\u{a0}»".to_owned(),
        ),
        Fault::AmbiguousWeek => (
            format!("{piece} peut désigner des jours différents"),
            "nommez les jours, par exemple «\u{a0}lun-ven\u{a0}» ou «\u{a0}sam-dim\u{a0}»".to_owned(),
        ),
        Fault::AmbiguousAppointment => (
            format!("{piece} peut vouloir dire pendant ces heures ou en dehors"),
            "écrivez «\u{a0}9h-12h sur rendez-vous\u{a0}» si ces heures sont sur rendez-vous, ou «\u{a0}9h-12h et sur rendez-vous\u{a0}» si d’autres le sont".to_owned(),
        ),
        Fault::LooseAppointment => (
            format!("{piece} ne dit pas si c’est ouvert sans rendez-vous"),
            "écrivez seulement «\u{a0}sur rendez-vous\u{a0}», ou les jours et les heures sans rendez-vous".to_owned(),
        ),
        Fault::UnsupportedOsm => (
            format!("{piece} fait partie des horaires d’OpenStreetMap que l’on ne prend pas en charge"),
            "écrivez des jours, des dates et des heures, par exemple «\u{a0}Mo-Fr 09:00-12:00; PH off\u{a0}»".to_owned(),
        ),
    };
    Told::with_hint(message, hint)
}
