//! A value that was checked: what a field holds, typed.
//!
//! Every value has one canonical tree ([`Value::to_node`]). It is what a form's
//! controls hold, what the store keeps and what front matter is edited to; read
//! again with the same field it gives the same value.

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::hours::{Closure, Hours};
use crate::tree::Node;
use crate::types::address::Address;
use crate::types::date::Date;
use crate::types::date_time::DateTime;
use crate::types::email::Email;
use crate::types::identifier::Identifier;
use crate::types::money::Money;
use crate::types::number::Number;
use crate::types::phone::Phone;
use crate::types::position::Position;
use crate::types::text::{LongText, Text};
use crate::types::url::Url;
use crate::types::yes_no::YesNo;

/// A checked value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A line of text.
    Text(Text),
    /// Paragraphs.
    LongText(LongText),
    /// A decimal number.
    Number(Number),
    /// A price.
    Money(Money),
    /// A day.
    Date(Date),
    /// A day and an hour.
    DateTime(DateTime),
    /// A phone number.
    Phone(Phone),
    /// An e-mail address.
    Email(Email),
    /// A web address.
    Url(Url),
    /// A code.
    Identifier(Identifier),
    /// The key of an option.
    Choice(String),
    /// The keys of several options, in the order the field declares them.
    Choices(Vec<String>),
    /// Yes or no.
    YesNo(YesNo),
    /// Opening hours.
    Hours(#[serde(with = "hours_text")] Hours),
    /// Dated closures.
    Closures(Vec<Closure>),
    /// A postal address.
    Address(Address),
    /// A latitude and a longitude.
    Position(Position),
    /// An image.
    Image(Image),
    /// Another page.
    Reference(PagePath),
    /// Groups, in order.
    List(Vec<Group>),
}

/// An image that stands beside its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its file in the page's folder.
    pub file: String,
    /// What it shows, for those who don't see it.
    pub alt: Text,
}

/// A page by its place under `content/`, without `.md`: `lieux/theatre-71`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PagePath(String);

impl PagePath {
    /// The path that this text is; `None` for anything but names and `/`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_matches('/');
        let text = text.strip_suffix(".md").unwrap_or(text);
        let is_step = |step: &str| {
            !step.is_empty()
                && !step.starts_with('.')
                && !step.contains(|sign: char| sign.is_control() || sign.is_whitespace() || "\\?#:".contains(sign))
        };
        (text.len() <= 300 && text.split('/').all(is_step)).then(|| Self(text.to_owned()))
    }

    /// The path as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The values of a page, of a submission, or of one item of a list, by key.
///
/// A field without a value has no key here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group(IndexMap<String, Value>);

impl Group {
    /// The value under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// Puts a value under a key.
    pub fn set(&mut self, key: impl Into<String>, value: Value) {
        self.0.insert(key.into(), value);
    }

    /// The keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Shows every value to `seen`, those in lists included.
    pub fn visit<'a>(&'a self, seen: &mut impl FnMut(&'a Value)) {
        for value in self.0.values() {
            seen(value);
            if let Value::List(groups) = value {
                for group in groups {
                    group.visit(seen);
                }
            }
        }
    }

    /// Whether no field has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The canonical tree of the group.
    #[must_use]
    pub fn to_node(&self) -> Node {
        Node::map(self.iter().map(|(key, value)| (key, value.to_node())))
    }

    /// The text of a value that is one, as front matter holds it.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.to_node().as_text().map(str::to_owned)
    }

    /// A number.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<Decimal> {
        match self.get(key)? {
            Value::Number(number) => Some(number.decimal()),
            _ => None,
        }
    }

    /// A price.
    #[must_use]
    pub fn money(&self, key: &str) -> Option<Money> {
        match self.get(key)? {
            Value::Money(money) => Some(*money),
            _ => None,
        }
    }

    /// Whether a question is answered with yes.
    #[must_use]
    pub fn is_yes(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Value::YesNo(answer)) if answer.is_yes())
    }

    /// Whether a question is answered with no.
    #[must_use]
    pub fn is_no(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Value::YesNo(answer)) if !answer.is_yes())
    }

    /// The text of an identifier, if the group has one: what its items are known by.
    #[must_use]
    pub fn identifier(&self) -> Option<String> {
        self.0.values().find_map(|value| match value {
            Value::Identifier(identifier) => Some(identifier.to_text()),
            _ => None,
        })
    }
}

impl Value {
    /// The canonical tree of the value.
    #[must_use]
    pub fn to_node(&self) -> Node {
        match self {
            Self::Text(text) => Node::text(text.to_text()),
            Self::LongText(text) => Node::text(text.to_text()),
            Self::Number(number) => Node::text(number.to_text()),
            Self::Money(money) => Node::text(money.to_text()),
            Self::Date(date) => Node::text(date.to_text()),
            Self::DateTime(moment) => Node::text(moment.to_text()),
            Self::Phone(phone) => Node::text(phone.to_text()),
            Self::Email(email) => Node::text(email.to_text()),
            Self::Url(url) => Node::text(url.to_text()),
            Self::Identifier(identifier) => Node::text(identifier.to_text()),
            Self::Choice(key) => Node::text(key.clone()),
            Self::Choices(keys) => Node::list(keys.iter().map(Node::text).collect()),
            Self::YesNo(answer) => Node::text(answer.to_text()),
            Self::Hours(hours) => Node::text(hours.text()),
            Self::Closures(closures) => Node::list(closures.iter().map(closure_node).collect()),
            Self::Address(address) => Node::text(address.to_text()),
            Self::Position(position) => Node::text(position.to_text()),
            Self::Image(image) => {
                Node::map([("fichier", Node::text(image.file.clone())), ("texte", Node::text(image.alt.to_text()))])
            }
            Self::Reference(page) => Node::text(page.as_str()),
            Self::List(groups) => Node::list(groups.iter().map(Group::to_node).collect()),
        }
    }
}

fn closure_node(closure: &Closure) -> Node {
    let mut entries =
        vec![("du", Node::text(closure.from().to_string())), ("au", Node::text(closure.to().to_string()))];
    if let Some(reason) = closure.reason() {
        entries.push(("motif", Node::text(reason)));
    }
    Node::map(entries)
}

/// Hours are kept as they were written.
mod hours_text {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::hours::Hours;

    pub(super) fn serialize<S: Serializer>(hours: &Hours, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(hours.text())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Hours, D::Error> {
        let text = String::deserialize(deserializer)?;
        Hours::parse(&text).map_err(|_| D::Error::custom("hours that are not understood"))
    }
}
