//! The calls and the letters that staff make: to people whom the program can't
//! reach by mail.
//!
//! Architecture invariant: the text is written from the record when it is looked
//! at. What is read out holds no link; a letter, which goes to the person, does.

use jiff::Timestamp;
use schema::words::Language;

use super::{Error, Inbox};
use crate::errand::{Because, News, Task};
use crate::letters::Link;
use crate::reach::{Reach, ReachedBy};
use crate::reference::Reference;
use crate::request::{Event, Who};
use crate::store::{Errand, Lane, Saved, Saving};
use crate::workflow::Deed;

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
    /// What there is to tell.
    pub news: News,
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
            let Some(Task::Notice { reference, news, because }) = Task::of(&errand) else { continue };
            let Some(request) = self.desk.store.find(reference).await? else { continue };
            let reach = Reach::of(&request, Some(&edition));
            let by = reach.without_program();
            let link = if by == Some(ReachedBy::Phone) { Link::LeftOut } else { Link::Written };
            let letter = self.desk.letter(&request, news, &reach, link).await?;
            calls.push(Call {
                id: errand.id,
                title: request.subject().to_owned(),
                since: errand.due,
                language: request.language,
                subject: letter.subject,
                text: letter.text,
                reference: request.reference,
                news,
                because,
                reach,
                by,
            });
        }
        Ok(calls)
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
            let Some(Task::Notice { reference, news, .. }) = Task::of(&errand) else { return Err(unknown()) };
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
