//! What an edit leaves and what it changes, before and after.

use schema::kind::Kind;
use schema::read::{self, Origin};
use schema::value::Value;
use schema::words::Language;
use schema::yaml;

use super::{Refused, set};

mod identity;

const KIND: &str = "
name: commerce
label: { one: commerce, many: commerces }
folder: commerces
template: commerce.html
fields:
  telephone: { label: Téléphone, phone: {} }
  presentation: { label: Présentation, long_text: {} }
  slogan: { label: Slogan, text: {} }
  horaires: { label: Horaires, hours: {} }
  ouvert: { label: Ouvert, yes_no: {} }
  visite: { label: Visite, date: {} }
  fermetures: { label: Fermetures, closures: {} }
  photo: { label: Photo, image: {} }
  paiement: { label: Paiement, choices: { especes: Espèces, carte: Carte, cheque: Chèque } }
  produits:
    label: Produits
    list:
      of:
        id: { label: Code, identifier: { from: nom } }
        nom: { label: Nom, text: {}, required: true }
        prix: { label: Prix, money: {}, required: true }
        unite: { label: Unité, text: {} }
  tarifs:
    label: Tarifs
    list:
      of:
        nom: { label: Nom, text: {}, required: true }
        prix: { label: Prix, money: {}, required: true }
";

fn kind() -> Kind {
    Kind::parse(KIND).unwrap()
}

/// The value that a piece of YAML is for a field.
fn value(kind: &Kind, key: &str, yaml: &str) -> Option<Value> {
    let tree = yaml::parse(&format!("{key}: {yaml}\n")).unwrap();
    read::value(kind.fields.get(key).unwrap(), tree.get(key).unwrap(), Origin::FrontMatter).unwrap()
}

/// Sets `key` to what `yaml` says in the front matter `before`.
#[track_caller]
fn check(before: &str, key: &str, yaml: &str, after: &str) {
    let kind = kind();
    let changes = [(key.to_owned(), value(&kind, key, yaml))];
    let page = |front_matter: &str| format!("---\n{front_matter}---\n\nTexte.\n");
    let edited = set(&page(before), &kind, &changes);
    let expected = page(after);
    assert_eq!(edited.as_deref().map(without_no_break_spaces), Ok(expected));
}

/// Prices are written with a no-break space, which nobody can see in a test.
fn without_no_break_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_text_keeps_its_quotes_and_its_comment() {
    check(
        "telephone: 01 47 46 75 00 # le fixe\n",
        "telephone",
        "01 47 46 75 01",
        "telephone: 01 47 46 75 01 # le fixe\n",
    );
    check("telephone:   '01 47 46 75 00'\n", "telephone", "01 47 46 75 01", "telephone:   '01 47 46 75 01'\n");
    check("telephone: \"01 47 46 75 00\"  \n", "telephone", "01 47 46 75 01", "telephone: \"01 47 46 75 01\"  \n");
    check("slogan: 'L''ami'\n", "slogan", "\"L'autre ami\"", "slogan: 'L''autre ami'\n");
}

#[test]
fn a_text_that_yaml_would_misread_is_quoted() {
    check("slogan: Pain\n", "slogan", "\"Pain : le bon\"", "slogan: \"Pain : le bon\"\n");
    check("slogan: Pain\n", "slogan", "\"- 20 %\"", "slogan: \"- 20 %\"\n");
    check("slogan: Pain\n", "slogan", "\"Le pain #1\"", "slogan: \"Le pain #1\"\n");
    check("slogan: Pain\n", "slogan", "\"l’heure\"", "slogan: l’heure\n");
    check("ouvert: oui\n", "ouvert", "non", "ouvert: non\n");
}

#[test]
fn an_empty_value_is_filled_where_it_stands() {
    check("slogan:\nouvert: oui\n", "slogan", "Pain", "slogan: Pain\nouvert: oui\n");
    check("slogan: # à écrire\nouvert: oui\n", "slogan", "Pain", "slogan: Pain # à écrire\nouvert: oui\n");
    check("slogan: ~\n", "slogan", "Pain", "slogan: Pain\n");
    check("slogan: ''\n", "slogan", "Pain", "slogan: 'Pain'\n");
    check("slogan:\n", "presentation", "\"Un\\nDeux\"", "slogan:\npresentation: |-\n  Un\n  Deux\n");
}

#[test]
fn a_new_key_comes_last_and_a_cleared_one_goes() {
    check("title: A\n# fin\n", "visite", "15/08/2027", "title: A\n# fin\nvisite: 2027-08-15\n");
    check("", "slogan", "Pain", "slogan: Pain\n");
    check("title: A\nslogan: Pain # bon\n# après\nouvert: oui\n", "slogan", "", "title: A\n# après\nouvert: oui\n");
    check("title: A\n", "slogan", "", "title: A\n");
    check("paiement:\n  - carte\n  - cheque\nouvert: oui\n", "paiement", "", "ouvert: oui\n");
}

