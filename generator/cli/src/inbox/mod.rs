//! The staff's office: what the bureau and the command line do with requests.
//!
//! Accepting spans the store and a file. The intent is written to the store, the
//! file is edited, the intent is said to be done; whatever a process that died
//! left in between is settled at the next start. One lock keeps the command line
//! and the server from working at once.
//!
//! Architecture invariant: a page is only ever written through `site::edit` and
//! `site::source::replace`, and never over a value that nobody looked at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::inbox::{Inbox, Shown, Summary};
use desk::reference::Reference;
use desk::store::Which;
use desk::verified::Verified;
use desk::workflow::update::{Decision, Intent, Update};
use schema::kind::Kind;
use schema::update::Change;
use schema::value::Value;
use schema::words::Language;

mod calls;
mod choice;
pub(crate) mod counter;
mod error;
pub(crate) mod export;
mod lock;
mod orders;
mod page;
mod published;
mod register;
mod settle;
pub(crate) mod standing;
mod undo;

pub(crate) use choice::Choice;
pub(crate) use error::{Error, Named};
pub(crate) use published::Published;
pub(crate) use undo::Undone;

use choice::chosen;
use lock::Lock;
use page::Page;
use standing::{Standing, Stood};

/// The queue of requests and the pages they ask to change.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    inbox: Inbox,
    root: PathBuf,
}

/// What accepting did.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    /// The page's file, from the root of the site.
    pub(crate) file: String,
    /// The fields that the page has now.
    pub(crate) applied: Vec<Named>,
    /// Whether the file had to be changed.
    pub(crate) edited: bool,
}

/// A request beside what its page says now.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    pub(crate) shown: Shown,
    /// The file and its fields, of a request that changes a page; `Err` when that
    /// can't be read, or is not what is asked.
    pub(crate) now: Result<(String, Vec<Stood>), String>,
    /// The numbers that the page shows.
    pub(crate) phones: Vec<Published>,
}

impl Office {
    pub(crate) fn new(inbox: Inbox, root: &Path) -> Self {
        Self { inbox, root: root.to_owned() }
    }

    /// The queue, oldest first; what was left half-way is settled first.
    pub(crate) async fn list(&self, which: Which) -> Result<Vec<Summary>, Error> {
        self.settle_if_any().await?;
        Ok(self.inbox.list(which).await?)
    }

    /// One request, and what its page says now; what was left half-way is
    /// settled first.
    pub(crate) async fn show(&self, reference: &Reference, language: Language) -> Result<Beside, Error> {
        self.settle_if_any().await?;
        let shown = self.inbox.show(reference, language).await?;
        let page = self.page(&shown);
        let phones = page.as_ref().map(|page| published::phones(page, language)).unwrap_or_default();
        let now = match page {
            Ok(page) => Ok((page.file.clone(), standing::all(&shown.fields, &page, language))),
            Err(error) => Err(error.told(language).message),
        };
        Ok(Beside { shown, now, phones })
    }

    /// Accepts a request: its page says what was asked.
    pub(crate) async fn accept(
        &self,
        reference: &Reference,
        choice: Choice,
        verified: Option<Verified>,
        language: Language,
    ) -> Result<Accepted, Error> {
        let _lock = self.begin().await?;
        let shown = self.inbox.show(reference, language).await?;
        if asked(&shown)?.decision != Decision::Open {
            return Err(Error::Decided(shown.summary.state));
        }
        let page = self.page(&shown)?;
        let stood = standing::all(&shown.fields, &page, language);
        let chosen = chosen(&stood, &choice)?;
        let edits: Vec<Change> = chosen
            .iter()
            .filter(|stood| stood.standing != Standing::Already)
            .filter_map(|stood| stood.edit())
            .collect();
        let text = page.edited(&edits)?;
        let intent = intent(&page.file, &page.text, text, &edits);
        self.inbox.begin_accept(reference, &keys(&chosen), verified, intent.clone()).await?;
        self.write(reference, &intent).await?;
        self.inbox.finish(reference).await?;
        let applied = choice::names(&chosen);
        Ok(Accepted { file: page.file, applied, edited: intent.before_hash != intent.after_hash })
    }

