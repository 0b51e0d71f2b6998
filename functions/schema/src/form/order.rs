//! The settings of the workflow `order`: merchants with products, pick-up points
//! with slots, and how far ahead one may order.

pub mod basket;
pub mod catalogue;
pub mod problem;
pub mod slots;

use serde::Deserialize;

use super::{Contact, Named};
use crate::declaration::{Phrase, Problem};
use crate::field::{Fields, Type};
use crate::types::money::Money;

/// The settings of a form that people order by.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Who sells.
    pub merchants: Merchants,
    /// Where what is ordered is handed over.
    pub points: Points,
    /// For how many days ahead slots are offered, today included.
    pub days: u16,
    /// The most of one product in an order.
    pub most: u32,
    /// What the service costs, added to each order.
    pub fee: Option<Money>,
    /// How and when one pays.
    pub payment: Phrase,
    /// How the sender is reached.
    pub contact: Contact,
    /// What the merchants read besides the name: a word for them.
    pub note: Option<String>,
}

/// The keys of the merchants' pages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merchants {
    /// Their kind.
    pub kind: String,
    /// Whether a merchant takes orders.
    pub open: String,
    /// The list of products.
    pub products: String,
    /// What a product is known by.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What one costs.
    pub price: String,
    /// What one is: the kilo, the piece.
    pub unit: Option<String>,
    /// Whether it can be had now; it can unless said.
    pub available: Option<String>,
    /// Its allergens.
    pub allergens: Option<String>,
    /// How cold it is kept.
    pub cold: Option<String>,
    /// How many hours before a slot orders end.
    pub lead_hours: String,
    /// When the merchant works: nothing is taken for a day without hours.
    pub hours: Option<String>,
    /// When the merchant is away.
    pub closures: Option<String>,
    /// The phone that is called when there is no other way.
    pub phone: Option<String>,
}

/// The keys of the pick-up points' pages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Their kind.
    pub kind: String,
    /// The list of slots.
    pub slots: String,
    /// What a slot is known by.
    pub id: String,
    /// When it comes, in hours: each stretch of them is a slot.
    pub when: String,
    /// How many orders one slot takes.
    pub capacity: String,
    /// When the point is closed.
    pub closures: Option<String>,
}

impl Order {
    /// What the settings say of the form's own fields that they are not.
    pub(super) fn problems(&self, fields: &Fields) -> Vec<Problem> {
        let mut named = Named::among(fields);
        named.maybe(self.note.as_ref(), "text: {}", |kind| matches!(kind, Type::Text(_) | Type::LongText(_)));
        let mut problems = named.problems;
        let own = basket::CONTROLS.into_iter().filter(|key| fields.get(key).is_some());
        problems.extend(own.map(|key| Problem::ReservedKey(key.to_owned())));
        problems.extend(self.contact.problems(fields));
        problems
    }

    /// What the service costs.
    #[must_use]
    pub fn fee(&self) -> Money {
        self.fee.unwrap_or(Money::from_cents(0))
    }

    /// What the settings say of the merchants' fields that they are not.
    pub(super) fn problems_with_merchants(&self, page: &Fields) -> Vec<Problem> {
        let keys = &self.merchants;
        let mut named = Named::among(page);
        named.field(&keys.open, "yes_no: {}", |kind| matches!(kind, Type::YesNo));
        named.field(&keys.lead_hours, "number: {}", |kind| matches!(kind, Type::Number(_)));
        named.maybe(keys.hours.as_ref(), "hours: {}", |kind| matches!(kind, Type::Hours));
        named.maybe(keys.closures.as_ref(), "closures: {}", |kind| matches!(kind, Type::Closures));
        named.maybe(keys.phone.as_ref(), "phone: {}", |kind| matches!(kind, Type::Phone));
        let of = named.list(&keys.products);
        let mut problems = named.problems;
        if let Some(of) = of {
            let mut named = Named::among(of);
            named.field(&keys.id, "identifier: {}", |kind| matches!(kind, Type::Identifier { .. }));
            named.field(&keys.name, "text: {}", |kind| matches!(kind, Type::Text(_)));
            named.field(&keys.price, "money: {}", |kind| matches!(kind, Type::Money(_)));
            named.maybe(keys.unit.as_ref(), "text: {}", |kind| matches!(kind, Type::Text(_)));
            named.maybe(keys.available.as_ref(), "yes_no: {}", |kind| matches!(kind, Type::YesNo));
            named.maybe(keys.allergens.as_ref(), "text: {}", |kind| matches!(kind, Type::Text(_)));
            named.maybe(keys.cold.as_ref(), "choice: {…}", |kind| matches!(kind, Type::Choice(_)));
            problems.extend(named.problems);
        }
        problems
    }

    /// What the settings say of the points' fields that they are not.
    pub(super) fn problems_with_points(&self, page: &Fields) -> Vec<Problem> {
        let keys = &self.points;
        let mut named = Named::among(page);
        named.maybe(keys.closures.as_ref(), "closures: {}", |kind| matches!(kind, Type::Closures));
        let of = named.list(&keys.slots);
        let mut problems = named.problems;
        if let Some(of) = of {
            let mut named = Named::among(of);
            named.field(&keys.id, "identifier: {}", |kind| matches!(kind, Type::Identifier { .. }));
            named.field(&keys.when, "hours: {}", |kind| matches!(kind, Type::Hours));
            named.field(&keys.capacity, "number: {}", |kind| matches!(kind, Type::Number(_)));
            problems.extend(named.problems);
        }
        problems
    }
}

#[cfg(test)]
mod tests;
