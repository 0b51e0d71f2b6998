//! The line of a street: house numbers, kinds of streets, ordinary capitals.
//!
//! Only the first word after the number is completed (`av` is `avenue`): the
//! name of the street stays as it was written.

use super::super::reading::{is_dash, plain_lower};

/// Kinds of streets and of places without house numbers, with the abbreviations that stand for nothing else.
const KINDS: [(&str, &[&str]); 33] = [
    ("allée", &["all"]),
    ("avenue", &["av", "ave"]),
    ("boulevard", &["bd", "bld", "blvd", "boul"]),
    ("carrefour", &["carr"]),
    ("chaussée", &[]),
    ("chemin", &["che", "chem"]),
    ("cité", &[]),
    ("clos", &[]),
    ("cours", &["crs"]),
    ("esplanade", &["esp"]),
    ("faubourg", &["fbg", "fg"]),
    ("galerie", &[]),
    ("hameau", &[]),
    ("impasse", &["imp"]),
    ("lotissement", &[]),
    ("mail", &[]),
    ("parvis", &[]),
    ("passage", &["pass"]),
    ("place", &["pl"]),
    ("promenade", &["prom"]),
    ("quai", &[]),
    ("rond-point", &[]),
    ("route", &["rte"]),
    ("rue", &["r"]),
    ("sente", &[]),
    ("sentier", &["sent"]),
    ("square", &["sq"]),
    ("jardin", &[]),
    ("parc", &[]),
    ("ruelle", &[]),
    ("stade", &[]),
    ("venelle", &[]),
    ("voie", &[]),
];

/// Words that stay in lower case inside a name.
const SMALL: [&str; 16] =
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sous", "sur", "lès"];

/// The line as the post writes it: `11 av Jules Ferry` is `11 avenue Jules Ferry`.
pub(super) fn tidied(line: &str) -> String {
    let shouted = ordinary_case(line);
    let (number, street) = parted(&shouted);
    let (word, name) = street.split_once(' ').unwrap_or((street, ""));
    let is_initial = number.is_empty() && is_one_letter(word);
    let Some(kind) = kind(word).filter(|_| !name.is_empty() && !is_initial) else {
        return format!("{number} {street}").trim().to_owned();
    };
    if number.is_empty() && word.starts_with(char::is_uppercase) {
        return format!("{} {name}", capitalised(kind));
    }
    format!("{number} {kind} {name}").trim_start().to_owned()
}

fn is_one_letter(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() == 1
}

/// The kind of street that a word names, in full.
fn kind(word: &str) -> Option<&'static str> {
    let word = plain_lower(word.trim_end_matches('.'));
    let named = KINDS.iter().find(|(kind, short)| plain_lower(kind) == word || short.contains(&word.as_str()));
    named.map(|(kind, _)| *kind)
}

/// Whether a segment starts with a house number or with a kind of street.
pub(super) fn is_street(segment: &str) -> bool {
    let (_, street) = parted(segment);
    let word = street.split(' ').next().unwrap_or_default();
    is_numbered(segment) || (kind(word).is_some() && !is_one_letter(word))
}

/// Whether a segment is a house number with something after it, not `2e étage`.
pub(super) fn is_numbered(segment: &str) -> bool {
    let (number, street) = parted(segment);
    !number.is_empty() && !street.is_empty() && street.starts_with(char::is_alphabetic)
}

/// Whether a segment is a house number and nothing else: `105`, `12 bis`, `21-28`.
pub(super) fn is_house_number(segment: &str) -> bool {
    let (number, street) = parted(segment);
    !number.is_empty() && street.is_empty()
}

/// The house number at the beginning, possibly none, and what follows it.
fn parted(line: &str) -> (&str, &str) {
    let mut end = 0;
    let mut at = 0;
    for word in line.split(' ') {
        let after = at + word.len();
        let belongs = if end == 0 {
            is_number(word)
        } else {
            is_repetition(word) || (is_number(word) && line[..at].trim_end().ends_with("et"))
        };
        let joins = end > 0 && word == "et" && line[after..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        if !belongs && !joins {
            break;
        }
        end = after;
        at = after + 1;
    }
    let number = line[..end].trim();
    (number, line[end..].trim())
}

/// `105`, `12bis`, `21-28`, `3/5`, of at most four digits each.
fn is_number(word: &str) -> bool {
    word.split(|c| c == '/' || is_dash(c)).all(|part| {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        let suffix = &part[digits..];
        matches!(digits, 1..=4) && (suffix.is_empty() || is_repetition(suffix))
    })
}

fn is_repetition(word: &str) -> bool {
    let lower = plain_lower(word);
    matches!(lower.as_str(), "bis" | "ter" | "quater") || matches!(word, "A" | "B" | "C" | "D" | "a" | "b" | "c" | "d")
}

/// A name in ordinary capitals, when it was written in capitals only.
pub(super) fn ordinary_case(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || name.contains(char::is_lowercase) || !name.contains(char::is_uppercase) {
        return name.to_owned();
    }
    let mut text = String::with_capacity(name.len());
    let mut word = String::new();
    for c in name.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            push_word(&mut text, &word);
            word.clear();
            text.push(c);
        }
    }
    push_word(&mut text, &word);
    text
}

fn push_word(text: &mut String, word: &str) {
    let lower = word.to_lowercase();
    if !text.is_empty() && SMALL.contains(&lower.as_str()) {
        text.push_str(&lower);
    } else {
        text.push_str(&capitalised(&lower));
    }
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
