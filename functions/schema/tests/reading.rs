//! Kinds and pages against each other: what is refused, where, and what is
//! suggested instead.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

use schema::declaration;
use schema::fault::Problem;
use schema::kind::{Kind, OWNED_KEYS};
use schema::read::{self, Origin};
use schema::structure;
use schema::tree::Node;
use schema::value::{Group, Value};
use schema::words::Language;
use schema::yaml;

const KIND: &str = "
name: commerce
label: { one: commerce, many: commerces }
folder: commerces
template: commerce.html
fields:
  telephone: { label: Téléphone, phone: {} }
  categorie: { label: Métier, required: true, choice: { boulangerie: Boulangerie, librairie: Librairie } }
  paiement: { label: Paiement, choices: { especes: Espèces, carte: Carte } }
  livraison: { label: Livraison, yes_no: {} }
  zone: { label: Zone, text: {}, when: { livraison: oui } }
  fermetures: { label: Fermetures, closures: {} }
  photo: { label: Photo, image: {} }
  produits: { label: Produits, list: { max: 2, of: { id: { label: Code, identifier: { from: nom } }, nom: { label: Nom, text: {}, required: true }, prix: { label: Prix, money: {}, required: true } } } }
";

fn read_page(front_matter: &str) -> (Group, Vec<(String, String)>) {
    let kind = Kind::parse(KIND).unwrap();
    let tree = yaml::parse(front_matter).unwrap();
    let (group, faults) = read::group(&kind.fields, &tree, Origin::FrontMatter, |key| OWNED_KEYS.contains(&key));
    let told =
        faults.iter().map(|fault| (front_matter[fault.span.clone()].to_owned(), fault.problem.code().to_owned()));
    (group, told.collect())
}

#[track_caller]
fn check(front_matter: &str, expected: &[(&str, &str)]) {
    let (_, faults) = read_page(&format!("categorie: librairie\n{front_matter}\n"));
    let faults: Vec<_> = faults.iter().map(|(piece, code)| (piece.as_str(), code.as_str())).collect();
    assert_eq!(faults, expected);
}

#[test]
fn a_fault_is_told_at_the_piece_that_is_wrong() {
    check("telefone: 01 47 46 75 00", &[("telefone", "unknown-key")]);
    check("paiement: [carte, espece]", &[("espece", "not-an-option")]);
    check("telephone: [a]", &[("[a]", "not-a-text")]);
    check("produits: pain", &[("pain", "not-a-list")]);
    check("produits: [pain]", &[("pain", "not-a-group")]);
    check("zone: Partout\nlivraison: non", &[("zone", "not-applicable")]);
    check("zone: Partout\nlivraison: oui", &[]);
    check("photo: { fichier: ../a.jpg, texte: Vitrine }", &[("../a.jpg", "not-a-file-name")]);
    check("photo: { fichier: a.jpg }", &[("fichier", "required")]);
    check("photo: { fichier: a.jpg, text: Vitrine }", &[("text", "unknown-key"), ("fichier", "required")]);
    check("fermetures:\n  - { du: 2027-08-01, motif: Congés }", &[("du", "required")]);
    check("fermetures:\n  - { du: 2027-08-21, au: 2027-08-01 }", &[("2027-08-01", "closure-ends-before-start")]);
    check("produits:\n  - nom: Pain", &[("nom", "required")]);
}

#[test]
fn a_page_with_a_fault_still_has_its_other_values() {
    let (group, faults) = read_page("telephone: bonjour\npaiement: carte\ntitle: A\n");
    assert_eq!(faults.iter().map(|(_, code)| code.as_str()).filter(|code| *code == "required").count(), 1);
    assert_eq!(group.get("paiement"), Some(&Value::Choices(vec!["carte".to_owned()])));
    assert_eq!(group.get("telephone"), None);
}

#[test]
fn the_nearest_key_and_option_are_suggested() {
    let kind = Kind::parse(KIND).unwrap();
    let tree = yaml::parse("categorie: boulangeri\ntelefone: 17\n").unwrap();
    let (_, faults) = read::group(&kind.fields, &tree, Origin::FrontMatter, |_| false);
    let hints: Vec<_> = faults.iter().filter_map(|fault| fault.problem.told(Language::French).hint).collect();
    assert!(
        hints.iter().any(|hint| hint.contains("telephone")) && hints.iter().any(|hint| hint.contains("boulangerie")),
        "{hints:?}"
    );
}

