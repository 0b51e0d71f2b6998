//! The published bundle, looked for now and then and handed to the desk.
//!
//! Architecture invariant: an edition that can't be had leaves the one before in
//! its place.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use desk::store::dynamodb::{DynamoDb, EditionName};
use desk::{Desk, Unavailable};

/// The bundle as it was last looked for.
pub(crate) struct Looked {
    store: Arc<DynamoDb>,
    desk: Arc<Desk>,
    age: Duration,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    edition: Option<EditionName>,
    /// When it was found there; none if it has to be looked for at once.
    at: Option<Instant>,
}

impl Looked {
    pub(crate) fn new(store: Arc<DynamoDb>, desk: Arc<Desk>, age: Duration) -> Self {
        Self { store, desk, age, last: Mutex::new(Last::default()) }
    }

    /// Looks for another edition, if it is time. Without any, it always is.
    pub(crate) async fn look_again(&self) {
        let Some(known) = self.due() else { return };
        match self.take(known.as_deref()).await {
            Ok(Some(edition)) => *self.last() = Last { edition: Some(edition), at: Some(Instant::now()) },
            Ok(None) => self.last().at = known.map(|_| Instant::now()),
            Err(error) => tracing::error!(%error, "the published bundle can't be had"),
        }
    }

    /// The edition that is known, when it is time to ask for another.
    #[expect(clippy::option_option, reason = "whether it is time, and then what is known")]
    fn due(&self) -> Option<Option<EditionName>> {
        let last = self.last();
        let is_fresh = last.at.is_some_and(|at| at.elapsed() < self.age);
        (!is_fresh).then(|| last.edition.clone())
    }

    async fn take(&self, known: Option<&str>) -> Result<Option<EditionName>, Unavailable> {
        let Some((edition, handed)) = self.store.published(known).await? else { return Ok(None) };
        let parts = handed.parts.len();
        self.desk.hand(handed)?;
        tracing::info!(%edition, parts, "an edition of the bundle was taken");
        Ok(Some(edition))
    }

    fn last(&self) -> std::sync::MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
