//! The desk whose requests are kept in a table of `DynamoDB`, in a binary that was
//! built to reach one (feature `dynamodb`), and what any other says in its place.
//!
//! Architecture invariant: nothing else in this package knows which of the two it
//! was built to be.

#[cfg(not(feature = "dynamodb"))]
mod absent;
#[cfg(feature = "dynamodb")]
mod present;

#[cfg(not(feature = "dynamodb"))]
pub(crate) use absent::{Problem, open, publish};
#[cfg(feature = "dynamodb")]
pub(crate) use present::{Problem, open, publish};

/// What a publication came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "dynamodb"), expect(dead_code, reason = "only a binary that reaches a table publishes"))]
pub(crate) enum Publication {
    /// It is there, and this many pieces were written.
    New { pieces: usize },
    /// It was there.
    Same,
}
