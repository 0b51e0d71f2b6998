//! The pages in relation: addresses, sections, references, lists, calendars.
//!
//! A page sees another one only as a summary, without its text. Nothing here
//! reads the disk or the clock.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use schema::field::{Field, Type};
use schema::kind::Kind;
use schema::value::Value;
use schema::words::Language;

use crate::content::Document;
use crate::diagnostic::{Diagnostic, Severity};
use crate::forms::{Forms, Offer};
use crate::kinds::Kinds;
use crate::moment::Moment;
use crate::problem::Problem;
use visibility::Show;

pub(crate) mod absent;
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
    /// What is written and not shown at this moment.
    pub(crate) absent: absent::Absent,
    /// What could be read of pages with faults: their links and references are checked too.
    pub faulty: Vec<Page>,
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
    /// Whether it is a section's own page.
    pub is_section: bool,
    /// The section it stands in; the home page has none.
    pub section: Option<usize>,
    /// When it begins, for what happens in time.
    pub starts: Option<Timestamp>,
    /// When it is over, for what happens in time.
    pub ends: Option<Timestamp>,
    /// Whether it is over at the moment of the build.
    pub past: bool,
    /// What people may register for at the moment of the build.
    pub offers: Vec<Offer>,
}

impl Page {
    /// The address of a file that stands beside the page's own.
    #[must_use]
    pub(crate) fn beside(&self, file: &str) -> String {
        let folder = self.document.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{}/{file}", folder.strip_prefix("content").unwrap_or(folder))
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

    /// Whether a file stands beside a page that is not shown.
    #[must_use]
    pub(crate) fn hides(&self, file: &str) -> bool {
        self.absent.hides(file)
    }

    /// The pages of a section, not those of its sections.
    pub(crate) fn pages_of(&self, section: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.pages.len()).filter(move |&id| self.pages[id].section == Some(section) && !self.pages[id].is_section)
    }

    /// The sections right under a section.
    pub(crate) fn sections_of(&self, section: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.pages.len()).filter(move |&id| self.pages[id].section == Some(section) && self.pages[id].is_section)
    }
}

/// What pages are put in relation from.
pub(crate) struct Sources<'a> {
    /// The documents that could be read.
    pub documents: Vec<Arc<Document>>,
    /// The files that have faults of their own.
    pub faulty: Vec<Faulty>,
    /// The kinds of the pages.
    pub kinds: &'a Kinds,
    /// The forms that stand beside them.
    pub forms: &'a Forms,
    /// The moment of the build.
    pub moment: &'a Moment,
    /// Which pages are shown.
    pub show: Show,
    /// The language of the pages.
    pub language: Language,
}

/// A file with faults, and what could be read of it.
#[derive(Clone, Debug)]
pub(crate) struct Faulty {
    /// The file.
    pub file: String,
    /// Its document, as far as it goes.
    pub document: Option<Arc<Document>>,
}

/// Puts documents in relation, as of a moment.
#[must_use]
pub(crate) fn relate(from: &Sources<'_>) -> (Town, Vec<Diagnostic>) {
    let Sources { kinds, forms, moment, .. } = from;
    let mut faults = Vec::new();
    let mut next_change = visibility::NextChange::after(moment);
    if forms.orders().next().is_some() {
        next_change.note_midnight(moment);
    }
    let documents = from.documents.iter().cloned();
    let (visible, hidden): (Vec<_>, Vec<_>) =
        documents.partition(|document| visibility::is_visible(&document.owned, moment, from.show, &mut next_change));
    let mut pages = address::pages(visible, kinds, from.language, &mut faults);
    for page in &mut pages {
        visibility::set_in_time(page, moment, &mut next_change);
        visibility::set_offers(page, forms, moment, &mut next_change);
    }
    let by_path: BTreeMap<_, _> = pages.iter().enumerate().map(|(id, page)| (page.path.clone(), id)).collect();
    let by_file = pages.iter().enumerate().map(|(id, page)| (page.document.file.clone(), id)).collect();
    for page in &mut pages {
        page.section = address::section_of(page, &by_path);
    }
    let readable = from.faulty.iter().filter_map(|faulty| faulty.document.clone());
    let faulty: Vec<Page> = readable.map(|document| address::page(document, kinds)).collect();
    let hidden = hidden.into_iter().map(|document| address::page(document, kinds)).collect();
    let mut absent = absent::Absent::new(hidden, &from.faulty, kinds);
    absent.add_forms(forms, &pages, &faulty);
    let mut town = Town {
        backlinks: vec![Vec::new(); pages.len()],
        absent,
        faulty,
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
        for target in town.referred_by(&town.pages[id], faults) {
            if !town.backlinks[target].contains(&id) {
                town.backlinks[target].push(id);
            }
        }
    }
    for page in &town.faulty {
        town.referred_by(page, faults);
    }
}

impl Town {
    /// The pages that a page refers to; references to nothing are told.
    fn referred_by(&self, page: &Page, faults: &mut Vec<Diagnostic>) -> Vec<usize> {
        let mut found = Vec::new();
        for reference in references(page) {
            let target = self.at_path(&reference.target);
            found.extend(target);
            if let Some((severity, problem)) = self.problem(&reference, target) {
                let place = page.document.place(&reference.key);
                faults.push(Diagnostic::at(&page.document.file, None, place, severity, problem));
            }
        }
        found
    }

    fn problem(&self, reference: &Reference, found: Option<usize>) -> Option<(Severity, Problem)> {
        let Reference { target, kind, .. } = reference;
        match found {
            Some(found) => {
                let other = &self.pages[found].document.kind;
                let problem =
                    || Problem::WrongKind { page: target.clone(), wanted: kind.clone(), found: other.clone() };
                (other != kind).then(|| (Severity::Error, problem()))
            }
            None if self.absent.is_unread(target) => None,
            None if self.absent.is_hidden(target) => {
                Some((Severity::Warning, Problem::UnpublishedLink(target.clone())))
            }
            None => {
                let nearest = schema::nearest::nearest(target, self.by_path.keys().map(String::as_str));
                Some((Severity::Error, Problem::UnknownPage { page: target.clone(), nearest }))
            }
        }
    }
}

/// A value of a page that names another page.
struct Reference {
    /// Where it stands in the front matter.
    key: String,
    /// The page it names.
    target: String,
    /// The kind that page must be of.
    kind: String,
}

/// The references of a page, those in its lists included.
fn references(page: &Page) -> Vec<Reference> {
    let Some(kind) = &page.kind else { return Vec::new() };
    let mut found = Vec::new();
    for field in &kind.fields {
        match (&field.kind, page.document.fields.get(&field.key)) {
            (Type::List { of, .. }, Some(Value::List(groups))) => {
                for (index, group) in groups.iter().enumerate() {
                    let key = |inner: &Field| format!("{}.{index}.{}", field.key, inner.key);
                    found.extend(of.iter().filter_map(|inner| reference(inner, group.get(&inner.key)?, key(inner))));
                }
            }
            (_, Some(value)) => found.extend(reference(field, value, field.key.clone())),
            (_, None) => {}
        }
    }
    found
}

fn reference(field: &Field, value: &Value, key: String) -> Option<Reference> {
    match (&field.kind, value) {
        (Type::Reference { kind }, Value::Reference(target)) => {
            Some(Reference { key, target: target.as_str().to_owned(), kind: kind.clone() })
        }
        _ => None,
    }
}
