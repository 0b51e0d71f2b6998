//! The loop, walked by a person on the town's real content: a merchant changes
//! hours and a price, staff accept, the page changes, staff take it back.

use serde_json::json;
use town::{Browser, Scripts, Server, Tab, Town, until};

const FILE: &str = "content/commerces/le-fournil.md";
const SHEET: &str = "/commerces/le-fournil/";

const HOURS: &str = "mar-sam 7h-13h30, 15h30-20h ; dim 7h-13h";
const NEW_HOURS: &str = "mar-sam 7h-13h, 16h-20h ; dim 8h-12h";
const FAULTY_HOURS: &str = "mar-sam 7h-13h, 16h-25h ; dim 8h-12h";
const PRICE: &str = "1,35 €";
const NEW_PRICE: &str = "1,45 €";

#[test]
fn the_loop_goes_round_without_scripts() {
    go_round(Scripts::Off);
}

#[test]
fn the_loop_goes_round_with_scripts() {
    go_round(Scripts::On);
}

fn go_round(scripts: Scripts) {
    let town = Town::new();
    let original = town.read(FILE);
    let server = Server::of(&town);
    let browser = Browser::new();
    let (visitor, staff) = (browser.open(scripts), browser.open(scripts));
    check_scripts(&visitor, scripts);

    visitor.go(&format!("{}{SHEET}", server.site()));
    assert!(visitor.text().contains(PRICE), "{}", visitor.text());
    visitor.follow_words("Mettre à jour cette fiche");
    assert_eq!(visitor.value("#horaires"), HOURS);
    visitor.fill("#horaires", FAULTY_HOURS);
    visitor.fill(&price(), NEW_PRICE);
    visitor.follow("form.form button[type=submit]");

    is_refused(&visitor);
    visitor.fill("#horaires", NEW_HOURS);
    visitor.follow("form.form button[type=submit]");
    let reference = is_received(&visitor);
    assert_eq!(town.read(FILE), original, "nothing changes before staff accept");

    enter(&staff, &server);
    staff.follow(&format!("a[href*='{reference}']"));
    is_told(&staff);
    staff.follow_words("Accepter les champs cochés");
    staff.wait_for_text("Acceptée. Fichier modifié");
    assert!(staff.text().contains(FILE));

    // The program writes prices as French does, with a space that does not break.
    let asked = original.replacen(HOURS, NEW_HOURS, 1).replacen(PRICE, &NEW_PRICE.replace(' ', "\u{a0}"), 1);
    assert_eq!(town.read(FILE), asked, "the two values change, and no other byte");
    shows(&visitor, &server, NEW_PRICE, PRICE);

    staff.follow_words("Revenir en arrière");
    staff.wait_for_text("Annulé. Fichier remis comme avant");
    assert_eq!(town.read(FILE), original, "byte for byte as before");
    shows(&visitor, &server, PRICE, NEW_PRICE);
}

/// What the browser was asked for is what it does.
fn check_scripts(tab: &Tab<'_>, scripts: Scripts) {
    tab.go("data:text/html,<title>off</title><body><script>document.title='on'</script>");
    let expected = if scripts == Scripts::On { "on" } else { "off" };
    assert_eq!(tab.look_text("document.title"), expected);
}

/// The price of the « tradition », the second product.
fn price() -> String {
    "[name='produits.1.prix']".to_owned()
}

/// The form comes back with a summary that leads to the fault, and keeps what was typed.
fn is_refused(visitor: &Tab<'_>) {
    assert_eq!(visitor.look("performance.getEntriesByType('navigation')[0].responseStatus"), 422);
    let summary = visitor.text_of(".error-summary");
    assert!(summary.contains("Il y a une erreur") && summary.contains("25h"), "{summary}");
    visitor.click(".error-summary a");
    until("the link of the summary to lead to the control", || {
        (visitor.try_look("document.activeElement.id")? == "horaires").then_some(())
    });
    assert_eq!(visitor.value("#horaires"), FAULTY_HOURS);
    assert_eq!(visitor.value(&price()), NEW_PRICE);
    assert_eq!(visitor.look_text("document.querySelector('#horaires').getAttribute('aria-invalid')"), "true");
}

/// The tracking page says the reference and what is asked.
fn is_received(visitor: &Tab<'_>) -> String {
    let reference = visitor.text_of(".reference strong");
    assert!(reference.starts_with("MK-") && reference.len() == "MK-7Q4F-93TX".len(), "{reference}");
    assert!(visitor.address().contains(&format!("/suivi/{reference}?cle=")), "{}", visitor.address());
    let text = visitor.text();
    assert!(
        text.contains("Votre demande est bien reçue") && text.contains(NEW_PRICE) && text.contains(PRICE),
        "{text}"
    );
    reference
}

/// Staff enter by the printed link, whose token does not stay in the address.
fn enter(staff: &Tab<'_>, server: &Server) {
    staff.go(&server.bureau_link());
    assert_eq!(staff.address(), format!("{}/", server.bureau()));
}

/// The difference is said in words, and nothing else is asked.
fn is_told(staff: &Tab<'_>) {
    let text = staff.text();
    for said in ["Le Fournil des Trois Pains", "Horaires", "Baguette de tradition", PRICE, NEW_PRICE, "dimanche"] {
        assert!(text.contains(said), "« {said} » in:\n{text}");
    }
    let fields = staff.look("[...document.querySelectorAll('section.field h3')].map(title => title.innerText)");
    assert_eq!(fields, json!(["Horaires", "Prix de quelques produits"]), "only what changes is told");
}

/// The merchant's page, once the server has built it again.
fn shows(visitor: &Tab<'_>, server: &Server, new: &str, old: &str) {
    until(&format!("the page to say {new}"), || {
        visitor.go(&format!("{}{SHEET}", server.site()));
        let text = visitor.text();
        (text.contains(new) && !text.contains(old)).then_some(())
    });
}
