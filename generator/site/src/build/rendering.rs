//! Which outputs are rendered again, and what becomes of those that can't be.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::KeepGoing;
use super::work::Work;
use crate::diagnostic::Severity;
use crate::output;
use crate::render::outputs::{Rendered, Renderer};
use crate::render::plan::{Output, Subject};

impl Work<'_> {
    /// Renders the outputs whose inputs are new, or whose file is not as the
    /// last build left it. A page with faults keeps its last good version.
    pub(super) fn render(&mut self, renderer: &Renderer<'_>, outputs: &[Output]) -> BTreeMap<String, Rendered> {
        let faulty = self.faulty_files();
        let is_held = |output: &Output| {
            let file = output.subject.page().map(|id| renderer.views.town.pages[id].document.file.as_str());
            file.is_some_and(|file| faulty.contains(file))
                && output::stamp(&self.options.output, &output.path).is_some()
        };
        let stale: Vec<&Output> = outputs.iter().filter(|output| !self.is_fresh(output) && !is_held(output)).collect();
        let results: Vec<_> = stale.par_iter().map(|output| renderer.render(output)).collect();
        let mut rendered = BTreeMap::new();
        for (output, result) in stale.into_iter().zip(results) {
            match result {
                Ok(bytes) => {
                    self.count(output);
                    rendered.insert(output.path.clone(), bytes);
                }
                Err(fault) if !self.outcome.diagnostics.contains(&fault) => self.outcome.diagnostics.push(fault),
                Err(_) => {}
            }
        }
        rendered
    }

    /// The files whose pages stay as they are, when the build goes on despite faults.
    fn faulty_files(&self) -> BTreeSet<String> {
        match self.keep_going {
            KeepGoing::No => BTreeSet::new(),
            KeepGoing::Yes => {
                let errors = self.outcome.diagnostics.iter().filter(|told| told.severity == Severity::Error);
                errors.map(|told| told.file.clone()).collect()
            }
        }
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
                | Subject::RegisterForm(..)
                | Subject::OrderForm(_)
                | Subject::NotFound
        );
        if page {
            self.outcome.stats.rendered += 1;
        } else {
            self.outcome.stats.derived += 1;
        }
    }
}
