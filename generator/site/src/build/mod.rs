//! A build, from files to files: what changed is read again, what it reaches is
//! rendered again, what differs is written.
//!
//! Compare, don't track: whatever woke the builder, stamps and fingerprints say
//! what changed, so a lost event can't spoil a build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::cache::{self, Known, Memory, Parsed, Written};
use crate::content::{self, Reading};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::Fingerprint;
use crate::kinds::{self, Kinds};
use crate::moment::Moment;
use crate::output::{self, Before, WriteError, Writer};
use crate::relations::{self, Faulty};
use crate::render::outputs::{Rendered, Renderer};
use crate::render::plan::{self, Output, Sources, Subject};
use crate::render::theme::Theme;
use crate::render::views::Views;
use crate::settings::{self, Settings};
use crate::{bundle, source};

mod anchors;
mod reading;

use reading::Read;

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
        let locked = cache::lock(&state).map_err(|source| WriteError::Io { path: state.clone(), source })?;
        let mut work =
            Work { root: &self.root, options: &self.options, before: &self.memory, outcome: Outcome::default() };
        let made = in_parallel(self.options.jobs, || work.make(at, locked.1, keep_going));
        let Some(made) = made else { return Ok(work.finish()) };
        let written = work.write(&made, &state)?;
        let outcome = work.finish();
        self.memory = Memory { listed: made.listed, files: made.files, documents: made.documents, outputs: written };
        if let Err(source) = self.memory.save(&state, &self.options.output) {
            return Err(WriteError::Io { path: state, source });
        }
        Ok(Outcome { published: true, ..outcome })
    }
}

/// Everything that can be wrong in a site, without writing anything.
#[must_use]
pub fn check(root: &Path, at: Timestamp) -> Vec<Diagnostic> {
    let options = Options { output: root.join("output"), base_url: None, drafts: true, jobs: None };
    let memory = Memory::default();
    let mut work = Work { root, options: &options, before: &memory, outcome: Outcome::default() };
    work.make(at, 0, KeepGoing::No);
    work.finish().diagnostics
}

struct Work<'a> {
    root: &'a Path,
    options: &'a Options,
    before: &'a Memory,
    outcome: Outcome,
}

/// What a build made, before it is written.
struct Made {
    listed: u64,
    files: BTreeMap<String, Known>,
    documents: BTreeMap<String, Parsed>,
    outputs: Vec<Output>,
    rendered: BTreeMap<String, Rendered>,
    bundle: bundle::Parts,
    settings: Settings,
}