#[test]
fn new_lists_are_written_as_the_house_writes_them() {
    check("title: A\n", "paiement", "[carte, cheque]", "title: A\npaiement: [carte, cheque]\n");
    check(
        "title: A\n",
        "produits",
        "[{ id: miche, nom: Miche, prix: 4 €, unite: \"le kilo, environ\" }]",
        "title: A\nproduits:\n  - { id: miche, nom: Miche, prix: \"4,00 €\", unite: \"le kilo, environ\" }\n",
    );
    check(
        "fermetures:\n",
        "fermetures",
        "[{ du: 2027-08-01, au: 2027-08-21, motif: Congés }]",
        "fermetures:\n  - { du: 2027-08-01, au: 2027-08-21, motif: Congés }\n",
    );
    check(
        "title: A\n",
        "photo",
        "{ fichier: a.jpg, texte: La vitrine }",
        "title: A\nphoto: { fichier: a.jpg, texte: La vitrine }\n",
    );
}

const FLOW: &str = "produits:\n  # le pain\n  - { id: miche, nom: Miche, prix: \"4,80 €\", unite: le kilo } # au poids\n  - {id: flan, nom: 'Flan', prix: '2 €'}\nouvert: oui\n";

#[test]
fn one_price_of_a_row_is_all_that_changes() {
    check(
        FLOW,
        "produits",
        "[{ id: miche, nom: Miche, prix: 4.80, unite: le kilo }, { id: flan, nom: Flan, prix: 2.50 }]",
        &FLOW.replace("'2 €'", "'2,50 €'"),
    );
}

#[test]
fn a_row_is_added_as_its_neighbour_is_written() {
    check(
        FLOW,
        "produits",
        "[{ id: miche, nom: Miche, prix: 4.80, unite: le kilo }, { id: flan, nom: Flan, prix: 2 }, { id: pain, nom: Pain, prix: 1 }]",
        &FLOW.replace("ouvert", "  - {id: pain, nom: 'Pain', prix: '1,00 €'}\nouvert"),
    );
}

#[test]
fn a_row_is_taken_away_with_its_line() {
    check(
        FLOW,
        "produits",
        "[{ id: flan, nom: Flan, prix: 2 }]",
        "produits:\n  # le pain\n  - {id: flan, nom: 'Flan', prix: '2 €'}\nouvert: oui\n",
    );
    check(
        FLOW,
        "produits",
        "[{ id: miche, nom: Miche, prix: 4.80, unite: le kilo }]",
        "produits:\n  # le pain\n  - { id: miche, nom: Miche, prix: \"4,80 €\", unite: le kilo } # au poids\nouvert: oui\n",
    );
}

#[test]
fn a_row_loses_and_gains_a_key() {
    check(
        FLOW,
        "produits",
        "[{ id: miche, nom: Miche, prix: 4.80 }, { id: flan, nom: Flan, prix: 2, unite: la part }]",
        &FLOW.replace(", unite: le kilo }", " }").replace("'2 €'}", "'2 €', unite: la part}"),
    );
}

const BLOCK: &str = "produits:\n- id: miche\n  nom: Miche # grosse\n  prix: 4,80 €\n\n- id: flan\n  nom: Flan\n  prix: 2 €\n  unite: la part\nouvert: oui\n";

#[test]
fn rows_of_lines_are_edited_line_by_line() {
    check(
        BLOCK,
        "produits",
        "[{ id: miche, nom: Miche, prix: 5, unite: le kilo }, { id: flan, nom: Flan, prix: 2 }, { id: pain, nom: Pain, prix: 1 }]",
        "produits:\n- id: miche\n  nom: Miche # grosse\n  prix: 5,00 €\n  unite: le kilo\n\n- id: flan\n  nom: Flan\n  prix: 2 €\n- id: pain\n  nom: Pain\n  prix: 1,00 €\nouvert: oui\n",
    );
    check(
        BLOCK,
        "produits",
        "[{ id: flan, nom: Flan, prix: 2, unite: la part }]",
        "produits:\n\n- id: flan\n  nom: Flan\n  prix: 2 €\n  unite: la part\nouvert: oui\n",
    );
}

#[test]
fn a_renamed_product_keeps_its_code() {
    check(
        "produits:\n  - { nom: Miche, prix: 4 € }\n",
        "produits",
        "[{ id: miche, nom: Grosse miche, prix: 4 }]",
        "produits:\n  - { nom: Grosse miche, prix: 4 €, id: miche }\n",
    );
    check(
        "produits:\n  - { nom: Miche, prix: 4 € }\n",
        "produits",
        "[{ id: miche, nom: Miche, prix: 5 }]",
        "produits:\n  - { nom: Miche, prix: \"5,00 €\" }\n",
    );
}

