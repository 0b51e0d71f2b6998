//! `parvis inbox`: what scripts and people at a terminal rely on.

use std::thread;

use serde_json::json;
use town::{Ran, Sent, Server, Town};

use crate::bureau::Staff;

const FILE: &str = "content/commerces/le-fournil.md";
const PAGE: &str = "commerces/le-fournil";
const PHONE: &str = "telephone: 01 99 00 14 06";
const ASKED_PHONE: &str = "01 99 00 14 07";
const ASKED_HOURS: &str = "lun-ven 9h-12h";
const ASKED: [(&str, &str); 2] = [("telephone", ASKED_PHONE), ("horaires", ASKED_HOURS)];

/// A town that has received a request, and no longer serves.
fn asked() -> (Town, Sent) {
    let town = Town::village();
    let sent = Server::of(&town).send_update(PAGE, &ASKED);
    (town, sent)
}

fn inbox(town: &Town, arguments: &[&str]) -> Ran {
    town.parvis(&[&["inbox", "--format", "json"], arguments].concat())
}

fn state(town: &Town, sent: &Sent) -> String {
    let shown = inbox(town, &["show", &sent.reference]).expect(0).objects();
    shown[0]["state"].as_str().unwrap().to_owned()
}

/// A refusal of the command is a fault with a stable code, in both languages.
fn is_refused(town: &Town, arguments: &[&str], code: &str) {
    for language in ["fr", "en"] {
        let told = inbox(town, &[arguments, &["--lang", language]].concat()).expect(1).objects();
        let (severity, told_code, message) = (&told[0]["severity"], &told[0]["code"], &told[0]["message"]);
        assert_eq!((severity, told_code), (&json!("error"), &json!(code)), "{arguments:?}");
        assert!(message.as_str().is_some_and(|message| !message.is_empty()));
    }
}

#[test]
fn the_queue_is_one_object_a_line() {
    let (town, sent) = asked();
    let queue = inbox(&town, &["list"]).expect(0).objects();
    let expected = json!({
        "reference": sent.reference, "form": "mise-a-jour-commerce", "state": "received", "channel": "web",
        "received_at": "2026-11-23T09:00:00+01:00", "subject": "Le Fournil", "proof": "none", "doubt": null,
    });
    assert_eq!(queue, [expected]);
    let said = town.parvis(&["inbox", "list"]).expect(0).stdout;
    assert!(said.contains(&sent.reference) && said.contains("Le Fournil") && said.contains("par le site"), "{said}");
}

#[test]
fn a_request_shows_each_field_before_and_after() {
    let (town, sent) = asked();
    let shown = inbox(&town, &["show", &sent.reference]).expect(0).objects();
    let fields: Vec<_> = shown[0]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| json!([field["key"], field["label"], field["before"], field["after"]]))
        .collect();
    let hours = "mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h";
    assert_eq!(
        fields,
        [
            json!(["telephone", "Téléphone", "01 99 00 14 06", ASKED_PHONE]),
            json!(["horaires", "Horaires", hours, ASKED_HOURS])
        ]
    );
}

#[test]
fn an_accepted_request_changes_its_fields_and_leaves_the_queue() {
    let (town, sent) = asked();
    let before = town.read(FILE);
    let accepted = inbox(&town, &["accept", &sent.reference]).expect(0).objects();
    let applied = json!({ "reference": sent.reference, "file": FILE, "applied": ["telephone", "horaires"] });
    assert_eq!(accepted, [applied]);
    let hours = "horaires: mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h";
    assert_eq!(
        town.read(FILE),
        before.replace(PHONE, &format!("telephone: {ASKED_PHONE}")).replace(hours, &format!("horaires: {ASKED_HOURS}"))
    );
    assert_eq!(inbox(&town, &["list"]).expect(0).objects().len(), 0);
    assert_eq!(inbox(&town, &["list", "--all"]).expect(0).objects()[0]["state"], "accepted");
    is_refused(&town, &["accept", &sent.reference], "already-decided");
    is_refused(&town, &["refuse", &sent.reference, "--reason", "non"], "illegal-move");

    let _done = inbox(&town, &["undo", &sent.reference]).expect(0);
    assert_eq!(town.read(FILE), before, "to the byte");
    assert_eq!(state(&town, &sent), "received");
    is_refused(&town, &["undo", &sent.reference], "nothing-to-undo");
}

