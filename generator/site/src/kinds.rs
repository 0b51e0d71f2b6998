//! The kinds that a town declares, and which one a file is of.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use schema::declaration;
use schema::field::{Fields, Type};
use schema::kind::Kind;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::fingerprint::Fingerprint;
use crate::problem::Problem;

/// Where kinds are declared.
pub(crate) const FOLDER: &str = "content/_kinds/";

/// The kinds of a site, by name.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    by_name: BTreeMap<String, Declared>,
    /// The names and folders of kinds whose declaration has faults: nothing can
    /// be said of their pages.
    broken: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
struct Declared {
    file: String,
    kind: Arc<Kind>,
    text: Arc<str>,
    fingerprint: Fingerprint,
}

impl Kinds {
    /// Reads the declarations, each a file's path and bytes.
    #[must_use]
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> (Self, Vec<Diagnostic>) {
        let mut kinds = Self::default();
        let mut faults = Vec::new();
        for (file, bytes) in files.into_iter().filter(|(file, _)| is_declaration(file)) {
            match std::str::from_utf8(bytes) {
                Ok(text) => kinds.add(file, text, &mut faults),
                Err(_) => faults.push(Diagnostic::at(file, None, Place::START, Severity::Error, Problem::NotUtf8)),
            }
        }
        kinds.check_references(&mut faults);
        (kinds, faults)
    }

    fn add(&mut self, file: &str, text: &str, faults: &mut Vec<Diagnostic>) {
        let kind = match Kind::parse(text) {
            Ok(kind) => kind,
            Err(found) => {
                let tell = |fault: declaration::Fault| {
                    Diagnostic::error(file, text, &fault.span, Problem::Declaration(fault.problem))
                };
                faults.extend(found.into_iter().map(tell));
                self.broken.push(outline(text));
                return;
            }
        };
        if self.iter().any(|other| other.name == kind.name || other.folder == kind.folder) {
            let problem = Problem::SameKind(kind.name);
            faults.push(Diagnostic::at(file, Some(text), Place::START, Severity::Error, problem));
            return;
        }
        let fingerprint = Fingerprint::of(&[text.as_bytes()]);
        self.by_name.insert(
            kind.name.clone(),
            Declared { file: file.to_owned(), kind: Arc::new(kind), text: text.into(), fingerprint },
        );
    }

    /// A field may refer to pages of a kind only if there is such a kind.
    fn check_references(&self, faults: &mut Vec<Diagnostic>) {
        for declared in self.by_name.values() {
            for wanted in wanted_kinds(&declared.kind.fields) {
                if !self.is_written(&wanted) {
                    let at = declared.text.find(&format!("kind: {wanted}")).unwrap_or(0);
                    let nearest = schema::nearest::nearest(&wanted, self.by_name.keys().map(String::as_str));
                    let span = at..at + wanted.len() + "kind: ".len();
                    faults.push(Diagnostic::error(
                        &declared.file,
                        &declared.text,
                        &span,
                        Problem::UnknownKind { kind: wanted, nearest },
                    ));
                }
            }
        }
    }

    /// A fault of a kind's declaration, at the first line that has this key.
    #[must_use]
    pub fn fault_at(&self, name: &str, key: &str, problem: Problem) -> Option<Diagnostic> {
        let declared = self.by_name.get(name)?;
        let start = declared.text.lines().position(|line| line.starts_with(key)).unwrap_or(0);
        let offset: usize = declared.text.split_inclusive('\n').take(start).map(str::len).sum();
        Some(Diagnostic::error(&declared.file, &declared.text, &(offset..offset + key.len()), problem))
    }

    /// The kind of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Arc<Kind>> {
        self.by_name.get(name).map(|declared| Arc::clone(&declared.kind))
    }

    /// Whether a kind has this name, declared well or with faults.
    #[must_use]
    pub(crate) fn is_written(&self, name: &str) -> bool {
        self.by_name.contains_key(name) || self.broken.iter().any(|(broken, _)| broken == name)
    }

    /// The names of the kinds.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Every kind, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.by_name.values().map(|declared| declared.kind.as_ref())
    }

    /// The kind of the pages of a folder: the one declared for it, or for the
    /// nearest folder around it.
    #[must_use]
    pub fn of_folder(&self, folder: &str) -> Option<&Kind> {
        let around = |kind: &&Kind| is_within(folder, &kind.folder);
        self.iter().filter(around).max_by_key(|kind| kind.folder.len())
    }

    /// Whether the kind of a folder's pages is declared with faults.
    #[must_use]
    pub fn is_broken(&self, folder: &str) -> bool {
        self.broken.iter().any(|(_, broken)| is_within(folder, broken))
            && self.of_folder(folder).is_none_or(|kind| kind.folder.is_empty())
    }

    /// The declaration of a kind as it is written.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|declared| declared.text.as_ref())
    }

    /// The fingerprint of a kind's declaration; a fixed one where there is no kind.
    #[must_use]
    pub fn fingerprint(&self, name: &str) -> Fingerprint {
        self.by_name.get(name).map_or_else(Fingerprint::default, |declared| declared.fingerprint)
    }
}

/// Whether a file of the folder declares a kind; notes may stand beside them.
#[must_use]
pub(crate) fn is_declaration(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn is_within(folder: &str, around: &str) -> bool {
    around.is_empty() || folder == around || folder.strip_prefix(around).is_some_and(|rest| rest.starts_with('/'))
}

/// The name and the folder of a declaration that can't be read otherwise.
fn outline(text: &str) -> (String, String) {
    let said = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
    let plain = |value: &str| value.trim().trim_matches(['"', '\'']).to_owned();
    (plain(said("name:")), plain(said("folder:")))
}

fn wanted_kinds(fields: &Fields) -> Vec<String> {
    fields
        .iter()
        .flat_map(|field| match &field.kind {
            Type::Reference { kind } => vec![kind.clone()],
            Type::List { of, .. } => wanted_kinds(of),
            _ => Vec::new(),
        })
        .collect()
}
