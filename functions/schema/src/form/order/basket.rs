//! A basket: what someone wants, read against the catalogue as it is now.
//!
//! The controls of the form, which are the keys of the JSON body:
//!
//! - `panier.<merchant>.<product>`: how many; blank or 0 for none;
//! - `_prix.<merchant>.<product>` (`prix` in JSON): the price that was shown. One
//!   that rose since is a fault; one that fell is applied;
//! - `retrait`: the slot, as `<point>/<day>T<hour>`;
//! - `total`: what the sender agrees to pay for the whole;
//! - `_etape`: `revoir` to be shown the total first, `modifier` to change the
//!   basket; without it the basket is ordered.
//!
//! Architecture invariant: a pure function of the catalogue, of what was sent and
//! of the moment. Every price is the catalogue's.

use jiff::Timestamp;

use super::Order;
use super::catalogue::{Catalogue, Merchant, Product, code, step};
use super::problem::Problem;
use super::slots::{Slot, Unserved, parse_key};
use crate::fault::{Fault, Path};
use crate::tree::Node;
use crate::types::money::{self, Money};
use crate::types::number::{self, Number};

/// How many of each product.
pub const QUANTITIES: &str = "panier";
/// The prices that were shown, in JSON.
pub const PRICES: &str = "prix";
/// The prices that were shown, in the form.
pub const SHOWN_PRICES: &str = "_prix";
/// The slot.
pub const SLOT: &str = "retrait";
/// What the sender agrees to pay.
pub const TOTAL: &str = "total";
/// What is to be done with the basket.
pub const STEP: &str = "_etape";

/// The keys that a form to order by can't have for fields.
pub const CONTROLS: [&str; 4] = [QUANTITIES, PRICES, SLOT, TOTAL];

/// What is to be done with a basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is shown again, to be changed.
    Change,
    /// It is shown with its total, to be agreed to.
    Review,
    /// It is ordered.
    Order,
}

impl Step {
    /// What a body asks for.
    #[must_use]
    pub fn of(body: &Node) -> Self {
        match body.get(STEP).and_then(Node::as_text) {
            Some("modifier") => Self::Change,
            Some("revoir") => Self::Review,
            _ => Self::Order,
        }
    }

    /// What the control holds.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::Change => "modifier",
            Self::Review => "revoir",
            Self::Order => "",
        }
    }
}

/// What someone wants, at the prices of now.
#[derive(Clone, Debug)]
pub struct Basket<'c> {
    /// What is wanted of each merchant, in the order of the catalogue.
    pub parts: Vec<Part<'c>>,
    /// When and where it is handed over.
    pub slot: Option<Slot>,
    /// What is wrong: with what was written, and with what is no longer to be had.
    pub faults: Vec<Fault>,
    fee: Money,
}

/// What someone wants of one merchant.
#[derive(Clone, Debug)]
pub struct Part<'c> {
    /// The merchant.
    pub merchant: &'c Merchant,
    /// What is wanted.
    pub lines: Vec<Line<'c>>,
}

/// How many of a product someone wants.
#[derive(Clone, Copy, Debug)]
pub struct Line<'c> {
    /// The product.
    pub product: &'c Product,
    /// How many.
    pub quantity: u32,
    /// The price that was shown.
    pub shown: Option<Money>,
}

impl Line<'_> {
    /// What it costs.
    #[must_use]
    pub fn cost(&self) -> Money {
        Money::from_cents(self.product.price.cents() * i64::from(self.quantity))
    }
}

impl<'c> Basket<'c> {
    /// The basket that was sent, at this moment.
    #[must_use]
    pub fn read(order: &Order, catalogue: &'c Catalogue, body: &Node, at: Timestamp) -> Self {
        let mut reader = Reader { order, body, faults: Vec::new() };
        let parts = reader.parts(catalogue);
        reader.gone(catalogue);
        if parts.is_empty() && reader.faults.is_empty() {
            reader.fault(Path::root().join(QUANTITIES), Problem::EmptyBasket);
        }
        let slot = reader.slot(catalogue, at);
        if let Some(slot) = &slot {
            reader.serve(&parts, slot, at);
        }
        Self { parts, slot, faults: reader.faults, fee: order.fee() }
    }

    /// What the whole costs, with all costs.
    #[must_use]
    pub fn total(&self) -> Money {
        let lines = self.parts.iter().flat_map(|part| &part.lines);
        Money::from_cents(self.fee.cents() + lines.map(|line| line.cost().cents()).sum::<i64>())
    }

    /// What the sender agreed to pay, when that is enough.
    ///
    /// # Errors
    ///
    /// Nothing, no price, or less than the whole costs.
    pub fn agreed(&self, body: &Node) -> Result<Money, Fault> {
        let total = self.total();
        let fault = |problem: Problem| Fault { path: Path::root().join(TOTAL), span: 0..0, problem: problem.into() };
        let written = body.get(TOTAL).and_then(Node::as_text).filter(|text| !text.trim().is_empty());
        let written = written.ok_or_else(|| fault(Problem::NoTotal { total }))?;
        let agreed = price(written).ok_or_else(|| fault(Problem::NotATotal))?;
        if agreed < total { Err(fault(Problem::Total { before: agreed, after: total })) } else { Ok(agreed) }
    }
}

