//! The staff's side: the queue, acceptance in steps, refusals, the counter.

use desk::inbox::Error;
use desk::reference::Reference;
use desk::request::Who;
use desk::store::Which;
use desk::workflow::update::{Intent, Purpose, Verdict};
use desk::workflow::{Deed, State};
use schema::words::Language;

use super::town::Town;

pub(crate) fn intent() -> Intent {
    Intent {
        file: "content/commerces/le-fournil.md".to_owned(),
        before_hash: "aa".to_owned(),
        after_hash: "bb".to_owned(),
        before_text: "---\ntelephone: 01 46 55 00 00\n---\n".to_owned(),
        after_text: "---\ntelephone: 01 46 55 11 22\n---\n".to_owned(),
        changes: Vec::new(),
    }
}

/// Accepts these fields of the first request that waits.
pub(crate) async fn accept(town: &Town, fields: &[&str]) -> Reference {
    let inbox = town.inbox();
    let reference = inbox.list(Which::Open).await.unwrap()[0].reference.clone();
    let fields: Vec<String> = fields.iter().map(|&field| field.to_owned()).collect();
    inbox.begin_accept(&reference, &fields, None, intent()).await.unwrap();
    inbox.finish(&reference).await.unwrap();
    reference
}

async fn two_fields(town: &Town) -> Reference {
    let answer =
        town.visitor().program().update("telephone=01+46+55+11+22&horaires=mar-sam+9h-14h").await.check(201, &[]);
    answer.json()["reference"].as_str().unwrap().parse().unwrap()
}

async fn state(town: &Town, reference: &Reference) -> State {
    town.inbox().show(reference, Language::French).await.unwrap().summary.state
}

#[tokio::test]
async fn a_request_is_shown_field_by_field_in_words() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    let shown = town.inbox().show(&reference, Language::French).await.unwrap();
    assert_eq!(shown.page(), "commerces/le-fournil");
    assert_eq!(shown.summary.subject, "Le Fournil");
    assert_eq!(shown.fields.iter().map(|field| field.label.as_str()).collect::<Vec<_>>(), ["Téléphone", "Horaires"]);
    assert!(!shown.fields[1].said.is_empty());
    assert!(shown.fields.iter().all(|field| field.change.is_some() && field.verdict.is_none()));
    assert_eq!(shown.history[0].by, Who::Visitor);
}

#[tokio::test]
async fn accepting_goes_from_intent_to_done() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    let inbox = town.inbox();
    inbox.begin_accept(&reference, &["telephone".to_owned()], None, intent()).await.unwrap();
    let pending = inbox.pending().await.unwrap();
    assert_eq!(pending.len(), 1);
    assert_eq!(pending[0].1.purpose, Purpose::Accept { fields: vec!["telephone".to_owned()] });
    assert_eq!(pending[0].1.intent, intent());
    assert_eq!(state(&town, &reference).await, State::Received);
    inbox.finish(&reference).await.unwrap();
    assert_eq!(state(&town, &reference).await, State::PartlyAccepted);
    assert!(inbox.pending().await.unwrap().is_empty());
    assert!(inbox.list(Which::Open).await.unwrap().is_empty());
    let shown = inbox.show(&reference, Language::French).await.unwrap();
    assert_eq!(shown.update().unwrap().made, Some(intent()));
    let verdicts: Vec<_> = shown.fields.iter().map(|field| field.verdict).collect();
    assert_eq!(verdicts, [Some(Verdict::Kept), Some(Verdict::NotKept)]);
}

#[tokio::test]
async fn accepting_every_field_is_accepting() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    accept(&town, &["telephone", "horaires"]).await;
    assert_eq!(state(&town, &reference).await, State::Accepted);
}

#[tokio::test]
async fn what_was_accepted_can_be_undone_and_accepted_again() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    accept(&town, &["telephone"]).await;
    let inbox = town.inbox();
    inbox.begin_undo(&reference, intent()).await.unwrap();
    assert_eq!(state(&town, &reference).await, State::PartlyAccepted);
    inbox.finish(&reference).await.unwrap();
    assert_eq!(state(&town, &reference).await, State::Received);
    accept(&town, &["telephone", "horaires"]).await;
    let shown = inbox.show(&reference, Language::French).await.unwrap();
    assert_eq!(shown.summary.state, State::Accepted);
    assert_eq!(shown.history.len(), 7);
}

#[tokio::test]
async fn a_change_that_was_given_up_leaves_the_request_as_it_was() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    let inbox = town.inbox();
    inbox.begin_accept(&reference, &["telephone".to_owned()], None, intent()).await.unwrap();
    inbox.abandon(&reference).await.unwrap();
    assert_eq!(state(&town, &reference).await, State::Received);
    accept(&town, &["telephone", "horaires"]).await;
    inbox.begin_undo(&reference, intent()).await.unwrap();
    inbox.abandon(&reference).await.unwrap();
    assert_eq!(state(&town, &reference).await, State::Accepted);
}

