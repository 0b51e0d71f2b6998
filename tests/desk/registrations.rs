//! Registrations from a terminal: typed for people, listed for who leads a
//! session, priced, warned, exported.

use serde_json::{Value as Json, json};
use town::{Ran, Town};

const PAGE: &str = "activites/cirque";
const FILE: &str = "content/activites/cirque.md";

/// The village, built, with two places in the first session.
fn village() -> Town {
    let town = Town::village();
    town.edit(FILE, "places: 12, attente: 4", "places: 2, attente: 1");
    let _built = town.build();
    town
}

fn record(town: &Town, name: &str, more: &[&str]) -> Ran {
    let name = format!("prenom={name}");
    let own =
        ["--format", "json", "inbox", "record", PAGE, "--channel", "phone", "--set", "seance=une", "--set", &name];
    let rest = ["--set", "naissance=12/03/2018", "--set", "telephone=01 99 00 14 01", "--set", "habite=oui"];
    town.parvis(&[own.as_slice(), &rest, more].concat())
}

fn recorded(town: &Town, name: &str) -> String {
    record(town, name, &[]).expect(0).objects()[0]["reference"].as_str().unwrap().to_owned()
}

fn objects(town: &Town, arguments: &[&str]) -> Vec<Json> {
    town.parvis(&[["--format", "json", "inbox"].as_slice(), arguments].concat()).expect(0).objects()
}

#[test]
fn who_calls_gets_a_place_then_a_turn_then_what_is_left() {
    let town = village();
    let references: Vec<String> = ["Ada", "Bo", "Cy"].iter().map(|name| recorded(&town, name)).collect();
    let list = objects(&town, &["session", PAGE, "une"]);
    let told: Vec<_> = list.iter().map(|line| (line["place"].clone(), line["turn"].clone())).collect();
    assert_eq!(told, [(json!(1), json!(null)), (json!(2), json!(null)), (json!(null), json!(1))]);
    assert_eq!(list[0]["holders"][0]["reference"], references[0]);
    assert_eq!(list[0]["holders"][0]["provisional"], true);

    let full = record(&town, "Di", &[]).expect(1).objects();
    assert_eq!((&full[0]["code"], &full[0]["field"]), (&json!("full"), &json!("seance")));
    let left: Vec<_> = full[0]["left"].as_array().unwrap().iter().map(|left| left["places"].clone()).collect();
    assert_eq!(left, [0, 8], "the cancelled session is not offered");
    let printed = town.parvis(&["inbox", "session", PAGE, "une"]).expect(0).stdout;
    for said in ["Ada", "1  [ ]", "rang 1", "provisoire", "01 99 00 14 01"] {
        assert!(printed.contains(said), "« {said} » in:\n{printed}");
    }
}

#[test]
fn every_fault_is_told_at_once_and_nothing_is_recorded() {
    let town = village();
    let faults = record(&town, "", &["--set", "telephone=12", "--set", "naissance=demain"]).expect(1).objects();
    let fields: Vec<_> = faults.iter().map(|fault| fault["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["prenom", "naissance", "telephone"]);
    let strange = record(&town, "Ada", &["--set", "bidon=1"]).expect(1);
    assert_eq!(strange.objects()[0]["code"], "not-offered");
    let other = record(&town, "Ada", &["--form", "inscripion"]).expect(1);
    assert_eq!(other.objects()[0]["code"], "unknown-form");
    assert_eq!(objects(&town, &["list", "--all"]), [] as [Json; 0]);
}

#[test]
fn a_price_is_settled_and_the_old_one_said() {
    let town = village();
    let ada = recorded(&town, "Ada");
    let rated = town.parvis(&["inbox", "rate", &ada, "--quotient", "500"]).expect(0).stdout;
    assert!(rated.contains("3,00") && rated.contains("9,00"), "{rated}");
    assert_eq!(town.parvis(&["inbox", "rate", &ada, "--quotient", "beaucoup"]).code, Some(1));
    let shown = &objects(&town, &["show", &ada])[0];
    assert_eq!((&shown["registration"]["ground"], &shown["state"]), (&json!("proven"), &json!("registered")));
    let name = shown["fields"].as_array().unwrap().iter().find(|field| field["key"] == "prenom").unwrap();
    assert_eq!((&name["before"], &name["after"], &name["label"]), (&json!([]), &json!(["Ada"]), &json!("Prénom")));
}

#[test]
fn who_was_registered_is_warned_once_of_a_session_that_moved() {
    let town = village();
    let ada = recorded(&town, "Ada");
    assert_eq!(objects(&town, &["warn"]), [] as [Json; 0]);
    town.edit(FILE, "nom: Première séance, debut: 2027-01-09 10:00", "nom: Première séance, debut: 2027-01-09 11:00");
    let _built = town.build();
    let warned = objects(&town, &["warn"]);
    assert_eq!((&warned[0]["reference"], &warned[0]["channel"]), (&json!(ada), &json!("phone")));
    assert_eq!((&warned[0]["change"], &warned[0]["moved_to"]), (&json!("moved"), &json!("2027-01-09T11:00:00+01:00")));
    assert!(warned[0]["text"].as_str().unwrap().contains(&ada));
    assert_eq!(objects(&town, &["warn", "--done", &ada])[0]["change"], "moved");
    assert_eq!(objects(&town, &["warn"]), [] as [Json; 0]);
    assert_eq!(objects(&town, &["list", "--all"])[0]["state"], "registered", "nothing is deleted");
}

#[test]
fn the_tables_hold_a_line_a_registration_and_no_formula() {
    let town = village();
    let ada = recorded(&town, "=1+1");
    let exported = town.parvis(&["inbox", "export", "--form", "inscription"]).expect(0).stdout;
    let lines: Vec<&str> = exported.lines().collect();
    assert_eq!(lines.len(), 2, "{exported}");
    assert!(lines[0].starts_with('\u{feff}') && lines[0].contains("\"Prénom\";\"Date de naissance\""), "{exported}");
    assert!(lines[1].contains(&ada) && lines[1].contains("\"'=1+1\""), "{exported}");
    let list = town.parvis(&["inbox", "session", PAGE, "une", "--csv"]).expect(0).stdout;
    assert!(list.contains("\"'=1+1, 12"), "{list}");
}

#[test]
fn staff_do_what_people_ask_of_them_by_phone() {
    let town = village();
    let references: Vec<String> = ["Ada", "Bo", "Cy"].iter().map(|name| recorded(&town, name)).collect();
    assert_eq!(town.parvis(&["inbox", "take", &references[2]]).code, Some(1), "nothing is offered yet");
    assert_eq!(objects(&town, &["cancel", &references[0]])[0]["state"], "cancelled");
    assert_eq!(objects(&town, &["take", &references[2]])[0]["state"], "registered");
    let _refused = town.parvis(&["inbox", "refuse", &references[1], "--reason", "Un motif"]).expect(0);
    let list = objects(&town, &["session", PAGE, "une"]);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["holders"][0]["reference"], references[2]);
}
