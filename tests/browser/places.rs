//! A session that fills up, walked by two people: one waits, is offered the place
//! that the other gives up, and takes it. The one who waits has no mouse.

use serde_json::Value as Json;
use town::{Browser, Scripts, Sent, Server, Tab, Town, until};

use crate::accessibility::check;

const FILE: &str = "content/activites/courir-en-jouant.md";
const FORM: &str = "/activites/courir-en-jouant/inscription/";

#[test]
fn a_place_is_waited_for_and_taken_without_scripts() {
    walk(Scripts::Off);
}

#[test]
fn a_place_is_waited_for_and_taken_with_scripts() {
    walk(Scripts::On);
}

fn walk(scripts: Scripts) {
    let (town, browser) = (small_session(), Browser::new());
    let server = Server::of(&town);
    let first = holder(&server);
    assert_eq!(server.state(&first), "registered");

    let waiting = browser.open(scripts);
    by_keyboard_alone(&waiting, &server);
    let text = waiting.text();
    assert!(text.contains("Vous êtes en liste d’attente") && text.contains("4,50 € (provisoire)"), "{text}");
    check(&waiting);
    let tracking = waiting.address();

    is_not_given_up_by_looking(&browser, &server, &first);
    let giving_up = browser.open(scripts);
    giving_up.go(&format!("{}{}", server.site(), first.tracking));
    giving_up.follow_words("Annuler ma demande");
    assert!(giving_up.text().contains("annulée"), "{}", giving_up.text());

    waiting.go(&tracking);
    assert!(waiting.text().contains("Une place est libre pour vous"), "{}", waiting.text());
    check(&waiting);
    waiting.tab_to("form[action$='/accepter'] button");
    waiting.enter();
    assert!(waiting.text().contains("Votre inscription est enregistrée"), "{}", waiting.text());
    check(&waiting);
    is_on_the_list(&browser, &server);
}

/// The real town, whose next session has one place.
fn small_session() -> Town {
    let town = Town::new();
    let line = session_line(&town);
    let (before, _) = line.split_once("places:").expect("a session has places");
    town.edit(FILE, &line, &format!("{before}places: 1, attente: 2 }}"));
    town
}

fn session_line(town: &Town) -> String {
    let text = town.read(FILE);
    text.lines().find(|line| line.contains("id: relais")).expect("the session is in its file").to_owned()
}

/// Somebody who was faster.
fn holder(server: &Server) -> Sent {
    let controls = [
        ("_page", "activites/courir-en-jouant"),
        ("seance", "relais"),
        ("prenom", "Ada"),
        ("nom", "Exemple"),
        ("naissance", "14/05/2018"),
        ("responsable", "Une personne d’exemple"),
        ("telephone", "01 99 00 14 01"),
        ("habite", "oui"),
    ];
    Sent::of(&server.request("POST", "/formulaires/inscription").json().form(controls).send().expect(201))
}

/// The whole form by the keyboard: it comes back with a fault, the focus on its
/// summary, and every value kept.
fn by_keyboard_alone(visitor: &Tab<'_>, server: &Server) {
    visitor.go(&format!("{}{FORM}", server.site()));
    visitor.tab_to("[name=seance]");
    visitor.press(" ", 32);
    for (control, text) in [
        ("prenom", "Zoé"),
        ("nom", "Exemple-d’Ici"),
        ("naissance", "12/03/2018"),
        ("responsable", "Son autre parent"),
        ("telephone", "12"),
    ] {
        visitor.tab_to(&format!("[name={control}]"));
        visitor.type_text(text);
    }
    visitor.tab_to("[name=habite]");
    visitor.press(" ", 32);
    visitor.tab_to("form.form button[type=submit]");
    visitor.enter();
    until("the focus to be on the summary", || {
        (visitor.try_look("document.activeElement.className")? == "error-summary").then_some(())
    });
    check(visitor);
    visitor.tab_to(".error-summary a");
    visitor.press("Enter", 13);
    until("the link of the summary to lead to the control", || {
        (visitor.try_look("document.activeElement.id")? == "telephone").then_some(())
    });
    assert_eq!((visitor.value("[name=prenom]").as_str(), visitor.value("#telephone").as_str()), ("Zoé", "12"));
    assert!(visitor.has("[name=seance]:checked") && visitor.has("[name=habite]:checked"));
    visitor.type_text("01 99 00 14 02");
    visitor.tab_to("form.form button[type=submit]");
    visitor.enter();
    assert!(!visitor.address().contains("Exemple"), "{}", visitor.address());
}

