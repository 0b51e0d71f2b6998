//! Requests set apart: marked in the terminal and in the bureau, and released.

use crate::bureau::Staff;
use crate::town::Town;

const TRAPPED: &str = r#"{"_page":"commerces/le-fournil","telephone":"01 47 46 75 01","_site":"https://x.example"}"#;

#[test]
fn a_doubt_is_marked_in_the_terminal_and_lifted() {
    let town = Town::new();
    let reference = town.serve().submit(TRAPPED);
    assert_eq!(town.json(&["inbox", "list"])[0]["doubt"], "trap");
    let said = |arguments: &[&str]| String::from_utf8(town.parvis(arguments).stdout).unwrap();
    assert!(said(&["inbox", "list"]).contains("[à vérifier\u{a0}: une case que personne ne voit"));
    assert!(said(&["--lang", "en", "inbox", "list"]).contains("[to check: a box that nobody sees"));
    assert!(said(&["inbox", "release", &reference]).contains("le doute est levé"));
    assert!(town.json(&["inbox", "list"])[0]["doubt"].is_null());
    assert!(!said(&["inbox", "list"]).contains("à vérifier"));
    let again = town.parvis(&["inbox", "release", &reference]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("aucun doute"));
}

#[test]
fn a_doubt_is_told_with_its_reason_in_the_bureau_and_lifted_by_a_button() {
    let town = Town::new();
    let server = town.serve();
    let reference = server.submit(TRAPPED);
    let staff = Staff::enter(&server);
    assert!(staff.get("/").body.contains("À vérifier"));
    let place = format!("/demandes/{reference}");
    let page = staff.get(&place).body;
    assert!(page.contains("Une case que personne ne voit a été remplie.") && page.contains("Lever le doute"), "{page}");
    let (lift, form) = (format!("{place}/lever"), staff.form(&reference));
    assert_eq!(staff.post(&lift, staff.host(), Some("https://mechant.example"), &form).status, 403);
    let answer = staff.post(&lift, staff.host(), Some(&staff.own_origin()), &form);
    assert_eq!((answer.status, answer.header("location")), (303, format!("{place}?fait=lever").as_str()));
    let page = staff.get(answer.header("location")).body;
    assert!(page.contains("Le doute est levé.") && page.contains("doute levé\u{a0}: une case"), "{page}");
    assert!(!page.contains("Lever le doute") && !staff.get("/").body.contains("À vérifier"));
}

#[test]
fn a_doubtful_request_can_be_accepted_by_whoever_looked_at_it() {
    let town = Town::new();
    let reference = town.serve().submit(TRAPPED);
    assert_eq!(town.parvis(&["inbox", "accept", &reference, "--verified", "call"]).status.code(), Some(0));
}
