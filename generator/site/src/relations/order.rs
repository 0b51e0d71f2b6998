//! The order of pages in a list.

use std::cmp::Ordering;

use schema::types::identifier::slug;
use schema::types::number::Number;
use schema::value::Value;

use super::{Page, Town};
use crate::content::collect::Sort;

/// Puts pages in order; equals stay in the order of their titles, then paths.
pub(crate) fn sort(town: &Town, pages: &mut [usize], by: &Sort) {
    pages.sort_by_cached_key(|&id| (title_key(&town.pages[id].document.owned.title), town.pages[id].path.clone()));
    if by.key == "title" {
        if by.descending {
            pages.reverse();
        }
        return;
    }
    pages.sort_by(|&a, &b| compare(&key(&town.pages[a], &by.key), &key(&town.pages[b], &by.key), by.descending));
}

/// What a page is sorted by. A page without it comes last, either way.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Decimal(Number),
    Text(String),
    Nothing,
}

fn compare(a: &Key, b: &Key, descending: bool) -> Ordering {
    match (a, b) {
        (Key::Nothing, _) | (_, Key::Nothing) => a.cmp(b),
        _ if descending => b.cmp(a),
        _ => a.cmp(b),
    }
}

fn key(page: &Page, by: &str) -> Key {
    let owned = &page.document.owned;
    let day = |date: Option<schema::types::date::Date>| date.map_or(Key::Nothing, |date| Key::Text(date.to_text()));
    match by {
        "weight" => Key::Number(owned.weight),
        "date" => day(owned.date),
        "updated" => day(owned.updated.or(owned.date)),
        field => page.document.fields.get(field).map_or(Key::Nothing, value_key),
    }
}

fn value_key(value: &Value) -> Key {
    match value {
        Value::Money(money) => Key::Number(money.cents()),
        Value::DateTime(at) => Key::Number(at.timestamp().as_second()),
        Value::Date(date) => Key::Text(date.to_text()),
        Value::Number(number) => Key::Decimal(*number),
        Value::YesNo(answer) => Key::Number(i64::from(!answer.is_yes())),
        other => other.to_node().as_text().map_or(Key::Nothing, |text| Key::Text(slug(text))),
    }
}

/// A title as a reader looks it up: without accents, capitals or leading article.
#[must_use]
pub(crate) fn title_key(title: &str) -> String {
    let key = slug(title);
    ["l-", "le-", "la-", "les-"]
        .iter()
        .find_map(|article| key.strip_prefix(article))
        .filter(|rest| !rest.is_empty())
        .map_or(key.clone(), str::to_owned)
}

/// The letter under which a title is found, `#` for digits and other signs.
#[must_use]
pub(crate) fn initial(title: &str) -> String {
    let first = title_key(title).chars().next().filter(char::is_ascii_alphabetic);
    first.map_or_else(|| "#".to_owned(), |first| first.to_ascii_uppercase().to_string())
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use schema::types::number::{Number, Options};
    use schema::value::Value;

    use super::{Key, compare, initial, title_key, value_key};

    #[test]
    fn titles_are_found_without_their_article_or_accents() {
        assert_eq!(title_key("L’Îlot Pages"), "ilot-pages");
        assert_eq!(initial("La Tréso"), "T");
        assert_eq!(initial("3quatre"), "#");
        assert_eq!(initial("Le"), "L");
    }

    #[test]
    fn decimals_are_sorted_as_numbers() {
        let options = Options { decimals: 2, ..Options::default() };
        let key = |text: &str| value_key(&Value::Number(Number::parse(text, &options).unwrap()));
        let mut keys = ["10", "2", "0,25", "1,5", "-3"].map(key);
        keys.sort();
        assert_eq!(keys, ["-3", "0,25", "1,5", "2", "10"].map(key));
        assert_eq!(compare(&key("2"), &Key::Nothing, true), Ordering::Less, "a page without a number comes last");
    }
}
