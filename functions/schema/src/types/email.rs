//! An e-mail address, of the kind that a form can write to.
//!
//! One address and nothing else: no name beside it, no list, no quoted local
//! part, no bare host. Whether somebody reads it is not known here.

use email_address::{EmailAddress, Options};

use super::kept::{kept_as_text, told_as_error};
use super::reading::{flat, quote};
use crate::words::{Language, Told};

/// An address to write to; its domain is in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address as a person wrote it, or as a link has it (`mailto:`).
    ///
    /// # Errors
    /// The text is not one address.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = flat(text);
        let address = text.strip_prefix("mailto:").unwrap_or(&text);
        if address.is_empty() {
            return Err(Problem::Empty);
        }
        let written = || quote(&text);
        match address.matches('@').count() {
            0 => return Err(Problem::NoAt { written: written() }),
            1 => {}
            _ => return Err(Problem::SeveralAts { written: written() }),
        }
        if address
            .contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '(' | ')' | ',' | ';' | ':' | '?'))
        {
            return Err(Problem::NotAnAddress { written: written() });
        }
        let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
        let address = EmailAddress::parse_with_options(address, options)
            .map_err(|_| Problem::NotAnAddress { written: written() })?;
        Ok(Self(format!("{}@{}", address.local_part(), address.domain().to_ascii_lowercase())))
    }

    /// The address as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as front matter and the form control hold it.
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

kept_as_text!(Email, Email::parse);

/// Why an address is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// No at sign.
    NoAt {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// More at signs than an address has.
    SeveralAts {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// Something else than one address.
    NotAnAddress {
        /// What was written, ready to be quoted.
        written: String,
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
        match self {
            Self::Empty => Told::with_hint("il manque une adresse e-mail", "écrivez par exemple bonjour@exemple.fr"),
            Self::NoAt { written } => Told::with_hint(
                format!("il manque le signe @ dans «\u{a0}{written}\u{a0}»"),
                "écrivez l’adresse e-mail en entier, par exemple bonjour@exemple.fr",
            ),
            Self::SeveralAts { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» contient plusieurs signes @"),
                "écrivez une seule adresse e-mail, par exemple bonjour@exemple.fr",
            ),
            Self::NotAnAddress { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas une adresse e-mail"),
                "écrivez-la sans espace ni autre mot, par exemple bonjour@exemple.fr",
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        match self {
            Self::Empty => Told::with_hint("there is no e-mail address", "write for example bonjour@exemple.fr"),
            Self::NoAt { written } => Told::with_hint(
                format!("there is no @ sign in “{written}”"),
                "write the whole e-mail address, such as bonjour@exemple.fr",
            ),
            Self::SeveralAts { written } => Told::with_hint(
                format!("“{written}” has several @ signs"),
                "write one e-mail address, such as bonjour@exemple.fr",
            ),
            Self::NotAnAddress { written } => Told::with_hint(
                format!("“{written}” is not an e-mail address"),
                "write it without spaces or other words, such as bonjour@exemple.fr",
            ),
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "email-empty",
            Self::NoAt { .. } => "email-no-at",
            Self::SeveralAts { .. } => "email-several-ats",
            Self::NotAnAddress { .. } => "email-not-an-address",
        }
    }
}

told_as_error!(Problem);

#[cfg(test)]
mod tests;
