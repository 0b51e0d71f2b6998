//! Registering: places, turns, offers, prices, and the two households of a child.

use std::collections::BTreeMap;

use desk::inbox::Inbox;
use desk::store::{Lane, Store as _};
use desk::workflow::State;
use desk::workflow::register::SessionChange;
use schema::types::number::{Number, Options};
use schema::words::Language;
use serde_json::{Value as Json, json};

use super::town::{Answer, NOON, Town, Visitor};

pub(crate) const PATH: &str = "/formulaires/inscription";
const TWO_DAYS_ON: &str = "2026-11-25T11:00:00Z";

pub(crate) fn body(name: &str, session: &str) -> String {
    format!(
        "_page=activites%2Fchorale&seance={session}&prenom={name}&naissance=12%2F03%2F2016&responsable=Une+personne&courriel=essai%40exemple.fr"
    )
}

/// Someone registers, and what they follow it by.
pub(crate) async fn come(visitor: &Visitor, name: &str, session: &str) -> Followed {
    let answer = visitor.clone().program().post(PATH, &body(name, session)).await.check(201, &[]).json();
    Followed::of(&answer)
}

#[derive(Clone, Debug)]
pub(crate) struct Followed {
    pub(crate) reference: String,
    pub(crate) path: String,
    pub(crate) key: String,
    state: String,
}

impl Followed {
    pub(crate) fn of(answer: &Json) -> Self {
        let (path, key) = answer["tracking_url"].as_str().unwrap().split_once("?cle=").unwrap();
        let text = |key: &str| answer[key].as_str().unwrap().to_owned();
        Self { reference: text("reference"), path: path.to_owned(), key: key.to_owned(), state: text("state") }
    }

    async fn look(&self, visitor: &Visitor) -> Json {
        visitor.clone().program().get(&format!("{}?cle={}", self.path, self.key)).await.check(200, &[]).json()
    }

    pub(crate) async fn page(&self, visitor: &Visitor) -> Answer {
        visitor.get(&format!("{}?cle={}", self.path, self.key)).await.check(200, &[])
    }

