//! The site as its writers look at it while they write: the open page follows
//! the file, faults are shown over it, the last good page stays.

use town::{Browser, Scripts, Server, Tab, Town};

const FILE: &str = "content/commerces/le-fournil.md";
const BODY: &str = "Le four est allumé à quatre heures du matin.";
const HOURS: &str = "horaires: mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h";

fn look_at_the_bakery<'a>(browser: &'a Browser, server: &Server) -> Tab<'a> {
    let tab = browser.open(Scripts::On);
    tab.go(&format!("{}/commerces/le-fournil/", server.site()));
    assert!(tab.text().contains(BODY), "{}", tab.text());
    tab
}

#[test]
fn an_open_page_shows_what_was_just_written() {
    let (town, browser) = (Town::village(), Browser::new());
    let server = Server::of(&town);
    let tab = look_at_the_bakery(&browser, &server);
    town.edit(FILE, BODY, "Le four est allumé à cinq heures.");
    tab.wait_for_text("Le four est allumé à cinq heures.");
    assert!(!tab.text().contains(BODY));
}

#[test]
fn a_fault_is_shown_over_the_last_good_page_until_it_is_mended() {
    let (town, browser) = (Town::village(), Browser::new());
    let server = Server::of(&town);
    let tab = look_at_the_bakery(&browser, &server);

    town.edit(FILE, HOURS, "horaires: mar-sam 8h-13h, 15h30-29h30");
    tab.wait("the overlay", "document.querySelector('#parvis-direct') !== null");
    let overlay = tab.text_of("#parvis-direct");
    for said in ["content/commerces/le-fournil.md:8:33", "29h30", "^", "conseil :"] {
        assert!(overlay.contains(said), "« {said} » in:\n{overlay}");
    }
    assert!(tab.text().contains(BODY), "the last good page stays under it");
    tab.go(&format!("{}/commerces/le-fournil/", server.site()));
    tab.wait("the overlay on a fresh page", "document.querySelector('#parvis-direct') !== null");
    assert!(tab.text().contains(BODY), "and is served again");

    town.edit(FILE, "horaires: mar-sam 8h-13h, 15h30-29h30", HOURS);
    tab.wait("the overlay to go", "document.querySelector('#parvis-direct') === null");
    assert!(tab.text().contains(BODY));
}

#[test]
fn an_overlay_that_was_closed_stays_closed_for_the_same_fault() {
    let (town, browser) = (Town::village(), Browser::new());
    let server = Server::of(&town);
    let tab = look_at_the_bakery(&browser, &server);
    town.edit(FILE, HOURS, "horaires: mar-sam 8h-13h, 15h30-29h30");
    tab.wait("the overlay", "document.querySelector('#parvis-direct') !== null");
    tab.press("Escape", 27);
    tab.wait("the overlay to go", "document.querySelector('#parvis-direct') === null");

    town.edit("content/commerces/librairie.md", "telephone: 01 99 00 14 07", "telephone: 01 99");
    tab.wait("the overlay, for another fault", "document.querySelector('#parvis-direct') !== null");
    assert!(tab.text_of("#parvis-direct").contains("librairie.md"));
}
