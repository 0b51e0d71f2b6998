//! The forms that a town declares, and what each page offers through them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use schema::declaration;
use schema::form::order::Order;
use schema::form::register::{Register, Session};
use schema::form::{Form, Place as Standing, Workflow};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::fingerprint::Fingerprint;
use crate::kinds::{Kinds, is_declaration};
use crate::problem::Problem;
use crate::relations::Page;

/// Where forms are declared.
pub(crate) const FOLDER: &str = "content/_forms/";

/// The forms of a site, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forms {
    by_name: BTreeMap<String, Arc<Declared>>,
    /// Where the forms would stand whose declaration has faults.
    broken: Vec<Outline>,
}

/// A form and the file that declares it.
#[derive(Debug)]
pub(crate) struct Declared {
    /// The form.
    pub form: Form,
    /// Its declaration as it is written.
    pub text: String,
    /// The fingerprint of its declaration.
    pub fingerprint: Fingerprint,
    /// Its file, from the root of the site.
    pub file: String,
}

/// What can be read of a declaration with faults.
#[derive(Clone, Debug)]
struct Outline {
    name: String,
    about: String,
    address: String,
}

impl Forms {
    /// Reads the declarations, each a file's path and bytes.
    #[must_use]
    pub(crate) fn read<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
        kinds: &Kinds,
    ) -> (Self, Vec<Diagnostic>) {
        let mut forms = Self::default();
        let mut faults = Vec::new();
        for (file, bytes) in files.into_iter().filter(|(file, _)| is_declaration(file)) {
            match std::str::from_utf8(bytes) {
                Ok(text) => forms.add(file, text, kinds, &mut faults),
                Err(_) => faults.push(Diagnostic::at(file, None, Place::START, Severity::Error, Problem::NotUtf8)),
            }
        }
        (forms, faults)
    }

    fn add(&mut self, file: &str, text: &str, kinds: &Kinds, faults: &mut Vec<Diagnostic>) {
        let found = match Form::parse(text) {
            Ok(form) => match self.problems(&form, text, kinds) {
                found if found.is_empty() => {
                    let fingerprint = Fingerprint::of(&[text.as_bytes()]);
                    let declared = Declared { text: text.to_owned(), fingerprint, file: file.to_owned(), form };
                    self.by_name.insert(declared.form.name.clone(), Arc::new(declared));
                    return;
                }
                found => found,
            },
            Err(found) => found
                .into_iter()
                .map(|declaration::Fault { span, problem }| {
                    (named(text, span, &problem), Problem::Declaration(problem))
                })
                .collect(),
        };
        faults.extend(found.into_iter().map(|(span, problem)| Diagnostic::error(file, text, &span, problem)));
        self.broken.push(Outline::of(text));
    }

    /// What is wrong with a form among the others and beside the kinds.
    fn problems(&self, form: &Form, text: &str, kinds: &Kinds) -> Vec<(Range<usize>, Problem)> {
        let is_same = |other: &Form| {
            other.name == form.name || (matches!(form.place, Standing::Address(_)) && other.place == form.place)
        };
        if self.iter().any(|other| is_same(&other.form)) {
            return vec![(written(text, "name", &form.name), Problem::SameForm(form.name.clone()))];
        }
        let unknown = form.kinds().filter(|kind| !kinds.is_written(kind)).map(|kind| {
            let nearest = schema::nearest::nearest(kind, kinds.names());
            let key = if form.place == Standing::About(kind.to_owned()) { "about" } else { "kind" };
            (written(text, key, kind), Problem::UnknownKind { kind: kind.to_owned(), nearest })
        });
        let known: Vec<_> = form.kinds().filter_map(|kind| kinds.named(kind)).collect();
        let wrong = form.problems(|name| known.iter().map(AsRef::as_ref).find(|kind| kind.name == name));
        let workflow = text.find("\nworkflow:").unwrap_or(0)..text.len();
        let wrong =
            wrong.into_iter().map(|problem| (named(text, workflow.clone(), &problem), Problem::Declaration(problem)));
        unknown.chain(wrong).collect()
    }

    /// Every form, by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Declared>> {
        self.by_name.values()
    }

    /// The forms that people order by.
    pub(crate) fn orders(&self) -> impl Iterator<Item = (&Arc<Declared>, &Order)> {
        self.iter().filter_map(|declared| match &declared.form.workflow {
            Workflow::Order(order) => Some((declared, order)),
            Workflow::Register(_) => None,
        })
    }

    /// Whether a form draws on the pages of this kind.
    #[must_use]
    pub(crate) fn draw_on(&self, kind: &str) -> bool {
        self.iter().any(|declared| declared.form.kinds().any(|drawn| drawn == kind))
    }

    /// What a page offers at a moment, form by form.
    #[must_use]
    pub(crate) fn offers(&self, page: &Page, at: Timestamp) -> Vec<Offer> {
        self.about(page).filter_map(|declared| Offer::of(declared, page, at)).collect()
    }

    /// The addresses that forms may have beside a page, whatever it offers.
    pub(crate) fn addresses(&self, page: &Page) -> impl Iterator<Item = String> {
        self.about(page).map(|declared| beside(&page.url, &declared.form.name))
    }

    fn about(&self, page: &Page) -> impl Iterator<Item = &Arc<Declared>> {
        self.iter().filter(
            move |declared| matches!(&declared.form.place, Standing::About(kind) if *kind == page.document.kind),
        )
    }

    /// The same, of the forms whose declaration has faults.
    pub(crate) fn broken_addresses(&self, page: &Page) -> impl Iterator<Item = String> {
        let about = |outline: &&Outline| !outline.name.is_empty() && outline.about == page.document.kind;
        self.broken.iter().filter(about).map(|outline| beside(&page.url, &outline.name))
    }

    /// The addresses that forms have of their own.
    pub(crate) fn own_addresses(&self) -> impl Iterator<Item = String> {
        self.iter().filter_map(|declared| declared.address())
    }

    /// The same, of the forms whose declaration has faults.
    pub(crate) fn broken_own_addresses(&self) -> impl Iterator<Item = String> {
        self.broken.iter().filter(|outline| !outline.address.is_empty()).map(|outline| own(&outline.address))
    }
}

