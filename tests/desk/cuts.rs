//! Power cuts. Whenever a process dies while a page is being changed, the page is
//! whole, the store opens, the next start settles what was begun, and the request
//! says what the page says.
//!
//! The moments are spread over the whole run of the command, and aimed: at the
//! instant the store is being written, at the instant the page is. Each test
//! counts that it met what it is about.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use town::{Sent, Server, Snapshot, Town};

use crate::bureau::Staff;

const PAGE: &str = "commerces/le-fournil";
const FILE: &str = "content/commerces/le-fournil.md";
const PHONE: &str = "01 99 00 14 06";
const ASKED_PHONE: &str = "01 99 00 14 07";

/// The page with and without what the request asks.
struct Texts {
    without: String,
    with: String,
}

impl Texts {
    fn of(town: &Town) -> Self {
        let without = town.read(FILE);
        Self { with: without.replace(PHONE, ASKED_PHONE), without }
    }

    /// The page is whole whenever it is looked at, and says one thing or the other.
    fn is_with(&self, town: &Town) -> bool {
        let text = town.read(FILE);
        assert!(text == self.with || text == self.without, "half a page:\n{text}");
        text == self.with
    }
}

/// When the process dies.
#[derive(Clone, Copy, Debug)]
enum Moment {
    After(Duration),
    StoreIsWritten,
    PageIsWritten,
}

impl Moment {
    /// Spread over a time, every third one aimed.
    fn all(rounds: u32, whole: Duration) -> impl Iterator<Item = Self> {
        (0..rounds).map(move |round| match round % 6 {
            2 => Self::StoreIsWritten,
            5 => Self::PageIsWritten,
            _ => Self::After(whole * round / rounds),
        })
    }

    /// Comes when the moment does, or when there is nothing left to wait for.
    fn come(self, town: &Town, mut is_over: impl FnMut() -> bool) {
        let start = Instant::now();
        let stamps = |path: &Path| fs::metadata(path).ok().map(|file| (file.len(), file.modified().ok()));
        let log = town.path(".parvis/desk.sqlite-wal");
        let file = town.path(FILE);
        // Beside its place first, or in its place at once: either is the page being written.
        let page = || (stamps(&file), stamps(&file.with_file_name(".")));
        let (logged, written) = (stamps(&log), page());
        let has_come = || match self {
            Self::After(time) => start.elapsed() >= time,
            // Opening the store makes an empty log; what is begun fills it.
            Self::StoreIsWritten => {
                stamps(&log).is_some_and(|(length, time)| length > 0 && Some((length, time)) != logged)
            }
            Self::PageIsWritten => page() != written,
        };
        while !has_come() && !is_over() {
            thread::yield_now();
        }
    }
}

