//! What tells a person from a machine, in a real browser: nothing is asked of
//! anybody, with scripts or without.

use serde_json::{Value as Json, json};
use town::{Browser, Scripts, Server, Tab, Town};

const FORM: &str = "/commerces/le-fournil/mettre-a-jour/";

fn doubts(town: &Town) -> Vec<Json> {
    let listed = town.parvis(&["--format", "json", "inbox", "list"]).expect(0);
    listed.objects().iter().map(|summary| summary["doubt"].clone()).collect()
}

fn opened<'b>(browser: &'b Browser, server: &Server, scripts: Scripts) -> Tab<'b> {
    let visitor = browser.open(scripts);
    visitor.go(&format!("{}{FORM}", server.site()));
    visitor
}

fn is_worked(visitor: &Tab<'_>) {
    visitor.wait("the puzzle to be solved", "!!document.querySelector('[name=_epreuve]')?.value");
}

#[test]
fn the_puzzle_is_solved_while_a_form_is_filled_and_lifts_the_doubt_of_haste() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = Server::of(&town);
    let visitor = opened(&browser, &server, Scripts::On);
    visitor.fill("#telephone", "01 47 46 75 01");
    is_worked(&visitor);
    visitor.follow("form.form button[type=submit]");
    assert!(visitor.text().contains("Votre demande est bien reçue"), "{}", visitor.text());
    assert_eq!(doubts(&town), [Json::Null]);
}

#[test]
fn the_puzzle_is_solved_on_a_page_of_the_desk_under_its_own_policy() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = Server::of(&town);
    let visitor = opened(&browser, &server, Scripts::On);
    visitor.fill("#telephone", "12");
    visitor.follow("form.form button[type=submit]");
    assert_eq!(visitor.look("performance.getEntriesByType('navigation')[0].responseStatus"), 422);
    visitor.fill("#telephone", "01 47 46 75 01");
    is_worked(&visitor);
    visitor.follow("form.form button[type=submit]");
    assert_eq!(doubts(&town), [Json::Null]);
}

#[test]
fn without_scripts_a_form_is_sent_as_it_is_and_believed() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = Server::of(&town);
    let visitor = opened(&browser, &server, Scripts::Off);
    let names: Vec<String> = visitor.controls("form.form").into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().all(|name| name != "_vu" && name != "_epreuve"), "{names:?}");
    visitor.fill("#telephone", "01 47 46 75 01");
    visitor.follow("form.form button[type=submit]");
    assert_eq!(doubts(&town), [Json::Null]);
}

#[test]
fn the_control_that_stays_empty_is_met_by_nobody() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = Server::of(&town);
    let visitor = opened(&browser, &server, Scripts::Off);
    let seen = visitor.look("document.querySelector('#_site').checkVisibility()");
    let met = visitor.look("[_site.tabIndex, _site.closest('[aria-hidden=true]') != null, _site.autocomplete]");
    assert_eq!((seen, met), (json!(false), json!([-1, true, "off"])));
}
