//! What a pick-up point hands over on a day: bags, names, what there is to pay.
//!
//! Architecture invariant: no product is told here: an employer's lobby learns
//! that there is a bag, and from whom.

use jiff::civil::Date;
use schema::form::order::slots;
use schema::types::money::Money;
use schema::words::Language;

use super::{Whose, answer, title};
use crate::csv;
use crate::desk::Desk;
use crate::reference::Reference;
use crate::sessions::Untold;
use crate::workflow::order::Point;
use crate::workflow::{Matter, State};

/// The sheet of a pick-up point for a day.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// What links call the point.
    pub point: String,
    /// The title of its page.
    pub title: String,
    /// The day.
    pub day: Date,
    /// The orders, in the order of their slots.
    pub orders: Vec<ToHandOver>,
}

/// One order at a pick-up point.
#[derive(Clone, Debug)]
pub struct ToHandOver {
    /// What everybody calls the order.
    pub reference: Reference,
    /// The name on the bags.
    pub name: Option<String>,
    /// Where and when it is handed over.
    pub point: Point,
    /// A bag a merchant.
    pub bags: Vec<Bag>,
    /// How far the order is.
    pub state: State,
    /// What there is to pay.
    pub to_pay: Money,
}

/// The bag of one merchant.
#[derive(Clone, Debug)]
pub struct Bag {
    /// What links call the merchant.
    pub merchant: String,
    /// The title of the merchant's page.
    pub title: String,
    /// How far it is.
    pub state: State,
    /// How cold it is kept: one mention a kind of cold.
    pub cold: Vec<String>,
}

impl Delivery {
    /// The orders that were not cancelled or refused, by slot.
    #[must_use]
    pub fn slots(&self) -> Vec<(&Point, Vec<&ToHandOver>)> {
        let mut slots: Vec<(&Point, Vec<&ToHandOver>)> = Vec::new();
        for order in self.orders.iter().filter(|order| order.is_alive()) {
            match slots.iter_mut().find(|(point, _)| point.slot == order.point.slot) {
                Some((_, orders)) => orders.push(order),
                None => slots.push((&order.point, vec![order])),
            }
        }
        slots
    }

    /// The sheet as a table for a spreadsheet: a line a bag.
    #[must_use]
    pub fn csv(&self, language: Language) -> String {
        let head = match language {
            Language::French => ["jour", "créneau", "référence", "nom", "commerçant", "froid", "état", "à payer"],
            Language::English => ["day", "slot", "reference", "name", "merchant", "cold", "state", "to pay"],
        };
        let mut table = csv::table(&head);
        for order in &self.orders {
            for bag in &order.bags {
                table += &csv::line(&[
                    self.day.to_string(),
                    slots::stretch(order.point.starts_at, order.point.ends_at, language),
                    order.reference.to_string(),
                    order.name.clone().unwrap_or_default(),
                    bag.title.clone(),
                    bag.cold.join(", "),
                    bag.state.words(language).to_owned(),
                    order.to_pay.words(language),
                ]);
            }
        }
        table
    }
}

impl ToHandOver {
    /// Whether there is anything to hand over.
    #[must_use]
    pub const fn is_alive(&self) -> bool {
        !matches!(self.state, State::Cancelled | State::Refused)
    }
}

impl Desk {
    /// What a pick-up point hands over on a day.
    pub(crate) async fn delivery(&self, point: &str, day: Date) -> Result<Delivery, Untold> {
        let edition = self.bundle.edition()?;
        let now = self.clock.now();
        let mut orders = Vec::new();
        for (shop, request) in self.orders_of(&edition, day).await? {
            let Matter::Order(order) = &request.matter else { continue };
            if order.point.key != point {
                continue;
            }
            let bags = order.alive().map(|part| {
                let mut cold: Vec<String> = part.lines.iter().filter_map(|line| line.cold.clone()).collect();
                cold.sort();
                cold.dedup();
                Bag { merchant: part.merchant.clone(), title: part.title.clone(), state: part.state(now), cold }
            });
            orders.push(ToHandOver {
                reference: request.reference.clone(),
                name: answer(order, Some(&shop.settings.contact.name)),
                point: order.point.clone(),
                bags: bags.collect(),
                state: order.state(now),
                to_pay: order.total(),
            });
        }
        let known = title(&edition, Whose::Point, point)?;
        let kept = orders.first().map(|order| order.point.title.clone());
        Ok(Delivery { point: point.to_owned(), title: known.or(kept).unwrap_or_else(|| point.to_owned()), day, orders })
    }
}