impl Work<'_> {
    fn make(&mut self, at: Timestamp, listed: u64, keep_going: KeepGoing) -> Option<Made> {
        let settings = self.settings()?;
        let read = Read::all(self.root, &settings, self.before, &mut self.outcome);
        let (kinds, faults) = Kinds::read(read.under(kinds::FOLDER));
        self.outcome.diagnostics.extend(faults);
        let theme = self.theme(&settings, &read)?;
        let (documents, broken) = self.documents(&read, &kinds);
        let moment = Moment::new(at, settings.timezone.clone());
        let list = documents.values().map(|parsed| Arc::clone(&parsed.document)).collect();
        let written = relations::Written { documents: list, faulty: broken };
        let (town, faults) = relations::relate(&written, &kinds, &moment, self.options.drafts);
        self.tell(faults);
        self.outcome.stats.pages = town.pages.len();
        self.outcome.next_change = town.next_change;
        let files = read.copies();
        let sources =
            Sources { town: &town, kinds: &kinds, settings: &settings, theme: &theme, moment: &moment, files: &files };
        let (plan, faults) = plan::plan(sources);
        self.tell(faults);
        let views = Views::new(&town, &kinds, &settings, &moment);
        let renderer = Renderer { theme: &theme, views: &views, plan: &plan };
        let made = self.render(&renderer, &plan.outputs);
        let faults = anchors::check(&town, &plan, &made, &self.options.output);
        self.tell(faults);
        let bundle = bundle::parts(&renderer).map_err(|fault| self.outcome.diagnostics.push(fault)).ok();
        if self.outcome.has_errors() && keep_going == KeepGoing::No {
            return None;
        }
        Some(Made {
            listed,
            files: read.into_known(),
            documents,
            outputs: plan.outputs,
            rendered: made,
            bundle: bundle?,
            settings,
        })
    }

    fn settings(&mut self) -> Option<Settings> {
        match settings::read(self.root) {
            Ok(mut settings) => {
                if let Some(base_url) = self.options.base_url.as_deref().and_then(settings::base_url) {
                    settings.base_url = base_url;
                }
                Some(settings)
            }
            Err(fault) => {
                self.outcome.diagnostics.push(fault);
                None
            }
        }
    }

    fn theme(&mut self, settings: &Settings, read: &Read) -> Option<Theme> {
        let folder = format!("themes/{}/", settings.theme);
        let files: Vec<_> = read.under(&folder).collect();
        match Theme::load(&settings.theme, &files, settings.base_path()) {
            Ok(theme) => Some(theme),
            Err(faults) => {
                self.outcome.diagnostics.extend(faults);
                None
            }
        }
    }

    /// Parses the documents whose bytes or kind changed. A faulty one keeps its
    /// last good version, if there is one.
    fn documents(&mut self, read: &Read, kinds: &Kinds) -> (BTreeMap<String, Parsed>, Vec<Faulty>) {
        let files: Vec<(&str, Fingerprint)> = read.documents().collect();
        let parsed: Vec<_> = files.par_iter().map(|&(file, bytes)| self.document(read, kinds, file, bytes)).collect();
        let mut documents = BTreeMap::new();
        let mut faulty = Vec::new();
        for ((file, _), result) in files.into_iter().zip(parsed) {
            self.outcome.stats.parsed += usize::from(result.fresh);
            self.outcome.diagnostics.extend(result.faults);
            faulty.extend(result.faulty);
            if let Some(document) = result.good {
                self.outcome.diagnostics.extend(document.document.warning());
                documents.insert(file.to_owned(), document);
            }
        }
        (documents, faulty)
    }

    fn document(&self, read: &Read, kinds: &Kinds, file: &str, bytes: Fingerprint) -> OneParsed {
        let folder = folder_of(file);
        let kind = folder.and_then(|folder| kinds.of_folder(folder));
        let declared = kind.map_or_else(Fingerprint::default, |kind| kinds.fingerprint(&kind.name));
        let from = Fingerprint::of(&[bytes.as_bytes(), declared.as_bytes()]);
        let known = self.before.documents.get(file);
        if let Some(known) = known.filter(|known| known.from == from) {
            return OneParsed { good: Some(known.clone()), ..OneParsed::default() };
        }
        if folder.is_some_and(|folder| kinds.is_broken(folder)) {
            let faulty = Faulty { file: file.to_owned(), document: None };
            return OneParsed { good: known.cloned(), faulty: Some(faulty), ..OneParsed::default() };
        }
        let reading = match read.bytes(self.root, file) {
            Ok(bytes) => content::parse(file, &bytes, kind),
            Err(fault) => Reading { document: None, faults: vec![fault] },
        };
        let document = reading.document.map(Arc::new);
        if reading.faults.is_empty() {
            let good = document.map(|document| Parsed { from, document });
            return OneParsed { good, fresh: true, ..OneParsed::default() };
        }
        let faulty = Faulty { file: file.to_owned(), document };
        OneParsed { good: known.cloned(), faulty: Some(faulty), fresh: true, faults: reading.faults }
    }

    /// Renders the outputs whose inputs are new, or whose file is not as the
    /// last build left it.
    fn render(&mut self, renderer: &Renderer<'_>, outputs: &[Output]) -> BTreeMap<String, Rendered> {
        let stale: Vec<&Output> = outputs.iter().filter(|output| !self.is_fresh(output)).collect();
        let results: Vec<_> = stale.par_iter().map(|output| renderer.render(output)).collect();
        let mut made = BTreeMap::new();
        for (output, result) in stale.into_iter().zip(results) {
            match result {
                Ok(bytes) => {
                    self.count(output);
                    made.insert(output.path.clone(), bytes);
                }
                Err(fault) if !self.outcome.diagnostics.contains(&fault) => self.outcome.diagnostics.push(fault),
                Err(_) => {}
            }
        }
        made
    }

    fn is_fresh(&self, output: &Output) -> bool {
        self.before.outputs.get(&output.path).is_some_and(|known| {
            known.inputs == output.inputs && output::stamp(&self.options.output, &output.path) == Some(known.stamp)
        })
    }

    fn count(&mut self, output: &Output) {
        let page = matches!(
            output.subject,
            Subject::Page(_)
                | Subject::Section(..)
                | Subject::Taxonomy(_)
                | Subject::Term(..)
                | Subject::UpdateForm(_)
                | Subject::NotFound
        );
        if page {
            self.outcome.stats.rendered += 1;
        } else {
            self.outcome.stats.derived += 1;
        }
    }

    fn write(&mut self, made: &Made, state: &Path) -> Result<BTreeMap<String, Written>, WriteError> {
        let folder = &self.options.output;
        let before = if self.before.outputs.is_empty() { Before::Unknown } else { Before::Known };
        let mut writer = Writer::open(folder, before)?;
        for (path, rendered) in &made.rendered {
            let bytes = match rendered {
                Rendered::Bytes(bytes) => writer.write(path, bytes)?,
                Rendered::CopyOf(file) => {
                    let copied = std::fs::read(self.root.join(file))
                        .map_err(|source| WriteError::Io { path: file.into(), source })?;
                    writer.write(path, &copied)?
                }
            };
            self.outcome.stats.written += usize::from(bytes);
        }
        let kept: BTreeSet<&str> = made.outputs.iter().map(|output| output.path.as_str()).collect();
        for path in self.before.outputs.keys().filter(|path| !kept.contains(path.as_str())) {
            writer.remove(path)?;
            self.outcome.stats.removed += 1;
        }
        writer.finish()?;
        let parts = state.join("bundle");
        bundle::write(&parts, made.settings.language, &made.bundle)
            .map_err(|source| WriteError::Io { path: parts, source })?;
        Ok(self.written(made))
    }

    fn written(&self, made: &Made) -> BTreeMap<String, Written> {
        let known = made.outputs.iter().filter_map(|output| {
            let before = self.before.outputs.get(&output.path);
            let inputs = if made.rendered.contains_key(&output.path) { output.inputs } else { before?.inputs };
            let stamp = output::stamp(&self.options.output, &output.path)?;
            Some((output.path.clone(), Written { inputs, stamp }))
        });
        known.collect()
    }

    fn tell(&mut self, faults: Vec<Diagnostic>) {
        self.outcome.diagnostics.extend(faults);
    }

    /// Diagnostics in the order of files and places, each with its line.
    fn finish(self) -> Outcome {
        let mut outcome = self.outcome;
        for diagnostic in &mut outcome.diagnostics {
            if diagnostic.excerpt.is_none() {
                let text =
                    source::read(self.root, &diagnostic.file).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                let line = text.as_deref().and_then(|text| text.lines().nth(diagnostic.place.line - 1));
                diagnostic.excerpt = line.map(|line| line.chars().take(160).collect());
            }
        }
        outcome.diagnostics.sort_by(|a, b| (&a.file, a.place).cmp(&(&b.file, b.place)));
        outcome
    }
}

/// Runs work on this many threads; on the machine's cores when none is said.
fn in_parallel<T: Send>(jobs: Option<usize>, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// What reading one file gave.
#[derive(Default)]
struct OneParsed {
    /// The document as it is, or its last good version.
    good: Option<Parsed>,
    /// The file as it is, when it has faults.
    faulty: Option<Faulty>,
    /// Whether it was parsed now.
    fresh: bool,
    faults: Vec<Diagnostic>,
}

/// The folder that says the kind of a file's page; a section's own page has none.
fn folder_of(file: &str) -> Option<&str> {
    let path = file.strip_prefix("content/").unwrap_or(file);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "_index.md" => None,
        "index.md" => Some(folder.rsplit_once('/').map_or("", |(above, _)| above)),
        _ => Some(folder),
    }
}
