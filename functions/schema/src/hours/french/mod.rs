//! Hours as French people write them, read into rules.
//!
//! In four steps: characters to tokens, tokens to items (days, times, dates),
//! items to clauses, clauses to rules. Faults of a step keep the next from
//! adding its own. OSM's day names are words here too, so that `mo-fr 9h-12h` is
//! understood.

mod clauses;
mod dates;
mod days;
mod items;
mod lexer;
mod rules;
mod times;
mod vocabulary;

use super::problem::{Fault, Problem};
use super::rule::Rule;

pub(super) fn parse(text: &str) -> Result<Vec<Rule>, Vec<Problem>> {
    let (items, mut problems) = items::items(text, lexer::tokens(text));
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.range().start);
        return Err(problems);
    }
    let rules = rules::rules(text, clauses::clauses(text, &items))?;
    if rules.is_empty() {
        return Err(vec![Problem::new(Fault::NotUnderstood, text, 0..text.len())]);
    }
    Ok(rules)
}
