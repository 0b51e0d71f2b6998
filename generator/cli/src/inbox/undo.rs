//! Taking a decision back: the page is what it was, the request waits again.

use desk::reference::Reference;
use desk::workflow::update::{Decision, Intent};
use schema::update::Change;
use schema::words::Language;

use super::page::{self, Page};
use super::standing::{Standing, judge};
use super::{Error, Office, intent};

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
        /// The keys of the fields that were put back.
        restored: Vec<String>,
        /// The keys of those that say something later, which was kept.
        kept: Vec<String>,
    },
    /// A refusal was taken back.
    Reopened,
}

impl Office {
    /// Takes back what was decided.
    pub(crate) async fn undo(&self, reference: &Reference) -> Result<Undone, Error> {
        let _lock = self.begin().await?;
        let shown = self.inbox.show(reference, Language::French).await?;
        match (&shown.decision, &shown.made) {
            (Decision::Refused { .. }, _) => {
                self.inbox.reopen(reference).await?;
                Ok(Undone::Reopened)
            }
            (Decision::Accepted { .. }, Some(made)) => self.undo_change(reference, made, &shown.kind).await,
            _ => Err(Error::NothingToUndo),
        }
    }

    async fn undo_change(&self, reference: &Reference, made: &Intent, kind: &str) -> Result<Undone, Error> {
        let (intent, undone) = self.reversal(made, kind)?;
        self.inbox.begin_undo(reference, intent.clone()).await?;
        self.write(reference, &intent).await?;
        self.inbox.finish(reference).await?;
        Ok(undone)
    }

    /// The change that takes another one back.
    fn reversal(&self, made: &Intent, kind: &str) -> Result<(Intent, Undone), Error> {
        let text = page::text(&self.root, &made.file)?;
        let file = made.file.clone();
        let kind = self.kind(kind)?;
        let changes: Vec<Change> =
            made.changes.iter().filter_map(|json| Change::from_json(json, &kind.fields).ok()).collect();
        if text == made.after_text {
            let back: Vec<Change> = changes.into_iter().map(reversed).collect();
            return Ok((intent(&file, &text, made.before_text.clone(), &back), Undone::Whole { file }));
        }
        let page = Page::read(&self.root, file.clone(), kind)?;
        let standing =
            |change: &Change| judge(change.after.as_ref(), page.values.get(&change.key), change.before.as_ref());
        let kept: Vec<String> = changes
            .iter()
            .filter(|change| standing(change) == Standing::Moved)
            .map(|change| change.key.clone())
            .collect();
        let back: Vec<Change> =
            changes.into_iter().filter(|change| standing(change) == Standing::Free).map(reversed).collect();
        let restored = back.iter().map(|change| change.key.clone()).collect();
        let after = page.edited(&back)?;
        Ok((intent(&file, &text, after, &back), Undone::Fields { file, restored, kept }))
    }
}

fn reversed(change: Change) -> Change {
    Change { key: change.key, before: change.after, after: change.before }
}
