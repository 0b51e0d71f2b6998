//! A request told field by field: what it would change, and what became of it.
//!
//! The tracking page, its JSON and the staff's queue all tell it from here.
//!
//! Architecture invariant: a field that the kind no longer has, or whose value
//! it no longer takes, is told as it was kept: nothing asked is ever hidden.

use schema::difference;
use schema::field::Fields;
use schema::tree::{Content, Node};
use schema::update::Change;
use schema::words::Language;
use serde_json::Value as Json;

use crate::workflow::update::{Update, Verdict};

/// One field of a request.
#[derive(Clone, Debug)]
pub struct ToldField {
    /// The key of the field.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What the page showed, line by line; none for an empty field.
    pub before: Vec<String>,
    /// What is asked, line by line; none to clear the field.
    pub after: Vec<String>,
    /// What changes, in words.
    pub said: Vec<String>,
    /// The change, while the kind of the page still reads it.
    pub change: Option<Change>,
    /// What became of it, once anything was decided.
    pub verdict: Option<Verdict>,
}

/// Every field of an update, in the order it was asked.
pub(crate) fn fields(update: &Update, fields: Option<&Fields>, language: Language) -> Vec<ToldField> {
    update.changes.iter().map(|change| field(update, change, fields, language)).collect()
}

fn field(update: &Update, kept: &Json, fields: Option<&Fields>, language: Language) -> ToldField {
    let key = kept.get("key").and_then(Json::as_str).unwrap_or_default();
    let verdict = update.verdict(key);
    let declared = fields.and_then(|fields| fields.get(key).zip(Change::from_json(kept, fields).ok()));
    let Some((field, change)) = declared else {
        let side = |name: &str| kept.get(name).map(Node::from_json).map(|node| lines(&node)).unwrap_or_default();
        let (before, after) = (side("before"), side("after"));
        return ToldField {
            key: key.to_owned(),
            label: key.to_owned(),
            before,
            after,
            said: Vec::new(),
            change: None,
            verdict,
        };
    };
    let told = difference::describe(field, change.before.as_ref(), change.after.as_ref(), language);
    ToldField {
        key: key.to_owned(),
        label: told.label,
        before: told.before,
        after: told.after,
        said: told.said,
        change: Some(change),
        verdict,
    }
}

/// The texts of a tree that no field reads any more.
fn lines(node: &Node) -> Vec<String> {
    match &node.content {
        Content::Empty => Vec::new(),
        Content::Text(text) => text.lines().map(str::to_owned).collect(),
        Content::List(items) => items.iter().flat_map(lines).collect(),
        Content::Map(entries) => {
            let of = |entry: &schema::tree::Entry| lines(&entry.value).join(" ");
            entries.iter().map(|entry| format!("{} {}", entry.key, of(entry))).collect()
        }
    }
}
