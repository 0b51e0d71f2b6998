//! The work of one build: read, relate, plan, render, and judge.
//!
//! Nothing is written here: what was made goes to `writing` as a whole.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use super::reading::Read;
use super::{KeepGoing, Options, Outcome, anchors};
use crate::cache::{Known, Memory, Parsed};
use crate::content::{self, Reading};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::forms::{self, Forms};
use crate::kinds::{self, Kinds};
use crate::moment::Moment;
use crate::problem::Problem;
use crate::relations::visibility::Show;
use crate::relations::{self, Faulty, Sources, Town};
use crate::render::outputs::{Rendered, Renderer};
use crate::render::plan::{self, Output};
use crate::render::theme::Theme;
use crate::render::views::Views;
use crate::settings::{self, Settings};
use crate::{bundle, source};

/// One build on its way.
pub(super) struct Work<'a> {
    pub(super) root: &'a Path,
    pub(super) options: &'a Options,
    /// What the last build remembers.
    pub(super) before: &'a Memory,
    pub(super) outcome: Outcome,
    show: Show,
    pub(super) keep_going: KeepGoing,
}

/// What a build made, before it is written.
pub(super) struct Made {
    /// The files of the site, as they were listed.
    pub(super) files: BTreeMap<String, Known>,
    /// The documents, or their last good versions.
    pub(super) documents: BTreeMap<String, Parsed>,
    /// Every file that the output shall have.
    pub(super) outputs: Vec<Output>,
    /// The bytes of those that are not as they were.
    pub(super) rendered: BTreeMap<String, Rendered>,
    /// What the desk is handed.
    pub(super) bundle: bundle::Parts,
    /// The settings it was made with.
    pub(super) settings: Settings,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        root: &'a Path,
        options: &'a Options,
        before: &'a Memory,
        show: Show,
        keep_going: KeepGoing,
    ) -> Self {
        Self { root, options, before, outcome: Outcome::default(), show, keep_going }
    }

    /// Makes all that differs; nothing when faults keep it from being published.
    pub(super) fn make(&mut self, at: Timestamp) -> Option<Made> {
        let settings = self.settings()?;
        let read = Read::all(self.root, &settings, self.before, &mut self.outcome);
        // A folder that is away for a moment must not empty the town's site.
        if self.outcome.diagnostics.iter().any(|told| matches!(told.problem, Problem::MissingFolder(_))) {
            return None;
        }
        let (kinds, faults) = Kinds::read(read.under(kinds::FOLDER));
        let (forms, faults_of_forms) = Forms::read(read.under(forms::FOLDER), &kinds);
        // Nothing can be said of the pages of a kind that can't be read, nor of
        // what people may send.
        let declarations_are_whole = faults.is_empty() && faults_of_forms.is_empty();
        self.tell(faults);
        self.tell(faults_of_forms);
        let theme = self.theme(&settings, &read)?;
        let moment = Moment::new(at, settings.timezone.clone());
        let (documents, town) = self.relate(&read, (&kinds, &forms), &settings, &moment);
        let files = read.copies().into_iter().filter(|(file, _)| !town.hides(file)).collect::<Vec<_>>();
        let sources = plan::Sources {
            town: &town,
            kinds: &kinds,
            forms: &forms,
            settings: &settings,
            theme: &theme,
            moment: &moment,
            files: &files,
        };
        let (plan, faults) = plan::plan(sources);
        self.tell(faults);
        let views = Views::new(&town, &kinds, &settings, &moment);
        let renderer = Renderer { theme: &theme, views: &views, plan: &plan };
        let rendered = self.render(&renderer, &plan.outputs);
        let faults = anchors::check(&town, &plan, &rendered, &self.options.output);
        self.tell(faults);
        let bundle = bundle::parts(&renderer, &forms).map_err(|fault| self.outcome.diagnostics.push(fault)).ok();
        let held = self.outcome.has_errors() && self.keep_going == KeepGoing::No;
        if held || !declarations_are_whole {
            return None;
        }
        Some(Made { files: read.into_known(), documents, outputs: plan.outputs, rendered, bundle: bundle?, settings })
    }

    fn settings(&mut self) -> Option<Settings> {
        match settings::read(self.root) {
            Ok(mut settings) => {
                if let Some(base_url) = self.options.base_url.as_deref().and_then(settings::base_url) {
                    settings.base_url = base_url;
                }
                Some(settings)
            }
            Err(faults) => {
                self.outcome.diagnostics.extend(faults);
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

    fn relate(
        &mut self,
        read: &Read,
        (kinds, forms): (&Kinds, &Forms),
        settings: &Settings,
        moment: &Moment,
    ) -> (BTreeMap<String, Parsed>, Town) {
        let (good, faulty) = self.documents(read, kinds);
        let documents = good.values().map(|parsed| Arc::clone(&parsed.document)).collect();
        let sources = Sources { documents, faulty, kinds, forms, moment, show: self.show, language: settings.language };
        let (town, faults) = relations::relate(&sources);
        self.tell(faults);
        self.outcome.stats.pages = town.pages.len();
        self.outcome.next_change = town.next_change;
        (good, town)
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

    fn tell(&mut self, faults: Vec<Diagnostic>) {
        self.outcome.diagnostics.extend(faults);
    }

    /// Diagnostics in the order of files and places, each with its line.
    pub(super) fn finish(self) -> Outcome {
        let mut outcome = self.outcome;
        for diagnostic in outcome.diagnostics.iter_mut().filter(|diagnostic| diagnostic.excerpt.is_none()) {
            let bytes = source::read(self.root, &diagnostic.file).unwrap_or_default();
            diagnostic.show_line_of(&String::from_utf8_lossy(&bytes));
        }
        outcome.diagnostics.sort_by(|a, b| (&a.file, a.place).cmp(&(&b.file, b.place)));
        outcome
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
