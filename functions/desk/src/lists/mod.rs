//! The lists of a day: what a merchant prepares, what a pick-up point hands over.
//!
//! Each is behind a link of its own. The key of a link is worked out from the
//! desk's key and from a count that staff raise to end a link that went astray.
//!
//! Architecture invariant: a list is read from the orders each time, and holds of
//! a person what its reader needs and no more: a merchant has the name for the bag
//! and the word for them, a pick-up point has no products.

pub mod delivery;
pub mod preparation;

use jiff::civil::Date;
use serde_json::json;

use crate::bundle::{self, Edition};
use crate::catalogue::Shop;
use crate::desk::Desk;
use crate::key::Purpose;
use crate::request::Request;
use crate::secret::Secret;
use crate::sessions::Untold;
use crate::store::{Saved, Saving};
use crate::unavailable::Unavailable;
use crate::workflow::Matter;
use crate::workflow::holders::Holders;
use crate::workflow::order::{Order, day_book};

/// Whose list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A merchant's: what there is to prepare.
    Merchant,
    /// A pick-up point's: what there is to hand over.
    Point,
}

impl Whose {
    /// The first step of its address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Merchant => "preparation",
            Self::Point => "livraison",
        }
    }
}

impl Desk {
    /// The key of a list's link, as it is now.
    pub(crate) async fn list_key(&self, whose: Whose, key: &str) -> Result<Secret, Unavailable> {
        let book = self.store.book(link_book(whose, key)).await?;
        Ok(self.derived(whose, key, generation(&book.content)))
    }

    /// Whether this is the key of the list's link.
    pub(crate) async fn opens_list(&self, whose: Whose, key: &str, given: Option<&str>) -> Result<bool, Unavailable> {
        let Some(given) = given.and_then(Secret::from_link) else { return Ok(false) };
        Ok(self.list_key(whose, key).await?.hash().is_of(&given))
    }

    /// Ends the link of a list; the next one is another.
    pub(crate) async fn renew_list_key(&self, whose: Whose, key: &str) -> Result<(), Unavailable> {
        loop {
            let mut book = self.store.book(link_book(whose, key)).await?;
            book.content = json!({ "generation": generation(&book.content) + 1 });
            if self.store.save(Saving { books: vec![book], ..Saving::default() }).await? == Saved::Saved {
                return Ok(());
            }
        }
    }

    fn derived(&self, whose: Whose, key: &str, generation: u64) -> Secret {
        let parts = [whose.path().as_bytes(), key.as_bytes(), &generation.to_le_bytes()];
        Secret::from_digest(&self.key.digest(Purpose::Sheet, &parts))
    }

    /// The address of a list, from the root of the host.
    pub(crate) fn list_url(&self, whose: Whose, key: &str, secret: &Secret, day: Option<Date>) -> String {
        self.address(&list_path(whose, key, secret, day))
    }

    /// The orders of a day, with the form each came by, in the order of their slots.
    async fn orders_of(&self, edition: &Edition, day: Date) -> Result<Vec<(Shop, Request)>, Untold> {
        let mut found = Vec::new();
        for shop in edition.shops()? {
            let book = self.store.book(day_book(&shop.form.name, day)).await?;
            for reference in Holders::of(&book)?.references() {
                if let Some(request) = self.store.find(reference.clone()).await? {
                    found.push((shop.clone(), request));
                }
            }
        }
        found.sort_by_key(|(_, request)| match &request.matter {
            Matter::Order(order) => (order.point.starts_at, order.point.key.clone(), request.reference.clone()),
            Matter::Update(_) | Matter::Register(_) => (request.received_at, String::new(), request.reference.clone()),
        });
        Ok(found)
    }
}

/// The path of a list, with its key.
pub(crate) fn list_path(whose: Whose, key: &str, secret: &Secret, day: Option<Date>) -> String {
    let day = day.map(|day| format!("&jour={day}")).unwrap_or_default();
    format!("/{}/{key}?cle={}{day}", whose.path(), secret.to_link())
}

fn link_book(whose: Whose, key: &str) -> String {
    format!("lien/{}/{key}", whose.path())
}

fn generation(content: &serde_json::Value) -> u64 {
    content.get("generation").and_then(serde_json::Value::as_u64).unwrap_or(0)
}

/// What was answered under a key of the form.
fn answer(order: &Order, key: Option<&String>) -> Option<String> {
    order.answers.get(key?)?.as_str().map(str::to_owned)
}

/// The title of the page with this key, as the catalogue has it now.
fn title(edition: &Edition, whose: Whose, key: &str) -> Result<Option<String>, bundle::Error> {
    let titles = edition.shops()?.into_iter().find_map(|shop| match whose {
        Whose::Merchant => shop.catalogue.merchant(key).map(|merchant| merchant.title.clone()),
        Whose::Point => shop.catalogue.point(key).map(|point| point.title.clone()),
    });
    Ok(titles)
}

impl Edition {
    /// What links call the merchant or the point that staff mean: by that name
    /// itself, or by the page.
    pub(crate) fn list_named(&self, whose: Whose, typed: &str) -> Result<Option<String>, bundle::Error> {
        let typed = typed.trim_matches('/').trim_start_matches("content/").trim_end_matches(".md");
        let named = |key: &String, page: &String| (key == typed || page == typed).then(|| key.clone());
        let found = self.shops()?.into_iter().find_map(|shop| match whose {
            Whose::Merchant => shop.catalogue.merchants.iter().find_map(|of| named(&of.key, &of.page)),
            Whose::Point => shop.catalogue.points.iter().find_map(|of| named(&of.key, &of.page)),
        });
        Ok(found)
    }
}
