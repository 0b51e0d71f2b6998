//! The staff's side of registrations: the list of a session, who is to be warned,
//! and what a place costs once a proof was seen.

use jiff::Timestamp;
use rust_decimal::Decimal;
use schema::form::Workflow;
use schema::form::rate::Quote;
use schema::form::register::Session;
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::words::Language;

use super::{Error, Inbox, not_ready};
use crate::reach::Reach;
use crate::reference::Reference;
use crate::request::{Request, Who};
use crate::store::Which;
use crate::told::{self, ToldField};
use crate::workflow::places::{Place, Places};
use crate::workflow::register::{Move, Register, book};
use crate::workflow::{Matter, State};

/// A session with everybody in it, for who leads it.
#[derive(Clone, Debug)]
pub struct SessionList {
    /// The title of the page.
    pub title: String,
    /// The session, as it is announced now.
    pub session: Session,
    /// How many places are taken.
    pub taken: u32,
    /// Those who hold a place, then those to whom one is offered, then those who
    /// wait, in the order they came.
    pub lines: Vec<SessionLine>,
}

/// One place of a session: whose, and how they are reached.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// How far it is.
    pub state: State,
    /// The turn of who waits, from 1.
    pub turn: Option<usize>,
    /// One registration, or those of the two households of a child.
    pub holders: Vec<Holder>,
}

/// One registration of a session.
#[derive(Clone, Debug)]
pub struct Holder {
    /// What everybody calls it.
    pub reference: Reference,
    /// How its sender is reached.
    pub reach: Reach,
    /// What was answered, field by field.
    pub fields: Vec<ToldField>,
    /// What it costs.
    pub quote: Option<Quote>,
}

/// Someone who is to be warned: their session is not as it was when they came.
#[derive(Clone, Debug)]
pub struct Warned {
    /// What everybody calls the registration.
    pub reference: Reference,
    /// The title of its page.
    pub title: String,
    /// The page, by its place under the content.
    pub page: String,
    /// The session.
    pub session: String,
    /// When it was to begin.
    pub was_at: Timestamp,
    /// What became of it.
    pub change: SessionChange,
    /// How they are reached.
    pub reach: Reach,
}

/// What became of a session that people registered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionChange {
    /// It is cancelled.
    Cancelled,
    /// It is announced no more.
    Gone,
    /// It begins at another moment.
    Moved(Timestamp),
}

