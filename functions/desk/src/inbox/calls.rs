//! The calls and the letters that staff make: to people whom the program can't
//! reach by mail.
//!
//! Architecture invariant: the text is written from the record when it is looked
//! at. What is read out holds no link; a letter, which goes to the person, does.

use jiff::Timestamp;
use schema::words::Language;

use super::{Error, Inbox};
use crate::bundle::Edition;
use crate::errand::{Because, News, Task};
use crate::letters::{Link, order};
use crate::reach::{Reach, ReachedBy};
use crate::reference::Reference;
use crate::request::{Event, Who};
use crate::store::{Errand, Lane, Saved, Saving};
use crate::workflow::{Deed, Matter};

/// How many are shown, those that have waited longest.
const SHOWN: u32 = 500;

/// A call or a letter to be made.
#[derive(Clone, Debug)]
pub struct Call {
    /// By what it is marked as made.
    pub id: String,
    /// What everybody calls the request.
    pub reference: Reference,
    /// The title of its page.
    pub title: String,
    /// What there is to tell, by a stable name for scripts: that of its news, or
    /// `call-merchant`, `stop-merchant`.
    pub what: &'static str,
    /// Why the program does not tell it.
    pub because: Option<Because>,
    /// Since when it waits.
    pub since: Timestamp,
    /// How the person is reached.
    pub reach: Reach,
    /// The way that is left: a call, a letter; a mail written by hand when no other is.
    pub by: Option<ReachedBy>,
    /// The language that the person reads.
    pub language: Language,
    /// What to say, in a line.
    pub subject: String,
    /// What to say, in whole.
    pub text: String,
}

impl Inbox {
    /// The calls and letters to be made, those first that have waited longest.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn calls(&self) -> Result<Vec<Call>, Error> {
        let edition = self.edition()?;
        let mut calls = Vec::new();
        for errand in self.waiting().await? {
            let call = match Task::of(&errand) {
                Some(Task::Notice { reference, news, because }) => {
                    self.to_sender(&edition, &errand, reference, (news, because)).await?
                }
                Some(Task::Chase { reference, merchant }) => {
                    self.to_merchant(&edition, &errand, reference, &merchant, "call-merchant").await?
                }
                Some(Task::Stop { reference, merchant }) => {
                    self.to_merchant(&edition, &errand, reference, &merchant, "stop-merchant").await?
                }
                Some(Task::PassOn { .. }) | None => None,
            };
            calls.extend(call);
        }
        Ok(calls)
    }

    async fn to_sender(
        &self,
        edition: &Edition,
        errand: &Errand,
        reference: Reference,
        (news, because): (News, Option<Because>),
    ) -> Result<Option<Call>, Error> {
        let Some(request) = self.desk.store.find(reference).await? else { return Ok(None) };
        let reach = Reach::of(&request, Some(edition));
        let by = reach.without_program();
        let link = if by == Some(ReachedBy::Phone) { Link::LeftOut } else { Link::Written };
        let letter = self.desk.letter(&request, news, &reach, link).await?;
        Ok(Some(Call {
            id: errand.id.clone(),
            title: request.subject().to_owned(),
            since: errand.due,
            language: request.language,
            subject: letter.subject,
            text: letter.text,
            reference: request.reference,
            what: news.code(),
            because,
            reach,
            by,
        }))
    }

    /// A merchant is called on the phone of their page.
    async fn to_merchant(
        &self,
        edition: &Edition,
        errand: &Errand,
        reference: Reference,
        merchant: &str,
        what: &'static str,
    ) -> Result<Option<Call>, Error> {
        let Some(request) = self.desk.store.find(reference).await? else { return Ok(None) };
        let Matter::Order(order) = &request.matter else { return Ok(None) };
        let Some(part) = order.part(merchant) else { return Ok(None) };
        // The staff's words to a merchant of the town are French; the sender's language is theirs.
        let language = Language::French;
        let (subject, text) = match what {
            "stop-merchant" => order::stopped(part, request.reference.as_str(), language),
            _ => order::unanswered(part, order, request.reference.as_str(), language),
        };
        let phone = edition.phone_of(&request.form, merchant);
        let by = phone.as_ref().map(|_| ReachedBy::Phone);
        Ok(Some(Call {
            id: errand.id.clone(),
            title: part.title.clone(),
            since: errand.due,
            reach: Reach { name: Some(part.title.clone()), phone, ..Reach::default() },
            reference: request.reference.clone(),
            because: None,
            language,
            subject,
            text,
            what,
            by,
        }))
    }

    /// Notes that a call was made, or that a letter left. The request it was about.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownCall`] when none waits by this name, or no more,
    /// [`Error::Unavailable`].
    pub async fn called(&self, id: &str) -> Result<Reference, Error> {
        loop {
            let unknown = || Error::UnknownCall(id.to_owned());
            let errand = self.waiting().await?.into_iter().find(|errand| errand.id == id).ok_or_else(unknown)?;
            let (reference, news) = match Task::of(&errand) {
                Some(Task::Notice { reference, news, .. }) => (reference, news),
                // The merchant's answer is noted where it is given, in the list.
                Some(Task::Chase { reference, .. } | Task::Stop { reference, .. }) => {
                    let saving = Saving { settled: vec![errand.id], ..Saving::default() };
                    self.desk.store.save(saving).await?;
                    return Ok(reference);
                }
                Some(Task::PassOn { .. }) | None => return Err(unknown()),
            };
            let mut request = self.desk.found(&reference).await?;
            let edition = self.desk.bundle.edition().ok();
            let by = Reach::of(&request, edition.as_deref()).without_program();
            request.history.push(Event { at: self.desk.clock.now(), by: Who::Staff, deed: Deed::Told { news, by } });
            let saving = Saving { requests: vec![request], settled: vec![errand.id], ..Saving::default() };
            if self.desk.store.save(saving).await? == Saved::Saved {
                return Ok(reference);
            }
        }
    }

    async fn waiting(&self) -> Result<Vec<Errand>, Error> {
        Ok(self.desk.store.errands(Lane::People, self.desk.clock.now(), SHOWN).await?)
    }
}
