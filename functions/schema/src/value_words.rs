//! A value as a reader reads it, in one line or one line an item.
//!
//! Pages, tracking pages, notices and the staff's queue all say a value here,
//! so that they say it the same way.

use crate::field::{Field, Fields, Type};
use crate::hours::Closure;
use crate::types::date::Date;
use crate::value::{Group, Value};
use crate::words::Language;

/// The value in one line (or paragraphs, for a long text).
#[must_use]
pub fn words(value: &Value, field: &Field, language: Language) -> String {
    let between = match value {
        Value::Choices(_) => ", ",
        _ => "\u{a0}; ",
    };
    lines(value, field, language).join(between)
}

/// The value line by line: one for each item of a list, of a closure, of several choices.
#[must_use]
pub fn lines(value: &Value, field: &Field, language: Language) -> Vec<String> {
    match value {
        Value::Choices(keys) => keys.iter().map(|key| option(key, field, language)).collect(),
        Value::Closures(closures) => closures.iter().map(|closure| self::closure(closure, language)).collect(),
        Value::List(groups) => {
            let of = fields_of(field);
            groups.iter().map(|group| item(group, of, language)).collect()
        }
        value => vec![one(value, field, language)],
    }
}

fn one(value: &Value, field: &Field, language: Language) -> String {
    match value {
        Value::Text(text) => text.words(language),
        Value::LongText(text) => text.words(language),
        Value::Number(number) => number.words(language),
        Value::Money(money) => money.words(language),
        Value::Date(date) => date.words(language),
        Value::DateTime(moment) => moment.words(language),
        Value::Phone(phone) => phone.words(language),
        Value::Email(email) => email.words(language),
        Value::Url(url) => url.words(language),
        Value::Identifier(identifier) => identifier.words(language),
        Value::YesNo(answer) => answer.words(language),
        Value::Address(address) => address.words(language),
        Value::Position(position) => position.words(language),
        Value::Choice(key) => option(key, field, language),
        Value::Hours(hours) => hours.reading(language),
        Value::Image(image) => format!("{} ({})", image.alt.words(language), image.file),
        Value::Reference(page) => page.as_str().to_owned(),
        Value::Choices(_) | Value::Closures(_) | Value::List(_) => lines(value, field, language).join("\u{a0}; "),
    }
}

fn option(key: &str, field: &Field, language: Language) -> String {
    let (Type::Choice(options) | Type::Choices(options)) = &field.kind else { return key.to_owned() };
    options.get(key).map_or(key, |label| label.in_language(language)).to_owned()
}

/// The fields of the items of a list; none for another type.
pub(crate) fn fields_of(field: &Field) -> &Fields {
    static NONE: Fields = Fields::NONE;
    if let Type::List { of, .. } = &field.kind { of } else { &NONE }
}

/// « Croissant, 1,20 €, la pièce »: what it is called, then the rest as it is declared.
#[must_use]
pub fn item(group: &Group, of: &Fields, language: Language) -> String {
    let said = of.iter().filter_map(|field| Some((field, group.get(&field.key)?)));
    let said = said.filter(|(field, _)| !matches!(field.kind, Type::Identifier { from: Some(_) }));
    said.map(|(field, value)| words(value, field, language)).collect::<Vec<_>>().join(", ")
}

/// What an item is called: its first line of text, else its code.
#[must_use]
pub fn name(group: &Group, language: Language) -> Option<String> {
    let text = group.iter().find_map(|(_, value)| match value {
        Value::Text(text) => Some(text.words(language)),
        _ => None,
    });
    text.or_else(|| group.identifier())
}

/// « du 1er au 21 août 2027 (Congés) »
#[must_use]
pub fn closure(closure: &Closure, language: Language) -> String {
    let days = days(closure, language);
    match closure.reason() {
        Some(reason) => format!("{days} ({reason})"),
        None => days,
    }
}

fn days(closure: &Closure, language: Language) -> String {
    let day = |day: jiff::civil::Date| Date::from(day).words(language);
    let (from, to) = (day(closure.from()), day(closure.to()));
    let (first, last) = (closure.from(), closure.to());
    match language {
        Language::French if first == last => format!("le {from}"),
        Language::French => format!("du {} au {to}", without_what_follows(&from, closure)),
        Language::English if first == last => format!("on {from}"),
        Language::English => format!("{} to {to}", without_what_follows(&from, closure)),
    }
}

/// The first day without the month or the year that the last day says again.
fn without_what_follows<'a>(from: &'a str, closure: &Closure) -> &'a str {
    let (first, last) = (closure.from(), closure.to());
    let kept = match () {
        () if first.first_of_month() == last.first_of_month() => 1,
        () if first.year() == last.year() => 2,
        () => 3,
    };
    let end = from.match_indices(['\u{a0}', ' ']).nth(kept - 1).map_or(from.len(), |(at, _)| at);
    &from[..end]
}