#[test]
fn named_fields_alone_are_accepted() {
    let (town, sent) = asked();
    let before = town.read(FILE);
    let _done = inbox(&town, &["accept", &sent.reference, "--fields", "telephone"]).expect(0);
    assert_eq!(town.read(FILE), before.replace(PHONE, &format!("telephone: {ASKED_PHONE}")));
    assert_eq!(state(&town, &sent), "partly_accepted");
    let _done = inbox(&town, &["undo", &sent.reference]).expect(0);
    is_refused(&town, &["accept", &sent.reference, "--fields", "telephone,categorie"], "not-asked");
    assert_eq!(town.read(FILE), before);
}

#[test]
fn a_field_that_moved_is_left_alone_unless_it_is_named() {
    let (town, sent) = asked();
    town.edit(FILE, PHONE, "telephone: 01 99 00 14 08");
    let edited = town.read(FILE);
    let shown = inbox(&town, &["show", &sent.reference]).expect(0).objects();
    assert_eq!(
        (&shown[0]["fields"][0]["conflict"], &shown[0]["fields"][0]["now"]),
        (&json!(true), &json!("01 99 00 14 08"))
    );

    is_refused(&town, &["accept", &sent.reference], "conflict");
    assert_eq!((town.read(FILE), state(&town, &sent)), (edited.clone(), "received".to_owned()));

    let _done = inbox(&town, &["accept", &sent.reference, "--fields", "telephone,horaires"]).expect(0);
    assert!(town.read(FILE).contains(ASKED_PHONE));
    let _done = inbox(&town, &["undo", &sent.reference]).expect(0);
    assert_eq!(town.read(FILE), edited, "what staff had written comes back");
}

#[test]
fn an_undo_keeps_what_was_written_since() {
    let (town, sent) = asked();
    let _done = inbox(&town, &["accept", &sent.reference]).expect(0);
    town.edit(FILE, &format!("horaires: {ASKED_HOURS}"), "horaires: lun 9h-12h # essai");
    let told = inbox(&town, &["undo", &sent.reference]).expect(1).objects();
    assert_eq!((&told[0]["restored"], &told[0]["kept"]), (&json!(["telephone"]), &json!(["horaires"])));
    let file = town.read(FILE);
    assert!(file.contains(PHONE) && file.contains("horaires: lun 9h-12h # essai"), "{file}");
}

#[test]
fn a_refusal_has_a_reason_and_can_be_taken_back() {
    let (town, sent) = asked();
    is_refused(&town, &["refuse", &sent.reference, "--reason", "  "], "no-reason");
    let _done = inbox(&town, &["refuse", &sent.reference, "--reason", "Pas vous."]).expect(0);
    let shown = inbox(&town, &["show", &sent.reference]).expect(0).objects();
    assert_eq!((&shown[0]["state"], &shown[0]["decision"]["reason"]), (&json!("refused"), &json!("Pas vous.")));
    let _done = inbox(&town, &["undo", &sent.reference]).expect(0);
    assert_eq!(state(&town, &sent), "received");
}

#[test]
fn a_reference_is_read_as_people_write_it() {
    let (town, sent) = asked();
    for typed in [sent.reference.to_lowercase(), sent.reference.replace('-', " "), sent.reference.replace('-', "")] {
        assert_eq!(inbox(&town, &["show", &typed]).expect(0).objects()[0]["reference"], sent.reference);
    }
    is_refused(&town, &["--store", "sqlite:.parvis/another.sqlite", "show", &sent.reference], "unknown-request");
    is_refused(&town, &["show", "MK-7Q4F-93TX"], "reference-mistyped");
}

