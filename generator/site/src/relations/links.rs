//! Where the links of a text lead, and whether they lead somewhere.

use std::collections::BTreeSet;

use super::{Page, Town};
use crate::content::markdown::Link;
use crate::diagnostic::{Diagnostic, Severity};
use crate::problem::Problem;

/// A link of a text, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Another site, a mail, a phone: left as written.
    Outside,
    /// A place of this site: its path from `/`, and the anchor if any.
    Inside {
        /// The path, from `/`.
        path: String,
        /// What follows `#`.
        anchor: Option<String>,
    },
}

/// Finds where the links of a page's text lead.
#[must_use]
pub(crate) fn resolve_all(town: &Town, page: &Page) -> Vec<Target> {
    page.document.body.links.iter().map(|link| resolve(town, page, link)).collect()
}

/// Finds where a link of a page leads.
fn resolve(town: &Town, page: &Page, link: &Link) -> Target {
    let written = link.destination.as_str();
    if is_outside(written) {
        return Target::Outside;
    }
    let (path, anchor) = match written.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (written, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let path = if path.is_empty() { page.url.clone() } else { inside(town, page, path) };
    Target::Inside { path, anchor }
}

fn is_outside(written: &str) -> bool {
    let scheme = written.split_once(':').map(|(scheme, _)| scheme);
    written.starts_with("//")
        || scheme.is_some_and(|scheme| {
            !scheme.is_empty()
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'-')
        })
}

fn inside(town: &Town, page: &Page, path: &str) -> String {
    if path.starts_with('/') {
        return with_final_slash(path);
    }
    let file = join(&page.document.file, path);
    if let Some(id) = town.of_file(&file) {
        return town.pages[id].url.clone();
    }
    if path.ends_with('/') { join(&page.url, path) + "/" } else { format!("/{}", file.trim_start_matches("content/")) }
}

/// `/lieux/theatre-71` is the page `/lieux/theatre-71/`; `/plan.pdf` is a file.
fn with_final_slash(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.is_empty() || last.contains('.') { path.to_owned() } else { format!("{path}/") }
}

/// A relative path, from the folder of a base.
fn join(base: &str, relative: &str) -> String {
    let mut names: Vec<&str> = base.split('/').collect();
    names.pop();
    for name in relative.split('/').filter(|name| !name.is_empty()) {
        match name {
            "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// The address to write in the page for a link.
#[must_use]
pub(crate) fn address(target: &Target, link: &Link, base_path: &str) -> String {
    match target {
        Target::Outside => link.destination.clone(),
        Target::Inside { path, anchor } => {
            let anchor = anchor.as_ref().map_or_else(String::new, |anchor| format!("#{anchor}"));
            format!("{}{path}{anchor}", base_path.trim_end_matches('/'))
        }
    }
}

/// Tells the links of a page that lead nowhere.
pub(crate) fn check(
    town: &Town,
    page: &Page,
    targets: &[Target],
    known: &BTreeSet<String>,
    faults: &mut Vec<Diagnostic>,
) {
    for (link, target) in page.document.body.links.iter().zip(targets) {
        let Target::Inside { path, .. } = target else { continue };
        if known.contains(path.as_str()) || town.unread.contains(path) {
            continue;
        }
        if town.unpublished.contains(path) {
            // A page that expires at midnight must not stop the site at midnight.
            let problem = Problem::UnpublishedLink(link.destination.clone());
            faults.push(Diagnostic::at(&page.document.file, None, link.place, Severity::Warning, problem));
            continue;
        }
        let problem = if link.image {
            Problem::MissingImage(link.destination.clone())
        } else {
            let nearest = schema::nearest::nearest(path, known.iter().map(String::as_str));
            Problem::BrokenLink { link: link.destination.clone(), nearest }
        };
        faults.push(Diagnostic::at(&page.document.file, None, link.place, Severity::Error, problem));
    }
}

#[cfg(test)]
mod tests {
    use super::{is_outside, join, with_final_slash};

    #[test]
    fn relative_links_start_from_the_files_folder() {
        assert_eq!(join("content/commerces/le-fournil.md", "../lieux/theatre-71.md"), "content/lieux/theatre-71.md");
        assert_eq!(join("content/commerces/le-fournil.md", "vitrine.jpg"), "content/commerces/vitrine.jpg");
    }

    #[test]
    fn a_page_is_found_with_or_without_its_final_slash() {
        assert_eq!(with_final_slash("/lieux/theatre-71"), "/lieux/theatre-71/");
        assert_eq!(with_final_slash("/plan.pdf"), "/plan.pdf");
    }

    #[test]
    fn schemes_lead_outside() {
        assert!(is_outside("https://a.fr/") && is_outside("mailto:a@b.fr") && is_outside("tel:+33147467500"));
        assert!(!is_outside("/a/") && !is_outside("a.md"));
    }
}
