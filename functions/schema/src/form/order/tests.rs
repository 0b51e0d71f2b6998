//! Claims about catalogues, slots and baskets.

use jiff::Timestamp;
use proptest::prelude::*;

use super::Order;
use super::basket::{Basket, Step, control};
use super::catalogue::{Catalogue, Source};
use super::problem::{Kind as Answered, Problem};
use super::slots::{Unserved, day_of};
use crate::declaration;
use crate::fault;
use crate::form::{Form, Workflow};
use crate::kind::Kind;
use crate::read::{self, Origin};
use crate::tree::Node;
use crate::value::Group;
use crate::yaml;

const MERCHANT: &str = "
name: commerce
label: { one: commerce, many: commerces }
folder: commerces
template: commerce.html
fields:
  conciergerie: { label: Ouvert, yes_no: {} }
  delai: { label: Délai, number: {} }
  horaires: { label: Horaires, hours: {} }
  fermetures: { label: Fermetures, closures: {} }
  produits: { label: Produits, list: { of: { id: { label: Code, identifier: { from: nom } }, nom: { label: Nom, text: {} }, prix: { label: Prix, money: {} }, disponible: { label: Se commande, yes_no: {} } } } }
";

const POINT: &str = "
name: point
label: { one: point, many: points }
folder: points
template: point.html
fields:
  creneaux: { label: Créneaux, list: { of: { id: { label: Code, identifier: {} }, quand: { label: Quand, hours: {} }, places: { label: Places, number: {} } } } }
  fermetures: { label: Fermetures, closures: {} }
";

const FORM: &str = "
name: commande
title: Commander
button: Commander avec obligation de paiement
address: commander
workflow:
  order:
    merchants: { kind: commerce, open: conciergerie, products: produits, id: id, name: nom, price: prix, available: disponible, lead_hours: delai, hours: horaires, closures: fermetures }
    points: { kind: point, slots: creneaux, id: id, when: quand, capacity: places, closures: fermetures }
    days: 7
    most: 20
    fee: \"0,50 €\"
    payment: Au retrait.
    contact: { name: nom }
fields:
  nom: { label: Nom, text: {} }
";

