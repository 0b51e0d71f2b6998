//! What every store must do, written against the port, and run on the one here.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use desk::key::Digest;
use desk::request::Request;
use desk::secret::Masked;
use desk::store::sqlite::{OpenError, Sqlite};
use desk::store::{Book, Errand, Lane, Marks, Rate, Saved, Saving, Spent, Store, Submission, Submitted, Which};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tempfile::TempDir;

const SIGNS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// The `number`th reference: the store looks at nothing but its being one.
pub(crate) fn reference(number: usize) -> String {
    let mut free = ['2'; 7];
    let mut rest = number;
    for sign in free.iter_mut().rev() {
        *sign = char::from(SIGNS[rest % 31]);
        rest /= 31;
    }
    let free: String = free.iter().collect();
    let known = SIGNS.iter().map(|&sign| format!("MK-{}-{}{}", &free[..4], &free[4..], char::from(sign)));
    known.into_iter().find(|text| text.parse::<desk::reference::Reference>().is_ok()).unwrap()
}

pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

pub(crate) fn digest(number: usize) -> Digest {
    Digest::from_bytes(*blake3::hash(&number.to_le_bytes()).as_bytes())
}

pub(crate) fn request(number: usize, received_at: Timestamp) -> Request {
    serde_json::from_value(json!({
        "reference": reference(number), "version": 1, "form": "mise-a-jour-commerce", "language": "fr", "channel": "web",
        "received_at": received_at, "secret": vec![0; 32], "proof": "none",
        "matter": {
            "workflow": "update", "page": "commerces/x", "kind": "commerce", "title": "X", "url": "/commerces/x/",
            "changes": [{ "key": "telephone", "before": null, "after": "01 46 55 11 22" }],
            "decision": "open", "pending": null, "made": null,
        },
        "history": [{ "at": received_at, "by": "visitor", "deed": "received" }],
    }))
    .unwrap()
}

pub(crate) fn submission(number: usize) -> Submission {
    let marks = Marks { identity: None, likeness: digest(number), content: digest(number) };
    Submission {
        request: request(number, at(0)),
        marks,
        masked: Masked([3; 20]),
        rate: None,
        code: None,
        page: "commerces/x".to_owned(),
        books: Vec::new(),
        errands: Vec::new(),
        spent: None,
    }
}

pub(crate) async fn recorded(store: &dyn Store, submission: Submission) -> bool {
    matches!(store.submit(submission).await.unwrap(), Submitted::Recorded(_))
}

/// The whole of what the port promises.
pub(crate) async fn conforms(store: Arc<dyn Store>) {
    let store = store.as_ref();
    store.ready().await.unwrap();
    keeps_what_it_is_given(store).await;
    knows_a_mark_while_it_lives(store).await;
    tells_a_repeat_from_another_use_of_a_key(store).await;
    counts_a_network(store).await;
    saves_only_what_was_not_outrun(store).await;
    lists_in_pages(store).await;
    keeps_books_under_their_version(store).await;
    saves_all_or_nothing(store).await;
    does_an_errand_once(store).await;
    takes_a_proof_once(store).await;
}

