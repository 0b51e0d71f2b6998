//! `collect:` — the lists of other pages that a page asks for by name.

use schema::declaration::Phrase;
use schema::structure;
use schema::tree::{Content, Entry, Node};
use serde::{Deserialize, Serialize};

use super::owned::Faults;
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
        tell(node, structure::Problem::NotAGroup, faults);
    }
    node.entries().iter().filter_map(|entry| collection(entry, faults)).collect()
}

fn collection(entry: &Entry, faults: &mut Faults) -> Option<Collection> {
    let node = &entry.value;
    if !matches!(node.content, Content::Map(_)) {
        let span = if node.is_blank() { entry.key_span.clone() } else { node.span.clone() };
        faults.push((span, Problem::Field(structure::Problem::NotAGroup.into())));
        return None;
    }
    for key in node.entries().iter().filter(|entry| !KEYS.contains(&entry.key.as_str())) {
        let nearest = schema::nearest::nearest(&key.key, KEYS);
        let problem = structure::Problem::UnknownKey { key: key.key.clone(), nearest };
        faults.push((key.key_span.clone(), Problem::Field(problem.into())));
    }
    let written = |key: &str| node.get(key).filter(|node| !node.is_blank());
    if written("kinds").is_none() {
        let problem = structure::Problem::Required(Phrase::French("kinds".to_owned()));
        faults.push((entry.key_span.clone(), Problem::Field(problem.into())));
    }
    Some(Collection {
        name: entry.key.clone(),
        kinds: texts(written("kinds"), faults),
        when: when(written("when"), faults),
        filter: filter(written("where"), faults),
        sort: written("sort").and_then(|node| text(node, faults)).map_or_else(Sort::by_title, Sort::parse),
        limit: limit(written("limit"), faults),
    })
}

fn texts(node: Option<&Node>, faults: &mut Faults) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    match &node.content {
        Content::List(items) => {
            items.iter().filter_map(|item| text(item, faults)).map(|text| text.trim().to_owned()).collect()
        }
        Content::Text(text) => vec![text.trim().to_owned()],
        Content::Empty | Content::Map(_) => {
            tell(node, structure::Problem::NotAList, faults);
            Vec::new()
        }
    }
}

fn text<'a>(node: &'a Node, faults: &mut Faults) -> Option<&'a str> {
    let text = node.as_text();
    if text.is_none() {
        tell(node, structure::Problem::NotAText, faults);
    }
    text
}

fn tell(node: &Node, problem: structure::Problem, faults: &mut Faults) {
    faults.push((node.span.clone(), Problem::Field(problem.into())));
}

fn when(node: Option<&Node>, faults: &mut Faults) -> Option<When> {
    let node = node?;
    match text(node, faults)?.trim() {
        "upcoming" => Some(When::Upcoming),
        "past" => Some(When::Past),
        word => {
            let problem = Problem::UnknownWord { word: word.to_owned(), wanted: "upcoming, past".to_owned() };
            faults.push((node.span.clone(), problem));
            None
        }
    }
}

fn filter(node: Option<&Node>, faults: &mut Faults) -> Vec<(String, String)> {
    let Some(node) = node else { return Vec::new() };
    if !matches!(node.content, Content::Map(_)) {
        tell(node, structure::Problem::NotAGroup, faults);
    }
    node.entries()
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), text(&entry.value, faults)?.trim().to_owned())))
        .collect()
}

fn limit(node: Option<&Node>, faults: &mut Faults) -> Option<usize> {
    let node = node?;
    let text = text(node, faults)?;
    let limit = text.trim().parse().ok();
    if limit.is_none() {
        let problem = Problem::UnknownWord { word: text.to_owned(), wanted: "6".to_owned() };
        faults.push((node.span.clone(), problem));
    }
    limit
}

#[cfg(test)]
mod tests {
    use schema::yaml;

    use super::read;

    fn told(text: &str) -> Vec<(String, &'static str)> {
        let mut faults = Vec::new();
        let _read = read(&yaml::parse(text).unwrap(), &mut faults);
        faults.into_iter().map(|(span, problem)| (text[span].to_owned(), problem.code())).collect()
    }

    #[test]
    fn a_collection_that_has_not_its_shape_is_told() {
        assert_eq!(told("a: activite\n"), [("activite".to_owned(), "not-a-group")]);
        assert_eq!(told("a:\nb: { kinds: lieu }\n"), [("a".to_owned(), "not-a-group")]);
        assert_eq!(told("a: { sort: title }\n"), [("a".to_owned(), "required")]);
        assert_eq!(told("a: { kinds: { b: lieu } }\n"), [("{ b: lieu }".to_owned(), "not-a-list")]);
        assert_eq!(told("a: { kinds: [{ b: lieu }] }\n"), [("{ b: lieu }".to_owned(), "not-a-text")]);
        assert_eq!(told("a: { kinds: lieu, where: ici }\n"), [("ici".to_owned(), "not-a-group")]);
        assert_eq!(told("a: { kinds: lieu, where: { b: [c] }, sort: [d] }\n").len(), 2);
        assert_eq!(told("a: { kinds: [lieu], where: { b: c }, sort: -d, when: past, limit: 3 }\n"), []);
    }
}