#[test]
fn wrong_usage_and_wrong_stores_are_told_apart_from_faults() {
    let (town, sent) = asked();
    for arguments in [
        vec!["inbox", "refuse", &sent.reference],
        vec!["inbox", "export"],
        vec!["inbox", "lire"],
        vec!["inbox", "--store", "desk.sqlite", "list"],
    ] {
        let _told = town.parvis(&arguments).expect(2);
    }
    let told = town.parvis(&["inbox", "--store", "dynamodb:demandes", "list"]).expect(2);
    assert!(told.stderr.contains("dynamodb"), "{told:?}");
    town.write("plein/desk.sqlite", "no store");
    let _told = town.parvis(&["inbox", "--store", "sqlite:plein/desk.sqlite", "list"]).expect(2);
    assert_eq!(town.read("plein/desk.sqlite"), "no store", "what is not ours is left as it is");
}

#[test]
fn a_table_opens_in_a_spreadsheet_and_holds_no_formula() {
    let (town, sent) = asked();
    let formula = [("produits.0.nom", "=HYPERLINK(\"http://evil.example\")")];
    let _formula = Server::of(&town).send_update(PAGE, &formula);
    let table = town.parvis(&["inbox", "export", "--form", "mise-a-jour-commerce"]).expect(0).stdout;
    assert!(table.starts_with('\u{feff}') && table.contains(&format!("\"{}\";", sent.reference)), "{table}");
    assert!(table.contains("du lundi au vendredi") && table.contains(";\"'=HYPERLINK("), "{table}");
    assert!(!table.contains(";\"="), "{table}");
}

#[test]
fn a_posted_code_is_a_proof_once() {
    let town = Town::village();
    let _built = town.build();
    let code = inbox(&town, &["code", PAGE]).expect(0).objects()[0]["code"].as_str().unwrap().to_owned();
    let server = Server::of(&town);
    for (phone, code, proof) in [
        ("01 99 00 14 11", "ABCD", "wrong-code"),
        ("01 99 00 14 12", &code, "code"),
        ("01 99 00 14 13", &code, "used-code"),
    ] {
        let sent = server.send_update(PAGE, &[("telephone", phone), ("_code", code)]);
        assert_eq!(inbox(&town, &["show", &sent.reference]).expect(0).objects()[0]["proof"], proof);
    }
}

#[test]
fn two_at_once_on_the_same_page_both_stand() {
    let town = Town::village();
    let original = town.read(FILE);
    let server = Server::of(&town);
    let sent = ASKED.map(|asked| server.send_update(PAGE, &[asked]));
    for _ in 0..8 {
        for deed in ["accept", "undo"] {
            thread::scope(|scope| {
                for sent in &sent {
                    scope.spawn(|| drop(inbox(&town, &[deed, &sent.reference]).expect(0)));
                }
            });
            let file = town.read(FILE);
            let is_there = [file.contains(ASKED_PHONE), file.contains(ASKED_HOURS)];
            assert_eq!(is_there, [deed == "accept"; 2], "{deed}:\n{file}");
        }
        assert_eq!(town.read(FILE), original);
    }
}

#[test]
fn the_bureau_and_the_command_line_take_turns() {
    let town = Town::village();
    let original = town.read(FILE);
    let server = Server::of(&town);
    let [phone, hours] = ASKED.map(|asked| server.send_update(PAGE, &[asked]));
    let staff = Staff::entered(&server);
    for _ in 0..8 {
        let accept = staff.accept(&phone);
        thread::scope(|scope| {
            scope.spawn(|| drop(accept.send().expect(303)));
            scope.spawn(|| drop(inbox(&town, &["accept", &hours.reference]).expect(0)));
        });
        let file = town.read(FILE);
        assert!(file.contains(ASKED_PHONE) && file.contains(ASKED_HOURS), "{file}");
        for sent in [&phone, &hours] {
            let _done = inbox(&town, &["undo", &sent.reference]).expect(0);
        }
        assert_eq!(town.read(FILE), original);
    }
}

#[test]
fn the_same_at_once_is_done_once() {
    let (town, sent) = asked();
    let ended: Vec<Option<i32>> = thread::scope(|scope| {
        let accept = || inbox(&town, &["accept", &sent.reference]).code;
        let all: Vec<_> = (0..4).map(|_| scope.spawn(accept)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(ended.iter().filter(|code| **code == Some(0)).count(), 1, "{ended:?}");
    assert_eq!(ended.iter().filter(|code| **code == Some(1)).count(), 3, "{ended:?}");
}
