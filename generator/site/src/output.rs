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

/// Says that a folder is an output of ours, which may be replaced as a whole, and
/// which build it shows. It is empty while a build writes.
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
    /// Whether the mark still names the last build.
    settled: bool,
}

/// Why an output can't be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder holds files that no build of ours made.
    #[error("the folder {0} holds other files")]
    NotOurs(PathBuf),
    /// The folder is one that the site is made from.
    #[error("the folder {0} is a part of the site's sources")]
    Source(PathBuf),
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
        put_back(output)?;
        let there = is_ours(output)?;
        let passage = sibling(output, "passage");
        clear(&passage)?;
        fs::create_dir_all(&passage).map_err(at(&passage))?;
        let stage = match before {
            Before::Known if there => None,
            _ => Some(staged(output)?),
        };
        Ok(Self { output: output.to_owned(), stage, passage, made: BTreeSet::new(), settled: true })
    }

    /// Writes a file unless it already has these bytes. Tells whether it wrote.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(crate) fn write(&mut self, path: &str, bytes: &[u8]) -> Result<bool, WriteError> {
        let file = self.stage.as_ref().unwrap_or(&self.output).join(inside(path)?);
        if self.stage.is_none() && has_bytes(&file, bytes) {
            return Ok(false);
        }
        self.unsettle()?;
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

    /// Before the first change in place the mark stops naming a build: one that is
    /// cut short is then made again from nothing.
    fn unsettle(&mut self) -> Result<(), WriteError> {
        if self.settled && self.stage.is_none() {
            self.mark("")?;
        }
        self.settled = false;
        Ok(())
    }

    fn mark(&self, build: &str) -> Result<(), WriteError> {
        let passing = self.passage.join("mark");
        create(&passing, build.as_bytes()).map_err(at(&passing))?;
        fs::rename(&passing, self.output.join(MARK)).map_err(at(&self.output))
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
    pub(crate) fn remove(&mut self, path: &str) -> Result<(), WriteError> {
        self.unsettle()?;
        let file = self.output.join(inside(path)?);
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

    /// Puts a staged output in place, and marks it with the build it shows.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(crate) fn finish(self, build: &str) -> Result<(), WriteError> {
        match &self.stage {
            Some(stage) => {
                create(&stage.join(MARK), build.as_bytes()).map_err(at(stage))?;
                let old = sibling(&self.output, "old");
                clear(&old)?;
                if self.output.exists() {
                    fs::rename(&self.output, &old).map_err(at(&self.output))?;
                }
                fs::rename(stage, &self.output).map_err(at(&self.output))?;
                clear(&old)?;
            }
            // Inputs may be new although no byte is: the mark follows all the same.
            None if !self.settled || build_shown(&self.output).as_deref() != Some(build) => self.mark(build)?,
            None => {}
        }
        clear(&self.passage)
    }
}

/// The folder itself, whatever names or links lead to it: one output has one
/// memory, and a link to it stays a link.
#[must_use]
pub(crate) fn settled(output: &Path) -> PathBuf {
    let whole = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
    let above = whole.parent().and_then(|above| fs::canonicalize(above).ok());
    fs::canonicalize(&whole).ok().or_else(|| Some(above?.join(whole.file_name()?))).unwrap_or(whole)
}

/// The build that an output shows, if it is known.
#[must_use]
pub(crate) fn build_shown(output: &Path) -> Option<String> {
    fs::read_to_string(output.join(MARK)).ok().filter(|build| !build.is_empty())
}

/// A build that was cut short between its two renames left the last output aside.
fn put_back(output: &Path) -> Result<(), WriteError> {
    let old = sibling(output, "old");
    if !output.exists() && old.is_dir() {
        fs::rename(&old, output).map_err(at(&old))?;
    }
    Ok(())
}

/// A path that stays inside the output, whoever asked for it.
fn inside(path: &str) -> Result<&Path, WriteError> {
    let plain = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    let path = Path::new(path);
    if path.components().all(plain) {
        return Ok(path);
    }
    let source = io::Error::new(io::ErrorKind::InvalidInput, "a path out of the output");
    Err(WriteError::Io { path: path.to_owned(), source })
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
