//! `collect:` — the lists of other pages that a page asks for by name.

use schema::structure;
use schema::tree::{Content, Entry, Node};
use serde::{Deserialize, Serialize};

use super::owned::Faults;
use crate::diagnostic::Place;
use crate::problem::Problem;

/// A list of pages that a template gets by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Collection {
    /// The name the template knows.
    pub name: String,
    /// The kinds of its pages.
    pub kinds: Vec<String>,
    /// Only what is to come, or only what is over.
    pub when: Option<When>,
    /// The fields its pages must have, and their values.
    pub filter: Vec<(String, String)>,
    /// The order.
    pub sort: Sort,
    /// How many at most.
    pub limit: Option<usize>,
}

/// Which side of the moment of the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum When {
    /// What is going on or to come.
    Upcoming,
    /// What is over.
    Past,
}

/// How pages are put in order: by a key, up or down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sort {
    /// `title`, `date`, `updated`, `weight`, or a field of the kind.
    pub key: String,
    /// Largest, latest, last first.
    pub descending: bool,
}

impl Sort {
    /// Reads `title`, or `-date` for the latest first.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Self {
        match text.strip_prefix('-') {
            Some(key) => Self { key: key.to_owned(), descending: true },
            None => Self { key: text.to_owned(), descending: false },
        }
    }

    /// The order of a list that asks for none.
    #[must_use]
    pub(crate) fn by_title() -> Self {
        Self::parse("title")
    }
}

const KEYS: [&str; 5] = ["kinds", "when", "where", "sort", "limit"];

/// Reads the value of `collect:`.
pub(crate) fn read(node: &Node, faults: &mut Faults) -> Vec<Collection> {
    if !matches!(node.content, Content::Map(_)) {
        faults.push((node.span.clone(), Problem::Field(structure::Problem::NotAGroup.into())));
    }
    node.entries().iter().map(|entry| collection(entry, faults)).collect()
}

fn collection(entry: &Entry, faults: &mut Faults) -> Collection {
    for key in entry.value.entries().iter().filter(|entry| !KEYS.contains(&entry.key.as_str())) {
        let nearest = schema::nearest::nearest(&key.key, KEYS);
        let problem = structure::Problem::UnknownKey { key: key.key.clone(), nearest };
        faults.push((key.key_span.clone(), Problem::Field(problem.into())));
    }
    let text = |key: &str| entry.value.get(key).and_then(Node::as_text);
    Collection {
        name: entry.key.clone(),
        kinds: texts(entry.value.get("kinds")),
        when: when(entry.value.get("when"), faults),
        filter: filter(entry.value.get("where")),
        sort: text("sort").map_or_else(Sort::by_title, Sort::parse),
        limit: limit(entry.value.get("limit"), faults),
    }
}

fn texts(node: Option<&Node>) -> Vec<String> {
    match node.map(|node| &node.content) {
        Some(Content::List(items)) => items.iter().filter_map(Node::as_text).map(str::to_owned).collect(),
        Some(Content::Text(text)) => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn when(node: Option<&Node>, faults: &mut Faults) -> Option<When> {
    let node = node?;
    match node.as_text() {
        Some("upcoming") => Some(When::Upcoming),
        Some("past") => Some(When::Past),
        word => {
            let problem =
                Problem::UnknownWord { word: word.unwrap_or_default().to_owned(), wanted: "upcoming, past".to_owned() };
            faults.push((node.span.clone(), problem));
            None
        }
    }
}

fn filter(node: Option<&Node>) -> Vec<(String, String)> {
    let entries = node.map_or(&[][..], Node::entries);
    entries.iter().filter_map(|entry| Some((entry.key.clone(), entry.value.as_text()?.to_owned()))).collect()
}

fn limit(node: Option<&Node>, faults: &mut Faults) -> Option<usize> {
    let node = node?;
    let limit = node.as_text().and_then(|text| text.parse().ok());
    if limit.is_none() {
        let problem =
            Problem::UnknownWord { word: node.as_text().unwrap_or_default().to_owned(), wanted: "6".to_owned() };
        faults.push((node.span.clone(), problem));
    }
    limit
}

/// Where a collection's kinds are written, for a kind that does not exist.
#[must_use]
pub(crate) fn kinds_place(places: &[(String, Place)], name: &str) -> Place {
    let path = format!("collect.{name}.kinds");
    places.iter().find(|(key, _)| *key == path).map_or(Place::START, |(_, place)| *place)
}
