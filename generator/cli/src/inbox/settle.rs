//! Settling what a process that died left half-way: an intent is in the store,
//! and the file tells how far it had come.

use desk::reference::Reference;
use desk::workflow::update::Intent;
use schema::update::Change;
use schema::words::Language;

use super::page::{self, Page};
use super::standing::{Standing, judge};
use super::{Error, Lock, Office, asked};
use crate::words::Outcome;

/// What became of each change that was begun.
pub(crate) type Settled = Vec<(Reference, Result<Outcome, Error>)>;

impl Office {
    /// Finishes or gives up every change that was begun. One whose file can't be
    /// read or written now stays begun, and says so; it stops no other.
    pub(crate) async fn settle(&self) -> Result<Settled, Error> {
        let _lock = Lock::take(&site::state_folder(&self.root)).await?;
        self.settle_all().await
    }

    /// The same, where a look at the queue is all that is wanted: the lock is
    /// taken only when something was left half-way.
    pub(super) async fn settle_if_any(&self) -> Result<(), Error> {
        if !self.inbox.pending().await?.is_empty() {
            drop(self.begin().await?);
        }
        Ok(())
    }

    pub(super) async fn settle_all(&self) -> Result<Settled, Error> {
        let mut settled = Vec::new();
        for (reference, pending) in self.inbox.pending().await? {
            let outcome = self.settle_one(&reference, &pending.intent).await;
            settled.push((reference, outcome));
        }
        Ok(settled)
    }

    async fn settle_one(&self, reference: &Reference, intent: &Intent) -> Result<Outcome, Error> {
        let outcome = match page::text(&self.root, &intent.file) {
            Ok(text) if text == intent.after_text => Outcome::Finished,
            Ok(text) if text == intent.before_text => {
                page::put(&self.root, &intent.file, &text, &intent.after_text)?;
                Outcome::Finished
            }
            Ok(_) => self.carry_over(reference, intent).await?,
            Err(error @ Error::Write { .. }) => return Err(error),
            Err(_) => Outcome::Abandoned,
        };
        match outcome {
            Outcome::Finished => self.inbox.finish(reference).await?,
            Outcome::Abandoned => self.inbox.abandon(reference).await?,
        }
        Ok(outcome)
    }

    /// The file was changed by someone else meanwhile: the fields that they left
    /// alone are still changed; if they touched one of them, nothing is.
    async fn carry_over(&self, reference: &Reference, intent: &Intent) -> Result<Outcome, Error> {
        let shown = self.inbox.show(reference, Language::French).await?;
        let kind = self.kind(&asked(&shown)?.kind);
        let Ok(page) = kind.and_then(|kind| Page::read(&self.root, intent.file.clone(), kind)) else {
            return Ok(Outcome::Abandoned);
        };
        let mut left = Vec::new();
        for json in &intent.changes {
            let Ok(change) = Change::from_json(json, &page.kind.fields) else { return Ok(Outcome::Abandoned) };
            match judge(change.before.as_ref(), page.values.get(&change.key), change.after.as_ref()) {
                Standing::Already => {}
                Standing::Free => left.push(change),
                Standing::Moved | Standing::Unreadable => return Ok(Outcome::Abandoned),
            }
        }
        let Ok(text) = page.edited(&left) else { return Ok(Outcome::Abandoned) };
        page::put(&self.root, &intent.file, &page.text, &text)?;
        Ok(Outcome::Finished)
    }
}
