//! The staff's side of registrations: lists, warnings, prices, what is typed for
//! people at the counter.

use desk::inbox::{Absence, Entry, Error, Sessions};
use desk::request::Channel;
use desk::workflow::State;
use desk::workflow::register::SessionChange;
use schema::tree::Node;
use schema::types::number::{Number, Options};
use schema::words::Language;
use serde_json::json;

use super::register::come;
use super::town::Town;

const PAGE: &str = "activites/chorale";

fn entry(name: &str, session: &str, more: &[(&str, &str)]) -> Entry {
    let own = [("_page", PAGE), ("seance", session), ("prenom", name), ("naissance", "12/03/2016")];
    let controls = own.into_iter().chain([("responsable", "Une personne")]).chain(more.iter().copied());
    Entry {
        form: "inscription".to_owned(),
        body: Node::from_controls(controls),
        absence: Absence::Keeps,
        channel: Channel::Phone,
        language: Language::French,
    }
}

#[tokio::test]
async fn who_calls_is_registered_as_who_writes() {
    let town = Town::new();
    let inbox = town.inbox();
    let recorded = inbox.record(entry("Ada", "soir", &[("telephone", "01 99 00 14 01")])).await.unwrap();
    assert_eq!(recorded.state, State::Registered);
    let shown = inbox.show(&recorded.reference, Language::French).await.unwrap();
    assert_eq!((shown.summary.channel, shown.summary.proof), (Channel::Phone, None));
    assert_eq!(shown.reach.phone.as_deref(), Some("01 99 00 14 01"));
    let key = recorded.tracking_url.split_once("?cle=").unwrap().1;
    let slip = inbox.slip(&recorded.reference, key).await.unwrap();
    let seat = slip.seat.unwrap();
    assert_eq!(
        (seat.state, seat.session.as_deref(), seat.quote.unwrap().price.cents()),
        (State::Registered, Some("Soir"), 900)
    );
}

#[tokio::test]
async fn what_staff_type_is_told_every_fault_and_kept() {
    let town = Town::new();
    let Err(Error::Refused { code, faults, again: Some(again), .. }) =
        town.inbox().record(entry("", "soir", &[("telephone", "12")])).await
    else {
        panic!("a faulty entry is refused")
    };
    let fields: Vec<_> = faults.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!((code, fields), ("invalid", vec!["prenom", "telephone"]));
    assert_eq!(again.sent.get("telephone").and_then(Node::as_text), Some("12"));
    assert_eq!(again.faults.len(), 2);
}

#[tokio::test]
async fn a_full_session_says_what_is_left() {
    let town = Town::new();
    let inbox = town.inbox();
    for name in ["Ada", "Bo", "Cy", "Di"] {
        inbox.record(entry(name, "soir", &[])).await.unwrap();
    }
    let refused = inbox.record(entry("El", "soir", &[])).await;
    let Err(Error::Refused { code: "full", again: Some(again), .. }) = refused else { panic!("{refused:?}") };
    let left: Vec<_> = again.left.iter().map(|left| (left.session.as_str(), left.places, left.turns)).collect();
    assert_eq!(left, [("soir", 0, 0), ("matin", 12, 0)]);
}

