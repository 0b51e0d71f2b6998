//! Every output of a site, and the fingerprint of all that it depends on.
//!
//! Planning is cheap: it mixes fingerprints that are already there. Only the
//! outputs whose fingerprint is new are rendered.

use std::collections::BTreeSet;
use std::sync::Arc;

use schema::nearest::nearest;
use schema::value::Value;

use super::addresses::{
    address_of, calendar_url, feed_entries, feed_url, file_of, index_of, numbered, pages_of_list, per_page,
    section_of_address, section_pages, taxonomies_of, update_url,
};
use super::conflicts;
use super::inputs::{Inputs, outline};
use super::theme::Theme;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::Fingerprint;
use crate::forms::{Declared, Forms};
use crate::kinds::Kinds;
use crate::moment::Moment;
use crate::problem::Problem;
use crate::relations::address::alias_url;
use crate::relations::links::{self, Target};
use crate::relations::lists::{Taxonomy, taxonomies};
use crate::relations::{Page, Town};
use crate::settings::Settings;

/// How many pages a list shows at once when its section does not say.
pub(crate) const PAGINATE: usize = 50;

/// The most entries of a feed.
pub(crate) const FEED: usize = 50;

/// The template of a form that people order by.
pub(crate) const ORDER_TEMPLATE: &str = "order.html";

/// One file of the output.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    /// Where it goes, from the root of the output.
    pub path: String,
    /// All that it depends on.
    pub inputs: Fingerprint,
    /// What it is.
    pub subject: Subject,
}

/// What an output shows.
#[derive(Clone, Debug)]
pub(crate) enum Subject {
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
    /// The form beside a page by which people register: page, rank of what it offers.
    RegisterForm(usize, usize),
    /// The form, at an address of its own, by which people order.
    OrderForm(Arc<Declared>),
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
    /// An old address of a page.
    Alias(usize),
    /// A file of the theme.
    Asset(Arc<[u8]>),
    /// A file of `content/` that is copied as it is.
    File(String),
}

impl Subject {
    /// The page that it shows, if it is one page's own.
    #[must_use]
    pub(crate) fn page(&self) -> Option<usize> {
        match self {
            Self::Page(id) | Self::Section(id, _) | Self::UpdateForm(id) | Self::RegisterForm(id, _) => Some(*id),
            _ => None,
        }
    }

    /// The file of `content/` that it is a copy of.
    #[must_use]
    pub(super) fn copied(&self) -> Option<&str> {
        match self {
            Self::File(file) => Some(file),
            _ => None,
        }
    }
}

/// A site that is ready to be rendered.
pub(crate) struct Plan {
    /// The taxonomies, which outputs name by rank.
    pub taxonomies: Vec<Taxonomy>,
    /// For each page, where the links of its text lead.
    pub targets: Vec<Vec<Target>>,
    /// The files to make, in the order of their paths.
    pub outputs: Vec<Output>,
}

/// What a plan is made from.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    /// The pages in relation.
    pub town: &'a Town,
    /// Their kinds.
    pub kinds: &'a Kinds,
    /// The forms that people send.
    pub forms: &'a Forms,
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
pub(crate) fn plan(sources: Sources<'_>) -> (Plan, Vec<Diagnostic>) {
    let mut planner = Planner::new(sources);
    planner.check_kinds();
    planner.add_pages();
    planner.add_lists();
    planner.add_order_forms();
    planner.add_fixed();
    planner.check();
    planner.outputs.sort_by(|a, b| a.path.cmp(&b.path));
    conflicts::refuse(sources, &planner.outputs, &mut planner.faults);
    planner.outputs.dedup_by(|later, first| later.path == first.path);
    let outputs = planner.outputs;
    let plan = Plan { taxonomies: planner.taxonomies, targets: planner.targets, outputs };
    (plan, planner.faults)
}

struct Planner<'a> {
    from: Sources<'a>,
    inputs: Inputs<'a>,
    targets: Vec<Vec<Target>>,
    taxonomies: Vec<Taxonomy>,
    outputs: Vec<Output>,
    faults: Vec<Diagnostic>,
}

impl<'a> Planner<'a> {
    fn new(from: Sources<'a>) -> Self {
        let town = from.town;
        let targets = town.pages.iter().map(|page| links::resolve_all(town, page)).collect();
        let taxonomies = taxonomies(town, from.kinds, from.settings.language);
        Self { from, inputs: Inputs::new(from), targets, taxonomies, outputs: Vec::new(), faults: Vec::new() }
    }

    fn add(&mut self, path: String, inputs: Fingerprint, subject: Subject) {
        self.outputs.push(Output { path, inputs, subject });
    }

    fn add_pages(&mut self) {
        let town = self.from.town;
        for id in 0..town.pages.len() {
            let page = &town.pages[id];
            self.check_template(page);
            if page.is_section {
                self.add_section(id);
            } else {
                self.add(index_of(&page.url), self.inputs.of_page(id, &self.targets[id]), Subject::Page(id));
            }
            self.add_beside(id);
            for alias in &page.document.owned.aliases {
                let inputs = self.inputs.mixer().text(&page.url).finish();
                self.add(index_of(&alias_url(alias)), inputs, Subject::Alias(id));
            }
        }
    }

    /// The template that a kind names must be one of the theme's.
    fn check_kinds(&mut self) {
        let theme = self.from.theme;
        for kind in self.from.kinds.iter().filter(|kind| !theme.has(&kind.template)) {
            let nearest = nearest(&kind.template, theme.templates());
            let problem = Problem::UnknownTemplate { template: kind.template.clone(), nearest };
            self.faults.extend(self.from.kinds.fault_at(&kind.name, "template", problem));
        }
    }

