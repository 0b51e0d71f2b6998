//! Exit statuses, and what goes where.

use crate::town::{PAGE, Town};

#[test]
fn a_fault_is_told_with_its_place_and_nothing_is_written() {
    let town = Town::new();
    town.edit(PAGE, "horaires: mar-sam 8h-13h", "horares: mar-sam 8h-13h");
    let output = town.parvis(&["build"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains(&format!("{PAGE}:5:1: erreur : ")), "{told}");
    assert!(told.contains("\n  horares: mar-sam 8h-13h\n  ^^^^^^^\n  conseil : "), "{told}");
    assert!(output.stdout.is_empty() && !town.path("output/index.html").exists());
    assert_eq!(town.parvis(&["build", "--keep-going"]).status.code(), Some(1));
    assert!(town.path("output/index.html").exists());
}

#[test]
fn scripts_read_objects_on_standard_output() {
    let town = Town::new();
    town.edit(PAGE, "horaires: mar-sam 8h-13h", "horaires: le matin");
    let fault = &town.json(&["check"])[0];
    assert_eq!(
        (fault["file"].as_str(), fault["line"].as_u64(), fault["severity"].as_str()),
        (Some(PAGE), Some(5), Some("error"))
    );
    assert!(fault["code"].is_string() && fault["message"].is_string() && fault["hint"].is_string());
}

#[test]
fn hours_are_judged_at_the_moment_that_is_asked() {
    let town = Town::new();
    let told = town.json(&["--at", "2027-08-13T23:30", "hours", "ven-sam 18h-2h"]);
    assert_eq!(told[0]["opening_hours"], "Fr-Sa 18:00-02:00");
    assert_eq!(
        (told[0]["state"].as_str(), told[0]["next_change"].as_str()),
        (Some("open"), Some("2027-08-14T02:00:00+02:00"))
    );
    assert_eq!(town.parvis(&["hours", "lun-vne 8h-12h"]).status.code(), Some(1));
}

#[test]
fn a_second_build_writes_nothing() {
    let town = Town::new();
    assert_eq!(town.json(&["build"])[0]["published"], true);
    let second = &town.json(&["build"])[0];
    assert_eq!(
        (second["parsed"].as_u64(), second["rendered"].as_u64(), second["written"].as_u64()),
        (Some(0), Some(0), Some(0))
    );
}

#[test]
fn wrong_usage_settings_or_environment_are_another_status() {
    let town = Town::new();
    for arguments in [
        ["--at", "demain", "check"].as_slice(),
        &["build", "--base-url", "ville"],
        &["inbox", "--store", "dynamodb:demandes", "list"],
        &["inbox", "--store", "ailleurs", "list"],
        &["publish"],
        &["desk"],
        &["build", "--output", "content"],
    ] {
        assert_eq!(town.parvis(arguments).status.code(), Some(2), "{arguments:?}");
    }
    town.edit("parvis.yaml", "title:", "titre:");
    assert_eq!(town.parvis(&["check"]).status.code(), Some(2));
}
