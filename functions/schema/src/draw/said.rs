//! The words that a form says by itself, in both languages: examples of what to
//! write, titles of rows, the marks of what is required.

use crate::declaration::Phrase;
use crate::field::{Condition, Field, Fields, Type};
use crate::tree::Node;
use crate::words::Language;

use super::shown;

pub(super) fn summary_title(faults: usize, language: Language) -> String {
    match (language, faults) {
        (Language::French, 1) => "Il y a une erreur dans ce formulaire".to_owned(),
        (Language::French, count) => format!("Il y a {count} erreurs dans ce formulaire"),
        (Language::English, 1) => "There is a mistake in this form".to_owned(),
        (Language::English, count) => format!("There are {count} mistakes in this form"),
    }
}

/// The colon between a label and its message.
pub(super) const fn colon(language: Language) -> &'static str {
    match language {
        Language::French => "\u{a0}: ",
        Language::English => ": ",
    }
}

pub(super) const fn required(language: Language) -> &'static str {
    match language {
        Language::French => " (obligatoire)",
        Language::English => " (required)",
    }
}

pub(super) const fn not_said(language: Language) -> &'static str {
    match language {
        Language::French => "Non précisé",
        Language::English => "Not said",
    }
}

pub(super) const fn choose(language: Language) -> &'static str {
    match language {
        Language::French => "Choisissez dans la liste",
        Language::English => "Choose from the list",
    }
}

/// « Produits, ligne 2 », from the place in the list, counted from 0.
pub(super) fn row(label: &str, index: &str, language: Language) -> String {
    let number = index.parse::<usize>().map_or_else(|_| index.to_owned(), |index| (index + 1).to_string());
    match language {
        Language::French => format!("{label}, ligne {number}"),
        Language::English => format!("{label}, row {number}"),
    }
}

pub(super) const fn blank_row(language: Language) -> &'static str {
    match language {
        Language::French => "à remplir",
        Language::English => "to fill in",
    }
}

pub(super) const fn rows_hint(language: Language) -> &'static str {
    match language {
        Language::French => "Pour retirer une ligne, videz ses cases. Pour en ajouter une, remplissez une ligne vide.",
        Language::English => "To remove a row, empty its boxes. To add one, fill in an empty row.",
    }
}

pub(super) fn closure_label(key: &str, language: Language) -> &'static str {
    match (key, language) {
        ("du", Language::French) => "Du",
        ("du", Language::English) => "From",
        ("au", Language::French) => "Au",
        ("au", Language::English) => "To",
        (_, Language::French) => "Motif",
        (_, Language::English) => "Reason",
    }
}

pub(super) fn closure_hint(key: &str, language: Language) -> String {
    match (key, language) {
        ("motif", Language::French) => "Par exemple Congés".to_owned(),
        ("motif", Language::English) => "Such as Congés (holidays)".to_owned(),
        (_, language) => example("15/08/2027", language),
    }
}

/// « du 01/08/2027 au 21/08/2027 », as far as it was written.
pub(super) fn closure_title(row: &Node, language: Language) -> Option<String> {
    let day = |key: &str| row.get(key).map(shown::date).filter(|text| !text.is_empty());
    let (from, to) = (day("du")?, day("au")?);
    Some(match language {
        Language::French => format!("du {from} au {to}"),
        Language::English => format!("{from} to {to}"),
    })
}

pub(super) const fn image_text(language: Language) -> &'static str {
    match language {
        Language::French => "description de l’image, pour qui ne la voit pas",
        Language::English => "what the image shows, for those who don’t see it",
    }
}

/// What the field says under its label: its own hint, when it counts, its format.
pub(super) fn hint(field: &Field, siblings: &Fields, language: Language) -> Option<String> {
    let own = field.hint.as_ref().map(|hint| stopped(hint.in_language(language)));
    let when = field.when.as_ref().map(|condition| only_when(condition, siblings, language));
    // A hint that already gives an example is clearer than two.
    let has_example = own.as_ref().is_some_and(|hint| hint.to_lowercase().contains(word_for_example(language)));
    let format = format(&field.kind, language).filter(|_| !has_example);
    let said: Vec<String> = own.into_iter().chain(when).chain(format).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn stopped(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}

const fn word_for_example(language: Language) -> &'static str {
    match language {
        Language::French => "exemple",
        Language::English => "example",
    }
}

fn only_when(condition: &Condition, siblings: &Fields, language: Language) -> String {
    let other = siblings.get(&condition.key);
    let label = other.map_or(condition.key.as_str(), |field| field.label.in_language(language));
    let answer =
        other.and_then(|field| option_label(&field.kind, &condition.value, language)).unwrap_or(&condition.value);
    match language {
        Language::French => format!("Seulement si «\u{a0}{label}\u{a0}» est «\u{a0}{answer}\u{a0}»."),
        Language::English => format!("Only if “{label}” is “{answer}”."),
    }
}

fn option_label<'a>(kind: &'a Type, key: &str, language: Language) -> Option<&'a str> {
    let (Type::Choice(options) | Type::Choices(options)) = kind else { return None };
    options.get(key).map(|phrase: &Phrase| phrase.in_language(language))
}

fn example(text: &str, language: Language) -> String {
    match language {
        Language::French => format!("Exemple\u{a0}: {text}"),
        Language::English => format!("Example: {text}"),
    }
}

/// What a type expects, with an example.
fn format(kind: &Type, language: Language) -> Option<String> {
    let text = match kind {
        Type::Date => "15/08/2027",
        Type::DateTime => "15/08/2027 20:30",
        Type::Phone => "01 47 46 75 00",
        Type::Email => "nom@exemple.fr",
        Type::Url => "https://www.exemple.fr",
        Type::Money(_) => "12,50\u{a0}€",
        Type::Number(options) if options.decimals == 0 => "12",
        Type::Number(_) => "12,5",
        Type::Identifier { .. } => "pain-de-campagne",
        Type::Hours => "mar-sam 8h-13h, 15h30-19h30\u{a0}; dim 8h-13h",
        Type::Address(_) => "12 rue Béranger, 92240 Malakoff",
        Type::Position => "48.8208, 2.3015",
        Type::Reference { .. } => "lieux/theatre-71",
        Type::LongText(options) => return Some(at_most(options.max_length, language)),
        Type::Choices(_) => return Some(several(language).to_owned()),
        Type::List { .. } | Type::Closures => return Some(rows_hint(language).to_owned()),
        Type::Text(_) | Type::Choice(_) | Type::YesNo | Type::Image => return None,
    };
    Some(example(text, language))
}

fn at_most(characters: usize, language: Language) -> String {
    match language {
        Language::French => format!("{characters}\u{a0}caractères au plus."),
        Language::English => format!("At most {characters} characters."),
    }
}

const fn several(language: Language) -> &'static str {
    match language {
        Language::French => "Plusieurs réponses sont possibles.",
        Language::English => "Several answers are possible.",
    }
}