    fn check_template(&mut self, page: &Page) {
        let Some(template) = &page.document.owned.template else { return };
        if !self.from.theme.has(template) {
            let nearest = nearest(template, self.from.theme.templates());
            let problem = Problem::UnknownTemplate { template: template.clone(), nearest };
            let place = page.document.place("template");
            self.faults.push(Diagnostic::at(&page.document.file, None, place, Severity::Error, problem));
        }
    }

    /// The forms and the calendar file that stand beside a page.
    fn add_beside(&mut self, id: usize) {
        let page = &self.from.town.pages[id];
        if let Some(url) = update_url(page) {
            self.add(index_of(&url), self.inputs.of_sheets(&[id]), Subject::UpdateForm(id));
        }
        for (rank, offer) in page.offers.iter().enumerate() {
            if let Some(url) = offer.url(page) {
                self.add(index_of(&url), self.inputs.of_offer(id, offer), Subject::RegisterForm(id, rank));
            }
        }
        if let Some(url) = calendar_url(page) {
            let title = page.document.owned.title.clone();
            self.add(file_of(&url), self.inputs.of_sheets(&[id]), Subject::Calendar(title, vec![id]));
        }
    }

    fn add_section(&mut self, id: usize) {
        let town = self.from.town;
        let page = &town.pages[id];
        let pages = section_pages(town, id);
        let mut inputs = self.inputs.mixer();
        inputs.fingerprint(self.inputs.of_page(id, &self.targets[id]));
        self.inputs.mix_summaries(&mut inputs, &pages);
        self.inputs.mix_summaries(&mut inputs, &town.sections_of(id).collect::<Vec<_>>());
        for taxonomy in taxonomies_of(&self.taxonomies, page) {
            inputs.text(&outline(taxonomy));
        }
        let inputs = inputs.finish();
        for number in 1..=pages_of_list(pages.len(), per_page(page)) {
            let path = index_of(&numbered(&page.url, number));
            self.add(path, inputs, Subject::Section(id, number));
        }
        self.add_feed(id, &pages);
        let events: Vec<usize> = pages.iter().copied().filter(|&id| town.pages[id].starts.is_some()).collect();
        if !events.is_empty() {
            let title = page.document.owned.title.clone();
            self.add(
                file_of(&format!("{}calendrier.ics", page.url)),
                self.inputs.of_sheets(&events),
                Subject::Calendar(title, events),
            );
        }
    }

    fn add_feed(&mut self, id: usize, pages: &[usize]) {
        let entries = feed_entries(self.from.town, pages);
        if let Some(url) = feed_url(self.from.town, id) {
            let mut inputs = self.inputs.mixer();
            inputs.fingerprint(self.inputs.summaries[id]);
            self.inputs.mix_summaries(&mut inputs, &entries);
            self.add(file_of(&url), inputs.finish(), Subject::Feed(id, entries));
        }
    }

    fn add_lists(&mut self) {
        let taxonomies = std::mem::take(&mut self.taxonomies);
        for (rank, taxonomy) in taxonomies.iter().enumerate() {
            let mut inputs = self.inputs.mixer();
            inputs.text(&outline(taxonomy));
            self.inputs.mix_way(&mut inputs, taxonomy);
            self.add(index_of(&taxonomy.url), inputs.finish(), Subject::Taxonomy(rank));
            for (term_rank, term) in taxonomy.terms.iter().enumerate() {
                let mut inputs = self.inputs.mixer();
                inputs.text(&outline(taxonomy)).text(&term.label);
                self.inputs.mix_way(&mut inputs, taxonomy);
                self.inputs.mix_summaries(&mut inputs, &term.pages);
                for number in 1..=pages_of_list(term.pages.len(), PAGINATE) {
                    let path = index_of(&numbered(&term.url, number));
                    self.add(path, inputs.finish(), Subject::Term(rank, term_rank, number));
                }
            }
        }
        self.taxonomies = taxonomies;
    }

    /// A theme without a template for baskets has no page to order by.
    fn add_order_forms(&mut self) {
        let from = self.from;
        for (declared, order) in from.forms.orders().filter(|_| from.theme.has(ORDER_TEMPLATE)) {
            if let Some(url) = declared.address() {
                let inputs = self.inputs.of_order(declared, order, section_of_address(from.town, &url));
                self.add(index_of(&url), inputs, Subject::OrderForm(Arc::clone(declared)));
            }
        }
    }

    fn add_fixed(&mut self) {
        let base = self.inputs.base;
        self.add("404.html".to_owned(), base, Subject::NotFound);
        self.add("robots.txt".to_owned(), base, Subject::Robots);
        let mut inputs = self.inputs.mixer();
        for (page, summary) in self.from.town.pages.iter().zip(&self.inputs.summaries) {
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

    /// Links that lead nowhere.
    fn check(&mut self) {
        let known: BTreeSet<String> = self.outputs.iter().map(|output| address_of(&output.path)).collect();
        let town = self.from.town;
        for (page, targets) in town.pages.iter().zip(&self.targets) {
            links::check(town, page, targets, &known, &mut self.faults);
        }
        for page in &town.faulty {
            links::check(town, page, &links::resolve_all(town, page), &known, &mut self.faults);
        }
        links::check_settings(town, self.from.settings, &known, &mut self.faults);
        self.check_images(&known);
    }

    fn check_images(&mut self, known: &BTreeSet<String>) {
        for page in &self.from.town.pages {
            for (key, value) in page.document.fields.iter() {
                let Value::Image(image) = value else { continue };
                if !known.contains(&page.beside(&image.file)) {
                    let place = page.document.place(&format!("{key}.fichier"));
                    let problem = Problem::MissingImage(image.file.clone());
                    self.faults.push(Diagnostic::at(&page.document.file, None, place, Severity::Error, problem));
                }
            }
        }
    }
}
