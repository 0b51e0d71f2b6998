//! Claims about forms as they are declared, and about what they make of pages.

use rust_decimal::Decimal;

use super::rate::{Ground, Quote};
use super::register::Register;
use super::{Form, Workflow};
use crate::declaration::Problem;
use crate::kind::Kind;
use crate::read::{self, Origin};
use crate::value::Group;
use crate::words::Language;
use crate::yaml;

const KIND: &str = "
name: activite
label: { one: activité, many: activités }
folder: activites
template: activite.html
fields:
  age_min: { label: De, number: {} }
  age_max: { label: À, number: {} }
  seances: { label: Séances, list: { of: { id: { label: Code, identifier: { from: nom } }, nom: { label: Nom, text: {} }, debut: { label: Début, date_time: {} }, places: { label: Places, number: {} }, attente: { label: Attente, number: {} }, annulee: { label: Annulée, yes_no: {} } } } }
  quotient: { label: Tarifs, list: { of: { jusqu_a: { label: Jusqu’à, number: { decimals: 2 } }, prix: { label: Prix, money: {} } } } }
  exterieur: { label: Extérieur, money: {} }
  reduction: { label: Réduction, number: {} }
";

const FORM: &str = "
name: inscription
title: S’inscrire
button: Envoyer
about: activite
workflow:
  register:
    sessions: { list: seances, id: id, label: nom, start: debut, capacity: places, waiting: attente, cancelled: annulee }
    choice: seance
    offer_hours: 48
    ages: { birth: naissance, from: age_min, to: age_max }
    rate: { grid: quotient, up_to: jusqu_a, price: prix, outside: exterieur, resident: habite, sibling: fratrie, discount: reduction }
    person: [prenom, naissance]
    contact: { name: prenom, phone: telephone }
fields:
  prenom: { label: Prénom, text: {}, required: true }
  naissance: { label: Né le, date: {}, required: true }
  telephone: { label: Téléphone, phone: {} }
  habite: { label: Habite Malakoff, yes_no: {} }
  fratrie: { label: Frère ou sœur, yes_no: {} }
";

fn problems(text: &str) -> Vec<Problem> {
    let kind = Kind::parse(KIND).unwrap();
    match Form::parse(text) {
        Ok(form) => form.problems(|name| (name == kind.name).then_some(&kind)),
        Err(faults) => faults.into_iter().map(|fault| fault.problem).collect(),
    }
}

fn register() -> (Form, Register) {
    let form = Form::parse(FORM).unwrap();
    let Workflow::Register(register) = form.workflow.clone() else { panic!() };
    (form, register)
}

fn page(text: &str) -> Group {
    let kind = Kind::parse(KIND).unwrap();
    let (group, faults) = read::group(&kind.fields, &yaml::parse(text).unwrap(), Origin::FrontMatter, |_| false);
    assert!(faults.is_empty(), "{faults:?}");
    group
}

fn answers(text: &str) -> Group {
    let (form, _) = register();
    read::group(&form.fields, &yaml::parse(text).unwrap(), Origin::Form, |_| false).0
}

#[test]
fn a_form_names_fields_that_are_there() {
    assert_eq!(problems(FORM), []);
    let strange = problems(&FORM.replace("birth: naissance", "birth: naisance"));
    assert!(matches!(&strange[..], [Problem::UnknownField { nearest: Some(nearest), .. }] if nearest == "naissance"));
    let of_page = problems(&FORM.replace("start: debut", "start: places"));
    assert!(matches!(&of_page[..], [Problem::WrongType { name, .. }] if name == "places"), "{of_page:?}");
    let taken = problems(&FORM.replace("choice: seance", "choice: prenom"));
    assert_eq!(taken, [Problem::ReservedKey("prenom".to_owned())]);
}

#[test]
fn a_form_has_one_workflow_one_place_and_a_name_of_its_own() {
    assert_eq!(problems(&FORM.replace("about: activite\n", "")), [Problem::NotOnePlace]);
    assert_eq!(problems(&FORM.replace("about: activite", "about: activite\naddress: a/b")), [Problem::NotOnePlace]);
    let other = problems(&FORM.replace("name: inscription", "name: mise-a-jour-x"));
    assert_eq!(other, [Problem::NotAName("mise-a-jour-x".to_owned())]);
    let bare = "name: a\ntitle: A\nbutton: A\naddress: a\nworkflow: {}\n";
    assert_eq!(problems(bare), [Problem::NotOneWorkflow]);
}

#[test]
fn people_register_beside_a_page_and_order_at_an_address() {
    assert_eq!(problems(&FORM.replace("about: activite", "address: a/b")), [Problem::RegisterWithoutPages]);
    let order = "name: commande\ntitle: A\nbutton: A\nabout: activite\nworkflow:\n  order:\n    merchants: { kind: a, open: a, products: a, id: a, name: a, price: a, lead_hours: a }\n    points: { kind: a, slots: a, id: a, when: a, capacity: a }\n    days: 7\n    most: 20\n    payment: A\n    contact: { name: nom }\nfields:\n  nom: { label: Nom, text: {} }\n";
    assert_eq!(problems(order), [Problem::OrderWithoutAddress]);
}

