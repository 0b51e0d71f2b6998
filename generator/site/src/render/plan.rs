//! Every output of a site, and the fingerprint of all that it depends on.
//!
//! Planning is cheap: it mixes fingerprints that are already there. Only the
//! outputs whose fingerprint is new are rendered.

use std::collections::BTreeSet;
use std::sync::Arc;

use schema::field::Type;
use schema::types::identifier::slug;
use schema::value::Value;

use super::theme::Theme;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::kinds::Kinds;
use crate::moment::Moment;
use crate::problem::Problem;
use crate::relations::links::{self, Target};
use crate::relations::lists::{Taxonomy, Term, collected, taxonomies};
use crate::relations::order::sort;
use crate::relations::{Page, Town};
use crate::settings::Settings;

/// How many pages a list shows at once when its section does not say.
pub const PAGINATE: usize = 50;

/// The most entries of a feed.
pub const FEED: usize = 50;

/// One file of the output.
#[derive(Clone, Debug)]
pub struct Output {
    /// Where it goes, from the root of the output.
    pub path: String,
    /// All that it depends on.
    pub inputs: Fingerprint,
    /// What it is.
    pub subject: Subject,
}

/// What an output shows.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A page, in its template.
    Page(usize),
    /// A page of a section's list, counted from 1.
    Section(usize, usize),
    /// The terms of a taxonomy.
    Taxonomy(usize),
    /// A page of a term's list: taxonomy, term, number from 1.
    Term(usize, usize, usize),
    /// The update form of a page.
    UpdateForm(usize),
    /// The calendar of these pages: name, pages.
    Calendar(String, Vec<usize>),
    /// The feed of a section.
    Feed(usize, Vec<usize>),
    /// The page of what is not found.
    NotFound,
    /// The list of addresses for search engines.
    Sitemap,
    /// What robots are told.
    Robots,
    /// An old address of a page: where it leads now.
    Alias(String),
    /// A file of the theme.
    Asset(Arc<[u8]>),
    /// A file of `content/` that is copied as it is.
    File(String),
}

/// A site that is ready to be rendered.
pub struct Plan {
    /// The taxonomies, which outputs name by rank.
    pub taxonomies: Vec<Taxonomy>,
    /// For each page, where the links of its text lead.
    pub targets: Vec<Vec<Target>>,
    /// The files to make, in the order of their paths.
    pub outputs: Vec<Output>,
    /// What others see of each page.
    pub summaries: Vec<Fingerprint>,
}

/// What a plan is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The pages in relation.
    pub town: &'a Town,
    /// Their kinds.
    pub kinds: &'a Kinds,
    /// The settings.
    pub settings: &'a Settings,
    /// The theme.
    pub theme: &'a Theme,
    /// The moment of the build.
    pub moment: &'a Moment,
    /// The files of `content/` that are no pages, with their fingerprints.
    pub files: &'a [(String, Fingerprint)],
}

/// Plans a site.
#[must_use]
pub fn plan(sources: Sources<'_>) -> (Plan, Vec<Diagnostic>) {
    let mut planner = Planner::new(sources);
    planner.add_pages();
    planner.add_lists();
    planner.add_fixed();
    planner.check();
    let mut outputs = planner.outputs;
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs.dedup_by(|later, first| later.path == first.path);
    let plan = Plan { taxonomies: planner.taxonomies, targets: planner.targets, outputs, summaries: planner.summaries };
    (plan, planner.faults)
}

struct Planner<'a> {
    from: Sources<'a>,
    base: Fingerprint,
    summaries: Vec<Fingerprint>,
    targets: Vec<Vec<Target>>,
    taxonomies: Vec<Taxonomy>,
    outputs: Vec<Output>,
    faults: Vec<Diagnostic>,
}

impl<'a> Planner<'a> {
    fn new(from: Sources<'a>) -> Self {
        let mut base = Mixer::default();
        base.text(env!("CARGO_PKG_VERSION")).fingerprint(from.theme.fingerprint).text(&format!("{:?}", from.settings));
        let town = from.town;
        let summaries = town.pages.iter().map(|page| summary(page, from)).collect();
        let targets = town
            .pages
            .iter()
            .map(|page| page.document.body.links.iter().map(|link| links::resolve(town, page, link)).collect())
            .collect();
        let taxonomies = taxonomies(town, from.kinds, from.settings.language);
        Self { from, base: base.finish(), summaries, targets, taxonomies, outputs: Vec::new(), faults: Vec::new() }
    }

