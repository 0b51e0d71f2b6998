//! The form by which people register, in a browser: one link away, whole
//! without scripts, and with them it says how many places are left.

use town::{Browser, Scripts, Server, Town};

use crate::accessibility::check;

const PAGE: &str = "/activites/cirque-du-mercredi/";

#[test]
fn the_form_is_one_link_away_and_whole_without_scripts() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = Server::of(&town);
    let visitor = browser.open(Scripts::Off);
    visitor.go(&format!("{}{PAGE}", server.site()));
    check(&visitor);
    visitor.follow_words("S’inscrire");
    check(&visitor);
    let text = visitor.text();
    assert!(text.contains("En bref") && text.contains("16 places") && !text.contains("places libres"), "{text}");
}

#[test]
fn places_left_are_told_beside_each_session() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = Server::of(&town);
    let visitor = browser.open(Scripts::On);
    visitor.go(&format!("{}{PAGE}inscription/", server.site()));
    visitor.wait_for_text("16 places libres");
    check(&visitor);
    let told = visitor.look("[...document.querySelectorAll('.option .left')].map(left => left.textContent)");
    assert!(told.as_array().is_some_and(|told| told.len() == 4), "beside each control too: {told}");
}
