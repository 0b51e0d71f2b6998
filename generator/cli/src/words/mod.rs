//! What the terminal says, in both languages.
//!
//! One phrase is one variant, and each language answers for every variant in one
//! match: a new phrase does not compile until it speaks both. Faults have words
//! of their own, beside the faults.
//!
//! Architecture invariant: no sentence is assembled from fragments.

use std::net::SocketAddr;
use std::time::Duration;

use desk::doubt::Doubt;
use desk::inbox::Rated;
use desk::reference::Reference;
use desk::workflow::State;
use jiff::Timestamp;
use schema::types::date_time::DateTime;
use schema::words::Language;
use site::Severity;

use crate::cloud::Publication;
use crate::inbox::Error;

mod english;
mod french;
pub(crate) mod register;

/// Something the terminal says.
#[derive(Clone, Debug)]
pub(crate) enum Phrase {
    /// What a build did.
    Built { stats: Counts, elapsed: Duration },
    /// A build that wrote nothing because of its faults.
    NotPublished,
    /// How many faults there are, and in how many files.
    Tally { errors: usize, warnings: usize, files: usize },
    /// Nothing is wrong.
    NothingWrong,
    /// Where the site is shown.
    SiteAt(String),
    /// Where the bureau is entered.
    BureauAt(String),
    /// How to stop.
    HowToStop,
    /// The server was asked to stop.
    Stopping,
    /// The files can't be watched; they are looked at every second.
    NotWatching(String),
    /// A build failed in a way that is no fault of the content.
    BuildPanicked,
    /// A change of a page that a process left half-way was settled.
    Settled { reference: String, outcome: Outcome },
    /// A change of a page that a process left half-way can't be settled now.
    NotSettled { reference: String, cause: String },
    /// A request was accepted and this file changed.
    Accepted { reference: String, file: String, fields: Vec<String> },
    /// A request was accepted whose values the page already had.
    AcceptedUnchanged { reference: String, file: String },
    /// What staff typed for a person was recorded.
    Recorded { reference: String, link: String },
    /// A request was refused.
    Refused { reference: String },
    /// A change was taken back in this file.
    Undone { reference: String, file: String, fields: Vec<String> },
    /// The file has its bytes of before the change.
    UndoneWhole { reference: String, file: String },
    /// Fields whose later values were kept.
    KeptLater { fields: Vec<String> },
    /// A refusal was taken back.
    Reopened { reference: String },
    /// A doubt was lifted.
    Released { reference: String },
    /// Nothing waits in the queue.
    QueueEmpty,
    /// Nobody is to be called or written to.
    NoCalls,
    /// A call was made, or a letter left.
    Called { reference: String },
    /// The mail server asks for a password that this process does not have.
    NoMailPassword { variable: &'static str },
    /// What a publication came to.
    Published(Publication),
    /// The code for the letter to a page.
    Code { page: String, code: String },
    /// What a place costs was settled.
    Rated { reference: String, rated: Rated },
    /// What a request is, once staff did what its sender asked of them.
    Moved { reference: String, state: State },
    /// It is noted that somebody was warned.
    Warned { reference: String },
    /// Somebody whose session is as it was.
    NothingToTell { reference: String },
    /// Every session is as it was when people came.
    NobodyToWarn,
    /// The hours, as OSM writes them.
    HoursOsm(String),
    /// The hours, in a sentence.
    HoursReading(String),
    /// What they say at a moment.
    HoursState { state: schema::hours::State, at: Timestamp },
    /// When that changes.
    HoursNext(Option<Timestamp>),
}

impl Phrase {
    /// What became of a change that a process left half-way.
    pub(crate) fn settled(reference: &Reference, settled: &Result<Outcome, Error>, language: Language) -> Self {
        let reference = reference.to_string();
        match settled {
            Ok(outcome) => Self::Settled { reference, outcome: *outcome },
            Err(error) => Self::NotSettled { reference, cause: error.told(language).message },
        }
    }
}

/// What a build did, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) pages: usize,
    pub(crate) parsed: usize,
    pub(crate) rendered: usize,
    pub(crate) written: usize,
    pub(crate) removed: usize,
}

/// What became of a change that was left half-way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The file has it.
    Finished,
    /// The file was left as it is, and the request waits again.
    Abandoned,
}

/// The phrase in a language.
pub(crate) fn said(phrase: &Phrase, language: Language) -> String {
    match language {
        Language::French => french::said(phrase),
        Language::English => english::said(phrase),
    }
}

/// A word or two that stand beside something.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Label {
    Error,
    Warning,
    Hint,
    TypedHours,
    OverlayTitle,
    OverlayClose,
}

impl Label {
    pub(crate) const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
        }
    }
}

/// The label in a language. In the labels that scripts look for, the space
/// before the colon is a plain one: people search for them as they type them.
pub(crate) const fn label(label: Label, language: Language) -> &'static str {
    match (label, language) {
        (Label::Error, Language::French) => "erreur :",
        (Label::Error, Language::English) => "error:",
        (Label::Warning, Language::French) => "avertissement :",
        (Label::Warning, Language::English) => "warning:",
        (Label::Hint, Language::French) => "conseil :",
        (Label::Hint, Language::English) => "hint:",
        (Label::TypedHours, Language::French) => "horaires",
        (Label::TypedHours, Language::English) => "hours",
        (Label::OverlayTitle, Language::French) => "À corriger dans le contenu",
        (Label::OverlayTitle, Language::English) => "To mend in the content",
        (Label::OverlayClose, Language::French) => "Fermer",
        (Label::OverlayClose, Language::English) => "Close",
    }
}

/// The mark of a request that is set apart, and why.
pub(crate) fn doubt(doubt: Doubt, language: Language) -> String {
    match language {
        Language::French => format!("[à vérifier\u{a0}: {}]", doubt.words(language)),
        Language::English => format!("[to check: {}]", doubt.words(language)),
    }
}

/// A moment as people read it, to the minute.
pub(crate) fn moment(moment: Timestamp, language: Language) -> String {
    let minute = Timestamp::from_second(moment.as_second().div_euclid(60) * 60).unwrap_or(moment);
    DateTime::from_timestamp(minute).map_or_else(|| moment.to_string(), |moment| moment.words(language))
}

/// The address that a browser on this machine can open.
pub(crate) fn address(listening: SocketAddr, path: &str) -> String {
    let reachable =
        if listening.ip().is_unspecified() { SocketAddr::from(([127, 0, 0, 1], listening.port())) } else { listening };
    format!("http://{reachable}{path}")
}
