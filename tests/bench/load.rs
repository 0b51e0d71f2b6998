//! Senders: so many at once, each on a line kept open, each sending its next as
//! soon as it is answered.

use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use town::{Line, Process, Server, Town, program};

/// What a load gave.
#[derive(Debug)]
pub(crate) struct Load {
    /// How many were answered as they had to be.
    pub(crate) answered: u64,
    /// How long it took.
    pub(crate) took: Duration,
    /// How long each had to wait, sorted.
    pub(crate) waited: Vec<Duration>,
    /// Processor time of the senders.
    pub(crate) sending: Duration,
    /// Processor time of the server.
    pub(crate) serving: Duration,
}

impl Load {
    #[expect(clippy::cast_precision_loss, reason = "a rate is not exact")]
    pub(crate) fn a_second(&self) -> f64 {
        self.answered as f64 / self.took.as_secs_f64()
    }

    /// Shares of one processor: the senders', the server's.
    pub(crate) fn shares(&self) -> (f64, f64) {
        let share = |worked: Duration| worked.as_secs_f64() / self.took.as_secs_f64();
        (share(self.sending), share(self.serving))
    }
}

/// Sends requests by number, `at_once` of them, which must all be answered with
/// this status. They are written down before: making them is not measured.
pub(crate) fn send(server: &Server, at_once: u64, requests: &[Vec<u8>], status: u16) -> Load {
    let site = server.site();
    let next = AtomicU64::new(0);
    let (own, served) = (Process::own().worked(), server.seen().worked());
    let start = Instant::now();
    let one = || {
        let mut line = Line::to(&site);
        let mut waited = Vec::new();
        while let Some(request) =
            usize::try_from(next.fetch_add(1, Ordering::Relaxed)).ok().and_then(|number| requests.get(number))
        {
            let asked = Instant::now();
            let answer = line.ask(request).unwrap();
            waited.push(asked.elapsed());
            assert_eq!(answer.status, status, "{answer:?}");
        }
        waited
    };
    let mut waited: Vec<Duration> = thread::scope(|scope| {
        let senders: Vec<_> = (0..at_once).map(|_| scope.spawn(one)).collect();
        senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect()
    });
    let took = start.elapsed();
    let sending = Process::own().worked().saturating_sub(own);
    let serving = server.seen().worked().saturating_sub(served);
    waited.sort_unstable();
    Load { answered: waited.len() as u64, took, waited, sending, serving }
}

/// In the folder of the town; the table says what disk that is.
pub(crate) const STORE: &str = "sqlite:.parvis/desk.sqlite";

/// A desk that has nothing in it. Its clock runs, unlike that of most tests: what
/// comes later stands later in the store.
pub(crate) fn desk(town: &Town) -> Server {
    for name in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"] {
        // The first time there is none.
        let _none = std::fs::remove_file(town.path(".parvis").join(name));
    }
    let mut command = Command::new(program());
    command.arg("--root").arg(town.root()).args(["desk", "--port", "0", "--store", STORE]);
    Server::within(command)
}
