//! Writing new pieces in the style of their neighbours: quotes, braces, dashes.

use schema::tree::{Content, Node};

use super::place;
use super::scalar::{self, Place, Quote};

/// A neighbour whose style is followed; without one, the style of the house.
#[derive(Clone, Copy)]
pub(super) struct Like<'a> {
    yaml: &'a str,
    node: Option<&'a Node>,
}

impl<'a> Like<'a> {
    pub(super) fn new(yaml: &'a str, node: Option<&'a Node>) -> Self {
        Self { yaml, node }
    }

    fn key(self, key: &str) -> Self {
        Self { node: self.node.and_then(|node| node.get(key)), ..self }
    }

    fn item(self) -> Self {
        let first = self.node.and_then(|node| match &node.content {
            Content::List(items) => items.first(),
            _ => None,
        });
        Self { node: first, ..self }
    }

    fn quote(self) -> Quote {
        let text = self.node.filter(|node| matches!(node.content, Content::Text(_)));
        text.map_or(Quote::Plain, |node| scalar::quote_at(self.yaml, node.span.start))
    }

    /// The space inside braces: `{ a: b }`, unless the neighbour does without.
    fn padding(self) -> &'static str {
        let flow = self.node.filter(|node| place::is_flow(self.yaml, node));
        let is_tight = flow.is_some_and(|node| !self.yaml[node.span.start + 1..].starts_with([' ', '\n', '\r', '}']));
        if is_tight { "" } else { " " }
    }
}

/// A piece on one line, fit to stand inside brackets or braces.
pub(super) fn flow(node: &Node, like: Like<'_>) -> String {
    match &node.content {
        Content::Empty => "~".to_owned(),
        Content::Text(text) => scalar::write(text, like.quote(), Place::Flow),
        Content::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, like.item())).collect();
            format!("[{}]", items.join(", "))
        }
        Content::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| self::entry(&entry.key, &flow(&entry.value, like.key(&entry.key))))
                .collect();
            format!("{{{0}{1}{0}}}", like.padding(), entries.join(", "))
        }
    }
}

/// `key: value`
pub(super) fn entry(key: &str, value: &str) -> String {
    format!("{}: {value}", scalar::write(key, Quote::Plain, Place::Flow))
}

/// A piece on one line, fit to stand after a key or a dash of its own.
pub(super) fn line(node: &Node, like: Like<'_>) -> String {
    match &node.content {
        Content::Text(text) => scalar::write(text, like.quote(), Place::Block),
        _ => flow(node, like),
    }
}

/// An item of a block list, after `prefix` (its spaces and its dash).
pub(super) fn item(node: &Node, prefix: &str, like: Like<'_>, line_break: &str) -> String {
    let is_block = like
        .node
        .is_some_and(|like_node| matches!(like_node.content, Content::Map(_)) && !place::is_flow(like.yaml, like_node));
    if !is_block || !matches!(node.content, Content::Map(_)) {
        return format!("{prefix}{}", line(node, like));
    }
    let keys = node.entries().iter().map(|entry| self::entry(&entry.key, &line(&entry.value, like.key(&entry.key))));
    let indent = format!("{line_break}{}", " ".repeat(prefix.chars().count()));
    format!("{prefix}{}", keys.collect::<Vec<_>>().join(&indent))
}

/// What follows the colon of a key of a block: a text, lines of text, or rows.
pub(super) fn value(node: &Node, indent: usize, line_break: &str) -> String {
    let like = Like::new("", None);
    match &node.content {
        Content::Text(text) if text.contains('\n') && scalar::is_block(text) => {
            format!(" |-{line_break}{}", scalar::indented(text, indent + 2, line_break))
        }
        Content::List(items) if items.iter().any(|item| matches!(item.content, Content::Map(_))) => {
            let prefix = format!("{line_break}{}- ", " ".repeat(indent + 2));
            let rows: Vec<String> = items.iter().map(|item| flow(item, like)).collect();
            format!("{prefix}{}", rows.join(&prefix))
        }
        _ => format!(" {}", line(node, like)),
    }
}
