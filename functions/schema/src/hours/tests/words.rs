//! What staff and readers are told of hours.

use super::super::changes;
use super::hours;
use crate::words::Language::{English, French};

#[track_caller]
fn check(text: &str, french: &str, english: &str) {
    let hours = hours(text);
    assert_eq!(hours.reading(French).replace(['\u{a0}', '\u{202f}'], " "), french);
    assert_eq!(hours.reading(English), english);
}

#[test]
fn a_week_in_a_sentence() {
    let hours = hours("mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h");
    assert_eq!(
        hours.reading(French),
        "du mardi au samedi de 8\u{a0}h à 13\u{a0}h et de 15\u{a0}h\u{a0}30 à 19\u{a0}h\u{a0}30, \
         le dimanche de 8\u{a0}h à 13\u{a0}h\u{202f}; fermé le lundi"
    );
    assert_eq!(
        hours.reading(English),
        "Tuesday to Saturday from 8:00 to 13:00 and from 15:30 to 19:30, Sunday from 8:00 to 13:00; closed Monday"
    );
}

#[test]
fn what_is_not_known_is_said() {
    check(
        "fermé dimanche",
        "fermé le dimanche ; les autres horaires ne sont pas précisés",
        "closed Sunday; the other hours are not given",
    );
    check(
        "lundi-samedi",
        "du lundi au samedi à des heures non précisées ; fermé le dimanche",
        "Monday to Saturday (hours not given); closed Sunday",
    );
    check("sur rendez-vous", "sur rendez-vous", "by appointment");
    check(
        "mar 9h-12h et sur rdv ; fermé les jours fériés",
        "le mardi de 9 h à 12 h ; fermé du mercredi au lundi ; fermé les jours fériés ; en dehors de ces heures, sur rendez-vous",
        "Tuesday from 9:00 to 12:00; closed Wednesday to Monday; closed public holidays; outside these hours, by appointment",
    );
    check("fermé", "fermé", "closed");
    check("7j/7 24h/24", "tous les jours 24 h sur 24", "every day 24 hours a day");
}

#[test]
fn seasons_nights_and_dates() {
    check(
        "d’avril à octobre : 9h-20h ; de novembre à mars : lun-ven 9h-17h",
        "d’avril à octobre, tous les jours de 9 h à 20 h ; de novembre à mars, du lundi au vendredi de 9 h à 17 h, fermé le samedi et le dimanche",
        "from April to October, every day from 9:00 to 20:00; from November to March, Monday to Friday from 9:00 to 17:00, closed Saturday and Sunday",
    );
    check(
        "ven 18h-2h ; fermé du 1er au 15 août ; fermé le 25 décembre",
        "le vendredi de 18 h à 2 h ; fermé du samedi au jeudi ; fermé du 1er au 15 août ; fermé le 25 décembre",
        "Friday from 18:00 to 2:00; closed Saturday to Thursday; closed from 1 to 15 August; closed on 25 December",
    );
    check(
        "1er samedi du mois 10h-minuit",
        "le 1er samedi du mois de 10 h à minuit",
        "the 1st Saturday of the month from 10:00 to midnight",
    );
}

#[test]
fn a_table_has_seven_rows_and_one_table_a_season() {
    let weeks = hours("lun-sam 9h-19h ; août : mar-sam 9h-12h").weeks(French);
    let labels: Vec<Option<&str>> = weeks.iter().map(|week| week.label.as_deref()).collect();
    assert_eq!(labels, [Some("le reste de l’année"), Some("en août")]);
    let monday = &weeks[1].days[0];
    assert_eq!((monday.name.as_str(), monday.text.as_str(), monday.closed), ("lundi", "fermé", true));
    assert_eq!(weeks[0].days[0].text, "9\u{a0}h\u{a0}–\u{a0}19\u{a0}h");
    assert_eq!(weeks[0].days.len(), 7);

    let weeks = hours("fermé dimanche").weeks(French);
    assert_eq!(weeks.len(), 1);
    assert_eq!(weeks[0].days[0].text, "horaires non précisés");
    assert!(weeks[0].days[6].closed && !weeks[0].days[0].closed);
}

#[test]
fn notes_hold_what_the_table_cannot() {
    let hours = hours(
        "mar-sam 9h-19h ; fermé les jours fériés ; fermé du 1er au 15 août 2027 ; 1er dimanche du mois 9h-12h et sur rdv",
    );
    assert_eq!(
        hours.notes(French),
        [
            "le 1er dimanche du mois de 9\u{a0}h à 12\u{a0}h",
            "fermé les jours fériés",
            "fermé du 1er au 15 août 2027",
            "en dehors de ces heures, sur rendez-vous"
        ]
    );
}

#[test]
fn a_change_is_said_day_by_day() {
    let said = |before: &str, after: &str| {
        let changes = changes(&hours(before), &hours(after), French);
        changes.iter().map(|change| change.replace('\u{a0}', " ")).collect::<Vec<_>>()
    };
    assert_eq!(said("mar-sam 9h-12h", "lun-sam 9h-12h"), ["le lundi passe de fermé à 9 h – 12 h"]);
    assert_eq!(
        said("lun-ven 9h-12h ; sam 9h-12h", "lun-ven 9h-13h ; sam 9h-12h"),
        ["du lundi au vendredi, on passe de 9 h – 12 h à 9 h – 13 h"]
    );
    assert_eq!(said("lun-ven 9h-12h", "lundi au vendredi 09:00-12:00"), Vec::<String>::new());
    assert_eq!(said("lun-ven 9h-12h", "lun-ven 9h-12h sauf jours fériés"), ["ajouté : fermé les jours fériés"]);
    assert_eq!(said("lun-ven 9h-12h, fermé en août", "lun-ven 9h-12h"), ["retiré : fermé en août"]);
    assert_eq!(
        said("lun-ven 9h-12h", "lun-ven 9h-12h ; août : lun-ven 9h-11h"),
        ["ajouté : en août, du lundi au vendredi de 9 h à 11 h, fermé le samedi et le dimanche"]
    );
}

#[test]
fn hours_are_equal_when_their_texts_are() {
    assert_eq!(hours(" lun 9h-12h "), hours("lun 9h-12h"));
    assert_ne!(hours("lun 9h-12h"), hours("lundi 9h-12h"));
    assert_eq!(hours("lun 9h-12h").osm(), hours("lundi 9h-12h").osm());
    assert_eq!(hours("ferme\u{301} dimanche").text(), "fermé dimanche");
}
