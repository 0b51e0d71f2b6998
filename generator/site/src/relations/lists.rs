//! The lists that gather pages: taxonomies, tags and collections.

use std::collections::BTreeMap;

use schema::field::Type;
use schema::types::identifier::slug;
use schema::value::Value;
use schema::words::Language;

use super::order::sort;
use super::{Page, Town};
use crate::content::collect::{Collection, Sort, When, kinds_place};
use crate::diagnostic::{Diagnostic, Severity};
use crate::kinds::Kinds;
use crate::problem::Problem;

/// A way to find pages by an answer of theirs: by trade, by quarter, by tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taxonomy {
    /// The kind of its pages; empty for tags, which any page may have.
    pub kind: String,
    /// The field, or `tags`.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// The address of its index.
    pub url: String,
    /// The terms that at least one page has, in the order they are declared.
    pub terms: Vec<Term>,
}

/// An answer, and the pages that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// The option's key, or the tag's slug.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// The address of its list.
    pub url: String,
    /// Its pages, in order.
    pub pages: Vec<usize>,
}

/// Every taxonomy of the site that has at least one page.
#[must_use]
pub(crate) fn taxonomies(town: &Town, kinds: &Kinds, language: Language) -> Vec<Taxonomy> {
    let mut found = Vec::new();
    for kind in kinds.iter() {
        for key in &kind.lists {
            let Some(field) = kind.fields.get(key) else { continue };
            let (Type::Choice(options) | Type::Choices(options)) = &field.kind else { continue };
            let url = taxonomy_url(&kind.folder, key);
            let terms = options.iter().map(|(option, label)| Term {
                key: option.clone(),
                label: label.in_language(language).to_owned(),
                url: format!("{url}{}/", slug(option)),
                pages: pages_with(town, &kind.name, key, option),
            });
            let terms: Vec<Term> = terms.filter(|term| !term.pages.is_empty()).collect();
            if !terms.is_empty() {
                let label = field.label.in_language(language).to_owned();
                found.push(Taxonomy { kind: kind.name.clone(), key: key.clone(), label, url, terms });
            }
        }
    }
    found.extend(tags(town, language));
    found
}

/// The address of a taxonomy's index.
#[must_use]
pub(crate) fn taxonomy_url(folder: &str, key: &str) -> String {
    let names = folder.split('/').filter(|name| !name.is_empty()).chain([key]);
    names.fold("/".to_owned(), |url, name| url + &slug(name) + "/")
}

/// The address of a tag's list.
#[must_use]
pub(crate) fn tag_url(tag: &str) -> String {
    format!("/tags/{}/", slug(tag))
}

fn pages_with(town: &Town, kind: &str, key: &str, option: &str) -> Vec<usize> {
    let gives = |page: &Page| {
        page.document.kind == kind && page.document.fields.get(key).is_some_and(|value| says(value, option))
    };
    let mut pages: Vec<usize> = (0..town.pages.len()).filter(|&id| gives(&town.pages[id])).collect();
    sort(town, &mut pages, &Sort::by_title());
    pages
}

fn says(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Choice(key) => key == wanted,
        Value::Choices(keys) => keys.iter().any(|key| key == wanted),
        other => other.to_node().as_text() == Some(wanted),
    }
}

fn tags(town: &Town, language: Language) -> Option<Taxonomy> {
    let mut by_key: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    for (id, page) in town.pages.iter().enumerate() {
        for tag in &page.document.owned.tags {
            by_key.entry(slug(tag)).or_insert_with(|| (tag.clone(), Vec::new())).1.push(id);
        }
    }
    let terms: Vec<Term> = by_key
        .into_iter()
        .map(|(key, (label, mut pages))| {
            sort(town, &mut pages, &Sort::by_title());
            Term { url: tag_url(&key), key, label, pages }
        })
        .collect();
    let label = match language {
        Language::French => "Mots-clés",
        Language::English => "Tags",
    };
    (!terms.is_empty()).then(|| Taxonomy {
        kind: String::new(),
        key: "tags".to_owned(),
        label: label.to_owned(),
        url: "/tags/".to_owned(),
        terms,
    })
}

/// The pages of a collection, in order.
#[must_use]
pub(crate) fn collected(town: &Town, collection: &Collection) -> Vec<usize> {
    let fits = |page: &Page| {
        let of_kind = collection.kinds.contains(&page.document.kind);
        let in_time = match collection.when {
            None => true,
            Some(When::Upcoming) => page.starts.is_some() && !page.past,
            Some(When::Past) => page.past,
        };
        let filtered =
            |(key, wanted): &(String, String)| page.document.fields.get(key).is_some_and(|value| says(value, wanted));
        of_kind && in_time && collection.filter.iter().all(filtered)
    };
    let mut pages: Vec<usize> = (0..town.pages.len()).filter(|&id| fits(&town.pages[id])).collect();
    sort(town, &mut pages, &collection.sort);
    pages.truncate(collection.limit.unwrap_or(usize::MAX));
    pages
}

/// A collection may only name kinds that are declared, and `when` needs kinds
/// that happen in time.
pub(super) fn check(town: &Town, kinds: &Kinds, faults: &mut Vec<Diagnostic>) {
    for page in &town.pages {
        for collection in &page.document.owned.collect {
            for name in &collection.kinds {
                if let Some(problem) = problem(collection, name, kinds) {
                    let place = kinds_place(&page.document.places, &collection.name);
                    faults.push(Diagnostic::at(&page.document.file, None, place, Severity::Error, problem));
                }
            }
        }
    }
}

fn problem(collection: &Collection, name: &str, kinds: &Kinds) -> Option<Problem> {
    let Some(kind) = kinds.named(name) else {
        let nearest = schema::nearest::nearest(name, kinds.names());
        return Some(Problem::UnknownKind { kind: name.to_owned(), nearest });
    };
    let in_time = collection.when.is_none() || kind.event.is_some();
    (!in_time).then(|| Problem::UnknownWord {
        word: "when".to_owned(),
        wanted: format!("event: … (content/_kinds/{name}.yaml)"),
    })
}
