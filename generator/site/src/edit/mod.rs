//! Editing the front matter of a page, key by key: every other byte stays.
//!
//! Text in, text out. The tree of the YAML says where each value stands; the
//! smallest piece is replaced, the result is read again and compared with what
//! was meant. An edit that does not say exactly what was meant is tried again
//! on the key's whole value, then refused: a page is never written on a guess.
//!
//! Architecture invariant: no file is read or written here.

use schema::field::Field;
use schema::kind::{Kind, OWNED_KEYS};
use schema::read::{self, Origin};
use schema::tree::{Entry, Node};
use schema::value::{Group, Value};
use schema::words::{Language, Told};
use schema::yaml;

use crate::content::front_matter;

mod emit;
mod meant;
mod place;
mod scalar;
mod write;

#[cfg(test)]
mod tests;

/// Sets keys of a page's front matter; a key set to nothing is removed.
///
/// # Errors
/// The front matter can't be read, a key is not one of the kind's, or no edit
/// of it says exactly what was meant.
pub fn set(text: &str, kind: &Kind, changes: &[(String, Option<Value>)]) -> Result<String, Refused> {
    let parts = front_matter::split("", text).map_err(|_| Refused::NoFrontMatter)?;
    let line_break = if text[..parts.yaml.start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut yaml = text[parts.yaml.clone()].to_owned();
    for (key, value) in changes {
        yaml = set_key(&yaml, kind, key, value.as_ref(), line_break)?;
    }
    Ok(format!("{}{yaml}{}", &text[..parts.yaml.start], &text[parts.yaml.end..]))
}

/// What a page's fields say now; one that is not taken has no value.
///
/// # Errors
/// The front matter can't be read.
pub fn values(text: &str, kind: &Kind) -> Result<Group, Refused> {
    let parts = front_matter::split("", text).map_err(|_| Refused::NoFrontMatter)?;
    let tree = parsed(&text[parts.yaml])?;
    let (values, _) = read::group(&kind.fields, &tree, Origin::FrontMatter, |key| OWNED_KEYS.contains(&key));
    Ok(values)
}

fn parsed(yaml: &str) -> Result<Node, Refused> {
    yaml::parse(yaml).map_err(|mut faults| Refused::Unreadable(faults.swap_remove(0).problem))
}

fn set_key(yaml: &str, kind: &Kind, key: &str, value: Option<&Value>, line_break: &str) -> Result<String, Refused> {
    let tree = parsed(yaml)?;
    let field = kind.fields.get(key);
    if field.is_none() && !OWNED_KEYS.contains(&key) {
        return Err(Refused::UnknownKey(key.to_owned()));
    }
    let old = tree.get(key);
    let canonical = value.map(Value::to_node);
    let close = value.map(|value| old.map_or_else(|| value.to_node(), |old| meant::over(field, old, value)));
    let attempts = [(&close, write::Reach::Leaves), (&close, write::Reach::Whole), (&canonical, write::Reach::Whole)];
    let page = write::Page { yaml, tree: &tree, line_break };
    attempts
        .into_iter()
        .find_map(|(meant, reach)| {
            let edited = page.set(key, meant.as_ref(), reach)?;
            is_faithful(&edited, &with_key(&tree, key, meant.as_ref()), field, key, value).then_some(edited)
        })
        .ok_or_else(|| Refused::NotFaithful(key.to_owned()))
}

/// The tree as it should be read again.
fn with_key(tree: &Node, key: &str, meant: Option<&Node>) -> Node {
    let is_there = tree.get(key).is_some();
    let kept = tree.entries().iter().filter_map(|entry| match meant {
        _ if entry.key != key => Some((entry.key.clone(), entry.value.clone())),
        meant => Some((entry.key.clone(), meant?.clone())),
    });
    let new = meant.filter(|_| !is_there).map(|meant| (key.to_owned(), meant.clone()));
    Node::map(kept.chain(new))
}

/// Whether the edited text says all that was meant, and its field reads the value.
fn is_faithful(edited: &str, expected: &Node, field: Option<&Field>, key: &str, value: Option<&Value>) -> bool {
    let Ok(tree) = yaml::parse(edited) else { return false };
    let reads = field.is_none_or(|field| {
        let read = tree.entry(key).map(|Entry { value, .. }| read::value(field, value, Origin::FrontMatter));
        read.unwrap_or(Ok(None)).is_ok_and(|read| read.as_ref() == value)
    });
    reads && tree.says_the_same(expected)
}

/// Why a page was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There are no two `---` lines, or the file does not start with one.
    NoFrontMatter,
    /// The front matter is not YAML that can be read.
    Unreadable(yaml::Problem),
    /// The key is neither the kind's nor the generator's.
    UnknownKey(String),
    /// No edit of this key's value would say exactly what was meant.
    NotFaithful(String),
}

impl Refused {
    /// A stable name for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoFrontMatter => "edit-no-front-matter",
            Self::Unreadable(_) => "edit-unreadable",
            Self::UnknownKey(_) => "edit-unknown-key",
            Self::NotFaithful(_) => "edit-not-faithful",
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
            Self::NoFrontMatter => Told::with_hint(
                "cette page n’a pas d’en-tête entre deux lignes ---",
                "ouvrez le fichier et remettez l’en-tête, puis recommencez",
            ),
            Self::Unreadable(problem) => Told::with_hint(
                format!("l’en-tête de la page n’est pas lisible\u{a0}: {}", problem.told(Language::French).message),
                "corrigez-le (parvis check dit où), puis recommencez",
            ),
            Self::UnknownKey(key) => Told::with_hint(
                format!("la clé «\u{a0}{key}\u{a0}» n’est pas un champ de cette page"),
                "vérifiez les champs déclarés dans content/_kinds",
            ),
            Self::NotFaithful(key) => Told::with_hint(
                format!("«\u{a0}{key}\u{a0}» est écrit d’une façon qui ne peut pas être modifiée sans risque"),
                "réécrivez cette clé à la main, simplement, puis recommencez",
            ),
        }
    }

    fn english(&self) -> Told {
        match self {
            Self::NoFrontMatter => Told::with_hint(
                "this page has no front matter between two --- lines",
                "open the file and put the front matter back, then try again",
            ),
            Self::Unreadable(problem) => Told::with_hint(
                format!("the page’s front matter can’t be read: {}", problem.told(Language::English).message),
                "mend it (parvis check says where), then try again",
            ),
            Self::UnknownKey(key) => Told::with_hint(
                format!("the key “{key}” is not a field of this page"),
                "look at the fields declared in content/_kinds",
            ),
            Self::NotFaithful(key) => Told::with_hint(
                format!("“{key}” is written in a way that can’t be edited safely"),
                "rewrite this key by hand, plainly, then try again",
            ),
        }
    }
}
