//! What staff decide, and what they are told before: conflicts, refusals,
//! cancellations. All of it without scripts.

use town::{Browser, Scripts, Sent, Server, Tab, Town};

const FILE: &str = "content/commerces/le-fournil.md";
const PAGE: &str = "commerces/le-fournil";
const PHONE: &str = "01 99 00 14 06";
const ASKED_PHONE: &str = "01 99 00 14 07";
const LATER_PHONE: &str = "01 99 00 14 08";
const HOURS: &str = "mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h";
const ASKED_HOURS: &str = "lun-ven 9h-12h";
const ASKED: [(&str, &str); 2] = [("telephone", ASKED_PHONE), ("horaires", ASKED_HOURS)];

/// A request in the bureau, opened by staff.
fn look_at<'a>(browser: &'a Browser, server: &Server, sent: &Sent) -> Tab<'a> {
    let staff = browser.open(Scripts::Off);
    staff.go(&server.bureau_link());
    staff.follow(&format!("a[href*='{}']", sent.reference));
    staff
}

/// The whole of a visitor's page of a request.
fn tracking(browser: &Browser, server: &Server, sent: &Sent) -> String {
    let visitor = browser.open(Scripts::Off);
    visitor.go(&format!("{}{}", server.site(), sent.tracking));
    visitor.text()
}

#[test]
fn a_form_sent_back_as_it_came_says_that_nothing_changes() {
    let (town, browser) = (Town::village(), Browser::new());
    let server = Server::of(&town);
    for scripts in [Scripts::Off, Scripts::On] {
        let visitor = browser.open(scripts);
        visitor.go(&format!("{}/{PAGE}/mettre-a-jour/", server.site()));
        visitor.follow("form.form button[type=submit]");
        assert!(visitor.text().contains("Rien à modifier"), "{}", visitor.text());
    }
    assert_eq!(
        town.parvis(&["inbox", "list", "--all", "--format", "json"]).expect(0).objects(),
        [] as [serde_json::Value; 0]
    );
}

#[test]
fn a_field_that_moved_meanwhile_is_shown_in_three_versions_and_left_alone() {
    let (town, browser) = (Town::village(), Browser::new());
    let server = Server::of(&town);
    let sent = server.send_update(PAGE, &ASKED);
    town.edit(FILE, &format!("telephone: {PHONE}"), &format!("telephone: {LATER_PHONE} # le nouveau"));

    let staff = look_at(&browser, &server, &sent);
    let moved = staff.text_of("section.field.moved");
    for said in ["La page a changé depuis", PHONE, LATER_PHONE, ASKED_PHONE] {
        assert!(moved.contains(said), "« {said} » in:\n{moved}");
    }
    assert!(staff.has("#champ-horaires:checked") && !staff.has("#champ-telephone:checked"));
    staff.follow_words("Accepter les champs cochés");
    staff.wait_for_text("Acceptée en partie. Fichier modifié");

    let file = town.read(FILE);
    assert!(file.contains(&format!("telephone: {LATER_PHONE} # le nouveau\nhoraires: {ASKED_HOURS}\n")), "{file}");
    let told = tracking(&browser, &server, &sent);
    assert!(told.contains("acceptée en partie") && told.contains(ASKED_PHONE), "{told}");
}

#[test]
fn a_page_that_moves_under_the_eyes_of_staff_is_not_overwritten() {
    let (town, browser) = (Town::village(), Browser::new());
    let server = Server::of(&town);
    let sent = server.send_update(PAGE, &ASKED[..1]);
    let staff = look_at(&browser, &server, &sent);
    town.edit(FILE, PHONE, LATER_PHONE);
    let edited = town.read(FILE);

    staff.follow_words("Accepter les champs cochés");
    assert!(staff.text().contains("Rien n’a été fait"), "{}", staff.text());
    assert!(staff.text_of("section.field.moved").contains(LATER_PHONE));
    assert_eq!(town.read(FILE), edited);
    assert_eq!(server.state(&sent), "received");

    staff.click("#champ-telephone");
    staff.follow_words("Accepter les champs cochés");
    staff.wait_for_text("Acceptée. Fichier modifié");
    assert_eq!(town.read(FILE), edited.replace(LATER_PHONE, ASKED_PHONE), "once they have seen it, they decide");
}

#[test]
fn a_refusal_tells_its_reason_to_the_sender() {
    let (town, browser) = (Town::village(), Browser::new());
    let original = town.read(FILE);
    let server = Server::of(&town);
    let sent = server.send_update(PAGE, &ASKED);
    let staff = look_at(&browser, &server, &sent);
    staff.click("label[for='motif-1']");
    staff.fill("#precision", "Nous sommes passés mardi : <b>fermé</b>.");
    staff.follow_words("Refuser la demande");
    staff.wait_for_text("Refusée. Le motif est sur la page de suivi.");

    let told = tracking(&browser, &server, &sent);
    let reason = "Ce qui est demandé ne correspond pas à ce que nous avons constaté sur place. Nous sommes passés mardi : <b>fermé</b>.";
    assert!(told.contains("Votre demande est refusée") && told.contains(reason), "{told}");
    assert_eq!(town.read(FILE), original);

    staff.follow_words("Revenir en arrière");
    staff.wait_for_text("Le refus est retiré");
    assert_eq!(server.state(&sent), "received");
}

#[test]
fn a_request_is_taken_back_from_its_tracking_page() {
    let (town, browser) = (Town::village(), Browser::new());
    let original = town.read(FILE);
    let server = Server::of(&town);
    let sent = server.send_update(PAGE, &ASKED);
    let staff = look_at(&browser, &server, &sent);

    let visitor = browser.open(Scripts::Off);
    visitor.go(&format!("{}{}", server.site(), sent.tracking));
    visitor.follow_words("Annuler ma demande");
    assert!(visitor.text().contains("Votre demande est annulée"), "{}", visitor.text());
    assert_eq!(server.state(&sent), "cancelled");

    staff.follow_words("Accepter les champs cochés");
    assert!(staff.text().contains("rien n’a été fait de plus"), "{}", staff.text());
    assert!(!staff.has("form[action$='accepter']"), "a cancelled request can't be accepted");
    assert_eq!(town.read(FILE), original);
}

#[test]
fn looking_changes_nothing() {
    let (town, browser) = (Town::village(), Browser::new());
    let original = town.read(FILE);
    let server = Server::of(&town);
    let sent = server.send_update(PAGE, &ASKED);
    let staff = look_at(&browser, &server, &sent);
    for deed in ["accepter", "refuser", "annuler"] {
        staff.go(&format!("{}/demandes/{}/{deed}?champ=telephone", server.bureau(), sent.reference));
        staff.go(&format!("{}/demandes/{}?fait={deed}", server.bureau(), sent.reference));
    }
    let visitor = browser.open(Scripts::Off);
    let cancel = sent.tracking.replace('?', "/annuler?");
    for path in [sent.tracking.as_str(), cancel.as_str()] {
        visitor.go(&format!("{}{path}", server.site()));
    }
    assert_eq!(server.state(&sent), "received");
    assert_eq!(town.read(FILE), original);
    assert!(original.contains(HOURS));
}
