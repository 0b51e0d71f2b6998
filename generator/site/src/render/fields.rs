//! What a template reads of a field: its words, and its value in machine form.

use schema::field::{Field, Fields, Type};
use schema::hours::{Closure, Hours, State};
use schema::value::{Group, Value as Typed};
use schema::value_words;
use tera::value::Key;
use tera::{Map, Value};

use super::object::{object, optional};
use super::views::Views;
use crate::moment::HORIZON_DAYS;
use crate::relations::Page;
use crate::relations::lists::taxonomy_url;

/// How much of a page is told: all of it on its own page, less in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The page itself.
    Whole,
    /// A card in a list: no tables of hours.
    Summary,
}

/// The fields of a page that have a value, by key.
pub(crate) fn of_page(views: &Views<'_>, page: &Page, extent: Extent) -> Value {
    let Some(kind) = &page.kind else { return Value::from(Map::new()) };
    let listed =
        |key: &str| kind.lists.iter().any(|list| list == key).then(|| views.address(&taxonomy_url(&kind.folder, key)));
    let shown = Shown { views, page, extent };
    shown.group(&kind.fields, &page.document.fields, &listed)
}

struct Shown<'a> {
    views: &'a Views<'a>,
    page: &'a Page,
    extent: Extent,
}

impl Shown<'_> {
    fn group(&self, fields: &Fields, group: &Group, listed: &dyn Fn(&str) -> Option<String>) -> Value {
        let mut map = Map::new();
        for field in fields {
            if let Some(view) = group.get(&field.key).and_then(|value| self.field(field, value, listed)) {
                map.insert(field.key.clone().into(), view);
            }
        }
        Value::from(map)
    }

    fn field(&self, field: &Field, value: &Typed, listed: &dyn Fn(&str) -> Option<String>) -> Option<Value> {
        let language = self.views.language();
        let mut entries = vec![
            ("key", Value::from(field.key.clone())),
            ("label", Value::from(field.label.in_language(language))),
            ("type", Value::from(type_name(&field.kind))),
            ("text", Value::from(value_words::words(value, field, language))),
        ];
        let machine = match value {
            Typed::Text(text) => Value::from(text.as_str()),
            Typed::LongText(text) => Value::from(text.as_str()),
            Typed::Number(number) => Value::from(number.to_f64()),
            Typed::Money(money) => Value::from(money.cents()),
            Typed::Date(date) => Value::from(date.to_text()),
            Typed::DateTime(at) => Value::from(at.rfc3339()),
            Typed::Phone(phone) => Value::from(phone.as_str()),
            Typed::Email(email) => Value::from(email.as_str()),
            Typed::Url(url) => Value::from(url.as_str()),
            Typed::Identifier(identifier) => Value::from(identifier.as_str()),
            Typed::YesNo(answer) => Value::from(answer.is_yes()),
            Typed::Choice(key) => {
                entries.push((
                    "url",
                    optional(listed(&field.key).map(|url| format!("{url}{}/", schema::types::identifier::slug(key)))),
                ));
                Value::from(key.clone())
            }
            Typed::Choices(keys) => {
                entries.push(("items", items(field, keys, listed, language)));
                Value::from(keys.iter().map(|key| Value::from(key.clone())).collect::<Vec<_>>())
            }
            Typed::Hours(hours) => self.hours(hours),
            Typed::Closures(closures) => self.closures(closures)?,
            Typed::Address(address) => object([
                ("line", Value::from(address.line())),
                ("complement", optional(address.complement())),
                ("postcode", Value::from(address.postcode())),
                ("town", Value::from(address.town())),
            ]),
            Typed::Position(position) => {
                object([("lat", Value::from(position.latitude())), ("lon", Value::from(position.longitude()))])
            }
            Typed::Image(image) => object([
                ("url", Value::from(self.views.address(&self.page.beside(&image.file)))),
                ("alt", Value::from(image.alt.as_str())),
            ]),
            Typed::Reference(target) => self.views.small_summary(target.as_str())?,
            Typed::List(groups) => {
                let Type::List { of, .. } = &field.kind else { return None };
                Value::from(groups.iter().map(|group| self.group(of, group, &|_| None)).collect::<Vec<_>>())
            }
        };
        if let (Typed::Reference(target), Some(view)) = (value, machine.as_map()) {
            let title = view.get(&Key::Str("title")).and_then(Value::as_str).unwrap_or(target.as_str());
            entries[3].1 = Value::from(title);
        }
        entries.push(("value", machine));
        Some(object(entries))
    }

    fn hours(&self, hours: &Hours) -> Value {
        let language = self.views.language();
        if self.extent == Extent::Summary {
            return object([("osm", Value::from(hours.osm())), ("reading", Value::from(hours.reading(language)))]);
        }
        let weeks = hours.weeks(language).into_iter().map(|week| {
            let days = week.days.into_iter().map(|day| {
                object([
                    ("name", Value::from(day.name)),
                    ("text", Value::from(day.text)),
                    ("closed", Value::from(day.closed)),
                ])
            });
            object([("label", optional(week.label)), ("days", Value::from(days.collect::<Vec<_>>()))])
        });
        object([
            ("osm", Value::from(hours.osm())),
            ("reading", Value::from(hours.reading(language))),
            ("weeks", Value::from(weeks.collect::<Vec<_>>())),
            ("notes", Value::from(hours.notes(language).into_iter().map(Value::from).collect::<Vec<_>>())),
            ("intervals", Value::from(self.intervals(hours, State::Open))),
            ("unsure", Value::from(self.intervals(hours, State::Unknown))),
            ("until", Value::from(self.until())),
        ])
    }

    /// The stretches to come that are in a state, as minutes of the Unix epoch:
    /// the browser only compares numbers.
    fn intervals(&self, hours: &Hours, state: State) -> String {
        let moment = self.views.moment();
        let closures = self.page.document.fields.iter().find_map(|(_, value)| match value {
            Typed::Closures(closures) => Some(closures.as_slice()),
            _ => None,
        });
        let closures = closures.unwrap_or_default();
        let stretches = hours.intervals(state, closures, moment.horizon_start(), HORIZON_DAYS, &moment.timezone);
        let texts: Vec<String> =
            stretches.iter().map(|(from, to)| format!("{}-{}", minutes(*from), minutes(*to))).collect();
        texts.join(",")
    }

    /// The minute from which the page's stretches say nothing any more.
    fn until(&self) -> i64 {
        let moment = self.views.moment();
        let last = moment.horizon_start().saturating_add(jiff::Span::new().days(HORIZON_DAYS));
        moment.start_of(last).map_or(0, minutes)
    }

    /// Closures that are over are not shown.
    fn closures(&self, closures: &[Closure]) -> Option<Value> {
        let language = self.views.language();
        let today = self.views.moment().today;
        let shown: Vec<Value> = closures
            .iter()
            .filter(|closure| closure.to() >= today)
            .map(|closure| {
                object([
                    ("from", Value::from(closure.from().to_string())),
                    ("to", Value::from(closure.to().to_string())),
                    ("reason", optional(closure.reason())),
                    ("text", Value::from(value_words::closure(closure, language))),
                ])
            })
            .collect();
        (!shown.is_empty()).then(|| Value::from(shown))
    }
}

