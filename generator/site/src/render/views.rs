//! What templates see: pages, summaries, lists. Built once, shared by all.

use std::sync::OnceLock;

use jiff::Timestamp;
use schema::value::Value as Typed;
use schema::words::Language;
use tera::{Map, Value};

use super::fields::{self, Extent};
use super::json_ld;
use super::object::{object, optional};
use crate::kinds::Kinds;
use crate::moment::Moment;
use crate::relations::links::{address_from_root, encoded};
use crate::relations::lists::{Taxonomy, Term, collected, tag_url};
use crate::relations::order::initial;
use crate::relations::{Page, Town};
use crate::settings::{Link, Settings};

/// The values that templates read of a town, each built when first asked for.
pub(crate) struct Views<'a> {
    /// The pages in relation.
    pub town: &'a Town,
    /// The kinds of the pages.
    pub kinds: &'a Kinds,
    /// The site's settings.
    pub settings: &'a Settings,
    moment: &'a Moment,
    site: Value,
    summaries: Vec<OnceLock<Value>>,
}

/// What stands beside a page's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// Its update form.
    pub update: Option<String>,
    /// Its calendar file.
    pub calendar: Option<String>,
    /// Its feed.
    pub feed: Option<String>,
    /// What people may register for.
    pub offers: Vec<Value>,
}

impl<'a> Views<'a> {
    /// Views of a town at a moment.
    #[must_use]
    pub(crate) fn new(town: &'a Town, kinds: &'a Kinds, settings: &'a Settings, moment: &'a Moment) -> Self {
        let summaries = (0..town.pages.len()).map(|_| OnceLock::new()).collect();
        Self { town, kinds, settings, moment, site: site(settings), summaries }
    }

    /// The language of the pages.
    #[must_use]
    pub(crate) fn language(&self) -> Language {
        self.settings.language
    }

    /// The moment of the build.
    #[must_use]
    pub(crate) fn moment(&self) -> &Moment {
        self.moment
    }

    /// The site itself: title, menu, foot.
    #[must_use]
    pub(crate) fn site(&self) -> Value {
        self.site.clone()
    }

    /// An address of the site as a page links it.
    #[must_use]
    pub(crate) fn address(&self, url: &str) -> String {
        format!("{}{}", self.settings.base_path().trim_end_matches('/'), encoded(url))
    }

    /// An address of the site as the world knows it.
    #[must_use]
    pub(crate) fn permalink(&self, url: &str) -> String {
        format!("{}{}", self.settings.base_url.trim_end_matches('/'), encoded(url))
    }

    /// What a page shows of another one.
    #[must_use]
    pub(crate) fn summary(&self, id: usize) -> Value {
        self.summaries[id].get_or_init(|| Value::from(self.common(&self.town.pages[id], Extent::Summary))).clone()
    }

    /// What lists show of these pages.
    #[must_use]
    pub(crate) fn summaries(&self, pages: &[usize]) -> Value {
        Value::from(pages.iter().map(|&id| self.summary(id)).collect::<Vec<_>>())
    }

    /// The title and address of the page at a path, if it is published.
    #[must_use]
    pub(crate) fn small_summary(&self, path: &str) -> Option<Value> {
        let page = &self.town.pages[self.town.at_path(path)?];
        Some(object([
            ("title", Value::from(page.document.owned.title.clone())),
            ("url", Value::from(self.address(&page.url))),
            ("kind", Value::from(page.document.kind.clone())),
        ]))
    }

    /// All that a page's own template sees of it; `content` is its text in HTML.
    #[must_use]
    pub(crate) fn page(&self, id: usize, content: &str, beside: &Beside) -> Value {
        let page = &self.town.pages[id];
        let own = [
            ("content", Value::safe_string(content)),
            ("toc", toc(page)),
            ("backlinks", self.backlinks(id)),
            ("collections", self.collections(page)),
        ];
        self.with_own(page, own, beside)
    }

    /// A page as what stands beside it sees it: without its text and its lists.
    #[must_use]
    pub(crate) fn sheet(&self, id: usize, beside: &Beside) -> Value {
        self.with_own(&self.town.pages[id], no_text_no_lists(), beside)
    }

    /// A page of a list under its own address.
    #[must_use]
    pub(crate) fn numbered(&self, page: Value, url: &str) -> Value {
        let mut map = page.into_map().unwrap_or_default();
        map.insert("url".into(), Value::from(self.address(url)));
        map.insert("permalink".into(), Value::from(self.permalink(url)));
        Value::from(map)
    }

