//! Texts that are refused, each with every piece at fault.
//!
//! Some are no hours at all; the others could be read in two ways.

use super::check_refused;

const REFUSED: &[(&str, &[(&str, &str)])] = &[
    ("minuit", &[("hours-lone-time", "minuit")]),
    ("midi", &[("hours-lone-time", "midi")]),
    ("lundi-samedi, midi", &[("hours-lone-time", "midi")]),
    ("été : 9h-20h", &[("hours-season-without-dates", "été")]),
    (
        "lun-ven 9h-18h, sur rendez-vous",
        &[(
            "hours-ambiguous-appointment",
            "lun-ven 9h-18h, sur rendez-vous",
        )],
    ),
    ("20h30", &[("hours-lone-time", "20h30")]),
    ("MARDI, VENDREDI À 20H30", &[("hours-lone-time", "20H30")]),
    (
        "mer 6 20h30 | sam 9 21h",
        &[
            ("hours-dated-session", "mer 6 20h30"),
            ("hours-dated-session", "sam 9 21h"),
        ],
    ),
    (
        "mer 6 20h30 | sam 9 21h | dim 10 15h/20h30 | mar 12 20h30",
        &[
            ("hours-dated-session", "mer 6 20h30"),
            ("hours-dated-session", "sam 9 21h"),
            ("hours-dated-session", "dim 10 15h/20h30"),
            ("hours-dated-session", "mar 12 20h30"),
        ],
    ),
    (
        "LU 12 OCT 20:00",
        &[("hours-dated-session", "LU 12 OCT 20:00")],
    ),
    (
        "MA 06 AVRIL 20:00",
        &[("hours-dated-session", "MA 06 AVRIL 20:00")],
    ),
    (
        "11h-12h : arpentage",
        &[("hours-unknown-word", "arpentage")],
    ),
    ("18 novembre (20h)", &[("hours-lone-time", "20h")]),
    (
        "durée env 2h30",
        &[
            ("hours-unknown-word", "durée env"),
            ("hours-lone-time", "2h30"),
        ],
    ),
    (
        "lun-mard 9h",
        &[("hours-unknown-word", "mard"), ("hours-lone-time", "9h")],
    ),
    ("lun-mard 9h-12h", &[("hours-unknown-word", "mard")]),
    ("25h", &[("hours-no-such-time", "25h")]),
    ("lun 9h-25h", &[("hours-no-such-time", "25h")]),
    ("lun 9h60-12h", &[("hours-no-such-time", "9h60")]),
    ("9h-12h-14h", &[("hours-broken-range", "9h-12h-14h")]),
    (
        "lun 9h-12h-14h-18h",
        &[("hours-broken-range", "9h-12h-14h-18h")],
    ),
    ("ouvert le matin", &[("hours-part-of-day", "matin")]),
    ("matin", &[("hours-part-of-day", "matin")]),
    ("samedi matin", &[("hours-part-of-day", "matin")]),
    ("samedi matin 14h-18h", &[("hours-part-of-day", "matin")]),
    ("lun-ven 9-12", &[("hours-bare-numbers", "9-12")]),
    ("9h-13h, 12h-18h", &[("hours-overlap", "9h-13h, 12h-18h")]),
    (
        "lun-ven 9h-12h ; mer 14h-18h",
        &[("hours-day-said-twice", "mer 14h-18h")],
    ),
    (
        "tous les jours 9h-19h sauf le samedi 9h-12h",
        &[("hours-day-said-twice", "sauf le samedi 9h-12h")],
    ),
    (
        "à partir de 18h",
        &[("hours-open-ended", "à partir de 18h")],
    ),
    ("dès 18h", &[("hours-lone-time", "18h")]),
    ("jusqu'à 19h", &[("hours-open-ended", "jusqu'à 19h")]),
    (
        "lun-ven jusqu'à 19h",
        &[("hours-open-ended", "jusqu'à 19h")],
    ),
    ("en semaine 9h-18h", &[("hours-ambiguous-week", "semaine")]),
    ("WE 10h-12h", &[("hours-ambiguous-week", "WE")]),
    (
        "jours ouvrables 9h-18h",
        &[("hours-ambiguous-week", "jours ouvrables")],
    ),
    (
        "pendant les vacances scolaires 9h-18h",
        &[
            ("hours-unknown-word", "pendant"),
            ("hours-school-holidays", "vacances scolaires"),
        ],
    ),
    (
        "fermé le 31 novembre",
        &[("hours-no-such-date", "31 novembre")],
    ),
    (
        "2 septembre - 31 novembre 2025",
        &[("hours-no-such-date", "2 septembre - 31 novembre 2025")],
    ),
    ("9h-12h ; mar 14h-18h", &[("hours-missing-days", "9h-12h")]),
    ("ven 14h-13h", &[("hours-long-night", "14h-13h")]),
    ("lun-ven 9h-9h", &[("hours-empty-range", "9h-9h")]),
    ("nuit", &[("hours-part-of-day", "nuit")]),
    ("lundi 9h-12h, mardi", &[("hours-missing-times", "mardi")]),
    ("bonjour", &[("hours-unknown-word", "bonjour")]),
    (
        "fermé définitivement",
        &[("hours-unknown-word", "définitivement")],
    ),
    ("ouvert", &[("hours-not-understood", "ouvert")]),
    (
        "Mo-Fr sunrise-sunset",
        &[("hours-unsupported-osm", "Mo-Fr sunrise-sunset")],
    ),
    (
        "SH Mo-Fr 10:00-12:00",
        &[("hours-unsupported-osm", "SH Mo-Fr 10:00-12:00")],
    ),
    (
        "week 1-20 Mo 10:00-12:00",
        &[("hours-unsupported-osm", "week 1-20 Mo 10:00-12:00")],
    ),
    (
        "PH Mo-Fr 10:00-12:00",
        &[("hours-unsupported-osm", "PH Mo-Fr 10:00-12:00")],
    ),
    ("easter off", &[("hours-unsupported-osm", "easter off")]),
    ("Mo-Fr 10:00+", &[("hours-unsupported-osm", "Mo-Fr 10:00+")]),
    (
        "Mo 25:00-26:00",
        &[
            ("hours-no-such-time", "25:00"),
            ("hours-no-such-time", "26:00"),
        ],
    ),
    (
        "Mo-Fr 09:00-12:00; Xx 10:00-12:00",
        &[("hours-unknown-word", "Xx")],
    ),
    (
        "mercredi 14 juillet 10h-12h",
        &[("hours-dated-session", "mercredi 14 juillet 10h-12h")],
    ),
    (
        "mardi à dimanche, midi et soir",
        &[("hours-lone-time", "midi")],
    ),
    (
        "du mardi au samedi midi et soir",
        &[("hours-lone-time", "midi")],
    ),
    (
        "lundi-vendredi 9h-12h ou 14h-18h",
        &[("hours-not-understood", "14h-18h")],
    ),
    (
        "fermé le lundi, sur rendez-vous les autres jours",
        &[
            ("hours-unknown-word", "autres"),
            ("hours-not-understood", "jours"),
        ],
    ),
    ("L-V 9h-18h", &[("hours-unknown-word", "V")]),
    ("closed on sunday", &[("hours-unknown-word", "on")]),
    (
        "lun-ven 9am-5pm",
        &[
            ("hours-dated-session", "9"),
            ("hours-unknown-word", "am"),
            ("hours-dated-session", "5"),
            ("hours-unknown-word", "pm"),
        ],
    ),
    (
        "lun-ven 8h30/12h30 - 13h30/18h",
        &[("hours-lone-time", "8h30"), ("hours-lone-time", "18h")],
    ),
    (
        "lun-ven 8h30/12h30",
        &[("hours-lone-time", "8h30"), ("hours-lone-time", "12h30")],
    ),
    ("6j/7", &[("hours-ambiguous-week", "6j/7")]),
    (
        "mar, ven 20h30; mer, jeu, sam 19h30; dim 16h; relâche lundi",
        &[
            ("hours-lone-time", "20h30"),
            ("hours-lone-time", "19h30"),
            ("hours-lone-time", "16h"),
        ],
    ),
    (
        "le samedi de 2h à 2h du matin",
        &[("hours-empty-range", "2h à 2h")],
    ),
    (
        "jeudi 18h-22h (nocturne)",
        &[("hours-unknown-word", "nocturne")],
    ),
    (
        "fermé le mardi 14 juillet 2027",
        &[("hours-no-such-date", "mardi 14 juillet 2027")],
    ),
    (
        "fermé du lundi 2 août au vendredi 20 août",
        &[
            ("hours-dated-session", "lundi 2 août"),
            ("hours-not-understood", "au"),
            ("hours-dated-session", "vendredi 20 août"),
        ],
    ),
    (
        "mar-sam 9h-19h, fermé les jours fériés sauf le 8 mai",
        &[("hours-not-understood", "fermé les jours fériés sauf")],
    ),
    ("fermé le lundi matin", &[("hours-part-of-day", "matin")]),
    ("vendredi jusqu'à 2h", &[("hours-open-ended", "jusqu'à 2h")]),
    (
        "dimanches et fêtes 10h-12h",
        &[("hours-unknown-word", "fêtes")],
    ),
    (
        "fermé les jours fériés sauf le 8 mai",
        &[("hours-not-understood", "fermé les jours fériés sauf")],
    ),
    (
        "lundi 9h-12h ; fermé le lundi",
        &[("hours-day-said-twice", "fermé le lundi")],
    ),
    (
        "lun 9h-12h ; lun 10h-18h",
        &[("hours-overlap", "lun 10h-18h")],
    ),
    (
        "samedi 9h-12h ; dimanche",
        &[("hours-missing-times", "dimanche")],
    ),
    (
        "lun-ven 9h-18h ; fermé",
        &[("hours-not-understood", "fermé")],
    ),
    ("9h", &[("hours-lone-time", "9h")]),
    ("de 9h", &[("hours-lone-time", "9h")]),
    (
        "9h-",
        &[("hours-lone-time", "9h"), ("hours-not-understood", "-")],
    ),
    ("-12h", &[("hours-lone-time", "12h")]),
    ("lun-", &[("hours-not-understood", "-")]),
    (",", &[("hours-not-understood", ",")]),
    (";", &[("hours-not-understood", ";")]),
    ("été", &[("hours-season-without-dates", "été")]),
    ("en été 9h-20h", &[("hours-season-without-dates", "été")]),
    (
        "vacances scolaires : fermé",
        &[("hours-school-holidays", "vacances scolaires")],
    ),
    (
        "lun-ven 9h-18h hors vacances scolaires",
        &[("hours-school-holidays", "vacances scolaires")],
    ),
    (
        "selon affluence",
        &[("hours-unknown-word", "selon affluence")],
    ),
    ("horaires variables", &[("hours-unknown-word", "variables")]),
    (
        "consulter le site",
        &[
            ("hours-unknown-word", "consulter"),
            ("hours-unknown-word", "site"),
        ],
    ),
    (
        "01 46 55 12 34",
        &[
            ("hours-dated-session", "01"),
            ("hours-dated-session", "46"),
            ("hours-dated-session", "55"),
            ("hours-dated-session", "12"),
            ("hours-dated-session", "34"),
        ],
    ),
    (
        "lundi de 14h à 18h30, mardi idem",
        &[("hours-unknown-word", "idem")],
    ),
    (
        "tous les jours sauf dimanche et lundi : 9h-12h, 14h-18h",
        &[("hours-not-understood", "dimanche et lundi")],
    ),
    (
        "fermé lundi mardi 9h-12h",
        &[("hours-not-understood", "lundi mardi")],
    ),
    (
        "lundi-vendredi : 9h - 12h - 14h - 18h",
        &[("hours-broken-range", "9h - 12h - 14h - 18h")],
    ),
    (
        "Du mardi au vendredi : 10h00 à 12h30 – 14h00 à 19h00",
        &[("hours-broken-range", "10h00 à 12h30 – 14h00 à 19h00")],
    ),
    (
        "marché le mercredi et samedi 8h-13h",
        &[("hours-unknown-word", "marché")],
    ),
    (
        "lun de 8 à 12 et de 14 à 18h",
        &[("hours-bare-numbers", "8 à 12")],
    ),
    ("8 mai", &[("hours-missing-times", "8 mai")]),
    ("mai", &[("hours-missing-times", "mai")]),
    (
        "lun-ven 9h-18h ; 8 mai",
        &[("hours-missing-times", "8 mai")],
    ),
    (
        "lun-ven 9h-18h le 8 mai",
        &[("hours-missing-times", "8 mai")],
    ),
    (
        "lun-ven 9h-18h ; du 1er au 15 : fermé",
        &[("hours-dated-session", "1er au 15")],
    ),
    (
        "lun-ven 9h-18h ; fermé à partir du 1er août",
        &[("hours-endless-period", "à partir du 1er août")],
    ),
    (
        "lun-ven 9h-18h jusqu'au 30 juin",
        &[("hours-endless-period", "jusqu'au 30 juin")],
    ),
    (
        "ouvert à partir de 9h",
        &[("hours-open-ended", "à partir de 9h")],
    ),
    ("24h-6h", &[("hours-no-such-time", "24h")]),
    ("ven-sam 18h-26h", &[("hours-no-such-time", "26h")]),
    ("sam 23h59-23h58", &[("hours-long-night", "23h59-23h58")]),
    ("non stop", &[("hours-not-understood", "non stop")]),
    (
        "journée continue 9h-19h",
        &[("hours-unknown-word", "journée continue")],
    ),
    (
        "sans rendez-vous",
        &[("hours-not-understood", "sans rendez-vous")],
    ),
    (
        "accueil sur rendez-vous",
        &[("hours-unknown-word", "accueil")],
    ),
    (
        "lun-ven 9h–12h30, 13h30–17h00 (16h30 le vendredi)",
        &[("hours-lone-time", "16h30")],
    ),
];

#[test]
fn what_could_be_a_guess_is_refused() {
    check_refused(REFUSED);
}
