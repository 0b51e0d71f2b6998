//! The counter: what staff type for people who came, called or wrote.
//!
//! Architecture invariant: it is judged and recorded as a visitor's own sending,
//! with the same reference and the same tracking page.

use schema::declaration::Phrase;
use schema::draw;
use schema::fault::Fault;
use schema::field::Fields;
use schema::tree::Node;
use schema::words::Language;

use super::offered::Left;
use super::{Error, Inbox, not_ready};
use crate::bundle::Sheet;
use crate::pages::form;
use crate::pages::notice::Notice;
use crate::reception::{Refusal, Sender, Sent};
use crate::reference::Reference;
use crate::request::Channel;
use crate::workflow::State;

pub use crate::reception::Absence;

/// What staff typed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The form: `mise-a-jour-commerce`.
    pub form: String,
    /// The controls as the form sends them, `_page` included.
    pub body: Node,
    /// What it means that a row of a list is left out of the body.
    pub absence: Absence,
    /// How it came.
    pub channel: Channel,
    /// The language its sender reads.
    pub language: Language,
}

/// What is recorded now.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// What everybody calls the request.
    pub reference: Reference,
    /// Where its sender follows it, from the root of the host.
    pub tracking_url: String,
    /// The same, whole, for a person to keep.
    pub tracking_link: String,
    /// How far it has come: the same content again may be far along.
    pub state: State,
}

/// A page that people may ask to change.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The page, by its place under the content.
    pub page: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// The form: `mise-a-jour-commerce`, `inscription`.
    pub form: String,
    /// What the form is called, unless it is the one that changes the page.
    pub asks: Option<Phrase>,
}

/// The form of a page, for staff to fill in.
#[derive(Clone, Debug)]
pub struct Blank {
    /// The page.
    pub listed: Listed,
    /// The form: `mise-a-jour-commerce`.
    pub form: String,
    /// The fields that may be changed.
    pub fields: Fields,
    /// What the page shows, field by field, in a form that changes it.
    pub base: Option<Node>,
    /// What the controls hold: what the page shows, under what was typed.
    pub sent: Node,
    /// What the control for a posted code holds, when the kind takes one.
    pub code: Option<String>,
    /// What is wrong with what was typed.
    pub faults: Vec<Fault>,
    /// What is left of each session, in a form that people register by.
    pub left: Vec<Left>,
}

impl Inbox {
    /// Every page that people may ask to change or register for, in the order of
    /// their titles.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`].
    pub fn sheets(&self) -> Result<Vec<Listed>, Error> {
        let edition = self.edition()?;
        let form_of = |sheet: &Sheet| {
            let kind = edition.kind(&sheet.kind).ok()??;
            kind.update.is_some().then(|| kind.update_form())
        };
        let changed = edition.sheets().map_err(not_ready)?.into_iter();
        let mut sheets: Vec<Listed> =
            changed.filter_map(|sheet| form_of(&sheet).map(|form| listed(sheet, form))).collect();
        sheets.extend(self.registrations()?);
        let rank = |listed: &Listed| (schema::types::identifier::slug(&listed.title), listed.page.clone());
        sheets.sort_by_cached_key(rank);
        Ok(sheets)
    }

    /// The form of a page, filled with what is published or with what was typed.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownPage`], [`Error::NotReady`].
    pub fn form(&self, page: &str, typed: Option<&Node>) -> Result<Blank, Error> {
        let edition = self.edition()?;
        let unknown = || Error::UnknownPage(page.to_owned());
        let sheet = edition.sheet(page).map_err(not_ready)?.ok_or_else(unknown)?;
        let kind = edition.kind(&sheet.kind).map_err(not_ready)?.ok_or_else(unknown)?;
        let fields = kind.update_fields().ok_or_else(unknown)?;
        let published = sheet.published();
        let base = form::filled(&fields, typed.and_then(|typed| typed.get("_base")), &published);
        let body = typed.map(|typed| schema::update::complete(&fields, typed, &published));
        let judged = body.as_ref().map(|body| schema::update::read(&fields, body, &published));
        let code = typed.and_then(|typed| typed.get("_code")).and_then(Node::as_text).unwrap_or_default();
        Ok(Blank {
            sent: form::filled(&fields, body.as_ref(), &base),
            form: kind.update_form(),
            code: kind.takes_code().then(|| code.to_owned()),
            faults: judged.and_then(Result::err).unwrap_or_default(),
            listed: listed(sheet, kind.update_form()),
            fields,
            base: Some(base),
            left: Vec::new(),
        })
    }