    fn with_own(&self, page: &Page, own: [(&'static str, Value); 4], beside: &Beside) -> Value {
        let mut map = self.common(page, Extent::Whole);
        map.extend(own.into_iter().map(|(key, value)| (key.into(), value)));
        let more = [
            ("breadcrumbs", self.breadcrumbs(page)),
            ("update_url", optional(beside.update.as_ref().map(|url| self.address(url)))),
            ("ics_url", optional(beside.calendar.as_ref().map(|url| self.address(url)))),
            ("feed_url", optional(beside.feed.as_ref().map(|url| self.address(url)))),
            ("forms", Value::from(beside.offers.clone())),
            ("json_ld", json_ld::of_page(self, page).map_or_else(Value::none, |text| Value::safe_string(&text))),
        ];
        map.extend(more.into_iter().map(|(key, value)| (key.into(), value)));
        Value::from(map)
    }

    /// A page that has no file: a list's, the 404.
    #[must_use]
    pub(crate) fn bare_page(&self, title: &str, url: &str, above: &[(String, String)]) -> Value {
        let mut crumbs = above.to_vec();
        crumbs.push((title.to_owned(), url.to_owned()));
        let entries = [
            ("title", Value::from(title)),
            ("description", Value::none()),
            ("url", Value::from(self.address(url))),
            ("permalink", Value::from(self.permalink(url))),
            ("kind", Value::from("")),
            ("kind_label", Value::from("")),
            ("initial", Value::from(initial(title))),
            ("date", Value::none()),
            ("updated", Value::none()),
            ("tags", Value::from(Vec::<Value>::new())),
            ("example", Value::from(false)),
            ("past", Value::from(false)),
            ("starts", Value::none()),
            ("ends", Value::none()),
            ("fields", Value::from(Map::new())),
            ("breadcrumbs", self.crumbs(&crumbs)),
            ("update_url", Value::none()),
            ("ics_url", Value::none()),
            ("feed_url", Value::none()),
            ("forms", Value::from(Vec::<Value>::new())),
            ("json_ld", Value::none()),
        ];
        object(entries.into_iter().chain(no_text_no_lists()))
    }

    /// What is said of a page wherever it is named.
    fn common(&self, page: &Page, extent: Extent) -> Map {
        let owned = &page.document.owned;
        let label = page.kind.as_ref().map_or("", |kind| kind.one(self.language()));
        let entries = [
            ("title", Value::from(owned.title.clone())),
            ("description", optional(owned.description.clone())),
            ("url", Value::from(self.address(&page.url))),
            ("permalink", Value::from(self.permalink(&page.url))),
            ("kind", Value::from(page.document.kind.clone())),
            ("kind_label", Value::from(label)),
            ("initial", Value::from(initial(&owned.title))),
            ("date", optional(owned.date.map(|date| date.to_text()))),
            ("updated", optional(owned.updated.map(|date| date.to_text()))),
            ("tags", self.tags(page)),
            ("example", Value::from(page.is_example())),
            ("past", Value::from(page.past)),
            ("starts", optional(page.starts.map(|at| self.local(at)))),
            ("ends", optional(page.ends.map(|at| self.local(self.last_minute(page, at))))),
            ("fields", fields::of_page(self, page, extent)),
        ];
        entries.into_iter().map(|(key, value)| (key.into(), value)).collect()
    }

    /// A day that ends at midnight ends for its readers the evening before.
    fn last_minute(&self, page: &Page, at: Timestamp) -> Timestamp {
        let midnight = self.moment.start_of(at.to_zoned_datetime(self.moment.timezone.clone()).date()) == Some(at);
        let later = page.starts.is_some_and(|start| start < at);
        if midnight && later { at - jiff::SignedDuration::from_secs(60) } else { at }
    }

    fn local(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.moment.timezone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn tags(&self, page: &Page) -> Value {
        let tag = |tag: &String| {
            object([("label", Value::from(tag.clone())), ("url", Value::from(self.address(&tag_url(tag))))])
        };
        Value::from(page.document.owned.tags.iter().map(tag).collect::<Vec<_>>())
    }

    /// The page of the place where a page happens: the one that its kind's
    /// `event.place` names, never an organiser.
    #[must_use]
    pub(crate) fn place_of(&self, page: &Page) -> Option<&'a Page> {
        let place = page.kind.as_ref()?.event.as_ref()?.place.as_ref()?;
        let Typed::Reference(target) = page.document.fields.get(place)? else { return None };
        Some(&self.town.pages[self.town.at_path(target.as_str())?])
    }

    /// The way from the home page to a page, itself included.
    #[must_use]
    pub(crate) fn way_to(&self, page: &Page) -> Vec<(String, String)> {
        let mut way = vec![(page.document.owned.title.clone(), page.url.clone())];
        let mut section = page.section;
        while let Some(id) = section {
            let above = &self.town.pages[id];
            way.push((above.document.owned.title.clone(), above.url.clone()));
            section = above.section;
        }
        way.reverse();
        way
    }

    fn breadcrumbs(&self, page: &Page) -> Value {
        self.crumbs(&self.way_to(page))
    }

    fn crumbs(&self, way: &[(String, String)]) -> Value {
        let crumb = |(title, url): &(String, String)| {
            object([("title", Value::from(title.clone())), ("url", Value::from(self.address(url)))])
        };
        Value::from(way.iter().map(crumb).collect::<Vec<_>>())
    }

    fn backlinks(&self, id: usize) -> Value {
        let mut map = Map::new();
        for kind in self.kinds.names() {
            let of_kind: Vec<usize> = self.town.backlinks[id]
                .iter()
                .copied()
                .filter(|&id| self.town.pages[id].document.kind == kind)
                .collect();
            if !of_kind.is_empty() {
                map.insert(kind.to_owned().into(), self.summaries(&of_kind));
            }
        }
        Value::from(map)
    }

    fn collections(&self, page: &Page) -> Value {
        let lists = &page.document.owned.collect;
        let map: Map =
            lists.iter().map(|list| (list.name.clone().into(), self.summaries(&collected(self.town, list)))).collect();
        Value::from(map)
    }

    /// A way to find pages, for the templates.
    #[must_use]
    pub(crate) fn taxonomy(&self, taxonomy: &Taxonomy) -> Value {
        object([
            ("key", Value::from(taxonomy.key.clone())),
            ("label", Value::from(taxonomy.label.clone())),
            ("url", Value::from(self.address(&taxonomy.url))),
            ("terms", Value::from(taxonomy.terms.iter().map(|term| self.term(term)).collect::<Vec<_>>())),
        ])
    }

    /// One answer of a taxonomy, for the templates.
    #[must_use]
    pub(crate) fn term(&self, term: &Term) -> Value {
        object([
            ("key", Value::from(term.key.clone())),
            ("label", Value::from(term.label.clone())),
            ("url", Value::from(self.address(&term.url))),
            ("count", Value::from(term.pages.len())),
        ])
    }
}

fn toc(page: &Page) -> Value {
    let headings = page.document.body.headings.iter().map(|heading| {
        object([
            ("id", Value::from(heading.id.clone())),
            ("title", Value::from(heading.title.clone())),
            ("level", Value::from(u32::from(heading.level))),
        ])
    });
    Value::from(headings.collect::<Vec<_>>())
}

fn no_text_no_lists() -> [(&'static str, Value); 4] {
    [
        ("content", Value::safe_string("")),
        ("toc", Value::from(Vec::<Value>::new())),
        ("backlinks", Value::from(Map::new())),
        ("collections", Value::from(Map::new())),
    ]
}

fn site(settings: &Settings) -> Value {
    let links = |links: &[Link]| {
        let link = |link: &Link| {
            let url = address_from_root(&link.url, settings.base_path());
            object([("label", Value::from(link.label.clone())), ("url", Value::from(url))])
        };
        Value::from(links.iter().map(link).collect::<Vec<_>>())
    };
    let contact = settings.contact.as_ref().map_or_else(Value::none, |contact| {
        object([
            ("service", Value::from(contact.service.clone())),
            ("address", Value::from(contact.address.clone())),
            ("phone", Value::from(contact.phone.clone())),
        ])
    });
    object([
        ("title", Value::from(settings.title.clone())),
        ("description", Value::from(settings.description.clone())),
        ("base_url", Value::from(settings.base_url.clone())),
        ("language", Value::from(settings.language.tag())),
        ("menu", links(&settings.menu)),
        ("footer", links(&settings.footer)),
        ("contact", contact),
    ])
}
