//! What is written and not shown: drafts, pages before their hour or after it,
//! pages with faults, lists that have no page at the moment.
//!
//! A link to one of these is not a mistake of the page that links: a page that
//! expires at midnight must not stop the site at midnight.

use std::collections::BTreeSet;

use schema::field::Type;
use schema::types::identifier::slug;

use super::address::{alias_url, path_of, url_of};
use super::lists::taxonomy_url;
use super::{Faulty, Page};
use crate::forms::Forms;
use crate::kinds::Kinds;

/// The pages and addresses that are not there at this moment.
#[derive(Debug, Default)]
pub(crate) struct Absent {
    /// The paths of hidden pages.
    paths: BTreeSet<String>,
    /// Their addresses; what stands under one is hidden with it.
    urls: BTreeSet<String>,
    /// Other addresses that may have a page another day.
    others: BTreeSet<String>,
    /// The folders that are a hidden page's own.
    folders: BTreeSet<String>,
    /// The paths and addresses of pages with faults.
    unread: BTreeSet<String>,
}

impl Absent {
    pub(super) fn new(hidden: Vec<Page>, faulty: &[Faulty], kinds: &Kinds) -> Self {
        let mut absent = Self { others: terms(kinds), ..Self::default() };
        for page in hidden {
            absent.others.extend(page.document.owned.aliases.iter().map(|alias| alias_url(alias)));
            absent.folders.extend(page.document.file.strip_suffix("/index.md").map(|folder| format!("{folder}/")));
            absent.paths.insert(page.path);
            absent.urls.insert(page.url);
        }
        for faulty in faulty {
            let own_slug = faulty.document.as_ref().and_then(|document| document.owned.slug.clone());
            let path = path_of(&faulty.file);
            absent.unread.insert(url_of(&path, own_slug.as_deref()));
            absent.unread.insert(path);
        }
        absent
    }

    /// A form goes from beside a page with the last of its sessions, and comes
    /// back with the next; one with faults is told where it is declared.
    pub(super) fn add_forms(&mut self, forms: &Forms, pages: &[Page], faulty: &[Page]) {
        let offered = pages.iter().flat_map(|page| page.offers.iter().map(|offer| offer.address(page)));
        self.others.extend(forms.own_addresses().chain(offered));
        self.unread.extend(forms.broken_own_addresses());
        self.unread.extend(pages.iter().chain(faulty).flat_map(|page| forms.broken_addresses(page)));
        self.unread.extend(faulty.iter().flat_map(|page| forms.addresses(page)));
    }

    /// Whether a hidden page is written at this path.
    pub(super) fn is_hidden(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Whether a page with faults is written at this path, or lives at this address.
    #[must_use]
    pub(crate) fn is_unread(&self, path_or_url: &str) -> bool {
        self.unread.contains(path_or_url)
    }

    /// Whether something may live at this address another day.
    #[must_use]
    pub(crate) fn may_come(&self, url: &str) -> bool {
        let under = |hidden: &&String| hidden.len() > 1 && url.starts_with(hidden.as_str());
        self.others.contains(url) || self.urls.contains(url) || self.urls.iter().any(|hidden| under(&hidden))
    }

    pub(super) fn hides(&self, file: &str) -> bool {
        self.folders.iter().any(|folder| file.starts_with(folder.as_str()))
    }
}

/// The lists of every option that a kind declares, whether or not a page has it.
fn terms(kinds: &Kinds) -> BTreeSet<String> {
    let mut urls = BTreeSet::new();
    for kind in kinds.iter() {
        for key in &kind.lists {
            let Some(Type::Choice(options) | Type::Choices(options)) = kind.fields.get(key).map(|field| &field.kind)
            else {
                continue;
            };
            let url = taxonomy_url(&kind.folder, key);
            urls.extend(options.keys().map(|option| format!("{url}{}/", slug(option))));
            urls.insert(url);
        }
    }
    urls
}
