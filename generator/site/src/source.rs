//! The door to `content/` and `themes/`: lists their files, reads them, and
//! replaces one page when staff accept a change to it.
//!
//! Architecture invariant: a build opens a source file only here.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::problem::Problem;

/// What the file system says of a file without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub length: u64,
    /// Last modification, in nanoseconds of the Unix epoch.
    pub modified: u64,
}

impl Stamp {
    /// The stamp of a file.
    #[must_use]
    pub fn of(metadata: &fs::Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0);
        Self { length: metadata.len(), modified }
    }
}

/// The files of a site: its content, its settings and its theme.
#[derive(Debug, Default)]
pub struct Files {
    /// By path from the root of the site, `/` between names, with their stamps.
    pub stamps: BTreeMap<String, Stamp>,
    /// What could not be listed.
    pub faults: Vec<Diagnostic>,
}

/// Lists the files of a site that uses this theme.
#[must_use]
pub fn list(root: &Path, theme: &str) -> Files {
    let mut files = Files::default();
    list_folder(root, "content", &mut files);
    list_folder(root, &format!("themes/{theme}"), &mut files);
    files
}

fn list_folder(root: &Path, folder: &str, files: &mut Files) {
    if !root.join(folder).is_dir() {
        files.faults.push(fault(folder, Problem::MissingFolder(folder.to_owned())));
        return;
    }
    for entry in WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().filter_entry(is_ours) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => list_file(root, &entry, files),
            Ok(_) => {}
            Err(error) => files.faults.push(fault(folder, Problem::Unreadable(error.to_string()))),
        }
    }
}

/// Hidden files and what editors leave beside a file are nobody's pages.
fn is_ours(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let swap = name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp") || name.starts_with('#');
    entry.depth() == 0 || !(name.starts_with('.') || swap)
}

fn list_file(root: &Path, entry: &DirEntry, files: &mut Files) {
    let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let Some(path) = path.to_str().map(|path| path.replace('\\', "/")) else {
        files.faults.push(fault(&path.to_string_lossy(), Problem::NameNotUtf8));
        return;
    };
    match entry.metadata() {
        Ok(metadata) => {
            files.stamps.insert(path, Stamp::of(&metadata));
        }
        Err(error) => files.faults.push(fault(&path, Problem::Unreadable(error.to_string()))),
    }
}

/// Reads a file of the site.
///
/// # Errors
///
/// A diagnostic of the file when the system refuses.
pub fn read(root: &Path, path: &str) -> Result<Vec<u8>, Diagnostic> {
    bytes(root, path).map_err(|error| fault(path, Problem::Unreadable(error.to_string())))
}

/// The bytes of a file of the site.
///
/// # Errors
///
/// What the system says.
pub fn bytes(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    fs::read(root.join(path))
}

fn fault(path: &str, problem: Problem) -> Diagnostic {
    Diagnostic::at(path, None, Place::START, Severity::Error, problem)
}

/// Replaces a page, durably and whole: its old bytes or its new ones are there
/// whatever happens meanwhile.
///
/// # Errors
///
/// What the system says; the page then still has its old bytes.
pub fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(file);
    let mut written = File::create(&beside)?;
    written.write_all(bytes)?;
    if let Ok(metadata) = fs::metadata(file) {
        written.set_permissions(metadata.permissions())?;
    }
    written.sync_all()?;
    fs::rename(&beside, file)?;
    // From here on the page has its new bytes, whether or not its folder can be
    // synced: what a power cut may undo, the pending acceptance finds at the next start.
    if let Some(folder) = file.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// A hidden name in the page's own folder, which a rename can't leave.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.tmp"))
}
