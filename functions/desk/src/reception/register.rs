//! What is asked by a form that people register by: a place in a session.
//!
//! Architecture invariant: whether there is a place is judged on the book as it
//! was read; the store refuses what was outrun since, and it is judged again.

use std::sync::Arc;

use jiff::Timestamp;
use schema::fault::{Fault, Path};
use schema::form::Form;
use schema::form::register::{Register as Settings, Session};
use schema::read::{self, Origin};
use schema::structure;
use schema::tree::Node;
use schema::types::identifier::slug;
use schema::value::{Group, Value};
use serde_json::json;

use super::{Again, Asked, Conflict, Refusal, Sent, check_keys};
use crate::bundle::{Edition, Sheet};
use crate::desk::Desk;
use crate::errand::{News, Watch};
use crate::household;
use crate::reference::Reference;
use crate::workflow::Matter;
use crate::workflow::places::{Capacity, Place, Places};
use crate::workflow::register::{Register, Standing, book};

/// What everything here is judged with.
#[derive(Clone, Copy)]
pub(super) struct Judging<'a> {
    pub(super) sent: &'a Sent,
    pub(super) form: &'a Form,
    pub(super) settings: &'a Settings,
    /// What the registration is to be called.
    pub(super) reference: &'a Reference,
    pub(super) now: Timestamp,
}

/// A form that was filled in, read against what its page offers.
struct Filled {
    sheet: Sheet,
    page: Group,
    sessions: Vec<Session>,
    session: Session,
    answers: Group,
}

impl Desk {
    pub(super) async fn asked_to_register(
        &self,
        judging: Judging<'_>,
        edition: &Edition,
    ) -> Result<Asked<'_>, Refusal> {
        let filled = judging.fill(edition)?;
        let (form, page, session) = (&judging.form.name, &filled.sheet.page, &filled.session.id);
        let name = book(form, page, session);
        let turn = self.turns.at(&name).await;
        let read = self.store.book(name).await?;
        let mut places = Places::of(&read)?;
        let place = match judging.code_of_other_household() {
            Some(code) => self.join(&judging, &filled, &mut places, code).await?,
            None => self.admit(&judging, &filled, &mut places).await?,
        };
        let watch = Watch::over(&places, filled.session.capacity, (form, page, session), judging.now);
        let asked = Asked::of(Matter::Register(judging.register(filled, place)));
        Ok(Asked {
            books: vec![places.into_book(read)],
            errands: watch.kept().into_iter().collect(),
            news: Some(News::Received),
            turn: Some(turn),
            ..asked
        })
    }

    async fn admit(&self, judging: &Judging<'_>, filled: &Filled, places: &mut Places) -> Result<Place, Refusal> {
        let capacity = Capacity { seats: filled.session.capacity, waiting: filled.session.waiting };
        if let Some(place) = places.admit(judging.reference.clone(), capacity, judging.now) {
            return Ok(place);
        }
        let mut left = Vec::new();
        for session in filled.sessions.iter().filter(|session| session.is_open(judging.now)) {
            let book = self.store.book(book(&judging.form.name, &filled.sheet.page, &session.id)).await?;
            left.push(crate::sessions::told(session, &Places::of(&book)?, judging.now));
        }
        let again = judging.again(filled, structure::Problem::Full);
        Err(Refusal::Conflict(Box::new(Conflict { code: "full", again, more: json!({ "sessions": left }) })))
    }

    /// The place of the other household, whose code was given: for the same child
    /// in the same session.
    async fn join(
        &self,
        judging: &Judging<'_>,
        filled: &Filled,
        places: &mut Places,
        code: &str,
    ) -> Result<Place, Refusal> {
        let refused = || {
            let path = Path::root().join(OTHER_HOUSEHOLD);
            let fault = Fault { path, span: 0..0, problem: structure::Problem::NotTheOtherHousehold.into() };
            Refusal::Invalid(Box::new(Again { faults: vec![fault], ..judging.drawn(filled) }))
        };
        let first = household::typed(&self.key, code).ok_or_else(refused)?;
        let request = self.store.find(first.clone()).await?.ok_or_else(refused)?;
        let Matter::Register(register) = &request.matter else { return Err(refused()) };
        let is_same_session = register.page == filled.sheet.page && register.session == filled.session.id;
        let is_same_person = judging.settings.person.iter().all(|key| {
            let there = register.answers.get(key).map(Node::from_json);
            let here = filled.answers.get(key).map(Value::to_node);
            let plain = |node: Option<Node>| node.and_then(|node| node.as_text().map(slug));
            plain(there) == plain(here)
        });
        if !is_same_session || !is_same_person {
            return Err(refused());
        }
        places.join(&first, judging.reference.clone(), judging.now).ok_or_else(refused)
    }
}

