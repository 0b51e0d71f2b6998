//! The process dies, a hundred times, at any moment: between two requests, in
//! the middle of many, while it starts. Senders come back with their keys until
//! they are acknowledged.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use town::{Answer, Chance, Line, Sample, Sent, Server, Town, UPDATE, free_port, until};

const SENDINGS: u64 = 10_000;
const AT_ONCE: u64 = 64;
const DEATHS: u64 = 100;

/// A server that is starting may take this long to say where it is.
const START: Duration = Duration::from_millis(150);

#[test]
fn every_acknowledged_update_is_there_exactly_once_after_a_hundred_deaths() {
    check("sqlite:.parvis/desk.sqlite", UPDATE);
}

/// Ten thousand sendings, sixty-four at once, a hundred deaths: then every
/// sending is there, whole, once, under the reference that its sender was told.
fn check(store: &str, sample: Sample) {
    let mut chance = Chance::thrown();
    let town = Town::busy_village();
    let storm = Storm::over(&format!("http://127.0.0.1:{}", free_port()), sample);
    thread::scope(|scope| {
        let senders: Vec<_> = (0..AT_ONCE)
            .map(|sender| {
                let chance = Chance::from_seed(chance.seed() ^ (sender + 1));
                scope.spawn(|| storm.send(chance))
            })
            .collect();
        die_again_and_again(&storm, &town, store, &mut chance);
        let _server = storm.start(&town, store);
        for sender in senders {
            sender.join().expect("a sender that meets no surprise");
        }
    });

    let server = storm.start(&town, store);
    let told = storm.told.into_inner().unwrap();
    assert_eq!(told.len() as u64, SENDINGS, "everybody was acknowledged in the end");
    are_there_once(&town, store, &told);
    are_whole(&server, sample, &told);
}

/// Kills the server at moments spread by chance over all the sendings.
fn die_again_and_again(storm: &Storm, town: &Town, store: &str, chance: &mut Chance) {
    let mut moments: Vec<u64> = (0..DEATHS).map(|_| chance.below(SENDINGS)).collect();
    moments.sort_unstable();
    for moment in moments {
        if chance.below(8) == 0 {
            storm.die_at_start(town, store, chance);
            continue;
        }
        let mut server = storm.start(town, store);
        until("some more to be acknowledged", || (storm.done.load(Ordering::Relaxed) >= moment).then_some(()));
        thread::sleep(chance.within(Duration::from_millis(8)));
        server.kill();
    }
}

/// What the senders share.
struct Storm {
    site: String,
    sample: Sample,
    next: AtomicU64,
    done: AtomicU64,
    failed: AtomicBool,
    told: Mutex<BTreeMap<u64, Sent>>,
}

impl Storm {
    fn over(site: &str, sample: Sample) -> Self {
        let [next, done] = [0, 0].map(AtomicU64::new);
        Self { site: site.to_owned(), sample, next, done, failed: AtomicBool::new(false), told: Mutex::default() }
    }

    fn port(&self) -> &str {
        self.site.rsplit(':').next().unwrap()
    }

    fn start(&self, town: &Town, store: &str) -> Server {
        assert!(!self.failed.load(Ordering::Relaxed), "a sender met a surprise");
        Server::desk(town, store, self.port().parse().unwrap())
    }

    fn die_at_start(&self, town: &Town, store: &str, chance: &mut Chance) {
        let mut command = town.command(&["desk", "--port", self.port(), "--store", store]);
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(chance.within(START));
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// One sender after another's number: until acknowledged, then now and then
    /// what was sent long ago, which must have kept its reference.
    fn send(&self, mut chance: Chance) {
        let _told = Alarm(&self.failed);
        let mut line = Line::to(&self.site);
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= SENDINGS {
                return;
            }
            let sent = Sent::of(&self.acknowledged(&mut line, number));
            self.told.lock().unwrap().insert(number, sent);
            self.done.fetch_add(1, Ordering::Relaxed);
            let earlier = chance.below(number + 1);
            let before = self.told.lock().unwrap().get(&earlier).cloned();
            if let Some(before) = before.filter(|_| chance.below(8) == 0) {
                let again = self.acknowledged(&mut line, earlier).expect(200);
                assert_eq!(Sent::of(&again).reference, before.reference, "the same key, the same reference");
            }
        }
    }

    /// Sends until an answer comes, as a phone does on a bad line.
    fn acknowledged(&self, line: &mut Line, number: u64) -> Answer {
        let request = self.sample.request(&self.site, number).bytes();
        let answer = until("an acknowledgement", || line.ask(&request).ok());
        assert!(matches!(answer.status, 200 | 201), "{answer:?}");
        answer
    }
}

/// Tells the others that a sender fell, so that they don't wait for it.
struct Alarm<'a>(&'a AtomicBool);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

fn are_there_once(town: &Town, store: &str, told: &BTreeMap<u64, Sent>) {
    let listed = town.parvis(&["inbox", "--store", store, "list", "--all", "--format", "json"]).expect(0).objects();
    let kept: BTreeSet<&str> = listed.iter().map(|request| request["reference"].as_str().unwrap()).collect();
    let acknowledged: BTreeSet<&str> = told.values().map(|sent| sent.reference.as_str()).collect();
    assert_eq!((listed.len(), kept.len()), (told.len(), told.len()), "one request a key, one reference a request");
    assert_eq!(kept, acknowledged, "and just those");
}

/// Each record says all of what was sent, and its key still leads to it.
fn are_whole(server: &Server, sample: Sample, told: &BTreeMap<u64, Sent>) {
    let site = server.site();
    let mut line = Line::to(&site);
    for (number, sent) in told {
        let shown = line.ask(&server.request("GET", &sent.tracking).without("connection").json().bytes()).unwrap();
        let shown = shown.expect(200).object();
        assert!(sample.is_told_by(*number, &shown), "{number}: {shown}");
        let again = line.ask(&sample.request(&site, *number).bytes()).unwrap().expect(200);
        assert_eq!(Sent::of(&again).reference, sent.reference, "the same key, the same reference");
    }
}