struct Reader<'a> {
    order: &'a Order,
    body: &'a Node,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, path: Path, problem: Problem) {
        self.faults.push(Fault { path, span: 0..0, problem: problem.into() });
    }

    fn parts<'c>(&mut self, catalogue: &'c Catalogue) -> Vec<Part<'c>> {
        let mut parts = Vec::new();
        for merchant in &catalogue.merchants {
            let lines: Vec<Line<'c>> =
                merchant.products.iter().filter_map(|product| self.line(merchant, product)).collect();
            if !lines.is_empty() {
                parts.push(Part { merchant, lines });
            }
        }
        parts
    }

    fn line<'c>(&mut self, merchant: &Merchant, product: &'c Product) -> Option<Line<'c>> {
        let written = self.written(QUANTITIES, &merchant.key, &product.id)?.trim();
        if written.is_empty() {
            return None;
        }
        let path = path(&merchant.key, &product.id);
        let Some(quantity) = quantity(written).filter(|&quantity| quantity <= self.order.most) else {
            self.fault(path, Problem::Quantity { product: product.name.clone(), most: self.order.most });
            return None;
        };
        if quantity == 0 {
            return None;
        }
        if !product.is_available {
            self.fault(path, Problem::Gone { product: product.name.clone() });
            return None;
        }
        let shown = self.written(SHOWN_PRICES, &merchant.key, &product.id);
        let shown = shown.or_else(|| self.written(PRICES, &merchant.key, &product.id)).and_then(price);
        if let Some(before) = shown.filter(|shown| *shown < product.price) {
            self.fault(path, Problem::Dearer { product: product.name.clone(), before, after: product.price });
        }
        Some(Line { product, quantity, shown })
    }

    fn written(&self, key: &str, merchant: &str, product: &str) -> Option<&str> {
        let of_merchant = self.body.get(key)?.get(merchant)?;
        of_merchant.get(&step(product)).or_else(|| of_merchant.get(product))?.as_text()
    }

    /// What is wanted and stands in the catalogue no more, by the code it was sent with.
    fn gone(&mut self, catalogue: &Catalogue) {
        let Some(quantities) = self.body.get(QUANTITIES) else { return };
        let mut gone = Vec::new();
        for of_merchant in quantities.entries() {
            let merchant = catalogue.merchant(&of_merchant.key);
            for wanted in of_merchant.value.entries() {
                let is_wanted = wanted.value.as_text().is_some_and(|text| !matches!(text.trim(), "" | "0"));
                let is_known = merchant.is_some_and(|merchant| merchant.product(code(&wanted.key)).is_some());
                if is_wanted && !is_known {
                    gone.push((of_merchant.key.clone(), wanted.key.clone()));
                }
            }
        }
        for (merchant, product) in gone {
            self.fault(path(&merchant, &product), Problem::Gone { product });
        }
    }

    fn slot(&mut self, catalogue: &Catalogue, at: Timestamp) -> Option<Slot> {
        let written = self.body.get(SLOT).and_then(Node::as_text).unwrap_or_default().trim().to_owned();
        let path = Path::root().join(SLOT);
        let Some((point, start)) = parse_key(&written) else {
            self.fault(path, Problem::NoSlot);
            return None;
        };
        let slots = catalogue.point(point).map(|point| point.slots(self.order.days, at)).unwrap_or_default();
        let slot = slots.into_iter().find(|slot| slot.key() == written);
        if slot.is_none() {
            let problem = if start <= at { Problem::SlotOver } else { Problem::SlotGone };
            self.fault(path, problem);
        }
        slot
    }

    fn serve(&mut self, parts: &[Part<'_>], slot: &Slot, at: Timestamp) {
        for Part { merchant, .. } in parts {
            let problem = match merchant.serves(slot, at) {
                Ok(()) => continue,
                Err(Unserved::Away) => Problem::Away { merchant: merchant.title.clone(), day: slot.day() },
                Err(Unserved::TooLate { cutoff }) => Problem::TooLate { merchant: merchant.title.clone(), cutoff },
            };
            self.fault(Path::root().join(SLOT), problem);
        }
    }
}

/// The name of the control for a product.
#[must_use]
pub fn control(key: &str, merchant: &str, product: &str) -> String {
    format!("{key}.{merchant}.{}", step(product))
}

fn path(merchant: &str, product: &str) -> Path {
    Path::root().join(QUANTITIES).join(merchant).join(step(code(product)))
}

fn quantity(text: &str) -> Option<u32> {
    let options = number::Options { min: None, max: None, decimals: 0 };
    Number::parse(text, &options).ok()?.to_text().parse().ok()
}

fn price(text: &str) -> Option<Money> {
    Money::parse(text, &money::Options::default()).ok()
}
