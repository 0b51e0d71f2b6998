//! An address taken apart: parentheses, postcode and town, segments.
//!
//! Nothing here changes a word of what was written.

use super::super::reading::{is_dash, plain_lower, quote};
use super::{Problem, street};

/// The text without its parentheses, and what was in them.
pub(super) fn without_parentheses(text: &str) -> Result<(String, Vec<String>), Problem> {
    let unclear = || Problem::Parentheses { written: quote(text) };
    let mut outside = String::new();
    let mut inside = Vec::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once('(') {
        let (within, after) = opened.split_once(')').ok_or_else(unclear)?;
        if within.contains('(') || before.contains(')') {
            return Err(unclear());
        }
        outside.push_str(before);
        let within = trimmed(within);
        if !within.is_empty() {
            inside.push(within.to_owned());
        }
        rest = after;
    }
    if rest.contains(')') {
        return Err(unclear());
    }
    outside.push_str(rest);
    let single_spaced = outside.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((trimmed(&single_spaced).to_owned(), inside))
}

type BeforeAndTown<'a> = (&'a str, String, String);

/// The last five digits that a town follows: what precedes them, the postcode, the town.
pub(super) fn town(text: &str) -> Result<Option<BeforeAndTown<'_>>, Problem> {
    let Some((start, end)) = last_postcode(text) else {
        return Ok(None);
    };
    let (before, town) = (text[..start].trim_end_matches("F-"), trimmed(&text[end..]));
    let postcode: String = text[start..end].chars().filter(char::is_ascii_digit).collect();
    if postcode.starts_with("00") {
        return Err(Problem::NoSuchPostcode { postcode });
    }
    if town.contains([',', ';']) || town.contains(" - ") {
        return Err(Problem::AfterTown { written: quote(town) });
    }
    Ok(Some((before, postcode, town.to_owned())))
}

/// Five digits on their own with letters after them; `92 240` only where a segment starts.
fn last_postcode(text: &str) -> Option<(usize, usize)> {
    let mut found = None;
    for (start, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        let before = text[..start].trim_end();
        if text[..start].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let digits = text[start..].chars().take_while(char::is_ascii_digit).count();
        let in_two = digits == 2 && (before.is_empty() || before.ends_with(|c| c == ',' || is_dash(c)));
        let end = match digits {
            5 => start + 5,
            2 if in_two && is_parted_postcode(&text[start..]) => start + 6,
            _ => continue,
        };
        if text[end..].strip_prefix(' ').is_some_and(|town| town.starts_with(char::is_alphabetic)) {
            found = Some((start, end));
        }
    }
    found
}

fn is_parted_postcode(text: &str) -> bool {
    let mut characters = text.chars().skip(2);
    characters.next() == Some(' ') && characters.take_while(char::is_ascii_digit).count() == 3
}

/// The pieces between commas and dashes, a house number together with its street.
pub(super) fn segments(text: &str) -> Vec<String> {
    let mut segments: Vec<String> = Vec::new();
    let parted = text.replace(';', ",");
    for piece in parted.split(',').flat_map(between_dashes) {
        let piece = trimmed(piece);
        match segments.last_mut() {
            _ if piece.is_empty() => {}
            Some(number) if street::is_house_number(number) => {
                *number = format!("{number} {piece}");
            }
            _ => segments.push(piece.to_owned()),
        }
    }
    segments
}

/// Parts at dashes with spaces around them; those inside names stay.
fn between_dashes(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, dash) in text.char_indices().filter(|&(_, c)| is_dash(c)) {
        let after = at + dash.len_utf8();
        let alone = (text[..at].is_empty() || text[..at].ends_with(' '))
            && (text[after..].is_empty() || text[after..].starts_with(' '));
        if alone {
            pieces.push(&text[start..at]);
            start = after;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// The segment that says the street: with a house number, or else with a kind
/// of street, or else the first one with letters.
pub(super) fn line(segments: &[String]) -> Option<usize> {
    let first = |is_line: fn(&str) -> bool| segments.iter().position(|segment| is_line(segment));
    first(street::is_numbered)
        .or_else(|| first(street::is_street))
        .or_else(|| first(|segment| segment.contains(char::is_alphabetic)))
}

/// Whether a postcode may be among the segments, without the town it needs.
pub(super) fn has_five_digits(segments: &[String]) -> bool {
    let runs = segments.iter().flat_map(|segment| segment.split(|c: char| !c.is_ascii_digit()));
    runs.into_iter().any(|run| run.len() >= 5)
}

/// Words that only a complement starts with.
pub(super) fn is_complement(segment: &str) -> bool {
    const WORDS: [&str; 40] = [
        "a",
        "angle",
        "appartement",
        "appt",
        "apt",
        "atelier",
        "au",
        "bat",
        "batiment",
        "bp",
        "bureau",
        "centre",
        "chez",
        "code",
        "cour",
        "derriere",
        "entree",
        "esc",
        "escalier",
        "etage",
        "face",
        "fond",
        "hall",
        "immeuble",
        "interphone",
        "local",
        "lot",
        "niveau",
        "parking",
        "pavillon",
        "porte",
        "pres",
        "rdc",
        "residence",
        "rez",
        "salle",
        "sous",
        "tour",
        "villa",
        "en",
    ];
    let lower = plain_lower(segment);
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    WORDS.contains(&first) || (first.starts_with(|c: char| c.is_ascii_digit()) && words.next() == Some("etage"))
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .trim_end_matches(" -")
        .trim_start_matches("- ")
        .trim()
}
