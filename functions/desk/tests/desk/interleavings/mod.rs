//! Any order of people who come, give up, take, are refused, send again, while
//! time goes by: never one place too many, never one place offered twice, and the
//! book of a session says of everybody what their record says.

mod model;

use std::collections::BTreeMap;

use desk::inbox::Inbox;
use desk::store::{Store as _, Which};
use desk::workflow::places::Place;
use desk::workflow::register::Standing;
use desk::workflow::{Deed, Matter};
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::sample::select;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use super::register::{Followed, PATH, body};
use super::town::{Answer, NOON, Town, Visitor};
use model::{At, Model, SEATS, TURNS};

/// Offers made until here end before the session begins.
const LAST: &str = "2026-12-16T00:00:00Z";

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
enum Deeds {
    /// Somebody comes: by a key that was perhaps used, or without.
    Come(Option<u8>),
    Cancel(usize),
    Take(usize),
    Refuse(usize),
    /// Hours go by.
    Wait(u8),
    Tick,
}

fn deed() -> impl Strategy<Value = Deeds> {
    prop_oneof![
        8 => Just(Deeds::Come(None)),
        4 => (0..4_u8).prop_map(|key| Deeds::Come(Some(key))),
        6 => any::<usize>().prop_map(Deeds::Cancel),
        5 => any::<usize>().prop_map(Deeds::Take),
        2 => any::<usize>().prop_map(Deeds::Refuse),
        4 => select(vec![1, 47, 48]).prop_map(Deeds::Wait),
        3 => Just(Deeds::Tick),
    ]
}

/// A town whose session fills up fast, and everybody who came to it.
struct Scene {
    town: Town,
    now: Timestamp,
    came: Vec<Followed>,
    keys: BTreeMap<u8, usize>,
    names: u32,
}

impl Scene {
    fn new() -> Self {
        let (mut town, now) = (Town::new(), NOON.parse().unwrap());
        town.sessions[0]["places"] = json!(SEATS.to_string());
        town.sessions[0]["attente"] = json!(TURNS.to_string());
        town.announce(town.sessions.clone());
        Self { town, now, came: Vec::new(), keys: BTreeMap::new(), names: 0 }
    }

    /// A desk of its own each time, over the one store: another process.
    fn visitor(&self) -> Visitor {
        self.town.visitor_at(&self.now.to_string()).program()
    }

    /// What somebody sends: with one key always the same, else always something new.
    fn sending(&mut self, key: Option<u8>) -> (Visitor, String) {
        let visitor = self.visitor();
        if let Some(key) = key {
            return (visitor.with("idempotency-key", &format!("cle-{key}")), body(&format!("Cle{key}"), "soir"));
        }
        self.names += 1;
        (visitor, body(&format!("P{}", self.names), "soir"))
    }

    /// Keeps who was let in. The same key leads to the same registration for ever.
    fn let_in(&mut self, key: Option<u8>, answer: &Answer) -> Option<usize> {
        let followed = match answer.status.as_u16() {
            201 | 200 => Followed::of(&answer.json()),
            409 => return None,
            _ => panic!("{answer:?}"),
        };
        let known = key.and_then(|key| self.keys.get(&key).copied());
        let Some(known) = known else {
            assert_eq!(answer.status, 201, "nobody had that key: {answer:?}");
            self.came.push(followed);
            let index = self.came.len() - 1;
            self.keys.extend(key.map(|key| (key, index)));
            return Some(index);
        };
        assert_eq!((answer.status.as_u16(), &followed.reference), (200, &self.came[known].reference));
        Some(known)
    }

    async fn tick(&self) {
        let desk = self.town.desk(&self.now.to_string());
        while desk.tick().await.unwrap().done > 0 {}
    }

    /// Hours go by, never until the session begins.
    fn wait(&mut self, hours: u8) {
        let then = self.now + SignedDuration::from_hours(i64::from(hours));
        if then < LAST.parse().unwrap() {
            self.now = then;
        }
    }

