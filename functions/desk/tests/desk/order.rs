//! Ordering: prices, products, cut-offs, slots, and how an order goes from hand to
//! hand.

use std::collections::BTreeMap;

use desk::store::{Lane, Store as _};
use desk::workflow::order::Step;
use serde_json::{Value as Json, json};

use super::town::{Answer, NOON, Town, Visitor};

const PATH: &str = "/formulaires/commande";
/// Wednesday at the café: the bakery takes orders for it until Tuesday 18 h.
const WEDNESDAY: &str = "cafe/2026-11-25T12:00";
const AFTER_CUTOFF: &str = "2026-11-24T17:00:00Z";

/// Monday noon: two loaves and a soup.
pub(crate) fn basket() -> Json {
    json!({
        "panier": { "le-fournil": { "baguette": 2 }, "vrac": { "soupe": "1" } },
        "prix": { "le-fournil": { "baguette": "1,10 €" }, "vrac": { "soupe": "4,00 €" } },
        "total": "6,70 €", "retrait": WEDNESDAY,
        "nom": "Une personne", "telephone": "01 46 55 00 01", "remarque": "bien cuit",
    })
}

pub(crate) fn with(changes: &Json) -> Json {
    let mut body = basket();
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

pub(crate) async fn send(visitor: &Visitor, body: &Json) -> Answer {
    visitor.clone().program().send("POST", PATH, "application/json", body.to_string().into_bytes()).await
}

/// An order that was recorded, and what its sender follows it by.
#[derive(Clone, Debug)]
pub(crate) struct Ordered {
    pub(crate) reference: String,
    path: String,
    key: String,
}

impl Ordered {
    pub(crate) async fn new(visitor: &Visitor, body: &Json) -> Self {
        let answer = send(visitor, body).await.check(201, &[]).json();
        Self::of(answer["tracking_url"].as_str().unwrap())
    }

    fn of(url: &str) -> Self {
        let (path, key) = url.split_once("?cle=").unwrap();
        let reference = path.rsplit('/').next().unwrap().to_owned();
        Self { reference, path: path.to_owned(), key: key.to_owned() }
    }

    async fn look(&self, visitor: &Visitor) -> Json {
        visitor.clone().program().get(&format!("{}?cle={}", self.path, self.key)).await.check(200, &[]).json()
    }

    async fn page(&self, visitor: &Visitor) -> Answer {
        visitor.get(&format!("{}?cle={}", self.path, self.key)).await.check(200, &[])
    }

    pub(crate) async fn state(&self, visitor: &Visitor) -> String {
        self.look(visitor).await["state"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn cancel(&self, visitor: &Visitor) -> Answer {
        visitor.clone().program().post(&format!("{}/annuler", self.path), &format!("cle={}", self.key)).await
    }
}

/// The secret link of a list, as its path and its key.
pub(crate) async fn link(town: &Town, key: &str) -> (String, String) {
    let link = town.inbox().list_link(key).await.unwrap();
    let (path, key) = link.strip_prefix("https://malakoff.example").unwrap().split_once("?cle=").unwrap();
    (path.to_owned(), key.to_owned())
}

/// Presses a button of a list.
pub(crate) async fn press(visitor: &Visitor, (path, key): &(String, String), controls: &str) -> Answer {
    visitor.clone().program().post(path, &format!("cle={key}&jour=2026-11-25&{controls}")).await
}

async fn recorded(town: &Town) -> usize {
    town.inbox().list(desk::store::Which::All).await.unwrap().len()
}

#[tokio::test]
async fn a_basket_is_shown_with_its_total_then_ordered_then_followed() {
    let town = Town::new();
    let visitor = town.visitor();
    let sent = "panier.le-fournil.baguette=2&_prix.le-fournil.baguette=1%2C10+%E2%82%AC&panier.le-fournil._421=1&panier.vrac.soupe=&retrait=cafe%2F2026-11-25T12%3A00&nom=Une+personne&telephone=0146550001";
    let review = visitor.post(PATH, &format!("{sent}&_etape=revoir")).await;
    let review = review.check(
        200,
        &["Commander avec obligation de paiement", "4,70 €", "Frais de service", "0,50 €", "Biscuit 421", "gluten"],
    );
    assert_eq!(recorded(&town).await, 0, "nothing is ordered by looking at the total");
    let controls = hidden(&review.body);
    let followed = visitor.post(PATH, &controls).await.check(303, &[]);
    let order = Ordered::of(followed.header("location"));
    let page = order.page(&visitor).await;
    page.check(
        200,
        &[
            "Baguette",
            "4,70",
            "Le café",
            "mercredi 25 novembre 2026, de 12 h à 12 h 45",
            "mardi 24 novembre 2026 à 18 h",
        ],
    );
    let again = visitor.post(PATH, &controls).await.check(303, &[]);
    assert_eq!(again.header("location"), followed.header("location"), "a double click orders once");
    let back = visitor.post(PATH, &format!("{controls}&_etape=modifier")).await;
    back.check(200, &["Voir le total", "value=\"Une personne\"", "name=\"panier.le-fournil.baguette\" value=\"2\""]);
}

/// The hidden controls of a page, as a browser sends them.
fn hidden(page: &str) -> String {
    let form = &page[page.find("<form").unwrap()..];
    let controls = form.split("<input type=\"hidden\" name=\"").skip(1).map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"").unwrap();
        let value = rest.split_once('"').unwrap().0;
        let escaped: Vec<String> = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={}", escaped.concat())
    });
    controls.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn a_price_that_rose_records_nothing_and_says_both() {
    let mut town = Town::new();
    town.bakery["produits"][0]["prix"] = json!("1,30 €");
    town.rebuild();
    let told = send(&town.visitor(), &basket()).await.check(409, &["1,10 €", "1,30 €"]).json();
    assert_eq!(told["code"], "changed");
    assert_eq!(told["total"], json!({ "before": "6,70 €", "after": "7,10\u{a0}€" }));
    let change = &told["changes"][0];
    assert_eq!((&change["field"], &change["before"]), (&json!("panier.le-fournil.baguette"), &json!("1,10\u{a0}€")));
    assert_eq!(recorded(&town).await, 0);
    let form = "panier.le-fournil.baguette=2&_prix.le-fournil.baguette=1%2C10&total=2%2C70&retrait=cafe%2F2026-11-25T12%3A00&nom=Une+personne&telephone=0146550001";
    let page = town.visitor().post(PATH, form).await;
    page.check(
        409,
        &[
            "error-summary",
            "coûte maintenant 1,30 € au lieu de 1,10 €",
            "value=\"2\"",
            "value=\"Une personne\"",
            "selected",
        ],
    );
    assert_eq!(recorded(&town).await, 0);
}

#[tokio::test]
async fn a_total_alone_is_an_agreement_too() {
    let mut town = Town::new();
    let mut bare = basket();
    bare.as_object_mut().unwrap().remove("prix");
    town.bakery["produits"][0]["prix"] = json!("1,30 €");
    town.rebuild();
    let told = send(&town.visitor(), &bare).await.check(409, &["changed"]).json();
    assert_eq!(told["changes"][0]["code"], "basket-total");
    bare["total"] = json!("7,10 €");
    send(&town.visitor(), &bare).await.check(201, &[]);
    bare.as_object_mut().unwrap().remove("total");
    bare["nom"] = json!("Une autre");
    send(&town.visitor(), &bare).await.check(422, &["7,10"]);
}

#[tokio::test]
async fn a_price_that_fell_is_applied_and_said() {
    let mut town = Town::new();
    town.bakery["produits"][0]["prix"] = json!("1,00 €");
    town.rebuild();
    let visitor = town.visitor();
    let told = send(&visitor, &basket()).await.check(201, &[]).json();
    assert_eq!(told["order"]["total"], "6,50\u{a0}€");
    assert_eq!(told["order"]["cheaper"][0]["after"], "1,00\u{a0}€");
    let order = Ordered::of(told["tracking_url"].as_str().unwrap());
    order.page(&visitor).await.check(200, &["coûte 1,00 € au lieu de 1,10 €", "6,50 €"]);
}

#[tokio::test]
async fn a_product_that_is_gone_is_named_and_the_rest_is_kept() {
    let mut town = Town::new();
    town.bakery["produits"][0]["disponible"] = json!("non");
    town.rebuild();
    let told = send(&town.visitor(), &basket()).await.check(409, &["« Baguette »", "n’est plus proposé"]).json();
    assert_eq!((&told["code"], &told["changes"][0]["code"]), (&json!("changed"), &json!("basket-gone")));
    let form = "panier.le-fournil.baguette=2&panier.vrac.soupe=3&retrait=cafe%2F2026-11-25T12%3A00&nom=Une+personne&telephone=0146550001";
    let page = town.visitor().post(PATH, &format!("{form}&total=14%2C70")).await;
    page.check(409, &["name=\"panier.vrac.soupe\" value=\"3\"", "« Baguette »"]);
    let review = town.visitor().post(PATH, &format!("{form}&_etape=revoir")).await;
    review.check(200, &["Ce qui a changé", "« Baguette »", "12,50 €"]);
    let strange = with(&json!({ "panier": { "le-fournil": { "croissant": 1 }, "nulle-part": { "pain": 1 } } }));
    let told = send(&town.visitor(), &strange).await.check(409, &[]).json();
    assert_eq!(told["changes"].as_array().unwrap().len(), 2);
    assert_eq!(recorded(&town).await, 0);
}

#[tokio::test]
async fn every_fault_is_told_at_once() {
    let town = Town::new();
    let wrong = json!({ "panier": { "le-fournil": { "baguette": "deux", "tarte": 21 } }, "retrait": "demain", "telephone": "12" });
    let told = send(&town.visitor(), &wrong).await.check(422, &[]).json();
    let fields: Vec<_> = told["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    for field in ["panier.le-fournil.baguette", "panier.le-fournil.tarte", "retrait", "telephone", "nom", "total"] {
        assert!(fields.contains(&json!(field)), "{field} in {fields:?}");
    }
    let empty = with(&json!({ "panier": {} }));
    send(&town.visitor(), &empty).await.check(422, &["panier est vide"]);
    send(&town.visitor(), &with(&json!({ "panniers": {} }))).await.check(422, &["panniers"]);
}

#[tokio::test]
async fn past_the_cut_off_nothing_is_taken_nor_moved_to_another_day() {
    let town = Town::new();
    let late = town.visitor_at(AFTER_CUTOFF);
    let told = send(&late, &basket()).await.check(409, &["Le Fournil", "mardi 24 novembre 2026 à 18 h"]).json();
    assert_eq!(told["code"], "too_late");
    send(&late, &with(&json!({ "panier": { "vrac": { "soupe": 1 } }, "total": "4,50" }))).await.check(201, &[]);
    let over = town.visitor_at("2026-11-25T11:00:00Z");
    assert_eq!(send(&over, &basket()).await.check(409, &["déjà commencé"]).json()["code"], "too_late");
    assert_eq!(recorded(&town).await, 1, "only what could be served");
}

#[tokio::test]
async fn a_closed_day_is_no_day() {
    let mut town = Town::new();
    let monday = with(&json!({ "retrait": "levier/2026-11-30T12:15" }));
    send(&town.visitor_at("2026-11-26T11:00:00Z"), &monday).await.check(409, &["« Le Fournil » est fermé"]);
    town.bakery["fermetures"] = json!([{ "du": "2026-11-25", "au": "2026-11-25" }]);
    town.rebuild();
    let told = send(&town.visitor(), &basket()).await.check(409, &["est fermé le 25 novembre 2026"]).json();
    assert_eq!(told["code"], "changed");
    town.cafe["fermetures"] = json!([{ "du": "2026-11-25", "au": "2026-11-25" }]);
    town.rebuild();
    send(&town.visitor(), &basket()).await.check(409, &["n’est plus proposé"]);
    let page = town.visitor().post(PATH, "_etape=modifier").await.check(200, &["mardi 24 novembre 2026"]);
    assert!(!page.body.contains("cafe/2026-11-25T12:00"), "a closed day is not offered");
    assert_eq!(recorded(&town).await, 0);
}

#[tokio::test]
async fn whatever_comes_at_once_a_slot_takes_its_number() {
    let town = Town::new();
    let visitors = [town.visitor(), town.visitor()];
    let sendings: Vec<_> = (0..100)
        .map(|number| {
            let visitor = visitors[number % 2].clone();
            let body = with(&json!({ "retrait": "levier/2026-11-25T12:15", "nom": format!("P{number}") }));
            tokio::spawn(async move { send(&visitor, &body).await })
        })
        .collect();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for sending in sendings {
        let answer = sending.await.unwrap();
        let said = if answer.status == 201 { answer.json()["state"].clone() } else { answer.json()["code"].clone() };
        *told.entry(said.as_str().unwrap().to_owned()).or_default() += 1;
    }
    let wanted = [("full", 98), ("received", 2)];
    assert_eq!(told.iter().map(|(said, count)| (said.as_str(), *count)).collect::<Vec<_>>(), wanted);
    let full = send(&visitors[0], &with(&json!({ "retrait": "levier/2026-11-25T12:15" }))).await.check(409, &[]).json();
    let slots: Vec<_> = full["slots"].as_array().unwrap().iter().map(|slot| slot["slot"].clone()).collect();
    assert!(slots.contains(&json!("levier/2026-11-26T12:15")) && !slots.contains(&json!("levier/2026-11-25T12:15")));
}

#[tokio::test]
async fn a_cancelled_or_refused_order_frees_its_place() {
    let town = Town::new();
    let visitor = town.visitor();
    let there = |name: &str| with(&json!({ "retrait": "levier/2026-11-25T12:15", "nom": name }));
    let ada = Ordered::new(&visitor, &there("Ada")).await;
    let bo = Ordered::new(&visitor, &there("Bo")).await;
    send(&visitor, &there("Cy")).await.check(409, &["full"]);
    ada.cancel(&visitor).await.check(200, &["cancelled"]);
    ada.cancel(&visitor).await.check(200, &["cancelled"]);
    Ordered::new(&visitor, &there("Cy")).await;
    let inbox = town.inbox();
    let reference = bo.reference.parse().unwrap();
    let refuse = || Step::Refuse { reason: "four en panne".to_owned() };
    inbox.advance(&reference, Some("vrac"), refuse()).await.unwrap();
    send(&visitor, &there("Di")).await.check(409, &["full"]);
    inbox.advance(&reference, Some("le-fournil"), refuse()).await.unwrap();
    assert_eq!(bo.state(&visitor).await, "refused");
    Ordered::new(&visitor, &there("Di")).await;
}

#[tokio::test]
async fn the_same_sending_is_one_order_whatever_became_of_the_catalogue() {
    let mut town = Town::new();
    let keyed = |town: &Town, at: &str| town.visitor_at(at).with("idempotency-key", "une-cle");
    let first = send(&keyed(&town, NOON), &basket()).await.check(201, &[]).json();
    assert_eq!(send(&keyed(&town, NOON), &basket()).await.check(200, &[]).json()["reference"], first["reference"]);
    town.bakery["produits"][0]["prix"] = json!("9,00 €");
    town.rebuild();
    assert_eq!(send(&keyed(&town, NOON), &basket()).await.check(200, &[]).json()["reference"], first["reference"]);
    let weeks_on = keyed(&town, "2026-12-20T11:00:00Z");
    assert_eq!(send(&weeks_on, &basket()).await.check(200, &[]).json()["reference"], first["reference"]);
    send(&keyed(&town, NOON), &with(&json!({ "nom": "Une autre" }))).await.check(409, &["key_reused"]);
    assert_eq!(send(&town.visitor(), &basket()).await.check(200, &[]).json()["reference"], first["reference"]);
    assert_eq!(recorded(&town).await, 1);
}

#[tokio::test]
async fn it_is_cancelled_until_the_earliest_cut_off() {
    let town = Town::new();
    let visitor = town.visitor();
    let order = Ordered::new(&visitor, &basket()).await;
    order.page(&visitor).await.check(200, &["Vous pouvez l’annuler ici jusqu’au mardi 24 novembre 2026 à 18 h"]);
    for method in ["GET", "HEAD"] {
        let path = format!("{}/annuler?cle={}", order.path, order.key);
        assert_eq!(visitor.send(method, &path, "", Vec::new()).await.status, 405);
    }
    order.cancel(&town.visitor_at(AFTER_CUTOFF)).await.check(409, &["too_late"]);
    order.cancel(&town.visitor_at("2026-11-24T16:59:59Z")).await.check(200, &["cancelled"]);
}

#[tokio::test]
async fn an_order_goes_from_hand_to_hand_and_only_forward() {
    let town = Town::new();
    let visitor = town.visitor();
    let order = Ordered::new(&visitor, &basket()).await;
    let (bakery, grocer, cafe) =
        (link(&town, "le-fournil").await, link(&town, "vrac").await, link(&town, "cafe").await);
    let one = format!("commande={}", order.reference);
    press(&visitor, &bakery, &format!("{one}&geste=preparer")).await.check(409, &["too_late"]);
    press(&visitor, &bakery, &format!("{one}&geste=confirmer")).await.check(200, &[]);
    assert_eq!(order.state(&visitor).await, "received", "the other merchant has not answered");
    press(&visitor, &bakery, &format!("{one}&geste=confirmer")).await.check(409, &["déjà confirmée"]);
    press(&visitor, &grocer, "creneau=cafe/2026-11-25T12:00&geste=confirmer").await.check(200, &["\"moved\":1"]);
    assert_eq!(order.state(&visitor).await, "confirmed");
    press(&visitor, &bakery, &format!("{one}&geste=preparer")).await.check(200, &[]);
    press(&visitor, &cafe, &format!("{one}&geste=deposer")).await.check(200, &[]);
    press(&visitor, &cafe, &format!("{one}&geste=remettre")).await.check(409, &[]);
    press(&visitor, &grocer, "creneau=cafe/2026-11-25T12:00&geste=preparer").await.check(200, &[]);
    assert_eq!(order.state(&visitor).await, "prepared");
    press(&visitor, &cafe, "creneau=cafe/2026-11-25T12:00&geste=deposer").await.check(200, &[]);
    order.page(&visitor).await.check(200, &["Votre commande vous attend", "payez 6,70 €"]);
    order.cancel(&visitor).await.check(409, &["too_late"]);
    press(&visitor, &cafe, &format!("{one}&geste=remettre")).await.check(200, &[]);
    assert_eq!(order.state(&visitor).await, "handed_over");
    press(&visitor, &bakery, &format!("{one}&geste=refuser&motif=trop+tard")).await.check(409, &[]);
}

#[tokio::test]
async fn one_merchant_refuses_and_the_rest_goes_on() {
    let town = Town::new();
    let visitor = town.visitor();
    let order = Ordered::new(&visitor, &basket()).await;
    let grocer = link(&town, "vrac").await;
    let refuse = format!("commande={}&geste=refuser", order.reference);
    press(&visitor, &grocer, &refuse).await.check(422, &["no_reason"]);
    press(&visitor, &grocer, &format!("{refuse}&motif=Plus+de+potimarron")).await.check(200, &[]);
    let page = order.page(&visitor).await.check(200, &["Plus de potimarron", "2,70 €"]);
    assert!(page.body.contains("reçue"));
    let bakery = link(&town, "le-fournil").await;
    press(&visitor, &bakery, &format!("commande={}&geste=confirmer", order.reference)).await.check(200, &[]);
    assert_eq!(order.state(&visitor).await, "confirmed");
    let due = town.store.errands(Lane::Post, NOON.parse().unwrap(), 20).await.unwrap();
    for news in ["received", "part-refused", "confirmed"] {
        assert!(
            due.iter().any(|errand| errand.id.contains(&format!("{}-{news}-", order.reference))),
            "{news} in {due:?}"
        );
    }
}

#[tokio::test]
async fn a_merchant_who_says_nothing_is_called_and_the_customer_told() {
    let town = Town::new();
    let order = Ordered::new(&town.visitor(), &basket()).await;
    let grocer = link(&town, "vrac").await;
    press(&town.visitor(), &grocer, &format!("commande={}&geste=confirmer", order.reference)).await.check(200, &[]);
    let late = town.visitor_at(AFTER_CUTOFF);
    assert_eq!(order.state(&late).await, "unanswered", "the moment says so, whether or not anything ran");
    town.desk(AFTER_CUTOFF).tick().await.unwrap();
    let to_call = || async { town.store.errands(Lane::People, AFTER_CUTOFF.parse().unwrap(), 20).await.unwrap() };
    let called = format!("appel-{}-le-fournil", order.reference);
    let calls = to_call().await;
    assert!(calls.iter().any(|errand| errand.id == called), "{calls:?}");
    assert!(!calls.iter().any(|errand| errand.id.contains("-vrac")), "who answered is left alone");
    let told = format!("{}-unanswered-", order.reference);
    let due = town.store.errands(Lane::Machine, AFTER_CUTOFF.parse().unwrap(), 20).await.unwrap();
    assert!(due.iter().chain(&calls).any(|errand| errand.id.contains(&told)), "{due:?}");
    order.page(&late).await.check(200, &["n’a pas répondu", "rien n’est déplacé à un autre jour"]);
    let bakery = link(&town, "le-fournil").await;
    press(&late, &bakery, &format!("commande={}&geste=confirmer", order.reference)).await.check(200, &[]);
    assert_eq!(order.state(&late).await, "confirmed");
    assert!(!to_call().await.iter().any(|errand| errand.id == called), "nobody calls any more");
}
