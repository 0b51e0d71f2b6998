//! Fingerprints of all that an output can see.
//!
//! Whatever a template is given must be mixed in here: what is forgotten would
//! leave a stale page. The property test of incremental builds holds this.

use schema::form::order::Order;
use schema::value::Value;

use super::addresses::{feed_url, section_of_taxonomy, template_of};
use super::offers;
use super::plan::Sources;
use crate::fingerprint::{Fingerprint, Mixer};
use crate::forms::{Declared, Offer};
use crate::relations::links::{self, Target};
use crate::relations::lists::{Taxonomy, collected};
use crate::relations::{Page, Town};

/// The fingerprints that outputs are mixed from.
pub(super) struct Inputs<'a> {
    from: Sources<'a>,
    /// The program, the theme and the settings.
    pub(super) base: Fingerprint,
    /// What others see of each page.
    pub(super) summaries: Vec<Fingerprint>,
}

impl<'a> Inputs<'a> {
    pub(super) fn new(from: Sources<'a>) -> Self {
        let mut base = Mixer::default();
        base.text(env!("PARVIS_SOURCES")).fingerprint(from.theme.fingerprint).text(&format!("{:?}", from.settings));
        let summaries = from.town.pages.iter().map(|page| summary(page, from)).collect();
        Self { from, base: base.finish(), summaries }
    }

    /// A mixer that already holds the base.
    pub(super) fn mixer(&self) -> Mixer {
        let mut mixer = Mixer::default();
        mixer.fingerprint(self.base);
        mixer
    }

    /// All that a page's own template can see.
    pub(super) fn of_page(&self, id: usize, targets: &[Target]) -> Fingerprint {
        let town = self.from.town;
        let page = &town.pages[id];
        let mut inputs = self.mixer();
        inputs
            .text(template_of(page, self.from.theme))
            .fingerprint(self.summaries[id])
            .fingerprint(page.document.body.fingerprint);
        for (link, target) in page.document.body.links.iter().zip(targets) {
            inputs.text(&links::address(target, link, self.from.settings.base_path()));
        }
        self.mix_way_to(&mut inputs, page.section);
        self.mix_summaries(&mut inputs, &town.backlinks[id]);
        self.mix_summaries(&mut inputs, &referred(town, page));
        for list in &page.document.owned.collect {
            inputs.text(&list.name);
            self.mix_summaries(&mut inputs, &collected(town, list));
        }
        self.mix_horizon(&mut inputs, page);
        mix_offers(&mut inputs, &page.offers);
        inputs.text(feed_url(town, id).as_deref().unwrap_or_default());
        inputs.finish()
    }

    /// All that the form or the calendar beside pages can see: not their texts.
    pub(super) fn of_sheets(&self, pages: &[usize]) -> Fingerprint {
        let town = self.from.town;
        let mut inputs = self.mixer();
        self.mix_summaries(&mut inputs, pages);
        for &id in pages {
            self.mix_way_to(&mut inputs, town.pages[id].section);
            self.mix_summaries(&mut inputs, &referred(town, &town.pages[id]));
            self.mix_horizon(&mut inputs, &town.pages[id]);
        }
        inputs.finish()
    }

    /// All that the form beside a page can see.
    pub(super) fn of_offer(&self, id: usize, offer: &Offer) -> Fingerprint {
        let mut inputs = self.mixer();
        inputs.fingerprint(self.of_sheets(&[id]));
        mix_offers(&mut inputs, std::slice::from_ref(offer));
        inputs.finish()
    }

    /// All that a form to order by can see: its pages, and which days are to come.
    pub(super) fn of_order(&self, declared: &Declared, order: &Order, section: Option<usize>) -> Fingerprint {
        let town = self.from.town;
        let mut inputs = self.mixer();
        inputs.fingerprint(declared.fingerprint).text(&self.from.moment.today.to_string());
        for pages in [offers::merchants(town, order), offers::points(town, order)] {
            inputs.fingerprint(self.of_sheets(&pages));
        }
        self.mix_way_to(&mut inputs, section);
        inputs.finish()
    }

    /// A page with hours carries those of the days to come.
    fn mix_horizon(&self, inputs: &mut Mixer, page: &Page) {
        let mut has_hours = false;
        page.document.fields.visit(&mut |value| has_hours |= matches!(value, Value::Hours(_)));
        if has_hours {
            inputs.text(&self.from.moment.horizon_start().to_string());
        }
    }

    /// What lists show of these pages.
    pub(super) fn mix_summaries(&self, inputs: &mut Mixer, pages: &[usize]) {
        inputs.number(pages.len());
        for &id in pages {
            inputs.fingerprint(self.summaries[id]);
        }
    }

    /// The way from the home page to a taxonomy.
    pub(super) fn mix_way(&self, inputs: &mut Mixer, taxonomy: &Taxonomy) {
        self.mix_way_to(inputs, section_of_taxonomy(self.from.town, self.from.kinds, taxonomy));
    }

    /// The titles and addresses of the sections around.
    fn mix_way_to(&self, inputs: &mut Mixer, mut section: Option<usize>) {
        while let Some(id) = section {
            let page = &self.from.town.pages[id];
            inputs.text(&page.document.owned.title).text(&page.url);
            section = page.section;
        }
    }
}

/// The sessions themselves are in the page's head; the moment says which are to come.
fn mix_offers(inputs: &mut Mixer, offers: &[Offer]) {
    inputs.number(offers.len());
    for offer in offers {
        inputs.fingerprint(offer.declared.fingerprint).number(offer.sessions.len());
    }
}

/// What others see of a page: its head, where it is, whether it is over.
fn summary(page: &Page, from: Sources<'_>) -> Fingerprint {
    let mut inputs = Mixer::default();
    inputs.fingerprint(page.document.head).text(&page.url).fingerprint(from.kinds.fingerprint(&page.document.kind));
    inputs.number(usize::from(page.past));
    for id in referred(from.town, page) {
        inputs.text(&from.town.pages[id].document.owned.title).text(&from.town.pages[id].url);
    }
    page.document.fields.visit(&mut |value| {
        if let Value::Closures(closures) = value {
            inputs.number(closures.iter().filter(|closure| closure.to() >= from.moment.today).count());
        }
    });
    inputs.finish()
}

/// The pages that the fields of a page refer to.
fn referred(town: &Town, page: &Page) -> Vec<usize> {
    let mut found = Vec::new();
    page.document.fields.visit(&mut |value| {
        if let Value::Reference(target) = value {
            found.extend(town.at_path(target.as_str()));
        }
    });
    found
}

/// What is shown of a taxonomy: its terms, and how many pages each has.
pub(super) fn outline(taxonomy: &Taxonomy) -> String {
    let terms: Vec<_> =
        taxonomy.terms.iter().map(|term| (&term.key, &term.label, &term.url, term.pages.len())).collect();
    format!("{:?} {terms:?}", taxonomy.label)
}
