//! What a change says: in words, in two languages, with nothing invisible left
//! unseen; and what an update keeps of it.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

use schema::difference::{self, Difference};
use schema::kind::Kind;
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::update::{self, Change};
use schema::value::Value;
use schema::value_words;
use schema::words::Language;
use serde_json::{Value as Json, json};

const KIND: &str = "
name: commerce
label: { one: commerce, many: commerces }
folder: commerces
template: commerce.html
fields:
  telephone: { label: { fr: Téléphone, en: Phone }, phone: {}, required: true }
  slogan: { label: Slogan, text: {} }
  horaires: { label: Horaires, hours: {} }
  fermetures: { label: Fermetures, closures: {} }
  paiement: { label: Paiement, choices: { especes: Espèces, carte: Carte bancaire } }
  livraison: { label: Livraison, yes_no: {} }
  zone: { label: Zone, text: {}, when: { livraison: oui } }
  produits: { label: Produits, list: { of: { id: { label: Code, identifier: { from: nom } }, nom: { label: Nom, text: {}, required: true }, prix: { label: Prix, money: {}, required: true }, unite: { label: Unité, text: {} } } } }
";

fn kind() -> Kind {
    Kind::parse(KIND).unwrap()
}

fn value(kind: &Kind, key: &str, json: &Json) -> Option<Value> {
    read::value(kind.fields.get(key).unwrap(), &Node::from_json(json), Origin::FrontMatter).unwrap()
}

fn described(key: &str, before: &Json, after: &Json, language: Language) -> Difference {
    let kind = kind();
    let (before, after) = (value(&kind, key, before), value(&kind, key, after));
    difference::describe(kind.fields.get(key).unwrap(), before.as_ref(), after.as_ref(), language)
}

/// What a change says, no-break spaces as spaces.
#[track_caller]
fn check(key: &str, before: &Json, after: &Json, expected: &[&str]) {
    let said = described(key, before, after, Language::French).said;
    let said: Vec<String> = said.iter().map(|line| line.replace(['\u{a0}', '\u{202f}'], " ")).collect();
    assert_eq!(said, expected);
}

#[test]
fn a_price_that_moves_is_said_with_its_product() {
    let before = json!([{ "id": "croissant", "nom": "Croissant", "prix": "1,20" }, { "id": "flan", "nom": "Flan", "prix": "2" }]);
    let after = json!([{ "id": "croissant", "nom": "Croissant", "prix": "1,30", "unite": "la pièce" }, { "id": "pain", "nom": "Pain", "prix": "1" }]);
    check(
        "produits",
        &before,
        &after,
        &[
            "retiré : Flan, 2,00 €",
            "Croissant : prix 1,20 € → 1,30 €",
            "Croissant : unité (vide) → la pièce",
            "ajouté : Pain, 1,00 €",
        ],
    );
    let swapped = json!([{ "id": "flan", "nom": "Flan", "prix": "2" }, { "id": "croissant", "nom": "Croissant", "prix": "1,20" }]);
    check("produits", &before, &swapped, &["l’ordre change"]);
    check("produits", &Json::Null, &json!([{ "nom": "Pain", "prix": "1" }]), &["ajouté : Pain, 1,00 €"]);
}

#[test]
fn a_closure_is_said_in_days() {
    let summer = json!({ "du": "2027-08-01", "au": "2027-08-21", "motif": "Congés" });
    let day = json!({ "du": "2027-12-24", "au": "2027-12-24" });
    let years = json!({ "du": "2027-12-30", "au": "2028-01-02" });
    check(
        "fermetures",
        &json!([day]),
        &json!([summer]),
        &["retirée : le 24 décembre 2027", "ajoutée : du 1er au 21 août 2027 (Congés)"],
    );
    check("fermetures", &Json::Null, &json!([years]), &["ajoutée : du 30 décembre 2027 au 2 janvier 2028"]);
    let months = json!({ "du": "2027-07-30", "au": "2027-08-02" });
    check("fermetures", &Json::Null, &json!([months]), &["ajoutée : du 30 juillet au 2 août 2027"]);
}

#[test]
fn other_fields_say_before_and_after() {
    check("telephone", &json!("0147467500"), &json!("01 47 46 75 01"), &["01 47 46 75 00 → 01 47 46 75 01"]);
    check("slogan", &Json::Null, &json!("Bon pain"), &["ajouté : Bon pain"]);
    check("slogan", &json!("Bon pain"), &Json::Null, &["retiré : Bon pain"]);
    check("paiement", &json!(["especes"]), &json!(["carte"]), &["retiré : Espèces", "ajouté : Carte bancaire"]);
    let phone = described("telephone", &json!("17"), &json!("18"), Language::English);
    assert_eq!((phone.label.as_str(), phone.before.as_slice()), ("Phone", ["17".to_owned()].as_slice()));
}

#[test]
fn hours_say_their_days() {
    let hours = described("horaires", &json!("mar-sam 8h-13h"), &json!("mar-sam 8h-12h"), Language::French);
    assert!(!hours.said.is_empty() && hours.before != hours.after, "{hours:?}");
}

#[test]
fn invisible_characters_are_seen() {
    let slogan = described("slogan", &json!("Pain"), &json!("Pa\u{200b}in \u{202e}bon"), Language::French);
    assert!(slogan.after[0].starts_with("Pa⟨U+200B⟩in ⟨U+202E⟩bon"), "{slogan:?}");
    let kind = kind();
    let spoken = value(&kind, "slogan", &json!("Pa\u{200b}in")).unwrap();
    assert_eq!(value_words::words(&spoken, kind.fields.get("slogan").unwrap(), Language::French), "Pa\u{200b}in");
}