/// The control for the code of the other household.
const OTHER_HOUSEHOLD: &str = schema::form::register::OTHER_HOUSEHOLD;

impl Judging<'_> {
    fn fill(&self, edition: &Edition) -> Result<Filled, Refusal> {
        let sent = self.sent;
        let page = sent.body.get("_page").and_then(Node::as_text).ok_or(Refusal::NoPage)?;
        let sheet = edition.sheet(page)?.filter(|sheet| self.form.is_about(&sheet.kind)).ok_or(Refusal::UnknownPage)?;
        let kind = edition.kind(&sheet.kind)?.ok_or(Refusal::UnknownPage)?;
        let (page, _) = read::group(&kind.fields, &sheet.published(), Origin::Form, |_| false);
        let sessions = self.settings.sessions(&page);
        // Those that are over are known too: who chose one is told so.
        let fields = self.settings.fields(&self.form.fields, &sessions, sent.language);
        check_keys(&fields, &[], sent)?;
        let (answers, mut faults) = read::group(&fields, &sent.body, Origin::Form, |_| false);
        let chosen = answers.text(&self.settings.choice);
        let session = sessions.iter().find(|session| Some(&session.id) == chosen.as_ref()).cloned();
        if let Some(session) = &session {
            faults.extend(self.settings.age_fault(&page, &answers, session));
        }
        match session {
            Some(session) if faults.is_empty() => {
                let filled = Filled { sheet, page, sessions, session, answers };
                if filled.session.is_open(self.now) { Ok(filled) } else { Err(self.over(&filled)) }
            }
            _ => Err(Refusal::Invalid(Box::new(self.shown(&sheet, &sessions, faults)))),
        }
    }

    fn over(&self, filled: &Filled) -> Refusal {
        let again = self.again(filled, structure::Problem::Over);
        Refusal::Conflict(Box::new(Conflict { code: "too_late", again, more: json!({}) }))
    }

    fn again(&self, filled: &Filled, problem: structure::Problem) -> Again {
        let path = Path::root().join(&self.settings.choice);
        let faults = vec![Fault { path, span: 0..0, problem: problem.into() }];
        Again { faults, ..self.drawn(filled) }
    }

    fn drawn(&self, filled: &Filled) -> Again {
        self.shown(&filled.sheet, &filled.sessions, Vec::new())
    }

    /// The form as it is shown again, with the sessions that are still to come.
    fn shown(&self, sheet: &Sheet, sessions: &[Session], faults: Vec<Fault>) -> Again {
        let language = self.sent.language;
        let open: Vec<Session> = sessions.iter().filter(|session| session.is_open(self.now)).cloned().collect();
        let title = self.form.title.in_language(language);
        Again {
            form: self.form.name.clone(),
            heading: format!("{title}\u{a0}: {}", sheet.title),
            button: self.form.button.in_language(language).to_owned(),
            held: self.sent.body.clone(),
            base: None,
            page: Some(sheet.page.clone()),
            code: None,
            fields: Arc::new(self.settings.fields(&self.form.fields, &open, language)),
            faults,
            shelf: None,
        }
    }

    fn code_of_other_household(&self) -> Option<&str> {
        let typed = self.sent.body.get(OTHER_HOUSEHOLD).and_then(Node::as_text)?;
        Some(typed.trim()).filter(|typed| !typed.is_empty() && !self.settings.person.is_empty())
    }

    fn register(&self, filled: Filled, place: Place) -> Register {
        let rate = self.settings.rate.as_ref();
        let mut answers = filled.answers.to_node().to_json();
        // What is said elsewhere in the record, or grants something, is not kept here.
        if let Some(answers) = answers.as_object_mut() {
            answers.shift_remove(&self.settings.choice);
            answers.shift_remove(OTHER_HOUSEHOLD);
        }
        Register {
            quote: rate.and_then(|rate| rate.quote(&filled.page, &filled.answers, None)),
            page: filled.sheet.page,
            title: filled.sheet.title,
            url: filled.sheet.url,
            session: filled.session.id,
            session_label: filled.session.label,
            starts_at: filled.session.start.timestamp(),
            answers,
            standing: Standing::In(place),
        }
    }
}
