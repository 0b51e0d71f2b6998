//! What can be wrong with a basket: what was written, or what is no longer to be
//! had as it was shown.

use jiff::Timestamp;
use jiff::civil::Date;

use super::slots;
use crate::types::date;
use crate::types::money::Money;
use crate::words::{Language, Told};

/// What can be wrong with a basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is ordered.
    EmptyBasket,
    /// How many of a product is not a whole number, or is too high.
    Quantity {
        /// The product.
        product: String,
        /// The most of it.
        most: u32,
    },
    /// No slot was chosen, or none that a form of ours offers.
    NoSlot,
    /// The total was not agreed to.
    NoTotal {
        /// What it is.
        total: Money,
    },
    /// What stands for the total is no price.
    NotATotal,
    /// A price rose since it was shown.
    Dearer {
        /// The product.
        product: String,
        /// What it cost.
        before: Money,
        /// What it costs.
        after: Money,
    },
    /// A product can't be had any more.
    Gone {
        /// The product.
        product: String,
    },
    /// A merchant does not work on the day of the slot.
    Away {
        /// The merchant.
        merchant: String,
        /// The day.
        day: Date,
    },
    /// Orders for a merchant have ended.
    TooLate {
        /// The merchant.
        merchant: String,
        /// When they ended.
        cutoff: Timestamp,
    },
    /// The slot has begun.
    SlotOver,
    /// The slot is no longer offered: the point is closed then.
    SlotGone,
    /// The slot takes no more orders.
    SlotFull,
    /// The whole costs more than was agreed to.
    Total {
        /// What was agreed to.
        before: Money,
        /// What it costs.
        after: Money,
    },
}

/// What kind of answer a problem makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something was written that is not understood.
    Invalid,
    /// A time limit has passed.
    TooLate,
    /// Something is not as it was shown.
    Changed,
    /// No place is left.
    Full,
}

impl Problem {
    /// What kind of answer it makes.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::EmptyBasket | Self::Quantity { .. } | Self::NoSlot | Self::NoTotal { .. } | Self::NotATotal => {
                Kind::Invalid
            }
            Self::TooLate { .. } | Self::SlotOver => Kind::TooLate,
            Self::Dearer { .. } | Self::Gone { .. } | Self::Away { .. } | Self::SlotGone | Self::Total { .. } => {
                Kind::Changed
            }
            Self::SlotFull => Kind::Full,
        }
    }

    /// A stable name for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyBasket => "basket-empty",
            Self::Quantity { .. } => "basket-quantity",
            Self::NoSlot => "basket-no-slot",
            Self::NoTotal { .. } => "basket-no-total",
            Self::NotATotal => "basket-not-a-total",
            Self::Dearer { .. } => "basket-dearer",
            Self::Gone { .. } => "basket-gone",
            Self::Away { .. } => "basket-away",
            Self::TooLate { .. } => "basket-too-late",
            Self::SlotOver => "basket-slot-over",
            Self::SlotGone => "basket-slot-gone",
            Self::SlotFull => "basket-slot-full",
            Self::Total { .. } => "basket-total",
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> Told {
        let price = |money: &Money| money.words(Language::French);
        match self {
            Self::EmptyBasket => {
                Told::with_hint("le panier est vide", "écrivez combien vous voulez à côté d’au moins un produit")
            }
            Self::Quantity { product, most } => Told::with_hint(
                format!("le nombre de «\u{a0}{product}\u{a0}» n’est pas compris"),
                format!("écrivez un nombre entier de 0 à {most}"),
            ),
            Self::NoSlot => {
                Told::with_hint("le point de retrait et le créneau ne sont pas choisis", "choisissez-les dans la liste")
            }
            Self::NoTotal { total } => Told::with_hint(
                format!("le total de {} n’est pas accepté", price(total)),
                "relisez-le et envoyez-le avec la commande",
            ),
            Self::NotATotal => Told::with_hint("le total n’est pas un prix", "écrivez-le comme 12,50\u{a0}€"),
            Self::Dearer { product, before, after } => Told::with_hint(
                format!("«\u{a0}{product}\u{a0}» coûte maintenant {} au lieu de {}", price(after), price(before)),
                "gardez-le à ce prix, ou changez le nombre",
            ),
            Self::Gone { product } => Told::with_hint(
                format!("«\u{a0}{product}\u{a0}» n’est plus proposé"),
                "le reste du panier est gardé\u{a0}; choisissez autre chose si vous voulez",
            ),
            Self::Away { merchant, day } => Told::with_hint(
                format!("«\u{a0}{merchant}\u{a0}» est fermé le {}", date::Date::from(*day).words(Language::French)),
                "choisissez un autre jour, ou retirez ses produits",
            ),
            Self::TooLate { merchant, cutoff } => Told::with_hint(
                format!(
                    "pour ce créneau, «\u{a0}{merchant}\u{a0}» prenait les commandes jusqu’au {}",
                    slots::moment(*cutoff, Language::French)
                ),
                "choisissez un créneau plus tard, ou retirez ses produits",
            ),
            Self::SlotOver => Told::with_hint("ce créneau est déjà commencé", "choisissez-en un autre"),
            Self::SlotGone => Told::with_hint("ce créneau n’est plus proposé", "choisissez-en un autre"),
            Self::SlotFull => Told::with_hint("ce créneau est complet", "choisissez-en un autre"),
            Self::Total { before, after } => Told::with_hint(
                format!("le total est maintenant de {} au lieu de {}", price(after), price(before)),
                "relisez-le avant de commander",
            ),
        }
    }

    fn english(&self) -> Told {
        let price = |money: &Money| money.words(Language::English);
        match self {
            Self::EmptyBasket => {
                Told::with_hint("the basket is empty", "write how many you want beside at least one product")
            }
            Self::Quantity { product, most } => Told::with_hint(
                format!("how many of “{product}” is not understood"),
                format!("write a whole number from 0 to {most}"),
            ),
            Self::NoSlot => {
                Told::with_hint("the pick-up point and the slot are not chosen", "choose them from the list")
            }
            Self::NoTotal { total } => Told::with_hint(
                format!("the total of {} is not agreed to", price(total)),
                "read it again and send it with the order",
            ),
            Self::NotATotal => Told::with_hint("the total is not a price", "write it as 12,50\u{a0}€"),
            Self::Dearer { product, before, after } => Told::with_hint(
                format!("“{product}” now costs {} instead of {}", price(after), price(before)),
                "keep it at this price, or change how many",
            ),
            Self::Gone { product } => Told::with_hint(
                format!("“{product}” is no longer offered"),
                "the rest of the basket is kept; choose something else if you like",
            ),
            Self::Away { merchant, day } => Told::with_hint(
                format!("“{merchant}” is closed on {}", date::Date::from(*day).words(Language::English)),
                "choose another day, or take its products out",
            ),
            Self::TooLate { merchant, cutoff } => Told::with_hint(
                format!("for this slot, “{merchant}” took orders until {}", slots::moment(*cutoff, Language::English)),
                "choose a later slot, or take its products out",
            ),
            Self::SlotOver => Told::with_hint("this slot has already begun", "choose another one"),
            Self::SlotGone => Told::with_hint("this slot is no longer offered", "choose another one"),
            Self::SlotFull => Told::with_hint("this slot is full", "choose another one"),
            Self::Total { before, after } => Told::with_hint(
                format!("the total is now {} instead of {}", price(after), price(before)),
                "read it again before you order",
            ),
        }
    }
}
