//! A merchant who calls: staff find the page, type what they hear, and give the
//! reference back. Without scripts.

use town::{Browser, Scripts, Server, Town};

use crate::accessibility::check;

const FILE: &str = "content/commerces/le-fournil.md";

#[test]
fn a_merchant_who_calls_is_served_like_one_who_writes() {
    let (town, browser) = (Town::new(), Browser::new());
    let original = town.read(FILE);
    let server = Server::of(&town);
    let staff = browser.open(Scripts::Off);
    staff.go(&server.bureau_link());
    staff.follow_words("Saisir une demande");
    check(&staff);
    staff.fill("#titre", "fournil des trois");
    staff.follow("form.filter button");
    staff.follow_words("Le Fournil des Trois Pains");
    check(&staff);

    staff.fill("#horaires", "souvent le matin");
    staff.follow_words("Enregistrer la demande");
    assert!(staff.text().contains("Dites comment la demande est arrivée"), "{}", staff.text());
    check(&staff);
    staff.click("label[for='_canal-phone']");
    staff.follow_words("Enregistrer la demande");
    assert!(staff.text_of(".error-summary").contains("souvent"), "{}", staff.text());
    assert_eq!(staff.value("#horaires"), "souvent le matin", "what was typed is kept");
    assert!(staff.has("#_canal-phone:checked"));
    check(&staff);
    staff.fill("#horaires", "mar-sam 7h-13h");
    staff.follow_words("Enregistrer la demande");

    let slip = staff.text_of("article.slip");
    assert!(slip.contains("Récépissé") && slip.contains("MK-") && slip.contains("par téléphone"), "{slip}");
    check(&staff);
    assert_eq!(town.read(FILE), original, "typed by staff, accepted by staff: two deeds");
    staff.follow_words("Traiter cette demande");
    check(&staff);
    staff.click("label[for='verification-call']");
    staff.follow_words("Accepter les champs cochés");
    staff.wait_for_text("Acceptée. Fichier modifié");
    assert_eq!(town.read(FILE), original.replace("mar-sam 7h-13h30, 15h30-20h ; dim 7h-13h", "mar-sam 7h-13h"),);
}
