//! Where the links of a text and of the settings lead, and whether they lead
//! somewhere.
//!
//! Links are compared decoded, as files are named, and written encoded, as
//! browsers want them.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use schema::nearest::nearest;

use super::address::{path_of, url_of};
use super::{Page, Town};
use crate::content::markdown::Link;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::problem::Problem;
use crate::settings::{self, Settings};

/// A link of a text, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Another site, a mail, a phone: left as written.
    Outside,
    /// A place of this site.
    Inside {
        /// The path, from `/`, as its file is named.
        path: String,
        /// What is asked of it, from `?` on, as written; empty for nothing.
        query: String,
        /// What follows `#`, as an id is named.
        anchor: Option<String>,
    },
}

/// Finds where the links of a page's text lead.
#[must_use]
pub(crate) fn resolve_all(town: &Town, page: &Page) -> Vec<Target> {
    page.document.body.links.iter().map(|link| resolve(town, page, &link.destination)).collect()
}

/// Finds where a link of a page leads.
fn resolve(town: &Town, page: &Page, written: &str) -> Target {
    target(written, |path| if path.is_empty() { page.url.clone() } else { inside(town, page, path) })
}

/// Finds where a link of the settings leads: it stands on every page, so it
/// starts from the root.
fn resolve_from_root(written: &str) -> Target {
    target(written, |path| with_final_slash(&format!("/{}", path.trim_start_matches('/'))))
}

fn target(written: &str, path_of: impl Fn(&str) -> String) -> Target {
    if is_outside(written) {
        return Target::Outside;
    }
    let (rest, anchor) = match written.split_once('#') {
        Some((rest, anchor)) => (rest, Some(decoded(anchor))),
        None => (written, None),
    };
    let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    Target::Inside { path: path_of(&decoded(path)), query: query.to_owned(), anchor }
}

fn is_outside(written: &str) -> bool {
    let scheme = written.split_once(':').map(|(scheme, _)| scheme);
    written.starts_with("//")
        || scheme.is_some_and(|scheme| {
            !scheme.is_empty()
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'-')
        })
}

/// `la%20fiche` is a way to write `la fiche`; a `%` that encodes nothing is one.
fn decoded(written: &str) -> String {
    percent_decode_str(written).decode_utf8().map_or_else(|_| written.to_owned(), std::borrow::Cow::into_owned)
}

fn inside(town: &Town, page: &Page, path: &str) -> String {
    if path.starts_with('/') {
        return with_final_slash(path);
    }
    let file = join(&page.document.file, path);
    if let Some(id) = town.of_file(&file) {
        return town.pages[id].url.clone();
    }
    if has_extension(path, "md") {
        return url_of(&path_of(&file), None);
    }
    if path.ends_with(['/', '.']) {
        return with_final_slash(&join(&page.url, path));
    }
    // A name alone is a page beside this one's file, whatever its slug, or a file there.
    let beside = file.strip_prefix("content").unwrap_or(&file);
    match town.at_path(beside.trim_start_matches('/')) {
        Some(id) => town.pages[id].url.clone(),
        None => with_final_slash(beside),
    }
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

/// `/lieux/theatre-71` is the page `/lieux/theatre-71/`; `/plan.pdf` is a file.
fn with_final_slash(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    if (last.is_empty() && !path.is_empty()) || last.contains('.') { path.to_owned() } else { format!("{path}/") }
}

/// A relative path, from the folder of a base.
#[must_use]
pub(crate) fn join(base: &str, relative: &str) -> String {
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

/// What a path of an address can't hold as it is.
const NOT_IN_A_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What an address that is already written can't hold: its `%` encode something.
const NEVER_WRITTEN: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// A path of the site as an address holds it: `/la%20fiche.pdf`.
#[must_use]
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, NOT_IN_A_PATH).to_string()
}

/// The address to write in the page for a link.
#[must_use]
pub(crate) fn address(target: &Target, link: &Link, base_path: &str) -> String {
    written(target, &link.destination, base_path)
}

/// The address to write in every page for a link of the settings.
#[must_use]
pub(crate) fn address_from_root(url: &str, base_path: &str) -> String {
    written(&resolve_from_root(url), url, base_path)
}

