//! A binary without the feature: it says so, and how to do without.

use std::sync::Arc;

use desk::{Desk, Handed};
use schema::words::{Language, Told};

use super::Publication;
use crate::context::Context;
use crate::failure::Failure;

/// Why a table can't be used: this binary was built without.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this version has no feature `dynamodb`")]
pub(crate) struct Problem;

pub(crate) fn open(_context: &Context, _table: &str) -> Result<Arc<Desk>, Failure> {
    Err(Failure::Cloud(Problem))
}

pub(crate) fn publish(_context: &Context, _table: &str, _edition: &Handed) -> Result<Publication, Failure> {
    Err(Failure::Cloud(Problem))
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "called as the problem of a binary that has the feature is"
)]
impl Problem {
    pub(crate) const fn code(&self) -> &'static str {
        "no-dynamodb"
    }

    pub(crate) fn told(&self, language: Language) -> Told {
        match language {
            Language::French => Told::with_hint(
                "cette version de parvis ne garde pas les demandes dans DynamoDB (fonctionnalité `dynamodb`)",
                "gardez-les ici\u{a0}: --store sqlite:.parvis/desk.sqlite",
            ),
            Language::English => Told::with_hint(
                "this version of parvis does not keep requests in DynamoDB (feature `dynamodb`)",
                "keep them here: --store sqlite:.parvis/desk.sqlite",
            ),
        }
    }
}
