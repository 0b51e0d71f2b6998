//! Building the values that templates read.

use tera::{Map, Value};

/// A map for a template, keys in the order they are given.
pub(crate) fn object(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from(entries.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map>())
}

/// A text, or none.
pub(crate) fn optional(text: Option<impl Into<String>>) -> Value {
    text.map_or_else(Value::none, |text| Value::from(text.into()))
}
