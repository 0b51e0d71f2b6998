//! Who is to be warned because a session is not as it was when they came, by
//! which way, and in which words.
//!
//! Architecture invariant: nothing of theirs is deleted or moved; staff tell
//! them, and say that they did.

use jiff::Timestamp;
use schema::words::Language;

use super::register::person;
use super::{Error, Inbox, not_ready};
use crate::bundle::Edition;
use crate::pages::moment;
use crate::reach::Reach;
use crate::reference::Reference;
use crate::request::{Request, Who};
use crate::store::Which;
use crate::told;
use crate::workflow::register::{Move, Register, SessionChange};
use crate::workflow::{Deed, Matter};

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
    /// Who was to come.
    pub person: String,
    /// How they are reached.
    pub reach: Reach,
    /// The language they read.
    pub language: Language,
    /// What to tell them, to be read on the phone or written.
    pub text: String,
}

impl Inbox {
    /// Who is to be warned because a session was cancelled, moved, or taken out of
    /// the page, and was not yet. Those who will not come or whose session is past
    /// need no warning.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn to_warn(&self) -> Result<Vec<Warned>, Error> {
        let edition = self.edition()?;
        let mut warned = Vec::new();
        for request in self.each(Which::All, |request| request).await? {
            warned.extend(self.to_be_warned(&request, &edition)?);
        }
        warned.sort_by_cached_key(|warned| (warned.reach.channel(), warned.was_at, warned.title.clone()));
        Ok(warned)
    }

    /// Says that the sender of a registration was told what became of the session.
    /// What has become of it by then, if anything had: saying it twice is the same as once.
    ///
    /// # Errors
    ///
    /// [`Error::Illegal`], [`Error::Unknown`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn warned(&self, reference: &Reference) -> Result<Option<SessionChange>, Error> {
        let edition = self.edition()?;
        let request = self.desk.found(reference).await?;
        let Some(Warned { change, .. }) = self.to_be_warned(&request, &edition)? else { return Ok(None) };
        self.desk.make_registration(reference, Who::Staff, &Move::Warn { change }).await?;
        Ok(Some(change))
    }

    fn to_be_warned(&self, request: &Request, edition: &Edition) -> Result<Option<Warned>, Error> {
        let now = self.desk.clock.now();
        let Matter::Register(register) = &request.matter else { return Ok(None) };
        if !register.is_alive(now) {
            return Ok(None);
        }
        let change = edition.session_change(&request.form, register).map_err(not_ready)?;
        let Some(change) = change.filter(|change| !knows(request, *change) && is_ahead(register, *change, now)) else {
            return Ok(None);
        };
        let form = edition.declared_form(&request.form).map_err(not_ready)?;
        let fields = told::of(request, Some(edition), request.language);
        let warned = Warned {
            reach: Reach::of(request, Some(edition)),
            person: form.map(|form| person(&form, &fields)).unwrap_or_default(),
            title: register.title.clone(),
            page: register.page.clone(),
            session: register.session.clone(),
            was_at: register.starts_at,
            reference: request.reference.clone(),
            language: request.language,
            text: String::new(),
            change,
        };
        Ok(Some(Warned { text: warned.words(), ..warned }))
    }
}

/// Whether the last thing they were told is this change.
fn knows(request: &Request, change: SessionChange) -> bool {
    let told = request.history.iter().rev().find_map(|event| match event.deed {
        Deed::Warned { change } => Some(change),
        _ => None,
    });
    told == Some(change)
}

/// Whether there is still something to come to, or not to come to in vain.
fn is_ahead(register: &Register, change: SessionChange, now: Timestamp) -> bool {
    match change {
        SessionChange::Moved(to) => register.starts_at.max(to) > now,
        SessionChange::Cancelled | SessionChange::Gone => register.starts_at > now,
    }
}

impl Warned {
    /// The whole of it, in the language of who is told.
    fn words(&self) -> String {
        let (title, reference, person) = (&self.title, &self.reference, &self.person);
        let was = moment(self.was_at, self.language);
        match (self.change, self.language) {
            (SessionChange::Cancelled, Language::French) => format!(
                "Bonjour. La séance de «\u{a0}{title}\u{a0}» prévue le {was} est annulée. Elle concerne {person}, référence {reference}. Rien n’est effacé\u{a0}: dites-nous si une autre séance vous convient, ou si vous renoncez."
            ),
            (SessionChange::Gone, Language::French) => format!(
                "Bonjour. La séance de «\u{a0}{title}\u{a0}» prévue le {was} n’est plus au programme. Elle concerne {person}, référence {reference}. Rien n’est effacé\u{a0}: dites-nous si une autre séance vous convient, ou si vous renoncez."
            ),
            (SessionChange::Moved(to), Language::French) => format!(
                "Bonjour. La séance de «\u{a0}{title}\u{a0}» prévue le {was} est déplacée\u{a0}: elle commence le {}. Elle concerne {person}, référence {reference}. L’inscription vaut pour ce moment\u{a0}; s’il ne convient pas, dites-le-nous, la place ira à quelqu’un d’autre.",
                moment(to, self.language)
            ),
            (SessionChange::Cancelled, Language::English) => format!(
                "Hello. The session of “{title}” planned for {was} is cancelled. It is about {person}, reference {reference}. Nothing is deleted: tell us whether another session suits you, or whether you give up."
            ),
            (SessionChange::Gone, Language::English) => format!(
                "Hello. The session of “{title}” planned for {was} is not on the programme any more. It is about {person}, reference {reference}. Nothing is deleted: tell us whether another session suits you, or whether you give up."
            ),
            (SessionChange::Moved(to), Language::English) => format!(
                "Hello. The session of “{title}” planned for {was} is moved: it begins on {}. It is about {person}, reference {reference}. The registration holds for that moment; if it doesn’t suit you, tell us, and the place will go to someone else.",
                moment(to, self.language)
            ),
        }
    }
}