impl Inbox {
    /// The list of a session of a page.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownSession`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn session(&self, page: &str, id: &str, language: Language) -> Result<SessionList, Error> {
        let edition = self.edition()?;
        let unknown = || Error::UnknownSession { page: page.to_owned(), session: id.to_owned() };
        let sheet = edition.sheet(page).map_err(not_ready)?.ok_or_else(unknown)?;
        for form in edition.declared_forms().map_err(not_ready)? {
            let sessions = edition.sessions(&form, page).map_err(not_ready)?;
            let Some(session) = sessions.into_iter().find(|session| session.id == id) else { continue };
            let places = Places::of(&self.desk.store.book(book(&form.name, page, id)).await?)?;
            let lines = self.lines(&places, language).await?;
            let taken = places.taken(self.desk.clock.now());
            return Ok(SessionList { title: sheet.title, session, taken, lines });
        }
        Err(unknown())
    }

    async fn lines(&self, places: &Places, language: Language) -> Result<Vec<SessionLine>, Error> {
        let now = self.desk.clock.now();
        let edition = self.desk.bundle.edition().ok();
        let mut lines = Vec::new();
        for line in places.lines() {
            let mut holders = Vec::new();
            for reference in &line.holders {
                let Some(request) = self.desk.store.find(reference.clone()).await? else { continue };
                let Matter::Register(register) = &request.matter else { continue };
                holders.push(Holder {
                    reach: Reach::of(&request, edition.as_deref()),
                    fields: told::of(&request, edition.as_deref(), language),
                    quote: register.quote,
                    reference: request.reference.clone(),
                });
            }
            let state = state(line.place, now);
            if state != State::Lapsed {
                let turn = line.holders.first().and_then(|holder| places.turn(holder));
                lines.push(SessionLine { state, turn, holders });
            }
        }
        lines.sort_by_key(|line| rank(line.state));
        Ok(lines)
    }

    /// Who is to be warned because a session was cancelled, moved, or taken out of
    /// the page. Nothing of theirs is deleted.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn to_warn(&self) -> Result<Vec<Warned>, Error> {
        let edition = self.edition()?;
        let now = self.desk.clock.now();
        let mut warned = Vec::new();
        for request in self.each(Which::All, |request| request).await? {
            let Matter::Register(register) = &request.matter else { continue };
            if !register.is_alive(now) || register.starts_at <= now {
                continue;
            }
            let form = edition.declared_form(&request.form).map_err(not_ready)?;
            let sessions = form.map(|form| edition.sessions(&form, &register.page)).transpose().map_err(not_ready)?;
            let session = sessions.into_iter().flatten().find(|session| session.id == register.session);
            if let Some(change) = change(register, session.as_ref()) {
                warned.push(Warned {
                    reach: Reach::of(&request, Some(&edition)),
                    title: register.title.clone(),
                    page: register.page.clone(),
                    session: register.session.clone(),
                    was_at: register.starts_at,
                    reference: request.reference.clone(),
                    change,
                });
            }
        }
        Ok(warned)
    }

    /// Settles what a registration costs, for a quotient that staff saw proved.
    ///
    /// # Errors
    ///
    /// [`Error::NoRate`] when its page has no grid, [`Error::Illegal`],
    /// [`Error::Unknown`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn rate(&self, reference: &Reference, quotient: Decimal) -> Result<Quote, Error> {
        let request = self.desk.found(reference).await?;
        let quote = self.quote(&request, quotient)?.ok_or_else(|| Error::NoRate(reference.clone()))?;
        self.desk.make_registration(reference, Who::Staff, &Move::Rate { quote }).await?;
        Ok(quote)
    }

    fn quote(&self, request: &Request, quotient: Decimal) -> Result<Option<Quote>, Error> {
        let edition = self.edition()?;
        let Matter::Register(register) = &request.matter else { return Ok(None) };
        let Some(form) = edition.declared_form(&request.form).map_err(not_ready)? else { return Ok(None) };
        let Workflow::Register(settings) = &form.workflow else { return Ok(None) };
        let Some(sheet) = edition.sheet(&register.page).map_err(not_ready)? else { return Ok(None) };
        let Some(kind) = edition.kind(&sheet.kind).map_err(not_ready)? else { return Ok(None) };
        let values = |fields, node: &Node| read::group(fields, node, Origin::Form, |_| false).0;
        let page = values(&kind.fields, &sheet.published());
        let answers = values(&form.fields, &Node::from_json(&register.answers));
        Ok(settings.rate.as_ref().and_then(|rate| rate.quote(&page, &answers, Some(quotient))))
    }
}

fn change(register: &Register, session: Option<&Session>) -> Option<SessionChange> {
    match session {
        None => Some(SessionChange::Gone),
        Some(session) if session.is_cancelled => Some(SessionChange::Cancelled),
        Some(session) => {
            let start = session.start.timestamp();
            (start != register.starts_at).then_some(SessionChange::Moved(start))
        }
    }
}

fn state(place: Place, at: Timestamp) -> State {
    match place {
        Place::Seated => State::Registered,
        Place::Waiting => State::Waiting,
        Place::Offered { .. } if place.is_offered(at) => State::Offered,
        Place::Offered { .. } => State::Lapsed,
    }
}

const fn rank(state: State) -> u8 {
    match state {
        State::Registered => 0,
        State::Offered => 1,
        _ => 2,
    }
}
