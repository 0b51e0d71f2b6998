//! What a change says to whoever decides on it: before, after, and in words.
//!
//! Invisible characters are shown, so that two texts that look the same are
//! seen to differ. Nothing here decides anything.

use crate::field::{Field, Fields};
use crate::hours::{self, Closure};
use crate::types::text::visible;
use crate::value::{Group, Value};
use crate::value_words::{self, fields_of};
use crate::words::Language;

/// A change of one field, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the field is called.
    pub label: String,
    /// The lines of the value before; none for an empty field.
    pub before: Vec<String>,
    /// The lines of the value after; none for a cleared field.
    pub after: Vec<String>,
    /// What changes, a sentence each: « Croissant : prix 1,20 € → 1,30 € ».
    pub said: Vec<String>,
}

/// Describes the change of a field.
#[must_use]
pub fn describe(field: &Field, before: Option<&Value>, after: Option<&Value>, language: Language) -> Difference {
    let lines =
        |value: Option<&Value>| value.map(|value| value_words::lines(value, field, language)).unwrap_or_default();
    let shown = |lines: Vec<String>| lines.iter().map(|line| visible(line)).collect();
    Difference {
        label: field.label.in_language(language).to_owned(),
        before: shown(lines(before)),
        after: shown(lines(after)),
        said: shown(said(field, before, after, language)),
    }
}

fn said(field: &Field, before: Option<&Value>, after: Option<&Value>, language: Language) -> Vec<String> {
    match (before, after) {
        (Some(Value::Hours(before)), Some(Value::Hours(after))) => hours::changes(before, after, language),
        (Some(Value::List(before)), Some(Value::List(after))) => items(fields_of(field), before, after, language),
        (None, Some(Value::List(after))) => items(fields_of(field), &[], after, language),
        (Some(Value::List(before)), None) => items(fields_of(field), before, &[], language),
        (Some(Value::Closures(before)), Some(Value::Closures(after))) => closures(before, after, language),
        (None, Some(Value::Closures(after))) => closures(&[], after, language),
        (Some(Value::Closures(before)), None) => closures(before, &[], language),
        (Some(Value::Choices(_)), Some(Value::Choices(_))) => choices(field, before, after, language),
        _ => whole(field, before, after, language),
    }
}

fn whole(field: &Field, before: Option<&Value>, after: Option<&Value>, language: Language) -> Vec<String> {
    let words = |value: &Value| value_words::words(value, field, language);
    match (before, after) {
        (None, None) => Vec::new(),
        (None, Some(after)) => vec![added(&words(after), language)],
        (Some(before), None) => vec![removed(&words(before), language)],
        (Some(before), Some(after)) => vec![format!("{} → {}", words(before), words(after))],
    }
}

fn choices(field: &Field, before: Option<&Value>, after: Option<&Value>, language: Language) -> Vec<String> {
    let lines =
        |value: Option<&Value>| value.map(|value| value_words::lines(value, field, language)).unwrap_or_default();
    let (before, after) = (lines(before), lines(after));
    let gone = before.iter().filter(|line| !after.contains(line)).map(|line| removed(line, language));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| added(line, language));
    gone.chain(new).collect()
}

fn closures(before: &[Closure], after: &[Closure], language: Language) -> Vec<String> {
    let words = |closure: &Closure| value_words::closure(closure, language);
    let gone = before.iter().filter(|closure| !after.contains(closure));
    let new = after.iter().filter(|closure| !before.contains(closure));
    let gone = gone.map(|closure| match language {
        Language::French => format!("retirée\u{a0}: {}", words(closure)),
        Language::English => format!("removed: {}", words(closure)),
    });
    let new = new.map(|closure| match language {
        Language::French => format!("ajoutée\u{a0}: {}", words(closure)),
        Language::English => format!("added: {}", words(closure)),
    });
    gone.chain(new).collect()
}

