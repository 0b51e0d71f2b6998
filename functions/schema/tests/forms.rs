//! The form as a browser meets it: what it shows, what it would send.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

use maud::Markup;
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
use schema::draw::{self, Form};
use schema::field::Fields;
use schema::kind::Kind;
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::update;
use schema::words::Language;

mod browser;
mod strategies;

const KIND: &str = r#"
name: commerce
label: { one: commerce, many: commerces }
folder: commerces
template: commerce.html
update: { fields: [telephone, horaires, fermetures, paiement, livraison, quartier, produits] }
fields:
  telephone: { label: Téléphone, hint: "Celui de la boutique", phone: {}, required: true }
  courriel: { label: Courriel, email: {} }
  horaires: { label: Horaires, hours: {} }
  fermetures: { label: Fermetures, closures: {} }
  paiement: { label: Paiement, choices: { especes: Espèces, carte: Carte } }
  livraison: { label: Livraison, yes_no: {} }
  zone: { label: Zone, text: {}, when: { livraison: oui } }
  quartier: { label: Quartier, choice: { a: A, b: B, c: C, d: D, e: E, f: F } }
  photo: { label: Photo, image: {} }
  produits:
    label: Produits
    list:
      of:
        id: { label: Code, identifier: { from: nom } }
        nom: { label: Nom, text: {}, required: true }
        prix: { label: Prix, money: {}, required: true }
"#;

fn kind() -> Kind {
    Kind::parse(KIND).unwrap()
}

fn published() -> Node {
    Node::from_json(&serde_json::json!({
        "telephone": "01 47 46 75 00",
        "horaires": "mar-sam 8h-13h",
        "fermetures": [{ "du": "2027-08-01", "au": "2027-08-21", "motif": "Congés" }],
        "paiement": ["carte"],
        "livraison": "non",
        "quartier": "c",
        "photo": { "fichier": "vitrine.jpg", "texte": "La vitrine" },
        "produits": [{ "id": "croissant", "nom": "Croissant", "prix": "1,20\u{a0}€" }, { "id": "flan", "nom": "Flan", "prix": "2,00\u{a0}€" }]
    }))
}

fn drawn(fields: &Fields, sent: &Node, faults: &[schema::fault::Fault]) -> Markup {
    draw::form(&Form {
        fields,
        sent,
        faults,
        language: Language::French,
        action: "/formulaires/mise-a-jour-commerce",
        submit: "Envoyer",
        page: Some("commerces/le-fournil"),
        base: Some(&published()),
        key: None,
        code: None,
        drawn_at: None,
    })
}

