//! The staff's side of the desk: the queue, one request, what becomes of it.
//!
//! The command line and the bureau both work through here. Accepting goes in
//! three steps, because it spans the store and a file: the intent is written,
//! the caller edits the file, the intent is said to be done. [`Inbox::pending`]
//! lists what a process that died left in between.
//!
//! Architecture invariant: no file of the content is read or written here, and
//! the secret of a request is never shown to staff, but in a link that goes to its
//! sender alone: on the slip of whom they recorded it for, in a letter they post.

mod calls;
mod counter;
mod error;
mod moves;
mod offered;
mod orders;
mod register;
mod slip;
mod warn;

use std::sync::Arc;

use jiff::Timestamp;
use schema::words::Language;

use crate::code::{Posted, Proof};
use crate::desk::Desk;
use crate::doubt::Doubt;
use crate::reach::Reach;
use crate::reference::Reference;
use crate::request::{Channel, Event, Request};
use crate::store::Which;
use crate::told::{self, ToldField};
use crate::verified::Verified;
use crate::workflow::register::{Register, SessionChange};
use crate::workflow::update::{Pending, Update};
use crate::workflow::{Matter, State};
pub use calls::Call;
pub use counter::{Absence, Blank, Entry, Listed, Recorded};
pub use error::Error;
pub use offered::Left;
pub use register::{Announced, Holder, Rated, SessionLine, SessionList, Sessions, is_rateable};
pub use slip::{Seat, Service, Slip};
pub use warn::Warned;

/// The queue and what staff do with it.
#[derive(Clone, Debug)]
pub struct Inbox {
    desk: Arc<Desk>,
}

/// One line of the queue.
#[derive(Clone, Debug)]
pub struct Summary {
    /// What everybody calls it.
    pub reference: Reference,
    /// The form it was sent by.
    pub form: String,
    /// How far it has come.
    pub state: State,
    /// How it came.
    pub channel: Channel,
    /// When it came.
    pub received_at: Timestamp,
    /// The title of its page.
    pub subject: String,
    /// What is known of who sent it, where that is asked: a page is changed at the
    /// word of its own people.
    pub proof: Option<Proof>,
    /// Whether staff have something to do with it.
    pub is_open: bool,
    /// Why it is to be looked at before it is believed.
    pub doubt: Option<Doubt>,
}

/// One request, whole, as staff see it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its line in the queue.
    pub summary: Summary,
    /// The language its sender reads.
    pub language: Language,
    /// What it asks, field by field.
    pub fields: Vec<ToldField>,
    /// What it asks and what became of it, by its workflow.
    pub matter: Matter,
    /// How staff made sure of who asks, when they accepted it and noted it.
    pub verified: Option<Verified>,
    /// Everything that happened, in order.
    pub history: Vec<Event>,
    /// How its sender is reached, where the form asks it.
    pub reach: Reach,
    /// The turn of a registration that waits.
    pub turn: Option<usize>,
    /// What became of the session of a registration, when it is not as it was.
    pub change: Option<SessionChange>,
}

impl Shown {
    /// The change of a page that it asks for, if that is what it is.
    #[must_use]
    pub const fn update(&self) -> Option<&Update> {
        match &self.matter {
            Matter::Update(update) => Some(update),
            Matter::Register(_) | Matter::Order(_) => None,
        }
    }

    /// The registration that it is, if it is one.
    #[must_use]
    pub const fn register(&self) -> Option<&Register> {
        match &self.matter {
            Matter::Register(register) => Some(register),
            Matter::Update(_) | Matter::Order(_) => None,
        }
    }

    /// The page it is about, by its place under the content; of an order, the key
    /// of its pick-up point.
    #[must_use]
    pub fn page(&self) -> &str {
        match &self.matter {
            Matter::Update(update) => &update.page,
            Matter::Register(register) => &register.page,
            Matter::Order(order) => &order.point.key,
        }
    }

    /// The address of that page.
    #[must_use]
    pub fn url(&self) -> &str {
        match &self.matter {
            Matter::Update(update) => &update.url,
            Matter::Register(register) => &register.url,
            Matter::Order(order) => &order.point.url,
        }
    }
}

/// How many records are read at once.
const READ: u32 = 200;

impl Inbox {
    /// The staff's side of this desk.
    #[must_use]
    pub const fn new(desk: Arc<Desk>) -> Self {
        Self { desk }
    }

    /// The queue, oldest first.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`].
    pub async fn list(&self, which: Which) -> Result<Vec<Summary>, Error> {
        let now = self.desk.clock.now();
        self.each(which, |request| summary(&request, now)).await
    }

    /// One request, told in this language.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn show(&self, reference: &Reference, language: Language) -> Result<Shown, Error> {
        let request = self.desk.found(reference).await?;
        let edition = self.desk.bundle.edition().ok();
        let seat = self.desk.seat(&request).await?.unwrap_or_default();
        Ok(Shown {
            reach: Reach::of(&request, edition.as_deref()),
            turn: seat.turn,
            change: seat.change,
            summary: summary(&request, self.desk.clock.now()),
            fields: told::of(&request, edition.as_deref(), language),
            verified: request.verified(),
            language: request.language,
            matter: request.matter,
            history: request.history,
        })
    }

    /// The changes of files that were begun and not said to be done.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`].
    pub async fn pending(&self) -> Result<Vec<(Reference, Pending)>, Error> {
        let begun = self.each(Which::Pending, |request| {
            let Matter::Update(update) = request.matter else { return None };
            update.pending.map(|pending| (request.reference, pending))
        });
        Ok(begun.await?.into_iter().flatten().collect())
    }

    /// A new code for the letter to a page; the one before proves nothing any more.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownPage`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn issue_code(&self, page: &str) -> Result<String, Error> {
        let sheet = self.edition()?.sheet(page).map_err(not_ready)?;
        let sheet = sheet.ok_or_else(|| Error::UnknownPage(page.to_owned()))?;
        let (letter, posted) = Posted::new(&sheet.page, &self.desk.key, self.desk.clock.now())?;
        self.desk.store.keep_code(posted).await?;
        tracing::info!(kind = %sheet.kind, "a code was issued");
        Ok(letter)
    }

    async fn each<T>(&self, which: Which, take: impl Fn(Request) -> T) -> Result<Vec<T>, Error> {
        let mut taken = Vec::new();
        let mut after = None;
        loop {
            let requests = self.desk.store.list(which, after, READ).await?;
            after = requests.last().map(|request| request.reference.clone());
            taken.extend(requests.into_iter().map(&take));
            if after.is_none() {
                return Ok(taken);
            }
        }
    }

    fn edition(&self) -> Result<Arc<crate::bundle::Edition>, Error> {
        self.desk.bundle.edition().map_err(not_ready)
    }
}

fn not_ready(error: crate::bundle::Error) -> Error {
    Error::NotReady(Box::new(error))
}

fn summary(request: &Request, now: Timestamp) -> Summary {
    Summary {
        reference: request.reference.clone(),
        form: request.form.clone(),
        state: request.state(now),
        channel: request.channel,
        received_at: request.received_at,
        subject: request.subject().to_owned(),
        proof: matches!(request.matter, Matter::Update(_)).then_some(request.proof),
        is_open: request.is_open(),
        doubt: request.doubt,
    }
}
