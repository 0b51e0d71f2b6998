//! Kinds and forms reach the desk as JSON: they are the same there.

#![expect(clippy::unwrap_used, reason = "a test that can't go on says so by failing")]

use std::fs;
use std::path::Path;

use schema::declaration::to_json;
use schema::form::Form;
use schema::kind::Kind;

/// Every declaration of the town in this folder of its content.
fn declared(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content").join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|file| file.extension().is_some_and(|kind| kind == "yaml"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect()
}

#[test]
fn every_kind_of_the_town_is_the_same_after_its_travel() {
    for text in declared("_kinds") {
        let here = Kind::parse(&text).unwrap();
        assert_eq!(format!("{:?}", Kind::from_json(&to_json(&text).unwrap()).unwrap()), format!("{here:?}"));
    }
}

#[test]
fn every_form_of_the_town_is_the_same_after_its_travel() {
    for text in declared("_forms") {
        let here = Form::parse(&text).unwrap();
        assert_eq!(format!("{:?}", Form::from_json(&to_json(&text).unwrap()).unwrap()), format!("{here:?}"));
    }
}

#[test]
fn amounts_and_texts_that_look_like_numbers_travel() {
    let text = "
name: essai
label: { one: essai, many: essais }
folder: essais
template: essai.html
fields:
  prix: { label: \"12\", money: { min: 0, max: 12.50 } }
  note: { label: Note, number: { min: 0.10, max: 1000000, decimals: 2 } }
  choix: { label: Choix, choice: { 1: Un, 2: \"2\", oui: Oui } }
";
    let here = Kind::parse(text).unwrap();
    assert_eq!(format!("{:?}", Kind::from_json(&to_json(text).unwrap()).unwrap()), format!("{here:?}"));
}
