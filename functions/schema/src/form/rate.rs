//! A price grid by *quotient familial*: brackets with defined edges.
//!
//! A line says up to which quotient it holds, that quotient included; the line
//! that says none holds beyond all others. Quotients are compared exactly, never
//! rounded: 500 is in the bracket “up to 500”, 500.01 is in the next. Who brings
//! no proof of a quotient pays the highest price, provisionally.
//!
//! Architecture invariant: integer cents, exact decimals, no floating point.

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::Named;
use crate::declaration::Problem;
use crate::field::{Fields, Type};
use crate::types::money::Money;
use crate::value::{Group, Value};
use crate::words::Language;

/// The keys of a price grid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The list of brackets, on the page.
    pub grid: String,
    /// The highest quotient of a bracket, included.
    pub up_to: String,
    /// The price of a bracket.
    pub price: String,
    /// The price for those who live elsewhere, on the page.
    pub outside: Option<String>,
    /// The field of the form that says whether the person lives in town.
    pub resident: Option<String>,
    /// The field of the form that says whether a brother or sister comes too.
    pub sibling: Option<String>,
    /// What is taken off for that, in percent, on the page.
    pub discount: Option<String>,
}

/// What a place costs, and on what ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The price.
    pub price: Money,
    /// On what ground.
    pub ground: Ground,
}

impl Quote {
    /// The price and its ground, as people read them.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let price = self.price.words(language);
        match (self.ground, language) {
            (Ground::Provisional, Language::French) => format!("{price} (provisoire)"),
            (Ground::Provisional, Language::English) => format!("{price} (provisional)"),
            (Ground::Proven, Language::French) => format!("{price} (justificatif vu)"),
            (Ground::Proven, Language::English) => format!("{price} (proof seen)"),
            (Ground::Outside, Language::French) => format!("{price} (hors de la commune)"),
            (Ground::Outside, Language::English) => format!("{price} (outside the town)"),
        }
    }
}

/// On what ground a price is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The highest one, until a proof of the quotient is seen.
    Provisional,
    /// The bracket of a quotient that was proved.
    Proven,
    /// The price for those who live elsewhere, whatever their quotient.
    Outside,
}

/// One line of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// The highest quotient, included; none beyond all others.
    pub up_to: Option<Decimal>,
    /// The price.
    pub price: Money,
}

impl Rate {
    /// What the settings say of the form's own fields that they are not.
    pub(super) fn problems(&self, fields: &Fields) -> Vec<Problem> {
        let mut named = Named::among(fields);
        let is_answer = |kind: &Type| matches!(kind, Type::YesNo);
        named.maybe(self.resident.as_ref(), "yes_no: {}", is_answer);
        named.maybe(self.sibling.as_ref(), "yes_no: {}", is_answer);
        named.problems
    }

    /// What the settings say of the fields of the pages that they are not.
    pub(super) fn problems_with(&self, page: &Fields) -> Vec<Problem> {
        let mut named = Named::among(page);
        let is_price = |kind: &Type| matches!(kind, Type::Money(_));
        let is_number = |kind: &Type| matches!(kind, Type::Number(_));
        named.maybe(self.outside.as_ref(), "money: {}", is_price);
        named.maybe(self.discount.as_ref(), "number: {}", is_number);
        let of = named.list(&self.grid);
        let mut problems = named.problems;
        if let Some(of) = of {
            let mut named = Named::among(of);
            named.field(&self.up_to, "number: {}", is_number);
            named.field(&self.price, "money: {}", is_price);
            problems.extend(named.problems);
        }
        problems
    }

    /// The grid of a page, from the lowest quotient to beyond the highest.
    #[must_use]
    pub fn brackets(&self, page: &Group) -> Vec<Bracket> {
        let Some(Value::List(lines)) = page.get(&self.grid) else { return Vec::new() };
        let mut brackets: Vec<Bracket> = lines
            .iter()
            .filter_map(|line| Some(Bracket { up_to: line.number(&self.up_to), price: line.money(&self.price)? }))
            .collect();
        brackets.sort_by_key(|bracket| (bracket.up_to.is_none(), bracket.up_to));
        brackets
    }

    /// What a place of this page costs with these answers; nothing where the page
    /// has no grid.
    #[must_use]
    pub fn quote(&self, page: &Group, answers: &Group, proven: Option<Decimal>) -> Option<Quote> {
        let brackets = self.brackets(page);
        let highest = brackets.iter().map(|bracket| bracket.price).max()?;
        let lives_elsewhere = self.resident.as_ref().is_some_and(|key| answers.is_no(key));
        let outside = self.outside.as_ref().and_then(|key| page.money(key)).filter(|_| lives_elsewhere);
        let (price, ground) = match (outside, proven) {
            (Some(outside), _) => (outside, Ground::Outside),
            (None, None) => (highest, Ground::Provisional),
            (None, Some(quotient)) => (price_at(&brackets, quotient).unwrap_or(highest), Ground::Proven),
        };
        Some(Quote { price: self.discounted(price, page, answers), ground })
    }

    /// Half a cent goes up.
    fn discounted(&self, price: Money, page: &Group, answers: &Group) -> Money {
        let comes_too = self.sibling.as_ref().is_some_and(|key| answers.is_yes(key));
        let percent = self.discount.as_ref().and_then(|key| page.number(key)).filter(|_| comes_too);
        let Some(percent) = percent else { return price };
        let kept = Decimal::ONE_HUNDRED - percent.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
        let cents = Decimal::from(price.cents()) * kept / Decimal::ONE_HUNDRED;
        let whole = cents.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64();
        whole.map_or(price, Money::from_cents)
    }
}

fn price_at(brackets: &[Bracket], quotient: Decimal) -> Option<Money> {
    let holds = |bracket: &&Bracket| bracket.up_to.is_none_or(|up_to| quotient <= up_to);
    brackets.iter().find(holds).map(|bracket| bracket.price)
}
