//! The line and the server go wrong; what people sent does not.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use desk::store::{Book, Errand, Lane, Rate, Saved, Saving, Store, Submission, Submitted, Which};
use jiff::SignedDuration;
use serde_json::json;

use super::Table;
use super::wire::{Call, Fault, Wire};
use crate::store::{at, digest, reference, request, submission};

impl Table {
    async fn wire(&self, script: impl Fn(&Call) -> Fault + Send + Sync + 'static) -> Arc<dyn Store> {
        let server = self.access.endpoint.clone().expect("a line can be put before an endpoint only");
        let wire = Wire::to(&server, script).await;
        self.through(wire.url())
    }
}

fn is_write(call: &Call) -> bool {
    call.operation == "TransactWriteItems"
}

/// Chance that is the same in every run.
fn chance(number: usize) -> u8 {
    blake3::hash(&number.to_le_bytes()).as_bytes()[0]
}

/// About every second call goes wrong, in every way that there is.
fn storm(call: &Call) -> Fault {
    match chance(call.number) {
        0..=25 => Fault::Throttled,
        26..=40 => Fault::Limited,
        41..=65 => Fault::Conflict,
        66..=75 => Fault::Internal,
        76..=90 => Fault::Slow(40),
        91..=105 => Fault::CutBefore,
        106..=130 => Fault::CutAfter,
        _ => Fault::None,
    }
}

fn keyed(number: usize) -> Submission {
    let mut submission = submission(number);
    submission.marks.identity = Some(digest(50_000 + number));
    submission.rate = Some(Rate { network: digest(7_777), most: 1_000, within: SignedDuration::from_mins(10) });
    submission
}