    fn add(&mut self, path: String, inputs: Fingerprint, subject: Subject) {
        self.outputs.push(Output { path, inputs, subject });
    }

    fn add_pages(&mut self) {
        let town = self.from.town;
        for id in 0..town.pages.len() {
            let page = &town.pages[id];
            self.check_template(page);
            if page.is_section() {
                self.add_section(id);
            } else {
                self.add(index_of(&page.url), self.page_inputs(id), Subject::Page(id));
            }
            self.add_beside(id);
            for alias in &page.document.owned.aliases {
                let inputs = Fingerprint::of(&[self.base.as_bytes(), page.url.as_bytes()]);
                self.add(index_of(&format!("/{}/", alias.trim_matches('/'))), inputs, Subject::Alias(page.url.clone()));
            }
        }
    }

    fn check_template(&mut self, page: &Page) {
        let Some(template) = &page.document.owned.template else { return };
        if !self.from.theme.has(template) {
            let nearest = schema_nearest(template, self.from.theme.templates());
            let problem = Problem::UnknownTemplate { template: template.clone(), nearest };
            let place = page.document.place("template");
            self.faults.push(Diagnostic::at(&page.document.file, None, place, Severity::Error, problem));
        }
    }

    /// The update form and the calendar file that stand beside a page.
    fn add_beside(&mut self, id: usize) {
        let page = &self.from.town.pages[id];
        if let Some(url) = update_url(page) {
            self.add(index_of(&url), self.page_inputs(id), Subject::UpdateForm(id));
        }
        if let Some(url) = calendar_url(page) {
            let title = page.document.owned.title.clone();
            self.add(file_of(&url), self.page_inputs(id), Subject::Calendar(title, vec![id]));
        }
    }

    fn add_section(&mut self, id: usize) {
        let town = self.from.town;
        let page = &town.pages[id];
        let pages = section_pages(town, id);
        let mut inputs = Mixer::default();
        inputs.fingerprint(self.page_inputs(id));
        self.mix_summaries(&mut inputs, &pages);
        self.mix_summaries(&mut inputs, &town.sections_of(id).collect::<Vec<_>>());
        self.mix_taxonomies(&mut inputs, page);
        let inputs = inputs.finish();
        for number in 1..=pages_of_list(pages.len(), per_page(page)) {
            let path = index_of(&numbered(&page.url, number));
            self.add(path, inputs, Subject::Section(id, number));
        }
        self.add_feed(id, &pages);
        let events: Vec<usize> = pages.iter().copied().filter(|&id| town.pages[id].starts.is_some()).collect();
        if !events.is_empty() {
            let title = page.document.owned.title.clone();
            self.add(file_of(&format!("{}calendrier.ics", page.url)), inputs, Subject::Calendar(title, events));
        }
    }

    fn add_feed(&mut self, id: usize, pages: &[usize]) {
        let entries = feed_entries(self.from.town, pages);
        if let Some(url) = feed_url(self.from.town, id) {
            let mut inputs = Mixer::default();
            inputs.fingerprint(self.base).fingerprint(self.summaries[id]);
            self.mix_summaries(&mut inputs, &entries);
            self.add(file_of(&url), inputs.finish(), Subject::Feed(id, entries));
        }
    }

    fn add_lists(&mut self) {
        let taxonomies = std::mem::take(&mut self.taxonomies);
        for (rank, taxonomy) in taxonomies.iter().enumerate() {
            let mut inputs = Mixer::default();
            inputs.fingerprint(self.base).text(&format!("{:?}", outline(taxonomy)));
            self.mix_way(&mut inputs, taxonomy);
            self.add(index_of(&taxonomy.url), inputs.finish(), Subject::Taxonomy(rank));
            for (term_rank, term) in taxonomy.terms.iter().enumerate() {
                let mut inputs = Mixer::default();
                inputs.fingerprint(self.base).text(&taxonomy.label).text(&term.label);
                self.mix_way(&mut inputs, taxonomy);
                self.mix_summaries(&mut inputs, &term.pages);
                for number in 1..=pages_of_list(term.pages.len(), PAGINATE) {
                    let path = index_of(&numbered(&term.url, number));
                    self.add(path, inputs.finish(), Subject::Term(rank, term_rank, number));
                }
            }
        }
        self.taxonomies = taxonomies;
    }

