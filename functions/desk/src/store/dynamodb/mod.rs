//! The store in the cloud: one table of `DynamoDB`.
//!
//! | partition `pk` | `sk` | what |
//! |---|---|---|
//! | `request#MK-7Q4F-93TX` | `-` | the record, as JSON, and its version |
//! | `queue#all`, `queue#open`, `queue#pending` | moment and reference | a line of the queue, without a record |
//! | `mark#…`, `spent#…`, `rate#…` | `-` | what is known by a digest; forgotten by itself (`ttl`) |
//! | `code#PAGE` | `-` | the code of a letter; forgotten a year after its end |
//! | `book#NAME` | `-` | a book, as JSON, and its version |
//! | `errand#ID` | `-` | an errand; the index `errands` (`lane`, `due`) finds those that are due |
//! | `bundle` | `-` | the name of the published edition, and of its chunks |
//! | `part` | hash | a chunk of an edition that `parvis publish` handed over |
//!
//! The lines of the queue are written in the transaction of their record and read
//! consistently: staff see what came in a moment ago. An index would show it late.
//! The index of errands may be late, and harms nobody: what it finds is looked up,
//! and an errand is claimed under a condition.
//!
//! Limits: an item holds 400 kB, so that a record above [`LARGEST`] is refused,
//! and one transaction saves about thirty requests. Both are far above what forms
//! and moves ask for.
//!
//! Architecture invariant: whatever fails is [`Unavailable`] after three seconds at
//! most. An answer that was lost after the commit is found again by the chance
//! number (`stroke`) that its writing left in the record; if the table does not
//! answer until the end, the sender is told to come back, and sending again finds it.

mod access;
mod bundle;
mod errands;
mod item;
mod patience;
mod queue;
mod saving;
mod submitting;
mod table;

use std::fmt;

use jiff::{SignedDuration, Timestamp};

pub use access::{Access, Missing};
pub use bundle::{EditionName, Published};
use item::{Expression, Item, Row, alone, partition};
use patience::{Patience, Trouble};
use table::{Action, Table, Written};

use super::{Answer, Book, Errand, Lane, Recalled, Saved, Saving, Store, Submission, Submitted, Which};
use crate::code::Posted;
use crate::key::Digest;
use crate::random;
use crate::reference::Reference;
use crate::request::Request;
use crate::secret::Masked;
use crate::unavailable::Unavailable;

/// The longest record, in bytes: the rest of the item is its keys.
pub const LARGEST: usize = 390_000;

/// Requests in one table.
pub struct DynamoDb {
    table: Table,
}

impl fmt::Debug for DynamoDb {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("DynamoDb").field(&self.table.name).finish()
    }
}

/// Asks until it goes well, within the time of one operation.
macro_rules! patiently {
    ($patience:ident, $attempt:expr) => {{
        let mut $patience = Patience::new();
        loop {
            match $attempt.await {
                Ok(answer) => break Ok(answer),
                Err(trouble) => $patience.pause(trouble).await?,
            }
        }
    }};
}
use patiently;

impl DynamoDb {
    /// The store in a table that is there. Nothing is asked before the first request.
    #[must_use]
    pub fn new(access: Access) -> Self {
        Self { table: Table { client: access.client(), name: access.table } }
    }

    async fn found(&self, reference: &Reference, patience: &Patience) -> Result<Option<Request>, Trouble> {
        let found = self.table.get(request_key(reference), patience).await?;
        found.map(|item| item::json(&item, "record")).transpose()
    }

    async fn recalled(&self, mark: &Digest, at: Timestamp, patience: &Patience) -> Result<Option<Recalled>, Trouble> {
        let Some(mark) = self.table.get(mark_key(mark), patience).await? else { return Ok(None) };
        let mark = Mark::read(&mark)?;
        if mark.expires_at <= at {
            return Ok(None);
        }
        let request = self.found(&mark.reference, patience).await?;
        Ok(request.map(|request| mark.recalled(request)))
    }

    async fn opened(&self, name: &str, patience: &Patience) -> Result<Book, Trouble> {
        let found = self.table.get(book_key(name), patience).await?;
        let (version, content) = match found {
            None => (0, serde_json::Value::Null),
            Some(item) => (item::number(&item, "version")?, item::json(&item, "content")?),
        };
        Ok(Book { name: name.to_owned(), version, content })
    }

    /// Reads, and writes nothing in a way that needs the right and the room to.
    async fn answers(&self, patience: &Patience) -> Result<(), Trouble> {
        let nothing = alone("ready");
        self.table.get(nothing.clone(), patience).await?;
        self.table.write(vec![Action::Delete(nothing)], patience).await.map(drop)
    }

    async fn put(&self, row: &Row, patience: &Patience) -> Result<Written, Trouble> {
        self.table.write(vec![Action::put(row.clone())], patience).await
    }
}

