//! The keys of the front matter that the generator itself reads.

use std::ops::Range;

use schema::declaration::Phrase;
use schema::fault;
use schema::structure;
use schema::tree::{Content, Entry, Node};
use schema::types::date::Date;
use schema::types::date_time::DateTime;
use schema::types::identifier;
use schema::types::number::{self, Number};
use schema::types::text::{Text, TextOptions};
use schema::types::yes_no::YesNo;
use serde::{Deserialize, Serialize};

use super::collect::{self, Collection};
use crate::problem::Problem;

/// What the generator reads of a page's front matter, whatever its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Owned {
    /// The page's name.
    pub title: String,
    /// One sentence, for lists and search engines.
    pub description: Option<String>,
    /// The day it is about or was published.
    pub date: Option<Date>,
    /// The day it was last looked at.
    pub updated: Option<Date>,
    /// Whether it waits to be published.
    pub draft: bool,
    /// The last part of its address, instead of the file's name.
    pub slug: Option<String>,
    /// Addresses that lead to it.
    pub aliases: Vec<String>,
    /// Its rank in a list sorted by weight; light ones first.
    pub weight: i64,
    /// Words it can be found under.
    pub tags: Vec<String>,
    /// The theme's template, instead of its kind's.
    pub template: Option<String>,
    /// Before this moment it is not published.
    pub publish_at: Option<DateTime>,
    /// From this moment on it is not published any more.
    pub expire_at: Option<DateTime>,
    /// For a section: how many pages a list shows at once.
    pub paginate: Option<usize>,
    /// For a section: how its pages are sorted.
    pub sort: Option<collect::Sort>,
    /// Lists of other pages that the template shows.
    pub collect: Vec<Collection>,
}

/// Faults with their bytes in the YAML.
pub(crate) type Faults = Vec<(Range<usize>, Problem)>;

/// Reads the generator's keys of a front matter.
pub(crate) fn read(node: &Node, faults: &mut Faults) -> Owned {
    let mut reader = Reader { node, faults };
    let title = reader.text("title", 200);
    if title.is_none() {
        reader.required_title();
    }
    let owned = Owned {
        title: title.unwrap_or_default(),
        description: reader.text("description", 400),
        date: reader.typed("date", |text| Date::parse(text).map_err(fault::Problem::Date)),
        updated: reader.typed("updated", |text| Date::parse(text).map_err(fault::Problem::Date)),
        draft: reader
            .typed("draft", |text| YesNo::parse(text).map_err(fault::Problem::YesNo))
            .is_some_and(YesNo::is_yes),
        slug: reader.typed("slug", slug),
        aliases: reader.texts("aliases", is_address, "/ancienne/adresse/"),
        weight: reader.number("weight", -10_000, 10_000).unwrap_or(0),
        tags: reader.texts("tags", |tag| !identifier::slug(tag).is_empty(), "festival"),
        template: reader.text("template", 100),
        publish_at: reader.typed("publish_at", moment),
        expire_at: reader.typed("expire_at", moment),
        paginate: reader.number("paginate", 1, 1_000).and_then(|number| usize::try_from(number).ok()),
        sort: reader.text("sort", 60).map(|text| collect::Sort::parse(&text)),
        collect: reader.entry("collect").map(|entry| collect::read(&entry.value, reader.faults)).unwrap_or_default(),
    };
    reader.refuse_end_before_start(&owned);
    owned
}

/// A moment is a day and an hour; a day alone means its first minute.
fn moment(text: &str) -> Result<DateTime, fault::Problem> {
    match Date::parse(text) {
        Ok(date) => DateTime::parse(&format!("{} 00:00", date.to_text())).map_err(fault::Problem::DateTime),
        Err(_) => DateTime::parse(text).map_err(fault::Problem::DateTime),
    }
}

fn slug(text: &str) -> Result<String, fault::Problem> {
    identifier::Identifier::parse(text).map(|slug| slug.to_text()).map_err(fault::Problem::Identifier)
}

/// Whether a text is an address of the site: names between `/`, nothing that
/// leads elsewhere.
fn is_address(text: &str) -> bool {
    let names = text.trim_matches('/').split('/');
    let plain = |name: &str| {
        !name.is_empty()
            && !name.starts_with('.')
            && !name.contains(['?', '#', '\\', ':', '%', '"', '<', '>'])
            && !name.contains(char::is_whitespace)
    };
    names.clone().count() > 0 && names.into_iter().all(plain)
}

struct Reader<'a> {
    node: &'a Node,
    faults: &'a mut Faults,
}

impl<'a> Reader<'a> {
    fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.node.entry(key).filter(|entry| !entry.value.is_blank())
    }

    fn required_title(&mut self) {
        let span = self.node.entry("title").map_or(0..0, |entry| entry.key_span.clone());
        if self.entry("title").is_none() {
            let label = Phrase::Both { fr: "Titre".to_owned(), en: "Title".to_owned() };
            self.faults.push((span, Problem::MissingField { key: "title".to_owned(), label }));
        }
    }

    /// A page that expires before it is published is never shown.
    fn refuse_end_before_start(&mut self, owned: &Owned) {
        let (Some(from), Some(until), Some(entry)) = (owned.publish_at, owned.expire_at, self.entry("expire_at"))
        else {
            return;
        };
        if until.timestamp() <= from.timestamp() {
            let problem = Problem::NeverShown { from: from.to_text() };
            self.faults.push((entry.value.span.clone(), problem));
        }
    }

    fn typed<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T, fault::Problem>) -> Option<T> {
        let entry = self.entry(key)?;
        self.parse(&entry.value, parse)
    }

    fn parse<T>(&mut self, node: &Node, parse: impl Fn(&str) -> Result<T, fault::Problem>) -> Option<T> {
        let Some(text) = node.as_text() else {
            self.fault(&node.span, structure::Problem::NotAText.into());
            return None;
        };
        parse(text).map_err(|problem| self.fault(&node.span, problem)).ok()
    }

    fn text(&mut self, key: &str, max_length: usize) -> Option<String> {
        let options = TextOptions { max_length };
        self.typed(key, |text| Text::parse(text, &options).map(|text| text.to_text()).map_err(fault::Problem::Text))
    }

    fn number(&mut self, key: &str, min: i64, max: i64) -> Option<i64> {
        let bound = |bound: i64| Number::parse(&bound.to_string(), &number::Options::default()).ok();
        let options = number::Options { min: bound(min), max: bound(max), decimals: 0 };
        let number = self.typed(key, |text| Number::parse(text, &options).map_err(fault::Problem::Number))?;
        number.to_text().parse().ok()
    }

    /// A list of texts, each of which must fit.
    fn texts(&mut self, key: &str, fits: impl Fn(&str) -> bool, example: &str) -> Vec<String> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let Content::List(items) = &entry.value.content else {
            self.fault(&entry.value.span, structure::Problem::NotAList.into());
            return Vec::new();
        };
        let options = TextOptions::default();
        let parse = |text: &str| Text::parse(text, &options).map(|text| text.to_text()).map_err(fault::Problem::Text);
        let mut texts = Vec::new();
        for item in items {
            let Some(text) = self.parse(item, parse) else { continue };
            if fits(&text) {
                texts.push(text);
            } else {
                self.faults.push((item.span.clone(), Problem::UnknownWord { word: text, wanted: example.to_owned() }));
            }
        }
        texts
    }

    fn fault(&mut self, span: &Range<usize>, problem: fault::Problem) {
        self.faults.push((span.clone(), Problem::Field(problem)));
    }
}
