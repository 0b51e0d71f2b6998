//! The staff's office: what the bureau and the command line do with requests.
//!
//! Accepting spans the store and a file. The intent is written to the store, the
//! file is edited, the intent is said to be done; whatever a process that died
//! left in between is settled at the next start. One lock keeps the command line
//! and the server from working at once.
//!
//! Architecture invariant: a page is only ever written through `site::edit` and
//! `site::source::replace`, and never over a value that nobody looked at.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::inbox::{Inbox, Shown, Summary};
use desk::reference::Reference;
use desk::store::Which;
use desk::verified::Verified;
use desk::workflow::update::{Decision, Intent};
use schema::kind::Kind;
use schema::update::Change;
use schema::value::Value;
use schema::words::Language;
use serde_json::Value as Json;

pub(crate) mod counter;
mod error;
pub(crate) mod export;
mod lock;
mod page;
pub(crate) mod proof;
mod published;
mod settle;
pub(crate) mod standing;
mod undo;

pub(crate) use error::Error;
pub(crate) use published::Published;
pub(crate) use undo::Undone;

use lock::Lock;
use page::Page;
use standing::{Standing, Stood};

/// The queue of requests and the pages they ask to change.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    inbox: Inbox,
    root: PathBuf,
}

/// Which fields of a request are accepted.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    /// Those whose value on the page did not move since the form was filled.
    Unmoved,
    /// These, whatever the page says now.
    Named(Vec<String>),
    /// These, where the page still says what whoever chose had before their eyes.
    Seen(Vec<(String, Json)>),
}

/// What accepting did.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    /// The page's file, from the root of the site.
    pub(crate) file: String,
    /// The labels of the fields that the page has now.
    pub(crate) applied: Vec<String>,
    /// The fields that were left as they are, by key: they moved.
    pub(crate) left_out: Vec<String>,
    /// Whether the file had to be changed.
    pub(crate) edited: bool,
}

/// A request beside what its page says now.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    pub(crate) shown: Shown,
    /// Field by field; `Err` when the page can't be read.
    pub(crate) now: Result<(String, Vec<Stood>), String>,
    /// The numbers that the page shows.
    pub(crate) phones: Vec<Published>,
}

impl Office {
    pub(crate) fn new(inbox: Inbox, root: &Path) -> Self {
        Self { inbox, root: root.to_owned() }
    }

    /// The queue, oldest first.
    pub(crate) async fn list(&self, which: Which) -> Result<Vec<Summary>, Error> {
        Ok(self.inbox.list(which).await?)
    }

    /// One request, and what its page says now.
    pub(crate) async fn show(&self, reference: &Reference, language: Language) -> Result<Beside, Error> {
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
    ) -> Result<Accepted, Error> {
        let _lock = self.begin().await?;
        let shown = self.inbox.show(reference, Language::French).await?;
        if shown.decision != Decision::Open {
            return Err(Error::Decided(shown.summary.state));
        }
        let page = self.page(&shown)?;
        let stood = standing::all(&shown.fields, &page, Language::French);
        let (chosen, left_out) = chosen(&stood, &choice)?;
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
        let applied = chosen.iter().map(|stood| stood.label.clone()).collect();
        Ok(Accepted { file: page.file, applied, left_out, edited: intent.before_hash != intent.after_hash })
    }

    /// Refuses a request; its sender reads why.
    pub(crate) async fn refuse(&self, reference: &Reference, reason: &str) -> Result<(), Error> {
        let _lock = self.begin().await?;
        Ok(self.inbox.refuse(reference, reason).await?)
    }

    /// A new code for the letter to a page.
    pub(crate) async fn code(&self, page: &str) -> Result<String, Error> {
        Ok(self.inbox.issue_code(plain_page(page)).await?)
    }

    /// Takes the lock, and settles what was left half-way before anything new.
    async fn begin(&self) -> Result<Lock, Error> {
        let lock = Lock::take(&site::state_folder(&self.root)).await?;
        self.settle_all().await?;
        Ok(lock)
    }

    fn page(&self, shown: &Shown) -> Result<Page, Error> {
        Page::open(&self.root, &shown.page, self.kind(&shown.kind)?)
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

/// A page as people name it: its address, its file, its place under the content.
fn plain_page(page: &str) -> &str {
    let page = page.trim_matches('/').trim_start_matches("content/");
    page.trim_end_matches(".md").trim_end_matches("/index")
}

/// The fields that a choice accepts, and the keys of those it leaves out.
fn chosen<'s>(stood: &'s [Stood], choice: &Choice) -> Result<(Vec<&'s Stood>, Vec<String>), Error> {
    if let Choice::Named(keys) = choice {
        let strange: Vec<String> =
            keys.iter().filter(|key| !stood.iter().any(|stood| stood.key == **key)).cloned().collect();
        if !strange.is_empty() {
            return Err(desk::inbox::Error::NotAsked(strange).into());
        }
    }
    let (taken, left): (Vec<&Stood>, Vec<&Stood>) =
        stood.iter().filter(|stood| choice.wants(stood)).partition(|stood| choice.dares(stood));
    match (taken.is_empty(), left.is_empty()) {
        (true, true) => Err(desk::inbox::Error::NoField.into()),
        (true, false) => Err(Error::Moved(keys(&left))),
        (false, _) => Ok((taken, keys(&left))),
    }
}

impl Choice {
    /// Whether a field was chosen.
    fn wants(&self, stood: &Stood) -> bool {
        match self {
            Self::Unmoved => true,
            Self::Named(keys) => keys.contains(&stood.key),
            Self::Seen(seen) => seen.iter().any(|(key, _)| *key == stood.key),
        }
    }

    /// Whether the value that the page has now may be replaced.
    fn dares(&self, stood: &Stood) -> bool {
        match self {
            _ if stood.standing == Standing::Unreadable => false,
            Self::Unmoved => stood.standing != Standing::Moved,
            Self::Named(_) => true,
            Self::Seen(seen) => seen.iter().any(|(key, now)| *key == stood.key && *now == stood.now_json()),
        }
    }
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