    /// Records what staff typed. The same content again within ten minutes is
    /// the same request.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] with every fault, [`Error::UnknownPage`],
    /// [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn record(&self, entry: Entry) -> Result<Recorded, Error> {
        let language = entry.language;
        let text = |name: &str| entry.body.get(name).and_then(Node::as_text).map(str::to_owned);
        let (key, page) = (text("_key"), text("_page").unwrap_or_default());
        let sent = Sent {
            form: entry.form,
            body: entry.body,
            absence: entry.absence,
            key,
            language,
            channel: entry.channel,
            sender: Sender::Staff,
        };
        let edition = self.edition()?;
        let received = match self.desk.receive(sent, &edition).await {
            Ok(received) => received,
            Err(refusal) => return Err(self.refused(refusal, page, language).await),
        };
        let request = received.request;
        tracing::info!(form = %request.form, channel = request.channel.code(), "a request was entered by staff");
        Ok(Recorded {
            tracking_url: self.desk.tracking_url(&request, &received.secret),
            tracking_link: self.desk.tracking_link(&request, &received.secret),
            state: request.state(self.desk.clock.now()),
            reference: request.reference,
        })
    }
}

fn listed(sheet: Sheet, form: String) -> Listed {
    Listed { page: sheet.page, title: sheet.title, kind: sheet.kind, form, asks: None }
}

impl Inbox {
    async fn refused(&self, refusal: Refusal, page: String, language: Language) -> Error {
        let (code, again) = match refusal {
            Refusal::Invalid(again) => ("invalid", *again),
            Refusal::Conflict(conflict) => (conflict.code, conflict.again),
            other => return refused(other, page, language),
        };
        let told = |fault: &Fault| (fault.path.to_string(), draw::message(&again.fields, fault, language));
        let faults: Vec<(String, String)> = again.faults.iter().map(told).collect();
        let messages = faults.iter().map(|(_, message)| message.as_str());
        Error::Refused {
            code,
            message: match code {
                "invalid" => form::invalid_message(language).to_owned(),
                _ => messages.collect::<Vec<_>>().join(" "),
            },
            again: self.again(&again, again.faults.clone(), language).await,
            faults,
        }
    }
}

fn refused(refusal: Refusal, page: String, language: Language) -> Error {
    let plain = |code: &'static str, message: String| Error::Refused { code, message, faults: Vec::new(), again: None };
    match refusal {
        Refusal::UnknownForm => plain("unknown-form", Notice::UnknownForm.message(language)),
        Refusal::NoPage | Refusal::UnknownPage => Error::UnknownPage(page),
        Refusal::KeyReused => plain("key-reused", Notice::KeyReused.message(language)),
        Refusal::Unchanged(_) => plain("unchanged", form::unchanged_message(language).to_owned()),
        Refusal::TooMany { until, now } => {
            plain("too-many", Notice::TooMany { seconds: until.as_second() - now.as_second() }.message(language))
        }
        // The counter has steps of its own.
        Refusal::Shown(_) | Refusal::Review(_) => plain("shown", form::invalid_message(language).to_owned()),
        Refusal::NotReady(error) => not_ready(error),
        Refusal::Unavailable(unavailable) => Error::Unavailable(unavailable),
        Refusal::NotOffered { strange, offered } => {
            let message = form::not_offered_message(&offered, language);
            let faults = strange.into_iter().map(|key| (key, message.clone())).collect();
            Error::Refused { code: "invalid", message: form::invalid_message(language).to_owned(), faults, again: None }
        }
        Refusal::Invalid(_) | Refusal::Conflict(_) => plain("invalid", form::invalid_message(language).to_owned()),
    }
}
