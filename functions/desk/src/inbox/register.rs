//! The staff's side of registrations: the sessions, the list of each, and what a
//! place costs once a proof was seen.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use schema::field::Type;
use schema::form::rate::{Ground, Quote};
use schema::form::register::{Register as Settings, Session};
use schema::form::{Form, Workflow};
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::types::number::Number;
use schema::words::Language;

use super::{Error, Inbox, not_ready};
use crate::bundle::Edition;
use crate::reach::Reach;
use crate::reference::Reference;
use crate::request::{Request, Who};
use crate::told::{self, ToldField};
use crate::workflow::places::{Place, Places};
use crate::workflow::register::{Move, book};
use crate::workflow::{Matter, State};

/// A session as it is announced, and how full it is.
#[derive(Clone, Debug)]
pub struct Announced {
    /// The page, by its place under the content.
    pub page: String,
    /// The title of the page.
    pub title: String,
    /// The session.
    pub session: Session,
    /// How many places are held or kept for someone.
    pub taken: u32,
    /// How many wait.
    pub waiting: u32,
}

/// Which sessions are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sessions {
    /// Those to come, those of the day among them.
    ToCome,
    /// Those that are over.
    Past,
}

/// A session with everybody in it, for who leads it.
#[derive(Clone, Debug)]
pub struct SessionList {
    /// The session, and how full it is.
    pub announced: Announced,
    /// Those who hold a place, then those to whom one is offered, then those who
    /// wait, in the order they came.
    pub lines: Vec<SessionLine>,
}

/// One place of a session: whose, and how they are reached.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// How far it is.
    pub state: State,
    /// The number of the place on the list, from 1, for who holds one.
    pub place: Option<usize>,
    /// The turn of who waits, from 1.
    pub turn: Option<usize>,
    /// Until when a place is kept for who is offered one.
    pub until: Option<Timestamp>,
    /// One registration, or those of the two households of a child.
    pub holders: Vec<Holder>,
}

/// One registration of a session.
#[derive(Clone, Debug)]
pub struct Holder {
    /// What everybody calls it.
    pub reference: Reference,
    /// Who comes.
    pub person: String,
    /// How its sender is reached.
    pub reach: Reach,
    /// What who leads the session needs besides, as the form says.
    pub notes: Vec<ToldField>,
    /// What was answered, field by field.
    pub fields: Vec<ToldField>,
    /// What it costs.
    pub quote: Option<Quote>,
}

/// What a place costs, before and after a proof was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// What it was said to cost.
    pub before: Option<Quote>,
    /// What it costs.
    pub after: Quote,
}

/// How long after its beginning a session still counts as one of the day.
const OF_THE_DAY: SignedDuration = SignedDuration::from_hours(18);

