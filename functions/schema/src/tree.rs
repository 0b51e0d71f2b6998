//! What was written or sent, before it means anything: texts, lists and groups.
//!
//! Front matter, a form's body and a JSON body all become this one tree, so that
//! one reader checks them. Every scalar is text: `no`, `12:30` and `0146…` mean
//! what the field they stand in makes of them, never what YAML would.
//!
//! Architecture invariant: nothing here knows a field or a type.

use std::ops::Range;

use serde_json::Value as Json;

/// One piece of the tree, with the bytes of the source it was read from.
///
/// A piece that was sent by a form has the empty span `0..0`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the source, quotes included.
    pub span: Range<usize>,
    /// What stands there.
    pub content: Content,
}

/// What a piece of the tree holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Nothing: an empty value, `~`, a control left blank.
    #[default]
    Empty,
    /// Text, quotes removed and escapes resolved.
    Text(String),
    /// Pieces in order.
    List(Vec<Node>),
    /// Keys and their pieces, in the order of the source.
    Map(Vec<Entry>),
}

/// One key of a group and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, as text.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Range<usize>,
    /// What stands under the key.
    pub value: Node,
}

impl Node {
    /// A text that no file holds.
    pub fn text(text: impl Into<String>) -> Self {
        Self { span: 0..0, content: Content::Text(text.into()) }
    }

    /// A list that no file holds.
    #[must_use]
    pub fn list(items: Vec<Self>) -> Self {
        Self { span: 0..0, content: Content::List(items) }
    }

    /// A group that no file holds.
    pub fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        let entries =
            entries.into_iter().map(|(key, value)| Entry { key: key.into(), key_span: 0..0, value }).collect();
        Self { span: 0..0, content: Content::Map(entries) }
    }

    /// The piece under a key, when this is a group that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The key and the piece under it, when this is a group that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The keys of a group; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The text that stands here, when it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was written: no text, or only blank pieces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.content {
            Content::Empty => true,
            Content::Text(text) => text.trim().is_empty(),
            Content::List(items) => items.iter().all(Self::is_blank),
            Content::Map(entries) => entries.iter().all(|entry| entry.value.is_blank()),
        }
    }

    /// Whether two pieces say the same, wherever they were read.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Content::Empty, Content::Empty) => true,
            (Content::Text(a), Content::Text(b)) => a == b,
            (Content::List(a), Content::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says_the_same(b))
            }
            (Content::Map(a), Content::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && a.value.says_the_same(&b.value))
            }
            _ => false,
        }
    }

    /// The tree as JSON: texts are strings, nothing is `null`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.content {
            Content::Empty => Json::Null,
            Content::Text(text) => Json::String(text.clone()),
            Content::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Content::Map(entries) => {
                Json::Object(entries.iter().map(|entry| (entry.key.clone(), entry.value.to_json())).collect())
            }
        }
    }

    /// The tree that a JSON body says. Numbers and booleans become their text.
    #[must_use]
    pub fn from_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::default(),
            Json::Bool(true) => Self::text("oui"),
            Json::Bool(false) => Self::text("non"),
            Json::Number(number) => Self::text(number.to_string()),
            Json::String(text) => Self::text(text.clone()),
            Json::Array(items) => Self::list(items.iter().map(Self::from_json).collect()),
            Json::Object(entries) => {
                Self::map(entries.iter().map(|(key, value)| (key.clone(), Self::from_json(value))))
            }
        }
    }

    /// The controls that would send this piece under `name`, in order.
    ///
    /// A group of a list is `produits.0.prix`; several choices repeat the name.
    #[must_use]
    pub fn to_controls(&self, name: &str) -> Vec<(String, String)> {
        match &self.content {
            Content::Empty => vec![(name.to_owned(), String::new())],
            Content::Text(text) => vec![(name.to_owned(), text.clone())],
            Content::List(items) => {
                items.iter().enumerate().flat_map(|(index, item)| item.list_controls(name, index)).collect()
            }
            Content::Map(entries) => {
                entries.iter().flat_map(|entry| entry.value.to_controls(&join(name, &entry.key))).collect()
            }
        }
    }

    fn list_controls(&self, name: &str, index: usize) -> Vec<(String, String)> {
        match self.content {
            Content::Map(_) | Content::List(_) => self.to_controls(&join(name, &index.to_string())),
            Content::Empty | Content::Text(_) => self.to_controls(name),
        }
    }

    /// The group that a form's controls send, read back from their names.
    ///
    /// A name that contradicts one before it (`a` and `a.b`) is left out, and so is
    /// one that leaves out too many rows before its own: no page of ours sends it.
    pub fn from_controls<'a>(controls: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut root = Self::map::<String>([]);
        let mut gaps = MOST_GAPS;
        for (name, text) in controls {
            let steps: Vec<&str> = name.split('.').collect();
            // Browsers send every line break as a carriage return and a line feed.
            root.place(&steps, &text.replace("\r\n", "\n"), &mut gaps);
        }
        root
    }

    /// Places a text; `gaps` is how many rows may still be left out before it.
    fn place(&mut self, steps: &[&str], text: &str, gaps: &mut usize) {
        let Some((step, rest)) = steps.split_first() else {
            self.add_text(text);
            return;
        };
        match &mut self.content {
            Content::Empty => {
                self.content = if is_index(step) { Content::List(Vec::new()) } else { Content::Map(Vec::new()) };
                self.place(steps, text, gaps);
            }
            Content::List(items) => {
                let Ok(index) = step.parse::<usize>() else { return };
                let gap = index.saturating_sub(items.len());
                if index >= items.len() && index < MOST_ROWS && gap <= *gaps {
                    *gaps -= gap;
                    items.resize_with(index + 1, Self::default);
                }
                if let Some(item) = items.get_mut(index) {
                    item.place(rest, text, gaps);
                }
            }
            Content::Map(entries) => {
                if let Some(entry) = entries.iter_mut().find(|entry| entry.key == *step) {
                    entry.value.place(rest, text, gaps);
                } else {
                    let mut value = Self::default();
                    value.place(rest, text, gaps);
                    entries.push(Entry { key: (*step).to_owned(), key_span: 0..0, value });
                }
            }
            Content::Text(_) => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        match &mut self.content {
            Content::Empty => self.content = Content::Text(text.to_owned()),
            Content::Text(first) => {
                let first = std::mem::take(first);
                self.content = Content::List(vec![Self::text(first), Self::text(text)]);
            }
            Content::List(items) => items.push(Self::text(text)),
            Content::Map(_) => {}
        }
    }
}

/// No form of ours has more rows; a larger index is hostile.
const MOST_ROWS: usize = 500;
/// All the rows that the controls of one form may leave out before those they
/// fill. Each is made, so that without this a hundred bytes would make thousands.
const MOST_GAPS: usize = 2_000;

fn is_index(step: &str) -> bool {
    !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit())
}

fn join(name: &str, step: &str) -> String {
    if name.is_empty() { step.to_owned() } else { format!("{name}.{step}") }
}
