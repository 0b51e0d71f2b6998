//! One file of `content/` becomes a document, checked against its kind.
//!
//! Architecture invariant: a document is a function of its own bytes and its
//! kind. What it may know of other pages comes later, in `relations`.

use std::ops::Range;

use schema::kind::Kind;
use schema::value::Group;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::fingerprint::Fingerprint;
use crate::problem::Problem;

pub(crate) mod collect;
pub(crate) mod front_matter;
pub(crate) mod markdown;
pub(crate) mod owned;

pub(crate) use markdown::Body;
pub(crate) use owned::Owned;

/// The most bytes of a page: about two hundred printed pages.
pub(crate) const LARGEST: u64 = 1024 * 1024;

/// A page or a section, as its file says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Document {
    /// The file, from the root of the site.
    pub file: String,
    /// The name of its kind; empty for a section's own page.
    pub kind: String,
    /// What the generator reads of its front matter.
    pub owned: Owned,
    /// What its kind's fields say.
    pub fields: Group,
    /// Where the values stand in the file, for faults found later.
    pub places: Vec<(String, Place)>,
    /// The text of the page.
    pub body: Body,
    /// Its front matter: what others may see.
    pub head: Fingerprint,
    /// Whether an invisible mark stands before its first line.
    pub marked: bool,
}

impl Document {
    /// Where a value stands; the first line when it is not written.
    #[must_use]
    pub(crate) fn place(&self, path: &str) -> Place {
        self.places.iter().find(|(key, _)| key == path).map_or(Place::START, |(_, place)| *place)
    }

    /// What is said of the page although it is published.
    #[must_use]
    pub(crate) fn warning(&self) -> Option<Diagnostic> {
        let problem = Problem::ByteOrderMark;
        self.marked.then(|| Diagnostic::at(&self.file, None, Place::START, Severity::Warning, problem))
    }
}

/// What reading a file gave.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The document; with faults, what could be read of it.
    pub document: Option<Document>,
    /// Every fault of the file.
    pub faults: Vec<Diagnostic>,
}

/// Reads a document from its bytes. `kind` is `None` for a section's own page.
pub(crate) fn parse(file: &str, bytes: &[u8], kind: Option<&Kind>) -> Reading {
    let mut faults = Vec::new();
    let document = read(file, bytes, kind, &mut faults).map_err(|found| faults.extend(found)).ok();
    Reading { document, faults }
}

fn read(
    file: &str,
    bytes: &[u8],
    kind: Option<&Kind>,
    faults: &mut Vec<Diagnostic>,
) -> Result<Document, Vec<Diagnostic>> {
    let text = decode(file, bytes)?;
    let parts = front_matter::split(file, text)?;
    let mut head = front_matter::read(file, text, &parts, kind, faults);
    head.places.sort();
    Ok(Document {
        file: file.to_owned(),
        kind: kind.map_or_else(String::new, |kind| kind.name.clone()),
        owned: head.owned,
        fields: head.fields,
        places: head.places,
        body: markdown::parse(text, parts.body.clone()),
        head: Fingerprint::of(&[file.as_bytes(), text[parts.yaml].as_bytes()]),
        marked: text.starts_with('\u{feff}'),
    })
}

fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Vec<Diagnostic>> {
    let size = bytes.len() as u64;
    if size > LARGEST {
        let problem = Problem::TooLarge { size: size.div_ceil(1024), max: LARGEST / 1024 };
        return Err(vec![Diagnostic::at(file, None, Place::START, Severity::Error, problem)]);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| vec![not_utf8(file, bytes, error.valid_up_to())])?;
    if text.trim().is_empty() {
        return Err(vec![Diagnostic::at(file, None, Place::START, Severity::Error, Problem::Empty)]);
    }
    Ok(text)
}

fn not_utf8(file: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let readable = String::from_utf8_lossy(bytes);
    Diagnostic::error(file, &readable, &(at..at + 1), Problem::NotUtf8)
}

/// The bytes of a file that hold its front matter and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The YAML, without the `---` lines.
    pub yaml: Range<usize>,
    /// The Markdown.
    pub body: Range<usize>,
}
