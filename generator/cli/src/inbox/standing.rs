//! Where each field of a request stands: what its form showed, what is asked,
//! what the page says now.
//!
//! Architecture invariant: pure. Values are compared, never their spelling.

use desk::ToldField;
use schema::difference;
use schema::update::Change;
use schema::value::Value;
use schema::words::Language;
use serde_json::Value as Json;

use super::page::Page;

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The page says what the form showed: the change can be made.
    Free,
    /// The page says already what is asked.
    Already,
    /// The page says something else since.
    Moved,
    /// The kind no longer has the field, or no longer takes what is asked.
    Unreadable,
}

/// A field of a request, beside the page.
#[derive(Clone, Debug)]
pub(crate) struct Stood {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) standing: Standing,
    /// What the page says now, line by line.
    pub(crate) now: Vec<String>,
    pub(super) value: Option<Value>,
    pub(super) change: Option<Change>,
}

impl Stood {
    /// What the page says now, as scripts and forms carry it.
    pub(crate) fn now_json(&self) -> Json {
        self.value.as_ref().map_or(Json::Null, |value| value.to_node().to_json())
    }

    /// The change to make: from what the page says now to what is asked.
    pub(super) fn edit(&self) -> Option<Change> {
        let after = self.change.as_ref()?.after.clone();
        Some(Change { key: self.key.clone(), before: self.value.clone(), after })
    }
}

/// Every field of a request, beside what its page says now.
pub(super) fn all(fields: &[ToldField], page: &Page, language: Language) -> Vec<Stood> {
    fields.iter().map(|field| one(field, page, language)).collect()
}

fn one(field: &ToldField, page: &Page, language: Language) -> Stood {
    let value = page.values.get(&field.key).cloned();
    let declared = page.kind.fields.get(&field.key);
    let standing = match (&field.change, declared) {
        (Some(change), Some(_)) => judge(change.before.as_ref(), value.as_ref(), change.after.as_ref()),
        _ => Standing::Unreadable,
    };
    let now = declared
        .map(|declared| difference::describe(declared, None, value.as_ref(), language).after)
        .unwrap_or_default();
    Stood { key: field.key.clone(), label: field.label.clone(), standing, now, value, change: field.change.clone() }
}

/// Where a value stands between what was shown and what is asked.
pub(super) fn judge(shown: Option<&Value>, now: Option<&Value>, asked: Option<&Value>) -> Standing {
    match () {
        () if now == asked => Standing::Already,
        () if now == shown => Standing::Free,
        () => Standing::Moved,
    }
}
