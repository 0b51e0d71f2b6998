//! The generator as a library: several builds in one process, as `serve` does.

use jiff::Timestamp;
use site::{KeepGoing, Options, Outcome, Site};

use crate::snapshot::Snapshot;
use crate::town::{MOMENT, Town};

/// A site that stays open between builds.
#[derive(Debug)]
pub struct Library {
    site: Site,
    at: Timestamp,
}

impl Library {
    /// Opens a town, to be built into its `output`.
    #[must_use]
    pub fn open(town: &Town) -> Self {
        let options = Options { output: town.output(), base_url: None, drafts: false, jobs: Some(2) };
        Self { site: Site::open(town.root(), options), at: instant(MOMENT) }
    }

    /// Moves the clock.
    pub fn set_at(&mut self, at: Timestamp) {
        self.at = at;
    }

    /// Ends the process, so to say: what the next build remembers is on the disk.
    pub fn reopen(&mut self, town: &Town) {
        *self = Self { at: self.at, ..Self::open(town) };
    }

    /// Builds the town; a fault publishes nothing.
    ///
    /// # Panics
    ///
    /// When the output can't be written.
    pub fn build(&mut self) -> Outcome {
        self.site.build(self.at, KeepGoing::No).expect("the output is ours and can be written")
    }

    /// A build from nothing, elsewhere, of the same files at the same moment,
    /// and its output.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    #[must_use]
    pub fn from_nothing(&self, town: &Town) -> (Outcome, Snapshot) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let copy = town.seen_from(folder.path());
        let mut library = Self::open(&copy);
        library.at = self.at;
        let outcome = library.build();
        (outcome, copy.snapshot())
    }
}

/// An instant from a local time of the town: `2026-11-23T09:00`.
///
/// # Panics
///
/// When the text is no such time.
#[must_use]
pub fn instant(local: &str) -> Timestamp {
    let time: jiff::civil::DateTime = local.parse().expect("a local time");
    time.in_tz("Europe/Paris").expect("a time zone that is built in").timestamp()
}
