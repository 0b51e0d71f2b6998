//! A value of every type, all the way round: front matter, the form as a browser
//! sends it, the request, front matter again.

use std::fmt::Write as _;

use serde_json::json;
use town::{Browser, Scripts, Sent, Server, Town};

const FILE: &str = "content/essais/tout/index.md";
const PAGE: &str = "essais/tout";
const FORM: &str = "/formulaires/mise-a-jour-essai";

const KIND: &str = "
name: essai
label: { one: essai, many: essais }
folder: essais
template: page.html
update: { fields: [texte, texte_long, nombre, montant, jour, moment, telephone, courriel, lien, code, choix, beaucoup, plusieurs, oui_non, horaires, fermetures, adresse, position, image, renvoi, liste] }
fields:
  texte: { label: Texte, text: {} }
  texte_long: { label: Texte long, long_text: {} }
  nombre: { label: Nombre, number: { min: -10, max: 100, decimals: 2 } }
  montant: { label: Montant, money: {} }
  jour: { label: Jour, date: {} }
  moment: { label: Moment, date_time: {} }
  telephone: { label: Téléphone, phone: {} }
  courriel: { label: Courriel, email: {} }
  lien: { label: Lien, url: {} }
  code: { label: Code, identifier: {} }
  choix: { label: Choix, choice: { a: Premier, b: Second } }
  beaucoup: { label: Beaucoup, choice: { a: A, b: B, c: C, d: D, e: E, f: F, g: G } }
  plusieurs: { label: Plusieurs, choices: { a: Premier, b: Second, c: Troisième } }
  oui_non: { label: Oui ou non, yes_no: {} }
  horaires: { label: Horaires, hours: {} }
  fermetures: { label: Fermetures, closures: {} }
  adresse: { label: Adresse, address: { postcode: \"92240\", town: Malakoff } }
  position: { label: Position, position: {} }
  image: { label: Image, image: {} }
  renvoi: { label: Renvoi, reference: { kind: lieu } }
  liste:
    label: Liste
    list:
      of:
        id: { label: Code, identifier: { from: nom } }
        nom: { label: Nom, text: {}, required: true }
        prix: { label: Prix, money: {} }
        jour: { label: Jour, date: {} }
        gratuit: { label: Gratuit, yes_no: {} }
";

/// Written as people do: quotes of both sorts, spellings that are not the
/// program's own, comments, blocks.
const SHEET: &str = "---
title: Tout # un de chaque
texte: \"L’« été » : 30 % & <b>plus</b> \\u202e\"
texte_long: |
  Première ligne.

  - Deuxième : « oui ».
nombre: 12,50
montant: 3 €   # trois
jour: 15/08/2027
moment: 2027-08-15T20h30
telephone: \"01 47 46 75 00\"
courriel: Bonjour@Example.org
lien: 'https://example.org/a?b=c&d=é'
code: pain-de-campagne
choix: b
beaucoup: g
plusieurs: [a, c]
oui_non: no
horaires: mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h
fermetures:
  - { du: 2027-08-02, au: 2027-08-29, motif: Congés d’été }
  # la semaine du ski
  - du: 14/02/2027
    au: 21/02/2027
adresse: 12 rue Béranger
position: 48.8208, 2.3015
image: { fichier: vitrine.svg, texte: \"La vitrine, le soir\" }
renvoi: lieux/theatre
liste:
  - { id: miche, nom: Miche, prix: \"4,80 €\", jour: 2027-01-02, gratuit: non }
  - { id: tarte, nom: 'Tarte, six parts' }
---

Un de chaque.
";

/// What is typed in a control, and the piece of front matter that it becomes: the
/// quotes are those of the value it replaces, or of its neighbours.
const CHANGES: [(&str, &str, &str); 26] = [
    ("texte", "Un autre : texte #1", "texte: \"Un autre : texte #1\""),
    ("texte", "non", "texte: \"non\""),
    ("texte_long", "Une ligne.\r\n\r\nUne autre.", "Une autre."),
    ("nombre", "-3,25", "nombre: \"-3,25\""),
    ("montant", "12,5", "montant: 12,50\u{a0}€"),
    ("jour", "1er mars 2028", "jour: 2028-03-01"),
    ("moment", "01/03/2028 9h", "moment: 2028-03-01 09:00"),
    ("telephone", "01 47 46 75 01", "telephone: \"01 47 46 75 01\""),
    ("courriel", "autre@example.org", "courriel: autre@example.org"),
    ("lien", "https://example.org/ailleurs", "lien: 'https://example.org/ailleurs'"),
    ("code", "pain-de-mie", "code: pain-de-mie"),
    ("choix", "a", "choix: a"),
    ("beaucoup", "c", "beaucoup: c"),
    ("plusieurs", "b", "plusieurs: [b]"),
    ("oui_non", "oui", "oui_non: oui"),
    ("horaires", "lun-ven 9h-12h", "horaires: lun-ven 9h-12h"),
    ("fermetures.0.au", "30/08/2027", "{ du: 2027-08-02, au: 2027-08-30, motif: Congés d’été }"),
    ("fermetures.1.motif", "Ski", "motif: Ski"),
    ("adresse", "14 rue Béranger", "adresse: 14 rue Béranger"),
    ("position", "48.82, 2.30", "position: 48.82, 2.3"),
    ("image.texte", "La vitrine, le matin", "image: { fichier: vitrine.svg, texte: \"La vitrine, le matin\" }"),
    ("renvoi", "lieux/mairie", "renvoi: lieux/mairie"),
    ("liste.0.prix", "5 €", "{ id: miche, nom: Miche, prix: \"5,00\u{a0}€\", jour: 2027-01-02, gratuit: non }"),
    ("liste.0.gratuit", "oui", "{ id: miche, nom: Miche, prix: \"4,80 €\", jour: 2027-01-02, gratuit: oui }"),
    ("liste.1.jour", "02/01/2027", "{ id: tarte, nom: 'Tarte, six parts', jour: 2027-01-02 }"),
    ("liste.2.nom", "Galette", "{ id: galette, nom: 'Galette' }"),
];

fn town() -> Town {
    let town = Town::village();
    town.write("content/_kinds/essai.yaml", KIND.trim_start());
    town.write("content/essais/_index.md", "---\ntitle: Essais\n---\n");
    town.write(FILE, SHEET);
    town.write("content/essais/tout/vitrine.svg", town.read("content/commerces/la-cave/vitrine.svg"));
    town
}

/// The controls of the built form, as a browser would send them.
fn controls(browser: &Browser, server: &Server) -> Vec<(String, String)> {
    let tab = browser.open(Scripts::Off);
    tab.go(&format!("{}/{PAGE}/mettre-a-jour/", server.site()));
    tab.controls("form.form")
}

/// The controls with one filled in otherwise; a choice among several becomes the only one.
fn with(controls: &[(String, String)], name: &str, text: &str) -> Vec<(String, String)> {
    let kept = controls.iter().filter(|(other, _)| other != name).cloned();
    kept.chain([(name.to_owned(), text.to_owned())]).collect()
}

#[test]
fn a_form_sent_back_as_it_came_changes_no_field_of_any_type() {
    let (town, browser) = (town(), Browser::new());
    let server = Server::of(&town);
    let answer = server.request("POST", FORM).json().form(controls(&browser, &server)).send();
    assert_eq!(answer.expect(422).object()["code"], "unchanged");
}

#[test]
fn a_changed_field_of_any_type_is_written_as_it_was_meant_and_taken_back_to_the_byte() {
    let (town, browser) = (town(), Browser::new());
    let original = town.read(FILE);
    let server = Server::of(&town);
    let controls = controls(&browser, &server);
    let mut slips = String::new();
    for (name, typed, written) in CHANGES {
        let answer = server.request("POST", FORM).json().form(with(&controls, name, typed)).send();
        if answer.status != 201 {
            let _ = writeln!(slips, "{name}: {}", answer.body);
            continue;
        }
        let sent = Sent::of(&answer);
        let shown = town.parvis(&["inbox", "show", &sent.reference, "--format", "json"]).expect(0).objects();
        let keys: Vec<_> = shown[0]["fields"].as_array().unwrap().iter().map(|field| field["key"].clone()).collect();
        if keys != [json!(name.split('.').next())] {
            let _ = writeln!(slips, "{name}: changes {keys:?}");
        }
        let _accepted = town.parvis(&["inbox", "accept", &sent.reference]).expect(0);
        let file = town.read(FILE);
        if !file.contains(written) {
            let new: Vec<_> = file.lines().filter(|line| !original.contains(line)).collect();
            let _ = writeln!(slips, "{name}: no `{written}` but {new:?}");
        }
        let _undone = town.parvis(&["inbox", "undo", &sent.reference]).expect(0);
        assert_eq!(town.read(FILE), original, "{name} is taken back to the byte");
    }
    assert!(slips.is_empty(), "{slips}");
}

#[test]
fn all_the_changes_at_once_are_a_page_without_faults_that_the_next_form_shows() {
    let (town, browser) = (town(), Browser::new());
    let original = town.read(FILE);
    let server = Server::of(&town);
    let before = controls(&browser, &server);
    let all = CHANGES.iter().fold(before.clone(), |controls, (name, typed, _)| with(&controls, name, typed));
    let sent = Sent::of(&server.request("POST", FORM).json().form(all.clone()).send().expect(201));
    let _accepted = town.parvis(&["inbox", "accept", &sent.reference]).expect(0);
    assert_eq!(town.check("fr"), []);

    // What the next form shows is what was asked: sent over the new page, it changes nothing.
    let after =
        town::until("the form to be built again", || Some(controls(&browser, &server)).filter(|now| *now != before));
    let asked = all.iter().filter(|(name, _)| !name.starts_with("_base")).cloned();
    let again = after.iter().filter(|(name, _)| name.starts_with("_base")).cloned().chain(asked);
    let answer = server.request("POST", FORM).json().form(again).send();
    assert_eq!(answer.expect(422).object()["code"], "unchanged");

    let _undone = town.parvis(&["inbox", "undo", &sent.reference]).expect(0);
    assert_eq!(town.read(FILE), original);
}
