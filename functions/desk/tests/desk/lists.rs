//! The lists of a day: what a merchant prepares, what a point hands over, each
//! behind a link of its own.

use serde_json::json;

use super::order::{Ordered, basket, link, press, with};
use super::town::Town;

#[tokio::test]
async fn a_list_counts_by_product_and_by_point_and_is_safe_in_a_spreadsheet() {
    let town = Town::new();
    let visitor = town.visitor();
    let first = Ordered::new(&visitor, &with(&json!({ "nom": "=1+1" }))).await;
    let tart = json!({ "panier": { "le-fournil": { "baguette": 3, "tarte": 1 } }, "total": "99", "prix": null, "retrait": "levier/2026-11-25T12:15", "nom": "Bo" });
    Ordered::new(&visitor, &with(&tart)).await;
    let cancelled = Ordered::new(&visitor, &with(&json!({ "nom": "Cy" }))).await;
    cancelled.cancel(&visitor).await.check(200, &[]);
    let day = "2026-11-25".parse().unwrap();
    let list = town.inbox().preparation("le-fournil", Some(day)).await.unwrap();
    let totals: Vec<_> = list.totals().into_iter().map(|total| (total.name, total.quantity)).collect();
    assert_eq!(totals, [("Baguette".to_owned(), 5), ("Tarte aux pommes".to_owned(), 1)]);
    let slots: Vec<_> = list.slots().iter().map(|(point, orders)| (point.key.clone(), orders.len())).collect();
    assert_eq!(slots, [("cafe".to_owned(), 1), ("levier".to_owned(), 1)]);
    let (path, key) = link(&town, "le-fournil").await;
    let page = visitor.get(&format!("{path}?cle={key}&jour=2026-11-25")).await;
    let page = page
        .check(200, &["<strong>5</strong>", "À garder au frais", "bien cuit", "ne pas préparer", &cancelled.reference]);
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(!page.body.contains("0146550001") && !page.body.contains("01 46 55 00 01"), "a merchant needs no phone");
    assert!(!page.body.contains("Soupe"), "another merchant’s products are theirs");
    let table = visitor.get(&format!("{path}.csv?cle={key}&jour=2026-11-25")).await.check(200, &["\"'=1+1\""]);
    assert!(table.header("content-type").starts_with("text/csv") && table.body.starts_with('\u{feff}'));
    assert!(table.body.contains(&first.reference));
    let call = visitor.get(&format!("{path}?cle={key}&jour=2026-11-25&vue=appel")).await;
    call.check(200, &["Fiche d’appel", "01 46 55 00 00", "<strong>5 × </strong>Baguette", "Bonjour"]);
}

#[tokio::test]
async fn a_point_reads_names_and_amounts_and_no_product() {
    let town = Town::new();
    let visitor = town.visitor();
    Ordered::new(&visitor, &basket()).await;
    let (path, key) = link(&town, "cafe").await;
    let page = visitor.get(&format!("{path}?cle={key}&jour=2026-11-25")).await;
    let page = page.check(200, &["Une personne", "6,70 €", "Le Fournil", "Surgelé"]);
    for kept in ["Baguette", "Soupe", "bien cuit", "01 46 55 00 01"] {
        assert!(!page.body.contains(kept), "{kept}");
    }
    visitor.get(&format!("{path}.csv?cle={key}&jour=2026-11-25")).await.check(200, &["Une personne", "6,70"]);
    visitor.get(&format!("{path}?cle={key}")).await.check(200, &["Rien à remettre", "lundi 23 novembre 2026"]);
}

#[tokio::test]
async fn a_list_opens_with_its_own_key_until_it_is_renewed() {
    let town = Town::new();
    let visitor = town.visitor();
    let (path, key) = link(&town, "le-fournil").await;
    let (_, other) = link(&town, "vrac").await;
    let nothing = visitor.clone().program().get("/preparation/le-fournil?cle=").await.check(404, &[]).body;
    for wrong in [
        format!("{path}?cle={other}"),
        path.clone(),
        format!("/preparation/inconnu?cle={key}"),
        format!("/livraison/le-fournil?cle={key}"),
    ] {
        assert_eq!(visitor.clone().program().get(&wrong).await.check(404, &[]).body, nothing, "{wrong}");
    }
    press(&visitor, &(path.clone(), other), "creneau=cafe/2026-11-25T12:00&geste=confirmer").await.check(404, &[]);
    visitor.get(&format!("{path}?cle={key}")).await.check(200, &[]);
    town.inbox().renew_list_link("le-fournil").await.unwrap();
    visitor.get(&format!("{path}?cle={key}")).await.check(404, &[]);
    let (_, renewed) = link(&town, "le-fournil").await;
    visitor.get(&format!("{path}?cle={renewed}")).await.check(200, &[]);
    assert!(town.inbox().list_link("inconnu").await.is_err());
    let by_page = town.inbox().list_link("marchands/le-fournil").await.unwrap();
    assert!(by_page.ends_with(&format!("/preparation/le-fournil?cle={renewed}")), "a page names its list too");
}

#[tokio::test]
async fn a_list_moves_its_own_orders_only() {
    let town = Town::new();
    let visitor = town.visitor();
    let only_soup = with(&json!({ "panier": { "vrac": { "soupe": 1 } }, "total": "4,50 €" }));
    let order = Ordered::new(&visitor, &only_soup).await;
    let (bakery, hall) = (link(&town, "le-fournil").await, link(&town, "levier").await);
    let one = format!("commande={}", order.reference);
    press(&visitor, &bakery, &format!("{one}&geste=confirmer")).await.check(404, &[]);
    press(&visitor, &bakery, &format!("{one}&geste=remettre")).await.check(400, &[]);
    press(&visitor, &hall, &format!("{one}&geste=deposer")).await.check(404, &[]);
    press(&visitor, &bakery, "creneau=cafe/2026-11-25T12:00&geste=confirmer").await.check(200, &["\"moved\":0"]);
    assert_eq!(order.state(&visitor).await, "received");
    let path = format!("/preparation/vrac?cle={}&geste=confirmer&{one}", link(&town, "vrac").await.1);
    visitor.get(&path).await.check(200, &[]);
    assert_eq!(order.state(&visitor).await, "received", "a GET changes nothing");
}
