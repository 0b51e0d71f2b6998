//! An identifier: what names a thing in addresses, files and lists of choices.
//!
//! Also the project's one slug. No other code makes an address from a name.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::kept::{kept_as_text, told_as_error};
use super::reading::{flat, quote};
use crate::words::{Language, Told};

/// Lower-case letters without accents and digits, in words parted by single hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier(String);

/// Long enough for any name, short enough for any file system.
const LONGEST: usize = 80;

impl Identifier {
    /// Reads an identifier, which is written exactly.
    ///
    /// # Errors
    /// The text has other characters, or too many.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = flat(text);
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if slug(&text) != text {
            let suggestion = Self::from_name(&text).ok().map(|identifier| identifier.0);
            return Err(Problem::Characters { written: quote(&text), suggestion });
        }
        match text.len() {
            length if length > LONGEST => Err(Problem::TooLong { max: LONGEST, length }),
            _ => Ok(Self(text)),
        }
    }

    /// The identifier that a name makes, cut between words when the name is long.
    ///
    /// # Errors
    /// The name has no letter and no digit.
    pub fn from_name(name: &str) -> Result<Self, Problem> {
        let slug = slug(name);
        if slug.is_empty() {
            return Err(Problem::NoLetters { written: quote(name) });
        }
        if slug.len() <= LONGEST {
            return Ok(Self(slug));
        }
        let end = slug[..=LONGEST].rfind('-').unwrap_or(LONGEST);
        Ok(Self(slug[..end].to_owned()))
    }

    /// The identifier as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier as front matter and the form control hold it.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.clone()
    }

    /// What a reader reads: the same in every language.
    #[must_use]
    pub fn words(&self, _language: Language) -> String {
        self.0.clone()
    }
}

kept_as_text!(Identifier, Identifier::parse);

/// A name made fit for an address: `L’Îlot Pages` is `l-ilot-pages`.
///
/// The same whatever the normal form of the name. Letters that have no Latin
/// form are written by their code points, so that a name in Arabic or in
/// Chinese has an address too. Empty only when the name has no letter and no digit.
///
/// ```
/// assert_eq!(schema::types::identifier::slug("L’Îlot Pages"), "l-ilot-pages");
/// assert_eq!(schema::types::identifier::slug("Œuvres & bœuf"), "oeuvres-boeuf");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let unmarked = name.nfkd().filter(|&c| !is_combining_mark(c) && !is_joined_over(c));
    for c in unmarked.flat_map(char::to_lowercase).nfkd().filter(|&c| !is_combining_mark(c)) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ => match latin(c) {
                Some(letters) => slug.push_str(letters),
                None if c.is_alphanumeric() => slug.extend(['u'].into_iter().chain(hexadecimal(c))),
                None if !slug.ends_with('-') => slug.push('-'),
                None => {}
            },
        }
    }
    slug.trim_matches('-').to_owned()
}

fn hexadecimal(c: char) -> impl Iterator<Item = char> {
    // `\u{738b}`, without its first three and its last character.
    let length = c.escape_unicode().len();
    c.escape_unicode().take(length - 1).skip(3)
}

/// Soft hyphens, joiners and zero-width marks do not part words.
fn is_joined_over(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Letters of the Latin script that no normal form takes apart.
fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "ng",
        'ŧ' => "t",
        'þ' => "th",
        'ə' => "e",
        _ => return None,
    })
}

/// Why an identifier is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Characters that an identifier does not have.
    Characters {
        /// What was written, ready to be quoted.
        written: String,
        /// What would be taken instead, when there is something.
        suggestion: Option<String>,
    },
    /// A name without a letter or a digit.
    NoLetters {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// More characters than an address should have.
    TooLong {
        /// What is taken.
        max: usize,
        /// What was written.
        length: usize,
    },
}

impl Problem {
    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.told_in_french(),
            Language::English => self.told_in_english(),
        }
    }

    fn told_in_french(&self) -> Told {
        const RULE: &str =
            "écrivez des minuscules sans accent, des chiffres et des traits d’union, par exemple tarte-aux-pommes";
        match self {
            Self::Empty => Told::with_hint("il manque un identifiant", RULE),
            Self::Characters { written, suggestion } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas un identifiant"),
                suggestion
                    .as_ref()
                    .map_or_else(|| RULE.to_owned(), |suggestion| format!("écrivez par exemple {suggestion}")),
            ),
            Self::NoLetters { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’a ni lettre ni chiffre dont faire une adresse"),
                "écrivez un nom avec au moins une lettre, par exemple tarte aux pommes",
            ),
            Self::TooLong { max, length } => Told::with_hint(
                format!("cet identifiant compte {length}\u{a0}caractères, soit {} de trop", length - max),
                format!("raccourcissez-le à {max}\u{a0}caractères au plus, par exemple tarte-aux-pommes"),
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        const RULE: &str = "write lower-case letters without accents, digits and hyphens, such as tarte-aux-pommes";
        match self {
            Self::Empty => Told::with_hint("there is no identifier", RULE),
            Self::Characters { written, suggestion } => Told::with_hint(
                format!("“{written}” is not an identifier"),
                suggestion
                    .as_ref()
                    .map_or_else(|| RULE.to_owned(), |suggestion| format!("write for example {suggestion}")),
            ),
            Self::NoLetters { written } => Told::with_hint(
                format!("“{written}” has no letter or digit to make an address of"),
                "write a name with at least one letter, such as tarte aux pommes",
            ),
            Self::TooLong { max, length } => Told::with_hint(
                format!("this identifier has {length} characters, {} too many", length - max),
                format!("shorten it to at most {max} characters, such as tarte-aux-pommes"),
            ),
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "identifier-empty",
            Self::Characters { .. } => "identifier-characters",
            Self::NoLetters { .. } => "identifier-no-letters",
            Self::TooLong { .. } => "identifier-too-long",
        }
    }
}

told_as_error!(Problem);

#[cfg(test)]
mod tests;