fn items(of: &Fields, before: &[Group], after: &[Group], language: Language) -> Vec<String> {
    let pairs = matched(before, after);
    let gone = (0..before.len()).filter(|index| !pairs.contains(&Some(*index)));
    let gone = gone.map(|index| removed(&value_words::item(&before[index], of, language), language));
    let kept = after.iter().zip(&pairs).flat_map(|(after, pair)| match pair {
        Some(index) => item_changes(of, &before[*index], after, language),
        None => vec![added(&value_words::item(after, of, language), language)],
    });
    let said: Vec<String> = gone.chain(kept).collect();
    if said.is_empty() && before != after { vec![reordered(language).to_owned()] } else { said }
}

/// For each item of a list, the one it was before: the one with its code, else
/// its equal, else, where items have no code, the next that is left.
#[must_use]
pub fn matched(before: &[Group], after: &[Group]) -> Vec<Option<usize>> {
    let is_same = |old: &Group, new: &Group| old.identifier().is_some() && old.identifier() == new.identifier();
    let has_no_code = |old: &Group, new: &Group| old.identifier().is_none() && new.identifier().is_none();
    paired(before, after, &[is_same, |old, new| old == new, has_no_code])
}

/// For each new thing, the old one that it goes with: the first that is left
/// and that fits, by the first way in which one does.
pub fn paired<Old, New>(before: &[Old], after: &[New], ways: &[fn(&Old, &New) -> bool]) -> Vec<Option<usize>> {
    let mut free = vec![true; before.len()];
    let mut pairs = vec![None; after.len()];
    for fits in ways {
        for (new, pair) in after.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            *pair = (0..before.len()).find(|&index| free[index] && fits(&before[index], new));
            if let Some(index) = *pair {
                free[index] = false;
            }
        }
    }
    pairs
}

/// « Croissant : prix 1,20 € → 1,30 € », one line a field that changed.
fn item_changes(of: &Fields, before: &Group, after: &Group, language: Language) -> Vec<String> {
    let name = value_words::name(before, language).or_else(|| value_words::name(after, language)).unwrap_or_default();
    let changed = of.iter().filter(|field| before.get(&field.key) != after.get(&field.key));
    let lines = changed.flat_map(|field| {
        let label = lower(field.label.in_language(language));
        let said = match (before.get(&field.key), after.get(&field.key)) {
            (Some(before), Some(after)) => said(field, Some(before), Some(after), language),
            (before, after) => vec![from_nothing(field, before, after, language)],
        };
        said.into_iter().map(move |said| format!("{label} {said}"))
    });
    lines.map(|line| format!("{name}{}{line}", colon(language))).collect()
}

/// « (vide) → la pièce », or the other way round.
fn from_nothing(field: &Field, before: Option<&Value>, after: Option<&Value>, language: Language) -> String {
    let nothing = match language {
        Language::French => "(vide)",
        Language::English => "(empty)",
    };
    let words = |value: Option<&Value>| {
        value.map_or_else(|| nothing.to_owned(), |value| value_words::words(value, field, language))
    };
    format!("{} → {}", words(before), words(after))
}

/// In lower case inside a sentence, unless it is an acronym.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    match first {
        Some(first) if !second.is_some_and(char::is_uppercase) => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

const fn colon(language: Language) -> &'static str {
    match language {
        Language::French => "\u{a0}: ",
        Language::English => ": ",
    }
}

fn added(words: &str, language: Language) -> String {
    match language {
        Language::French => format!("ajouté\u{a0}: {words}"),
        Language::English => format!("added: {words}"),
    }
}

fn removed(words: &str, language: Language) -> String {
    match language {
        Language::French => format!("retiré\u{a0}: {words}"),
        Language::English => format!("removed: {words}"),
    }
}

const fn reordered(language: Language) -> &'static str {
    match language {
        Language::French => "l’ordre change",
        Language::English => "the order changes",
    }
}
