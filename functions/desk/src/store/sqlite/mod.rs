//! The embedded store: one `SQLite` file, one thread that writes, one that reads.
//!
//! Write-ahead log, `synchronous=FULL`: a write is answered after its commit is
//! on the disk. The writing thread commits what waits together, so that many
//! senders share one flush. After a failure (busy, disk full) the connection is
//! opened anew by itself, and the next request finds it well again. While the file
//! is gone nothing is answered for; once it is back, or another is in its place,
//! that one is opened.
//!
//! Architecture invariant: SQL stands in `rows`, `books`, `errands` and `schema` only.

mod books;
mod errands;
mod rows;
mod schema;
mod worker;

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

use jiff::Timestamp;

use super::{Answer, Book, Errand, Lane, Recalled, Saved, Saving, Store, Submission, Submitted, Which};
use crate::code::Posted;
use crate::key::Digest;
use crate::reference::Reference;
use crate::request::Request;
use worker::{Mode, Worker};

/// Requests in one file.
#[derive(Debug)]
pub struct Sqlite {
    writer: Worker,
    reader: Worker,
}

/// Why the file can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its file or folder can't be made.
    #[error("the file of the store can't be made")]
    File(#[source] io::Error),
    /// `SQLite` refuses it.
    #[error("the store can't be opened")]
    Sqlite(#[from] rusqlite::Error),
    /// It was written by a later version of the program.
    #[error("the store was written by a later version of the program (layout {found}, this one knows {known})")]
    Later {
        /// The layout of the file.
        found: u32,
        /// The last layout this program knows.
        known: u32,
    },
}

impl Sqlite {
    /// Opens the store, and makes it when there is none.
    ///
    /// # Errors
    ///
    /// When the file or its folder can't be had, or is from a later version.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(OpenError::File)?;
        }
        private(path).map_err(OpenError::File)?;
        let writer = Worker::start(path, Mode::Write)?;
        let reader = Worker::start(path, Mode::Read)?;
        Ok(Self { writer, reader })
    }
}

/// Only the account that runs the desk reads what people send; the files that
/// `SQLite` puts beside this one take its rights.
#[cfg(unix)]
fn private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path).map(drop)
}

impl Store for Sqlite {
    fn submit(&self, submission: Submission) -> Answer<'_, Submitted> {
        self.writer.ask(move |connection| rows::submit(connection, submission))
    }

    fn recall(&self, mark: Digest, at: Timestamp) -> Answer<'_, Option<Recalled>> {
        self.reader.ask(move |connection| rows::recall(connection, mark, at))
    }

    fn find(&self, reference: Reference) -> Answer<'_, Option<Request>> {
        self.reader.ask(move |connection| rows::find(connection, &reference))
    }

    fn list(&self, which: Which, after: Option<Reference>, limit: u32) -> Answer<'_, Vec<Request>> {
        self.reader.ask(move |connection| rows::list(connection, which, after.as_ref(), limit))
    }

    fn save(&self, saving: Saving) -> Answer<'_, Saved> {
        self.writer.ask(move |connection| rows::save(connection, saving))
    }

    fn book(&self, name: String) -> Answer<'_, Book> {
        self.reader.ask(move |connection| books::find(connection, name))
    }

    fn errands(&self, lane: Lane, until: Timestamp, limit: u32) -> Answer<'_, Vec<Errand>> {
        self.reader.ask(move |connection| errands::due(connection, lane, until, limit))
    }

    fn claim(&self, errand: Errand, until: Timestamp) -> Answer<'_, bool> {
        self.writer.ask(move |connection| errands::claim(connection, &errand, until))
    }

    fn keep_code(&self, posted: Posted) -> Answer<'_, ()> {
        self.writer.ask(move |connection| rows::keep_code(connection, &posted))
    }

    fn ready(&self) -> Answer<'_, ()> {
        Box::pin(async {
            self.reader.ask(rows::answers).await?;
            self.writer.ask(rows::answers).await
        })
    }
}
