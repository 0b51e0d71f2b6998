//! What can be wrong with a site: its files, pages, links, templates.

use schema::declaration::Phrase;
use schema::words::{Language, Told};
use schema::{declaration, fault, yaml};

mod words;

/// What can be wrong with a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A field of the front matter.
    Field(fault::Problem),
    /// The YAML of the front matter.
    Yaml(yaml::Problem),
    /// A declaration: a kind, the settings.
    Declaration(declaration::Problem),
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A file without a character.
    Empty,
    /// A page of more bytes than the limit, both in kilobytes.
    TooLarge {
        /// The page's size.
        size: u64,
        /// The most that is read.
        max: u64,
    },
    /// A byte-order mark before the first line.
    ByteOrderMark,
    /// A page that does not start with `---`.
    NoFrontMatter,
    /// A front matter whose closing `---` is missing.
    UnclosedFrontMatter,
    /// Two pages with one address. The other's file, and the address.
    SameAddress {
        /// The address both would have.
        url: String,
        /// The file that has it.
        other: String,
    },
    /// A page that expires before it is published, at this moment.
    NeverShown {
        /// When it would be published.
        from: String,
    },
    /// A required field of the front matter that is not written.
    MissingField {
        /// Its key.
        key: String,
        /// What people call it.
        label: Phrase,
    },
    /// A page in the place of a folder's own page, at this address.
    SectionName {
        /// The address of the folder.
        url: String,
    },
    /// A link to nowhere, and the nearest address.
    BrokenLink {
        /// The link as written.
        link: String,
        /// The address that looks most like it.
        nearest: Option<String>,
    },
    /// A link to a page that is not published at this moment.
    UnpublishedLink(String),
    /// A link to an anchor that its page does not have.
    BrokenAnchor {
        /// The anchor as written, without `#`.
        anchor: String,
        /// The anchor that looks most like it.
        nearest: Option<String>,
    },
    /// An anchor that two things of one page have.
    SameAnchor(String),
    /// An image that no file holds.
    MissingImage(String),
    /// A reference to a page that does not exist.
    UnknownPage {
        /// The page as written.
        page: String,
        /// The page that looks most like it.
        nearest: Option<String>,
    },
    /// A reference to a page of another kind.
    WrongKind {
        /// The page as written.
        page: String,
        /// The kind that was wanted.
        wanted: String,
        /// The kind it is of.
        found: String,
    },
    /// A kind that no file declares.
    UnknownKind {
        /// The kind as written.
        kind: String,
        /// The kind that looks most like it.
        nearest: Option<String>,
    },
    /// Two kinds of one folder or one name.
    SameKind(String),
    /// Two forms of one name or one address.
    SameForm(String),
    /// A form at an address that something else has.
    FormAddress(String),
    /// An order by something that the pages of a list don't have.
    UnknownSort {
        /// The key as written.
        key: String,
        /// The key that looks most like it.
        nearest: Option<String>,
        /// Every key they can be sorted by.
        known: Vec<String>,
    },
    /// A choice of pages by a field that they don't have.
    UnknownFilter {
        /// The field as written.
        key: String,
        /// The field that looks most like it.
        nearest: Option<String>,
        /// Every field they have.
        known: Vec<String>,
    },
    /// A time zone in which the hours of the pages are not read.
    OtherTimezone(String),
    /// A mail server on another machine that is to be spoken to in clear.
    MailInClear(String),
    /// A value that a key does not take.
    UnknownWord {
        /// What was written.
        word: String,
        /// What could be written.
        wanted: String,
    },
    /// A template that a page names and that the theme lacks.
    UnknownTemplate {
        /// The template as written.
        template: String,
        /// The template that looks most like it.
        nearest: Option<String>,
    },
    /// What the template engine says of a template.
    Template(String),
    /// A folder that must be there.
    MissingFolder(String),
    /// What the system says of a file.
    Unreadable(String),
    /// A name of a file or folder that is not UTF-8.
    NameNotUtf8,
}

impl Problem {
    /// A stable name for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Field(problem) => problem.code(),
            Self::Yaml(problem) => problem.code(),
            Self::Declaration(problem) => problem.code(),
            Self::NotUtf8 => "not-utf8",
            Self::Empty => "empty-file",
            Self::TooLarge { .. } => "too-large",
            Self::ByteOrderMark => "byte-order-mark",
            Self::NoFrontMatter => "no-front-matter",
            Self::UnclosedFrontMatter => "unclosed-front-matter",
            Self::SameAddress { .. } => "same-address",
            Self::NeverShown { .. } => "never-shown",
            Self::MissingField { .. } => "required",
            Self::SectionName { .. } => "section-name",
            Self::BrokenLink { .. } => "broken-link",
            Self::UnpublishedLink(_) => "unpublished-link",
            Self::BrokenAnchor { .. } => "broken-anchor",
            Self::SameAnchor(_) => "same-anchor",
            Self::MissingImage(_) => "missing-image",
            Self::UnknownPage { .. } => "unknown-page",
            Self::WrongKind { .. } => "wrong-kind",
            Self::UnknownKind { .. } => "unknown-kind",
            Self::SameKind(_) => "same-kind",
            Self::SameForm(_) => "same-form",
            Self::FormAddress(_) => "form-address",
            Self::UnknownSort { .. } => "unknown-sort",
            Self::UnknownFilter { .. } => "unknown-filter",
            Self::OtherTimezone(_) => "other-timezone",
            Self::MailInClear(_) => "mail-in-clear",
            Self::UnknownWord { .. } => "unknown-word",
            Self::UnknownTemplate { .. } => "unknown-template",
            Self::Template(_) => "template",
            Self::MissingFolder(_) => "missing-folder",
            Self::Unreadable(_) => "unreadable",
            Self::NameNotUtf8 => "name-not-utf8",
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match self {
            Self::Field(problem) => problem.told(language),
            Self::Yaml(problem) => problem.told(language),
            Self::Declaration(problem) => problem.told(language),
            own => match language {
                Language::French => words::french(own),
                Language::English => words::english(own),
            },
        }
    }
}

impl From<fault::Problem> for Problem {
    fn from(problem: fault::Problem) -> Self {
        Self::Field(problem)
    }
}