#[tokio::test]
async fn the_pages_to_pick_from_are_those_that_can_be_registered_for() {
    let mut town = Town::new();
    let listed = |town: &Town| town.inbox().sheets().unwrap().into_iter().any(|listed| listed.page == PAGE);
    assert!(listed(&town));
    let past = town.sessions[2].clone();
    town.announce(json!([past]));
    assert!(!listed(&town), "no session is open any more");
    assert!(town.inbox().sessions(Sessions::ToCome).await.unwrap().is_empty());
    assert_eq!(town.inbox().sessions(Sessions::Past).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_list_numbers_places_and_says_what_its_leader_needs() {
    let town = Town::new();
    let inbox = town.inbox();
    for name in ["Ada", "Bo", "Cy"] {
        inbox.record(entry(name, "soir", &[("urgence", "01 99 00 14 09")])).await.unwrap();
    }
    let list = inbox.session(PAGE, "soir", Language::French).await.unwrap();
    let numbers: Vec<_> = list.lines.iter().map(|line| (line.place, line.turn)).collect();
    assert_eq!(numbers, [(Some(1), None), (Some(2), None), (None, Some(1))]);
    let ada = &list.lines[0].holders[0];
    assert_eq!(ada.person, "Ada, 12\u{a0}mars 2016");
    assert_eq!(
        ada.notes.iter().map(|note| note.after.concat()).collect::<Vec<_>>(),
        ["01\u{a0}99\u{a0}00\u{a0}14\u{a0}09"]
    );
}

#[tokio::test]
async fn who_was_warned_is_not_warned_again_until_something_else_changes() {
    let mut town = Town::new();
    let ada = come(&town.visitor(), "Ada", "matin").await.reference.parse().unwrap();
    let mut sessions = town.sessions.clone();
    sessions[1]["debut"] = json!("2026-12-19 11:00");
    town.announce(sessions.clone());
    let inbox = town.inbox();
    let warned = inbox.to_warn().await.unwrap();
    assert!(warned[0].text.contains("2026 à 11"), "{}", warned[0].text);
    assert!(matches!(inbox.warned(&ada).await.unwrap(), Some(SessionChange::Moved(_))));
    assert_eq!(inbox.warned(&ada).await.unwrap(), None, "twice is the same as once");
    assert!(inbox.to_warn().await.unwrap().is_empty());
    sessions[1]["annulee"] = json!("oui");
    town.announce(sessions);
    assert_eq!(town.inbox().to_warn().await.unwrap().len(), 1, "a cancelled session is other news");
}

#[tokio::test]
async fn an_old_tracking_page_says_that_the_session_changed() {
    let mut town = Town::new();
    let ada = come(&town.visitor(), "Ada", "matin").await;
    ada.page(&town.visitor()).await.check(200, &["Votre place est réservée"]);
    let mut sessions = town.sessions.clone();
    sessions[1]["annulee"] = json!("oui");
    town.announce(sessions);
    ada.page(&town.visitor()).await.check(200, &["Cette séance est annulée"]);
}

#[tokio::test]
async fn settling_a_price_twice_alike_is_the_same_as_once() {
    let town = Town::new();
    let ada = come(&town.visitor(), "Ada", "soir").await.reference.parse().unwrap();
    let quotient = |text: &str| Number::parse(text, &Options { decimals: 2, ..Options::default() }).unwrap();
    for (typed, before, after) in [("500", 900, 300), ("500", 300, 300), ("500,01", 300, 900)] {
        let rated = town.inbox().rate(&ada, quotient(typed)).await.unwrap();
        assert_eq!((rated.before.unwrap().price.cents(), rated.after.price.cents()), (before, after), "{typed}");
    }
    assert_eq!(town.inbox().show(&ada, Language::French).await.unwrap().history.len(), 3, "received, settled twice");
}

#[tokio::test]
async fn staff_take_and_give_up_a_place_for_who_calls() {
    let town = Town::new();
    let inbox = town.inbox();
    let mut references = Vec::new();
    for name in ["Ada", "Bo", "Cy"] {
        references.push(inbox.record(entry(name, "soir", &[])).await.unwrap().reference);
    }
    assert!(matches!(inbox.take(&references[2]).await, Err(Error::Illegal(_))), "nothing is offered yet");
    inbox.cancel(&references[0]).await.unwrap();
    inbox.take(&references[2]).await.unwrap();
    inbox.take(&references[2]).await.unwrap();
    let shown = inbox.show(&references[2], Language::French).await.unwrap();
    assert_eq!((shown.summary.state, shown.history.len()), (State::Registered, 3));
}
