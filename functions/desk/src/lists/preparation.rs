//! What a merchant prepares for a day: by product, and by order.

use jiff::Timestamp;
use jiff::civil::Date;
use schema::form::order::slots;
use schema::types::phone::Phone;
use schema::words::Language;

use super::{Whose, answer, title};
use crate::csv;
use crate::desk::Desk;
use crate::reference::Reference;
use crate::sessions::Untold;
use crate::workflow::order::{Part, Point};
use crate::workflow::{Matter, State};

/// The list of a merchant for a day.
#[derive(Clone, Debug)]
pub struct Preparation {
    /// What links call the merchant.
    pub merchant: String,
    /// The title of the merchant's page.
    pub title: String,
    /// The merchant's phone, for who has no device.
    pub phone: Option<Phone>,
    /// The day.
    pub day: Date,
    /// The orders, in the order of their slots.
    pub orders: Vec<ToPrepare>,
}

/// What a merchant prepares for one order.
#[derive(Clone, Debug)]
pub struct ToPrepare {
    /// What everybody calls the order.
    pub reference: Reference,
    /// The name for the bag.
    pub name: Option<String>,
    /// The word for the merchants.
    pub note: Option<String>,
    /// Where and when it is handed over.
    pub point: Point,
    /// What the merchant makes of it.
    pub part: Part,
    /// How far the part is at the moment; `Cancelled` when the whole order is.
    pub state: State,
}

/// How much of a product is to be prepared in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductTotal {
    /// The code of the product.
    pub product: String,
    /// What it is called.
    pub name: String,
    /// What one is.
    pub unit: Option<String>,
    /// How cold it is kept.
    pub cold: Option<String>,
    /// How many.
    pub quantity: u32,
}

impl ToPrepare {
    /// Whether it is still to be prepared, or was.
    #[must_use]
    pub const fn is_alive(&self) -> bool {
        !matches!(self.state, State::Cancelled | State::Refused)
    }
}

impl Preparation {
    /// How much of each product is to be prepared, in the order of their names.
    #[must_use]
    pub fn totals(&self) -> Vec<ProductTotal> {
        let mut totals: Vec<ProductTotal> = Vec::new();
        for line in self.alive().flat_map(|order| &order.part.lines) {
            // A product that was renamed meanwhile is two lines: both names were sold.
            match totals.iter_mut().find(|total| total.product == line.product && total.name == line.name) {
                Some(total) => total.quantity += line.quantity,
                None => totals.push(ProductTotal {
                    product: line.product.clone(),
                    name: line.name.clone(),
                    unit: line.unit.clone(),
                    cold: line.cold.clone(),
                    quantity: line.quantity,
                }),
            }
        }
        totals.sort_by_cached_key(|total| schema::types::identifier::slug(&total.name));
        totals
    }

    /// What is to be prepared.
    pub fn alive(&self) -> impl Iterator<Item = &ToPrepare> {
        self.orders.iter().filter(|order| order.is_alive())
    }

    /// The orders by pick-up point and slot, those that fell away left out.
    #[must_use]
    pub fn slots(&self) -> Vec<(&Point, Vec<&ToPrepare>)> {
        let mut slots: Vec<(&Point, Vec<&ToPrepare>)> = Vec::new();
        for order in self.alive() {
            let same = |point: &Point| point.key == order.point.key && point.slot == order.point.slot;
            match slots.iter_mut().find(|(point, _)| same(point)) {
                Some((_, orders)) => orders.push(order),
                None => slots.push((&order.point, vec![order])),
            }
        }
        slots
    }

    /// The list as a table for a spreadsheet: a line a product of each order.
    #[must_use]
    pub fn csv(&self, language: Language) -> String {
        let head = match language {
            Language::French => [
                "jour",
                "créneau",
                "point de retrait",
                "référence",
                "nom",
                "code",
                "produit",
                "unité",
                "nombre",
                "froid",
                "allergènes",
                "état",
                "mot",
            ],
            Language::English => [
                "day",
                "slot",
                "pick-up point",
                "reference",
                "name",
                "code",
                "product",
                "unit",
                "number",
                "cold",
                "allergens",
                "state",
                "note",
            ],
        };
        let mut table = csv::table(&head);
        for order in &self.orders {
            for line in &order.part.lines {
                table += &csv::line(&[
                    self.day.to_string(),
                    slots::stretch(order.point.starts_at, order.point.ends_at, language),
                    order.point.title.clone(),
                    order.reference.to_string(),
                    order.name.clone().unwrap_or_default(),
                    line.product.clone(),
                    line.name.clone(),
                    line.unit.clone().unwrap_or_default(),
                    line.quantity.to_string(),
                    line.cold.clone().unwrap_or_default(),
                    line.allergens.clone().unwrap_or_default(),
                    order.state.words(language).to_owned(),
                    order.note.clone().unwrap_or_default(),
                ]);
            }
        }
        table
    }
}

impl Desk {
    /// What a merchant prepares for a day.
    pub(crate) async fn preparation(&self, merchant: &str, day: Date) -> Result<Preparation, Untold> {
        let edition = self.bundle.edition()?;
        let now = self.clock.now();
        let mut orders = Vec::new();
        for (shop, request) in self.orders_of(&edition, day).await? {
            let Matter::Order(order) = &request.matter else { continue };
            let Some(part) = order.part(merchant) else { continue };
            orders.push(ToPrepare {
                reference: request.reference.clone(),
                name: answer(order, Some(&shop.settings.contact.name)),
                note: answer(order, shop.settings.note.as_ref()),
                point: order.point.clone(),
                state: state(part, order.is_cancelled, now),
                part: part.clone(),
            });
        }
        let known = title(&edition, Whose::Merchant, merchant)?;
        let kept = orders.first().map(|order| order.part.title.clone());
        let phone = edition.shops()?.iter().find_map(|shop| shop.catalogue.merchant(merchant)?.phone.clone());
        Ok(Preparation {
            merchant: merchant.to_owned(),
            title: known.or(kept).unwrap_or_else(|| merchant.to_owned()),
            phone,
            day,
            orders,
        })
    }
}

fn state(part: &Part, is_cancelled: bool, now: Timestamp) -> State {
    if is_cancelled { State::Cancelled } else { part.state(now) }
}