#[test]
fn codes_are_made_kept_apart_and_counted() {
    check("produits:\n  - { id: a, nom: A, prix: 1 }\n  - { id: a, nom: B, prix: 1 }", &[("a", "same-identifier")]);
    let (group, faults) =
        read_page("categorie: librairie\nproduits:\n  - { nom: Pain, prix: 1 }\n  - { nom: Pain, prix: 2 }\n");
    assert_eq!(faults, []);
    let Some(Value::List(groups)) = group.get("produits") else { panic!("a list") };
    assert_eq!(
        groups.iter().map(Group::identifier).collect::<Vec<_>>(),
        [Some("pain".to_owned()), Some("pain-2".to_owned())]
    );
    let three = "produits: [{ nom: A, prix: 1 }, { nom: B, prix: 1 }, { nom: C, prix: 1 }]";
    check(three, &[(three.strip_prefix("produits: ").unwrap(), "too-many")]);
}

#[test]
fn a_form_may_hold_blank_rows_and_foreign_controls() {
    let kind = Kind::parse(KIND).unwrap();
    let controls = [
        ("categorie", "librairie"),
        ("autre", "x"),
        ("produits.0.nom", ""),
        ("produits.0.id", "pain"),
        ("produits.4.nom", "Flan"),
        ("produits.4.prix", "2"),
        ("zone", "Partout"),
    ];
    let (group, faults) = read::group(&kind.fields, &Node::from_controls(controls), Origin::Form, |_| false);
    assert_eq!(faults, []);
    assert_eq!(group.get("zone"), None);
    let Some(Value::List(groups)) = group.get("produits") else { panic!("a list") };
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].identifier().as_deref(), Some("flan"));
}

/// The faults of a declaration: the piece, the problem.
fn refused(text: &str) -> Vec<(String, declaration::Problem)> {
    let faults = Kind::parse(text).expect_err("a fault");
    faults.into_iter().map(|fault| (text[fault.span].to_owned(), fault.problem)).collect()
}

#[test]
fn a_misspelt_key_of_a_kind_is_told_with_the_one_that_was_meant() {
    let text = KIND.replace("template:", "templat:");
    let faults = refused(&text);
    assert!(
        matches!(&faults[..], [(piece, declaration::Problem::UnknownKey { key, nearest: Some(nearest), .. })] if piece.starts_with("templat") && key == "templat" && nearest == "template"),
        "{faults:?}"
    );
    let text = KIND.replace("required: true, choice", "requird: true, choice");
    let faults = refused(&text);
    assert!(
        matches!(&faults[..], [(_, declaration::Problem::UnknownKey { nearest: Some(nearest), .. })] if nearest == "required"),
        "{faults:?}"
    );
}

#[test]
fn a_kind_is_checked_against_itself() {
    let code = |text: &str| refused(text).iter().map(|(_, problem)| problem.code()).collect::<Vec<_>>();
    assert_eq!(code(&KIND.replace("phone: {}", "phone: {}, text: {}")), ["declaration-not-one-type"]);
    assert_eq!(code(&KIND.replace(", phone: {}", "")), ["declaration-not-one-type"]);
    assert_eq!(code(&KIND.replace("telephone:", "title:")), ["declaration-reserved-key"]);
    assert_eq!(code(&KIND.replace("telephone:", "Téléphone:")), ["declaration-not-a-name"]);
    assert_eq!(code(&KIND.replace("when: { livraison", "when: { livraisons")), ["declaration-unknown-field"]);
    assert_eq!(code(&KIND.replace("from: nom", "from: nome")), ["declaration-unknown-field"]);
    assert_eq!(code(&KIND.replace("fields:", "lists: [telephone]\nfields:")), ["declaration-wrong-type"]);
    assert_eq!(
        code(&KIND.replace("fields:", "update: { fields: [telefone] }\nfields:")),
        ["declaration-unknown-field"]
    );
    assert_eq!(code(&KIND.replace("template: commerce.html\n", "")), ["declaration-missing-key"]);
    assert_eq!(code(&KIND.replace("folder: commerces", "folder: commerces\nname: b")), ["declaration-duplicate-key"]);
}

#[test]
fn a_problem_of_a_field_says_its_code_and_its_words() {
    let problem = Problem::from(structure::Problem::NotAList);
    assert_eq!(problem.code(), "not-a-list");
    assert_ne!(problem.told(Language::French), problem.told(Language::English));
}
