//! The counter: what staff type for people, the slip these take home, and how
//! staff made sure of who asked.

use desk::inbox::{Absence, Entry, Error, Recorded};
use desk::request::Channel;
use desk::store::Which;
use desk::verified::Verified;
use desk::workflow::Deed;
use schema::tree::Node;
use schema::words::Language;
use serde_json::json;

use super::inbox::intent;
use super::town::Town;

const PAGE: &str = "commerces/le-fournil";

fn entry(controls: &[(&str, &str)]) -> Entry {
    Entry {
        form: "mise-a-jour-commerce".to_owned(),
        body: Node::from_controls([("_page", PAGE)].iter().chain(controls).copied()),
        absence: Absence::Keeps,
        channel: Channel::Phone,
        language: Language::French,
    }
}

async fn recorded(town: &Town) -> Recorded {
    town.inbox().record(entry(&[("telephone", "01 46 55 11 22")])).await.unwrap()
}

#[tokio::test]
async fn what_staff_type_goes_through_the_same_queue_with_its_channel() {
    let town = Town::new();
    let first = recorded(&town).await;
    assert_eq!(first.reference, recorded(&town).await.reference);
    assert_eq!(first.tracking_link, format!("https://malakoff.example{}", first.tracking_url));
    town.visitor().get(&first.tracking_url).await.check(200, &["par téléphone"]);
    let queue = town.inbox().list(Which::Open).await.unwrap();
    assert_eq!(queue.iter().map(|summary| summary.channel).collect::<Vec<_>>(), [Channel::Phone]);
    let faulty = town.inbox().record(entry(&[("telephone", "12")])).await;
    assert!(matches!(faulty, Err(Error::Refused { code: "invalid", faults, .. }) if faults[0].0 == "telephone"));
    let same = town.inbox().record(entry(&[("telephone", "01 46 55 00 00")])).await;
    assert!(matches!(same, Err(Error::Refused { code: "unchanged", faults, .. }) if faults.is_empty()));
    let mut elsewhere = entry(&[("telephone", "01 46 55 11 22")]);
    elsewhere.body = Node::from_controls([("_page", "commerces/ailleurs")]);
    assert!(
        matches!(town.inbox().record(elsewhere).await, Err(Error::UnknownPage(page)) if page == "commerces/ailleurs")
    );
}

#[tokio::test]
async fn a_list_is_said_whole_or_by_its_controls() {
    let town = Town::new();
    let products = json!({ "_page": PAGE, "produits": [{ "nom": "Flan", "prix": "3 €" }] });
    let mut whole = entry(&[]);
    (whole.body, whole.absence) = (Node::from_json(&products), Absence::Removes);
    let inbox = town.inbox();
    let by_control = inbox.record(entry(&[("produits.0.prix", "1,30 €")])).await.unwrap();
    let whole = inbox.record(whole).await.unwrap();
    let said = async |reference| inbox.show(&reference, Language::French).await.unwrap().fields[0].said.join(" ; ");
    assert!(!said(by_control.reference).await.contains("retiré"));
    assert!(said(whole.reference).await.contains("retiré"));
}

#[tokio::test]
async fn the_form_holds_what_is_published_under_what_was_typed() {
    let town = Town::new();
    let inbox = town.inbox();
    let pages: Vec<_> = inbox.sheets().unwrap().into_iter().map(|listed| listed.page).collect();
    assert_eq!(pages, ["activites/chorale", "commerces/la-mie", PAGE]);
    let held = |node: &Node, key: &str| node.get(key).and_then(Node::as_text).map(str::to_owned);
    let blank = inbox.form(PAGE, None).unwrap();
    assert_eq!(held(&blank.sent, "telephone").as_deref(), Some("01 46 55 00 00"));
    assert!(blank.faults.is_empty() && blank.code.as_deref() == Some("") && blank.fields.get("adresse").is_none());
    let typed = Node::from_controls([("telephone", "12"), ("_base.telephone", "01 46 55 00 99"), ("_code", "AB")]);
    let again = inbox.form(PAGE, Some(&typed)).unwrap();
    assert_eq!(held(&again.sent, "telephone").as_deref(), Some("12"));
    assert_eq!(held(&again.sent, "horaires").as_deref(), Some("mar-sam 8h-13h"));
    assert_eq!(held(again.base.as_ref().unwrap(), "telephone").as_deref(), Some("01 46 55 00 99"));
    assert_eq!((again.faults.len(), again.code.as_deref()), (1, Some("AB")));
    assert!(matches!(inbox.form("commerces/ailleurs", None), Err(Error::UnknownPage(_))));
}

#[tokio::test]
async fn a_slip_is_for_whoever_holds_the_key() {
    let town = Town::new();
    let Recorded { reference, tracking_url, tracking_link, .. } = recorded(&town).await;
    let (_, key) = tracking_url.split_once("?cle=").unwrap();
    let slip = town.inbox().slip(&reference, key).await.unwrap();
    assert_eq!((slip.tracking_link, slip.subject.as_str()), (tracking_link, "Le Fournil"));
    assert_eq!(slip.service.name.as_deref(), Some("Accueil de la mairie"));
    assert!(!slip.fields[0].said.is_empty());
    let other = if key.starts_with('a') { "b" } else { "a" };
    for wrong in [format!("{other}{}", &key[1..]), String::new(), key.to_uppercase()] {
        assert!(matches!(town.inbox().slip(&reference, &wrong).await, Err(Error::Unknown(_))), "{wrong}");
    }
}

#[tokio::test]
async fn how_staff_made_sure_is_kept_and_never_told_to_the_sender() {
    let town = Town::new();
    let Recorded { reference, tracking_url, .. } = recorded(&town).await;
    let inbox = town.inbox();
    let verified = async || inbox.show(&reference, Language::French).await.unwrap().verified;
    let fields = ["telephone".to_owned()];
    inbox.begin_accept(&reference, &fields, Some(Verified::Known), intent()).await.unwrap();
    inbox.abandon(&reference).await.unwrap();
    assert_eq!(verified().await, None, "what was given up was not accepted");
    inbox.begin_accept(&reference, &fields, Some(Verified::Visit), intent()).await.unwrap();
    inbox.finish(&reference).await.unwrap();
    assert_eq!(verified().await, Some(Verified::Visit));
    let shown = inbox.show(&reference, Language::French).await.unwrap();
    assert!(shown.history.iter().any(|event| event.deed.words(Language::French).contains("visite sur place")));
    for visitor in [town.visitor(), town.visitor().program()] {
        let page = visitor.get(&tracking_url).await.check(200, &["Le Fournil"]);
        assert!(!page.body.contains("visit"), "{}", page.body);
    }
    inbox.begin_undo(&reference, intent()).await.unwrap();
    inbox.finish(&reference).await.unwrap();
    assert_eq!(verified().await, None);
    inbox.begin_accept(&reference, &fields, None, intent()).await.unwrap();
    inbox.finish(&reference).await.unwrap();
    assert_eq!(verified().await, None, "an earlier note says nothing of a later acceptance");
}

#[test]
fn a_history_that_was_kept_before_there_were_notes_is_read() {
    let kept = json!({ "accept-begun": { "fields": ["telephone"] } });
    let deed: Deed = serde_json::from_value(kept.clone()).unwrap();
    assert_eq!(deed, Deed::AcceptBegun { fields: vec!["telephone".to_owned()], verified: None });
    assert_eq!(serde_json::to_value(&deed).unwrap(), kept);
}
