//! Reading what the town declares: kinds, forms and settings, in YAML, strictly.
//!
//! A serde reader does the reading, so that a declaration is a Rust type; its
//! errors become faults with a place and words in both languages.

use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_saphyr::{Error, Location, Spanned};

use crate::nearest::nearest;
use crate::words::{Language, Told};

/// A fault in a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The faulty bytes of the file.
    pub span: Range<usize>,
    /// What is wrong there.
    pub problem: Problem,
}

/// What can be wrong in a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A key that the grammar does not have.
    UnknownKey {
        /// The key as written.
        key: String,
        /// The key that looks most like it.
        nearest: Option<String>,
        /// Every key of the grammar at this place.
        known: Vec<String>,
    },
    /// A key that must be there is not.
    MissingKey(String),
    /// The same key twice.
    DuplicateKey(String),
    /// A field that has no type, or several.
    NotOneType(String),
    /// A field that waits for several answers, or for none.
    NotOneCondition(String),
    /// A field that is named elsewhere and that nothing declares.
    UnknownField {
        /// The name as written.
        name: String,
        /// The declared field that looks most like it.
        nearest: Option<String>,
    },
    /// A field whose type does not fit what it is named for.
    WrongType {
        /// The field.
        name: String,
        /// The types that would fit, as they are written.
        wanted: &'static str,
    },
    /// A key that the generator keeps for itself.
    ReservedKey(String),
    /// A name that is not lower-case letters, digits, `-` or `_`.
    NotAName(String),
    /// A form that has no workflow, or several.
    NotOneWorkflow,
    /// A form that says nowhere, or twice, where it stands.
    NotOnePlace,
    /// A form to register by that stands beside no page.
    RegisterWithoutPages,
    /// A form to order by that has no address of its own.
    OrderWithoutAddress,
    /// Anything else, in the reader's own words.
    Other(String),
}

/// Reads a declaration.
///
/// # Errors
///
/// The first fault of the reading: what follows a fault of grammar can't be
/// told from its consequences.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        strict_booleans: true,
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| refused(text, &error))
}

/// A declaration as JSON, for a program that reads no YAML.
///
/// # Errors
///
/// The first fault of the reading.
pub fn to_json(text: &str) -> Result<String, Fault> {
    read::<serde_json::Value>(text).map(|declared| declared.to_string())
}

/// Reads a declaration that [`to_json`] wrote. Its faults have no place: they were
/// told where it was written.
///
/// # Errors
///
/// What is not as a declaration is.
pub fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, Fault> {
    let problem = |error: serde_json::Error| Problem::Other(first_line(&error.to_string()));
    serde_json::from_str(json).map_err(|error| Fault { span: 0..0, problem: problem(error) })
}

fn refused(text: &str, error: &Error) -> Fault {
    let error = error.without_snippet();
    let span = error.location().map_or(0..0, |location| bytes(&location, text.len()));
    let problem = match error {
        Error::SerdeUnknownField { field, expected, .. } => Problem::UnknownKey {
            key: field.clone(),
            nearest: nearest(field, expected.iter().copied()),
            known: expected.iter().map(|&key| key.to_owned()).collect(),
        },
        Error::SerdeMissingField { field, .. } => Problem::MissingKey((*field).to_owned()),
        Error::DuplicateMappingKey { key, .. } => Problem::DuplicateKey(key.clone().unwrap_or_default()),
        other => Problem::Other(first_line(&other.to_string())),
    };
    Fault { span, problem }
}

fn first_line(said: &str) -> String {
    said.lines().next().unwrap_or_default().to_owned()
}

/// The bytes that a location covers, within a text of that length.
#[must_use]
pub fn bytes(location: &Location, length: usize) -> Range<usize> {
    let span = location.span();
    let start = span.byte_offset().and_then(|start| usize::try_from(start).ok()).unwrap_or(0).min(length);
    let width = span.byte_len().and_then(|width| usize::try_from(width).ok()).unwrap_or(0);
    start..(start + width).min(length)
}

