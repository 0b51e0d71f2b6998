//! What can be wrong with opening hours, and what a person is told of it.
//!
//! A problem quotes the piece that was not understood and says what to write
//! instead; nothing here guesses what was meant.

mod english;
mod french;

use std::ops::Range;

use crate::types::reading::quote;
use crate::words::{Language, Told};

/// What is wrong with one piece of a text of opening hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{piece}`: {}", self.code())]
pub struct Problem {
    fault: Fault,
    piece: String,
    range: Range<usize>,
}

/// The kinds of faults that opening hours can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    TooLong { max: usize },
    UnknownWord { near: Option<&'static str> },
    NotUnderstood,
    NoSuchTime,
    LoneTime,
    BareNumbers,
    BrokenRange,
    EmptyRange,
    LongNight,
    Overlap,
    OpenEnded,
    PartOfDay,
    DaySaidTwice,
    MissingTimes,
    MissingDays,
    NoSuchDate,
    DatedSession,
    EndlessPeriod,
    SeasonWithoutDates,
    SchoolHolidays,
    AmbiguousWeek,
    AmbiguousAppointment,
    LooseAppointment,
    UnsupportedOsm,
}

impl Problem {
    pub(super) fn new(fault: Fault, text: &str, range: Range<usize>) -> Self {
        let piece = text.get(range.clone()).unwrap_or_default().trim().to_owned();
        Self { fault, piece, range }
    }

    /// The same problem in a text that starts `by` bytes earlier.
    pub(super) fn moved(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }

    /// The bytes of the text that are at fault.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The piece at fault, as written.
    #[must_use]
    pub fn piece(&self) -> &str {
        &self.piece
    }

    /// The stable name of this kind of problem.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.fault {
            Fault::Empty => "hours-empty",
            Fault::TooLong { .. } => "hours-too-long",
            Fault::UnknownWord { .. } => "hours-unknown-word",
            Fault::NotUnderstood => "hours-not-understood",
            Fault::NoSuchTime => "hours-no-such-time",
            Fault::LoneTime => "hours-lone-time",
            Fault::BareNumbers => "hours-bare-numbers",
            Fault::BrokenRange => "hours-broken-range",
            Fault::EmptyRange => "hours-empty-range",
            Fault::LongNight => "hours-long-night",
            Fault::Overlap => "hours-overlap",
            Fault::OpenEnded => "hours-open-ended",
            Fault::PartOfDay => "hours-part-of-day",
            Fault::DaySaidTwice => "hours-day-said-twice",
            Fault::MissingTimes => "hours-missing-times",
            Fault::MissingDays => "hours-missing-days",
            Fault::NoSuchDate => "hours-no-such-date",
            Fault::DatedSession => "hours-dated-session",
            Fault::EndlessPeriod => "hours-endless-period",
            Fault::SeasonWithoutDates => "hours-season-without-dates",
            Fault::SchoolHolidays => "hours-school-holidays",
            Fault::AmbiguousWeek => "hours-ambiguous-week",
            Fault::AmbiguousAppointment => "hours-ambiguous-appointment",
            Fault::LooseAppointment => "hours-loose-appointment",
            Fault::UnsupportedOsm => "hours-unsupported-osm",
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => french::told(&self.fault, &quote(&self.piece)),
            Language::English => english::told(&self.fault, &quote(&self.piece)),
        }
    }
}