impl Declared {
    /// The address of a form that has one of its own.
    #[must_use]
    pub(crate) fn address(&self) -> Option<String> {
        match &self.form.place {
            Standing::Address(path) => Some(own(path)),
            Standing::About(_) => None,
        }
    }

    /// A fault of where the form stands.
    #[must_use]
    pub(crate) fn fault(&self, problem: Problem) -> Diagnostic {
        let span = match &self.form.place {
            Standing::Address(path) => written(&self.text, "address", path),
            Standing::About(_) => written(&self.text, "name", &self.form.name),
        };
        Diagnostic::error(&self.file, &self.text, &span, problem)
    }
}

/// What a page offers through one form, as of a moment.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    /// The form.
    pub declared: Arc<Declared>,
    /// The sessions to come, in their order, those that are cancelled too.
    pub sessions: Vec<Session>,
}

impl Offer {
    /// A page without a single session offers nothing.
    fn of(declared: &Arc<Declared>, page: &Page, at: Timestamp) -> Option<Self> {
        let Workflow::Register(register) = &declared.form.workflow else { return None };
        let mut sessions = register.sessions(&page.document.fields);
        if sessions.is_empty() {
            return None;
        }
        sessions.retain(|session| session.start.timestamp() > at);
        Some(Self { declared: Arc::clone(declared), sessions })
    }

    /// The sessions that people can register for.
    #[must_use]
    pub(crate) fn open(&self) -> Vec<Session> {
        self.sessions.iter().filter(|session| !session.is_cancelled).cloned().collect()
    }

    /// The settings of the form.
    #[must_use]
    pub(crate) fn register(&self) -> Option<&Register> {
        match &self.declared.form.workflow {
            Workflow::Register(register) => Some(register),
            Workflow::Order(_) => None,
        }
    }

    /// The address of the form beside its page, while there is something to register for.
    #[must_use]
    pub(crate) fn url(&self, page: &Page) -> Option<String> {
        let is_open = self.sessions.iter().any(|session| !session.is_cancelled);
        is_open.then(|| self.address(page))
    }

    /// The address that the form has beside its page, this day or another one.
    #[must_use]
    pub(crate) fn address(&self, page: &Page) -> String {
        beside(&page.url, &self.declared.form.name)
    }
}

fn beside(url: &str, form: &str) -> String {
    format!("{url}{form}/")
}

fn own(path: &str) -> String {
    format!("/{}/", path.trim_matches('/'))
}

impl Outline {
    /// What the first lines that have these keys say.
    fn of(text: &str) -> Self {
        let said = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
        let plain = |key: &str| said(key).trim().trim_matches(['"', '\'']).to_owned();
        Self { name: plain("name:"), about: plain("about:"), address: plain("address:") }
    }
}

/// The bytes of a value under its key; the key's own, or none, where the line is written otherwise.
fn written(text: &str, key: &str, value: &str) -> Range<usize> {
    let at = text.match_indices(&format!("{key}:")).find_map(|(at, key)| {
        let start = at + key.len();
        let line = start + text[start..].find('\n').unwrap_or(text.len() - start);
        word(text, start..line, value).filter(|found| is_right_after(&text[start..found.start]))
    });
    at.unwrap_or(0..0)
}

fn is_right_after(between: &str) -> bool {
    between.chars().all(|sign| matches!(sign, ' ' | '"' | '\'' | '/'))
}

/// Where the field stands that a problem names: settings are told where they
/// begin, and hold it further on.
fn named(text: &str, within: Range<usize>, problem: &declaration::Problem) -> Range<usize> {
    use declaration::Problem::{ReservedKey, UnknownField, WrongType};
    match problem {
        UnknownField { name, .. } | WrongType { name, .. } | ReservedKey(name) => {
            word(text, within.start..text.len(), name).unwrap_or(within)
        }
        _ => within,
    }
}

/// A whole word of a part of the text: `nom` is not in `prenom`, nor a key.
fn word(text: &str, within: Range<usize>, word: &str) -> Option<Range<usize>> {
    let piece = text.get(within.clone())?;
    let is_inside = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-');
    let is_whole = |at: usize| {
        let after = &piece[at + word.len()..];
        !piece[..at].ends_with(is_inside) && !after.starts_with(is_inside) && !after.trim_start().starts_with(':')
    };
    let at = piece.match_indices(word).map(|(at, _)| at).find(|at| is_whole(*at))?;
    Some(within.start + at..within.start + at + word.len())
}

#[cfg(test)]
mod tests {
    use super::{word, written};

    #[test]
    fn a_name_is_found_whole_and_as_a_value() {
        let text = "name: nom\nworkflow:\n  register: { nom: prenom, b: nom, c: debut-nom }\n";
        assert_eq!(word(text, 10..text.len(), "nom"), text.find(": nom,").map(|at| at + 2..at + 5));
        assert_eq!(word(text, 10..text.len(), "no"), None);
        assert_eq!(written(text, "name", "nom"), 6..9);
        assert_eq!(written("address: \"/a/b/\"\n", "address", "a/b"), 11..14);
    }
}