fn started(town: &Town, arguments: &[&str]) -> Child {
    let mut command = town.command(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What a new process finds, and leaves.
struct Settled {
    state: String,
    /// It says that it had something to settle.
    was_cut: bool,
}

fn settled(town: &Town, sent: &Sent) -> Settled {
    let shown = town.parvis(&["inbox", "show", &sent.reference, "--format", "json"]).expect(0);
    let state = shown.objects().last().unwrap()["state"].as_str().unwrap().to_owned();
    Settled { state, was_cut: shown.stderr.contains("interrompue") }
}

/// What no cut may leave: a file beside the page that readers or builds would take for one.
fn nothing_else_moved(town: &Town, before: &Snapshot) {
    let after = Snapshot::of(&town.path("content"));
    let strange: Vec<_> =
        after.differences(before).into_iter().filter(|path| path != "commerces/le-fournil.md").collect();
    assert!(strange.iter().all(|path| path == "commerces/.le-fournil.md.tmp"), "{strange:?}");
}

#[test]
fn a_command_that_dies_leaves_a_whole_page_and_a_request_that_says_what_it_says() {
    let town = Town::village();
    let (texts, content) = (Texts::of(&town), Snapshot::of(&town.path("content")));
    let sent = Server::of(&town).send_update(PAGE, &[("telephone", ASKED_PHONE)]);
    let start = Instant::now();
    let _accepted = town.parvis(&["inbox", "accept", &sent.reference]).expect(0);
    let whole = start.elapsed();
    assert!(texts.is_with(&town));

    let mut state = "accepted".to_owned();
    let (mut made, mut cut) = (0, 0);
    for moment in Moment::all(60, whole) {
        let deed = if state == "accepted" { "undo" } else { "accept" };
        let mut child = started(&town, &["inbox", deed, &sent.reference]);
        moment.come(&town, || child.try_wait().unwrap().is_some());
        child.kill().unwrap();
        child.wait().unwrap();
        let _whole = texts.is_with(&town);

        let settled = settled(&town, &sent);
        cut += u32::from(settled.was_cut);
        made += u32::from(settled.state != state);
        state = settled.state;
        let expected = if texts.is_with(&town) { "accepted" } else { "received" };
        assert_eq!(state, expected, "{deed} cut at {moment:?}");
        nothing_else_moved(&town, &content);
    }
    assert!((1..60).contains(&made) && cut > 0, "made: {made}, cut half-way: {cut}");
    assert_eq!(town.check("fr"), []);
}

#[test]
fn a_server_that_dies_while_it_accepts_settles_at_its_next_start() {
    let town = Town::village();
    let (texts, content) = (Texts::of(&town), Snapshot::of(&town.path("content")));
    let mut server = Server::of(&town);
    let sent = server.send_update(PAGE, &[("telephone", ASKED_PHONE)]);
    let (mut accepted, mut cut) = (0, 0);
    for moment in Moment::all(42, Duration::from_millis(60)) {
        let accept = Staff::entered(&server).accept(&sent);
        let posted = thread::spawn(move || accept.try_send().is_ok_and(|answer| answer.status == 303));
        moment.come(&town, || posted.is_finished());
        server.kill();
        let was_told = posted.join().unwrap();
        let _whole = texts.is_with(&town);

        server = Server::of(&town);
        cut += u32::from(server.everything().contains("interrompue"));
        let state = server.state(&sent);
        let expected = if texts.is_with(&town) { "accepted" } else { "received" };
        assert_eq!(state, expected, "cut at {moment:?}");
        assert!(!was_told || state == "accepted", "staff were told that it is done");
        nothing_else_moved(&town, &content);
        if state == "accepted" {
            accepted += 1;
            let _undone = town.parvis(&["inbox", "undo", &sent.reference]).expect(0);
            assert!(!texts.is_with(&town));
        }
    }
    assert!((1..42).contains(&accepted) && cut > 0, "accepted: {accepted}, cut half-way: {cut}");
}

#[test]
fn a_page_that_was_edited_after_the_cut_keeps_the_edit() {
    let town = Town::village();
    let texts = Texts::of(&town);
    let sent = Server::of(&town).send_update(PAGE, &[("telephone", ASKED_PHONE)]);
    let mut cut = 0;
    for round in 0..20 {
        let moment = if round % 2 == 0 { Moment::PageIsWritten } else { Moment::StoreIsWritten };
        let mut child = started(&town, &["inbox", "accept", &sent.reference]);
        moment.come(&town, || child.try_wait().unwrap().is_some());
        child.kill().unwrap();
        child.wait().unwrap();
        town.edit(FILE, "Le four est allumé", "Le grand four est allumé");
        let Settled { state, was_cut } = settled(&town, &sent);
        let file = town.read(FILE);
        assert!(file.contains("Le grand four est allumé"), "{file}");
        assert_eq!(state, if file.contains(ASKED_PHONE) { "accepted" } else { "received" });
        cut += u32::from(was_cut);
        if state == "accepted" {
            let _undone = town.parvis(&["inbox", "undo", &sent.reference]).expect(0);
        }
        town.edit(FILE, "Le grand four est allumé", "Le four est allumé");
        assert_eq!(town.read(FILE), texts.without);
    }
    assert!(cut > 0, "some were cut half-way");
}