fn written(target: &Target, as_written: &str, base_path: &str) -> String {
    match target {
        Target::Outside => as_written.replace(' ', "%20"),
        Target::Inside { path, query, anchor } => {
            let path = encoded(path);
            let query = utf8_percent_encode(query, NEVER_WRITTEN);
            let anchor = anchor.as_ref().map_or_else(String::new, |anchor| format!("#{}", encoded(anchor)));
            format!("{}{path}{query}{anchor}", base_path.trim_end_matches('/'))
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
        let problem = match lost(town, target, known) {
            Some(Lost::Nowhere(_)) if link.image => Problem::MissingImage(link.destination.clone()),
            Some(lost) => lost.problem(&link.destination, known),
            None => continue,
        };
        faults.push(fault(&page.document.file, link.place, problem));
    }
}

/// Tells the links of the menu and of the foot that lead nowhere.
pub(crate) fn check_settings(town: &Town, settings: &Settings, known: &BTreeSet<String>, faults: &mut Vec<Diagnostic>) {
    for link in settings.menu.iter().chain(&settings.footer) {
        if let Some(lost) = lost(town, &resolve_from_root(&link.url), known) {
            faults.push(fault(settings::FILE, link.place, lost.problem(&link.url, known)));
        }
    }
}

/// A page that expires at midnight must not stop the site at midnight.
fn fault(file: &str, place: Place, problem: Problem) -> Diagnostic {
    let severity = match problem {
        Problem::UnpublishedLink(_) => Severity::Warning,
        _ => Severity::Error,
    };
    Diagnostic::at(file, None, place, severity, problem)
}

/// Why a link leads to no page of the site.
#[derive(Debug, PartialEq, Eq)]
enum Lost {
    /// Its page is written, and not published at this moment.
    Unpublished,
    /// No output has this path.
    Nowhere(String),
}

/// Why a target can't be reached; nothing for one that can, or whose page has
/// faults of its own, which are told there.
fn lost(town: &Town, target: &Target, known: &BTreeSet<String>) -> Option<Lost> {
    let Target::Inside { path, .. } = target else { return None };
    if known.contains(path) || town.absent.is_unread(path) {
        return None;
    }
    Some(if town.absent.may_come(path) { Lost::Unpublished } else { Lost::Nowhere(path.clone()) })
}

impl Lost {
    fn problem(self, written: &str, known: &BTreeSet<String>) -> Problem {
        match self {
            Self::Unpublished => Problem::UnpublishedLink(written.to_owned()),
            Self::Nowhere(path) => {
                Problem::BrokenLink { link: written.to_owned(), nearest: nearest_address(&path, known) }
            }
        }
    }
}

/// The address that was most likely meant. Its last name must look like the one
/// written: a folder in common makes no two pages alike.
fn nearest_address(path: &str, known: &BTreeSet<String>) -> Option<String> {
    let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let written = last(path);
    let alike = |address: &&str| nearest(&written, [last(address).as_str()]).is_some();
    nearest(path, known.iter().map(String::as_str).filter(alike))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{
        Lost, Target, Town, address_from_root, is_outside, join, lost, nearest_address, resolve_from_root,
        with_final_slash,
    };

    #[test]
    fn relative_links_start_from_the_files_folder() {
        assert_eq!(join("content/commerces/le-fournil.md", "../lieux/theatre-71.md"), "content/lieux/theatre-71.md");
        assert_eq!(join("content/commerces/le-fournil.md", "vitrine.jpg"), "content/commerces/vitrine.jpg");
    }

    #[test]
    fn a_page_is_found_with_or_without_its_final_slash() {
        assert_eq!(with_final_slash("/lieux/theatre-71"), "/lieux/theatre-71/");
        assert_eq!(with_final_slash("/plan.pdf"), "/plan.pdf");
        assert_eq!(with_final_slash(""), "/");
    }

    #[test]
    fn schemes_lead_outside() {
        assert!(is_outside("https://a.fr/") && is_outside("mailto:a@b.fr") && is_outside("tel:+33147467500"));
        assert!(!is_outside("/a/") && !is_outside("a.md"));
    }

    #[test]
    fn links_are_read_decoded_and_written_encoded() {
        let Target::Inside { path, query, anchor } = resolve_from_root("/la%20fiche.pdf?tri=nom&n=%201#%C3%A9t%C3%A9")
        else {
            panic!("a path of the site")
        };
        assert_eq!(
            (path.as_str(), query.as_str(), anchor.as_deref()),
            ("/la fiche.pdf", "?tri=nom&n=%201", Some("été"))
        );
        let written = |url| address_from_root(url, "/ville/");
        assert_eq!(written("/la fiche.pdf?tri=nom&n=%201#été"), "/ville/la%20fiche.pdf?tri=nom&n=%201#%C3%A9t%C3%A9");
        assert_eq!(written("/100%.pdf"), "/ville/100%25.pdf");
        assert_eq!(written("commerces"), "/ville/commerces/");
    }

    #[test]
    fn a_menu_may_lead_outside() {
        assert_eq!(address_from_root("https://a.fr/x", "/ville/"), "https://a.fr/x");
        assert_eq!(lost(&Town::default(), &resolve_from_root("https://a.fr/x"), &BTreeSet::new()), None);
        let nowhere = lost(&Town::default(), &resolve_from_root("/x"), &BTreeSet::new());
        assert_eq!(nowhere, Some(Lost::Nowhere("/x/".to_owned())));
    }

    #[test]
    fn a_folder_in_common_makes_no_two_pages_alike() {
        let known = ["/lieux/cafe/", "/lieux/theatre/"].map(str::to_owned).into();
        assert_eq!(nearest_address("/lieux/sale/", &known), None);
        assert_eq!(nearest_address("/lieus/theatr/", &known).as_deref(), Some("/lieux/theatre/"));
    }
}
