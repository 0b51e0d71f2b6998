//! The catalogue of an order form: who sells what, and where it is handed over,
//! as the pages say it now.
//!
//! The static page draws it, the desk judges by it: both read the same pages with
//! the same settings.
//!
//! Architecture invariant: a pure function of pages and settings. What is to be
//! had at a moment is asked of `slots`, with the moment.

use rust_decimal::prelude::ToPrimitive as _;

use super::Order;
use crate::declaration::Phrase;
use crate::field::{Fields, Type};
use crate::hours::{Closure, Hours};
use crate::types::identifier::slug;
use crate::types::money::Money;
use crate::types::phone::Phone;
use crate::value::{Group, Value};

/// Who sells what, and where it is handed over.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Those who sell, in the order they were given.
    pub merchants: Vec<Merchant>,
    /// The pick-up points, in the order they were given.
    pub points: Vec<Point>,
}

/// A page that the catalogue is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The page, by its place under the content: `commerces/le-fournil`.
    pub page: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its address.
    pub url: &'a str,
    /// What it says.
    pub fields: &'a Group,
}

/// Someone who sells.
#[derive(Clone, Debug)]
pub struct Merchant {
    /// What controls and links call it: `le-fournil`.
    pub key: String,
    /// The page, by its place under the content.
    pub page: String,
    /// The title of the page.
    pub title: String,
    /// The address of the page.
    pub url: String,
    /// What is sold, in the order of the page.
    pub products: Vec<Product>,
    /// How many hours before a slot orders end.
    pub lead_hours: u32,
    /// When the merchant works.
    pub hours: Option<Hours>,
    /// When the merchant is away.
    pub closures: Vec<Closure>,
    /// The phone that is called when there is no other way.
    pub phone: Option<Phone>,
}

/// Something that is sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// What it is known by.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What one costs.
    pub price: Money,
    /// What one is.
    pub unit: Option<String>,
    /// Whether it can be had now.
    pub is_available: bool,
    /// Its allergens.
    pub allergens: Option<String>,
    /// How cold it is kept, as the page's kind calls it.
    pub cold: Option<Phrase>,
}

/// A place where what is ordered is handed over.
#[derive(Clone, Debug)]
pub struct Point {
    /// What controls and links call it.
    pub key: String,
    /// The page, by its place under the content.
    pub page: String,
    /// The title of the page.
    pub title: String,
    /// The address of the page.
    pub url: String,
    /// Its slots, as they come back.
    pub rules: Vec<SlotRule>,
    /// When it is closed.
    pub closures: Vec<Closure>,
}

/// Slots that come back: each stretch of the hours is one.
#[derive(Clone, Debug)]
pub struct SlotRule {
    /// What it is known by.
    pub id: String,
    /// When it comes.
    pub when: Hours,
    /// How many orders one slot takes.
    pub capacity: u32,
}

impl Catalogue {
    /// The catalogue that these pages make. Merchants who take no orders or have
    /// nothing to sell, and points without slots, are left out.
    #[must_use]
    pub fn of<'a>(
        order: &Order,
        of_merchant: &Fields,
        merchants: impl IntoIterator<Item = Source<'a>>,
        points: impl IntoIterator<Item = Source<'a>>,
    ) -> Self {
        let reader = Reader { order, of_product: products(order, of_merchant) };
        let mut catalogue = Self {
            merchants: merchants.into_iter().filter_map(|source| reader.merchant(source)).collect(),
            points: points.into_iter().filter_map(|source| reader.point(source)).collect(),
        };
        tell_apart(&mut catalogue.merchants, |merchant| (&mut merchant.key, &merchant.page));
        tell_apart(&mut catalogue.points, |point| (&mut point.key, &point.page));
        catalogue
    }

    /// The merchant with this key.
    #[must_use]
    pub fn merchant(&self, key: &str) -> Option<&Merchant> {
        self.merchants.iter().find(|merchant| merchant.key == key)
    }

    /// The point with this key.
    #[must_use]
    pub fn point(&self, key: &str) -> Option<&Point> {
        self.points.iter().find(|point| point.key == key)
    }
}

impl Merchant {
    /// The product with this code.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.id == id)
    }
}

/// The step of a control's name that stands for a product. Names made of digits
/// are the rows of a list, so a code of digits is marked.
#[must_use]
pub fn step(code: &str) -> String {
    if code.bytes().all(|byte| byte.is_ascii_digit()) { format!("_{code}") } else { code.to_owned() }
}

/// The code that a step stands for.
#[must_use]
pub fn code(step: &str) -> &str {
    step.strip_prefix('_').filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(step)
}