impl Inbox {
    /// The sessions of all pages, in the order of their moments.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn sessions(&self, which: Sessions) -> Result<Vec<Announced>, Error> {
        let edition = self.edition()?;
        let now = self.desk.clock.now();
        let is_past = |session: &Session| session.start.timestamp() + OF_THE_DAY < now;
        let mut found = Vec::new();
        for form in edition.declared_forms().map_err(not_ready)? {
            for sheet in edition.sheets().map_err(not_ready)?.into_iter().filter(|sheet| form.is_about(&sheet.kind)) {
                let sessions = edition.sessions(&form, &sheet.page).map_err(not_ready)?;
                for session in sessions.into_iter().filter(|session| is_past(session) == (which == Sessions::Past)) {
                    let places = self.places(&form, &sheet.page, &session).await?;
                    found.push(announced(&sheet.page, &sheet.title, session, &places, now));
                }
            }
        }
        found.sort_by_cached_key(|announced| (announced.session.start, announced.title.clone()));
        if which == Sessions::Past {
            found.reverse();
        }
        Ok(found)
    }

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
            let places = self.places(&form, page, &session).await?;
            let lines = self.lines(&places, &edition, language).await?;
            let announced = announced(page, &sheet.title, session, &places, self.desk.clock.now());
            return Ok(SessionList { announced, lines });
        }
        Err(unknown())
    }

    async fn places(&self, form: &Form, page: &str, session: &Session) -> Result<Places, Error> {
        let book = self.desk.store.book(book(&form.name, page, &session.id)).await?;
        Ok(Places::of(&book)?)
    }

    async fn lines(
        &self,
        places: &Places,
        edition: &Arc<Edition>,
        language: Language,
    ) -> Result<Vec<SessionLine>, Error> {
        let now = self.desk.clock.now();
        let mut lines = Vec::new();
        for line in places.lines() {
            let state = state(line.place, now);
            if state == State::Lapsed {
                continue;
            }
            let mut holders = Vec::new();
            for reference in &line.holders {
                let request = self.desk.store.find(reference.clone()).await?;
                holders.extend(request.and_then(|request| holder(&request, edition, language)));
            }
            let turn = line.holders.first().and_then(|holder| places.turn(holder));
            let until = if let Place::Offered { until } = line.place { Some(until) } else { None };
            lines.push(SessionLine { state, place: None, turn, until, holders });
        }
        lines.sort_by_key(|line| rank(line.state));
        let seated = lines.iter_mut().filter(|line| line.state == State::Registered);
        seated.enumerate().for_each(|(index, line)| line.place = Some(index + 1));
        Ok(lines)
    }

    /// Settles what a registration costs, for a quotient that staff saw proved.
    /// Settling it twice alike is the same as once.
    ///
    /// # Errors
    ///
    /// [`Error::NoRate`] when its page has no grid, [`Error::Illegal`],
    /// [`Error::Unknown`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn rate(&self, reference: &Reference, quotient: Number) -> Result<Rated, Error> {
        let request = self.desk.found(reference).await?;
        let quote = self.quote(&request, quotient.decimal())?.ok_or_else(|| Error::NoRate(reference.clone()))?;
        let before = if let Matter::Register(register) = &request.matter { register.quote } else { None };
        if before != Some(quote) {
            self.desk.make_registration(reference, Who::Staff, &Move::Rate { quote }).await?;
        }
        Ok(Rated { before, after: quote })
    }

    /// Takes the place that is offered to somebody who says yes to staff.
    ///
    /// # Errors
    ///
    /// [`Error::Illegal`], [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn take(&self, reference: &Reference) -> Result<(), Error> {
        self.desk.take_offer(reference, Who::Staff).await?;
        Ok(())
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

/// Whether a proof could still change what a place costs.
#[must_use]
pub fn is_rateable(quote: Option<Quote>) -> bool {
    quote.is_some_and(|quote| quote.ground != Ground::Outside)
}

fn announced(page: &str, title: &str, session: Session, places: &Places, at: Timestamp) -> Announced {
    Announced {
        page: page.to_owned(),
        title: title.to_owned(),
        taken: places.taken(at),
        waiting: places.waiting(),
        session,
    }
}

fn holder(request: &Request, edition: &Arc<Edition>, language: Language) -> Option<Holder> {
    let Matter::Register(register) = &request.matter else { return None };
    let form = edition.declared_form(&request.form).ok().flatten();
    let fields = told::of(request, Some(edition), language);
    Some(Holder {
        reach: Reach::of(request, Some(edition)),
        person: form.as_deref().map(|form| person(form, &fields)).unwrap_or_default(),
        notes: form.as_deref().map(|form| notes(form, &fields)).unwrap_or_default(),
        quote: register.quote,
        reference: request.reference.clone(),
        fields,
    })
}

fn settings(form: &Form) -> Option<&Settings> {
    match &form.workflow {
        Workflow::Register(settings) => Some(settings),
        Workflow::Order(_) => None,
    }
}

/// Who comes, as people say it: the names together, then what tells namesakes apart.
pub(super) fn person(form: &Form, fields: &[ToldField]) -> String {
    let named = settings(form).map(|settings| settings.person.as_slice()).filter(|keys| !keys.is_empty());
    let keys = named.unwrap_or(std::slice::from_ref(&form.contact().name));
    let is_name = |key: &str| form.fields.get(key).is_some_and(|field| matches!(field.kind, Type::Text(_)));
    let said = |key: &String| fields.iter().find(|field| field.key == *key).map(|field| field.after.join(" "));
    let (names, others): (Vec<&String>, Vec<&String>) = keys.iter().partition(|key| is_name(key));
    let names = names.into_iter().filter_map(said).collect::<Vec<_>>().join(" ");
    std::iter::once(names).chain(others.into_iter().filter_map(said)).collect::<Vec<_>>().join(", ")
}

fn notes(form: &Form, fields: &[ToldField]) -> Vec<ToldField> {
    let keys = settings(form).map(|settings| settings.leader.as_slice()).unwrap_or_default();
    let of = |key: &String| fields.iter().find(|field| field.key == *key && !field.after.is_empty()).cloned();
    keys.iter().filter_map(of).collect()
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
