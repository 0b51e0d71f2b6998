//! What a person is told of hours that are refused.

use super::{Hours, check_refused};
use crate::words::Language;

#[test]
fn a_blank_or_endless_text_is_refused() {
    check_refused(&[("", &[("hours-empty", "")]), (" \u{a0}\n", &[("hours-empty", " \u{a0}\n")])]);
    let problems = Hours::parse(&"lun 9h-12h ; ".repeat(100)).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code(), "hours-too-long");
}

#[test]
fn places_are_those_of_the_text_as_written() {
    let text = "  Mo-Fr 09:00-12:00; Sa sunrise-sunset";
    let problems = Hours::parse(text).unwrap_err();
    assert_eq!(&text[problems[0].range()], " Sa sunrise-sunset");
    let text = "ferme\u{301} le lundi, midí";
    let problems = Hours::parse(text).unwrap_err();
    assert_eq!(&text[problems[0].range()], "midí");
}

#[test]
fn a_fault_quotes_the_piece_and_says_what_to_write() {
    let problem = &Hours::parse("lun-mard 9h-12h").unwrap_err()[0];
    let told = problem.told(Language::French);
    assert_eq!(told.message, "«\u{a0}mard\u{a0}» n’est pas un mot que l’on comprend dans des horaires");
    assert_eq!(told.hint.as_deref(), Some("vouliez-vous écrire «\u{a0}mardi\u{a0}»\u{202f}?"));
    let told = problem.told(Language::English);
    assert_eq!(told.message, "“mard” is not a word of opening hours");
    assert_eq!(told.hint.as_deref(), Some("did you mean “mardi”?"));
}

#[test]
fn every_fault_speaks_both_languages() {
    let texts = [
        "",
        "xyz",
        "lun-mard 9h-12h",
        "9h-12h-14h",
        "25h",
        "20h30",
        "lun 9-12",
        "lun 9h-9h",
        "lun 14h-13h",
        "9h-13h, 12h-18h",
        "dès 9h",
        "jusqu’à 9h",
        "matin",
        "lun-ven 9h-12h ; mer 14h-18h",
        "lun 9h-12h, mardi",
        "9h-12h ; mar 14h-18h",
        "fermé le 31 novembre",
        "mer 6",
        "jusqu’au 30 juin",
        "été",
        "vacances scolaires",
        "en semaine",
        "lun 9h-12h, sur rdv",
        "sauf sur rdv",
        "week 1 Mo 09:00-12:00",
        "ouvert",
    ];
    for problem in texts.iter().flat_map(|text| Hours::parse(text).unwrap_err()) {
        for language in [Language::French, Language::English] {
            let told = problem.told(language);
            let hint = told.hint.unwrap_or_default();
            for phrase in [&told.message, &hint] {
                assert!(!phrase.is_empty() && !phrase.ends_with('.'), "{problem:?}: {phrase}");
                assert!(!phrase.contains(" ;") && !phrase.contains("« "), "{problem:?}: {phrase}");
            }
            assert!(told.message.contains(problem.piece()) || problem.code() == "hours-too-long");
        }
    }
}
