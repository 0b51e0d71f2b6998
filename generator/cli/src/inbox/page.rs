//! The file of a page that a request asks to change.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use desk::workflow::update::Intent;
use schema::kind::Kind;
use schema::update::Change;
use schema::value::{Group, PagePath};
use site::{edit, source};

use super::{Error, edits};

/// A page as its file says it now.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// The file, from the root of the site.
    pub(super) file: String,
    pub(super) text: String,
    pub(super) kind: Arc<Kind>,
    pub(super) values: Group,
}

impl Page {
    /// Opens the file of a page: `x.md`, or `x/index.md`.
    pub(super) fn open(root: &Path, page: &str, kind: Arc<Kind>) -> Result<Self, Error> {
        let path = PagePath::parse(page).ok_or_else(|| Error::Elsewhere(page.to_owned()))?;
        let files = [format!("content/{}.md", path.as_str()), format!("content/{}/index.md", path.as_str())];
        let file =
            files.into_iter().find(|file| root.join(file).is_file()).ok_or_else(|| Error::Gone(page.to_owned()))?;
        Self::read(root, file, kind)
    }

    /// Reads a page whose file is known.
    pub(super) fn read(root: &Path, file: String, kind: Arc<Kind>) -> Result<Self, Error> {
        let text = text(root, &file)?;
        let values = edit::values(&text, &kind)?;
        Ok(Self { file, text, kind, values })
    }

    /// The text with these changes, every other byte as it was.
    pub(super) fn edited(&self, changes: &[Change]) -> Result<String, Error> {
        if changes.is_empty() {
            return Ok(self.text.clone());
        }
        Ok(edit::set(&self.text, &self.kind, &edits(changes))?)
    }
}

/// The text of a file of the content.
pub(super) fn text(root: &Path, file: &str) -> Result<String, Error> {
    let bytes = fs::read(place(root, file)?).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Error::Gone(file.to_owned()),
        _ => Error::Write { file: file.to_owned(), source },
    })?;
    String::from_utf8(bytes).map_err(|_| Error::Faulty(file.to_owned()))
}

/// Puts the text of an intent in the place of the one it was made from.
pub(super) fn replace(root: &Path, intent: &Intent) -> Result<(), Error> {
    if text(root, &intent.file)? != intent.before_text {
        return Err(Error::Outrun(intent.file.clone()));
    }
    put(root, &intent.file, &intent.before_text, &intent.after_text)
}

/// Writes a text over another, durably, unless they are the same.
pub(super) fn put(root: &Path, file: &str, before: &str, after: &str) -> Result<(), Error> {
    if before == after {
        return Ok(());
    }
    let path = place(root, file)?;
    source::replace(&path, after.as_bytes()).map_err(|source| Error::Write { file: file.to_owned(), source })
}

/// What the store says of a file is believed only inside the content.
fn place(root: &Path, file: &str) -> Result<PathBuf, Error> {
    let relative = Path::new(file);
    let is_plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if is_plain && relative.starts_with("content") {
        Ok(root.join(relative))
    } else {
        Err(Error::Elsewhere(file.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::place;

    #[test]
    fn only_the_content_is_ever_written() {
        assert!(place(Path::new("/v"), "content/a.md").is_ok());
        for file in ["content/../parvis.yaml", "/etc/passwd", "themes/a.html", "../content/a.md", ""] {
            assert!(place(Path::new("/v"), file).is_err(), "{file}");
        }
    }
}
