//! Requests from the command line: conflicts by field, and changes that a dead
//! process left half-way.

use std::fs;
use std::sync::Arc;

use desk::Desk;
use desk::clock::Clock;
use desk::inbox::Inbox;
use desk::key::Key;
use desk::store::sqlite::Sqlite;
use desk::workflow::update::Intent;
use serde_json::json;

use crate::bureau::Staff;
use crate::town::{PAGE, Town};

const ASKED: &str = r#"{"_page":"commerces/le-fournil","telephone":"01 47 46 75 01","horaires":"mar-sam 9h-12h"}"#;

/// A town with a request for both fields of its page, and no server.
fn town() -> (Town, String) {
    let town = Town::new();
    let reference = town.serve().submit(ASKED);
    (town, reference)
}

fn status(town: &Town, arguments: &[&str]) -> Option<i32> {
    town.parvis(arguments).status.code()
}

fn state(town: &Town, reference: &str) -> String {
    town.json(&["inbox", "show", reference])[0]["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_request_is_listed_and_shown_with_what_the_page_says_now() {
    let (town, reference) = town();
    let listed = town.json(&["inbox", "list"]);
    assert_eq!(
        (listed[0]["reference"].as_str(), listed[0]["channel"].as_str()),
        (Some(reference.as_str()), Some("web"))
    );
    assert_eq!(listed[0]["subject"], "Le Fournil");
    let shown = &town.json(&["inbox", "show", &reference])[0];
    assert_eq!(shown["fields"][0]["before"], "01 47 46 75 00");
    assert_eq!(shown["fields"][0]["after"], "01 47 46 75 01");
    assert_eq!(shown["fields"][0]["conflict"], false);
}

#[test]
fn a_field_that_moved_stops_the_whole_and_is_told_with_what_to_do() {
    let (town, reference) = town();
    town.edit(PAGE, "01 47 46 75 00", "01 47 46 75 77");
    let before = town.read(PAGE);
    let output = town.parvis(&["inbox", "accept", &reference]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    for said in ["rien n’a été fait", "Téléphone", "--fields horaires pour", "--fields horaires,telephone pour tout"]
    {
        assert!(told.contains(said), "no {said} in {told}");
    }
    assert_eq!((town.read(PAGE), state(&town, &reference)), (before, "received".to_owned()));
    assert_eq!(town.json(&["inbox", "accept", &reference])[0]["code"], "conflict");
}

#[test]
fn a_field_that_moved_is_replaced_when_it_is_named() {
    let (town, reference) = town();
    town.edit(PAGE, "01 47 46 75 00", "01 47 46 75 77");
    assert_eq!(status(&town, &["inbox", "accept", &reference, "--fields", "telephone,horaires"]), Some(0));
    assert!(town.read(PAGE).contains("01 47 46 75 01"));
    assert_eq!(state(&town, &reference), "accepted");
}

#[test]
fn an_undo_keeps_what_was_changed_since() {
    let (town, reference) = town();
    assert_eq!(status(&town, &["inbox", "accept", &reference]), Some(0));
    town.edit(PAGE, "01 47 46 75 01", "01 47 46 75 88");
    town.edit(PAGE, "Du pain.", "Du pain chaud.");
    assert_eq!(status(&town, &["inbox", "undo", &reference]), Some(1));
    let page = town.read(PAGE);
    assert!(page.contains("01 47 46 75 88") && page.contains("mar-sam 8h-13h") && page.contains("Du pain chaud."));
    assert_eq!(state(&town, &reference), "received");
}

#[test]
fn an_undo_that_puts_nothing_back_changes_no_state() {
    let (town, reference) = town();
    assert_eq!(status(&town, &["inbox", "accept", &reference, "--fields", "telephone"]), Some(0));
    town.edit(PAGE, "01 47 46 75 01", "01 47 46 75 88");
    let output = town.parvis(&["inbox", "undo", &reference]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("rien à remettre\u{a0}: Téléphone"), "{told}");
    assert_eq!(state(&town, &reference), "partly_accepted");
    town.edit(PAGE, "01 47 46 75 88", "01 47 46 75 00");
    town.edit(PAGE, "Du pain.", "Du pain chaud.");
    assert_eq!(status(&town, &["inbox", "undo", &reference]), Some(0), "put back by hand, it can be taken up again");
    assert_eq!(state(&town, &reference), "received");
}

#[test]
fn a_refusal_holds_no_sign_that_a_page_or_a_terminal_obeys() {
    let (town, reference) = town();
    let refuse = |reason: &str| status(&town, &["inbox", "refuse", &reference, "--reason", reason]);
    assert_eq!(refuse("Pas\u{1b}[2Jvérifié"), Some(1));
    assert_eq!(refuse("\u{a0} "), Some(1));
    assert_eq!(state(&town, &reference), "received");
    assert_eq!(refuse("Pas \u{202e}vérifié"), Some(0));
    let reason = town.json(&["inbox", "show", &reference])[0]["decision"]["reason"].clone();
    assert_eq!(reason, "Pas \u{202e}vérifié\u{202c}", "what is opened is closed");
}

#[test]
fn what_is_refused_can_be_taken_up_again() {
    let (town, reference) = town();
    assert_eq!(status(&town, &["inbox", "refuse", &reference, "--reason", "Pas vérifié"]), Some(0));
    assert_eq!(state(&town, &reference), "refused");
    assert_eq!(status(&town, &["inbox", "accept", &reference]), Some(1));
    assert_eq!(status(&town, &["inbox", "undo", &reference]), Some(0));
    assert_eq!(state(&town, &reference), "received");
}

/// Leaves the request as a process does that died after it wrote its intent.
fn leave_half_way(town: &Town, reference: &str) -> String {
    let before = town.read(PAGE);
    let after = before.replace("mar-sam 8h-13h", "mar-sam 9h-12h");
    let intent = Intent {
        file: PAGE.to_owned(),
        before_hash: String::new(),
        after_hash: String::new(),
        before_text: before,
        after_text: after.clone(),
        changes: vec![json!({ "key": "horaires", "before": "mar-sam 8h-13h", "after": "mar-sam 9h-12h" })],
    };
    let store = Sqlite::open(&town.path(".parvis/desk.sqlite")).unwrap();
    let key = Key::open(&town.path(".parvis/desk.key")).unwrap();
    let desk = Desk::new(town.path(".parvis/bundle"), Arc::new(store), Clock::System, key);
    let inbox = Inbox::new(Arc::new(desk));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(inbox.begin_accept(&reference.parse().unwrap(), &["horaires".to_owned()], None, intent)).unwrap();
    after
}

#[test]
fn an_accept_that_died_before_the_file_is_finished() {
    let (town, reference) = town();
    let after = leave_half_way(&town, &reference);
    assert_eq!(status(&town, &["inbox", "list"]), Some(0));
    assert_eq!(town.read(PAGE), after);
    assert_eq!(state(&town, &reference), "partly_accepted");
}

#[test]
fn an_accept_that_died_after_the_file_is_finished() {
    let (town, reference) = town();
    let after = leave_half_way(&town, &reference);
    town.edit(PAGE, "mar-sam 8h-13h", "mar-sam 9h-12h");
    drop(town.serve());
    assert_eq!(town.read(PAGE), after);
    assert_eq!(state(&town, &reference), "partly_accepted");
}

#[test]
fn an_accept_that_died_is_carried_over_to_a_page_edited_elsewhere() {
    let (town, reference) = town();
    leave_half_way(&town, &reference);
    town.edit(PAGE, "Du pain.", "Du pain chaud.");
    assert_eq!(status(&town, &["inbox", "list"]), Some(0));
    let page = town.read(PAGE);
    assert!(page.contains("Du pain chaud.") && page.contains("mar-sam 9h-12h"));
    assert_eq!(state(&town, &reference), "partly_accepted");
}

#[test]
fn an_accept_that_died_is_given_up_when_its_field_moved() {
    let (town, reference) = town();
    leave_half_way(&town, &reference);
    town.edit(PAGE, "mar-sam 8h-13h", "lun-ven 10h-18h");
    let before = town.read(PAGE);
    assert_eq!(status(&town, &["inbox", "list"]), Some(0));
    assert_eq!(town.read(PAGE), before);
    assert_eq!(state(&town, &reference), "received");
}

#[test]
fn an_accept_that_can_not_be_settled_yet_stops_nothing_else() {
    let (town, reference) = town();
    leave_half_way(&town, &reference);
    let (page, aside) = (town.path(PAGE), town.path("aside.md"));
    fs::rename(&page, &aside).unwrap();
    fs::create_dir(&page).unwrap();
    let output = town.parvis(&["inbox", "list"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains(&format!("{reference}\u{a0}: la modification interrompue n’a pas pu être reprise")),
        "{told}"
    );
    let server = town.serve();
    assert_eq!(server.get("/sante").status, 200);
    drop(server);
    fs::remove_dir(&page).unwrap();
    fs::rename(&aside, &page).unwrap();
    assert_eq!(status(&town, &["inbox", "list"]), Some(0));
    assert_eq!(state(&town, &reference), "partly_accepted");
}

#[test]
fn the_store_is_named_before_or_after_the_action() {
    let (town, reference) = town();
    let store = "sqlite:ailleurs.sqlite";
    for arguments in [["inbox", "list", "--store", store], ["inbox", "--store", store, "list"]] {
        let output = town.parvis(&arguments);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0), "{arguments:?}");
    }
    assert_eq!(town.json(&["inbox", "list"])[0]["reference"], reference.as_str());
}

#[test]
fn an_export_of_no_form_names_those_there_are() {
    let (town, _) = town();
    let output = town.parvis(&["inbox", "export", "--form", "mise-a-jour-comerce"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("mise-a-jour-commerce"));
    assert_eq!(status(&town, &["inbox", "export", "--form", "mise-a-jour-commerce"]), Some(0));
}

#[test]
fn what_was_left_half_way_is_settled_before_it_is_looked_at() {
    let town = Town::new();
    let server = town.serve();
    let reference = server.submit(ASKED);
    let after = leave_half_way(&town, &reference);
    let page = Staff::enter(&server).get(&format!("/demandes/{reference}")).body;
    assert!(page.contains("acceptée en partie"), "{page}");
    assert_eq!(town.read(PAGE), after);
}
