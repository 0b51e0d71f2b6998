//! Where each output lives, and how long lists are cut.

use schema::types::identifier::slug;

use super::plan::{FEED, PAGINATE};
use super::theme::Theme;
use crate::content::collect::Sort;
use crate::kinds::Kinds;
use crate::relations::lists::Taxonomy;
use crate::relations::order::sort;
use crate::relations::{Page, Town};

/// The template of a page: its own, its kind's, or a section's. One that the
/// theme lacks is told at its place and changes nothing.
#[must_use]
pub(crate) fn template_of<'a>(page: &'a Page, theme: &Theme) -> &'a str {
    let of_kind =
        page.kind.as_ref().map_or(if page.is_section { "section.html" } else { "page.html" }, |kind| &kind.template);
    // A kind's template that the theme lacks is told at the kind.
    let of_kind = if theme.has(of_kind) { of_kind } else { "page.html" };
    page.document.owned.template.as_deref().filter(|template| theme.has(template)).unwrap_or(of_kind)
}

/// The pages of a section, in its order.
#[must_use]
pub(crate) fn section_pages(town: &Town, id: usize) -> Vec<usize> {
    let mut pages: Vec<usize> = town.pages_of(id).collect();
    let by_title = Sort::by_title();
    sort(town, &mut pages, town.pages[id].document.owned.sort.as_ref().unwrap_or(&by_title));
    pages
}

/// How many pages a section shows at once.
#[must_use]
pub(crate) fn per_page(page: &Page) -> usize {
    page.document.owned.paginate.unwrap_or(PAGINATE)
}

/// How many pages a list takes; an empty one takes one.
#[must_use]
pub(crate) fn pages_of_list(items: usize, per_page: usize) -> usize {
    items.div_ceil(per_page).max(1)
}

/// The address of a page of a list.
#[must_use]
pub(crate) fn numbered(url: &str, number: usize) -> String {
    if number == 1 { url.to_owned() } else { format!("{url}page/{number}/") }
}

/// The taxonomies of the kind whose folder a section is.
pub(crate) fn taxonomies_of<'t>(taxonomies: &'t [Taxonomy], section: &Page) -> impl Iterator<Item = &'t Taxonomy> {
    let url = section.url.clone();
    taxonomies.iter().filter(move |taxonomy| {
        taxonomy.url.strip_prefix(&url).is_some_and(|rest| rest.trim_end_matches('/').split('/').count() == 1)
            && url != "/"
    })
}

/// The section under which a taxonomy stands.
#[must_use]
pub(crate) fn section_of_taxonomy(town: &Town, kinds: &Kinds, taxonomy: &Taxonomy) -> Option<usize> {
    town.at_path(&kinds.named(&taxonomy.kind).map_or_else(String::new, |kind| kind.folder.clone()))
}

/// The section around an address that no page has.
#[must_use]
pub(crate) fn section_of_address(town: &Town, url: &str) -> Option<usize> {
    let folder = url.trim_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder);
    town.at_path(folder)
}

/// The address of a page's update form, when its kind has one.
#[must_use]
pub(crate) fn update_url(page: &Page) -> Option<String> {
    let kind = page.kind.as_ref()?;
    kind.update.as_ref()?;
    Some(format!("{}mettre-a-jour/", page.url))
}

/// The address of a page's calendar file, when it happens in time.
#[must_use]
pub(crate) fn calendar_url(page: &Page) -> Option<String> {
    page.starts?;
    Some(format!("{}{}.ics", page.url, slug(page.url.trim_matches('/').rsplit('/').next().unwrap_or("date"))))
}

/// The address of a section's feed, when its pages are dated.
#[must_use]
pub(crate) fn feed_url(town: &Town, id: usize) -> Option<String> {
    let page = &town.pages[id];
    let dated = page.is_section && town.pages_of(id).any(|id| said_on(&town.pages[id]).is_some());
    dated.then(|| format!("{}atom.xml", page.url))
}

/// The day a page was last said to be true: a feed only holds pages that have one.
#[must_use]
pub(crate) fn said_on(page: &Page) -> Option<String> {
    let owned = &page.document.owned;
    owned.updated.or(owned.date).map(|date| date.to_text())
}

/// The pages of a section's feed, the latest first.
#[must_use]
pub(crate) fn feed_entries(town: &Town, pages: &[usize]) -> Vec<usize> {
    let mut entries: Vec<usize> = pages.iter().copied().filter(|&id| said_on(&town.pages[id]).is_some()).collect();
    sort(town, &mut entries, &Sort::parse("-updated"));
    entries.truncate(FEED);
    entries
}

/// The file that answers for an address that ends with `/`.
#[must_use]
pub(crate) fn index_of(url: &str) -> String {
    format!("{}index.html", url.trim_start_matches('/'))
}

/// The file that answers for an address that names a file.
#[must_use]
pub(crate) fn file_of(url: &str) -> String {
    url.trim_start_matches('/').to_owned()
}

/// The address that a file of the output answers for.
#[must_use]
pub(crate) fn address_of(path: &str) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{path}"),
    }
}
