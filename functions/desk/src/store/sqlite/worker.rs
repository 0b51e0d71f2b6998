//! One thread and its connection: jobs in, answers out, one commit for many.
//!
//! Architecture invariant: an answer of success leaves after the commit; a job
//! that fails takes back only what it did itself.

use std::fmt;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{OpenError, schema};
use crate::store::Answer;
use crate::unavailable::Unavailable;

/// What a thread does with its jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Commits what waits together.
    Write,
    /// Answers one by one.
    Read,
}

/// Jobs beyond these wait for the next commit.
const BATCH: usize = 256;

/// A job that is not begun by then is not begun at all: whoever asked is told, truly,
/// that nothing was done, rather than kept before a disk that does not follow.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is left to do once the fate of the commit is known.
type Reply = Box<dyn FnOnce(Result<(), Unavailable>) + Send>;
type Job = Box<dyn FnOnce(Result<&Connection, Unavailable>) -> (Done, Reply) + Send>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Yes,
    No,
}

/// A thread that owns a connection.
pub(super) struct Worker {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for Worker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Worker(…)")
    }
}

impl Worker {
    pub(super) fn start(path: &Path, mode: Mode) -> Result<Self, OpenError> {
        let connection = schema::connect(path, mode)?;
        let (jobs, waiting) = mpsc::channel();
        let mut desk = Bench { path: path.to_owned(), mode, opened: Some((connection, Identity::of(path))) };
        let thread = thread::spawn(move || desk.serve(&waiting));
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Has a job done, and answers what it found once that is durable.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<'_, T> {
        let (sender, receiver) = oneshot::channel();
        let asked = Instant::now();
        let job: Job = Box::new(move |connection| {
            let late = asked.elapsed() > PATIENCE;
            let result = match connection {
                Ok(_) if late => Err(Unavailable::new("the disk does not follow")),
                Ok(connection) => job(connection).map_err(|error| unavailable(&error)),
                Err(cause) => Err(cause),
            };
            let done = if result.is_ok() || late { Done::Yes } else { Done::No };
            // Whoever asked may have left; the work is done all the same.
            let reply: Reply =
                Box::new(move |committed| drop(sender.send(result.and_then(|found| committed.map(|()| found)))));
            (done, reply)
        });
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
        Box::pin(async move {
            let closed = || Unavailable::new("the thread of the store has ended");
            if !sent {
                return Err(closed());
            }
            receiver.await.unwrap_or_else(|_| Err(closed()))
        })
    }
}

impl Drop for Worker {
    /// Waits for the jobs that were taken, so that the file is left closed.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has already told.
            drop(thread.join());
        }
    }
}

struct Bench {
    path: PathBuf,
    mode: Mode,
    /// The connection, and the file it was opened on.
    opened: Option<(Connection, Option<Identity>)>,
}

/// What tells a file from another that took its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity {
    device: u64,
    number: u64,
}

impl Identity {
    /// The file that stands there now, if one does.
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = fs::metadata(path).ok()?;
        Some(Self { device: metadata.dev(), number: metadata.ino() })
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|_| Self { device: 0, number: 0 })
    }
}

impl Bench {
    fn serve(&mut self, waiting: &mpsc::Receiver<Job>) {
        while let Ok(first) = waiting.recv() {
            let served = catch_unwind(AssertUnwindSafe(|| match self.mode {
                Mode::Read => self.read(first),
                Mode::Write => {
                    let batch = std::iter::once(first).chain(waiting.try_iter().take(BATCH - 1)).collect();
                    self.write(batch);
                }
            }));
            // Whoever waits for a job that panicked is told by its answer's end;
            // closing the connection takes back what the job had begun.
            if served.is_err() {
                self.keep(Done::No);
            }
        }
    }

    fn read(&mut self, job: Job) {
        let (done, reply) = job(self.connection());
        reply(self.is_still_there());
        self.keep(done);
    }

    fn write(&mut self, batch: Vec<Job>) {
        let connection =
            self.connection().and_then(|connection| run(connection, "BEGIN IMMEDIATE").map(|()| connection));
        let outcomes: Vec<(Done, Reply)> = match &connection {
            Ok(connection) => batch.into_iter().map(|job| apart(connection, job)).collect(),
            Err(cause) => batch.into_iter().map(|job| job(Err(cause.clone()))).collect(),
        };
        let committed = connection.and_then(|connection| run(connection, "COMMIT"));
        let committed = committed.and_then(|()| self.is_still_there());
        let done =
            if committed.is_ok() && outcomes.iter().all(|(done, _)| *done == Done::Yes) { Done::Yes } else { Done::No };
        for (_, reply) in outcomes {
            reply(committed.clone());
        }
        self.keep(done);
    }

    /// The connection, on the file that stands at the path now. A file that was
    /// deleted or moved is still written by whoever has it open: what is written
    /// there is lost, so nothing is. An empty one is not made in its place, for
    /// that would hide the loss: whoever starts the program again decides.
    fn connection(&mut self) -> Result<&Connection, Unavailable> {
        if self.opened.is_some() && self.is_still_there().is_err() {
            self.opened = None;
        }
        if self.opened.is_none() {
            let file = Some(Identity::of(&self.path).ok_or_else(gone)?);
            let connection =
                schema::connect(&self.path, self.mode).map_err(|error| Unavailable::new(error.to_string()))?;
            if self.mode == Mode::Write {
                schema::write_nothing_new(&connection).map_err(|error| unavailable(&error))?;
            }
            self.opened = Some((connection, file));
        }
        self.opened.as_ref().map(|(connection, _)| connection).ok_or_else(|| Unavailable::new("no connection"))
    }

    /// Whether the file that is open is the one that others would open.
    fn is_still_there(&self) -> Result<(), Unavailable> {
        let Some((_, file)) = &self.opened else { return Ok(()) };
        if file.is_some() && *file == Identity::of(&self.path) { Ok(()) } else { Err(gone()) }
    }

    /// A connection that failed is not trusted again: closing it takes back what
    /// it had begun, and the next job opens another.
    fn keep(&mut self, done: Done) {
        if done == Done::No {
            self.opened = None;
        }
    }
}

fn gone() -> Unavailable {
    Unavailable::new("the file of the store was deleted or moved: put it back, or start again to begin an empty one")
}

/// Does a job so that its failure takes back only its own rows.
fn apart(connection: &Connection, job: Job) -> (Done, Reply) {
    if let Err(cause) = run(connection, "SAVEPOINT job") {
        return job(Err(cause));
    }
    let (done, reply) = job(Ok(connection));
    let closing = match done {
        Done::Yes => run(connection, "RELEASE job"),
        Done::No => run(connection, "ROLLBACK TO job").and_then(|()| run(connection, "RELEASE job")),
    };
    match closing {
        Ok(()) => (done, reply),
        Err(cause) => (Done::No, Box::new(move |_| reply(Err(cause)))),
    }
}

fn run(connection: &Connection, sql: &str) -> Result<(), Unavailable> {
    let done = connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
    done.map(drop).map_err(|error| unavailable(&error))
}

/// What `SQLite` says of itself. What a row held is never repeated.
fn unavailable(error: &rusqlite::Error) -> Unavailable {
    match error {
        rusqlite::Error::SqliteFailure(..) => Unavailable::new(error.to_string()),
        _ => Unavailable::new("a record can't be read or written"),
    }
}
