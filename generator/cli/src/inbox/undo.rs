//! Taking a decision back: the page is what it was, the request waits again.

use std::sync::Arc;

use desk::inbox::Shown;
use desk::reference::Reference;
use desk::workflow::update::{Decision, Intent};
use schema::update::Change;
use schema::words::Language;
use serde_json::Value as Json;

use super::page::{self, Page};
use super::standing::{Standing, judge};
use super::{Error, Named, Office, asked, intent};

/// What an undo did.
#[derive(Clone, Debug)]
pub(crate) enum Undone {
    /// The file has the very bytes it had before.
    Whole {
        /// The page's file.
        file: String,
    },
    /// The file changed since: the fields of the request were put back one by one.
    Fields {
        /// The page's file.
        file: String,
        /// The fields that were put back.
        restored: Vec<Named>,
        /// Those that say something later, which was kept, or that the kind no
        /// longer takes.
        kept: Vec<Named>,
    },
    /// A refusal was taken back.
    Reopened,
}

impl Office {
    /// Takes back what was decided.
    pub(crate) async fn undo(&self, reference: &Reference, language: Language) -> Result<Undone, Error> {
        let _lock = self.begin().await?;
        let shown = self.inbox.show(reference, language).await?;
        let update = asked(&shown)?;
        match (&update.decision, &update.made) {
            (Decision::Refused { .. }, _) => {
                self.inbox.reopen(reference).await?;
                Ok(Undone::Reopened)
            }
            (Decision::Accepted { .. }, Some(made)) => {
                let (intent, undone) = self.reversal(made, &shown)?;
                self.inbox.begin_undo(reference, intent.clone()).await?;
                self.write(reference, &intent).await?;
                self.inbox.finish(reference).await?;
                Ok(undone)
            }
            _ => Err(Error::NothingToUndo),
        }
    }

    /// The change that takes another one back.
    fn reversal(&self, made: &Intent, shown: &Shown) -> Result<(Intent, Undone), Error> {
        let text = page::text(&self.root, &made.file)?;
        let file = made.file.clone();
        let kind = self.kind(&asked(shown)?.kind)?;
        let read = |json: &Json| Change::from_json(json, &kind.fields).ok();
        if text == made.after_text {
            let back: Vec<Change> = made.changes.iter().filter_map(read).map(reversed).collect();
            return Ok((intent(&file, &text, made.before_text.clone(), &back), Undone::Whole { file }));
        }
        let page = Page::read(&self.root, file.clone(), Arc::clone(&kind))?;
        let (mut back, mut kept) = (Vec::new(), Vec::new());
        for json in &made.changes {
            let change = read(json);
            let now = |change: &Change| page.values.get(&change.key).cloned();
            let standing = change.as_ref().map_or(Standing::Unreadable, |change| {
                judge(change.after.as_ref(), now(change).as_ref(), change.before.as_ref())
            });
            match (standing, change) {
                (Standing::Free, Some(change)) => back.push(reversed(change)),
                // Somebody put it back by hand.
                (Standing::Already, _) => {}
                _ => kept.push(named(json.get("key").and_then(Json::as_str).unwrap_or_default(), shown)),
            }
        }
        if !made.changes.is_empty() && kept.len() == made.changes.len() {
            return Err(Error::NothingToRestore { fields: kept, file });
        }
        let restored = back.iter().map(|change| named(&change.key, shown)).collect();
        let after = page.edited(&back)?;
        Ok((intent(&file, &text, after, &back), Undone::Fields { file, restored, kept }))
    }
}

/// A field of a request, by its key.
fn named(key: &str, shown: &Shown) -> Named {
    let label = shown.fields.iter().find(|field| field.key == key).map(|field| field.label.clone());
    Named { key: key.to_owned(), label: label.unwrap_or_else(|| key.to_owned()) }
}

fn reversed(change: Change) -> Change {
    Change { key: change.key, before: change.after, after: change.before }
}
