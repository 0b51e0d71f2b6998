//! The desk: a bundle, a store, a clock and a key, put together once.
//!
//! Architecture invariant: everything it needs is given to it; it looks nothing
//! up in the environment.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bundle::{Bundle, Handed};
use crate::clock::Clock;
use crate::key::Key;
use crate::post::{Office, Password};
use crate::request::Request;
use crate::secret::Secret;
use crate::store::Store;
use crate::turn::Turns;
use crate::unavailable::Unavailable;

/// What takes requests in and answers for them.
#[derive(Debug)]
pub struct Desk {
    pub(crate) bundle: Bundle,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Clock,
    pub(crate) key: Key,
    pub(crate) turns: Turns,
    /// How this process delivers mail; one that does not leaves it to another.
    pub(crate) post: Option<Office>,
}

impl Desk {
    /// A desk over the bundle in this folder (`.parvis/bundle`), which may be
    /// built later: until then every request is told to come back.
    #[must_use]
    pub const fn new(bundle: PathBuf, store: Arc<dyn Store>, clock: Clock, key: Key) -> Self {
        Self { bundle: Bundle::new(bundle), store, clock, key, turns: Turns::new(), post: None }
    }

    /// The same desk, which delivers mail too, with this password where the server
    /// asks for one.
    #[must_use]
    pub fn delivering(mut self, password: Option<Password>) -> Self {
        self.post = Some(Office::new(password));
        self
    }

    /// A desk whose bundle is handed to it, edition by edition: until the first,
    /// every request is told to come back.
    #[must_use]
    pub const fn without_folder(store: Arc<dyn Store>, clock: Clock, key: Key) -> Self {
        Self { bundle: Bundle::handed(), store, clock, key, turns: Turns::new(), post: None }
    }

    /// Takes an edition of the bundle: requests that come from now on are answered
    /// from it.
    ///
    /// # Errors
    ///
    /// When it is not what this program writes; the edition before stays.
    pub fn hand(&self, edition: Handed) -> Result<(), Unavailable> {
        self.bundle.hand(edition).map_err(|error| Unavailable::new(error.to_string()))
    }

    /// An address of the desk, for a site that may stand in a folder of its host.
    pub(crate) fn address(&self, path: &str) -> String {
        let edition = self.bundle.edition().ok();
        let folder = edition.as_ref().map_or("", |edition| edition.settings.folder());
        format!("{folder}{path}")
    }

    /// Where the sender of a request follows it.
    pub(crate) fn tracking_url(&self, request: &Request, secret: &Secret) -> String {
        self.address(&tracking_path(request, secret))
    }

    /// The same as a whole address, for paper; from the root of the host while
    /// the site has not been built.
    pub(crate) fn tracking_link(&self, request: &Request, secret: &Secret) -> String {
        let edition = self.bundle.edition().ok();
        let base = edition.as_ref().map_or("", |edition| edition.settings.base_url.trim_end_matches('/'));
        format!("{base}{}", tracking_path(request, secret))
    }
}

fn tracking_path(request: &Request, secret: &Secret) -> String {
    format!("/suivi/{}?cle={}", request.reference, secret.to_link())
}
