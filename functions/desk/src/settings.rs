//! The settings of the site that matter to the desk, with their defaults.
//!
//! Architecture invariant: they come from the bundle, never from the environment.

use jiff::SignedDuration;
use serde::Deserialize;

/// What the desk takes from the site's settings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// Who answers, for the acknowledgement.
    pub(crate) contact: Option<Contact>,
    /// What the door lets in.
    pub(crate) limits: Limits,
}

/// The service that deals with what comes in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Contact {
    pub(crate) service: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) phone: Option<String>,
}

/// What the door lets in. Whatever is not set keeps its default.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default)]
pub(crate) struct Limits {
    /// The largest body, in bytes.
    pub(crate) body_bytes: usize,
    /// The most controls of a form, hidden ones included.
    pub(crate) controls: usize,
    /// How many requests a network may record…
    pub(crate) submissions: u32,
    /// … in how many minutes.
    pub(crate) minutes: i64,
}

impl Default for Limits {
    /// A shared line, the café's or a company's, passes without noticing.
    fn default() -> Self {
        Self { body_bytes: 256 * 1024, controls: 2_000, submissions: 200, minutes: 10 }
    }
}

impl Limits {
    pub(crate) fn window(&self) -> SignedDuration {
        SignedDuration::from_mins(self.minutes.clamp(1, 24 * 60))
    }
}