/// What a client does that was told to come back: it sends the same again.
async fn insist(store: &dyn Store, submission: &Submission) -> String {
    for _ in 0..40 {
        match store.submit(submission.clone()).await {
            Ok(Submitted::Recorded(request)) => return request.reference.to_string(),
            Ok(Submitted::Again(recalled)) => return recalled.request.reference.to_string(),
            Ok(other) => panic!("{other:?}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    panic!("nothing went through")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_at_once_through_a_storm_are_each_there_once() {
    let table = Table::new().await;
    let store = table.wire(storm).await;
    let tasks: Vec<_> = (0..192)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { insist(store.as_ref(), &keyed(number)).await })
        })
        .collect();
    let mut answered = BTreeSet::new();
    for task in tasks {
        answered.insert(task.await.unwrap());
    }
    let plain = table.store();
    let kept: Vec<_> = plain.list(Which::All, None, 1_000).await.unwrap();
    assert_eq!(kept.iter().map(|request| request.reference.to_string()).collect::<BTreeSet<_>>(), answered);
    assert_eq!(kept.len(), 192);
    assert_eq!(plain.list(Which::Open, None, 1_000).await.unwrap().len(), 192);
    let counted = table.client().get_item().table_name(&table.access.table);
    let network = blake3::Hash::from_bytes(*digest(7_777).as_bytes()).to_hex();
    let key = aws_sdk_dynamodb::types::AttributeValue::S(format!("rate#{network}"));
    let counted = counted.key("pk", key).key("sk", aws_sdk_dynamodb::types::AttributeValue::S("-".to_owned()));
    let counted = counted.send().await.unwrap().item.unwrap();
    assert_eq!(counted["recorded"].as_n().unwrap(), "192", "each is counted once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_at_once_with_one_key_are_one_request() {
    let table = Table::new().await;
    let store = table.wire(storm).await;
    let tasks: Vec<_> = (0..64)
        .map(|number| {
            let store = Arc::clone(&store);
            let mut submission = keyed(1);
            submission.request.reference = reference(1_000 + number).parse().unwrap();
            tokio::spawn(async move { insist(store.as_ref(), &submission).await })
        })
        .collect();
    let mut answered = BTreeSet::new();
    for task in tasks {
        answered.insert(task.await.unwrap());
    }
    assert_eq!(answered.len(), 1);
    assert_eq!(table.store().list(Which::All, None, 1_000).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_answer_lost_after_the_commit_is_found_again() {
    for lost in [Fault::CutAfter, Fault::Silent] {
        let table = Table::new().await;
        let first = AtomicBool::new(true);
        let store = table
            .wire(move |call| if is_write(call) && first.swap(false, Ordering::Relaxed) { lost } else { Fault::None });
        let store = store.await;
        let submitted = store.submit(keyed(1)).await.unwrap();
        assert!(matches!(submitted, Submitted::Recorded(_)), "{lost:?}: {submitted:?}");
        assert_eq!(table.store().list(Which::All, None, 10).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_saving_and_a_claim_know_their_own_after_a_lost_answer() {
    let table = Table::new().await;
    let store =
        table.wire(|call| if call.number % 2 == 0 && is_write(call) { Fault::CutAfter } else { Fault::None }).await;
    let plain = table.store();
    let due = Errand { id: "x".to_owned(), lane: Lane::Machine, due: at(10), tries: 0, task: json!({}) };
    let mut first = submission(1);
    first.errands = vec![due.clone()];
    assert!(matches!(plain.submit(first).await.unwrap(), Submitted::Recorded(_)));
    let saving = |version: u32| Saving {
        requests: vec![desk::request::Request { version, ..request(1, at(0)) }],
        books: vec![Book { name: "b".to_owned(), version: version - 1, content: json!(1) }],
        ..Saving::default()
    };
    assert_eq!(store.save(saving(1)).await.unwrap(), Saved::Saved);
    assert_eq!(store.save(saving(1)).await.unwrap(), Saved::Outrun);
    assert_eq!(plain.find(reference(1).parse().unwrap()).await.unwrap().unwrap().version, 2);
    let claimed = [store.claim(due.clone(), at(60)).await.unwrap(), store.claim(due, at(60)).await.unwrap()];
    assert_eq!(claimed, [true, false]);
    assert_eq!(plain.errands(Lane::Machine, at(60), 9).await.unwrap()[0].tries, 1);
}

/// A store that can't be used says so in time, and keeps nothing of what was sent.
async fn check_unavailable(fault: Fault, says: &str) {
    let table = Table::new().await;
    let store = table.wire(move |_| fault).await;
    let started = Instant::now();
    let told = store.submit(keyed(1)).await.unwrap_err().to_string();
    assert!(told.contains(says), "{fault:?}: {told}");
    assert!(started.elapsed() < Duration::from_millis(3_500), "{fault:?}: {:?}", started.elapsed());
    assert!(store.ready().await.is_err());
    assert!(store.find(reference(1).parse().unwrap()).await.is_err());
    let left = table.client().scan().table_name(&table.access.table).send().await.unwrap().count;
    assert_eq!(left, 0, "{fault:?}");
}

#[tokio::test]
async fn throttled_past_the_deadline() {
    check_unavailable(Fault::Throttled, "ProvisionedThroughputExceededException").await;
    check_unavailable(Fault::Limited, "ThrottlingException").await;
}

#[tokio::test]
async fn slow_past_the_deadline() {
    check_unavailable(Fault::Slow(5_000), "no answer in time").await;
}

#[tokio::test]
async fn a_line_that_is_cut_for_good() {
    check_unavailable(Fault::CutBefore, "can't be reached").await;
    check_unavailable(Fault::Internal, "InternalServerError").await;
}

#[tokio::test]
async fn writes_alone_that_are_throttled_leave_nothing() {
    for fault in [Fault::Throttled, Fault::Conflict, Fault::CutBefore] {
        let table = Table::new().await;
        let store = table.wire(move |call| if is_write(call) { fault } else { Fault::None }).await;
        assert!(store.submit(keyed(1)).await.is_err());
        assert_eq!(table.client().scan().table_name(&table.access.table).send().await.unwrap().count, 0);
    }
}

#[tokio::test]
async fn a_server_that_is_gone_is_found_again_by_itself() {
    let table = Table::new().await;
    let is_down = Arc::new(AtomicBool::new(true));
    let seen = Arc::clone(&is_down);
    let store = table.wire(move |_| if seen.load(Ordering::Relaxed) { Fault::CutBefore } else { Fault::None }).await;
    assert!(store.submit(keyed(1)).await.is_err());
    is_down.store(false, Ordering::Relaxed);
    assert!(matches!(store.submit(keyed(1)).await.unwrap(), Submitted::Recorded(_)));
}

#[tokio::test]
async fn sixty_four_at_once_never_pass_the_rate() {
    let table = Table::new().await;
    let store = table.store();
    let rate = Rate { network: digest(1), most: 20, within: SignedDuration::from_mins(10) };
    let tasks: Vec<_> = (0..64)
        .map(|number| {
            let store = Arc::clone(&store);
            let sent = Submission { rate: Some(rate), ..submission(number) };
            tokio::spawn(async move { store.submit(sent).await.unwrap() })
        })
        .collect();
    let mut recorded = 0;
    for task in tasks {
        recorded += usize::from(matches!(task.await.unwrap(), Submitted::Recorded(_)));
    }
    assert_eq!(recorded, 20);
}