    fn add_fixed(&mut self) {
        let base = self.base;
        self.add("404.html".to_owned(), base, Subject::NotFound);
        self.add("robots.txt".to_owned(), base, Subject::Robots);
        let mut inputs = Mixer::default();
        inputs.fingerprint(base);
        for (page, summary) in self.from.town.pages.iter().zip(&self.summaries) {
            inputs.text(&page.url).fingerprint(*summary);
        }
        inputs.number(self.outputs.len());
        self.add("sitemap.xml".to_owned(), inputs.finish(), Subject::Sitemap);
        for (path, bytes) in &self.from.theme.assets {
            self.add(path.clone(), Fingerprint::of(&[bytes]), Subject::Asset(Arc::clone(bytes)));
        }
        for (file, fingerprint) in self.from.files {
            let path = file.strip_prefix("content/").unwrap_or(file).to_owned();
            self.add(path, *fingerprint, Subject::File(file.clone()));
        }
    }

    /// All that a page's own template can see.
    fn page_inputs(&self, id: usize) -> Fingerprint {
        let town = self.from.town;
        let page = &town.pages[id];
        let mut inputs = Mixer::default();
        inputs.fingerprint(self.base).text(&template_of(page)).fingerprint(self.summaries[id]).fingerprint(page.document.body.fingerprint);
        for (link, target) in page.document.body.links.iter().zip(&self.targets[id]) {
            inputs.text(&links::address(target, link, self.from.settings.base_path()));
        }
        let mut section = page.section;
        while let Some(above) = section {
            inputs.text(&town.pages[above].document.owned.title).text(&town.pages[above].url);
            section = town.pages[above].section;
        }
        self.mix_summaries(&mut inputs, &town.backlinks[id]);
        self.mix_summaries(&mut inputs, &referred(town, page));
        for list in &page.document.owned.collect {
            inputs.text(&list.name);
            self.mix_summaries(&mut inputs, &collected(town, list));
        }
        if has_hours(page) {
            inputs.text(&self.from.moment.horizon_start().to_string());
        }
        inputs.text(feed_url(town, id).as_deref().unwrap_or_default());
        inputs.finish()
    }

    fn mix_summaries(&self, inputs: &mut Mixer, pages: &[usize]) {
        inputs.number(pages.len());
        for &id in pages {
            inputs.fingerprint(self.summaries[id]);
        }
    }

    fn mix_taxonomies(&self, inputs: &mut Mixer, section: &Page) {
        for taxonomy in taxonomies_of(&self.taxonomies, section) {
            inputs.text(&format!("{:?}", outline(taxonomy)));
        }
    }

    fn mix_way(&self, inputs: &mut Mixer, taxonomy: &Taxonomy) {
        let mut section = section_of_taxonomy(self.from.town, self.from.kinds, taxonomy);
        while let Some(id) = section {
            let page = &self.from.town.pages[id];
            inputs.text(&page.document.owned.title).text(&page.url);
            section = page.section;
        }
    }

    /// Links that lead nowhere.
    fn check(&mut self) {
        let known: BTreeSet<String> = self.outputs.iter().map(|output| address_of(&output.path)).collect();
        let town = self.from.town;
        for (page, targets) in town.pages.iter().zip(&self.targets) {
            links::check(page, targets, &known, &mut self.faults);
        }
        self.check_images(&known);
    }

    fn check_images(&mut self, known: &BTreeSet<String>) {
        for page in &self.from.town.pages {
            for (key, value) in page.document.fields.iter() {
                let Value::Image(image) = value else { continue };
                if !known.contains(&format!("{}{}", page.url, image.file)) {
                    let place = page.document.place(&format!("{key}.fichier"));
                    let problem = Problem::MissingImage(image.file.clone());
                    self.faults.push(Diagnostic::at(&page.document.file, None, place, Severity::Error, problem));
                }
            }
        }
    }
}

fn schema_nearest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<String> {
    schema::nearest::nearest(word, words)
}

/// What others see of a page: its head, where it is, whether it is over.
fn summary(page: &Page, from: Sources<'_>) -> Fingerprint {
    let mut inputs = Mixer::default();
    inputs.fingerprint(page.document.head).text(&page.url).fingerprint(from.kinds.fingerprint(&page.document.kind));
    inputs.number(usize::from(page.past));
    for id in referred(from.town, page) {
        inputs.text(&from.town.pages[id].document.owned.title).text(&from.town.pages[id].url);
    }
    for (_, value) in page.document.fields.iter() {
        if let Value::Closures(closures) = value {
            inputs.number(closures.iter().filter(|closure| closure.to() >= from.moment.today).count());
        }
    }
    inputs.finish()
}