async fn keeps_what_it_is_given(store: &dyn Store) {
    assert!(store.find(reference(1).parse().unwrap()).await.unwrap().is_none());
    assert!(recorded(store, submission(1)).await);
    let found = store.find(reference(1).parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(serde_json::to_value(&found).unwrap(), serde_json::to_value(request(1, at(0))).unwrap());
    let mut taken = submission(2);
    taken.request.reference = reference(1).parse().unwrap();
    assert!(matches!(store.submit(taken).await.unwrap(), Submitted::Taken));
    assert!(store.recall(digest(2), at(0)).await.unwrap().is_none(), "a refused submission left a mark");
}

async fn knows_a_mark_while_it_lives(store: &dyn Store) {
    let recalled = store.recall(digest(1), at(599)).await.unwrap().unwrap();
    assert_eq!(recalled.request.reference.as_str(), reference(1));
    assert_eq!((recalled.content, recalled.masked), (digest(1), Masked([3; 20])));
    assert!(store.recall(digest(1), at(600)).await.unwrap().is_none());
    let mut again = submission(1);
    again.request.reference = reference(3).parse().unwrap();
    assert!(
        matches!(store.submit(again).await.unwrap(), Submitted::Again(found) if found.request.reference.as_str() == reference(1))
    );
    assert!(store.find(reference(3).parse().unwrap()).await.unwrap().is_none());
}

async fn tells_a_repeat_from_another_use_of_a_key(store: &dyn Store) {
    let keyed = |number: usize, seconds: i64| {
        let mut submission = submission(number);
        submission.request.received_at = at(seconds);
        submission.marks.identity = Some(digest(9_999));
        submission
    };
    assert!(recorded(store, keyed(10, 0)).await);
    assert!(matches!(store.submit(keyed(10, 86_400)).await.unwrap(), Submitted::Again(_)));
    assert!(matches!(store.submit(keyed(11, 86_400)).await.unwrap(), Submitted::KeyReused));
    assert!(recorded(store, keyed(11, 30 * 86_400)).await);
}

async fn counts_a_network(store: &dyn Store) {
    let rate = Rate { network: digest(7_777), most: 3, within: SignedDuration::from_mins(10) };
    let sent = |number: usize, seconds: i64| {
        let mut submission = submission(number);
        submission.request.received_at = at(seconds);
        submission.rate = Some(rate);
        submission
    };
    for (number, seconds) in [(20, 0), (21, 10), (22, 20)] {
        assert!(recorded(store, sent(number, seconds)).await);
    }
    let Submitted::TooMany { until } = store.submit(sent(23, 30)).await.unwrap() else {
        panic!("a fourth request was let in")
    };
    assert_eq!(until, at(600));
    assert!(store.find(reference(23).parse().unwrap()).await.unwrap().is_none());
    assert!(matches!(store.submit(sent(22, 30)).await.unwrap(), Submitted::Again(_)), "a repeat is not counted");
    assert!(recorded(store, sent(23, 600)).await);
}

async fn saves_only_what_was_not_outrun(store: &dyn Store) {
    let read = store.find(reference(1).parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(store.save(read.clone().into()).await.unwrap(), Saved::Saved);
    assert_eq!(store.save(read.into()).await.unwrap(), Saved::Outrun);
    let read = store.find(reference(1).parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(read.version, 2);
    assert_eq!(
        store.save(request(12_345, at(0)).into()).await.unwrap(),
        Saved::Outrun,
        "a request that was never recorded"
    );
}

async fn lists_in_pages(store: &dyn Store) {
    for number in 100..110 {
        let mut submission = submission(number);
        submission.request.received_at = at(1_000);
        assert!(recorded(store, submission).await);
    }
    let whole = store.list(Which::All, None, 1_000).await.unwrap();
    let mut paged = Vec::new();
    loop {
        let after = paged.last().map(|request: &Request| request.reference.clone());
        let page = store.list(Which::Open, after, 3).await.unwrap();
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    let names = |requests: &[Request]| requests.iter().map(|request| request.reference.clone()).collect::<Vec<_>>();
    assert_eq!(names(&whole), names(&paged));
    assert!(store.list(Which::Pending, None, 10).await.unwrap().is_empty());
}

fn book(version: u32, content: &str) -> Book {
    Book { name: "session/x".to_owned(), version, content: json!({ "says": content }) }
}

async fn keeps_books_under_their_version(store: &dyn Store) {
    let blank = store.book("session/x".to_owned()).await.unwrap();
    assert_eq!((blank.version, blank.content), (0, serde_json::Value::Null));
    let with = |number: usize, book: Book| Submission { books: vec![book], ..submission(number) };
    assert!(recorded(store, with(200, book(0, "one"))).await);
    assert!(matches!(store.submit(with(201, book(0, "other"))).await.unwrap(), Submitted::Outrun));
    assert!(store.find(reference(201).parse().unwrap()).await.unwrap().is_none());
    assert!(store.recall(digest(201), at(0)).await.unwrap().is_none(), "what is outrun leaves no mark");
    assert_eq!(store.book("session/x".to_owned()).await.unwrap(), book(1, "one"));
    assert!(recorded(store, with(201, book(1, "two"))).await);
    assert_eq!(store.book("session/x".to_owned()).await.unwrap(), book(2, "two"));
}

async fn saves_all_or_nothing(store: &dyn Store) {
    let errand =
        |id: &str| Errand { id: id.to_owned(), lane: Lane::People, due: at(10), tries: 0, task: json!({ "call": id }) };
    let read = store.find(reference(200).parse().unwrap()).await.unwrap().unwrap();
    let saving = |version: u32| Saving {
        requests: vec![read.clone()],
        books: vec![book(version, "three")],
        errands: vec![errand("a")],
        settled: Vec::new(),
    };
    assert_eq!(store.save(saving(1)).await.unwrap(), Saved::Outrun, "the book was written since");
    let unchanged = store.find(reference(200).parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(unchanged.version, read.version);
    assert!(store.errands(Lane::People, at(100), 10).await.unwrap().is_empty());
    assert_eq!(store.save(saving(2)).await.unwrap(), Saved::Saved);
    assert_eq!(store.errands(Lane::People, at(100), 10).await.unwrap(), [errand("a")]);
    let settled = Saving { settled: vec!["a".to_owned()], errands: vec![errand("b")], ..Saving::default() };
    assert_eq!(store.save(settled).await.unwrap(), Saved::Saved);
    assert_eq!(store.errands(Lane::People, at(100), 10).await.unwrap(), [errand("b")]);
}

async fn does_an_errand_once(store: &dyn Store) {
    let errand = |id: &str, due: i64| Errand {
        id: id.to_owned(),
        lane: Lane::Machine,
        due: at(due),
        tries: 0,
        task: json!({ "tell": id }),
    };
    let errands = vec![errand("late", 900), errand("first", 20), errand("second", 30)];
    assert_eq!(store.save(Saving { errands, ..Saving::default() }).await.unwrap(), Saved::Saved);
    let due = store.errands(Lane::Machine, at(30), 10).await.unwrap();
    assert_eq!(due, [errand("first", 20), errand("second", 30)], "in order, and none before its time");
    assert_eq!(store.errands(Lane::Machine, at(30), 1).await.unwrap(), [errand("first", 20)]);
    assert!(store.claim(errand("first", 20), at(500)).await.unwrap());
    assert!(!store.claim(errand("first", 20), at(500)).await.unwrap(), "a second one comes too late");
    assert_eq!(store.errands(Lane::Machine, at(30), 10).await.unwrap(), [errand("second", 30)]);
    let again = store.errands(Lane::Machine, at(500), 10).await.unwrap();
    assert_eq!(again.last().map(|errand| (errand.id.as_str(), errand.tries)), Some(("first", 1)));
    assert!(!store.claim(errand("never", 20), at(500)).await.unwrap());
}

async fn takes_a_proof_once(store: &dyn Store) {
    let proven = |number: usize, seconds: i64| {
        let mut submission = submission(number);
        submission.request.received_at = at(seconds);
        submission.spent = Some(Spent { digest: digest(5_555), expires_at: at(2_000) });
        submission
    };
    assert!(recorded(store, proven(300, 1_500)).await);
    assert!(matches!(store.submit(proven(301, 1_500)).await.unwrap(), Submitted::Spent));
    assert!(store.find(reference(301).parse().unwrap()).await.unwrap().is_none());
}

#[tokio::test]
async fn sqlite_conforms() {
    let folder = TempDir::new().unwrap();
    conforms(Arc::new(Sqlite::open(&folder.path().join("desk.sqlite")).unwrap())).await;
}

#[tokio::test]
async fn a_store_opened_again_has_everything() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.sqlite");
    assert!(recorded(&Sqlite::open(&path).unwrap(), submission(1)).await);
    let store = Sqlite::open(&path).unwrap();
    assert!(store.find(reference(1).parse().unwrap()).await.unwrap().is_some());
    assert!(store.recall(digest(1), at(0)).await.unwrap().is_some());
}

/// What stands in the files at any moment is what a machine that dies then
/// leaves; every answered write must be in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_survives_the_death_of_the_process() {
    let folder = TempDir::new().unwrap();
    let store = Arc::new(Sqlite::open(&folder.path().join("desk.sqlite")).unwrap());
    for round in 0..5 {
        let tasks: Vec<_> = (round * 20..round * 20 + 20)
            .map(|number| {
                let store = Arc::clone(&store);
                tokio::spawn(async move { recorded(store.as_ref(), submission(number)).await })
            })
            .collect();
        for task in tasks {
            assert!(task.await.unwrap());
        }
        let left = TempDir::new().unwrap();
        copy(folder.path(), left.path());
        let reopened = Sqlite::open(&left.path().join("desk.sqlite")).unwrap();
        let found = reopened.list(Which::All, None, 1_000).await.unwrap();
        assert_eq!(found.len(), (round + 1) * 20);
    }
}

fn copy(from: &Path, to: &Path) {
    for file in ["desk.sqlite", "desk.sqlite-wal"] {
        fs::copy(from.join(file), to.join(file)).unwrap();
    }
}

#[test]
fn a_store_of_a_later_version_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.sqlite");
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Sqlite::open(&path), Err(OpenError::Later { found: 99, .. })));
}

