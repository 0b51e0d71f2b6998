//! What the environment tells the function, read once, at the start.
//!
//! Architecture invariant: nothing else here reads the environment, and no secret
//! is shown by any error.

use std::time::Duration;

use desk::Password;
use desk::key::Key;
use desk::store::dynamodb::{Access, Missing};

use crate::origin::Origin;

/// What the function needs to know.
pub(crate) struct Settings {
    /// The table, and in whose name.
    pub(crate) access: Access,
    /// The desk's own key.
    pub(crate) key: Key,
    /// The password of the mail server, where it asks for one.
    pub(crate) mail_password: Option<Password>,
    /// Who stands before the function.
    pub(crate) origin: Origin,
    /// The folder of its host that the site stands in: `/ville`, or nothing.
    pub(crate) base_path: String,
    /// How old the bundle may be before it is looked for again.
    pub(crate) bundle_age: Duration,
}

/// Why the function can't start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unset {
    #[error(transparent)]
    Missing(#[from] Missing),
    #[error("`PARVIS_KEY` is not a key: 64 digits of hexadecimal, or 32 bytes in base64")]
    NotAKey,
}

/// A publication is seen within a minute, whatever the two clocks say.
const BUNDLE_AGE: Duration = Duration::from_secs(30);

impl Settings {
    pub(crate) fn read() -> Result<Self, Unset> {
        let needed = |name| variable(name).ok_or(Missing(name));
        Ok(Self {
            access: Access::from_variables(&needed("PARVIS_TABLE")?, variable)?,
            key: Key::from_text(&needed("PARVIS_KEY")?).ok_or(Unset::NotAKey)?,
            mail_password: variable("PARVIS_MAIL_PASSWORD").map(Password::new),
            origin: variable("PARVIS_ORIGIN_SECRET").map_or(Origin::Any, |secret| Origin::knowing(&secret)),
            base_path: variable("PARVIS_BASE_PATH").unwrap_or_default(),
            bundle_age: variable("PARVIS_BUNDLE_SECONDS")
                .and_then(|seconds| seconds.parse().ok())
                .map_or(BUNDLE_AGE, Duration::from_secs),
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "a function has no command line: its settings are its environment")]
fn variable(name: &'static str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}
