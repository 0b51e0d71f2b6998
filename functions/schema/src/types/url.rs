//! The address of a page on the web.
//!
//! Only `http` and `https`, only public names (with a dot), never a user or a
//! password, never a script. `www.exemple.fr` and `exemple.fr/menu`, as people
//! write them, are completed with `https://`: browsers read them so, and the
//! form shows the whole address back.

use ::url::Url as Parsed;

use super::kept::{kept_as_text, told_as_error};
use super::reading::{flat, quote};
use crate::words::{Language, Told};

/// A web address, normalised as browsers do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(String);

/// Some mail programs and servers cut what is longer.
const LONGEST: usize = 2000;

impl Url {
    /// Reads an address as a person wrote it or pasted it.
    ///
    /// # Errors
    /// The text is not one address of a public web page.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = flat(text);
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        let written = || quote(&text);
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '<' | '>' | '"')) {
            return Err(Problem::NotAUrl { written: written() });
        }
        let complete = with_scheme(&text)?;
        let url = Parsed::parse(&complete).map_err(|_| Problem::NotAUrl { written: written() })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Problem::Credentials);
        }
        if !url.domain().is_some_and(is_public) {
            return Err(Problem::NotAUrl { written: written() });
        }
        let length = url.as_str().len();
        if length > LONGEST {
            return Err(Problem::TooLong { max: LONGEST, length });
        }
        Ok(Self(shortest(&url)))
    }

    /// The address as links have it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as front matter and the form control hold it.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.clone()
    }

    /// What a reader reads: the address without `https://` and without a last slash.
    #[must_use]
    pub fn words(&self, _language: Language) -> String {
        let bare = self.0.split_once("://").map_or(self.0.as_str(), |(_, bare)| bare);
        bare.trim_end_matches('/').to_owned()
    }
}

kept_as_text!(Url, Url::parse);

/// The text with `https://` when it starts with a name; other schemes are refused.
fn with_scheme(text: &str) -> Result<String, Problem> {
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Ok(text.to_owned());
    }
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    match host.split_once(':') {
        Some((scheme, _)) if !scheme.contains('.') => Err(Problem::Scheme { written: quote(text) }),
        Some(_) => Err(Problem::NotAUrl { written: quote(text) }),
        None if host.contains('@') => Err(Problem::AnEmail { written: quote(text) }),
        None => Ok(format!("https://{text}")),
    }
}

/// A name that the whole world can resolve: two words at least, the last with a letter.
fn is_public(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let last_has_letters = labels.last().is_some_and(|label| label.chars().any(char::is_alphabetic));
    labels.len() >= 2 && labels.iter().all(|label| !label.is_empty()) && last_has_letters
}

/// Without the slash that a bare host does not need.
fn shortest(url: &Parsed) -> String {
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let text = url.as_str();
    if bare { text.trim_end_matches('/').to_owned() } else { text.to_owned() }
}

/// Why a web address is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Something else than one web address.
    NotAUrl {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// Another scheme than those of the web.
    Scheme {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// An e-mail address.
    AnEmail {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// A user or a password inside: not quoted, it may be a secret.
    Credentials,
    /// More than browsers and mail programs carry.
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
        match self {
            Self::Empty => {
                Told::with_hint("il manque une adresse de site", "écrivez par exemple https://www.exemple.fr")
            }
            Self::NotAUrl { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas une adresse de site"),
                "écrivez-la en entier et sans espace, par exemple https://www.exemple.fr",
            ),
            Self::Scheme { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas l’adresse d’une page du web"),
                "écrivez une adresse qui commence par https://, par exemple https://www.exemple.fr",
            ),
            Self::AnEmail { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» est une adresse e-mail, pas une adresse de site"),
                "écrivez ici l’adresse du site, par exemple https://www.exemple.fr",
            ),
            Self::Credentials => Told::with_hint(
                "cette adresse contient un nom d’utilisateur ou un mot de passe, que tout le monde lirait",
                "effacez ce qui précède le signe @, par exemple https://www.exemple.fr",
            ),
            Self::TooLong { max, length } => Told::with_hint(
                format!("cette adresse compte {length}\u{a0}caractères, soit {} de trop", length - max),
                format!("écrivez une adresse de {max}\u{a0}caractères au plus, par exemple https://www.exemple.fr"),
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        match self {
            Self::Empty => Told::with_hint("there is no web address", "write for example https://www.exemple.fr"),
            Self::NotAUrl { written } => Told::with_hint(
                format!("“{written}” is not a web address"),
                "write it whole and without spaces, such as https://www.exemple.fr",
            ),
            Self::Scheme { written } => Told::with_hint(
                format!("“{written}” is not the address of a web page"),
                "write an address that starts with https://, such as https://www.exemple.fr",
            ),
            Self::AnEmail { written } => Told::with_hint(
                format!("“{written}” is an e-mail address, not a web address"),
                "write the address of the site here, such as https://www.exemple.fr",
            ),
            Self::Credentials => Told::with_hint(
                "this address holds a user name or a password, which everybody would read",
                "delete what precedes the @ sign, as in https://www.exemple.fr",
            ),
            Self::TooLong { max, length } => Told::with_hint(
                format!("this address has {length} characters, {} too many", length - max),
                format!("write an address of at most {max} characters, such as https://www.exemple.fr"),
            ),
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "url-empty",
            Self::NotAUrl { .. } => "url-not-a-url",
            Self::Scheme { .. } => "url-scheme",
            Self::AnEmail { .. } => "url-an-email",
            Self::Credentials => "url-credentials",
            Self::TooLong { .. } => "url-too-long",
        }
    }
}

told_as_error!(Problem);

#[cfg(test)]
mod tests;
