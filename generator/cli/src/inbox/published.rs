//! The numbers that a page shows: those that staff call to make sure of who asks.
//!
//! Architecture invariant: never a number from the request.

use schema::types::phone::Phone;
use schema::value::Value;
use schema::words::Language;

use super::page::Page;

/// A number that a page shows.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    /// What the field is called.
    pub(crate) label: String,
    pub(crate) phone: Phone,
}

/// Every number of a page, in the order of its fields.
pub(super) fn phones(page: &Page, language: Language) -> Vec<Published> {
    let of = |field: &schema::field::Field| match page.values.get(&field.key) {
        Some(Value::Phone(phone)) => {
            Some(Published { label: field.label.in_language(language).to_owned(), phone: phone.clone() })
        }
        _ => None,
    };
    page.kind.fields.iter().filter_map(of).collect()
}