#[tokio::test]
async fn moves_that_the_state_does_not_allow_are_refused_and_change_nothing() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    let inbox = town.inbox();
    let fields = ["telephone".to_owned()];
    assert!(matches!(inbox.finish(&reference).await, Err(Error::Illegal(_))));
    assert!(matches!(inbox.abandon(&reference).await, Err(Error::Illegal(_))));
    assert!(matches!(inbox.begin_undo(&reference, intent()).await, Err(Error::Illegal(_))));
    assert!(matches!(inbox.reopen(&reference).await, Err(Error::Illegal(_))));
    inbox.begin_accept(&reference, &fields, None, intent()).await.unwrap();
    assert!(matches!(inbox.begin_accept(&reference, &fields, None, intent()).await, Err(Error::Illegal(_))));
    assert!(matches!(inbox.refuse(&reference, "non").await, Err(Error::Illegal(_))));
    inbox.finish(&reference).await.unwrap();
    assert!(matches!(inbox.refuse(&reference, "non").await, Err(Error::Illegal(_))));
    assert!(matches!(inbox.begin_accept(&reference, &fields, None, intent()).await, Err(Error::Illegal(_))));
    assert_eq!(inbox.show(&reference, Language::French).await.unwrap().history.len(), 3);
}

#[tokio::test]
async fn a_refusal_has_a_reason_and_can_be_taken_back() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    let inbox = town.inbox();
    assert!(matches!(inbox.refuse(&reference, "  ").await, Err(Error::NoReason)));
    inbox.refuse(&reference, "Le numéro ne répond pas").await.unwrap();
    assert_eq!(state(&town, &reference).await, State::Refused);
    let shown = inbox.show(&reference, Language::French).await.unwrap();
    assert_eq!(shown.history[1].deed, Deed::Refused { reason: "Le numéro ne répond pas".to_owned() });
    inbox.reopen(&reference).await.unwrap();
    assert_eq!(state(&town, &reference).await, State::Received);
}

#[tokio::test]
async fn only_fields_that_were_asked_for_can_be_accepted() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    let inbox = town.inbox();
    let strange = inbox.begin_accept(&reference, &["adresse".to_owned()], None, intent()).await;
    assert!(matches!(strange, Err(Error::NotAsked(keys)) if keys == ["adresse"]));
    assert!(matches!(inbox.begin_accept(&reference, &[], None, intent()).await, Err(Error::NoField)));
    let unknown: Reference = "MK-2222-2222".parse().unwrap();
    assert!(matches!(inbox.finish(&unknown).await, Err(Error::Unknown(_))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_acceptance_and_a_cancellation_at_once_one_wins() {
    for _ in 0..20 {
        let town = Town::new();
        let sent = town.visitor().program().update("telephone=01+46+55+11+22").await.check(201, &[]).json();
        let reference: Reference = sent["reference"].as_str().unwrap().parse().unwrap();
        let (path, key) = sent["tracking_url"].as_str().unwrap().split_once("?cle=").unwrap();
        let (path, body) = (format!("{path}/annuler"), format!("cle={key}"));
        let (visitor, inbox) = (town.visitor().program(), town.inbox());
        let cancelling = tokio::spawn(async move { visitor.post(&path, &body).await.status.as_u16() == 200 });
        let accepted = inbox.begin_accept(&reference, &["telephone".to_owned()], None, intent()).await.is_ok();
        assert_ne!(cancelling.await.unwrap(), accepted);
    }
}

#[tokio::test]
async fn a_request_is_told_as_it_was_kept_when_its_kind_is_gone() {
    let town = Town::new();
    let reference = two_fields(&town).await;
    std::fs::remove_file(town.bundle().join("bundle.json")).unwrap();
    let shown = town.inbox().show(&reference, Language::French).await.unwrap();
    assert_eq!(shown.fields[0].after, ["01 46 55 11 22"]);
    assert!(shown.fields[0].change.is_none());
}

#[tokio::test]
async fn a_long_queue_is_listed_whole_and_in_order() {
    let town = Town::with_settings("limits", serde_json::json!({ "submissions": 1000 }));
    let visitor = town.visitor().program();
    for number in 0..450 {
        visitor
            .update(&format!("telephone=01+46+55+{:02}+{:02}", number / 100 + 1, number % 100))
            .await
            .check(201, &[]);
    }
    let queue = town.inbox().list(Which::Open).await.unwrap();
    assert_eq!(queue.len(), 450);
    assert!(queue.is_sorted_by_key(|summary| (summary.received_at, summary.reference.clone())));
}
