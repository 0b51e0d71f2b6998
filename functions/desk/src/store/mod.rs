//! The port of the store: what the desk asks of whatever keeps its requests.
//!
//! A trait because two implementations are meant to pass one suite: the embedded
//! store here, and a store in the cloud. Everything asked for is one record, one
//! page of records, or one transaction of a few records.
//!
//! Architecture invariant: a store knows no workflow and no form. It answers
//! success only after the write is durable, and [`Unavailable`] for every failure
//! of its own: nothing was written then, or nothing that counts.

#[cfg(feature = "dynamodb")]
pub mod dynamodb;
#[cfg(feature = "sqlite")]
pub mod sqlite;

use std::fmt;
use std::pin::Pin;

use jiff::{SignedDuration, Timestamp};

use crate::code::Posted;
use crate::key::Digest;
use crate::reference::Reference;
use crate::request::Request;
use crate::secret::Masked;
use crate::unavailable::Unavailable;

/// What a store answers, later.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Unavailable>> + Send + 'a>>;

/// What keeps the requests.
pub trait Store: fmt::Debug + Send + Sync {
    /// Records a request with what must be together with it: the marks by which
    /// it is known again, the count of its network, the try of its code.
    fn submit(&self, submission: Submission) -> Answer<'_, Submitted>;

    /// The request that was recorded under this mark, while the mark lives.
    fn recall(&self, mark: Digest, at: Timestamp) -> Answer<'_, Option<Recalled>>;

    /// One request.
    fn find(&self, reference: Reference) -> Answer<'_, Option<Request>>;

    /// The next requests after one, oldest first, at most `limit` of them; fewer
    /// only at the end. One that can't be read is left out, and logged.
    fn list(&self, which: Which, after: Option<Reference>, limit: u32) -> Answer<'_, Vec<Request>>;

    /// Saves together what was read, each under the version it was read at, and
    /// counts those up; says no, and saves nothing, when someone else saved one since.
    fn save(&self, saving: Saving) -> Answer<'_, Saved>;

    /// A book by its name; one that was never written is of version 0 and holds `null`.
    fn book(&self, name: String) -> Answer<'_, Book>;

    /// The errands of a lane that are due by then, in the order of their time.
    fn errands(&self, lane: Lane, until: Timestamp, limit: u32) -> Answer<'_, Vec<Errand>>;

    /// Puts an errand off, and counts the try, if it is still due when it was read
    /// to be: of two that claim it, one does it.
    fn claim(&self, errand: Errand, until: Timestamp) -> Answer<'_, bool>;

    /// Keeps a posted code, instead of the one before for the same page.
    fn keep_code(&self, posted: Posted) -> Answer<'_, ()>;

    /// Answers when the store can read and write.
    fn ready(&self) -> Answer<'_, ()>;
}

/// A request to be recorded, with what decides whether it is.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The request as it is to be kept.
    pub request: Request,
    /// By what it is known again.
    pub marks: Marks,
    /// The secret for those who send the same again.
    pub masked: Masked,
    /// The count of its network; none for what staff enter.
    pub rate: Option<Rate>,
    /// The code that came with it, digested.
    pub code: Option<Digest>,
    /// The page whose code it would be.
    pub page: String,
    /// The books that hold its place, as they are to be.
    pub books: Vec<Book>,
    /// What is to be done because of it.
    pub errands: Vec<Errand>,
    /// The proof of work that it brings, which serves once.
    pub spent: Option<Spent>,
}

/// What serves once.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// What it is known by.
    pub digest: Digest,
    /// From then on it is worth nothing anyway.
    pub expires_at: Timestamp,
}

/// What is saved together.
#[derive(Clone, Debug, Default)]
pub struct Saving {
    /// Requests, each with the version it was read at.
    pub requests: Vec<Request>,
    /// Books, each with the version it was read at.
    pub books: Vec<Book>,
    /// What is to be done from now on; one of the same name is replaced.
    pub errands: Vec<Errand>,
    /// The names of errands that are done.
    pub settled: Vec<String>,
}

impl From<Request> for Saving {
    fn from(request: Request) -> Self {
        Self { requests: vec![request], ..Self::default() }
    }
}

/// Who holds the places of one thing: a session, a slot. The store keeps it, and
/// knows nothing of what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// What it is found by.
    pub name: String,
    /// Counts the times it was saved; 0 while it never was.
    pub version: u32,
    /// What it says.
    pub content: serde_json::Value,
}

/// Something to be done at a time: written together with what it is about, so
/// that neither is ever without the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Its name, the same each time it is tried.
    pub id: String,
    /// Who does it.
    pub lane: Lane,
    /// From when on.
    pub due: Timestamp,
    /// How often it was tried.
    pub tries: u32,
    /// What is to be done.
    pub task: serde_json::Value,
}

/// Who does an errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// The program, at a tick.
    Machine,
    /// A mail server, at a tick: apart, so that nothing waits behind a slow one.
    Post,
    /// Staff: a call, a letter.
    People,
}

impl Lane {
    /// The name that a store keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Post => "post",
            Self::People => "people",
        }
    }
}

/// By what a sending is known again.
#[derive(Clone, Debug)]
pub struct Marks {
    /// The key that the sender chose.
    pub identity: Option<Digest>,
    /// The same content of the same form from the same network.
    pub likeness: Digest,
    /// The content, to tell a repetition from another use of the same key.
    pub content: Digest,
}

/// How long a sender's key is remembered.
pub const IDENTITY_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long the same content without a key counts as the same.
pub const LIKENESS_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// How many requests a network may record in a time.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// The network, digested for this day.
    pub network: Digest,
    /// How many it may record.
    pub most: u32,
    /// In how long, counted from its first.
    pub within: SignedDuration,
}

/// What became of a submission.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// It is recorded, durably.
    Recorded(Box<Request>),
    /// It was recorded before: this is what was recorded then.
    Again(Recalled),
    /// The sender's key was used for another content.
    KeyReused,
    /// The network sent too much.
    TooMany {
        /// When it may send again.
        until: Timestamp,
    },
    /// The reference is another request's: take another.
    Taken,
    /// A book was saved by someone else since it was read: judge again.
    Outrun,
    /// The proof of work has served before.
    Spent,
}

/// A request that was recorded under a mark.
#[derive(Clone, Debug)]
pub struct Recalled {
    /// The request as it is now.
    pub request: Box<Request>,
    /// The content it was recorded with.
    pub content: Digest,
    /// Its secret, masked.
    pub masked: Masked,
}

/// Which requests are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that staff have something to do with.
    Open,
    /// Those whose file is being changed.
    Pending,
    /// All.
    All,
}

/// What became of a saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// All is saved, durably.
    Saved,
    /// Someone else saved a request or a book since it was read.
    Outrun,
}
