//! The lists that gather pages: taxonomies, tags and collections.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schema::fault::Fault;
use schema::field::{Field, Type};
use schema::kind::Kind;
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::types::identifier::slug;
use schema::value::Value;
use schema::words::Language;

use super::order::sort;
use super::{Page, Town};
use crate::content::Document;
use crate::content::collect::{Collection, Sort, When};
use crate::diagnostic::{Diagnostic, Place, Severity};
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
        page.document.kind == kind && page.document.fields.get(key).is_some_and(|value| has_option(value, option))
    };
    let mut pages: Vec<usize> = (0..town.pages.len()).filter(|&id| gives(&town.pages[id])).collect();
    sort(town, &mut pages, &Sort::by_title());
    pages
}

fn has_option(value: &Value, option: &str) -> bool {
    match value {
        Value::Choice(key) => key == option,
        Value::Choices(keys) => keys.iter().any(|key| key == option),
        _ => false,
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
        of_kind && in_time && collection.filter.iter().all(|(key, wanted)| says(page, key, wanted))
    };
    let mut pages: Vec<usize> = (0..town.pages.len()).filter(|&id| fits(&town.pages[id])).collect();
    sort(town, &mut pages, &collection.sort);
    pages.truncate(collection.limit.unwrap_or(usize::MAX));
    pages
}

/// Whether a field of a page says this, however it is written: `yes` is `oui`.
fn says(page: &Page, key: &str, wanted: &str) -> bool {
    let field = page.kind.as_ref().and_then(|kind| kind.fields.get(key));
    let Some((field, value)) = field.zip(page.document.fields.get(key)) else { return false };
    match (meant(field, wanted).ok().flatten(), value) {
        (Some(Value::Choices(wanted)), Value::Choices(keys)) => wanted.iter().all(|key| keys.contains(key)),
        (wanted, value) => wanted.as_ref() == Some(value),
    }
}

/// The value that a text means for a field.
fn meant(field: &Field, text: &str) -> Result<Option<Value>, Vec<Fault>> {
    read::value(field, &Node::text(text), Origin::Form)
}

/// Lists may only name kinds, fields and options that are declared, and `when`
/// needs kinds that happen in time.
pub(super) fn check(town: &Town, kinds: &Kinds, faults: &mut Vec<Diagnostic>) {
    for (id, page) in town.pages.iter().enumerate() {
        check_page(page, &kinds_of_section(town, kinds, id), kinds, faults);
    }
    for page in &town.faulty {
        check_page(page, &[], kinds, faults);
    }
}

/// The kinds of the pages that a section shows.
fn kinds_of_section(town: &Town, kinds: &Kinds, section: usize) -> Vec<Arc<Kind>> {
    let page = &town.pages[section];
    if page.document.owned.sort.is_none() {
        return Vec::new();
    }
    let names: BTreeSet<&str> = town.pages_of(section).map(|id| town.pages[id].document.kind.as_str()).collect();
    let of_folder = kinds.of_folder(&page.path).map(|kind| kind.name.as_str());
    names.into_iter().chain(of_folder).filter_map(|name| kinds.named(name)).collect()
}

fn check_page(page: &Page, of_section: &[Arc<Kind>], kinds: &Kinds, faults: &mut Vec<Diagnostic>) {
    let mut told = Vec::new();
    let owned = &page.document.owned;
    if let Some(sort) = owned.sort.as_ref().filter(|_| !of_section.is_empty()) {
        told.extend(unknown_sort(sort, of_section).map(|problem| ("sort".to_owned(), problem)));
    }
    for collection in &owned.collect {
        let problems = problems(collection, kinds);
        told.extend(problems.into_iter().map(|(key, problem)| (format!("collect.{}.{key}", collection.name), problem)));
    }
    faults.extend(told.into_iter().map(|(key, problem)| {
        Diagnostic::at(&page.document.file, None, place(&page.document, &key), Severity::Error, problem)
    }));
}

/// Where a value stands, or else what it stands in: one kind needs no list.
fn place(document: &Document, key: &str) -> Place {
    let keys = std::iter::successors(Some(key), |key| key.rsplit_once('.').map(|(around, _)| around));
    keys.map(|key| document.place(key)).find(|place| *place != Place::START).unwrap_or(Place::START)
}

