//! What is acknowledged is kept, once: sixteen merchants send through a bad
//! line, with the key that makes a second sending the same as the first, while
//! the server is killed again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use town::{Answer, Request, Sent, Server, Town, until};

const CLIENTS: usize = 16;
const EACH: usize = 6;
const KILLS: usize = 5;

/// One sending; its key and its content are its own.
fn sending(site: &str, client: usize, number: usize) -> Request {
    let phone = format!("01 99 00 {client:02} {number:02}");
    let controls = [("_page", "commerces/le-fournil"), ("telephone", phone.as_str())];
    let request = Request::new("POST", &format!("{site}/formulaires/mise-a-jour-commerce"));
    request.json().header("idempotency-key", &format!("client-{client}-{number}")).form(controls)
}

/// Sends until it is acknowledged, as a phone does on a bad line.
fn acknowledged(request: &Request) -> Answer {
    until("an acknowledgement", || request.try_send().ok().filter(|answer| matches!(answer.status, 200 | 201)))
}

#[test]
fn every_acknowledged_request_is_there_once_after_the_server_was_killed() {
    let town = Town::village();
    // Clients come back to the same port, so it is chosen before the first start.
    let free = || TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port().to_string();
    let arguments = ["serve", "--port", &free(), "--bureau-port", "0"];
    let mut server = Server::with(&town, &arguments);
    let site = server.site();
    let done = AtomicUsize::new(0);

    let sent: BTreeMap<(usize, usize), Sent> = thread::scope(|scope| {
        let send = |client: usize| {
            let (site, done) = (&site, &done);
            scope.spawn(move || {
                let one = |number| {
                    let request = sending(site, client, number);
                    let first = Sent::of(&acknowledged(&request));
                    done.fetch_add(1, Ordering::Relaxed);
                    assert_eq!(Sent::of(&acknowledged(&request)).reference, first.reference, "sent twice");
                    ((client, number), first)
                };
                (0..EACH).map(one).collect::<Vec<_>>()
            })
        };
        let clients: Vec<_> = (0..CLIENTS).map(send).collect();
        for kill in 1..=KILLS {
            until("some more to be acknowledged", || {
                (done.load(Ordering::Relaxed) >= kill * CLIENTS * EACH / (KILLS + 1)).then_some(())
            });
            server.kill();
            server = Server::with(&town, &arguments);
        }
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });

    server.kill();
    let server = Server::with(&town, &arguments);
    let queue = town.parvis(&["inbox", "list", "--all", "--format", "json"]).expect(0).objects();
    let kept: Vec<&str> = queue.iter().map(|request| request["reference"].as_str().unwrap()).collect();
    assert_eq!(kept.len(), CLIENTS * EACH, "one request a key");
    let acknowledged: BTreeSet<&str> = sent.values().map(|sent| sent.reference.as_str()).collect();
    assert_eq!(kept.iter().copied().collect::<BTreeSet<_>>(), acknowledged, "and just those");
    for ((client, number), sent) in &sent {
        let told = server.request("GET", &sent.tracking).json().send().expect(200).object();
        assert_eq!(told["fields"][0]["after"][0], format!("01 99 00 {client:02} {number:02}").replace(' ', "\u{a0}"));
    }
}
