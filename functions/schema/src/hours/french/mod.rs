//! Hours as French people write them.

use super::problem::{Fault, Problem};
use super::rule::Rule;

pub(super) fn parse(text: &str) -> Result<Vec<Rule>, Vec<Problem>> {
    Err(vec![Problem::new(Fault::NotUnderstood, text, 0..text.len())])
}