    /// Refuses a request; its sender reads why.
    pub(crate) async fn refuse(&self, reference: &Reference, reason: &str) -> Result<(), Error> {
        let _lock = self.begin().await?;
        Ok(self.inbox.refuse(reference, reason).await?)
    }

    /// Lifts the doubt about a request.
    pub(crate) async fn release(&self, reference: &Reference) -> Result<(), Error> {
        let _lock = self.begin().await?;
        Ok(self.inbox.release(reference).await?)
    }

    /// Whether requests may have come by a form: a kind has it, or one did.
    pub(crate) async fn check_form(&self, form: &str) -> Result<(), Error> {
        let kinds = site::read_kinds(&self.root).map_err(|_| Error::Kinds)?;
        let declared = kinds.iter().filter(|kind| kind.update.is_some()).map(Kind::update_form);
        let met = self.inbox.list(Which::All).await?.into_iter().map(|summary| summary.form);
        let known: BTreeSet<String> = declared.chain(self.inbox.forms()?).chain(met).collect();
        if known.contains(form) {
            return Ok(());
        }
        Err(Error::UnknownForm { form: form.to_owned(), known: known.into_iter().collect() })
    }

    /// A new code for the letter to a page.
    pub(crate) async fn code(&self, page: &str) -> Result<String, Error> {
        Ok(self.inbox.issue_code(plain_page(page)).await?)
    }

    /// Takes the lock, and settles what was left half-way before anything new.
    async fn begin(&self) -> Result<Lock, Error> {
        let lock = Lock::take(&site::state_folder(&self.root)).await?;
        for (reference, settled) in self.settle_all().await? {
            if let Err(error) = settled {
                tracing::error!(request = %reference, error = error.code(), "an interrupted change can't be settled");
            }
        }
        Ok(lock)
    }

    fn page(&self, shown: &Shown) -> Result<Page, Error> {
        let update = asked(shown)?;
        Page::open(&self.root, &update.page, self.kind(&update.kind)?)
    }

    fn kind(&self, name: &str) -> Result<Arc<Kind>, Error> {
        let kinds = site::read_kinds(&self.root).map_err(|_| Error::Kinds)?;
        kinds.named(name).ok_or_else(|| Error::NoKind(name.to_owned()))
    }

    /// Writes the file of an intent that was begun; gives the intent up when it can't.
    async fn write(&self, reference: &Reference, intent: &Intent) -> Result<(), Error> {
        let written = page::replace(&self.root, intent);
        if written.is_err() {
            self.inbox.abandon(reference).await?;
        }
        written
    }
}

/// The change of a page that a request asks for: nothing else edits a file.
fn asked(shown: &Shown) -> Result<&Update, Error> {
    shown.update().ok_or(Error::NotAnUpdate)
}

/// A page as people name it: its address, its file, its place under the content.
fn plain_page(page: &str) -> &str {
    let page = page.trim_matches('/').trim_start_matches("content/");
    page.trim_end_matches(".md").trim_end_matches("/index")
}

fn keys(stood: &[&Stood]) -> Vec<String> {
    stood.iter().map(|stood| stood.key.clone()).collect()
}

fn intent(file: &str, before: &str, after: String, changes: &[Change]) -> Intent {
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    Intent {
        file: file.to_owned(),
        before_hash: hash(before),
        after_hash: hash(&after),
        before_text: before.to_owned(),
        after_text: after,
        changes: changes.iter().map(Change::to_json).collect(),
    }
}

/// What an edit is asked for, key by key.
fn edits(changes: &[Change]) -> Vec<(String, Option<Value>)> {
    changes.iter().map(|change| (change.key.clone(), change.after.clone())).collect()
}

#[cfg(test)]
mod tests;