impl Store for DynamoDb {
    fn submit(&self, submission: Submission) -> Answer<'_, Submitted> {
        Box::pin(self.submitted(submission))
    }

    fn recall(&self, mark: Digest, at: Timestamp) -> Answer<'_, Option<Recalled>> {
        Box::pin(async move { patiently!(patience, self.recalled(&mark, at, &patience)) })
    }

    fn find(&self, reference: Reference) -> Answer<'_, Option<Request>> {
        Box::pin(async move { patiently!(patience, self.found(&reference, &patience)) })
    }

    fn list(&self, which: Which, after: Option<Reference>, limit: u32) -> Answer<'_, Vec<Request>> {
        Box::pin(self.listed(which, after, limit))
    }

    fn save(&self, saving: Saving) -> Answer<'_, Saved> {
        Box::pin(self.saved(saving))
    }

    fn book(&self, name: String) -> Answer<'_, Book> {
        Box::pin(async move { patiently!(patience, self.opened(&name, &patience)) })
    }

    fn errands(&self, lane: Lane, until: Timestamp, limit: u32) -> Answer<'_, Vec<Errand>> {
        Box::pin(self.due(lane, until, limit))
    }

    fn claim(&self, errand: Errand, until: Timestamp) -> Answer<'_, bool> {
        Box::pin(self.claimed(errand, until))
    }

    fn keep_code(&self, posted: Posted) -> Answer<'_, ()> {
        let row = code_row(&posted);
        Box::pin(async move { patiently!(patience, self.put(&row, &patience)).map(drop) })
    }

    fn ready(&self) -> Answer<'_, ()> {
        Box::pin(async move { patiently!(patience, self.answers(&patience)) })
    }
}

fn request_key(reference: &Reference) -> Row {
    alone(&partition("request", reference.as_str()))
}

fn mark_key(mark: &Digest) -> Row {
    alone(&item::digested("mark", mark))
}

fn book_key(name: &str) -> Row {
    alone(&partition("book", name))
}

fn code_key(page: &str) -> Row {
    alone(&partition("code", page))
}

/// By what a writing knows its own: nobody else draws the same.
type Stroke = [u8; 16];

fn stroke() -> Result<Stroke, Unavailable> {
    random::bytes()
}

/// A request as it is kept.
fn request_row(request: &Request, stroke: Stroke) -> Result<Row, Trouble> {
    let record = serde_json::to_string(request).map_err(|_| Trouble::lasting("a record can't be written"))?;
    if record.len() > LARGEST {
        return Err(Trouble::Lasting(format!("a record of {} bytes is more than an item holds", record.len())));
    }
    let row = request_key(&request.reference).number("version", request.version).bytes("stroke", stroke);
    Ok(row.moment("received_at", request.received_at).text("record", record))
}

/// A book as it is to be kept, counted up.
fn book_put(book: &Book, stroke: Stroke) -> Result<Action, Trouble> {
    let content = book.content.to_string();
    if content.len() > LARGEST {
        return Err(Trouble::Lasting(format!("a book of {} bytes is more than an item holds", content.len())));
    }
    let row = book_key(&book.name).number("version", book.version + 1).bytes("stroke", stroke).text("content", content);
    let condition = match book.version {
        0 => absent(),
        version => Expression::new("#version = :read").number(":read", version),
    };
    Ok(Action::put_if(row, condition))
}

/// The condition that nothing stands there yet.
fn absent() -> Expression {
    Expression::new("attribute_not_exists(#pk)")
}

fn code_row(posted: &Posted) -> Row {
    code_key(&posted.page)
        .bytes("digest", posted.digest.as_bytes().to_vec())
        .moment("expires_at", posted.expires_at)
        .number("tries", posted.tries)
        .number("used", i64::from(posted.used))
        .forgotten_after(posted.expires_at + SignedDuration::from_hours(365 * 24))
}

/// A mark as it is kept.
#[derive(Clone, Debug)]
struct Mark {
    content: Digest,
    reference: Reference,
    masked: Masked,
    expires_at: Timestamp,
}

impl Mark {
    fn read(item: &Item) -> Result<Self, Trouble> {
        let unreadable = || Trouble::lasting("a record can't be read");
        Ok(Self {
            content: item::digest(item, "content")?,
            reference: item::text(item, "reference")?.parse().map_err(|_| unreadable())?,
            masked: Masked(item::bytes(item, "masked")?.try_into().map_err(|_| unreadable())?),
            expires_at: item::moment(item, "expires_at")?,
        })
    }

    fn row(&self, mark: &Digest) -> Row {
        mark_key(mark)
            .bytes("content", self.content.as_bytes().to_vec())
            .text("reference", self.reference.as_str())
            .bytes("masked", self.masked.0)
            .moment("expires_at", self.expires_at)
            .forgotten_after(self.expires_at)
    }

    fn recalled(self, request: Request) -> Recalled {
        Recalled { request: Box::new(request), content: self.content, masked: self.masked }
    }
}
