//! What the desk stands on did not answer: the store, or the source of chance.

/// The store can't be reached, can't write, or has no chance to draw: nothing was recorded.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the store is not available: {cause}")]
pub struct Unavailable {
    cause: String,
}

impl Unavailable {
    /// A failure, in the words of what failed; they never hold what was kept.
    pub fn new(cause: impl Into<String>) -> Self {
        Self { cause: cause.into() }
    }
}