    pub(crate) async fn state(&self, visitor: &Visitor) -> String {
        self.look(visitor).await["state"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn press(&self, visitor: &Visitor, button: &str) -> Answer {
        visitor.clone().program().post(&format!("{}/{button}", self.path), &format!("cle={}", self.key)).await
    }
}

pub(crate) async fn places(visitor: &Visitor, id: &str) -> (u64, u64) {
    let told = visitor.get("/places/chorale").await.check(200, &[]).json();
    let session = told["sessions"].as_array().unwrap().iter().find(|session| session["id"] == id).unwrap().clone();
    (session["taken"].as_u64().unwrap(), session["waiting"].as_u64().unwrap())
}

#[tokio::test]
async fn places_then_turns_then_full() {
    let town = Town::new();
    let visitor = town.visitor();
    let mut states = Vec::new();
    for name in ["Ada", "Bo", "Cy", "Di"] {
        states.push(come(&visitor, name, "soir").await.state);
    }
    assert_eq!(states, ["registered", "registered", "waiting", "waiting"]);
    assert_eq!(places(&visitor, "soir").await, (2, 2));
    let full = visitor.clone().program().post(PATH, &body("El", "soir")).await.check(409, &["complète"]).json();
    assert_eq!(full["code"], "full");
    assert_eq!(full["sessions"].as_array().unwrap().len(), 2, "what is left: {full}");
    let page = visitor.post(PATH, &body("El", "soir")).await;
    page.check(409, &["error-summary", "cette séance est complète", "value=\"El\"", "Matin", "12/03/2016"]);
    assert_eq!(places(&visitor, "soir").await, (2, 2), "nothing was recorded");
    assert_eq!(come(&visitor, "El", "matin").await.state, "registered");
}

#[tokio::test]
async fn a_session_that_began_or_was_cancelled_takes_nobody() {
    let mut town = Town::new();
    for session in ["passee", "inconnue"] {
        let status = if session == "passee" { 409 } else { 422 };
        town.visitor().program().post(PATH, &body("Ada", session)).await.check(status, &[]);
    }
    town.sessions[1]["annulee"] = json!("oui");
    town.announce(town.sessions.clone());
    let told = town.visitor().program().post(PATH, &body("Ada", "matin")).await.check(409, &["too_late"]).json();
    assert!(told["message"].as_str().unwrap().contains("annulée"));
}

#[tokio::test]
async fn every_fault_is_told_at_once_and_nothing_is_lost() {
    let town = Town::new();
    let sent =
        "_page=activites%2Fchorale&seance=matin&prenom=&naissance=12%2F03%2F2025&responsable=Une+personne&telephone=12";
    let answer = town.visitor().program().post(PATH, sent).await.check(422, &[]).json();
    let fields: Vec<_> = answer["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
    for field in ["prenom", "naissance", "telephone"] {
        assert!(fields.contains(&json!(field)), "{field} in {fields:?}");
    }
    let page = town.visitor().post(PATH, sent).await;
    page.check(
        422,
        &["au moins 6 ans le jour de la séance", "value=\"Une personne\"", "value=\"12\"", "name=\"_key\""],
    );
}

#[tokio::test]
async fn a_freed_place_is_offered_taken_in_time_and_told() {
    let town = Town::new();
    let visitor = town.visitor();
    let ada = come(&visitor, "Ada", "soir").await;
    let _bo = come(&visitor, "Bo", "soir").await;
    let cy = come(&visitor, "Cy", "soir").await;
    let di = come(&visitor, "Di", "soir").await;
    assert_eq!(di.look(&visitor).await["turn"], 2);
    di.page(&visitor).await.check(200, &["Rang dans la liste d’attente", "<dd>2</dd>"]);
    cy.press(&visitor, "accepter").await.check(409, &["liste d’attente"]);
    ada.press(&visitor, "annuler").await.check(200, &["cancelled"]);
    ada.press(&visitor, "annuler").await.check(200, &["cancelled"]);
    assert_eq!((cy.state(&visitor).await, di.state(&visitor).await), ("offered".into(), "waiting".into()));
    assert_eq!(di.look(&visitor).await["turn"], 1);
    assert_eq!(places(&visitor, "soir").await, (2, 1), "the place is kept for whom it is offered to");
    cy.page(&visitor).await.check(200, &["mercredi 25 novembre 2026 à 12 h", "Accepter la place"]);
    cy.press(&visitor, "accepter").await.check(200, &["registered"]);
    cy.press(&visitor, "accepter").await.check(200, &["registered"]);
    assert_eq!(places(&visitor, "soir").await, (2, 1));
}

#[tokio::test]
async fn a_deadline_passes_whether_or_not_anything_runs() {
    let town = Town::new();
    let visitor = town.visitor();
    let ada = come(&visitor, "Ada", "soir").await;
    let _bo = come(&visitor, "Bo", "soir").await;
    let cy = come(&visitor, "Cy", "soir").await;
    let di = come(&visitor, "Di", "soir").await;
    ada.press(&visitor, "annuler").await.check(200, &[]);
    let later = town.visitor_at(TWO_DAYS_ON);
    assert_eq!(cy.state(&later).await, "lapsed");
    cy.press(&later, "accepter").await.check(409, &["sans réponse"]);
    assert_eq!(di.state(&later).await, "waiting", "nobody's time runs before they were told");
    assert!(town.desk(TWO_DAYS_ON).tick().await.unwrap().done > 0);
    assert_eq!(di.state(&later).await, "offered");
    di.press(&later, "accepter").await.check(200, &["registered"]);
    assert_eq!(places(&later, "soir").await, (2, 0));
    assert_eq!(cy.state(&later).await, "lapsed");
}

#[tokio::test]
async fn a_session_made_larger_takes_who_waits_first() {
    let mut town = Town::new();
    let visitor = town.visitor();
    for name in ["Ada", "Bo"] {
        come(&visitor, name, "soir").await;
    }
    let cy = come(&visitor, "Cy", "soir").await;
    town.sessions[0]["places"] = json!("3");
    town.announce(town.sessions.clone());
    let later = "2026-11-23T11:20:00Z";
    assert_eq!(come(&town.visitor_at(later), "Di", "soir").await.state, "waiting", "nobody overtakes who waits");
    town.desk(later).tick().await.unwrap();
    assert_eq!(cy.state(&town.visitor_at(later)).await, "offered");
}

#[tokio::test]
async fn whatever_comes_at_once_capacity_holds() {
    let mut town = Town::new();
    town.sessions[0]["places"] = json!("12");
    town.sessions[0]["attente"] = json!("5");
    town.announce(town.sessions.clone());
    // Two desks over one store: two processes, each with its own turns.
    let visitors = [town.visitor(), town.visitor()];
    let sendings: Vec<_> = (0..200)
        .map(|number| {
            let visitor = visitors[number % 2].clone().program();
            tokio::spawn(async move { visitor.post(PATH, &body(&format!("P{number}"), "soir")).await })
        })
        .collect();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for sending in sendings {
        let answer = sending.await.unwrap();
        let said = if answer.status == 201 { answer.json()["state"].clone() } else { answer.json()["code"].clone() };
        *told.entry(said.as_str().unwrap().to_owned()).or_default() += 1;
    }
    let wanted = [("full", 183), ("registered", 12), ("waiting", 5)];
    assert_eq!(told.iter().map(|(said, count)| (said.as_str(), *count)).collect::<Vec<_>>(), wanted);
    assert_eq!(places(&visitors[0], "soir").await, (12, 5));
}

#[tokio::test]
async fn the_same_sending_holds_one_place() {
    let town = Town::new();
    let visitor = town.visitor().program();
    let keyed = visitor.clone().with("idempotency-key", "une-cle");
    let first = keyed.post(PATH, &body("Ada", "soir")).await.check(201, &[]).json();
    for _ in 0..3 {
        assert_eq!(keyed.post(PATH, &body("Ada", "soir")).await.check(200, &[]).json(), first);
    }
    assert_eq!(places(&visitor, "soir").await, (1, 0));
    for name in ["Bo", "Cy", "Di"] {
        come(&visitor, name, "soir").await;
    }
    assert_eq!(keyed.post(PATH, &body("Ada", "soir")).await.check(200, &[]).json(), first, "though it is full by now");
    keyed.post(PATH, &body("Eve", "matin")).await.check(409, &["key_reused"]);
    let late = town.visitor_at("2026-12-20T11:00:00Z").program().with("idempotency-key", "une-cle");
    assert_eq!(late.post(PATH, &body("Ada", "soir")).await.check(200, &[]).json(), first, "though it is over by now");
}

#[tokio::test]
async fn two_households_hold_one_place_and_see_only_their_own() {
    let town = Town::new();
    let visitor = town.visitor().program();
    let first = come(&visitor, "Zoe", "soir").await;
    let code = first.look(&visitor).await["household_code"].as_str().unwrap().to_owned();
    first.page(&town.visitor()).await.check(200, &[&code]);
    let second = |name: &str, session: &str| {
        body(name, session).replace("Une+personne", "L%27autre").replace("essai", "autre") + "&autre_foyer=" + &code
    };
    for (name, session) in [("Zac", "soir"), ("Zoe", "matin")] {
        visitor.post(PATH, &second(name, session)).await.check(422, &["autre_foyer"]);
    }
    let other = Followed::of(&visitor.post(PATH, &second("ZOÉ", "soir")).await.check(201, &[]).json());
    assert_eq!((other.state.as_str(), places(&visitor, "soir").await), ("registered", (1, 0)));
    let seen = first.page(&town.visitor()).await;
    assert!(!seen.body.contains("autre@exemple.fr") && !seen.body.contains("L’autre\""));
    assert!(!other.page(&town.visitor()).await.body.contains("essai@exemple.fr"));
    visitor.post(PATH, &second("Zoe", "soir").replace("autre%40", "tiers%40")).await.check(422, &["autre_foyer"]);
    first.press(&visitor, "annuler").await.check(200, &[]);
    assert_eq!(places(&visitor, "soir").await, (1, 0), "the other household keeps the place");
    other.press(&visitor, "annuler").await.check(200, &[]);
    assert_eq!(places(&visitor, "soir").await, (0, 0));
}

#[tokio::test]
async fn a_price_is_the_highest_until_a_proof_is_seen() {
    let town = Town::new();
    let visitor = town.visitor();
    let ada = come(&visitor, "Ada", "soir").await;
    ada.page(&visitor).await.check(200, &["9,00 €", "Tarif provisoire", "moins de trois mois"]);
    let inbox = town.inbox();
    let quotient = Number::parse("500", &Options::default()).unwrap();
    let quote = inbox.rate(&ada.reference.parse().unwrap(), quotient).await.unwrap();
    assert_eq!(quote.before.unwrap().price.cents(), 900);
    assert_eq!(quote.after.price.cents(), 300);
    ada.page(&visitor).await.check(200, &["3,00 €", "justificatif vu"]);
    let shown = inbox.show(&ada.reference.parse().unwrap(), Language::French).await.unwrap();
    assert!(shown.history.iter().any(|event| event.deed.words(Language::French).contains("tarif fixé à 3,00")));
}

#[tokio::test]
async fn a_cancel_link_is_not_fired_by_looking() {
    let town = Town::new();
    let visitor = town.visitor();
    let ada = come(&visitor, "Ada", "soir").await;
    for method in ["GET", "HEAD"] {
        let path = format!("{}/annuler?cle={}", ada.path, ada.key);
        assert_eq!(visitor.send(method, &path, "", Vec::new()).await.status, 405);
    }
    assert_eq!(ada.state(&visitor).await, "registered");
    let after = town.visitor_at("2026-12-18T19:00:00Z");
    ada.press(&after, "annuler").await.check(409, &[]);
}

#[tokio::test]
async fn the_leader_s_list_has_everybody_and_how_to_reach_them() {
    let town = Town::new();
    let visitor = town.visitor();
    let names = ["Ada", "Bo", "Cy"];
    for name in names {
        come(&visitor, name, "soir").await;
    }
    let list = town.inbox().session("activites/chorale", "soir", Language::French).await.unwrap();
    let states: Vec<_> = list.lines.iter().map(|line| (line.state, line.turn)).collect();
    assert_eq!(states, [(State::Registered, None), (State::Registered, None), (State::Waiting, Some(1))]);
    assert_eq!((list.announced.taken, list.announced.waiting), (2, 1));
    let holder = &list.lines[0].holders[0];
    assert_eq!(holder.reach.email.as_deref(), Some("essai@exemple.fr"));
    let labels: Vec<_> = holder.fields.iter().map(|field| field.label.as_str()).collect();
    assert_eq!(labels, ["Prénom", "Date de naissance", "Responsable", "Courriel"], "in the order of the form");
    assert_eq!(holder.fields[0].after, ["Ada"]);
}

async fn warned(inbox: &Inbox) -> Vec<SessionChange> {
    inbox.to_warn().await.unwrap().into_iter().map(|warned| warned.change).collect()
}

#[tokio::test]
async fn a_session_that_changes_deletes_nobody_and_names_who_is_to_be_warned() {
    let mut town = Town::new();
    let visitor = town.visitor();
    let ada = come(&visitor, "Ada", "matin").await;
    assert_eq!(warned(&town.inbox()).await, []);
    let mut sessions = town.sessions.clone();
    sessions[1]["debut"] = json!("2026-12-19 11:00");
    town.announce(sessions.clone());
    let moved = warned(&town.inbox()).await;
    assert!(matches!(moved[..], [SessionChange::Moved(at)] if at.to_string() == "2026-12-19T10:00:00Z"), "{moved:?}");
    sessions[1]["annulee"] = json!("oui");
    town.announce(sessions.clone());
    assert_eq!(warned(&town.inbox()).await, [SessionChange::Cancelled]);
    sessions.as_array_mut().unwrap().remove(1);
    town.announce(sessions);
    assert_eq!(warned(&town.inbox()).await, [SessionChange::Gone]);
    assert_eq!(ada.state(&town.visitor()).await, "registered");
    ada.page(&town.visitor()).await.check(200, &["Matin", "samedi 19 décembre 2026 à 10 h"]);
}

#[tokio::test]
async fn whoever_is_to_be_told_has_an_errand_written_with_the_event() {
    let town = Town::new();
    let visitor = town.visitor();
    let ada = come(&visitor, "Ada", "soir").await;
    ada.press(&visitor, "annuler").await.check(200, &[]);
    let due = town.store.errands(Lane::Post, NOON.parse().unwrap(), 10).await.unwrap();
    let ids: Vec<_> = due.iter().map(|errand| errand.id.clone()).collect();
    assert!(ids.contains(&format!("avis-{}-received-1", ada.reference)), "{ids:?}");
    assert!(ids.contains(&format!("avis-{}-cancelled-2", ada.reference)), "{ids:?}");
    assert!(due.iter().all(|errand| !errand.task.to_string().contains("exemple.fr")), "an errand names nobody");
}
