//! The files of a site at the start of a build: which are there, what is known
//! of their bytes, and the bytes of those that had to be read.

use std::collections::BTreeMap;
use std::path::Path;

use super::Outcome;
use crate::cache::{Known, Memory};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::settings::Settings;
use crate::source::{self, Files};
use crate::{forms, kinds};

/// The files of a site.
pub(super) struct Read {
    known: BTreeMap<String, Known>,
    bytes: BTreeMap<String, Vec<u8>>,
}

impl Read {
    /// Lists the files, and reads those that changed or that every build needs.
    pub(super) fn all(root: &Path, settings: &Settings, before: &Memory, outcome: &mut Outcome) -> Self {
        let Files { stamps, faults } = source::list(root, &settings.theme);
        outcome.diagnostics.extend(faults);
        let mut read = Self { known: BTreeMap::new(), bytes: BTreeMap::new() };
        for (file, stamp) in stamps {
            let known = before.known(&file, stamp).filter(|_| !is_always_read(&file));
            let bytes = match known {
                Some(bytes) => bytes,
                None => match source::read(root, &file) {
                    Ok(bytes) => {
                        outcome.stats.files_read += usize::from(!is_always_read(&file));
                        let fingerprint = Fingerprint::of(&[&bytes]);
                        read.bytes.insert(file.clone(), bytes);
                        fingerprint
                    }
                    Err(fault) => {
                        outcome.diagnostics.push(fault);
                        continue;
                    }
                },
            };
            read.known.insert(file, Known { stamp, bytes });
        }
        read
    }

    /// The files of a folder that were read.
    pub(super) fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let in_folder = self.bytes.range(folder.to_owned()..).take_while(move |(file, _)| file.starts_with(folder));
        in_folder.map(|(file, bytes)| (file.as_str(), bytes.as_slice()))
    }

    /// The Markdown files, with the fingerprints of their bytes.
    pub(super) fn documents(&self) -> impl Iterator<Item = (&str, Fingerprint)> {
        self.known.iter().filter(|(file, _)| is_document(file)).map(|(file, known)| (file.as_str(), known.bytes))
    }

    /// The files of `content/` that are copied beside the pages.
    pub(super) fn copies(&self) -> Vec<(String, Fingerprint)> {
        let copied = |file: &str| file.starts_with("content/") && !is_markdown(file) && !is_private(file);
        self.known.iter().filter(|(file, _)| copied(file)).map(|(file, known)| (file.clone(), known.bytes)).collect()
    }

    /// The bytes of a file, read now if they were not yet.
    pub(super) fn bytes(&self, root: &Path, file: &str) -> Result<Vec<u8>, Diagnostic> {
        self.bytes.get(file).map_or_else(|| source::read(root, file), |bytes| Ok(bytes.clone()))
    }

    /// What the next build knows of the files.
    pub(super) fn into_known(self) -> BTreeMap<String, Known> {
        self.known
    }
}

/// Kinds, forms and the theme are few and small, and shape every page.
fn is_always_read(file: &str) -> bool {
    file.starts_with(kinds::FOLDER) || file.starts_with(forms::FOLDER) || file.starts_with("themes/")
}

fn is_markdown(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

fn is_document(file: &str) -> bool {
    file.starts_with("content/") && is_markdown(file) && (file.ends_with("/_index.md") || !is_private(file))
}

/// Names that start with `_` are declarations, not pages.
fn is_private(file: &str) -> bool {
    file.split('/').any(|name| name.starts_with('_') && name != "_index.md")
}
