//! The port of the store: what the desk asks of whatever keeps its requests.
//!
//! A trait because two implementations are meant to pass one suite: the embedded
//! store here, and a store in the cloud. Everything asked for is one record, one
//! page of records, or one transaction of a few records.
//!
//! Architecture invariant: a store knows no workflow and no form. It answers
//! success only after the write is durable, and [`Unavailable`] for every failure
//! of its own: nothing was written then, or nothing that counts.

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

    /// Saves a request that was read at this version, and counts it up; says no,
    /// and saves nothing, when someone else saved it since.
    fn replace(&self, request: Request) -> Answer<'_, Replaced>;

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
pub enum Replaced {
    /// It is saved, durably.
    Saved,
    /// Someone else saved the request since it was read.
    Outrun,
}
