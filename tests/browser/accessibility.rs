//! What a keyboard and a screen reader need of every page of the loop: names for
//! controls, errors that are reached, places that exist.
//!
//! Rules that a program can check, no more: they find slips, not bad writing.

use serde_json::{Value as Json, json};
use town::{Browser, Scripts, Server, Tab, Town, until};

/// Every slip on the page, in words.
const SLIPS: &str = r"(() => {
    const slips = [];
    const all = selector => [...document.querySelectorAll(selector)];
    const say = (what, element) => slips.push(what + ': ' + element.outerHTML.slice(0, 160));
    const ids = all('[id]').map(element => element.id);
    ids.filter((id, index) => ids.indexOf(id) !== index).forEach(id => slips.push('twice the id ' + id));
    for (const control of all('input:not([type=hidden]), select, textarea'))
        if (![...control.labels].some(label => label.innerText.trim())) say('no label', control);
    for (const control of all('a[href], button'))
        if (!(control.innerText.trim() || control.getAttribute('aria-label'))) say('no name', control);
    for (const group of all('fieldset'))
        if (!group.querySelector(':scope > legend')?.innerText.trim()) say('no legend', group);
    for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls'])
        for (const element of all('[' + name + ']'))
            for (const id of element.getAttribute(name).split(' '))
                if (!document.getElementById(id)) say(name + ' leads nowhere', element);
    for (const link of all('a[href^=\\#]'))
        if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) say('leads nowhere', link);
    for (const label of all('label[for]'))
        if (!document.getElementById(label.htmlFor)) say('labels nothing', label);
    for (const image of all('img')) if (!image.hasAttribute('alt')) say('no text', image);
    if (all('h1').length !== 1) slips.push(all('h1').length + ' h1');
    if (all('main').length !== 1) slips.push(all('main').length + ' main');
    if (!document.documentElement.lang) slips.push('no language');
    if (!document.title.trim()) slips.push('no title');
    return slips;
})()";

pub(crate) fn check(tab: &Tab<'_>) {
    assert_eq!(tab.look(SLIPS), json!([]), "{}", tab.address());
}

#[test]
fn every_page_of_the_loop_names_its_controls_and_leads_somewhere() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = Server::of(&town);
    let (visitor, staff) = (browser.open(Scripts::Off), browser.open(Scripts::Off));
    visitor.go(&format!("{}/commerces/le-fournil/", server.site()));
    check(&visitor);
    visitor.follow_words("Mettre à jour cette fiche");
    check(&visitor);
    visitor.fill("#telephone", "01 99 00 14 02");
    visitor.follow("form.form button[type=submit]");
    check(&visitor);

    staff.go(&server.bureau_link());
    check(&staff);
    staff.follow("a[href*='/demandes/MK-']");
    check(&staff);
    staff.follow_words("Accepter les champs cochés");
    staff.wait_for_text("Acceptée. Fichier modifié");
    check(&staff);
}

#[test]
fn a_refused_form_brings_the_reader_to_its_faults() {
    let (town, browser) = (Town::new(), Browser::new());
    let server = Server::of(&town);
    for scripts in [Scripts::Off, Scripts::On] {
        let visitor = browser.open(scripts);
        visitor.go(&format!("{}/commerces/le-fournil/mettre-a-jour/", server.site()));
        for (control, faulty) in [
            ("telephone", "0146"),
            ("courriel", "bonjour"),
            ("horaires", "souvent"),
            ("fermetures.0.du", "31/02/2027"),
            ("produits.2.prix", "gratuit"),
        ] {
            visitor.fill(&format!("[name='{control}']"), faulty);
        }
        visitor.follow("form.form button[type=submit]");
        check(&visitor);
        assert!(visitor.look_text("document.title").starts_with("Erreur"), "a screen reader says the title first");
        until("the focus to be on the summary", || {
            (visitor.try_look("document.activeElement.className")? == "error-summary").then_some(())
        });

        let summary =
            visitor.look("[...document.querySelectorAll('.error-summary a')].map(link => link.hash.slice(1))");
        assert_eq!(summary, json!(["telephone", "courriel", "horaires", "fermetures.0.du", "produits.2.prix"]));
        let told = visitor.look(
            "[...document.querySelectorAll('[aria-invalid=true]')].map(control =>
                control.getAttribute('aria-describedby').split(' ').some(id => document.getElementById(id).matches('p.error')))",
        );
        assert_eq!(told, Json::from(vec![true; 5]), "every faulty control is described by its fault");
    }
}
