//! What a page offers, in words: places, ages, prices with their edges.
//!
//! The page, its form and the desk say it here, so that they say it the same way.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::rate::{Bracket, Rate};
use super::register::{Register, Session};
use crate::field::Fields;
use crate::types::money::Money;
use crate::types::number::Number;
use crate::value::Group;
use crate::words::Language;

impl Session {
    /// How many places it has, and how many may wait.
    #[must_use]
    pub fn places_words(&self, language: Language) -> String {
        match (self.capacity, self.waiting, language) {
            (0 | 1, 0, Language::French) => format!("{}\u{a0}place", self.capacity),
            (places, 0, Language::French) => format!("{places}\u{a0}places"),
            (0 | 1, waiting, Language::French) => {
                format!("{}\u{a0}place, {waiting} en liste d’attente", self.capacity)
            }
            (places, waiting, Language::French) => format!("{places}\u{a0}places, {waiting} en liste d’attente"),
            (1, 0, Language::English) => "1 place".to_owned(),
            (places, 0, Language::English) => format!("{places} places"),
            (1, waiting, Language::English) => format!("1 place, {waiting} on the waiting list"),
            (places, waiting, Language::English) => format!("{places} places, {waiting} on the waiting list"),
        }
    }
}

impl Register {
    /// The ages that a page takes; nothing where it takes all.
    #[must_use]
    pub fn ages_words(&self, page: &Group, language: Language) -> Option<String> {
        let ages = self.ages.as_ref()?;
        let bound = |key: &Option<String>| page.number(key.as_ref()?)?.to_u32();
        let words = match (bound(&ages.from), bound(&ages.to), language) {
            (None, None, _) => return None,
            (Some(from), Some(to), Language::French) if from == to => format!("{} seulement", years(to)),
            (Some(from), Some(to), Language::French) => format!("De {from} à {}", years(to)),
            (Some(from), None, Language::French) => format!("À partir de {}", years(from)),
            (None, Some(to), Language::French) => format!("Jusqu’à {}", years(to)),
            (Some(from), Some(to), Language::English) if from == to => format!("{to} years old only"),
            (Some(from), Some(to), Language::English) => format!("From {from} to {to} years old"),
            (Some(from), None, Language::English) => format!("From {from} years old"),
            (None, Some(to), Language::English) => format!("Up to {to} years old"),
        };
        Some(words)
    }
}

/// French counts one and a half as one.
fn years(count: u32) -> String {
    if count < 2 { format!("{count}\u{a0}an") } else { format!("{count}\u{a0}ans") }
}

impl Rate {
    /// The grid of a page, each bracket with its edges in words. Beyond the last
    /// edge of a grid that says nothing there, the highest price holds.
    #[must_use]
    pub fn lines(&self, page: &Group, language: Language) -> Vec<(String, Money)> {
        let mut brackets = self.brackets(page);
        if let Some(highest) = brackets.iter().map(|bracket| bracket.price).max()
            && brackets.iter().all(|bracket| bracket.up_to.is_some())
        {
            brackets.push(Bracket { up_to: None, price: highest });
        }
        let edges = std::iter::once(None).chain(brackets.iter().map(|bracket| bracket.up_to));
        edges
            .zip(&brackets)
            .map(|(above, bracket)| (edge_words(above, bracket.up_to, language), bracket.price))
            .collect()
    }

    /// What is taken off for a brother or a sister, after the question of the form.
    #[must_use]
    pub fn discount_words(&self, page: &Group, form: &Fields, language: Language) -> Option<String> {
        let percent = Number::from(page.number(self.discount.as_ref()?)?).words(language);
        let question = form.get(self.sibling.as_ref()?)?.label.in_language(language);
        Some(match language {
            Language::French => format!("{question}\u{a0}: {percent}\u{a0}% de moins"),
            Language::English => format!("{question}: {percent}% off"),
        })
    }
}

fn edge_words(above: Option<Decimal>, up_to: Option<Decimal>, language: Language) -> String {
    let number = |quotient: Decimal| Number::from(quotient).words(language);
    match (above, up_to, language) {
        (None, None, Language::French) => "Quel que soit le quotient".to_owned(),
        (None, Some(to), Language::French) => format!("Quotient jusqu’à {} compris", number(to)),
        (Some(above), Some(to), Language::French) => {
            format!("Quotient au-delà de {}, jusqu’à {} compris", number(above), number(to))
        }
        (Some(above), None, Language::French) => format!("Quotient au-delà de {}", number(above)),
        (None, None, Language::English) => "Whatever the quotient".to_owned(),
        (None, Some(to), Language::English) => format!("Quotient up to and including {}", number(to)),
        (Some(above), Some(to), Language::English) => {
            format!("Quotient above {}, up to and including {}", number(above), number(to))
        }
        (Some(above), None, Language::English) => format!("Quotient above {}", number(above)),
    }
}