fn minutes(at: jiff::Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

fn items(
    field: &Field,
    keys: &[String],
    listed: &dyn Fn(&str) -> Option<String>,
    language: schema::words::Language,
) -> Value {
    let Type::Choices(options) = &field.kind else { return Value::none() };
    let url = listed(&field.key);
    let item = |key: &String| {
        let label = options.get(key).map_or(key.as_str(), |label| label.in_language(language));
        object([
            ("key", Value::from(key.clone())),
            ("label", Value::from(label)),
            ("url", optional(url.as_ref().map(|url| format!("{url}{}/", schema::types::identifier::slug(key))))),
        ])
    };
    Value::from(keys.iter().map(item).collect::<Vec<_>>())
}

/// The word of a type, as it is declared in YAML.
const fn type_name(kind: &Type) -> &'static str {
    match kind {
        Type::Text(_) => "text",
        Type::LongText(_) => "long_text",
        Type::Number(_) => "number",
        Type::Money(_) => "money",
        Type::Date => "date",
        Type::DateTime => "date_time",
        Type::Phone => "phone",
        Type::Email => "email",
        Type::Url => "url",
        Type::Identifier { .. } => "identifier",
        Type::Choice(_) => "choice",
        Type::Choices(_) => "choices",
        Type::YesNo => "yes_no",
        Type::Hours => "hours",
        Type::Closures => "closures",
        Type::Address(_) => "address",
        Type::Position => "position",
        Type::Image => "image",
        Type::Reference { .. } => "reference",
        Type::List { .. } => "list",
    }
}
