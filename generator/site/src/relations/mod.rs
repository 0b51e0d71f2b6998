//! The pages in relation: addresses, sections, references, lists, calendars.
//!
//! A page sees another one only as a summary, without its text. Nothing here
//! reads the disk or the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use schema::field::Type;
use schema::kind::Kind;
use schema::value::Value;

use crate::content::Document;
use crate::diagnostic::{Diagnostic, Severity};
use crate::kinds::Kinds;
use crate::moment::Moment;
use crate::problem::Problem;

pub(crate) mod address;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod order;
pub(crate) mod visibility;

/// The published pages of a site, in relation.
#[derive(Debug, Default)]
pub(crate) struct Town {
    /// Pages and sections, in the order of their paths.
    pub pages: Vec<Page>,
    by_path: BTreeMap<String, usize>,
    by_file: BTreeMap<String, usize>,
    /// For each page, those that refer to it.
    pub backlinks: Vec<Vec<usize>>,
    /// The addresses of pages that are written and not published at this moment.
    pub unpublished: BTreeSet<String>,
    /// The addresses of pages that could not be read, which is told elsewhere.
    pub unread: BTreeSet<String>,
    /// The next moment at which the same files would make another site.
    pub next_change: Option<Timestamp>,
}

/// A published page or section.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// What its file says.
    pub document: Arc<Document>,
    /// Its kind; a section has none.
    pub kind: Option<Arc<Kind>>,
    /// Its place under `content/`, without `.md`: `lieux/theatre-71`.
    pub path: String,
    /// Its address, from `/` to `/`.
    pub url: String,
    /// The section it stands in; the home page has none.
    pub section: Option<usize>,
    /// When it begins, for what happens in time.
    pub starts: Option<Timestamp>,
    /// When it is over, for what happens in time.
    pub ends: Option<Timestamp>,
    /// Whether it is over at the moment of the build.
    pub past: bool,
}

impl Page {
    /// Whether it is a section's own page.
    #[must_use]
    pub(crate) fn is_section(&self) -> bool {
        self.kind.is_none()
    }

    /// Whether it shows an invented example.
    #[must_use]
    pub(crate) fn is_example(&self) -> bool {
        matches!(self.document.fields.get("exemple"), Some(Value::YesNo(answer)) if answer.is_yes())
    }
}

impl Town {
    /// The page at this path under `content/`.
    #[must_use]
    pub(crate) fn at_path(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The page of this file.
    #[must_use]
    pub(crate) fn of_file(&self, file: &str) -> Option<usize> {
        self.by_file.get(file).copied()
    }

    /// Whether a page is written at this path, although it is not published.
    fn is_written(&self, path: &str) -> bool {
        let url = address::url_of(path, None);
        self.unpublished.contains(&url) || self.unread.contains(&url)
    }

    /// The pages of a section, not those of its sections.
    pub(crate) fn pages_of(&self, section: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.pages.len()).filter(move |&id| self.pages[id].section == Some(section) && !self.pages[id].is_section())
    }

    /// The sections right under a section.
    pub(crate) fn sections_of(&self, section: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.pages.len()).filter(move |&id| self.pages[id].section == Some(section) && self.pages[id].is_section())
    }
}

/// The documents of a site, and the files that made none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// What could be read.
    pub documents: Vec<Arc<Document>>,
    /// The files that have faults of their own.
    pub unread: Vec<String>,
}

/// Puts documents in relation, as of this moment.
#[must_use]
pub(crate) fn relate(written: &Written, kinds: &Kinds, moment: &Moment, drafts: bool) -> (Town, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut next_change = visibility::NextChange::after(moment);
    let (visible, hidden): (Vec<_>, Vec<_>) = written
        .documents
        .iter()
        .cloned()
        .partition(|document| visibility::is_visible(&document.owned, moment, drafts, &mut next_change));
    let mut pages = address::pages(visible, kinds, &mut faults);
    for page in &mut pages {
        visibility::set_in_time(page, moment, &mut next_change);
    }
    let by_path: BTreeMap<_, _> = pages.iter().enumerate().map(|(id, page)| (page.path.clone(), id)).collect();
    let by_file = pages.iter().enumerate().map(|(id, page)| (page.document.file.clone(), id)).collect();
    for page in &mut pages {
        page.section = address::section_of(page, &by_path);
    }
    let mut town = Town {
        backlinks: vec![Vec::new(); pages.len()],
        unpublished: hidden
            .iter()
            .map(|document| address::url_of(&address::path_of(&document.file), document.owned.slug.as_deref()))
            .collect(),
        unread: written.unread.iter().map(|file| address::url_of(&address::path_of(file), None)).collect(),
        pages,
        by_path,
        by_file,
        next_change: next_change.get(),
    };
    check_references(&mut town, &mut faults);
    lists::check(&town, kinds, &mut faults);
    (town, faults)
}

/// Finds the page of every reference, and tells that page who refers to it.
fn check_references(town: &mut Town, faults: &mut Vec<Diagnostic>) {
    for id in 0..town.pages.len() {
        for (key, target, wanted) in references(&town.pages[id]) {
            match town.at_path(&target) {
                Some(found) => {
                    refuse_other_kind(town, id, found, (&key, &target, &wanted), faults);
                    if !town.backlinks[found].contains(&id) {
                        town.backlinks[found].push(id);
                    }
                }
                None if town.is_written(&target) => {}
                None => {
                    let nearest = schema::nearest::nearest(&target, town.by_path.keys().map(String::as_str));
                    fault(&town.pages[id], &key, Problem::UnknownPage { page: target, nearest }, faults);
                }
            }
        }
    }
}

fn refuse_other_kind(
    town: &Town,
    id: usize,
    found: usize,
    (key, target, wanted): (&str, &str, &str),
    faults: &mut Vec<Diagnostic>,
) {
    let kind = town.pages[found].document.kind.clone();
    if kind != wanted {
        let problem = Problem::WrongKind { page: target.to_owned(), wanted: wanted.to_owned(), found: kind };
        fault(&town.pages[id], key, problem, faults);
    }
}

fn fault(page: &Page, key: &str, problem: Problem, faults: &mut Vec<Diagnostic>) {
    let place = page.document.place(key);
    faults.push(Diagnostic::at(&page.document.file, None, place, Severity::Error, problem));
}

/// The references of a page: the key, the page referred to, the kind it must be of.
fn references(page: &Page) -> Vec<(String, String, String)> {
    let Some(kind) = &page.kind else { return Vec::new() };
    let mut found = Vec::new();
    for field in &kind.fields {
        match (&field.kind, page.document.fields.get(&field.key)) {
            (Type::Reference { kind }, Some(Value::Reference(target))) => {
                found.push((field.key.clone(), target.as_str().to_owned(), kind.clone()));
            }
            (Type::List { of, .. }, Some(Value::List(groups))) => {
                for (index, group) in groups.iter().enumerate() {
                    for inner in of {
                        if let (Type::Reference { kind }, Some(Value::Reference(target))) =
                            (&inner.kind, group.get(&inner.key))
                        {
                            let key = format!("{}.{index}.{}", field.key, inner.key);
                            found.push((key, target.as_str().to_owned(), kind.clone()));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    found
}
