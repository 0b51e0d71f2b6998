//! Claims about days.

use super::*;
use crate::types::claims::{holds_for_any_text, reads_back};

holds_for_any_text!(
    Date::parse,
    Date::parse,
    &["15", "08", "2027", "/", ".", "-", " ", "août", " août ", "1er", "samedi ", "dim. ", "31", "février ", "le "]
);

proptest::proptest! {
    #[test]
    fn every_day_is_read_as_it_is_said(days in 0..3_287_181) {
        let first = civil::date(1000, 1, 1);
        let date = Date(first.checked_add(jiff::Span::new().days(days)).unwrap());
        reads_back(&date, &date.to_text(), Date::parse);
        for language in [Language::French, Language::English] {
            reads_back(&date, &date.words(language), Date::parse);
            let said = format!("{} {}", weekday_name(date.0.weekday(), language), date.words(language));
            reads_back(&date, &said, Date::parse);
        }
    }
}

fn refused(written: &str) -> &'static str {
    Date::parse(written).map_or_else(|problem| problem.code(), |_| "taken")
}

#[test]
fn days_are_read_as_people_write_them() {
    for written in [
        "2027-08-15",
        "15/08/2027",
        "15.08.2027",
        "15-08-2027",
        "15/8/2027",
        "15 août 2027",
        "15 aout 2027",
        "15 AOÛT 2027",
        "dimanche 15 août 2027",
        "Dim. 15 août 2027",
        "le dimanche 15 août 2027",
        "le 15 août 2027",
        "15août2027",
        "15 August 2027",
        "2027-8-15",
        "15 août 2027.",
        "dimanche, 15 août 2027",
        "15 aou\u{302}t 2027",
    ] {
        assert_eq!(Date::parse(written).map(|date| date.to_text()).as_deref(), Ok("2027-08-15"), "{written}");
    }
    assert_eq!(Date::parse("1er août 2027").unwrap().words(Language::French), "1er\u{a0}août 2027");
    assert_eq!(Date::parse("12nOv 2027").unwrap().to_text(), "2027-11-12");
    assert_eq!(Date::parse("29/02/2028").unwrap().words(Language::English), "29\u{a0}February 2028");
}

#[test]
fn the_year_is_never_guessed() {
    for written in ["15/08", "15 août", "15/08/", "12nOv", "1er mars", "15 janv", "18 novembre"] {
        assert_eq!(refused(written), "date-no-year", "{written}");
    }
    for written in ["15/08/27", "15 août 27", "15.08.27"] {
        assert_eq!(refused(written), "date-short-year", "{written}");
    }
}

#[test]
fn what_is_not_one_day_is_refused() {
    for written in [
        "20 ans",
        "2021–22",
        "du 4 au 8 mai",
        "1ER › 20 MARS",
        "Les 14 et 15 novembre.",
        "jusqu’au 22 novembre 2008",
        "Déc. 2006/Janv. 2007",
        "MARDI 15 JANVIER › SAMEDI 2 FÉVRIER 2013",
        "2027",
        "2027-08",
        "août 2027",
        "demain",
        "15/08/2027 20h30",
        "15/08-2027x",
        "15/08/20277",
        "2027-08-155",
        "samedi",
        "mardi mardi 1 juin 2027",
        "0000-01-01",
        "2 août 2027 - 31 août 2027",
        "[ dernière mise à jour : 20.04.2020 ]",
        "15//2027",
        "2027-08/15x",
    ] {
        assert!(matches!(refused(written), "date-not-a-date" | "date-no-year"), "{written}: {}", refused(written));
    }
    assert_eq!(refused("08/15/2027"), "date-no-such-month");
    assert_eq!(refused("  "), "date-empty");
}

#[test]
fn a_day_that_does_not_exist_says_how_long_the_month_is() {
    let told = Date::parse("31/02/2027").unwrap_err().told(Language::French);
    assert_eq!(told.message, "le 31\u{a0}février 2027 n’existe pas\u{a0}: février 2027 a 28\u{a0}jours");
    assert_eq!(told.hint.unwrap(), "écrivez un jour de 1 à 28, par exemple 28/02/2027");
    let told = Date::parse("31 novembre 2025").unwrap_err().told(Language::English);
    assert_eq!(told.message, "31\u{a0}November 2025 does not exist: November 2025 has 30 days");
    assert_eq!(refused("0/01/2027"), "date-no-such-day");
    assert_eq!(refused("29/02/2027"), "date-no-such-day");
}

#[test]
fn a_weekday_that_is_written_is_checked() {
    let told = Date::parse("samedi 15 août 2027").unwrap_err().told(Language::French);
    assert_eq!(told.message, "le 15\u{a0}août 2027 est un dimanche, pas un samedi");
}