fn read_update(sent: &Json, published: &Json) -> Result<Vec<Change>, Vec<String>> {
    let changes = update::read(&kind().fields, &Node::from_json(sent), &Node::from_json(published));
    changes.map_err(|faults| faults.iter().map(|fault| format!("{} {}", fault.path, fault.problem.code())).collect())
}

#[track_caller]
fn check_update(sent: &Json, published: &Json, expected: &[(&str, Json, Json)]) {
    let changes = read_update(sent, published).unwrap();
    let kept: Vec<Json> = changes.iter().map(Change::to_json).collect();
    let expected: Vec<Json> =
        expected.iter().map(|(key, before, after)| json!({ "key": key, "before": before, "after": after })).collect();
    assert_eq!(kept, expected);
    let again: Vec<Change> = kept.iter().map(|json| Change::from_json(json, &kind().fields).unwrap()).collect();
    assert_eq!(again, changes);
}

#[test]
fn only_what_was_sent_and_differs_counts() {
    let published = json!({ "telephone": "01 47 46 75 00", "slogan": "Pain", "paiement": ["carte"] });
    check_update(&json!({}), &published, &[]);
    check_update(&json!({ "telephone": "0147467500", "slogan": " Pain ", "paiement": "carte" }), &published, &[]);
    check_update(&json!({ "slogan": "" }), &published, &[("slogan", json!("Pain"), Json::Null)]);
    check_update(
        &json!({ "slogan": "Miche", "exemple": "non" }),
        &published,
        &[("slogan", json!("Pain"), json!("Miche"))],
    );
    check_update(
        &json!({ "paiement": ["", "carte", "especes"] }),
        &published,
        &[("paiement", json!(["carte"]), json!(["especes", "carte"]))],
    );
}

#[test]
fn what_the_page_showed_is_what_counts() {
    let published = json!({ "slogan": "Entre-temps" });
    check_update(&json!({ "slogan": "Pain", "_base": { "slogan": "Pain" } }), &published, &[]);
    check_update(
        &json!({ "slogan": "Entre-temps", "_base": { "slogan": "" } }),
        &published,
        &[("slogan", Json::Null, json!("Entre-temps"))],
    );
    check_update(
        &json!({ "slogan": "Miche", "_base": {} }),
        &published,
        &[("slogan", json!("Entre-temps"), json!("Miche"))],
    );
}

#[test]
fn a_control_alone_changes_one_price() {
    let rows = |price: &str| json!([{ "id": "pain", "nom": "Pain", "prix": price }, { "id": "flan", "nom": "Flan", "prix": "2,00\u{a0}€" }]);
    let published = Node::from_json(&json!({ "produits": rows("1,00\u{a0}€") }));
    let fields = kind().fields;
    let sent = Node::from_controls([("produits.0.prix", "1,30"), ("_page", "commerces/x")]);
    let changes = update::read(&fields, &update::complete(&fields, &sent, &published), &published).unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].to_json()["after"], rows("1,30\u{a0}€"));
    let gone = Node::from_controls([("produits.1.nom", ""), ("produits.1.prix", "")]);
    let changes = update::read(&fields, &update::complete(&fields, &gone, &published), &published).unwrap();
    assert_eq!(changes[0].to_json()["after"], json!([rows("1,00\u{a0}€")[0]]));
}

#[test]
fn a_required_field_can_be_changed_but_not_cleared() {
    let published = json!({ "telephone": "01 47 46 75 00" });
    assert_eq!(read_update(&json!({ "telephone": "" }), &published), Err(vec!["telephone required".to_owned()]));
    check_update(&json!({ "telephone": "17" }), &published, &[("telephone", json!("01 47 46 75 00"), json!("17"))]);
}

#[test]
fn a_published_value_that_is_no_longer_taken_blocks_nothing() {
    let published = json!({ "telephone": "01 47", "slogan": "Pain" });
    check_update(
        &json!({ "telephone": "01 47", "slogan": "Miche" }),
        &published,
        &[("slogan", json!("Pain"), json!("Miche"))],
    );
    check_update(&json!({ "telephone": "17" }), &published, &[("telephone", Json::Null, json!("17"))]);
    assert!(read_update(&json!({ "telephone": "01 48" }), &published).is_err());
}

#[test]
fn every_fault_of_what_changed_is_told_at_once() {
    let sent = json!({ "telephone": "deux", "produits": [{ "nom": "Pain" }, { "prix": "x", "nom": "Flan" }] });
    let faults = read_update(&sent, &json!({})).unwrap_err();
    assert_eq!(
        faults.iter().map(|fault| fault.split(' ').next().unwrap()).collect::<Vec<_>>(),
        ["telephone", "produits.0.prix", "produits.1.prix"]
    );
}

#[test]
fn a_field_that_no_longer_counts_goes_with_its_condition() {
    let published = json!({ "livraison": "oui", "zone": "Centre" });
    check_update(
        &json!({ "livraison": "non", "zone": "Centre" }),
        &published,
        &[("livraison", json!("oui"), json!("non")), ("zone", json!("Centre"), Json::Null)],
    );
    check_update(&json!({ "livraison": "non", "zone": "Centre" }), &json!({ "livraison": "non" }), &[]);
}

#[test]
fn a_change_of_a_field_that_is_gone_can_not_be_read() {
    assert!(Change::from_json(&json!({ "key": "fax", "before": null, "after": "1" }), &kind().fields).is_err());
}
