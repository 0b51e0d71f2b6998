//! Rendering one output: its context, its template, its bytes.

use maud::html;
use schema::draw;
use schema::words::Language;
use tera::{Context, Value};

use super::object::{object, optional};
use super::plan::{self, Output, Plan, Subject};
use super::theme::Theme;
use super::views::{Beside, Views};
use super::{addresses, calendar, offers};
use crate::diagnostic::Diagnostic;
use crate::forms::Declared;
use crate::relations::links;
use crate::relations::lists::Taxonomy;

/// All that rendering needs.
pub(crate) struct Renderer<'a> {
    /// The templates.
    pub theme: &'a Theme,
    /// The values they read.
    pub views: &'a Views<'a>,
    /// What each output is.
    pub plan: &'a Plan,
}

/// The bytes of an output; a file that is copied has none here.
pub(crate) enum Rendered {
    /// The bytes.
    Bytes(Vec<u8>),
    /// The same bytes as this file of the site.
    CopyOf(String),
}

impl Renderer<'_> {
    /// Renders an output.
    ///
    /// # Errors
    ///
    /// A fault of a template, with its place.
    pub(crate) fn render(&self, output: &Output) -> Result<Rendered, Diagnostic> {
        let bytes = match &output.subject {
            Subject::Page(id) => self.page(*id)?,
            Subject::Section(id, number) => self.section(*id, *number)?,
            Subject::Taxonomy(rank) => self.taxonomy(*rank)?,
            Subject::Term(rank, term, number) => self.term(*rank, *term, *number)?,
            Subject::UpdateForm(id) => self.update_form(*id)?,
            Subject::RegisterForm(id, rank) => self.register_form(*id, *rank)?,
            Subject::OrderForm(declared) => self.order_form(declared)?,
            Subject::Calendar(name, pages) => calendar::of_pages(self.views, name, pages),
            Subject::Feed(id, entries) => self.feed(*id, entries)?,
            Subject::NotFound => self.not_found()?,
            Subject::Sitemap => self.sitemap()?,
            Subject::Robots => self.robots()?,
            Subject::Alias(id) => self.alias(&self.views.town.pages[*id].url),
            Subject::Asset(bytes) => bytes.to_vec(),
            Subject::File(file) => return Ok(Rendered::CopyOf(file.clone())),
        };
        Ok(Rendered::Bytes(bytes))
    }

    /// The desk's shell in a language: a page of the theme with two slots.
    ///
    /// # Errors
    ///
    /// A fault of the template.
    pub(crate) fn shell(&self, language: Language) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(language);
        let slots = object([
            ("title", Value::safe_string("<!--parvis:title-->")),
            ("main", Value::safe_string("<!--parvis:main-->")),
        ]);
        context.insert_value("slots", slots);
        self.theme.render("desk.html", &context)
    }

    fn context(&self, language: Language) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.views.site());
        context.insert_value("language", Value::from(language.tag()));
        context.insert_value("words", self.theme.words(language));
        context
    }

    fn page_context(&self, page: Value) -> Context {
        let mut context = self.context(self.views.language());
        context.insert_value("page", page);
        context
    }

    /// A page's own values, its text included.
    fn whole(&self, id: usize) -> Value {
        let page = &self.views.town.pages[id];
        let base_path = self.views.settings.base_path();
        let body = &page.document.body;
        let addresses: Vec<String> = body
            .links
            .iter()
            .zip(&self.plan.targets[id])
            .map(|(link, target)| links::address(target, link, base_path))
            .collect();
        let content = if body.is_empty() { String::new() } else { body.html(&addresses) };
        let beside = Beside {
            update: addresses::update_url(page),
            calendar: addresses::calendar_url(page),
            feed: addresses::feed_url(self.views.town, id),
            offers: offers::of_page(self.views, page),
        };
        self.views.page(id, &content, &beside)
    }

    fn page(&self, id: usize) -> Result<Vec<u8>, Diagnostic> {
        let template = addresses::template_of(&self.views.town.pages[id], self.theme);
        self.theme.render(template, &self.page_context(self.whole(id)))
    }

    fn section(&self, id: usize, number: usize) -> Result<Vec<u8>, Diagnostic> {
        let town = self.views.town;
        let page = &town.pages[id];
        let pages = addresses::section_pages(town, id);
        let mut subsections: Vec<usize> = town.sections_of(id).collect();
        crate::relations::order::sort(town, &mut subsections, &crate::content::collect::Sort::parse("weight"));
        let taxonomies =
            addresses::taxonomies_of(&self.plan.taxonomies, page).map(|taxonomy| self.views.taxonomy(taxonomy));
        let mut context =
            self.page_context(self.views.numbered(self.whole(id), &addresses::numbered(&page.url, number)));
        context.insert_value("subsections", self.views.summaries(&subsections));
        context.insert_value("taxonomies", Value::from(taxonomies.collect::<Vec<_>>()));
        self.add_list(&mut context, &page.url, &pages, addresses::per_page(page), number);
        self.theme.render(addresses::template_of(page, self.theme), &context)
    }

    /// The pages that a page of a list shows, and the way to its neighbours.
    fn add_list(&self, context: &mut Context, url: &str, pages: &[usize], per_page: usize, number: usize) {
        let total = addresses::pages_of_list(pages.len(), per_page);
        let shown: Vec<usize> = pages.iter().copied().skip((number - 1) * per_page).take(per_page).collect();
        let at = |number: usize| self.views.address(&addresses::numbered(url, number));
        let paginator = object([
            ("number", Value::from(number)),
            ("total", Value::from(total)),
            ("count", Value::from(pages.len())),
            ("first", Value::from(at(1))),
            ("last", Value::from(at(total))),
            ("previous", optional((number > 1).then(|| at(number - 1)))),
            ("next", optional((number < total).then(|| at(number + 1)))),
        ]);
        context.insert_value("pages", self.views.summaries(&shown));
        context.insert_value("paginator", paginator);
    }

    fn taxonomy(&self, rank: usize) -> Result<Vec<u8>, Diagnostic> {
        let taxonomy = &self.plan.taxonomies[rank];
        let title = self.taxonomy_title(taxonomy);
        let mut context = self.page_context(self.views.bare_page(&title, &taxonomy.url, &self.way_to(taxonomy)));
        context.insert_value("taxonomy", self.views.taxonomy(taxonomy));
        self.theme.render("taxonomy.html", &context)
    }

    fn taxonomy_title(&self, taxonomy: &Taxonomy) -> String {
        match self.way_to(taxonomy).last() {
            Some((section, _)) if !taxonomy.kind.is_empty() => format!("{section} – {}", taxonomy.label),
            _ => taxonomy.label.clone(),
        }
    }

    fn way_to(&self, taxonomy: &Taxonomy) -> Vec<(String, String)> {
        addresses::section_of_taxonomy(self.views.town, self.views.kinds, taxonomy)
            .map_or_else(Vec::new, |id| self.views.way_to(&self.views.town.pages[id]))
    }

    fn term(&self, rank: usize, term: usize, number: usize) -> Result<Vec<u8>, Diagnostic> {
        let taxonomy = &self.plan.taxonomies[rank];
        let term = &taxonomy.terms[term];
        let mut way = self.way_to(taxonomy);
        way.push((taxonomy.label.clone(), taxonomy.url.clone()));
        let url = addresses::numbered(&term.url, number);
        let mut context = self.page_context(self.views.bare_page(&term.label, &url, &way));
        context.insert_value("taxonomy", self.views.taxonomy(taxonomy));
        context.insert_value("term", self.views.term(term));
        self.add_list(&mut context, &term.url, &term.pages, plan::PAGINATE, number);
        self.theme.render("term.html", &context)
    }

    fn update_form(&self, id: usize) -> Result<Vec<u8>, Diagnostic> {
        let page = &self.views.town.pages[id];
        let language = self.views.language();
        let Some((kind, fields)) = page.kind.as_ref().and_then(|kind| Some((kind, kind.update_fields()?))) else {
            return Ok(Vec::new());
        };
        let published = published(page, &fields);
        let action = self.views.address(&format!("/formulaires/{}", kind.update_form()));
        let form = draw::form(&draw::Form {
            fields: &fields,
            sent: &published,
            faults: &[],
            language,
            action: &action,
            submit: schema::update::button(language),
            page: Some(&page.path),
            base: Some(&published),
            key: None,
            code: kind.takes_code().then_some(""),
            drawn_at: None,
        });
        let title = match language {
            Language::French => format!("Mettre à jour la fiche\u{a0}: {}", page.document.owned.title),
            Language::English => format!("Update the page: {}", page.document.owned.title),
        };
        let beside = Beside { update: addresses::update_url(page), ..Beside::default() };
        let mut context = self.page_context(self.views.sheet(id, &beside));
        context.insert_value(
            "form",
            object([("title", Value::from(title)), ("html", Value::safe_string(&form.into_string()))]),
        );
        self.theme.render("update.html", &context)
    }

    fn register_form(&self, id: usize, rank: usize) -> Result<Vec<u8>, Diagnostic> {
        let page = &self.views.town.pages[id];
        let Some((offer, form)) =
            page.offers.get(rank).and_then(|offer| Some((offer, offers::form(self.views, page, offer)?)))
        else {
            return Ok(Vec::new());
        };
        let title = offer.declared.form.title.in_language(self.views.language());
        let title = match self.views.language() {
            Language::French => format!("{title}\u{a0}: {}", page.document.owned.title),
            Language::English => format!("{title}: {}", page.document.owned.title),
        };
        let mut context = self.page_context(self.views.sheet(id, &Beside::default()));
        context.insert_value("offer", offers::of_form(self.views, page, offer));
        context.insert_value(
            "form",
            object([("title", Value::from(title)), ("html", Value::safe_string(&form.into_string()))]),
        );
        self.theme.render("form.html", &context)
    }

    fn order_form(&self, declared: &Declared) -> Result<Vec<u8>, Diagnostic> {
        let url = declared.address().unwrap_or_default();
        let section = addresses::section_of_address(self.views.town, &url);
        let way = section.map_or_else(Vec::new, |id| self.views.way_to(&self.views.town.pages[id]));
        let title = declared.form.title.in_language(self.views.language());
        let mut context = self.page_context(self.views.bare_page(title, &url, &way));
        context.insert_value("order", offers::of_order(self.views, &declared.form));
        let form = offers::basket(self.views, &declared.form).unwrap_or_default();
        context.insert_value(
            "form",
            object([("title", Value::from(title)), ("html", Value::safe_string(&form.into_string()))]),
        );
        self.theme.render(plan::ORDER_TEMPLATE, &context)
    }

    fn feed(&self, id: usize, entries: &[usize]) -> Result<Vec<u8>, Diagnostic> {
        let town = self.views.town;
        let days = entries.iter().filter_map(|&id| addresses::said_on(&town.pages[id]));
        let updated = days.max().unwrap_or_else(|| "1970-01-01".to_owned());
        let url = addresses::feed_url(town, id).map_or_else(String::new, |url| self.views.permalink(&url));
        let mut context = self.page_context(self.views.summary(id));
        context.insert_value("pages", self.views.summaries(entries));
        context.insert_value(
            "feed",
            object([("url", Value::from(url)), ("updated", Value::from(format!("{updated}T00:00:00Z")))]),
        );
        self.theme.render("atom.xml", &context)
    }

    fn not_found(&self) -> Result<Vec<u8>, Diagnostic> {
        let title = match self.views.language() {
            Language::French => "Page introuvable",
            Language::English => "Page not found",
        };
        self.theme.render("404.html", &self.page_context(self.views.bare_page(title, "/404.html", &[])))
    }

    /// Every page that may be found: all but the forms.
    fn sitemap(&self) -> Result<Vec<u8>, Diagnostic> {
        let entry = |url: &str, date: Option<String>| {
            object([("loc", Value::from(self.views.permalink(url))), ("lastmod", optional(date))])
        };
        let urls = self.plan.outputs.iter().filter_map(|output| match &output.subject {
            Subject::Page(id) | Subject::Section(id, _) => {
                Some(entry(&addresses::address_of(&output.path), addresses::said_on(&self.views.town.pages[*id])))
            }
            Subject::Taxonomy(_) | Subject::Term(..) => Some(entry(&addresses::address_of(&output.path), None)),
            _ => None,
        });
        let mut context = self.context(self.views.language());
        context.insert_value("urls", Value::from(urls.collect::<Vec<_>>()));
        self.theme.render("sitemap.xml", &context)
    }

    fn robots(&self) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(self.views.language());
        context.insert_value("sitemap_url", Value::from(self.views.permalink("/sitemap.xml")));
        self.theme.render("robots.txt", &context)
    }

    fn alias(&self, url: &str) -> Vec<u8> {
        let address = self.views.address(url);
        let permalink = self.views.permalink(url);
        let language = self.views.language();
        let moved = match language {
            Language::French => "Cette page a changé d’adresse",
            Language::English => "This page has moved",
        };
        let page = html! {
            (maud::DOCTYPE)
            html lang=(language.tag()) {
                head {
                    meta charset="utf-8";
                    title { (moved) }
                    meta http-equiv="refresh" content=(format!("0; url={address}"));
                    meta name="robots" content="noindex";
                    link rel="canonical" href=(permalink);
                }
                body { p { a href=(address) { (moved) } } }
            }
        };
        page.into_string().into_bytes()
    }
}

/// What the form shows of a sheet: the canonical tree of the fields it offers.
#[must_use]
pub(crate) fn published(page: &crate::relations::Page, fields: &schema::field::Fields) -> schema::tree::Node {
    let values =
        fields.iter().filter_map(|field| Some((field.key.clone(), page.document.fields.get(&field.key)?.to_node())));
    schema::tree::Node::map(values)
}
