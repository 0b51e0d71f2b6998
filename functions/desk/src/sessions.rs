//! What the pages of activities offer now: their sessions, and how many places
//! of each are taken.

use jiff::Timestamp;
use schema::form::register::Session;
use schema::form::{Form, Workflow};
use schema::read::{self, Origin};
use serde_json::{Value as Json, json};

use crate::bundle::{self, Edition};
use crate::desk::Desk;
use crate::household;
use crate::pages::tracking::Seat;
use crate::request::Request;
use crate::unavailable::Unavailable;
use crate::workflow::Matter;
use crate::workflow::places::Places;
use crate::workflow::register::{Register, SessionChange, book};

/// Why the sessions of a page can't be told.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Untold {
    /// The bundle can't be used.
    #[error(transparent)]
    NotReady(#[from] bundle::Error),
    /// The store does not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Edition {
    /// The sessions of a page that people register for by this form.
    pub(crate) fn sessions(&self, form: &Form, page: &str) -> Result<Vec<Session>, bundle::Error> {
        let Workflow::Register(settings) = &form.workflow else { return Ok(Vec::new()) };
        let Some(sheet) = self.sheet(page)?.filter(|sheet| form.is_about(&sheet.kind)) else { return Ok(Vec::new()) };
        let Some(kind) = self.kind(&sheet.kind)? else { return Ok(Vec::new()) };
        let (page, _) = read::group(&kind.fields, &sheet.published(), Origin::Form, |_| false);
        Ok(settings.sessions(&page))
    }
}

impl Desk {
    /// The sessions of the page that this is the name of; none when no such page
    /// takes registrations.
    pub(crate) async fn places(&self, name: &str) -> Result<Option<Vec<Json>>, Untold> {
        let edition = self.bundle.edition()?;
        let now = self.clock.now();
        for form in edition.declared_forms()? {
            let schema::form::Place::About(kind) = &form.place else { continue };
            let Some(sheet) = edition.page_named(name, kind)? else { continue };
            let mut told_sessions = Vec::new();
            for session in edition.sessions(&form, &sheet.page)? {
                let book = self.store.book(book(&form.name, &sheet.page, &session.id)).await?;
                told_sessions.push(told(&session, &Places::of(&book)?, now));
            }
            return Ok(Some(told_sessions));
        }
        Ok(None)
    }
}

impl Desk {
    /// What the book of its session says of a registration; nothing of another request.
    pub(crate) async fn seat(&self, request: &Request) -> Result<Option<Seat>, Unavailable> {
        let Matter::Register(register) = &request.matter else { return Ok(None) };
        let book = self.store.book(register.book(&request.form)).await?;
        let places = Places::of(&book)?;
        let line = places.lines().find(|line| line.holders.contains(&request.reference));
        let form = self.bundle.edition().ok().and_then(|edition| edition.declared_form(&request.form).ok().flatten());
        let takes_two = form
            .is_some_and(|form| matches!(&form.workflow, Workflow::Register(settings) if !settings.person.is_empty()));
        // Who came first gives the code on; it serves once.
        let alone = line.is_some_and(|line| line.holders.len() == 1) && register.is_alive(self.clock.now());
        let household = (takes_two && alone).then(|| household::code(&self.key, &request.reference));
        Ok(Some(Seat { turn: places.turn(&request.reference), household, change: self.change_of(request, register) }))
    }

    /// What became of the session of a registration that still counts on it.
    fn change_of(&self, request: &Request, register: &Register) -> Option<SessionChange> {
        let now = self.clock.now();
        let edition = self.bundle.edition().ok()?;
        let is_to_come = register.is_alive(now) && register.starts_at > now;
        edition.session_change(&request.form, register).ok().flatten().filter(|_| is_to_come)
    }
}

impl Edition {
    /// What became of a session since somebody registered for it.
    pub(crate) fn session_change(
        &self,
        form: &str,
        register: &Register,
    ) -> Result<Option<SessionChange>, bundle::Error> {
        let form = self.declared_form(form)?;
        let sessions = form.map(|form| self.sessions(&form, &register.page)).transpose()?;
        let session = sessions.into_iter().flatten().find(|session| session.id == register.session);
        Ok(match session {
            None => Some(SessionChange::Gone),
            Some(session) if session.is_cancelled => Some(SessionChange::Cancelled),
            Some(session) => {
                let start = session.start.timestamp();
                (start != register.starts_at).then_some(SessionChange::Moved(start))
            }
        })
    }
}

/// A session as programs are told of it.
pub(crate) fn told(session: &Session, places: &Places, at: Timestamp) -> Json {
    json!({
        "id": session.id,
        "starts_at": session.start.rfc3339(),
        "capacity": session.capacity,
        "taken": places.taken(at),
        "waiting_capacity": session.waiting,
        "waiting": places.waiting(),
        "cancelled": session.is_cancelled,
    })
}