    fn inbox(&self) -> Inbox {
        Inbox::new(self.town.desk(&self.now.to_string()))
    }

    /// One after the other, by the model.
    async fn step(&mut self, model: &mut Model, deed: Deeds) {
        match deed {
            Deeds::Come(key) => self.come(model, key).await,
            Deeds::Wait(hours) => self.wait(hours),
            Deeds::Tick => {
                self.tick().await;
                model.pass_on(self.now);
            }
            Deeds::Cancel(who) | Deeds::Take(who) | Deeds::Refuse(who) if !self.came.is_empty() => {
                let who = who % self.came.len();
                let done = self.made(deed, who).await;
                let expected = match deed {
                    Deeds::Cancel(_) => model.leave(who, At::Cancelled, self.now),
                    Deeds::Take(_) => model.take(who, self.now),
                    _ => model.leave(who, At::Refused, self.now),
                };
                assert_eq!(done, expected, "{deed:?} of {who}, {:?}", model.people);
            }
            Deeds::Cancel(_) | Deeds::Take(_) | Deeds::Refuse(_) => {}
        }
    }

    async fn come(&mut self, model: &mut Model, key: Option<u8>) {
        let is_again = key.is_some_and(|key| self.keys.contains_key(&key));
        let (visitor, body) = self.sending(key);
        let answer = visitor.post(PATH, &body).await;
        let came = self.let_in(key, &answer);
        let expected = is_again || model.come(self.now);
        assert_eq!(came.is_some(), expected, "{:?}", model.people);
    }

    async fn made(&self, deed: Deeds, who: usize) -> bool {
        let followed = &self.came[who];
        let button = match deed {
            Deeds::Cancel(_) => "annuler",
            Deeds::Take(_) => "accepter",
            _ => return self.inbox().refuse(&followed.reference.parse().unwrap(), "Un motif.").await.is_ok(),
        };
        let answer = followed.press(&self.visitor(), button).await;
        assert!(matches!(answer.status.as_u16(), 200 | 409), "{answer:?}");
        answer.status == 200
    }

    /// What must hold at every moment, whatever happened.
    async fn check(&self) {
        let book = self.town.store.book("session/inscription/activites/chorale/soir".to_owned()).await.unwrap();
        let lines: Vec<(Vec<String>, Place)> = lines(&book.content);
        let taken = lines.iter().filter(|(_, place)| *place == Place::Seated || place.is_offered(self.now)).count();
        let waiting = lines.iter().filter(|(_, place)| *place == Place::Waiting).count();
        assert!(taken <= SEATS && waiting <= TURNS, "{taken} taken, {waiting} waiting");
        let requests = self.town.store.list(Which::All, None, 500).await.unwrap();
        assert_eq!(requests.len(), self.came.len(), "as many records as people who were let in");
        for request in &requests {
            let Matter::Register(register) = &request.matter else { panic!("a stranger") };
            let own: Vec<Place> = lines
                .iter()
                .filter(|(holders, _)| holders.contains(&request.reference.to_string()))
                .map(|(_, place)| *place)
                .collect();
            match register.standing {
                Standing::In(place @ Place::Offered { .. }) if !place.is_offered(self.now) => {
                    assert!(own.is_empty() || own == [place], "{own:?} of a lapsed offer");
                }
                Standing::In(place) => assert_eq!(own, [place], "the book and the record of {}", request.reference),
                Standing::Left | Standing::Refused { .. } => assert_eq!(own, [], "who left holds nothing"),
            }
            let offers = request.history.iter().filter(|event| matches!(event.deed, Deed::Offered { .. })).count();
            assert!(offers <= 1, "offered {offers} times");
        }
        let holders: usize = lines.iter().map(|(holders, _)| holders.len()).sum();
        let known: Vec<_> = requests.iter().map(|request| request.reference.to_string()).collect();
        assert!(holders <= known.len() && lines.iter().flat_map(|(holders, _)| holders).all(|it| known.contains(it)));
    }