/// Whoever scans mails for viruses, or loads links before they are clicked, opens
/// every address it finds, and the one that it guesses.
fn is_not_given_up_by_looking(browser: &Browser, server: &Server, sent: &Sent) {
    let looks = [sent.tracking.clone(), sent.tracking.replace('?', "/annuler?")];
    for path in &looks {
        let _answer = server.request("GET", path).header("purpose", "prefetch").send();
        // What is answered to a look at the headers has no body, whatever its length says.
        let _looked = server.request("HEAD", path).try_send();
    }
    let scanner = browser.open(Scripts::On);
    scanner.go(&format!("{}{}", server.site(), sent.tracking));
    let links = scanner.look(
        "[...document.querySelectorAll('main a[href]')].map(link => link.href).filter(link => /^http/.test(link))",
    );
    for link in links.as_array().into_iter().flatten().filter_map(Json::as_str) {
        scanner.go(link);
    }
    assert_eq!(server.state(sent), "registered", "nothing is given up by looking");
}

/// Staff see the one who took the place on the leader's list.
fn is_on_the_list(browser: &Browser, server: &Server) {
    let staff = browser.open(Scripts::Off);
    staff.go(&server.bureau_link());
    staff.follow_words("Séances");
    check(&staff);
    staff.follow("a[href='/seances/relais/activites/courir-en-jouant']");
    check(&staff);
    let list = staff.text_of("table.list");
    assert!(list.contains("Inscrits (1)") && list.contains("Zoé Exemple-d’Ici") && !list.contains("Ada"), "{list}");
    staff.follow("table.list a");
    check(&staff);
    staff.fill("#quotient", "beaucoup");
    staff.follow("form.rate button");
    assert!(staff.text_of("#quotient-error").contains("beaucoup"), "{}", staff.text());
    check(&staff);
    staff.fill("#quotient", "0");
    staff.follow("form.rate button");
    assert!(staff.text().contains("Le tarif est fixé") && staff.text().contains("justificatif vu"), "{}", staff.text());
    check(&staff);
}

#[test]
fn who_calls_is_registered_and_who_was_registered_is_warned() {
    let (town, browser) = (small_session(), Browser::new());
    let server = Server::of(&town);
    let _first = holder(&server);
    let staff = browser.open(Scripts::Off);
    staff.go(&server.bureau_link());
    staff.follow_words("Saisir une demande");
    staff.fill("#titre", "courir");
    staff.follow("form.filter button");
    staff.follow("a[href='/remplir/inscription/activites/courir-en-jouant']");
    check(&staff);
    assert!(staff.text_of(".left").contains("complète, 2 rangs d’attente"), "{}", staff.text());
    staff.click("label[for='_canal-phone']");
    staff.click("[name=seance][value=relais]");
    staff.fill("[name=prenom]", "Bo");
    staff.follow_words("Enregistrer la demande");
    check(&staff);
    assert!(staff.text_of(".error-summary").contains("date de naissance"), "{}", staff.text());
    assert!(staff.has("#_canal-phone:checked") && staff.value("[name=prenom]") == "Bo", "what was typed is kept");
    for (control, text) in [
        ("nom", "Exemple"),
        ("naissance", "12/03/2018"),
        ("responsable", "Une personne"),
        ("telephone", "01 99 00 14 03"),
    ] {
        staff.fill(&format!("[name={control}]"), text);
    }
    staff.click("[name=habite][value=oui]");
    staff.follow_words("Enregistrer la demande");
    let slip = staff.text_of("article.slip");
    assert!(slip.contains("en liste d’attente") && slip.contains("par téléphone") && slip.contains("MK-"), "{slip}");
    check(&staff);

    let line = session_line(&town);
    town.edit(FILE, &line, &line.replace(" }", ", annulee: oui }"));
    until("the bureau to know that the session is cancelled", || {
        staff.go(&format!("{}/a-prevenir", server.bureau()));
        staff.text().contains("À prévenir (2)").then_some(())
    });
    check(&staff);
    assert!(staff.text().contains("Par téléphone (2)") && staff.text().contains("est annulée"), "{}", staff.text());
    staff.follow("form[action$='/prevenu'] button");
    assert!(staff.text().contains("À prévenir (1)"), "{}", staff.text());
}