#[test]
fn the_sessions_of_a_page_are_told_in_their_order() {
    let (form, register) = register();
    let page = page(
        "seances:\n  - { nom: Soir, debut: 2027-03-02 18:00, places: 3 }\n  - { id: matin, debut: 2027-03-02 9:00, places: 12, attente: 4, annulee: oui }\n",
    );
    let sessions = register.sessions(&page);
    let told: Vec<_> = sessions.iter().map(|s| (s.id.as_str(), s.capacity, s.waiting, s.is_cancelled)).collect();
    assert_eq!(told, [("matin", 12, 4, true), ("soir", 3, 0, false)]);
    let start = sessions[1].start.timestamp();
    assert!(!sessions[0].is_open(start) && !sessions[1].is_open(start));
    assert!(sessions[1].is_open(start - jiff::SignedDuration::from_secs(1)));
    let fields = register.fields(&form.fields, &sessions, Language::French);
    assert_eq!(fields.keys().next(), Some("seance"));
}

#[test]
fn an_age_is_that_of_the_day_of_the_session() {
    let (_, register) = register();
    let page = page("age_min: 6\nage_max: 10\nseances:\n  - { id: a, debut: 2027-03-01 9:00, places: 1 }\n");
    let session = &register.sessions(&page)[0];
    let is_taken = |birth: &str| register.age_fault(&page, &answers(&format!("naissance: {birth}")), session).is_none();
    assert!(is_taken("2021-03-01") && !is_taken("2021-03-02"), "six on the very day");
    assert!(is_taken("2016-03-02") && !is_taken("2016-03-01"), "eleven on the very day");
    assert!(!is_taken("2028-01-01"), "who is not born yet");
    assert!(is_taken("2020-02-29"), "born on a leap day");
}

#[test]
fn each_edge_of_the_grid_is_in_its_bracket() {
    let (_, register) = register();
    let rate = register.rate.unwrap();
    let page = page(
        "quotient:\n  - { prix: \"9 €\" }\n  - { jusqu_a: \"900\", prix: \"6,55 €\" }\n  - { jusqu_a: \"500\", prix: \"3 €\" }\nexterieur: \"12 €\"\nreduction: 50\n",
    );
    let quote = |text: &str, proven: Option<&str>| {
        let proven = proven.map(|quotient| quotient.parse::<Decimal>().unwrap());
        rate.quote(&page, &answers(text), proven).map(|Quote { price, ground }| (price.cents(), ground)).unwrap()
    };
    for (quotient, cents) in [("0", 300), ("500", 300), ("500.01", 655), ("900", 655), ("900.01", 900), ("99999", 900)]
    {
        assert_eq!(quote("habite: oui", Some(quotient)), (cents, Ground::Proven), "{quotient}");
    }
    assert_eq!(quote("habite: oui", None), (900, Ground::Provisional), "without proof, the highest");
    assert_eq!(quote("habite: non", Some("0")), (1200, Ground::Outside));
    assert_eq!(quote("fratrie: oui", Some("600")), (328, Ground::Proven), "half a cent goes up");
    assert_eq!(rate.quote(&Group::default(), &Group::default(), None), None);
}

#[test]
fn a_grid_says_its_edges() {
    let (form, register) = register();
    let rate = register.rate.unwrap();
    let lines = |text: &str, language| {
        let lines = rate.lines(&page(text), language).into_iter();
        lines.map(|(words, price)| format!("{words}: {}", price.cents())).collect::<Vec<_>>()
    };
    let open = "quotient:\n  - { prix: \"9 €\" }\n  - { jusqu_a: \"1500,5\", prix: \"6,55 €\" }\n  - { jusqu_a: \"500\", prix: \"3 €\" }\n";
    assert_eq!(
        lines(open, Language::French),
        [
            "Quotient jusqu’à 500 compris: 300",
            "Quotient au-delà de 500, jusqu’à 1\u{202f}500,5 compris: 655",
            "Quotient au-delà de 1\u{202f}500,5: 900"
        ]
    );
    assert_eq!(lines(open, Language::English)[0], "Quotient up to and including 500: 300");
    assert_eq!(lines("quotient:\n  - { prix: \"9 €\" }\n", Language::French), ["Quel que soit le quotient: 900"]);
    let closed = "quotient:\n  - { jusqu_a: \"500\", prix: \"3 €\" }\n";
    let lines = lines(closed, Language::French);
    assert_eq!(lines, ["Quotient jusqu’à 500 compris: 300", "Quotient au-delà de 500: 300"]);
    assert_eq!(rate.lines(&Group::default(), Language::French), []);
    let discount = rate.discount_words(&page("reduction: 50\n"), &form.fields, Language::French);
    assert_eq!(discount.as_deref(), Some("Frère ou sœur\u{a0}: 50\u{a0}% de moins"));
}

#[test]
fn places_and_ages_are_told_in_words() {
    let (_, register) = register();
    let ages = |text: &str| register.ages_words(&page(text), Language::French).unwrap_or_default();
    assert_eq!(ages("age_min: 6\nage_max: 10\n"), "De 6 à 10\u{a0}ans");
    assert_eq!(ages("age_min: 18\n"), "À partir de 18\u{a0}ans");
    assert_eq!(ages("age_max: 1\n"), "Jusqu’à 1\u{a0}an");
    assert_eq!(ages(""), "");
    let page = page(
        "seances:\n  - { id: a, debut: 2027-03-01 9:00, places: 1 }\n  - { id: b, debut: 2027-03-02 9:00, places: 12, attente: 4 }\n",
    );
    let places: Vec<_> =
        register.sessions(&page).iter().map(|session| session.places_words(Language::French)).collect();
    assert_eq!(places, ["1\u{a0}place", "12\u{a0}places, 4 en liste d’attente"]);
}