fn products<'f>(order: &Order, of_merchant: &'f Fields) -> Option<&'f Fields> {
    match &of_merchant.get(&order.merchants.products)?.kind {
        Type::List { of, .. } => Some(of),
        _ => None,
    }
}

struct Reader<'a> {
    order: &'a Order,
    of_product: Option<&'a Fields>,
}

impl Reader<'_> {
    fn merchant(&self, source: Source<'_>) -> Option<Merchant> {
        let keys = &self.order.merchants;
        let fields = source.fields;
        let Some(Value::List(groups)) = fields.get(&keys.products) else { return None };
        let products: Vec<Product> = groups.iter().filter_map(|group| self.product(group)).collect();
        if products.is_empty() || !fields.is_yes(&keys.open) {
            return None;
        }
        Some(Merchant {
            key: key(source.page),
            page: source.page.to_owned(),
            title: source.title.to_owned(),
            url: source.url.to_owned(),
            products,
            lead_hours: fields.number(&keys.lead_hours).and_then(|hours| hours.to_u32()).unwrap_or(0),
            hours: keys.hours.as_ref().and_then(|key| hours(fields, key)),
            closures: keys.closures.as_ref().map(|key| closures(fields, key)).unwrap_or_default(),
            phone: keys.phone.as_ref().and_then(|key| phone(fields, key)),
        })
    }

    fn product(&self, group: &Group) -> Option<Product> {
        let keys = &self.order.merchants;
        let text = |key: &Option<String>| group.text(key.as_ref()?);
        Some(Product {
            id: group.text(&keys.id)?,
            name: group.text(&keys.name)?,
            price: group.money(&keys.price)?,
            unit: text(&keys.unit),
            is_available: keys.available.as_ref().is_none_or(|key| !group.is_no(key)),
            allergens: text(&keys.allergens),
            cold: keys.cold.as_ref().and_then(|key| self.cold(group, key)),
        })
    }

    fn cold(&self, group: &Group, key: &str) -> Option<Phrase> {
        let chosen = group.text(key)?;
        match &self.of_product?.get(key)?.kind {
            Type::Choice(options) => options.get(&chosen).cloned(),
            _ => None,
        }
    }

    fn point(&self, source: Source<'_>) -> Option<Point> {
        let keys = &self.order.points;
        let Some(Value::List(groups)) = source.fields.get(&keys.slots) else { return None };
        let rules = groups.iter().filter_map(|group| {
            Some(SlotRule {
                id: group.text(&keys.id)?,
                when: hours(group, &keys.when)?,
                capacity: group.number(&keys.capacity).and_then(|places| places.to_u32()).unwrap_or(0),
            })
        });
        Some(Point {
            key: key(source.page),
            page: source.page.to_owned(),
            title: source.title.to_owned(),
            url: source.url.to_owned(),
            rules: rules.collect(),
            closures: keys.closures.as_ref().map(|key| closures(source.fields, key)).unwrap_or_default(),
        })
    }
}

fn hours(group: &Group, key: &str) -> Option<Hours> {
    match group.get(key)? {
        Value::Hours(hours) => Some(hours.clone()),
        _ => None,
    }
}

fn closures(group: &Group, key: &str) -> Vec<Closure> {
    match group.get(key) {
        Some(Value::Closures(closures)) => closures.clone(),
        _ => Vec::new(),
    }
}

fn phone(group: &Group, key: &str) -> Option<Phone> {
    match group.get(key)? {
        Value::Phone(phone) => Some(phone.clone()),
        _ => None,
    }
}

/// A control's name holds two keys and a code of at most 80 signs, in 120 bytes.
const LONGEST: usize = 32;

/// The last step of a page's path, as a step of a control's name.
fn key(page: &str) -> String {
    short(&step(&slug(page.rsplit('/').next().unwrap_or_default())), page)
}

/// Two pages with one name in different folders are called by their whole path.
fn tell_apart<T>(items: &mut [T], parts: impl for<'t> Fn(&'t mut T) -> (&'t mut String, &'t String)) {
    let keys: Vec<String> = items.iter_mut().map(|item| parts(item).0.clone()).collect();
    for item in items {
        let (key, page) = parts(item);
        if keys.iter().filter(|other| *other == key).count() > 1 {
            *key = short(&step(&slug(&page.replace('/', "-"))), page);
        }
    }
}

fn short(key: &str, page: &str) -> String {
    if key.len() <= LONGEST {
        return key.to_owned();
    }
    // FNV-1a: it tells two long names apart and guards nothing.
    let mixed = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = page.bytes().fold(0x811c_9dc5, mixed);
    format!("{}-{hash:08x}", &key[..LONGEST - 9])
}