/// The bytes of a value that knows its place.
#[must_use]
pub fn span_of<T>(value: &Spanned<T>) -> Range<usize> {
    bytes(&value.referenced, usize::MAX)
}

/// Words for people, written once in French or in both languages.
///
/// `label: Téléphone` or `label: { fr: Téléphone, en: Phone }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Phrase {
    /// French alone, which English readers get too.
    French(String),
    /// Both languages.
    Both {
        /// The French words.
        fr: String,
        /// The English words.
        en: String,
    },
}

impl Phrase {
    /// The words in this language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match (self, language) {
            (Self::French(text), _) => text,
            (Self::Both { fr, .. }, Language::French) => fr,
            (Self::Both { en, .. }, Language::English) => en,
        }
    }
}

impl Problem {
    /// A stable name for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownKey { .. } => "declaration-unknown-key",
            Self::MissingKey(_) => "declaration-missing-key",
            Self::DuplicateKey(_) => "declaration-duplicate-key",
            Self::NotOneType(_) => "declaration-not-one-type",
            Self::NotOneCondition(_) => "declaration-not-one-condition",
            Self::UnknownField { .. } => "declaration-unknown-field",
            Self::WrongType { .. } => "declaration-wrong-type",
            Self::ReservedKey(_) => "declaration-reserved-key",
            Self::NotAName(_) => "declaration-not-a-name",
            Self::NotOneWorkflow => "declaration-not-one-workflow",
            Self::NotOnePlace => "declaration-not-one-place",
            Self::RegisterWithoutPages => "declaration-register-without-pages",
            Self::OrderWithoutAddress => "declaration-order-without-address",
            Self::Other(_) => "declaration",
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> Told {
        match self {
            Self::UnknownKey { key, nearest: Some(nearest), .. } => Told::with_hint(
                format!("la clé «\u{a0}{key}\u{a0}» n’existe pas ici"),
                format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
            ),
            Self::UnknownKey { key, nearest: None, known } => Told::with_hint(
                format!("la clé «\u{a0}{key}\u{a0}» n’existe pas ici"),
                format!("les clés possibles\u{a0}: {}", known.join(", ")),
            ),
            Self::MissingKey(key) => Told::with_hint(
                format!("il manque la clé «\u{a0}{key}\u{a0}»"),
                format!("ajoutez une ligne «\u{a0}{key}: …\u{a0}»"),
            ),
            Self::DuplicateKey(key) => {
                Told::with_hint(format!("la clé «\u{a0}{key}\u{a0}» est écrite deux fois"), "gardez une seule des deux")
            }
            Self::NotOneType(field) => Told::with_hint(
                format!("le champ «\u{a0}{field}\u{a0}» doit avoir un type, et un seul"),
                "par exemple text: {}, phone: {}, date: {} ou hours: {}",
            ),
            Self::NotOneCondition(field) => Told::with_hint(
                format!("le champ «\u{a0}{field}\u{a0}» doit dépendre d’une seule réponse"),
                "gardez une clé sous when, par exemple when: { gratuit: non }, ou retirez when",
            ),
            Self::UnknownField { name, nearest: Some(nearest) } => Told::with_hint(
                format!("aucun champ ne s’appelle «\u{a0}{name}\u{a0}»"),
                format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
            ),
            Self::UnknownField { name, nearest: None } => {
                Told::with_hint(format!("aucun champ ne s’appelle «\u{a0}{name}\u{a0}»"), "déclarez-le sous fields")
            }
            Self::WrongType { name, wanted } => Told::with_hint(
                format!("le type du champ «\u{a0}{name}\u{a0}» ne convient pas ici"),
                format!("il faut\u{a0}: {wanted}"),
            ),
            Self::ReservedKey(key) => Told::with_hint(
                format!("«\u{a0}{key}\u{a0}» est une clé du générateur"),
                "choisissez un autre nom pour ce champ",
            ),
            Self::NotAName(name) => Told::with_hint(
                format!("«\u{a0}{name}\u{a0}» n’est pas un nom possible"),
                "écrivez en minuscules sans accent, avec - ou _ entre les mots",
            ),
            Self::NotOneWorkflow => Told::with_hint(
                "un formulaire suit un circuit, et un seul",
                "écrivez sous workflow une seule clé\u{a0}: register: {…} ou order: {…}",
            ),
            Self::NotOnePlace => Told::with_hint(
                "un formulaire dit où il se trouve, une seule fois",
                "écrivez about: suivi d’un genre de page, ou address: suivi d’une adresse du site",
            ),
            Self::RegisterWithoutPages => Told::with_hint(
                "on s’inscrit aux séances d’une page",
                "remplacez address: par about: suivi du genre des pages qui ont des séances",
            ),
            Self::OrderWithoutAddress => Told::with_hint(
                "on commande à une adresse du site",
                "remplacez about: par address: suivi de cette adresse, par exemple conciergerie/commander",
            ),
            Self::Other(said) => Told::with_hint(
                format!("cette déclaration n’est pas lisible ({said})"),
                "comparez avec les autres fichiers du dossier",
            ),
        }
    }

