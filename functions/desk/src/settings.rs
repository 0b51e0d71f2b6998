//! The settings of the site that matter to the desk, with their defaults.
//!
//! Architecture invariant: they come from the bundle, never from the environment.

use jiff::SignedDuration;
use serde::Deserialize;

/// What the desk takes from the site's settings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// What the site is called.
    pub(crate) title: String,
    /// Where the site stands.
    pub(crate) base_url: String,
    /// Who answers, for the acknowledgement.
    pub(crate) contact: Option<Contact>,
    /// What the door lets in.
    pub(crate) limits: Limits,
    /// How mail leaves; without it, staff call and write.
    pub(crate) mail: Option<Mail>,
}

impl Settings {
    /// The host that the site is on, without its port.
    pub(crate) fn host(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        if host.is_empty() { "localhost" } else { host }
    }

    /// The folder of its host that the site stands in, without a last slash:
    /// `/ville`, or nothing.
    pub(crate) fn folder(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or("", |slash| rest[slash..].trim_end_matches('/'))
    }
}

/// The service that deals with what comes in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Contact {
    pub(crate) service: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) phone: Option<String>,
}

/// How mail leaves. The password is no setting: the bundle is copied about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Mail {
    /// The address it is sent from.
    pub(crate) from: String,
    /// The name beside that address.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// The address that answers go to.
    #[serde(default)]
    pub(crate) reply_to: Option<String>,
    /// The server that takes it.
    pub(crate) host: String,
    /// Its port.
    pub(crate) port: u16,
    /// How the line to it is kept private.
    pub(crate) security: Security,
    /// Who it is sent as, for a server that asks.
    #[serde(default)]
    pub(crate) user: Option<String>,
}

/// How the line to a mail server is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Security {
    /// It is made private before anything is said, or not used.
    StartTls,
    /// It is private from its first byte.
    Tls,
    /// It is in clear, on this machine alone.
    None,
}

/// What the door lets in. Whatever is not set keeps its default.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default)]
pub(crate) struct Limits {
    /// How many requests a network may record…
    pub(crate) submissions: u32,
    /// … in how many minutes.
    pub(crate) window_minutes: u32,
    /// The largest body.
    pub(crate) body_kilobytes: u32,
    /// How many links the texts of a request may hold without a doubt.
    pub(crate) links: u32,
    /// Sooner after its form was drawn a sending is doubted.
    pub(crate) least_seconds: u32,
    /// The zero bits that a proof of work begins with; none is asked for at 0.
    pub(crate) proof_bits: u32,
    /// How long a puzzle can be solved.
    pub(crate) proof_minutes: u32,
}

impl Default for Limits {
    /// A shared line, the café's or a company's, passes without noticing.
    fn default() -> Self {
        Self {
            submissions: 200,
            window_minutes: 10,
            body_kilobytes: 256,
            links: 2,
            least_seconds: 3,
            proof_bits: 14,
            proof_minutes: 60,
        }
    }
}

impl Limits {
    pub(crate) fn window(self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.window_minutes.clamp(1, 24 * 60)))
    }

    /// More would keep an old telephone busy for minutes.
    pub(crate) fn proof_bits(self) -> u32 {
        self.proof_bits.min(22)
    }

    pub(crate) fn proof_life(self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.proof_minutes.clamp(1, 24 * 60)))
    }

    pub(crate) fn body_bytes(self) -> usize {
        usize::try_from(self.body_kilobytes).unwrap_or(usize::MAX).saturating_mul(1024)
    }
}
