//! The only writer of the output: whole files, each put in place by a rename.
//!
//! Architecture invariant: a reader of the output meets the old bytes of a file
//! or the new ones, never a part. The output is never synced to the disk: it can
//! be made again.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::source::Stamp;

/// Says that a folder is an output of ours, which may be replaced as a whole.
const MARK: &str = ".parvis";

/// The folder of the output while it is written.
#[derive(Debug)]
pub(crate) struct Writer {
    output: PathBuf,
    /// Where a build from nothing is staged; a warm one writes in place.
    stage: Option<PathBuf>,
    /// Files on their way to their place.
    passage: PathBuf,
    made: BTreeSet<PathBuf>,
}

/// Why an output can't be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder holds files that no build of ours made.
    #[error("the folder {0} holds other files")]
    NotOurs(PathBuf),
    /// What the system says of a path.
    #[error("{path}: {source}")]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// What is known of the output from the last build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// Its files are known: only differences are written.
    Known,
    /// Nothing is known: it is made from nothing.
    Unknown,
}

impl Writer {
    /// Opens the output for writing.
    ///
    /// # Errors
    ///
    /// When the folder is someone else's, or the system refuses.
    pub(crate) fn open(output: &Path, before: Before) -> Result<Self, WriteError> {
        let passage = sibling(output, "passage");
        clear(&passage)?;
        fs::create_dir_all(&passage).map_err(at(&passage))?;
        let there = is_ours(output)?;
        let stage = match before {
            Before::Known if there => None,
            _ => Some(staged(output)?),
        };
        Ok(Self { output: output.to_owned(), stage, passage, made: BTreeSet::new() })
    }

    /// Writes a file unless it already has these bytes. Tells whether it wrote.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(crate) fn write(&mut self, path: &str, bytes: &[u8]) -> Result<bool, WriteError> {
        let file = self.stage.as_ref().unwrap_or(&self.output).join(path);
        if self.stage.is_none() && has_bytes(&file, bytes) {
            return Ok(false);
        }
        self.make_folder_of(&file)?;
        if self.stage.is_some() {
            create(&file, bytes).map_err(at(&file))?;
        } else {
            let passing = self.passage.join("file");
            create(&passing, bytes).map_err(at(&passing))?;
            // A folder may stand where a file is wanted, if it has become one.
            if file.is_dir() {
                fs::remove_dir_all(&file).map_err(at(&file))?;
            }
            fs::rename(&passing, &file).map_err(at(&file))?;
        }
        Ok(true)
    }

    fn make_folder_of(&mut self, file: &Path) -> Result<(), WriteError> {
        let Some(folder) = file.parent() else { return Ok(()) };
        if self.made.insert(folder.to_owned()) {
            // A file may stand where a folder is wanted, if `notice` has become `notice/index.html`.
            for above in folder.ancestors().filter(|above| above.is_file()) {
                fs::remove_file(above).map_err(at(above))?;
            }
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        Ok(())
    }

    /// Removes a file that is no longer made, and the folders that it leaves empty.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(crate) fn remove(&self, path: &str) -> Result<(), WriteError> {
        let file = self.output.join(path);
        match fs::remove_file(&file) {
            Ok(()) => {}
            // A folder has taken the file's place, or a file that of its folder.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            Err(_) if file.is_dir() => {}
            Err(error) => return Err(at(&file)(error)),
        }
        let mut folder = file.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.output) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            folder = empty.parent();
        }
        Ok(())
    }

    /// Puts a staged output in place.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        if let Some(stage) = &self.stage {
            create(&stage.join(MARK), b"").map_err(at(stage))?;
            let old = sibling(&self.output, "old");
            clear(&old)?;
            if self.output.exists() {
                fs::rename(&self.output, &old).map_err(at(&self.output))?;
            }
            fs::rename(stage, &self.output).map_err(at(&self.output))?;
            clear(&old)?;
        }
        clear(&self.passage)
    }
}

/// The stamp of a file of the output, if it is there.
#[must_use]
pub(crate) fn stamp(output: &Path, path: &str) -> Option<Stamp> {
    fs::metadata(output.join(path)).ok().map(|metadata| Stamp::of(&metadata))
}

/// The bytes of a file of the output, if it is there.
#[must_use]
pub(crate) fn read(output: &Path, path: &str) -> Option<Vec<u8>> {
    fs::read(output.join(path)).ok()
}

fn is_ours(output: &Path) -> Result<bool, WriteError> {
    let Ok(mut entries) = fs::read_dir(output) else { return Ok(false) };
    if output.join(MARK).exists() {
        return Ok(true);
    }
    if entries.next().is_none() { Ok(false) } else { Err(WriteError::NotOurs(output.to_owned())) }
}

fn staged(output: &Path) -> Result<PathBuf, WriteError> {
    let stage = sibling(output, "new");
    clear(&stage)?;
    fs::create_dir_all(&stage).map_err(at(&stage))?;
    Ok(stage)
}

/// A hidden folder beside the output, on the same file system.
fn sibling(output: &Path, role: &str) -> PathBuf {
    let name = output.file_name().map_or_else(|| "output".into(), |name| name.to_string_lossy());
    output.with_file_name(format!(".{name}.{role}"))
}

fn clear(folder: &Path) -> Result<(), WriteError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(folder)(error)),
        _ => Ok(()),
    }
}

fn has_bytes(file: &Path, bytes: &[u8]) -> bool {
    let same_length = fs::metadata(file).is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
    same_length && fs::read(file).is_ok_and(|there| there == bytes)
}

fn create(file: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create(file)?.write_all(bytes)
}

fn at(path: &Path) -> impl Fn(io::Error) -> WriteError {
    move |source| WriteError::Io { path: path.to_owned(), source }
}
