//! Anchors: a link to `#horaires` must find that id in the page it leads to, and
//! find it once.
//!
//! Templates make ids too, so they are looked for in the pages as rendered.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity};
use crate::output;
use crate::problem::Problem;
use crate::relations::links::{self, Target};
use crate::relations::{Page, Town};
use crate::render::addresses::{address_of, index_of};
use crate::render::outputs::Rendered;
use crate::render::plan::Plan;

/// Tells the links whose anchor is in no page, and the headings whose anchor is
/// something else's too.
pub(super) fn check(town: &Town, plan: &Plan, rendered: &BTreeMap<String, Rendered>, folder: &Path) -> Vec<Diagnostic> {
    let mut faults = lost_anchors(town, plan, rendered, folder);
    for page in &town.pages {
        let output = index_of(&page.url);
        if rendered.contains_key(&output) || may_meet_a_field(page) {
            let ids = ids_of(&output, rendered, folder).unwrap_or_default();
            faults.extend(same_anchors(page, &ids));
        }
    }
    faults
}

fn lost_anchors(town: &Town, plan: &Plan, rendered: &BTreeMap<String, Rendered>, folder: &Path) -> Vec<Diagnostic> {
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
    Some(ids_in(&String::from_utf8_lossy(&bytes)))
}

/// The ids of a page in HTML, in their order: attributes after any white space,
/// between quotes of either sort.
fn ids_in(html: &str) -> Vec<String> {
    let attributes =
        html.match_indices("id=").filter(|(at, _)| html[..*at].ends_with(|sign: char| sign.is_ascii_whitespace()));
    let values = attributes.filter_map(|(at, name)| {
        let rest = &html[at + name.len()..];
        let quote = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
        rest[1..].split_once(quote).map(|(id, _)| id.to_owned())
    });
    values.collect()
}

/// Whether a page that was not rendered now has a heading called like one of its
/// fields: the theme's other ids were met when it was rendered.
fn may_meet_a_field(page: &Page) -> bool {
    let Some(kind) = &page.kind else { return false };
    page.document.body.headings.iter().any(|heading| kind.fields.get(&heading.id).is_some())
}

/// The headings whose anchor stands elsewhere in their page too: a link finds
/// only the first.
fn same_anchors(page: &Page, ids: &[String]) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&String> = ids.iter().filter(|id| !seen.insert(*id)).collect();
    let met = page.document.body.headings.iter().filter(|heading| twice.contains(&heading.id));
    met.map(|heading| {
        let problem = Problem::SameAnchor(heading.id.clone());
        Diagnostic::at(&page.document.file, None, heading.place, Severity::Warning, problem)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::ids_in;

    #[test]
    fn ids_are_found_however_a_template_is_laid_out() {
        let html = "<main id=\"a\" class=x><h2\n\tid='b'>B</h2><p data-id=\"c\" class=\"y\"\r\nid=\"d\"> id= e</p>";
        assert_eq!(ids_in(html), ["a", "b", "d"]);
    }
}