/// The pages that the fields of a page refer to.
fn referred(town: &Town, page: &Page) -> Vec<usize> {
    fn of_group(town: &Town, group: &schema::value::Group, found: &mut Vec<usize>) {
        for (_, value) in group.iter() {
            match value {
                Value::Reference(target) => found.extend(town.at_path(target.as_str())),
                Value::List(groups) => groups.iter().for_each(|group| of_group(town, group, found)),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    of_group(town, &page.document.fields, &mut found);
    found
}

fn has_hours(page: &Page) -> bool {
    page.kind.as_ref().is_some_and(|kind| kind.fields.iter().any(|field| field.kind == Type::Hours))
}

fn outline(taxonomy: &Taxonomy) -> Vec<(&str, &str, usize)> {
    let term = |term: &'_ Term| term.pages.len();
    taxonomy.terms.iter().map(|each| (each.label.as_str(), each.url.as_str(), term(each))).collect()
}

/// The template of a page: its own, its kind's, or a section's.
#[must_use]
pub fn template_of(page: &Page) -> String {
    let of_kind = page.kind.as_ref().map_or("section.html", |kind| &kind.template);
    page.document.owned.template.clone().unwrap_or_else(|| of_kind.to_owned())
}

/// The pages of a section, in its order.
#[must_use]
pub fn section_pages(town: &Town, id: usize) -> Vec<usize> {
    let mut pages: Vec<usize> = town.pages_of(id).collect();
    let by_title = crate::content::collect::Sort::by_title();
    sort(town, &mut pages, town.pages[id].document.owned.sort.as_ref().unwrap_or(&by_title));
    pages
}

/// How many pages a section shows at once.
#[must_use]
pub fn per_page(page: &Page) -> usize {
    page.document.owned.paginate.unwrap_or(PAGINATE)
}

/// How many pages a list takes; an empty one takes one.
#[must_use]
pub fn pages_of_list(items: usize, per_page: usize) -> usize {
    items.div_ceil(per_page).max(1)
}

/// The address of a page of a list.
#[must_use]
pub fn numbered(url: &str, number: usize) -> String {
    if number == 1 { url.to_owned() } else { format!("{url}page/{number}/") }
}

/// The taxonomies of the kind whose folder a section is.
pub fn taxonomies_of<'t>(taxonomies: &'t [Taxonomy], section: &Page) -> impl Iterator<Item = &'t Taxonomy> {
    let url = section.url.clone();
    taxonomies.iter().filter(move |taxonomy| {
        taxonomy.url.strip_prefix(&url).is_some_and(|rest| rest.trim_end_matches('/').split('/').count() == 1) && url != "/"
    })
}

/// The section under which a taxonomy stands.
#[must_use]
pub fn section_of_taxonomy(town: &Town, kinds: &Kinds, taxonomy: &Taxonomy) -> Option<usize> {
    town.at_path(&kinds.named(&taxonomy.kind).map_or_else(String::new, |kind| kind.folder.clone()))
}

/// The address of a page's update form, when its kind has one.
#[must_use]
pub fn update_url(page: &Page) -> Option<String> {
    let kind = page.kind.as_ref()?;
    kind.update.as_ref()?;
    Some(format!("{}mettre-a-jour/", page.url))
}

/// The address of a page's calendar file, when it happens in time.
#[must_use]
pub fn calendar_url(page: &Page) -> Option<String> {
    page.starts?;
    Some(format!("{}{}.ics", page.url, slug(page.url.trim_matches('/').rsplit('/').next().unwrap_or("date"))))
}

/// The address of a section's feed, when its pages are dated.
#[must_use]
pub fn feed_url(town: &Town, id: usize) -> Option<String> {
    let page = &town.pages[id];
    let dated = page.is_section() && town.pages_of(id).any(|id| town.pages[id].document.owned.date.is_some());
    dated.then(|| format!("{}atom.xml", page.url))
}

fn feed_entries(town: &Town, pages: &[usize]) -> Vec<usize> {
    let mut entries: Vec<usize> = pages.iter().copied().filter(|&id| town.pages[id].document.owned.date.is_some()).collect();
    sort(town, &mut entries, &crate::content::collect::Sort::parse("-date"));
    entries.truncate(FEED);
    entries
}

/// The file that answers for an address that ends with `/`.
fn index_of(url: &str) -> String {
    format!("{}index.html", url.trim_start_matches('/'))
}

fn file_of(url: &str) -> String {
    url.trim_start_matches('/').to_owned()
}

/// The address that a file of the output answers for.
#[must_use]
pub fn address_of(path: &str) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{path}"),
    }
}
