//! What is wrong with a value, and where: one fault for front matter and forms.
//!
//! A fault is data. Its sentence is made at the edge, from one exhaustive match
//! a language, by whoever shows it.

use std::fmt;
use std::ops::Range;

use crate::form::order::problem as order;
use crate::types::{address, date, date_time, email, identifier, money, number, phone, position, text, url, yes_no};
use crate::words::{Language, Told};
use crate::{hours, structure, yaml};

/// One fault, where it is, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field, by its keys: `produits.0.prix`.
    pub path: Path,
    /// The faulty bytes of the source; empty at `0..0` for what a form sent.
    pub span: Range<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// The way to a value: the keys of groups and the places in lists, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path(String);

impl Path {
    /// The whole, before any key.
    #[must_use]
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The way one step further.
    #[must_use]
    pub fn join(&self, step: impl fmt::Display) -> Self {
        if self.0.is_empty() { Self(step.to_string()) } else { Self(format!("{}.{step}", self.0)) }
    }

    /// The name of the control that sends this value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first key: the field of the page.
    #[must_use]
    pub fn field(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What can be wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The shape: keys, lists, choices.
    Structure(structure::Problem),
    /// YAML itself.
    Yaml(yaml::Problem),
    /// A line of text.
    Text(text::Problem),
    /// A number.
    Number(number::Problem),
    /// A price.
    Money(money::Problem),
    /// A date.
    Date(date::Problem),
    /// A date and an hour.
    DateTime(date_time::Problem),
    /// A phone number.
    Phone(phone::Problem),
    /// An e-mail address.
    Email(email::Problem),
    /// A web address.
    Url(url::Problem),
    /// A code.
    Identifier(identifier::Problem),
    /// A yes or a no.
    YesNo(yes_no::Problem),
    /// Opening hours.
    Hours(hours::Problem),
    /// A dated closure.
    Closure(hours::ClosureProblem),
    /// A postal address.
    Address(address::Problem),
    /// A latitude and a longitude.
    Position(position::Problem),
    /// A basket.
    Order(order::Problem),
}

impl From<order::Problem> for Problem {
    fn from(problem: order::Problem) -> Self {
        Self::Order(problem)
    }
}

impl From<structure::Problem> for Problem {
    fn from(problem: structure::Problem) -> Self {
        Self::Structure(problem)
    }
}

impl Problem {
    /// A stable name for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Structure(problem) => problem.code(),
            Self::Yaml(problem) => problem.code(),
            Self::Text(problem) => problem.code(),
            Self::Number(problem) => problem.code(),
            Self::Money(problem) => problem.code(),
            Self::Date(problem) => problem.code(),
            Self::DateTime(problem) => problem.code(),
            Self::Phone(problem) => problem.code(),
            Self::Email(problem) => problem.code(),
            Self::Url(problem) => problem.code(),
            Self::Identifier(problem) => problem.code(),
            Self::YesNo(problem) => problem.code(),
            Self::Hours(problem) => problem.code(),
            Self::Closure(problem) => problem.code(),
            Self::Address(problem) => problem.code(),
            Self::Position(problem) => problem.code(),
            Self::Order(problem) => problem.code(),
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match self {
            Self::Structure(problem) => problem.told(language),
            Self::Yaml(problem) => problem.told(language),
            Self::Text(problem) => problem.told(language),
            Self::Number(problem) => problem.told(language),
            Self::Money(problem) => problem.told(language),
            Self::Date(problem) => problem.told(language),
            Self::DateTime(problem) => problem.told(language),
            Self::Phone(problem) => problem.told(language),
            Self::Email(problem) => problem.told(language),
            Self::Url(problem) => problem.told(language),
            Self::Identifier(problem) => problem.told(language),
            Self::YesNo(problem) => problem.told(language),
            Self::Hours(problem) => problem.told(language),
            Self::Closure(problem) => problem.told(language),
            Self::Address(problem) => problem.told(language),
            Self::Position(problem) => problem.told(language),
            Self::Order(problem) => problem.told(language),
        }
    }
}