const BAKERY: &str = "
conciergerie: oui
delai: 18
horaires: mar-sam 7h-20h sauf jours fériés
produits:
  - { nom: Baguette, prix: \"1,10 €\" }
  - { id: \"12\", nom: Douze, prix: \"2 €\" }
  - { nom: Galette, prix: \"20 €\", disponible: non }
";

fn order() -> Order {
    match Form::parse(FORM).unwrap().workflow {
        Workflow::Order(order) => order,
        Workflow::Register(_) => panic!(),
    }
}

fn page(kind: &str, text: &str) -> Group {
    let kind = Kind::parse(kind).unwrap();
    let (group, faults) = read::group(&kind.fields, &yaml::parse(text).unwrap(), Origin::FrontMatter, |_| false);
    assert!(faults.is_empty(), "{faults:?}");
    group
}

fn source<'a>(page: &'a str, fields: &'a Group) -> Source<'a> {
    Source { page, title: page, url: page, fields }
}

fn catalogue(bakery: &str, when: &str) -> Catalogue {
    let bakery = page(MERCHANT, bakery);
    let point = page(POINT, &format!("creneaux:\n  - {{ id: midi, quand: \"{when}\", places: 3 }}\n"));
    Catalogue::of(
        &order(),
        &Kind::parse(MERCHANT).unwrap().fields,
        [source("commerces/fournil", &bakery)],
        [source("points/cafe", &point)],
    )
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Monday noon in winter.
const MONDAY: &str = "2026-11-23T11:00:00Z";

fn keys(catalogue: &Catalogue, moment: &str) -> Vec<String> {
    catalogue.slots(&order(), at(moment)).iter().map(super::slots::Slot::key).collect()
}

#[test]
fn a_catalogue_has_who_takes_orders_and_sells() {
    let told = catalogue(BAKERY, "mar 12h-13h");
    let products: Vec<_> = told.merchants[0].products.iter().map(|product| product.id.as_str()).collect();
    assert_eq!((told.merchants[0].key.as_str(), products), ("fournil", vec!["baguette", "12", "galette"]));
    for shut in ["conciergerie: non", "conciergerie:"] {
        assert!(catalogue(&BAKERY.replace("conciergerie: oui", shut), "mar 12h-13h").merchants.is_empty());
    }
}

#[test]
fn pages_of_one_name_are_told_apart_and_long_names_cut() {
    let fields = page(MERCHANT, BAKERY);
    let long = format!("commerces/{}", "tres-".repeat(20));
    let pages = ["commerces/nord/pain", "commerces/sud/pain", "commerces/421", long.as_str()];
    let told =
        Catalogue::of(&order(), &Kind::parse(MERCHANT).unwrap().fields, pages.map(|page| source(page, &fields)), []);
    let keys: Vec<_> = told.merchants.iter().map(|merchant| merchant.key.as_str()).collect();
    assert_eq!(keys[..3], ["commerces-nord-pain", "commerces-sud-pain", "_421"]);
    assert_eq!(keys[3].len(), 32);
    assert!(control("_prix", keys[3], &"p".repeat(80)).len() <= 120);
}

#[test]
fn slots_are_those_to_come_within_the_days() {
    let told = catalogue(BAKERY, "mar-jeu 12h-13h, 17h-18h");
    let first = ["cafe/2026-11-24T12:00", "cafe/2026-11-24T17:00", "cafe/2026-11-25T12:00"];
    assert_eq!(keys(&told, MONDAY)[..3], first);
    assert_eq!(keys(&told, MONDAY).len(), 6, "seven days, today included");
    assert_eq!(keys(&told, "2026-11-24T11:00:00Z")[0], first[1], "what has begun is over");
}

#[test]
fn a_slot_keeps_its_hour_when_the_clocks_change() {
    let told = catalogue(BAKERY, "mar-dim 12h-13h");
    let slots = told.slots(&order(), at("2027-03-27T05:00:00Z"));
    let starts: Vec<_> = slots.iter().take(2).map(|slot| (slot.local.clone(), slot.start.to_string())).collect();
    assert_eq!(starts[0], ("2027-03-27T12:00".to_owned(), "2027-03-27T11:00:00Z".to_owned()));
    assert_eq!(starts[1], ("2027-03-28T12:00".to_owned(), "2027-03-28T10:00:00Z".to_owned()));
}

#[test]
fn a_merchant_serves_before_the_cut_off_on_days_of_work() {
    let told = catalogue(BAKERY, "lun-dim 12h-13h");
    let bakery = &told.merchants[0];
    let serves = |slot: &str, moment: &str| {
        let slots = told.slots(&order(), at(MONDAY));
        bakery.serves(slots.iter().find(|known| known.local == slot).unwrap(), at(moment))
    };
    let cutoff = at("2026-11-24T17:00:00Z");
    assert_eq!(serves("2026-11-25T12:00", "2026-11-24T16:59:59Z"), Ok(()));
    assert_eq!(serves("2026-11-25T12:00", "2026-11-24T17:00:00Z"), Err(Unserved::TooLate { cutoff }));
    assert_eq!(serves("2026-11-29T12:00", MONDAY), Err(Unserved::Away), "a Sunday");
}

#[test]
fn holidays_closures_and_silence_are_told_apart() {
    let works = |hours: &str, day: &str| {
        let merchant =
            catalogue(&BAKERY.replace("mar-sam 7h-20h sauf jours fériés", hours), "lun 12h-13h").merchants.remove(0);
        merchant.works_on(day.parse().unwrap())
    };
    assert!(!works("lun-sam 7h-20h sauf jours fériés", "2026-12-25"));
    assert!(works("lun-sam 7h-20h", "2026-11-28") && !works("lun-sam 7h-20h", "2026-11-29"));
    assert!(works("sur rendez-vous", "2026-11-29"), "hours that say nothing of it");
    assert!(works("24h/24", "2026-11-29"));
    assert!(!works("sam 19h-2h", "2026-11-29"), "the night belongs to the day before");
    let away = format!("{BAKERY}fermetures:\n  - {{ du: 2026-11-24, au: 2026-11-26 }}\n");
    let merchant = catalogue(&away, "lun 12h-13h").merchants.remove(0);
    assert!(!merchant.works_on("2026-11-26".parse().unwrap()) && merchant.works_on("2026-11-27".parse().unwrap()));
}

fn problems(body: &str) -> Vec<Problem> {
    let told = catalogue(BAKERY, "mar-sam 12h-13h");
    let body = yaml::parse(body).unwrap();
    let basket = Basket::read(&order(), &told, &body, at(MONDAY));
    let faults = basket.faults.into_iter();
    let problem = |fault: fault::Fault| match fault.problem {
        fault::Problem::Order(problem) => problem,
        other => panic!("{other:?}"),
    };
    faults.map(problem).collect()
}

const SLOT: &str = "retrait: cafe/2026-11-25T12:00\n";

#[test]
fn a_basket_costs_what_the_catalogue_says_and_the_fee() {
    let told = catalogue(BAKERY, "mar-sam 12h-13h");
    let body = Node::from_controls([
        ("panier.fournil._12", "2"),
        ("panier.fournil.baguette", "3"),
        ("retrait", "cafe/2026-11-25T12:00"),
        ("total", "7,80"),
    ]);
    let basket = Basket::read(&order(), &told, &body, at(MONDAY));
    assert_eq!((basket.faults.len(), basket.total().cents()), (0, 780), "{:?}", basket.faults);
    assert_eq!(basket.agreed(&body).unwrap().cents(), 780);
    let less = Node::from_controls([("total", "7,79 €")]);
    assert!(matches!(basket.agreed(&less).unwrap_err().problem, fault::Problem::Order(Problem::Total { .. })));
    assert_eq!(Step::of(&Node::from_controls([("_etape", "revoir")])), Step::Review);
}

#[test]
fn what_is_wrong_is_told_apart_from_what_changed() {
    let kinds = |body: &str| problems(&format!("{SLOT}{body}")).iter().map(Problem::kind).collect::<Vec<_>>();
    assert_eq!(kinds("panier: { fournil: { baguette: 1 } }\n"), []);
    assert_eq!(kinds("panier: { fournil: { baguette: 0 } }\n"), [Answered::Invalid], "an empty basket");
    for wrong in ["-1", "1.5", "21", "un", "99999999999"] {
        assert_eq!(
            kinds(&format!("panier: {{ fournil: {{ baguette: \"{wrong}\" }} }}\n")),
            [Answered::Invalid],
            "{wrong}"
        );
    }
    assert_eq!(kinds("panier: { fournil: { galette: 1 } }\n"), [Answered::Changed]);
    assert_eq!(
        kinds("panier: { fournil: { baguette: 1 } }\nprix: { fournil: { baguette: \"1 €\" } }\n"),
        [Answered::Changed]
    );
    assert_eq!(kinds("panier: { fournil: { baguette: 1 } }\nprix: { fournil: { baguette: \"2 €\" } }\n"), []);
    let slot = |slot: &str| problems(&format!("retrait: {slot}\npanier: {{ fournil: {{ baguette: 1 }} }}\n"));
    assert!(matches!(slot("cafe/2026-11-23T12:00")[..], [Problem::SlotOver]));
    assert!(matches!(slot("cafe/2026-11-24T13:30")[..], [Problem::SlotGone]));
    assert!(matches!(slot("cafe/demain")[..], [Problem::NoSlot]));
    assert!(matches!(slot("cafe/2026-12-24T12:00")[..], [Problem::SlotGone]), "beyond the days that are offered");
}

#[test]
fn a_form_to_order_by_keeps_its_own_controls() {
    let taken = Form::parse(&FORM.replace("  nom: {", "  panier: { label: P, text: {} }\n  nom: {")).unwrap_err();
    assert!(matches!(&taken[0].problem, declaration::Problem::ReservedKey(key) if key == "panier"));
}

proptest! {
    #[test]
    fn whatever_is_sent_is_judged(names in proptest::collection::vec("(panier|_prix|retrait|total)(\\.(fournil|x))?(\\.(baguette|_12|[a-z0-9]{1,3}))?", 0..12), text in "\\PC{0,12}") {
        let told = catalogue(BAKERY, "mar-sam 12h-13h");
        let body = Node::from_controls(names.iter().map(|name| (name.as_str(), text.as_str())));
        let basket = Basket::read(&order(), &told, &body, at(MONDAY));
        prop_assert!(basket.total().cents() >= 50);
        let _ = basket.agreed(&body);
    }

    #[test]
    fn a_slot_is_known_by_its_key_at_any_moment(hours in 0..20_000_i64) {
        let told = catalogue(BAKERY, "lun-dim 0h30-2h30, 12h-13h");
        let now = at(MONDAY) + jiff::SignedDuration::from_hours(hours);
        for slot in told.slots(&order(), now) {
            prop_assert!(slot.start > now && slot.start < slot.end);
            let key = slot.key();
            let (point, _) = super::slots::parse_key(&key).unwrap();
            prop_assert_eq!(point, "cafe");
            let days = slot.day().since(day_of(now)).unwrap().get_days();
            prop_assert!((0..7).contains(&days));
        }
    }
}
