//! The calls and letters that staff make.

use desk::inbox::Call;
use desk::reference::Reference;

use super::{Error, Office};

impl Office {
    /// The calls and letters to be made, those first that have waited longest.
    pub(crate) async fn calls(&self) -> Result<Vec<Call>, Error> {
        Ok(self.inbox.calls().await?)
    }

    /// Notes that one was made.
    pub(crate) async fn called(&self, id: &str) -> Result<Reference, Error> {
        Ok(self.inbox.called(id).await?)
    }
}