#[tokio::test]
async fn a_record_that_can_not_be_read_fails_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.sqlite");
    let store = Sqlite::open(&path).unwrap();
    assert!(recorded(&store, submission(1)).await);
    assert!(recorded(&store, submission(2)).await);
    let spoiled = "UPDATE requests SET record = '{\"typed\": \"MARK\"}' WHERE reference = ?1";
    rusqlite::Connection::open(&path).unwrap().execute(spoiled, [reference(1)]).unwrap();
    let failure = store.find(reference(1).parse().unwrap()).await.unwrap_err().to_string();
    assert!(!failure.contains("MARK"), "{failure}");
    assert!(store.find(reference(2).parse().unwrap()).await.unwrap().is_some());
    for number in 3..6 {
        assert!(recorded(&store, submission(number)).await);
    }
    let listed = store.list(Which::Open, None, 2).await.unwrap();
    assert_eq!(listed.len(), 2, "a page is full though one of its records can't be read");
    assert_eq!(store.list(Which::All, None, 1_000).await.unwrap().len(), 4);
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_is_answered_for_while_the_file_is_gone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.sqlite");
    let store = Sqlite::open(&path).unwrap();
    assert!(recorded(&store, submission(1)).await);
    let aside = folder.path().join("aside.sqlite");
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    fs::copy(&path, &aside).unwrap();
    for file in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"] {
        fs::remove_file(folder.path().join(file)).unwrap();
    }
    assert!(store.submit(submission(2)).await.is_err() && store.ready().await.is_err());
    assert!(store.find(reference(1).parse().unwrap()).await.is_err());
    assert!(!path.exists(), "an empty file would hide the loss");
    fs::rename(&aside, &path).unwrap();
    store.ready().await.unwrap();
    assert!(recorded(&store, submission(3)).await);
    let others = Sqlite::open(&path).unwrap();
    let kept = others.list(Which::All, None, 10).await.unwrap();
    assert_eq!(kept.len(), 2, "what is answered is in the file that others open");
}

#[cfg(unix)]
#[tokio::test]
async fn another_file_in_its_place_is_opened() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("desk.sqlite");
    let store = Sqlite::open(&path).unwrap();
    assert!(recorded(&store, submission(1)).await);
    for file in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"] {
        fs::remove_file(folder.path().join(file)).unwrap();
    }
    let others = Sqlite::open(&path).unwrap();
    assert!(recorded(&store, submission(2)).await);
    assert!(others.find(reference(2).parse().unwrap()).await.unwrap().is_some());
    assert!(store.find(reference(1).parse().unwrap()).await.unwrap().is_none());
}
