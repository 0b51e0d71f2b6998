//! A desk that falls ill and gets well: the same story for every illness.
//!
//! Well, it takes a sending in. Ill, it refuses one, says that nothing is recorded,
//! and says so too to who asks after its health. Well again, by itself, it takes
//! in what it refused, as new: so nothing of it was there.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use town::{Answer, Line, Sample, Sent, Server, Town, until};

/// What makes it well again.
pub(crate) type Cure = Box<dyn FnOnce()>;

/// A desk, what is sent to it, and what it acknowledged so far.
pub(crate) struct Patient {
    pub(crate) town: Town,
    pub(crate) server: Server,
    sample: Sample,
    acknowledged: Mutex<BTreeSet<String>>,
}

impl Patient {
    pub(crate) fn new(town: Town, server: Server, sample: Sample) -> Self {
        Self { town, server, sample, acknowledged: Mutex::default() }
    }

    /// A desk over a store, of a village that is built.
    pub(crate) fn over(store: &str, sample: Sample) -> Self {
        let town = Town::busy_village();
        let server = Server::desk(&town, store, 0);
        Self::new(town, server, sample)
    }

    /// The whole story; what it acknowledged is listed by `listed` at the end.
    pub(crate) fn check(&self, fall_ill: impl FnOnce() -> Cure, listed: impl FnOnce() -> Command) {
        self.takes_in(0, 201);
        let cure = fall_ill();
        self.refuses(1);
        cure();
        self.is_well(1);
        self.takes_in(0, 200);
        self.has_what_it_acknowledged(listed());
    }

    /// Refuses a sending in words, as a page and as JSON.
    pub(crate) fn refuses(&self, number: u64) {
        let answer = self.send(number);
        let object = answer.clone().expect(503).object();
        assert_eq!(object["code"], "unavailable", "{answer:?}");
        assert!(object["message"].as_str().unwrap().starts_with("Rien n’a été enregistré."), "{answer:?}");
        assert!(answer.header("retry-after").is_some(), "{answer:?}");
        let page = self.sample.request(&self.server.site(), number).header("accept", "text/html");
        let page = Line::to(&self.server.site()).ask(&page.bytes()).unwrap().expect(503);
        assert!(page.body.contains("Rien n’a été enregistré."), "{page:?}");
        let _told = self.server.request("GET", "/sante").send().expect(503);
    }

    /// Takes in what it refused, as something new, before anybody did anything.
    pub(crate) fn is_well(&self, number: u64) {
        let answer =
            until("the desk to be well again", || Some(self.send(number)).filter(|answer| answer.status != 503));
        self.keep(&answer.expect(201));
        let _told = self.server.request("GET", "/sante").send().expect(200);
    }

    /// Takes a sending in: as new (201), or as known (200).
    pub(crate) fn takes_in(&self, number: u64, status: u16) {
        self.keep(&self.send(number).expect(status));
    }

    pub(crate) fn send(&self, number: u64) -> Answer {
        let site = self.server.site();
        Line::to(&site).ask(&self.sample.request(&site, number).bytes()).unwrap()
    }

    fn keep(&self, answer: &Answer) {
        self.acknowledged.lock().unwrap().insert(Sent::of(answer).reference);
    }

    /// The list of the staff holds what was acknowledged, and no more.
    pub(crate) fn has_what_it_acknowledged(&self, mut list: Command) {
        let listed = town::Ran::from(list.output().unwrap()).expect(0).objects();
        let kept: Vec<&str> = listed.iter().map(|request| request["reference"].as_str().unwrap()).collect();
        let acknowledged = self.acknowledged.lock().unwrap();
        let mut expected: Vec<&str> = acknowledged.iter().map(String::as_str).collect();
        let mut sorted = kept;
        sorted.sort_unstable();
        expected.sort_unstable();
        assert_eq!(sorted, expected);
    }

    /// The staff's list, over a store.
    pub(crate) fn list(&self, store: &str) -> Command {
        self.town.command(&["inbox", "--store", store, "list", "--all", "--format", "json"])
    }
}

/// Has a command of the system done, which must be there.
pub(crate) fn system(program: &str, arguments: &[&str]) {
    let ran = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let ran = town::Ran::from(ran.unwrap_or_else(|error| panic!("this test needs `{program}`: {error}")));
    let _done = ran.expect(0);
}