    fn english(&self) -> Told {
        match self {
            Self::UnknownKey { key, nearest: Some(nearest), .. } => {
                Told::with_hint(format!("the key “{key}” does not exist here"), format!("did you mean “{nearest}”?"))
            }
            Self::UnknownKey { key, nearest: None, known } => Told::with_hint(
                format!("the key “{key}” does not exist here"),
                format!("the keys are: {}", known.join(", ")),
            ),
            Self::MissingKey(key) => {
                Told::with_hint(format!("the key “{key}” is missing"), format!("add a line “{key}: …”"))
            }
            Self::DuplicateKey(key) => {
                Told::with_hint(format!("the key “{key}” is written twice"), "keep one of the two")
            }
            Self::NotOneType(field) => Told::with_hint(
                format!("the field “{field}” must have one type"),
                "such as text: {}, phone: {}, date: {} or hours: {}",
            ),
            Self::NotOneCondition(field) => Told::with_hint(
                format!("the field “{field}” must depend on one answer only"),
                "keep one key under when, such as when: { gratuit: non }, or remove when",
            ),
            Self::UnknownField { name, nearest: Some(nearest) } => {
                Told::with_hint(format!("no field is called “{name}”"), format!("did you mean “{nearest}”?"))
            }
            Self::UnknownField { name, nearest: None } => {
                Told::with_hint(format!("no field is called “{name}”"), "declare it under fields")
            }
            Self::WrongType { name, wanted } => Told::with_hint(
                format!("the type of the field “{name}” does not fit here"),
                format!("wanted: {wanted}"),
            ),
            Self::ReservedKey(key) => {
                Told::with_hint(format!("“{key}” is a key of the generator"), "choose another name for this field")
            }
            Self::NotAName(name) => Told::with_hint(
                format!("“{name}” is not a possible name"),
                "write lower-case letters without accents, with - or _ between words",
            ),
            Self::NotOneWorkflow => Told::with_hint(
                "a form goes one way, and only one",
                "write one key under workflow: register: {…} or order: {…}",
            ),
            Self::NotOnePlace => Told::with_hint(
                "a form says where it stands, once",
                "write about: and a kind of page, or address: and an address of the site",
            ),
            Self::RegisterWithoutPages => Told::with_hint(
                "people register for the sessions of a page",
                "replace address: by about: and the kind of the pages that have sessions",
            ),
            Self::OrderWithoutAddress => Told::with_hint(
                "people order at an address of the site",
                "replace about: by address: and that address, such as conciergerie/commander",
            ),
            Self::Other(said) => Told::with_hint(
                format!("this declaration can’t be read ({said})"),
                "compare with the other files of the folder",
            ),
        }
    }
}
