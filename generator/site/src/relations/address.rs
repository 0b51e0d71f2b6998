//! Where pages live: their paths, their addresses, their sections.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schema::types::identifier::slug;
use schema::words::Language;

use super::Page;
use crate::content::{Body, Document, Owned};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::fingerprint::Fingerprint;
use crate::kinds::Kinds;
use crate::problem::Problem;

/// The path of a file under `content/`: `lieux/theatre-71`, a section's is its
/// folder's, the home page's is empty.
#[must_use]
pub(crate) fn path_of(file: &str) -> String {
    let path = file.strip_prefix("content/").unwrap_or(file);
    // `is_markdown` takes either case.
    let path = path.strip_suffix(".md").or_else(|| path.strip_suffix(".MD")).unwrap_or(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match name {
        "_index" | "index" => folder.to_owned(),
        _ => path.to_owned(),
    }
}

/// Gives every document its path and address, in the order of paths; adds the
/// sections that no file describes.
pub(crate) fn pages(
    documents: Vec<Arc<Document>>,
    kinds: &Kinds,
    language: Language,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let mut pages: Vec<Page> = documents.into_iter().map(|document| page(document, kinds)).collect();
    let implied = implied_sections(&pages).into_iter().map(|folder| bare_section(&folder, kinds, language));
    let implied: Vec<Page> = implied.collect();
    refuse_section_without_its_name(&pages, &implied, faults);
    pages.extend(implied);
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    refuse_same_address(&pages, faults);
    pages
}

/// The page of a document, with its path and address.
pub(super) fn page(document: Arc<Document>, kinds: &Kinds) -> Page {
    let path = path_of(&document.file);
    let url = url_of(&path, document.owned.slug.as_deref());
    let kind = kinds.named(&document.kind);
    let is_section = document.file.ends_with("/_index.md");
    Page {
        document,
        kind,
        path,
        url,
        is_section,
        section: None,
        starts: None,
        ends: None,
        past: false,
        offers: Vec::new(),
    }
}

/// The address of a path: its names in plain letters, the last one replaced by the slug.
#[must_use]
pub(crate) fn url_of(path: &str, own_slug: Option<&str>) -> String {
    let mut names: Vec<String> = path.split('/').filter(|name| !name.is_empty()).map(slug).collect();
    if let (Some(last), Some(own)) = (names.last_mut(), own_slug) {
        own.clone_into(last);
    }
    if names.is_empty() { "/".to_owned() } else { format!("/{}/", names.join("/")) }
}

/// The folders with pages that no `_index.md` describes: they are sections all the same.
fn implied_sections(pages: &[Page]) -> BTreeSet<String> {
    let described: BTreeSet<&str> =
        pages.iter().filter(|page| page.is_section).map(|page| page.path.as_str()).collect();
    let mut folders = BTreeSet::from([String::new()]);
    for page in pages {
        let mut path = page.path.as_str();
        while let Some((folder, _)) = path.rsplit_once('/') {
            folders.insert(folder.to_owned());
            path = folder;
        }
    }
    folders.retain(|folder| !described.contains(folder.as_str()));
    folders
}

/// A page can't stand where a folder's section is: it is told at the page, since
/// the section has no file.
fn refuse_section_without_its_name(pages: &[Page], implied: &[Page], faults: &mut Vec<Diagnostic>) {
    for page in pages.iter().filter(|page| implied.iter().any(|section| section.url == page.url)) {
        let problem = Problem::SectionName { url: page.url.clone() };
        faults.push(Diagnostic::at(&page.document.file, None, Place::START, Severity::Error, problem));
    }
}

fn bare_section(folder: &str, kinds: &Kinds, language: Language) -> Page {
    let name = folder.rsplit('/').next().unwrap_or_default();
    let kind = kinds.of_folder(folder).filter(|kind| kind.folder == folder && !folder.is_empty());
    let title = kind.map_or_else(|| name.to_owned(), |kind| kind.label.many.in_language(language).to_owned());
    let owned = Owned { title: capitalised(&title), ..Owned::default() };
    let document = Document {
        file: format!("content/{folder}/_index.md").replace("//", "/"),
        kind: String::new(),
        owned,
        fields: schema::value::Group::default(),
        places: Vec::new(),
        body: Body::default(),
        head: Fingerprint::of(&[folder.as_bytes(), title.as_bytes()]),
        marked: false,
    };
    page(Arc::new(document), kinds)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn refuse_same_address(pages: &[Page], faults: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &Page> = BTreeMap::new();
    for page in pages {
        if let Some(first) = seen.get(page.url.as_str()) {
            if first.path == page.path && first.is_section != page.is_section {
                continue;
            }
            let problem = Problem::SameAddress { url: page.url.clone(), other: first.document.file.clone() };
            let place = page.document.place("slug");
            faults.push(Diagnostic::at(&page.document.file, None, place, Severity::Error, problem));
        } else {
            seen.insert(&page.url, page);
        }
    }
}

/// The address of an old address, as people write them: with or without `/`.
#[must_use]
pub(crate) fn alias_url(alias: &str) -> String {
    format!("/{}/", alias.trim_matches('/'))
}

/// The section in which a page stands.
pub(super) fn section_of(page: &Page, by_path: &BTreeMap<String, usize>) -> Option<usize> {
    if page.path.is_empty() {
        return None;
    }
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    by_path.get(folder).copied()
}
