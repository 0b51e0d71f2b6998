//! A build, from files to files: what changed is read again, what it reaches is
//! rendered again, what differs is written.
//!
//! Compare, don't track: whatever woke the builder, stamps and fingerprints say
//! what changed, so a lost event can't spoil a build.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::cache::{self, Memory};
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::{self, WriteError};
use crate::relations::visibility::Show;

mod anchors;
mod reading;
mod rendering;
mod work;
mod writing;

use work::Work;

/// A site on disk, and what its builds remember.
#[derive(Debug)]
pub struct Site {
    root: PathBuf,
    options: Options,
    memory: Memory,
}

/// How a site is built.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the pages go.
    pub output: PathBuf,
    /// The address it is published at, instead of the settings'.
    pub base_url: Option<String>,
    /// Whether drafts are pages too.
    pub drafts: bool,
    /// How many threads; the machine's cores when none is said.
    pub jobs: Option<usize>,
}

/// Whether a build publishes what it can when some pages have faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepGoing {
    /// A fault anywhere publishes nothing.
    No,
    /// A faulty page keeps its last good version.
    Yes,
}

/// What a build did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Faults and warnings, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The work it took.
    pub stats: Stats,
    /// When the same files would make another site.
    pub next_change: Option<Timestamp>,
    /// Whether the output now shows this build.
    pub published: bool,
}

/// The work of a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Pages of the site, sections included.
    pub pages: usize,
    /// Source files whose bytes were read.
    pub files_read: usize,
    /// Documents that were parsed.
    pub parsed: usize,
    /// Pages that a template rendered.
    pub rendered: usize,
    /// Derived outputs that were made again: feeds, calendars, sitemap, copies.
    pub derived: usize,
    /// Output files whose bytes changed.
    pub written: usize,
    /// Output files that are gone.
    pub removed: usize,
}

impl Outcome {
    /// Whether something keeps a page from being published.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl Site {
    /// Opens the site at `root`, with what its last build remembers.
    #[must_use]
    pub fn open(root: &Path, options: Options) -> Self {
        let options = Options { output: output::settled(&options.output), ..options };
        let memory = Memory::load(&cache::state_folder(root), &options.output);
        Self { root: root.to_owned(), options, memory }
    }

    /// Builds the site as of this moment.
    ///
    /// # Errors
    ///
    /// When the output can't be written. Faults of the content are in the outcome.
    pub fn build(&mut self, at: Timestamp, keep_going: KeepGoing) -> Result<Outcome, WriteError> {
        let state = cache::state_folder(&self.root);
        let failed = |source| WriteError::Io { path: state.clone(), source };
        let (_one_at_a_time, listed) = cache::lock(&state).map_err(failed)?;
        self.refuse_sources_as_output()?;
        self.recall(&state);
        let show = if self.options.drafts { Show::Drafts } else { Show::Published };
        let mut work = Work::new(&self.root, &self.options, &self.memory, show, keep_going);
        let made = in_parallel(self.options.jobs, || work.make(at));
        let Some(made) = made else { return Ok(work.finish()) };
        let written = work.write(&made, &state)?;
        let outcome = work.finish();
        self.memory = Memory {
            listed,
            files: made.files,
            documents: made.documents,
            outputs: written.outputs,
            build: written.build,
        };
        self.memory.save(&state, &self.options.output).map_err(failed)?;
        Ok(Outcome { published: true, ..outcome })
    }

    /// Makes sure that what is remembered is the build that the output shows:
    /// another process may have built meanwhile, or a build was cut short.
    fn recall(&mut self, state: &Path) {
        let shown = output::build_shown(&self.options.output);
        if shown.as_ref() != Some(&self.memory.build) {
            self.memory = Memory::load(state, &self.options.output);
        }
        if shown.as_ref() != Some(&self.memory.build) {
            self.memory.outputs.clear();
        }
    }

    fn refuse_sources_as_output(&self) -> Result<(), WriteError> {
        let sources = ["content", "themes"].map(|folder| output::settled(&self.root.join(folder)));
        let output = &self.options.output;
        let holds = |source: &PathBuf| output.starts_with(source) || source.starts_with(output);
        if sources.iter().any(holds) { Err(WriteError::Source(output.clone())) } else { Ok(()) }
    }
}

/// Everything that can be wrong in a site, without writing anything: as it is
/// published at this moment, and with all that waits to be published.
#[must_use]
pub fn check(root: &Path, at: Timestamp) -> Vec<Diagnostic> {
    let options = Options { output: root.join("output"), base_url: None, drafts: false, jobs: None };
    let memory = Memory::default();
    let mut told: Vec<Diagnostic> = Vec::new();
    for show in [Show::Published, Show::Everything] {
        let mut work = Work::new(root, &options, &memory, show, KeepGoing::No);
        work.make(at);
        for diagnostic in work.finish().diagnostics {
            if !told.contains(&diagnostic) {
                told.push(diagnostic);
            }
        }
    }
    told.sort_by(|a, b| (&a.file, a.place).cmp(&(&b.file, b.place)));
    told
}

/// Runs work on this many threads; on the machine's cores when none is said.
fn in_parallel<T: Send>(jobs: Option<usize>, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
