//! A process that was built without mail: it begins no round, and leaves all of it
//! to one that can.

use std::convert::Infallible;
use std::marker::PhantomData;

use super::{Delivered, Mail, Office};
use crate::settings::Mail as Settings;

/// A round that nobody begins.
#[derive(Debug)]
pub(crate) struct Round<'a> {
    never: Infallible,
    settings: PhantomData<&'a Settings>,
}

impl<'a> Round<'a> {
    /// None, ever.
    pub(crate) const fn begin(_office: &'a Office, _settings: &'a Settings) -> Option<Self> {
        None
    }

    #[expect(clippy::unused_async, reason = "the round that delivers waits for the server")]
    pub(crate) async fn deliver(&mut self, _mail: &Mail<'_>) -> Delivered {
        match self.never {}
    }

    #[expect(clippy::unused_async, reason = "the round that delivers says good-bye")]
    pub(crate) async fn end(self) {
        match self.never {}
    }
}
