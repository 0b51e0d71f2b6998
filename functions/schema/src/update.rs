//! What a sent update form changes, field by field.
//!
//! A control that is absent leaves its field as it is, an empty one clears it,
//! and only what differs from what the page showed counts: what the sender did
//! not touch is never judged, even if it would no longer be taken.
//!
//! Architecture invariant: nothing here looks at what is published *now*; whether
//! a page moved meanwhile is asked when staff accept.

use serde_json::{Value as Json, json};

use crate::fault::{Fault, Path, Problem};
use crate::field::{Field, Fields};
use crate::read::{self, Origin};
use crate::structure;
use crate::tree::{Content, Node};
use crate::value::Value;
use crate::words::Language;

/// One field that an update changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field's key.
    pub key: String,
    /// What the page showed; nothing for an empty field, or for one whose value
    /// could not be read.
    pub before: Option<Value>,
    /// What it should say; nothing to clear it.
    pub after: Option<Value>,
}

impl Change {
    /// The change as it is kept: `{"key", "before", "after"}`, values in their canonical form.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let json = |value: &Option<Value>| value.as_ref().map_or(Json::Null, |value| value.to_node().to_json());
        json!({ "key": self.key, "before": json(&self.before), "after": json(&self.after) })
    }

    /// The change that was kept, read with the fields of its kind.
    ///
    /// # Errors
    /// The field is no longer declared, or no longer takes the value.
    pub fn from_json(json: &Json, fields: &Fields) -> Result<Self, Vec<Fault>> {
        let key = json.get("key").and_then(Json::as_str).unwrap_or_default();
        let field = fields.get(key).ok_or_else(|| vec![unknown(key)])?;
        let side =
            |name: &str| read::value(field, &Node::from_json(json.get(name).unwrap_or(&Json::Null)), Origin::Form);
        Ok(Self { key: key.to_owned(), before: side("before")?, after: side("after")? })
    }
}

fn unknown(key: &str) -> Fault {
    let problem = structure::Problem::UnknownKey { key: key.to_owned(), nearest: None };
    Fault { path: Path::root().join(key), span: 0..0, problem: Problem::Structure(problem) }
}

/// What the button of an update form says, on the page and when it comes back.
#[must_use]
pub const fn button(language: Language) -> &'static str {
    match language {
        Language::French => "Envoyer la mise à jour",
        Language::English => "Send the update",
    }
}

/// Reads what a sent form changes.
///
/// `fields` are those that the kind lets people change, `published` is the
/// sheet of the page. What the page showed is taken from the sent `_base`, field
/// by field, and from the published sheet where it is silent.
///
/// # Errors
/// Every fault of the fields that changed.
pub fn read(fields: &Fields, sent: &Node, published: &Node) -> Result<Vec<Change>, Vec<Fault>> {
    let shown = over(published, sent.get("_base"));
    let wanted = over(&shown, Some(sent));
    let mut changes = Vec::new();
    let mut faults = Vec::new();
    for field in fields.iter().filter(|field| sent.get(&field.key).is_some()) {
        match change(field, fields, &shown, &wanted) {
            Ok(change) => changes.extend(change),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(changes) } else { Err(faults) }
}

/// A body of controls with what it leaves out of its lists and groups.
///
/// A control that is absent means unchanged, inside a row as elsewhere:
/// `produits.0.prix` alone changes one price and keeps the other products. A JSON
/// body says its lists whole and needs none of this.
#[must_use]
pub fn complete(fields: &Fields, sent: &Node, published: &Node) -> Node {
    let shown = over(published, sent.get("_base"));
    let entries = sent.entries().iter().map(|entry| {
        let shown = shown.get(&entry.key).filter(|_| fields.get(&entry.key).is_some());
        (entry.key.clone(), shown.map_or_else(|| entry.value.clone(), |shown| completed(&entry.value, shown)))
    });
    Node::map(entries)
}

fn completed(sent: &Node, shown: &Node) -> Node {
    match (&sent.content, &shown.content) {
        (Content::Map(_), Content::Map(_)) => over(shown, Some(sent)),
        (Content::List(rows), Content::List(shown))
            if rows.iter().any(|row| matches!(row.content, Content::Map(_))) =>
        {
            let row = |index: usize| match (rows.get(index), shown.get(index)) {
                (Some(row), Some(shown)) if !matches!(row.content, Content::Empty) => completed(row, shown),
                (Some(row), None) => row.clone(),
                (_, shown) => shown.cloned().unwrap_or_default(),
            };
            Node::list((0..rows.len().max(shown.len())).map(row).collect())
        }
        _ => sent.clone(),
    }
}

/// A group, with the keys of another one put over its own.
fn over(under: &Node, above: Option<&Node>) -> Node {
    let above = above.unwrap_or(under);
    let kept = under.entries().iter().filter(|entry| above.get(&entry.key).is_none());
    let entries = kept.chain(above.entries()).map(|entry| (entry.key.clone(), entry.value.clone()));
    Node::map(entries)
}

fn change(field: &Field, fields: &Fields, shown: &Node, wanted: &Node) -> Result<Option<Change>, Vec<Fault>> {
    let nothing = Node::default();
    let before = shown.get(&field.key).unwrap_or(&nothing);
    let after = wanted.get(&field.key).filter(|_| field.applies(fields, wanted)).unwrap_or(&nothing);
    if looks_the_same(before, after) {
        return Ok(None);
    }
    let before = read::value(field, before, Origin::Form).unwrap_or_default();
    let after = read::value(field, after, Origin::Form)?;
    if before == after && before.is_some() {
        return Ok(None);
    }
    if after.is_none() && field.required && field.applies(fields, wanted) {
        return Err(vec![required(field)]);
    }
    Ok(Some(Change { key: field.key.clone(), before, after }))
}

fn required(field: &Field) -> Fault {
    let problem = structure::Problem::Required(field.label.clone());
    Fault { path: Path::root().join(&field.key), span: 0..0, problem: Problem::Structure(problem) }
}

/// Whether two pieces hold the same texts, blank ones and outer spaces aside:
/// what comes back from a control is what it held, whatever it is worth.
fn looks_the_same(a: &Node, b: &Node) -> bool {
    match (&a.content, &b.content) {
        _ if a.is_blank() || b.is_blank() => a.is_blank() && b.is_blank(),
        (Content::Text(a), Content::Text(b)) => a.trim() == b.trim(),
        (Content::List(a), Content::List(b)) => same_items(a, b),
        // One box ticked comes back as one text.
        (Content::List(a), Content::Text(_)) => same_items(a, std::slice::from_ref(b)),
        (Content::Text(_), Content::List(b)) => same_items(std::slice::from_ref(a), b),
        (Content::Map(_), Content::Map(_)) => {
            let blank = Node::default();
            let same = |key: &str| looks_the_same(a.get(key).unwrap_or(&blank), b.get(key).unwrap_or(&blank));
            a.entries().iter().chain(b.entries()).all(|entry| same(&entry.key))
        }
        _ => false,
    }
}

fn same_items(a: &[Node], b: &[Node]) -> bool {
    let filled = |items: &'_ [Node]| items.iter().filter(|item| !item.is_blank()).cloned().collect::<Vec<_>>();
    let (a, b) = (filled(a), filled(b));
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| looks_the_same(a, b))
}