/// What a browser sends of the form, once some of its controls were typed.
fn sent_with(fields: &Fields, typed: &[(&str, &str)]) -> Node {
    let html = drawn(fields, &published(), &[]).into_string();
    let mut controls = browser::successful_controls(&html);
    for (name, text) in typed {
        controls.retain(|(other, _)| other != name);
        controls.push(((*name).to_owned(), (*text).to_owned()));
    }
    Node::from_controls(controls.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

#[test]
fn a_form_that_was_only_opened_changes_nothing() {
    let kind = kind();
    let sent = sent_with(&kind.fields, &[]);
    assert_eq!(update::read(&kind.fields, &sent, &Node::default()), Ok(Vec::new()));
    assert_eq!(sent.get("_page").and_then(Node::as_text), Some("commerces/le-fournil"));
}

#[test]
fn an_emptied_row_is_taken_away_and_a_filled_one_added() {
    let kind = kind();
    let typed = [("produits.0.nom", ""), ("produits.0.prix", ""), ("produits.2.nom", "Pain"), ("produits.2.prix", "1")];
    let changes = update::read(&kind.fields, &sent_with(&kind.fields, &typed), &Node::default()).unwrap();
    assert_eq!(changes.len(), 1);
    let after = changes[0].after.as_ref().unwrap().to_node().to_json();
    assert_eq!(
        after,
        serde_json::json!([{ "id": "flan", "nom": "Flan", "prix": "2,00\u{a0}€" }, { "id": "pain", "nom": "Pain", "prix": "1,00\u{a0}€" }])
    );
}

#[test]
fn no_box_ticked_clears_and_a_day_may_be_written_either_way() {
    let kind = kind();
    let typed = [("paiement", ""), ("fermetures.0.au", "2027-08-21")];
    let changes = update::read(&kind.fields, &sent_with(&kind.fields, &typed), &Node::default()).unwrap();
    let keys: Vec<_> = changes.iter().map(|change| (change.key.as_str(), change.after.is_none())).collect();
    assert_eq!(keys, [("paiement", true)]);
}

#[test]
fn every_control_has_a_label_and_every_id_is_its_own() {
    let kind = kind();
    let html = drawn(&kind.fields, &published(), &[]).into_string();
    let opened = browser::tags(&html);
    let mut ids: Vec<_> = opened.iter().filter_map(|tag| tag.attribute("id")).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    let labels: Vec<_> =
        opened.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.attribute("for")).collect();
    let is_control = |tag: &&browser::Tag| matches!(tag.name.as_str(), "input" | "select" | "textarea");
    for tag in opened.iter().filter(is_control).filter(|tag| tag.attribute("type").as_deref() != Some("hidden")) {
        assert!(labels.contains(&tag.attribute("id").unwrap()), "{tag:?} has no label");
    }
    for described in opened.iter().filter_map(|tag| tag.attribute("aria-describedby")) {
        assert!(described.split(' ').all(|id| ids.contains(&id.to_owned())), "{described} is not there");
    }
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_says_why_twice() {
    let kind = kind();
    let typed = [("telephone", "deux <b>"), ("produits.1.prix", "cher"), ("produits.2.nom", "Pain")];
    let sent = sent_with(&kind.fields, &typed);
    let faults = update::read(&kind.fields, &sent, &Node::default()).unwrap_err();
    let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["telephone", "produits.1.prix", "produits.2.prix"]);
    let html = drawn(&kind.fields, &sent, &faults).into_string();
    assert!(html.contains("Il y a 3 erreurs dans ce formulaire"));
    assert!(html.contains("value=\"deux &lt;b&gt;\"") && html.contains("value=\"cher\""));
    for fault in &faults {
        let said = browser::escaped(&draw::message(&kind.fields, fault, Language::French));
        assert_eq!(html.matches(&said).count(), 2, "{said}");
        assert!(
            html.contains(&format!("href=\"#{}\"", fault.path)) && html.contains(&format!("id=\"{}\"", fault.path))
        );
    }
    let price = draw::message(&kind.fields, &faults[1], Language::French);
    assert!(price.starts_with("Produits, ligne 2, Prix\u{a0}: «\u{a0}cher\u{a0}»"), "{price}");
    assert!(price.ends_with('.'), "{price}");
}

#[test]
fn a_row_says_what_it_is_and_hides_its_code() {
    let kind = kind();
    let html = drawn(&kind.fields, &published(), &[]).into_string();
    assert!(html.contains("<legend>Produits, ligne 2\u{a0}: Flan</legend>"));
    assert!(html.contains("<legend>Produits, ligne 5\u{a0}: à remplir</legend>"));
    assert!(html.contains("<input type=\"hidden\" name=\"produits.0.id\" value=\"croissant\">"));
    assert!(!html.contains("name=\"produits.2.id\""));
    assert!(html.contains("<legend>Fermetures, ligne 1\u{a0}: du 01/08/2027 au 21/08/2027</legend>"));
    assert!(html.contains("name=\"_base.produits.1.prix\" value=\"2,00\u{a0}€\""));
    assert!(html.contains("name=\"_base.courriel\" value=\"\""));
    assert!(html.contains("Seulement si «\u{a0}Livraison\u{a0}» est «\u{a0}oui\u{a0}»."));
    assert!(html.contains("Téléphone (obligatoire)"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_value_survives_the_drawn_form(values in strategies::group(&strategies::kind().fields)) {
        let kind = strategies::kind();
        let published = values.to_node();
        let form = Form {
            fields: &kind.fields,
            sent: &published,
            faults: &[],
            language: Language::English,
            action: "/",
            submit: "Send",
            page: None,
            base: Some(&published),
            key: None,
            code: None,
            drawn_at: None,
        };
        let controls = browser::successful_controls(&draw::form(&form).into_string());
        let sent = Node::from_controls(controls.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let (read, faults) = read::group(&kind.fields, &sent, Origin::Form, |_| false);
        prop_assert_eq!(faults, vec![]);
        prop_assert_eq!(read, values);
        prop_assert_eq!(update::read(&kind.fields, &sent, &Node::default()), Ok(vec![]));
    }

    #[test]
    fn a_value_survives_json(values in strategies::group(&strategies::kind().fields)) {
        let kind = strategies::kind();
        let kept = serde_json::to_string(&values.to_node().to_json()).unwrap();
        let tree = Node::from_json(&serde_json::from_str(&kept).unwrap());
        let (read, faults) = read::group(&kind.fields, &tree, Origin::FrontMatter, |_| false);
        prop_assert_eq!(faults, vec![]);
        prop_assert_eq!(&read, &values);
        let kept: schema::value::Group = serde_json::from_str(&serde_json::to_string(&values).unwrap()).unwrap();
        prop_assert_eq!(kept, values);
    }
}

/// Seventy bytes used to draw five hundred rows.
#[test]
fn a_row_far_from_the_others_is_kept_and_draws_no_blank_ones_before_it() {
    let fields = kind().update_fields().unwrap();
    let html = drawn(&fields, &Node::from_controls([("produits.499.nom", "Flan")]), &[]).into_string();
    assert!(html.contains("name=\"produits.499.nom\" value=\"Flan\""));
    let names = html.split("name=\"produits.").skip(1).map(|rest| rest.split('"').next().unwrap());
    assert_eq!(names.filter(|name| name.split('.').nth(1) == Some("nom")).count(), 51);
}

#[test]
fn a_form_asks_for_a_posted_code_only_where_the_kind_takes_one() {
    let fields = schema::field::Fields::default();
    let nothing = Node::map::<String>([]);
    let drawn = |code| {
        let form = draw::Form {
            fields: &fields,
            sent: &nothing,
            faults: &[],
            language: Language::French,
            action: "/formulaires/x",
            submit: "Envoyer",
            page: None,
            base: None,
            key: None,
            code,
            drawn_at: None,
        };
        draw::form(&form).into_string()
    };
    assert!(!drawn(None).contains("_code"));
    assert!(drawn(Some("7QF4-<")).contains("name=\"_code\" value=\"7QF4-&lt;\""));
}
