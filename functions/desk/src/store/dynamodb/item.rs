//! Items of the table: how their keys and attributes are written and read.
//!
//! Every item stands under a partition `pk`, named for what it is, and a sort key
//! `sk`; all but the lines of the queue and the pieces of the bundle are alone in
//! their partition.
//!
//! Architecture invariant: nothing here asks the server for anything.

use std::collections::HashMap;
use std::str::FromStr;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue as Value;
use jiff::Timestamp;

use super::patience::Trouble;
use crate::key::Digest;

pub(super) type Item = HashMap<String, Value>;

/// The partition of a thing: what it is, then its name.
pub(super) fn partition(of: &str, name: &str) -> String {
    format!("{of}#{name}")
}

/// The partition of something that is only known by a digest.
pub(super) fn digested(of: &str, digest: &Digest) -> String {
    partition(of, &blake3::Hash::from_bytes(*digest.as_bytes()).to_hex())
}

/// The key of an item that is alone in its partition.
pub(super) fn alone(partition: &str) -> Row {
    Row::at(partition, "-")
}

/// An item as it is put together.
#[derive(Clone, Debug)]
pub(super) struct Row(Item);

impl Row {
    pub(super) fn at(partition: &str, sort: &str) -> Self {
        Self(Item::new()).text("pk", partition).text("sk", sort)
    }

    pub(super) fn text(self, name: &str, text: impl Into<String>) -> Self {
        self.with(name, Value::S(text.into()))
    }

    pub(super) fn number(self, name: &str, number: impl Into<i64>) -> Self {
        self.with(name, Value::N(number.into().to_string()))
    }

    pub(super) fn bytes(self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.with(name, Value::B(Blob::new(bytes)))
    }

    pub(super) fn moment(self, name: &str, moment: Timestamp) -> Self {
        self.number(name, moment.as_millisecond())
    }

    /// From then on the table may forget the item, some time later; whoever reads
    /// it still looks at its own end.
    pub(super) fn forgotten_after(self, moment: Timestamp) -> Self {
        self.number("ttl", moment.as_second() + 3_600)
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    pub(super) fn item(self) -> Item {
        self.0
    }
}

/// A condition or an update: `#name` stands for the attribute of that name,
/// whatever word it is, and `:name` for a value.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    pub(super) text: String,
    pub(super) values: Item,
}

impl Expression {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Item::new() }
    }

    pub(super) fn text(self, name: &str, text: impl Into<String>) -> Self {
        self.with(name, Value::S(text.into()))
    }

    pub(super) fn number(self, name: &str, number: impl Into<i64>) -> Self {
        self.with(name, Value::N(number.into().to_string()))
    }

    pub(super) fn bytes(self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.with(name, Value::B(Blob::new(bytes)))
    }

    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.values.insert(name.to_owned(), value);
        self
    }

    /// The values, or none: the server refuses an empty list of them.
    pub(super) fn some_values(&self) -> Option<Item> {
        (!self.values.is_empty()).then(|| self.values.clone())
    }
}

/// The attributes that expressions name.
pub(super) fn names<'a>(expressions: impl IntoIterator<Item = &'a str>) -> HashMap<String, String> {
    let pieces = expressions.into_iter().flat_map(|text| text.split('#').skip(1));
    let names =
        pieces.map(|piece| piece.split(|sign: char| !sign.is_alphanumeric() && sign != '_').next().unwrap_or(""));
    names.map(|name| (format!("#{name}"), name.to_owned())).collect()
}

fn unreadable() -> Trouble {
    Trouble::lasting("a record can't be read")
}

pub(super) fn text<'a>(item: &'a Item, name: &str) -> Result<&'a str, Trouble> {
    item.get(name).and_then(|value| value.as_s().ok()).map(String::as_str).ok_or_else(unreadable)
}

pub(super) fn number<T: FromStr>(item: &Item, name: &str) -> Result<T, Trouble> {
    item.get(name).and_then(|value| value.as_n().ok()?.parse().ok()).ok_or_else(unreadable)
}

pub(super) fn moment(item: &Item, name: &str) -> Result<Timestamp, Trouble> {
    Timestamp::from_millisecond(number(item, name)?).map_err(|_| unreadable())
}

pub(super) fn bytes<'a>(item: &'a Item, name: &str) -> Result<&'a [u8], Trouble> {
    item.get(name).and_then(|value| value.as_b().ok()).map(Blob::as_ref).ok_or_else(unreadable)
}

pub(super) fn digest(item: &Item, name: &str) -> Result<Digest, Trouble> {
    bytes(item, name)?.try_into().map(Digest::from_bytes).map_err(|_| unreadable())
}

pub(super) fn json<T: serde::de::DeserializeOwned>(item: &Item, name: &str) -> Result<T, Trouble> {
    serde_json::from_str(text(item, name)?).map_err(|_| unreadable())
}
