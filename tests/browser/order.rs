//! A whole lunch, in a browser: someone orders from two merchants, each prepares
//! from a list of their own, the bags go to the café, are handed over; another
//! order is cancelled.

use town::{Browser, Scripts, Server, Tab, Town};

const FORM: &str = "/conciergerie/commander/";
const BAGUETTE: &str = "[name='panier.le-fournil.baguette']";
const SLOT: &str = "cafe-associatif/2026-11-25T12:00";
const DAY: &str = "2026-11-25";
/// Monday noon: the bakery takes orders for Wednesday until the evening before.
const MONDAY: &str = "2026-11-23T12:00";

fn served(town: &Town) -> Server {
    Server::with(town, &["serve", "--port", "0", "--bureau-port", "0", "--at", MONDAY])
}

#[test]
fn a_lunch_is_ordered_prepared_and_handed_over_without_scripts() {
    lunch(Scripts::Off);
}

#[test]
fn a_lunch_is_ordered_prepared_and_handed_over_with_scripts() {
    lunch(Scripts::On);
}

fn lunch(scripts: Scripts) {
    let (town, browser) = (Town::new(), Browser::new());
    let server = served(&town);
    let customer = browser.open(scripts);
    let other = other_product(&town);
    fill(&customer, &server, &other);
    customer.follow_words("Voir le total");
    let text = customer.text();
    assert!(text.contains("Rien n’est encore commandé") && text.contains("Baguette"), "{text}");
    customer.follow_words("Commander avec obligation de paiement");
    let reference = customer.text_of(".reference strong");
    let tracking = customer.address();
    assert!(customer.text().contains("reçue") && tracking.contains("/suivi/MK-"), "{tracking}");

    let merchants = ["le-fournil", other.merchant.as_str()];
    for merchant in merchants {
        let list = opened(&town, &browser, &server, merchant, scripts);
        assert!(list.text().contains(&reference) && list.text().contains("Par produit"), "{}", list.text());
        list.follow_words("Tout confirmer");
        list.follow_words("Tout est préparé");
        assert!(list.text().contains("préparée"), "{}", list.text());
    }
    says(&customer, &tracking, "Votre commande est préparée");
    let cafe = opened(&town, &browser, &server, "cafe-associatif", scripts);
    assert!(cafe.text().contains("Une personne") && !cafe.text().contains("Baguette"), "{}", cafe.text());
    cafe.follow_words("Au point de retrait");
    says(&customer, &tracking, "Votre commande vous attend");
    cafe.follow_words("Remise");
    says(&customer, &tracking, "Votre commande vous a été remise");
    if scripts == Scripts::On {
        customer.go(&format!("{}{FORM}", server.site()));
        assert_eq!(customer.value(BAGUETTE), "", "what was ordered is out of the basket");
    }
}

#[test]
fn an_order_is_cancelled_from_its_page() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = served(&town);
    let customer = browser.open(Scripts::Off);
    let other = other_product(&town);
    fill(&customer, &server, &other);
    customer.follow_words("Voir le total");
    customer.follow_words("Modifier le panier");
    assert_eq!(customer.value(BAGUETTE), "2", "the basket is as it was");
    customer.follow_words("Voir le total");
    customer.follow_words("Commander avec obligation de paiement");
    customer.follow_words("Annuler ma demande");
    assert!(customer.text().contains("Votre demande est annulée"), "{}", customer.text());
    let list = opened(&town, &browser, &server, "le-fournil", Scripts::Off);
    assert!(list.text().contains("ne pas préparer"), "{}", list.text());
}

#[test]
fn a_basket_survives_the_tab_and_counts_as_one_types() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = served(&town);
    let customer = browser.open(Scripts::On);
    customer.go(&format!("{}{FORM}", server.site()));
    assert!(!customer.text().contains("Total, tous frais compris :"), "an empty basket has no total");
    customer.fill(BAGUETTE, "3");
    customer.wait_for_text("3,30");
    customer.go(&format!("{}/", server.site()));
    customer.go(&format!("{}{FORM}", server.site()));
    assert_eq!(customer.value(BAGUETTE), "3");
    customer.wait_for_text("3,30");
}

/// A product of another merchant that can still be had on Wednesday.
struct Other {
    merchant: String,
    name: String,
}

fn other_product(town: &Town) -> Other {
    let page = town.read("content/commerces/le-bol-jaune.md");
    let id = page.split("- { id: ").nth(1).and_then(|rest| rest.split(',').next()).expect("a product").to_owned();
    Other { name: format!("panier.le-bol-jaune.{id}"), merchant: "le-bol-jaune".to_owned() }
}

fn fill(customer: &Tab<'_>, server: &Server, other: &Other) {
    customer.go(&format!("{}{FORM}", server.site()));
    customer.fill(BAGUETTE, "2");
    customer.fill(&format!("[name='{}']", other.name), "1");
    let chosen = customer.look(&format!("(select => {{ select.value = '{SLOT}'; select.dispatchEvent(new Event('change', {{ bubbles: true }})); return select.value }})(document.querySelector('#retrait'))"));
    assert_eq!(chosen, SLOT);
    customer.fill("#nom", "Une personne");
    customer.fill("#telephone", "01 99 00 16 06");
}

/// The list of a merchant, or of a point, by the link that staff print.
fn opened<'b>(town: &Town, browser: &'b Browser, server: &Server, key: &str, scripts: Scripts) -> Tab<'b> {
    let told = town.parvis(&["inbox", "link", key, "--at", MONDAY, "--format", "json"]).expect(0).objects();
    let link = told[0]["link"].as_str().expect("a link").to_owned();
    let path = &link[link.find("/preparation/").or_else(|| link.find("/livraison/")).expect("a list")..];
    let tab = browser.open(scripts);
    tab.go(&format!("{}{path}&jour={DAY}", server.site()));
    tab
}

fn says(customer: &Tab<'_>, tracking: &str, title: &str) {
    customer.go(tracking);
    assert_eq!(customer.text_of("h1"), title);
}
