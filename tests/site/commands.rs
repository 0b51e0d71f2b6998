//! `parvis hours` and `parvis new`, as scripts and people use them.

use serde_json::json;
use town::Town;

#[test]
fn hours_are_told_as_scripts_read_them() {
    let town = Town::village();
    let told = |text: &str, at: &str| {
        let ran = town.parvis(&["hours", text, "--format", "json", "--at", at]).expect(0);
        ran.objects().remove(0)
    };
    let monday = told("mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h", "2026-11-23T09:00");
    assert_eq!(monday["state"], "closed");
    assert_eq!(monday["next_change"], "2026-11-24T08:00:00+01:00");
    assert!(monday["opening_hours"].as_str().unwrap().contains("Tu-Sa"));
    assert!(!monday["reading"].as_str().unwrap().is_empty());
    assert_eq!(told("mar-sam 8h-13h", "2026-11-24T08:00")["state"], "open");
    assert_eq!(told("sur rendez-vous", "2026-11-24T08:00")["state"], "unknown");
    assert_eq!(told("Mo-Fr 09:00-12:00", "2026-11-23T09:00")["state"], "open");
    assert_eq!(told("ven-sam 18h-2h", "2026-11-28T01:59")["next_change"], "2026-11-28T02:00:00+01:00");
}

#[test]
fn hours_that_are_not_understood_are_quoted() {
    let town = Town::village();
    let ran = town.parvis(&["hours", "mar-sam 8h-13h, quand ça me chante", "--format", "json"]).expect(1);
    let fault = &ran.objects()[0];
    assert!(fault["message"].as_str().unwrap().contains("quand ça"), "{fault}");
    assert_eq!(fault["line"], json!(1));
    assert!(town.parvis(&["hours", "lun 8h-8h30, mar 25h", "--lang", "en"]).expect(1).stderr.contains("hint:"));
}

#[test]
fn a_new_page_of_every_kind_is_a_page_that_checks() {
    let town = Town::new();
    let before = town.check("fr");
    for kind in
        ["commerce", "activite", "actualite", "artiste", "association", "demarche", "evenement", "lieu", "page", "rue"]
    {
        let ran = town.parvis(&["new", kind, "Un essai de l’été"]).expect(0);
        let path = ran.stdout.trim();
        assert!(town.path(path).is_file(), "{path}");
        let text = town.read(path);
        assert!(text.contains("Un essai de l’été") && text.contains("draft: oui"), "{text}");
        let faults: Vec<_> =
            town.check("fr").into_iter().filter(|fault| !before.contains(fault) && fault.file == path).collect();
        let required_only = |code: &str| matches!(code, "unknown-page" | "not-a-page");
        assert!(faults.iter().all(|fault| required_only(&fault.code)), "{kind}: {faults:#?}\n{text}");
        let again = town.parvis(&["new", kind, "Un essai de l’été"]);
        assert_ne!(again.code, Some(0), "it is not written over");
        assert_eq!(town.read(path), text);
    }
}

#[test]
fn a_kind_that_does_not_exist_finds_its_nearest() {
    let town = Town::village();
    let ran = town.parvis(&["new", "comerce", "Un essai"]);
    assert_ne!(ran.code, Some(0));
    assert!(ran.stderr.contains("commerce"), "{}", ran.stderr);
    assert_ne!(town.parvis(&["new", "lieu", "…"]).code, Some(0), "a title without a letter makes no file");
}
