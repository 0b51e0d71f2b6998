//! The orders that a book names: those that hold a place in a slot, those of a day.
//!
//! Architecture invariant: how many a slot takes is judged on the book as it was
//! read, and the store refuses what was outrun since.

use serde::{Deserialize, Serialize};

use crate::reference::Reference;
use crate::store::Book;
use crate::unavailable::Unavailable;

/// The orders that a book names, in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holders {
    holders: Vec<Reference>,
}

impl Holders {
    /// Those of a book; none in one that was never written.
    pub(crate) fn of(book: &Book) -> Result<Self, Unavailable> {
        if book.content.is_null() {
            return Ok(Self::default());
        }
        serde_json::from_value(book.content.clone()).map_err(|_| Unavailable::new("a book of orders can't be read"))
    }

    /// The book that says so, under the version that was read.
    pub(crate) fn into_book(self, mut book: Book) -> Book {
        book.content = serde_json::to_value(self).unwrap_or_default();
        book
    }

    /// Every one, in the order they came.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.holders
    }

    /// How many places are left of so many.
    #[must_use]
    pub fn left(&self, capacity: u32) -> u32 {
        capacity.saturating_sub(u32::try_from(self.holders.len()).unwrap_or(u32::MAX))
    }

    /// Gives a place, while one of so many is left.
    pub fn admit(&mut self, reference: Reference, capacity: u32) -> bool {
        let fits = self.left(capacity) > 0;
        if fits {
            self.holders.push(reference);
        }
        fits
    }

    /// Gives a place up.
    pub fn leave(&mut self, reference: &Reference) {
        self.holders.retain(|holder| holder != reference);
    }
}
