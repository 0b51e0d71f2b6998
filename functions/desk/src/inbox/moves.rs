//! The moves of the staff: each reads a request, moves it, saves it.
//!
//! Architecture invariant: a move that someone else outran is judged again on
//! the request as it is by then, never on what it was.

use schema::types::text::{LongText, LongTextOptions};

use super::{Error, Inbox};
use crate::reference::Reference;
use crate::request::{Request, Who};
use crate::store::Saved;
use crate::verified::Verified;
use crate::workflow::Matter;
use crate::workflow::update::{Intent, Move};

/// A standard reason and what staff add to it.
const REASON: LongTextOptions = LongTextOptions { max_length: 2_000 };

impl Inbox {
    /// Writes down that the file is about to be changed to accept these fields,
    /// and how staff made sure of who asks.
    ///
    /// # Errors
    ///
    /// [`Error::NotAsked`], [`Error::NoField`], [`Error::Illegal`] when it was
    /// decided or begun meanwhile, [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn begin_accept(
        &self,
        reference: &Reference,
        fields: &[String],
        verified: Option<Verified>,
        intent: Intent,
    ) -> Result<(), Error> {
        check_fields(&self.desk.found(reference).await?, fields)?;
        self.make(reference, || Move::BeginAccept { fields: fields.to_vec(), verified, intent: intent.clone() }).await
    }

    /// Writes down that the file is about to be changed back.
    ///
    /// # Errors
    ///
    /// [`Error::Illegal`], [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn begin_undo(&self, reference: &Reference, intent: Intent) -> Result<(), Error> {
        self.make(reference, || Move::BeginUndo { intent: intent.clone() }).await
    }

    /// Says that the change that was begun, an acceptance or an undo, is in the file.
    ///
    /// # Errors
    ///
    /// [`Error::Illegal`] when none was begun, [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn finish(&self, reference: &Reference) -> Result<(), Error> {
        self.make(reference, || Move::Finish).await
    }

    /// Says that the change that was begun was given up, and the file is as before.
    ///
    /// # Errors
    ///
    /// [`Error::Illegal`] when none was begun, [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn abandon(&self, reference: &Reference) -> Result<(), Error> {
        self.make(reference, || Move::Abandon).await
    }

    /// Refuses a request; its sender is told why.
    ///
    /// # Errors
    ///
    /// [`Error::NoReason`], [`Error::Reason`], [`Error::Illegal`], [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn refuse(&self, reference: &Reference, reason: &str) -> Result<(), Error> {
        if reason.trim().is_empty() {
            return Err(Error::NoReason);
        }
        // It is read on a page and in a terminal: it is a text like any other.
        let reason = LongText::parse(reason, &REASON).map_err(Error::Reason)?;
        self.desk.refuse(reference, reason.as_str()).await?;
        Ok(())
    }

    /// Takes a request back for its sender, who says so to staff.
    ///
    /// # Errors
    ///
    /// [`Error::Illegal`], [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn cancel(&self, reference: &Reference) -> Result<(), Error> {
        self.desk.cancel(reference, Who::Staff).await?;
        Ok(())
    }

    /// Takes a refusal back: the request waits again.
    ///
    /// # Errors
    ///
    /// [`Error::Illegal`], [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn reopen(&self, reference: &Reference) -> Result<(), Error> {
        self.make(reference, || Move::Reopen).await
    }

    /// Lifts the doubt about a request.
    ///
    /// # Errors
    ///
    /// [`Error::NoDoubt`], [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn release(&self, reference: &Reference) -> Result<(), Error> {
        loop {
            let mut request = self.desk.found(reference).await?;
            if !request.release(self.desk.clock.now()) {
                return Err(Error::NoDoubt);
            }
            if self.desk.store.save(request.into()).await? == Saved::Saved {
                return Ok(());
            }
        }
    }

    async fn make(&self, reference: &Reference, step: impl Fn() -> Move) -> Result<(), Error> {
        self.desk.make_update(reference, Who::Staff, step).await?;
        Ok(())
    }
}

fn check_fields(request: &Request, fields: &[String]) -> Result<(), Error> {
    let Matter::Update(update) = &request.matter else { return Err(Error::NotAsked(fields.to_vec())) };
    let strange: Vec<String> = fields.iter().filter(|field| !update.keys().any(|key| key == *field)).cloned().collect();
    match (fields.is_empty(), strange.is_empty()) {
        (true, _) => Err(Error::NoField),
        (false, false) => Err(Error::NotAsked(strange)),
        (false, true) => Ok(()),
    }
}
