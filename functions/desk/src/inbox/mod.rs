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
mod moves;
mod offered;
mod orders;
mod register;
mod slip;
mod warn;

use std::sync::Arc;

use jiff::Timestamp;
use schema::field::Field;
use schema::types::text;
use schema::words::Language;

use crate::code::{Posted, Proof};
use crate::desk::Desk;
use crate::doubt::Doubt;
use crate::moves::Stopped;
use crate::reach::Reach;
use crate::reference::Reference;
use crate::request::{Channel, Event, Request};
use crate::store::Which;
use crate::told::{self, ToldField};
use crate::unavailable::Unavailable;
use crate::verified::Verified;
use crate::workflow::register::{Register, SessionChange};
use crate::workflow::update::{Pending, Update};
use crate::workflow::{Illegal, Matter, State};
pub use calls::Call;
pub use counter::{Absence, Blank, Entry, Listed, Recorded};
pub use offered::Left;
pub use register::{Announced, Holder, Rated, SessionLine, SessionList, Sessions, is_rateable};
pub use slip::{Seat, Service, Slip};
pub use warn::Warned;

/// The queue and what staff do with it.
#[derive(Clone, Debug)]
pub struct Inbox {
    desk: Arc<Desk>,
}

/// Why an operation of the staff was not done; nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No request has this reference.
    #[error("no request has the reference {0}")]
    Unknown(Reference),
    /// The state of the request does not allow it.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// These fields were not asked for.
    #[error("the request does not ask to change {}", .0.join(", "))]
    NotAsked(Vec<String>),
    /// Nothing was chosen to be accepted.
    #[error("no field was chosen")]
    NoField,
    /// A refusal says why.
    #[error("a refusal needs a reason")]
    NoReason,
    /// The reason is not a text that can be shown.
    #[error("the reason is not a text")]
    Reason(text::Problem),
    /// No page that can be changed is there.
    #[error("no page that can be updated is at {0}")]
    UnknownPage(String),
    /// No page announces this session.
    #[error("no session {session} is announced on {page}")]
    UnknownSession {
        /// The page as it was given.
        page: String,
        /// The session as it was given.
        session: String,
    },
    /// No call or letter waits by this name.
    #[error("no call is to be made under {0}")]
    UnknownCall(String),
    /// No merchant and no pick-up point is called so.
    #[error("no merchant and no pick-up point is called {0}")]
    UnknownList(String),
    /// The page of the registration has no price grid.
    #[error("what {0} costs does not depend on a quotient")]
    NoRate(Reference),
    /// What staff typed was refused, as a visitor's would be.
    #[error("{message}")]
    Refused {
        /// A stable name for scripts: `invalid`, `unchanged`.
        code: &'static str,
        /// The whole, in words.
        message: String,
        /// The faults, by field.
        faults: Vec<(String, String)>,
        /// The form of a registration again, with all that was typed.
        again: Option<Box<Blank>>,
    },
    /// Nothing made the request doubtful, or no more.
    #[error("the request is not doubted")]
    NoDoubt,
    /// The store does not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// The bundle is not there.
    #[error("the site has not been built")]
    NotReady(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Unknown(reference) => Self::Unknown(reference),
            Stopped::Illegal(illegal) => Self::Illegal(illegal),
            Stopped::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}

