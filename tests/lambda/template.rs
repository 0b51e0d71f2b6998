//! `functions/lambda/template.yaml`: what it declares is what the function runs on.

use std::path::Path;
use std::process::Command;

use serde_json::{Value as Json, json};

use crate::programs::programs;

fn path() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../functions/lambda/template.yaml")
}

/// The template, its references left as the texts that they are written with.
fn template() -> Json {
    let text = std::fs::read_to_string(path()).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

/// What the template says of the table, for the one that the tests make.
pub(crate) fn table() -> Json {
    let declared = &template()["Resources"]["Table"]["Properties"];
    let kept = ["AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema"];
    kept.iter().map(|name| ((*name).to_owned(), declared[*name].clone())).collect()
}

#[test]
fn the_template_has_no_fault() {
    let checked = Command::new(programs().tools.join("cfn-lint")).arg(path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn what_is_forgotten_and_what_is_kept_is_declared() {
    let table = template()["Resources"]["Table"].clone();
    assert_eq!(table["Properties"]["TimeToLiveSpecification"], json!({ "AttributeName": "ttl", "Enabled": true }));
    assert_eq!(table["Properties"]["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], json!(true));
    assert_eq!(table["DeletionPolicy"], json!("Retain"));
}

#[test]
fn the_function_may_do_nothing_to_the_table_but_read_and_write_items() {
    let role = template()["Resources"]["DeskRole"]["Properties"]["Policies"][0]["PolicyDocument"].clone();
    let statements = role["Statement"].as_array().unwrap().clone();
    let actions = statements.iter().flat_map(|statement| statement["Action"].as_array().unwrap().clone());
    for action in actions {
        let action = action.as_str().unwrap().to_owned();
        assert!(!action.contains('*') && !action.contains("Scan") && !action.contains("Table"), "{action}");
    }
}
