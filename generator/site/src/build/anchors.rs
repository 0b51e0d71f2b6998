//! Anchors: a link to `#horaires` must find that id in the page it leads to.
//!
//! Templates make ids too, so they are looked for in the pages as rendered.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity};
use crate::output;
use crate::problem::Problem;
use crate::relations::Town;
use crate::relations::links::{self, Target};
use crate::render::addresses::address_of;
use crate::render::outputs::Rendered;
use crate::render::plan::Plan;

/// Tells the links whose anchor is in no page.
pub(super) fn check(town: &Town, plan: &Plan, rendered: &BTreeMap<String, Rendered>, folder: &Path) -> Vec<Diagnostic> {
    let mut ids: BTreeMap<&str, Option<Vec<String>>> = BTreeMap::new();
    let paths: BTreeMap<String, &str> =
        plan.outputs.iter().map(|output| (address_of(&output.path), output.path.as_str())).collect();
    let mut faults = Vec::new();
    let unsure: Vec<_> = town.faulty.iter().map(|page| links::resolve_all(town, page)).collect();
    let read = town.pages.iter().zip(&plan.targets);
    for (page, targets) in read.chain(town.faulty.iter().zip(&unsure)) {
        for (link, target) in page.document.body.links.iter().zip(targets) {
            let Target::Inside { path, anchor: Some(anchor), .. } = target else { continue };
            let Some(output) = paths.get(path.as_str()) else { continue };
            let known = ids.entry(output).or_insert_with(|| ids_of(output, rendered, folder));
            let Some(known) = known.as_ref().filter(|known| !anchor.is_empty() && !known.contains(anchor)) else {
                continue;
            };
            let nearest = schema::nearest::nearest(anchor, known.iter().map(String::as_str));
            let problem = Problem::BrokenAnchor { anchor: anchor.clone(), nearest };
            faults.push(Diagnostic::at(&page.document.file, None, link.place, Severity::Error, problem));
        }
    }
    faults
}

/// The ids of a page; `None` for one that could not be rendered, which is told elsewhere.
fn ids_of(path: &str, rendered: &BTreeMap<String, Rendered>, folder: &Path) -> Option<Vec<String>> {
    let bytes = match rendered.get(path) {
        Some(Rendered::Bytes(bytes)) => bytes.clone(),
        Some(Rendered::CopyOf(_)) => return None,
        None => output::read(folder, path)?,
    };
    let html = String::from_utf8_lossy(&bytes);
    let ids = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    Some(ids.map(str::to_owned).collect())
}
