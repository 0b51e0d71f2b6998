//! Writing one text so that it is read back as the same text.
//!
//! A text is left plain where that is safe for this project's reader, which
//! takes every scalar as text: `non`, `2027-08-15` and `01 47…` stay as people
//! write them. Quotes are put where YAML itself would read something else.

use schema::yaml;

/// How a text is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    Plain,
    Single,
    Double,
}

/// Whether a text stands in lines, or inside brackets or braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Block,
    Flow,
}

/// How the text at this byte is quoted.
pub(super) fn quote_at(yaml: &str, at: usize) -> Quote {
    match yaml.as_bytes().get(at) {
        Some(b'"') => Quote::Double,
        Some(b'\'') => Quote::Single,
        _ => Quote::Plain,
    }
}

/// The text, quoted as wished where it can be, else in double quotes.
pub(super) fn write(text: &str, wish: Quote, place: Place) -> String {
    match wish {
        Quote::Plain if is_plain(text, place) => text.to_owned(),
        Quote::Single if text.chars().all(is_printable) => format!("'{}'", text.replace('\'', "''")),
        Quote::Plain | Quote::Single | Quote::Double => double(text),
    }
}

/// Signs that mean something to YAML, or to a person, at the start of a text.
const LEADING_SIGNS: &[char] = &[
    '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '~', '=', '<', '.',
];

fn is_plain(text: &str, place: Place) -> bool {
    let is_calm = !text.is_empty()
        && text.trim() == text
        && text.chars().all(is_printable)
        && !text.starts_with(LEADING_SIGNS)
        && !text.contains(": ")
        && !text.ends_with(':')
        && !text.contains(" #");
    let fits = place == Place::Block || !text.contains([',', '[', ']', '{', '}']);
    is_calm && fits && reads_back(text, place)
}

fn reads_back(text: &str, place: Place) -> bool {
    let (line, path): (String, &[&str]) = match place {
        Place::Block => (format!("k: {text}\n"), &["k"]),
        Place::Flow => (format!("k: {{ k: {text} }}\n"), &["k", "k"]),
    };
    let tree = yaml::parse(&line);
    let read = tree.as_ref().ok().and_then(|tree| path.iter().try_fold(tree, |node, key| node.get(key)));
    read.and_then(|node| node.as_text()) == Some(text)
}

/// A character that every YAML reader takes as it stands.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn double(text: &str) -> String {
    let quoted: String = text.chars().map(in_double_quotes).collect();
    format!("\"{quoted}\"")
}

fn in_double_quotes(c: char) -> String {
    match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if is_printable(c) => c.to_string(),
        c if u32::from(c) > 0xffff => format!("\\U{:08X}", u32::from(c)),
        c => format!("\\u{:04X}", u32::from(c)),
    }
}

/// Whether lines can stand as a block of text as they are.
pub(super) fn is_block(text: &str) -> bool {
    let is_line = |line: &str| line.chars().all(is_printable) && !line.ends_with(' ');
    !text.starts_with([' ', '\n']) && !text.trim().is_empty() && text.split('\n').all(is_line)
}

/// The lines of a text, each after its indentation; blank ones stay blank.
pub(super) fn indented(text: &str, indent: usize, line_break: &str) -> String {
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(indent)) };
    text.split('\n').map(line).collect::<Vec<_>>().join(line_break)
}