#[test]
fn lists_between_brackets_stay_between_brackets() {
    check(
        "paiement: [carte, especes] # ici\n",
        "paiement",
        "[carte, especes, cheque]",
        "paiement: [carte, especes, cheque] # ici\n",
    );
    check("paiement: [ carte, especes, cheque ]\n", "paiement", "[cheque]", "paiement: [ cheque ]\n");
    check("paiement: [carte, especes]\n", "paiement", "[carte]", "paiement: [carte]\n");
    check("paiement: [carte]\n", "paiement", "[especes]", "paiement: [especes]\n");
    check(
        "tarifs: [\n  { nom: Plein, prix: 4 € },\n  { nom: Réduit, prix: 2 € },\n]\n",
        "tarifs",
        "[{ nom: Plein, prix: 4 }, { nom: Réduit, prix: 3 }, { nom: Enfant, prix: 1 }]",
        "tarifs: [\n  { nom: Plein, prix: 4 € },\n  { nom: Réduit, prix: \"3,00 €\" },\n  { nom: Enfant, prix: \"1,00 €\" },\n]\n",
    );
    check("paiement: carte\n", "paiement", "[carte, cheque]", "paiement: [carte, cheque]\n");
    check("paiement:\n  - carte\n", "paiement", "[carte, cheque]", "paiement:\n  - carte\n  - cheque\n");
}

#[test]
fn closures_are_edited_in_their_place() {
    check(
        "fermetures:\n  - { du: 01/08/2027, au: 21/08/2027, motif: Congés }\n  - { du: 2027-12-24, au: 2027-12-26 }\n",
        "fermetures",
        "[{ du: 2027-08-01, au: 2027-08-22, motif: Congés }, { du: 2027-12-24, au: 2027-12-26 }]",
        "fermetures:\n  - { du: 01/08/2027, au: 2027-08-22, motif: Congés }\n  - { du: 2027-12-24, au: 2027-12-26 }\n",
    );
}

#[test]
fn blocks_of_text_keep_their_header() {
    check(
        "presentation: |\n  Un\n  deux\n\nouvert: oui\n",
        "presentation",
        "\"Trois\\n\\nquatre\"",
        "presentation: |\n  Trois\n\n  quatre\n\nouvert: oui\n",
    );
    check(
        "presentation: >- # plié\n    Un\n    deux\nouvert: oui\n",
        "presentation",
        "\"Trois\\nquatre\"",
        "presentation: >- # plié\n    Trois\n\n    quatre\nouvert: oui\n",
    );
    check("presentation: Un\n  deux\n", "presentation", "Trois", "presentation: Trois\n");
    check("presentation: Un\n", "presentation", "\"Un\\nDeux\"", "presentation: |-\n  Un\n  Deux\n");
    check("presentation: |2-\n   Un\n", "presentation", "Trois", "presentation: |2-\n  Trois\n");
}

#[test]
fn an_unchanged_value_changes_nothing() {
    check("visite: 15/08/2027\n", "visite", "2027-08-15", "visite: 15/08/2027\n");
    check("telephone: 0147467500\n", "telephone", "01 47 46 75 00", "telephone: 0147467500\n");
}

#[test]
fn line_ends_the_byte_order_mark_and_the_body_stay() {
    let kind = kind();
    let page = "\u{feff}---\r\ntitle: A\r\nslogan: Pain\r\nouvert: oui  \r\n--- \r\n\r\nTexte ---\r\nsans fin";
    let changes = [
        ("slogan".to_owned(), value(&kind, "slogan", "Miche")),
        ("visite".to_owned(), value(&kind, "visite", "2027-08-15")),
    ];
    let expected = page.replace("Pain", "Miche").replace("oui  \r\n", "oui  \r\nvisite: 2027-08-15\r\n");
    assert_eq!(set(page, &kind, &changes), Ok(expected));
    let cleared = [("slogan".to_owned(), None)];
    assert_eq!(set(page, &kind, &cleared), Ok(page.replace("slogan: Pain\r\n", "")));
}

#[test]
fn a_closing_line_may_end_the_file() {
    let kind = kind();
    let changes = [("slogan".to_owned(), value(&kind, "slogan", "Miche"))];
    assert_eq!(set("---\ntitle: A\n---", &kind, &changes), Ok("---\ntitle: A\nslogan: Miche\n---".to_owned()));
}

#[test]
fn what_cannot_be_edited_is_refused_with_a_reason() {
    let kind = kind();
    let slogan = [("slogan".to_owned(), value(&kind, "slogan", "Miche"))];
    assert_eq!(set("Texte", &kind, &slogan), Err(Refused::NoFrontMatter));
    assert_eq!(set("---\ntitle: A\n", &kind, &slogan), Err(Refused::NoFrontMatter));
    assert_eq!(set("---\ntitle: \"A\n---\n", &kind, &slogan).unwrap_err().code(), "edit-unreadable");
    assert_eq!(set("---\na: &x b\nc: *x\n---\n", &kind, &slogan).unwrap_err().code(), "edit-unreadable");
    assert_eq!(set("---\n{ title: A }\n---\n", &kind, &slogan).unwrap_err().code(), "edit-not-faithful");
    assert_eq!(set("---\na: b\n---\n", &kind, &[("parking".to_owned(), None)]).unwrap_err().code(), "edit-unknown-key");
    let told = Refused::NotFaithful("slogan".to_owned()).told(Language::French);
    assert!(told.message.contains("slogan"));
}