/// What is wrong with a collection, under its keys.
fn problems(collection: &Collection, kinds: &Kinds) -> Vec<(String, Problem)> {
    let named: Vec<_> = collection.kinds.iter().map(|name| (name, kinds.named(name))).collect();
    let mut found: Vec<(String, Problem)> = Vec::new();
    for (rank, (name, kind)) in named.iter().enumerate() {
        match kind {
            None => {
                let nearest = schema::nearest::nearest(name, kinds.names());
                found.push((format!("kinds.{rank}"), Problem::UnknownKind { kind: (*name).clone(), nearest }));
            }
            Some(kind) if collection.when.is_some() && kind.event.is_none() => {
                let wanted = format!("event: … (content/_kinds/{name}.yaml)");
                found.push(("when".to_owned(), Problem::UnknownWord { word: "when".to_owned(), wanted }));
            }
            Some(_) => {}
        }
    }
    let known: Vec<Arc<Kind>> = named.iter().filter_map(|(_, kind)| kind.clone()).collect();
    // What a kind that does not exist would have is anyone's guess.
    if known.len() == named.len() && !known.is_empty() {
        found.extend(unknown_sort(&collection.sort, &known).map(|problem| ("sort".to_owned(), problem)));
        for (key, wanted) in &collection.filter {
            found.extend(wrong_filter(key, wanted, &known).map(|problem| (format!("where.{key}"), problem)));
        }
    }
    found
}

/// The keys of every page that a list can be sorted by.
const SORTS: [&str; 4] = ["title", "date", "updated", "weight"];

fn unknown_sort(sort: &Sort, kinds: &[Arc<Kind>]) -> Option<Problem> {
    let has_order = |kind: &Type| !matches!(kind, Type::Choices(_) | Type::Closures | Type::Image | Type::List { .. });
    let fields = kinds.iter().flat_map(|kind| kind.fields.iter()).filter(|field| has_order(&field.kind));
    let known: Vec<String> = distinct(SORTS.into_iter().chain(fields.map(|field| field.key.as_str())));
    (!known.contains(&sort.key)).then(|| {
        let sign = if sort.descending { "-" } else { "" };
        let nearest = schema::nearest::nearest(&sort.key, known.iter().map(String::as_str));
        Problem::UnknownSort { key: sort.key.clone(), nearest: nearest.map(|key| format!("{sign}{key}")), known }
    })
}

/// A choice by a field that none of the kinds has, or by a value that none takes.
fn wrong_filter(key: &str, wanted: &str, kinds: &[Arc<Kind>]) -> Option<Problem> {
    let fields: Vec<&Field> = kinds.iter().filter_map(|kind| kind.fields.get(key)).collect();
    if fields.is_empty() {
        let known = distinct(kinds.iter().flat_map(|kind| kind.fields.keys()));
        let nearest = schema::nearest::nearest(key, known.iter().map(String::as_str));
        return Some(Problem::UnknownFilter { key: key.to_owned(), nearest, known });
    }
    let mut refused = None;
    for field in fields {
        match meant(field, wanted) {
            Ok(_) => return None,
            Err(faults) => refused = refused.or_else(|| faults.into_iter().next()),
        }
    }
    refused.map(|fault| Problem::Field(fault.problem))
}

/// The names, each once, in their order.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use schema::kind::Kind;

    use super::{Problem, Sort, meant, unknown_sort, wrong_filter};

    fn kinds() -> [Arc<Kind>; 1] {
        let text = "name: lieu\nlabel: { one: lieu, many: lieux }\nfolder: lieux\ntemplate: lieu.html\nfields:\n  quartier: { label: Quartier, choice: { nord: Nord, sud: Sud } }\n  gratuit: { label: Gratuit, yes_no: {} }\n  acces: { label: Accès, choices: { bus: Bus } }\n";
        [Arc::new(Kind::parse(text).unwrap())]
    }

    #[test]
    fn a_list_is_sorted_by_what_its_pages_have() {
        let sort = |text: &str| unknown_sort(&Sort::parse(text), &kinds());
        assert_eq!(sort("-date").or(sort("weight")).or(sort("quartier")), None);
        let Some(Problem::UnknownSort { nearest, .. }) = sort("-quartie") else { panic!("a key that no page has") };
        assert_eq!(nearest.as_deref(), Some("-quartier"));
        assert!(sort("acces").is_some(), "several options have no order");
    }

    #[test]
    fn a_list_is_chosen_by_fields_and_options_that_exist() {
        let code = |key: &str, wanted: &str| wrong_filter(key, wanted, &kinds()).map(|problem| problem.code());
        assert_eq!(code("quartier", "nord").or(code("gratuit", "yes")).or(code("acces", "bus")), None);
        assert_eq!(code("quartie", "nord"), Some("unknown-filter"));
        assert_eq!(code("quartier", "nor"), Some("not-an-option"));
        assert_eq!(code("gratuit", "parfois"), Some("yes-no-neither"));
    }

    #[test]
    fn a_yes_is_a_yes_in_every_language() {
        let kinds = kinds();
        let field = kinds[0].fields.get("gratuit").unwrap();
        assert_eq!(meant(field, "yes").unwrap(), meant(field, "oui").unwrap());
    }
}