impl Error {
    /// A stable name for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown-request",
            Self::Illegal(_) => "illegal-move",
            Self::NotAsked(_) => "not-asked",
            Self::NoField => "no-field",
            Self::NoReason => "no-reason",
            Self::Reason(problem) => problem.code(),
            Self::UnknownPage(_) => "unknown-page",
            Self::UnknownSession { .. } => "unknown-session",
            Self::UnknownCall(_) => "unknown-call",
            Self::UnknownList(_) => "unknown-list",
            Self::NoRate(_) => "no-rate",
            Self::Refused { code, .. } => code,
            Self::NoDoubt => "no-doubt",
            Self::Unavailable(_) => "store-unavailable",
            Self::NotReady(_) => "not-built",
        }
    }

    /// What staff are told: a phrase in lower case without a stop, except for what
    /// a visitor would be told too, which stays in whole sentences.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (self, language) {
            (Self::Unknown(reference), Language::French) => {
                format!("aucune demande n’a la référence «\u{a0}{reference}\u{a0}»")
            }
            (Self::Unknown(reference), Language::English) => format!("no request has the reference “{reference}”"),
            (Self::Illegal(illegal), language) => illegal.message(language),
            (Self::NotAsked(keys), Language::French) => {
                format!("la demande ne porte pas sur «\u{a0}{}\u{a0}»", keys.join(", "))
            }
            (Self::NotAsked(keys), Language::English) => {
                format!("the request does not ask to change “{}”", keys.join(", "))
            }
            (Self::NoField, Language::French) => "aucun champ n’est choisi".to_owned(),
            (Self::NoField, Language::English) => "no field is chosen".to_owned(),
            (Self::NoReason, Language::French) => "un refus dit pourquoi\u{a0}: écrivez un motif".to_owned(),
            (Self::NoReason, Language::English) => "a refusal says why: write a reason".to_owned(),
            (Self::Reason(problem), language) => problem.told(language).message,
            (Self::UnknownPage(page), Language::French) => {
                format!("aucune fiche modifiable n’est à «\u{a0}{page}\u{a0}»")
            }
            (Self::UnknownPage(page), Language::English) => format!("no page that can be updated is at “{page}”"),
            (Self::UnknownSession { page, session }, Language::French) => {
                format!("aucune séance «\u{a0}{session}\u{a0}» n’est annoncée sur «\u{a0}{page}\u{a0}»")
            }
            (Self::UnknownSession { page, session }, Language::English) => {
                format!("no session “{session}” is announced on “{page}”")
            }
            (Self::UnknownCall(id), Language::French) => {
                format!("aucun appel «\u{a0}{id}\u{a0}» n’est à faire, ou il est déjà fait")
            }
            (Self::UnknownCall(id), Language::English) => {
                format!("no call “{id}” is to be made, or it is made already")
            }
            (Self::UnknownList(key), Language::French) => {
                format!(
                    "aucun commerçant de la conciergerie et aucun point de retrait ne s’appelle «\u{a0}{key}\u{a0}»"
                )
            }
            (Self::UnknownList(key), Language::English) => {
                format!("no merchant of the concierge and no pick-up point is called “{key}”")
            }
            (Self::NoRate(reference), Language::French) => {
                format!("le tarif de {reference} ne dépend pas d’un quotient familial")
            }
            (Self::NoRate(reference), Language::English) => {
                format!("what {reference} costs does not depend on a quotient")
            }
            (Self::Refused { message, .. }, _) => message.clone(),
            (Self::NoDoubt, Language::French) => "aucun doute ne pèse sur cette demande".to_owned(),
            (Self::NoDoubt, Language::English) => "there is no doubt about this request".to_owned(),
            (Self::Unavailable(_), Language::French) => {
                "le registre des demandes ne répond pas, rien n’a été changé".to_owned()
            }
            (Self::Unavailable(_), Language::English) => {
                "the store of requests does not answer, nothing was changed".to_owned()
            }
            (Self::NotReady(_), Language::French) => "le site n’a pas encore été construit".to_owned(),
            (Self::NotReady(_), Language::English) => "the site has not been built yet".to_owned(),
        }
    }
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

    /// The forms that `content/_forms` declares.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`].
    pub fn forms(&self) -> Result<Vec<String>, Error> {
        let declared = self.edition()?.declared_forms().map_err(not_ready)?;
        Ok(declared.iter().map(|form| form.name.clone()).collect())
    }

    /// The fields of a declared form, each with what people call it.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`].
    pub fn columns(&self, form: &str, language: Language) -> Result<Option<Vec<(String, String)>>, Error> {
        let form = self.edition()?.declared_form(form).map_err(not_ready)?;
        let column = |field: &Field| (field.key.clone(), field.label.in_language(language).to_owned());
        Ok(form.map(|form| form.fields.iter().map(column).collect()))
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
