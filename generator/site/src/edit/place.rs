//! Where things stand in the text: lines, ends, colons, dashes.
//!
//! The parser's spans are exact for texts and for `[…]` and `{…}`. A block ends,
//! for the parser, where the next thing starts; here it ends with its last piece.

use std::ops::Range;

use schema::tree::{Content, Entry, Node};

/// The start of the line that this byte is on.
pub(super) fn line_start(yaml: &str, at: usize) -> usize {
    yaml[..at].rfind('\n').map_or(0, |line_break| line_break + 1)
}

/// The start of the next line.
pub(super) fn next_line(yaml: &str, at: usize) -> usize {
    yaml[at..].find('\n').map_or(yaml.len(), |length| at + length + 1)
}

/// What stands on the line before this byte.
pub(super) fn before(yaml: &str, at: usize) -> &str {
    &yaml[line_start(yaml, at)..at]
}

/// Whether a list or a group is written between brackets or braces.
pub(super) fn is_flow(yaml: &str, node: &Node) -> bool {
    let text = yaml.get(node.span.clone()).unwrap_or_default();
    match node.content {
        Content::List(_) => text.starts_with('[') && text.ends_with(']'),
        Content::Map(_) => text.starts_with('{') && text.ends_with('}'),
        Content::Empty | Content::Text(_) => false,
    }
}

/// The end of the last piece of a node.
pub(super) fn end_of(yaml: &str, node: &Node) -> usize {
    match &node.content {
        Content::List(_) | Content::Map(_) if is_flow(yaml, node) => node.span.end,
        Content::List(items) => items.last().map_or(node.span.end, |item| end_of(yaml, item)),
        Content::Map(entries) => entries.last().map_or(node.span.end, |entry| entry_end(yaml, entry)),
        // A block of text takes the line breaks that follow it.
        Content::Text(_) => node.span.start + yaml[node.span.clone()].trim_end_matches(['\n', '\r']).len(),
        Content::Empty => node.span.end,
    }
}

/// The end of a key's value, or of its colon when it has none.
pub(super) fn entry_end(yaml: &str, entry: &Entry) -> usize {
    let colon = after_colon(yaml, &entry.key_span).unwrap_or(entry.key_span.end);
    end_of(yaml, &entry.value).max(colon)
}

/// The byte after a key's colon.
pub(super) fn after_colon(yaml: &str, key: &Range<usize>) -> Option<usize> {
    let rest = &yaml[key.end..];
    let colon = rest.find(|sign: char| sign != ' ')?;
    rest[colon..].starts_with(':').then_some(key.end + colon + 1)
}

/// What opens an item's line, dash included: `  - `.
pub(super) fn dash<'a>(yaml: &'a str, item: &Node) -> Option<&'a str> {
    let before = before(yaml, item.span.start);
    (before.trim() == "-").then_some(before)
}

/// Where the header of a block of text starts, `|` or `>`, when this is one.
pub(super) fn block_header(yaml: &str, after: usize, node: &Node) -> Option<usize> {
    let lead = yaml.get(after..node.span.start)?;
    let header = after + (lead.len() - lead.trim_start().len());
    let is_text = matches!(node.content, Content::Text(_));
    (is_text && lead.trim_start().starts_with(['|', '>'])).then_some(header)
}
