//! Mail while processes die: the desk's own, killed between a mail and the note that
//! it left, and the server's. And mail over a private line, whose trust a process is
//! given when it starts.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::clock::Clock;
use desk::key::Key;
use desk::store::Lane;
use desk::store::sqlite::Sqlite;
use desk::{Desk, Password};
use serde_json::json;

use super::server::Postbox;
use super::{after, calls, come, tick, town, waiting};
use crate::town::{NOON, Town};

const TOWN: &str = "PARVIS_TEST_TOWN";
const AT: &str = "PARVIS_TEST_AT";
const PASSWORD: &str = "PARVIS_TEST_PASSWORD";

#[expect(clippy::disallowed_methods, reason = "it is how a test tells a process of its own what to do")]
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// What the other tests start as a process of its own: it ticks until nothing is due.
#[tokio::test]
async fn a_process_of_its_own() {
    let (Some(town), Some(at)) = (told(TOWN), told(AT)) else { return };
    let town = Path::new(&town);
    let store = Arc::new(Sqlite::open(&town.join("store/desk.sqlite")).unwrap());
    let desk = Desk::new(town.join("bundle"), store, Clock::Frozen(at.parse().unwrap()), Key::from_bytes([7; 32]));
    let desk = desk.delivering(told(PASSWORD).map(Password::new));
    loop {
        let ticked = desk.tick().await.unwrap();
        if ticked.left == 0 {
            return;
        }
    }
}

fn process(town: &Town, at: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "mail::deaths::a_process_of_its_own", "--nocapture"]);
    command.env(TOWN, town.folder.path()).env(AT, at).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn kill(mut process: Child) {
    process.kill().unwrap();
    process.wait().unwrap();
}

#[tokio::test]
async fn a_process_that_dies_before_it_notes_a_mail_sends_it_again_under_one_name() {
    let postbox = Postbox::open();
    let town = town(&postbox);
    come(&town.visitor(), "Ada", "soir").await;
    postbox.answer("essai@exemple.fr", &[json!(60)]);
    let process = process(&town, NOON).spawn().unwrap();
    let begun = Instant::now();
    while postbox.arrived().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it never arrived");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    kill(process);
    assert_eq!(tick(&town, &after(1)).await.done, 0, "the time of the one that died is not over");
    assert_eq!(tick(&town, &after(3)).await.done, 1);
    let [first, second] = &postbox.arrived()[..] else { panic!("two mails") };
    assert_eq!(first.header("message-id"), second.header("message-id"));
    assert_eq!(first.text(), second.text());
    assert_eq!(waiting(&town, Lane::Post).await, 0);
}

/// Some chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_notices_get_there_whoever_is_killed() {
    let mut postbox = Postbox::open();
    let mut town = Town::with_settings("mail", postbox.settings());
    town.settings["limits"] = json!({ "submissions": 5_000 });
    for session in [0, 1] {
        town.sessions[session]["places"] = json!("500");
    }
    town.announce(town.sessions.clone());
    let visitor = town.visitor();
    let mut wanted = BTreeSet::new();
    for number in 0..1_000 {
        let session = if number % 2 == 0 { "soir" } else { "matin" };
        let followed = come(&visitor, &format!("P{number}"), session).await;
        wanted.insert(format!("<avis-{}-received-1@malakoff.example>", followed.reference));
    }
    let mut chance = Chance(20_261_124);
    let mut round = 0;
    while round < 12 {
        let process = process(&town, &after(61 * round)).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(200 + chance.below(800))).await;
        if chance.below(3) == 0 {
            postbox.kill();
            tokio::time::sleep(Duration::from_millis(chance.below(200))).await;
        }
        kill(process);
        postbox.kill();
        postbox.start();
        round += 1;
    }
    while waiting(&town, Lane::Post).await > 0 {
        assert!(round < 20, "{} are left", waiting(&town, Lane::Post).await);
        assert!(process(&town, &after(61 * round)).status().unwrap().success());
        round += 1;
    }
    let arrived: Vec<String> = postbox.arrived().iter().map(|mail| mail.header("message-id").to_owned()).collect();
    let told: BTreeSet<String> = arrived.iter().cloned().collect();
    assert_eq!(told, wanted, "each at least once, and nothing else");
    assert!(arrived.len() < 1_000 + 40, "{} for a thousand: more than those that were cut", arrived.len());
    assert!(calls(&town, &after(61 * round)).await.is_empty());
}

#[tokio::test]
async fn a_private_line_is_trusted_or_not_used() {
    let postbox = Postbox::private();
    let town = town(&postbox);
    come(&town.visitor(), "Ada", "soir").await;
    let trusting = |at: &str| {
        let mut process = process(&town, at);
        process.env("SSL_CERT_FILE", postbox.certificate());
        process
    };
    assert!(process(&town, NOON).status().unwrap().success());
    assert!(process(&town, &after(1)).env(PASSWORD, "le mot de passe").status().unwrap().success());
    assert!(trusting(&after(10)).env(PASSWORD, "un autre").status().unwrap().success());
    assert!(postbox.arrived().is_empty(), "without a password, without trust, with another password");
    assert_eq!((waiting(&town, Lane::Post).await, waiting(&town, Lane::People).await), (1, 0), "it is no one's fault");
    assert!(trusting(&after(70)).env(PASSWORD, "le mot de passe").status().unwrap().success());
    let [mail] = &postbox.arrived()[..] else { panic!("one mail") };
    assert_eq!((mail.of("tls"), mail.of("user")), (&json!(true), &json!("guichet")));
}
