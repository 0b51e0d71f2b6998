//! Why an address is not taken, and how that is said.
//!
//! Nothing here reads a text.

use super::super::kept::told_as_error;
use crate::words::{Language, Told};

/// Why an address is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Something else than an address.
    NotAnAddress {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// No street, only a town or a number.
    NoStreet {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// No town, and none that goes without saying.
    NoTown {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// Something after the town.
    AfterTown {
        /// The town and what follows it, ready to be quoted.
        written: String,
    },
    /// A postcode that no town has.
    NoSuchPostcode {
        /// The five digits.
        postcode: String,
    },
    /// A piece that could be a town or help to find the door.
    TownOrComplement {
        /// The piece, ready to be quoted.
        piece: String,
        /// The postcode to add if the town is the usual one.
        postcode: String,
    },
    /// Parentheses that do not close, or one inside another.
    Parentheses {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// Longer than an address.
    TooLong {
        /// What is taken.
        max: usize,
        /// What was written.
        length: usize,
    },
}

impl Problem {
    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.told_in_french(),
            Language::English => self.told_in_english(),
        }
    }

    fn told_in_french(&self) -> Told {
        match self {
            Self::Empty => {
                Told::with_hint("il manque une adresse", "écrivez par exemple 12 rue Béranger, 92240 Malakoff")
            }
            Self::NotAnAddress { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas une adresse postale"),
                "écrivez le numéro, la rue et la ville, par exemple 12 rue Béranger, 92240 Malakoff",
            ),
            Self::NoStreet { written } => Told::with_hint(
                format!("il manque la rue dans «\u{a0}{written}\u{a0}»"),
                "écrivez le numéro et la rue, par exemple 12 rue Béranger, 92240 Malakoff",
            ),
            Self::NoTown { written } => Told::with_hint(
                format!("il manque le code postal et la ville à «\u{a0}{written}\u{a0}»"),
                "écrivez-les après la rue, par exemple 12 rue Béranger, 92240 Malakoff",
            ),
            Self::AfterTown { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» dit plus que la ville"),
                "finissez par la ville, et mettez le reste entre parenthèses, par exemple 12 rue Béranger, 92240 Malakoff (2e étage)",
            ),
            Self::NoSuchPostcode { postcode } => Told::with_hint(
                format!("le code postal «\u{a0}{postcode}\u{a0}» n’existe pas"),
                "vérifiez ses cinq chiffres, par exemple 92240",
            ),
            Self::TownOrComplement { piece, postcode } => Told::with_hint(
                format!("«\u{a0}{piece}\u{a0}» est-il une ville ou un complément d’adresse\u{a0}?"),
                format!(
                    "mettez un complément entre parenthèses, ou un code postal devant une ville, par exemple {postcode}"
                ),
            ),
            Self::Parentheses { written } => Told::with_hint(
                format!("les parenthèses de «\u{a0}{written}\u{a0}» ne vont pas par deux"),
                "gardez une seule paire de parenthèses, par exemple 12 rue Béranger (2e étage)",
            ),
            Self::TooLong { max, length } => Told::with_hint(
                format!("cette adresse compte {length}\u{a0}caractères, soit {} de trop", length - max),
                format!(
                    "raccourcissez-la à {max}\u{a0}caractères au plus, par exemple 12 rue Béranger, 92240 Malakoff"
                ),
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        match self {
            Self::Empty => Told::with_hint("there is no address", "write for example 12 rue Béranger, 92240 Malakoff"),
            Self::NotAnAddress { written } => Told::with_hint(
                format!("“{written}” is not a postal address"),
                "write the number, the street and the town, such as 12 rue Béranger, 92240 Malakoff",
            ),
            Self::NoStreet { written } => Told::with_hint(
                format!("there is no street in “{written}”"),
                "write the number and the street, such as 12 rue Béranger, 92240 Malakoff",
            ),
            Self::NoTown { written } => Told::with_hint(
                format!("“{written}” has no postcode and no town"),
                "write them after the street, as in 12 rue Béranger, 92240 Malakoff",
            ),
            Self::AfterTown { written } => Told::with_hint(
                format!("“{written}” says more than the town"),
                "end with the town, and put the rest in parentheses, as in 12 rue Béranger, 92240 Malakoff (2e étage)",
            ),
            Self::NoSuchPostcode { postcode } => {
                Told::with_hint(format!("there is no postcode “{postcode}”"), "check its five digits, such as 92240")
            }
            Self::TownOrComplement { piece, postcode } => Told::with_hint(
                format!("“{piece}” could be a town or a part of the address"),
                format!("put a part of the address in parentheses, or a postcode before a town, such as {postcode}"),
            ),
            Self::Parentheses { written } => Told::with_hint(
                format!("the parentheses of “{written}” do not go in pairs"),
                "keep one pair of parentheses, as in 12 rue Béranger (2e étage)",
            ),
            Self::TooLong { max, length } => Told::with_hint(
                format!("this address has {length} characters, {} too many", length - max),
                format!("shorten it to at most {max} characters, such as 12 rue Béranger, 92240 Malakoff"),
            ),
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "address-empty",
            Self::NotAnAddress { .. } => "address-not-an-address",
            Self::NoStreet { .. } => "address-no-street",
            Self::NoTown { .. } => "address-no-town",
            Self::AfterTown { .. } => "address-after-town",
            Self::NoSuchPostcode { .. } => "address-no-such-postcode",
            Self::TownOrComplement { .. } => "address-town-or-complement",
            Self::Parentheses { .. } => "address-parentheses",
            Self::TooLong { .. } => "address-too-long",
        }
    }
}

told_as_error!(Problem);
