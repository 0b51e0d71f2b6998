//! What goes wrong around the desk: its own panics, its store, its lines.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use desk::Unavailable;
use desk::clock::Clock;
use desk::code::Posted;
use desk::key::{Digest, Key};
use desk::reference::Reference;
use desk::request::Request as Record;
use desk::store::{Answer, Book, Errand, Lane, Recalled, Saved, Saving, Store, Submission, Submitted, Which};
use desk::{Desk, router};
use futures_util::StreamExt as _;
use jiff::Timestamp;
use tower::ServiceExt as _;

use super::town::{NOON, Town, Visitor};

/// A store that panics when it is read and answers nothing else.
#[derive(Debug)]
struct Faulty;

fn no_answer<'a, T>() -> Answer<'a, T> {
    Box::pin(async { Err(Unavailable::new("it was unplugged")) })
}

impl Store for Faulty {
    fn submit(&self, _: Submission) -> Answer<'_, Submitted> {
        no_answer()
    }

    fn recall(&self, _: Digest, _: Timestamp) -> Answer<'_, Option<Recalled>> {
        no_answer()
    }

    fn find(&self, _: Reference) -> Answer<'_, Option<Record>> {
        panic!("this store was made to panic")
    }

    fn list(&self, _: Which, _: Option<Reference>, _: u32) -> Answer<'_, Vec<Record>> {
        no_answer()
    }

    fn save(&self, _: Saving) -> Answer<'_, Saved> {
        no_answer()
    }

    fn book(&self, _: String) -> Answer<'_, Book> {
        no_answer()
    }

    fn errands(&self, _: Lane, _: Timestamp, _: u32) -> Answer<'_, Vec<Errand>> {
        no_answer()
    }

    fn claim(&self, _: Errand, _: Timestamp) -> Answer<'_, bool> {
        no_answer()
    }

    fn keep_code(&self, _: Posted) -> Answer<'_, ()> {
        no_answer()
    }

    fn ready(&self) -> Answer<'_, ()> {
        no_answer()
    }
}

fn visitor(town: &Town) -> Visitor {
    let clock = Clock::Frozen(NOON.parse().unwrap());
    Visitor::of(Desk::new(town.bundle(), Arc::new(Faulty), clock, Key::from_bytes([7; 32])))
}

#[tokio::test]
async fn a_panic_is_one_failed_answer_with_its_headers() {
    let town = Town::new();
    let path = format!("/suivi/MK-2222-2222?cle={}", "a".repeat(32));
    let answer = visitor(&town).get(&path).await.check(500, &["Quelque chose n’a pas marché"]);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
    visitor(&town).program().with("accept-language", "en").get(&path).await.check(500, &["\"failed\""]);
}

#[tokio::test]
async fn a_store_that_is_gone_is_told_on_every_path() {
    let town = Town::new();
    let visitor = visitor(&town);
    visitor.update("telephone=01+46+55+11+22").await.check(503, &["Rien n’a été enregistré"]);
    visitor.update("telephone=01+46+55+00+00").await.check(503, &[]);
    visitor.get("/sante").await.check(503, &[]);
    visitor.update("telephone=12").await.check(422, &["error-summary"]);
}

/// Serves the town on a real line.
async fn line(town: &Town) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router(town.desk(NOON)).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    address
}

async fn send(address: SocketAddr, head: &'static str, body: Vec<u8>) -> String {
    let sending = tokio::task::spawn_blocking(move || {
        let mut line = TcpStream::connect(address).unwrap();
        let length = body.len();
        write!(line, "{head}\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n").unwrap();
        line.write_all(&body).unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer
    });
    sending.await.unwrap()
}

const POST: &str = "POST /formulaires/mise-a-jour-commerce HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_too_large_is_answered_and_not_cut_off() {
    let town = Town::new();
    let address = line(&town).await;
    let answer = send(address, POST, vec![b'a'; 4 * 1024 * 1024]).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("256\u{a0}ko"), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_answers_on_a_real_line() {
    let town = Town::new();
    let address = line(&town).await;
    let body = b"_page=commerces/le-fournil&telephone=01+46+55+11+22".to_vec();
    let answer = send(address, POST, body).await;
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
}

/// The clock of the runtime stands still and leaps to the next timer.
#[tokio::test(start_paused = true)]
async fn a_body_that_never_ends_is_not_waited_for() {
    let town = Town::new();
    let begun = futures_util::stream::once(async { Ok::<_, std::io::Error>("_page=commerces") });
    let body = Body::from_stream(begun.chain(futures_util::stream::pending()));
    let request = Request::post("/formulaires/mise-a-jour-commerce")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body)
        .unwrap();
    let answer = router(town.desk(NOON)).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 408);
    assert!(answer.headers().contains_key("content-security-policy"));
}
