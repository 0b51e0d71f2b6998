//! All the files of a folder and their bytes, to compare one state with another.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The files of a folder, by path with `/` between names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<String, Vec<u8>>);

impl Snapshot {
    /// Reads a folder; one that is not there has no files.
    ///
    /// # Panics
    ///
    /// When a file can't be read.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let files = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        let read = files.map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("walked from here");
            (
                path.to_string_lossy().replace('\\', "/"),
                fs::read(entry.path()).expect("a file of the output is readable"),
            )
        });
        Self(read.collect())
    }

    /// The paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The paths of the files with this extension.
    pub fn paths_with<'s>(&'s self, extension: &'s str) -> impl Iterator<Item = &'s str> {
        self.paths().filter(move |path| path.rsplit_once('.').is_some_and(|(_, last)| last == extension))
    }

    /// The bytes of a file.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Whether a file is there.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The text of a file.
    ///
    /// # Panics
    ///
    /// When it is not there, or no text.
    #[must_use]
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.bytes(path).unwrap_or_else(|| panic!("no `{path}` among {:?}", self.0.keys()));
        std::str::from_utf8(bytes).expect("a text of the output is UTF-8")
    }

    /// The paths whose files differ, are missing or are new.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let all = self.0.keys().chain(other.0.keys());
        let mut differ: Vec<String> = all.filter(|path| self.0.get(*path) != other.0.get(*path)).cloned().collect();
        differ.sort();
        differ.dedup();
        differ
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
