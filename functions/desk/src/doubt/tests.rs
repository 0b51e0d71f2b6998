//! What is doubted, and above all what is not.

use jiff::Timestamp;
use schema::kind::Kind;
use schema::tree::Node;

use super::{Doubt, judge};
use crate::challenge::{Challenge, solved};
use crate::key::Key;
use crate::settings::Limits;

const KIND: &str = "
name: commerce
label: { one: commerce, many: commerces }
folder: commerces
template: commerce.html
fields:
  texte: { label: Texte, long_text: {} }
  site: { label: Site, url: {} }
  produits: { label: Produits, list: { of: { nom: { label: Nom, text: {} }, lien: { label: Lien, url: {} } } } }
";

fn noon() -> Timestamp {
    "2026-11-23T11:00:00Z".parse().unwrap()
}

fn key() -> Key {
    Key::from_bytes([7; 32])
}

fn work(limits: Limits) -> String {
    let challenge = Challenge::new(&key(), limits, noon()).unwrap().unwrap();
    let mut tried = (0..).map(|number| format!("{}.{number}", challenge.text));
    tried.find(|solution| solved(&key(), solution, noon()).is_some()).unwrap()
}

#[track_caller]
fn check(controls: &[(&str, &str)], doubt: Option<Doubt>) {
    let fields = Kind::parse(KIND).unwrap().fields;
    let limits = Limits { proof_bits: 4, ..Limits::default() };
    let body = Node::from_controls(controls.iter().copied());
    assert_eq!(judge(&body, &fields, limits, &key(), noon()).doubt, doubt, "{controls:?}");
}

fn drawn(seconds: i64) -> String {
    (noon().as_second() - seconds).to_string()
}

#[test]
fn a_form_without_any_script_is_not_doubted() {
    check(&[("texte", "Bonjour"), ("_site", "")], None);
    check(&[("texte", "Bonjour")], None);
}

#[test]
fn whoever_fills_what_nobody_sees_is_doubted() {
    check(&[("texte", "Bonjour"), ("_site", "https://a.example")], Some(Doubt::Trap));
    check(&[("texte", "Bonjour"), ("_site", "  ")], None);
}

#[test]
fn a_form_that_says_when_it_was_drawn_can_come_too_soon() {
    check(&[("texte", "Bonjour"), ("_vu", &drawn(2))], Some(Doubt::Haste));
    check(&[("texte", "Bonjour"), ("_vu", &drawn(3))], None);
    for nonsense in [&drawn(-60), "hier", "", "-9223372036854775808", "99999999999999999999"] {
        check(&[("texte", "Bonjour"), ("_vu", nonsense)], None);
    }
}

#[test]
fn links_are_counted_in_texts_and_not_where_they_belong() {
    check(&[("texte", "https://www.a.fr et www.b.fr")], None);
    check(&[("texte", "https://www.a.fr et www.b.fr et HTTP://c.fr")], Some(Doubt::Links));
    check(&[("produits.0.nom", "http://a.fr http://b.fr"), ("produits.1.nom", "http://c.fr")], Some(Doubt::Links));
    check(
        &[("site", "https://a.fr https://b.fr https://c.fr"), ("produits.0.lien", "http://a http://b http://c")],
        None,
    );
    check(&[("_autre", "http://a.fr http://b.fr http://c.fr")], None);
}

#[test]
fn links_that_the_page_showed_are_not_the_senders() {
    let three = "http://a.fr http://b.fr http://c.fr";
    check(&[("_base.texte", three), ("texte", &format!("{three} et plus"))], None);
    check(&[("_base.texte", three), ("texte", &format!("{three} {three}"))], Some(Doubt::Links));
}

#[test]
fn work_lifts_the_doubts_of_haste_and_links_but_never_that_of_the_trap() {
    let proof = work(Limits { proof_bits: 4, ..Limits::default() });
    let links = "http://a.fr http://b.fr http://c.fr";
    check(&[("texte", links), ("_vu", &drawn(0)), ("_epreuve", &proof)], None);
    // Another number would be a solution one time in sixteen; another moment is never signed.
    check(&[("texte", links), ("_epreuve", &format!("1{proof}"))], Some(Doubt::Links));
    check(&[("texte", "Bonjour"), ("_site", "x"), ("_epreuve", &proof)], Some(Doubt::Trap));
}

#[test]
fn a_proof_that_served_before_lifts_nothing() {
    let proof = work(Limits { proof_bits: 4, ..Limits::default() });
    let fields = Kind::parse(KIND).unwrap().fields;
    let body = Node::from_controls([("texte", "Bonjour"), ("_vu", &drawn(0)), ("_epreuve", &proof)]);
    let judged = judge(&body, &fields, Limits::default(), &key(), noon());
    assert!(judged.doubt.is_none() && judged.spent.is_some());
    let again = judged.without_proof();
    assert!(again.doubt == Some(Doubt::Haste) && again.spent.is_none());
}