    async fn check_states(&self, model: &Model) {
        let visitor = self.visitor();
        for (who, followed) in self.came.iter().enumerate() {
            assert_eq!(followed.state(&visitor).await, model.state(who, self.now), "{who} of {:?}", model.people);
        }
    }

    /// Everything at once: what comes first is nobody's business.
    async fn at_once(&mut self, deeds: &[Deeds]) {
        let mut coming = Vec::new();
        let mut doing = Vec::new();
        for deed in deeds {
            match *deed {
                Deeds::Come(key) => {
                    let (visitor, body) = self.sending(key);
                    coming.push((key, tokio::spawn(async move { visitor.post(PATH, &body).await })));
                }
                Deeds::Cancel(who) | Deeds::Take(who) if !self.came.is_empty() => {
                    let followed = self.came[who % self.came.len()].clone();
                    let button = if matches!(deed, Deeds::Cancel(_)) { "annuler" } else { "accepter" };
                    let visitor = self.visitor();
                    doing.push(tokio::spawn(async move {
                        let answer = followed.press(&visitor, button).await;
                        assert!(matches!(answer.status.as_u16(), 200 | 409), "{answer:?}");
                    }));
                }
                Deeds::Refuse(who) if !self.came.is_empty() => {
                    let reference = self.came[who % self.came.len()].reference.parse().unwrap();
                    let inbox = self.inbox();
                    doing.push(tokio::spawn(async move { drop(inbox.refuse(&reference, "Un motif.").await) }));
                }
                Deeds::Tick => {
                    let desk = self.town.desk(&self.now.to_string());
                    doing.push(tokio::spawn(async move {
                        let _done = desk.tick().await.unwrap();
                    }));
                }
                Deeds::Wait(_) | Deeds::Cancel(_) | Deeds::Take(_) | Deeds::Refuse(_) => {}
            }
        }
        let mut answers = Vec::new();
        for (key, answer) in coming {
            answers.push((key, answer.await.unwrap()));
        }
        for done in doing {
            done.await.unwrap();
        }
        // Of those that were sent by one key at once, the first that was let in is told first.
        answers.sort_by_key(|(_, answer)| answer.status != 201);
        for (key, answer) in answers {
            let _who = self.let_in(key, &answer);
        }
    }
}

fn lines(book: &serde_json::Value) -> Vec<(Vec<String>, Place)> {
    let lines = book["lines"].as_array().cloned().unwrap_or_default();
    let line = |line: serde_json::Value| {
        let holders = serde_json::from_value(line["holders"].clone()).unwrap();
        (holders, serde_json::from_value(line["place"].clone()).unwrap())
    };
    lines.into_iter().map(line).collect()
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_time: 30_000, ..ProptestConfig::default() })]

    #[test]
    fn one_after_the_other_the_desk_does_what_arithmetic_says(deeds in vec(deed(), 6..40)) {
        runtime().block_on(async {
            let (mut scene, mut model) = (Scene::new(), Model::default());
            for deed in deeds {
                scene.step(&mut model, deed).await;
                scene.check().await;
                scene.check_states(&model).await;
            }
        });
    }

    #[test]
    fn all_at_once_no_place_is_given_twice_and_no_key_counts_twice(
        batches in vec((vec(deed(), 2..10), 0..60_u8), 1..6),
    ) {
        runtime().block_on(async {
            let mut scene = Scene::new();
            for (deeds, hours) in batches {
                scene.at_once(&deeds).await;
                scene.check().await;
                scene.wait(hours);
                scene.check().await;
            }
            scene.tick().await;
            scene.check().await;
            // Whatever was cut short, nobody waits beside a place that is free.
            let (taken, waiting) = super::register::places(&scene.visitor(), "soir").await;
            assert!(waiting == 0 || taken == SEATS as u64, "{waiting} wait while {taken} are taken");
        });
    }
}
