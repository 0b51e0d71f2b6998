//! A binary with the feature: the table that the usual variables of AWS lead to.
//!
//! Architecture invariant: the environment is read here and nowhere else in this
//! package, and no secret is shown.

use std::sync::Arc;

use desk::key::Key;
use desk::store::dynamodb::{Access, DynamoDb, Missing, Published};
use desk::{Desk, Handed, Unavailable};
use schema::words::{Language, Told};
use tokio::runtime;

use super::Publication;
use crate::context::Context;
use crate::failure::Failure;
use crate::mail;

/// The desk's own key: the one that the function has.
const KEY: &str = "PARVIS_KEY";

/// Why a table can't be used.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error(transparent)]
    Missing(#[from] Missing),
    #[error("`{KEY}` is not a key")]
    NotAKey,
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    #[error("someone else published meanwhile")]
    Outrun,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Cloud(problem)
    }
}

impl From<Missing> for Failure {
    fn from(missing: Missing) -> Self {
        Self::Cloud(missing.into())
    }
}

impl From<Unavailable> for Failure {
    fn from(unavailable: Unavailable) -> Self {
        Self::Cloud(unavailable.into())
    }
}

/// The desk over a table: its bundle is the one that was built here.
pub(crate) fn open(context: &Context, table: &str) -> Result<Arc<Desk>, Failure> {
    let store = Arc::new(store(table)?);
    let key = variable(KEY).ok_or(Missing(KEY))?;
    let key = Key::from_text(&key).ok_or(Problem::NotAKey)?;
    let desk = Desk::new(site::bundle_folder(&context.root), store, context.clock, key);
    Ok(Arc::new(desk.delivering(mail::password(context)?)))
}

/// Hands an edition of the bundle to the functions that read this table.
pub(crate) fn publish(context: &Context, table: &str, edition: &Handed) -> Result<Publication, Failure> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let store = store(table)?;
    match runtime.block_on(store.publish(edition, context.now()))? {
        Published::New { chunks } => Ok(Publication::New { pieces: chunks }),
        Published::Same => Ok(Publication::Same),
        Published::Outrun => Err(Problem::Outrun.into()),
    }
}

fn store(table: &str) -> Result<DynamoDb, Missing> {
    Ok(DynamoDb::new(Access::from_variables(table, variable)?))
}

#[expect(clippy::disallowed_methods, reason = "credentials and secrets are given by the environment, as AWS has it")]
fn variable(name: &'static str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

impl Problem {
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "variable-missing",
            Self::NotAKey => "not-a-key",
            Self::Unavailable(_) => "store-unavailable",
            Self::Outrun => "outrun",
        }
    }

    pub(crate) fn told(&self, language: Language) -> Told {
        match (self, language) {
            (Self::Missing(Missing(name)), Language::French) => Told::with_hint(
                format!("la variable `{name}` n’est pas donnée"),
                "donnez les variables d’AWS (AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), et PARVIS_KEY pour les demandes",
            ),
            (Self::Missing(Missing(name)), Language::English) => Told::with_hint(
                format!("the variable `{name}` is not set"),
                "set the variables of AWS (AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), and PARVIS_KEY for requests",
            ),
            (Self::NotAKey, Language::French) => Told::with_hint(
                format!("`{KEY}` n’est pas une clé"),
                "donnez celle de la fonction\u{a0}: 64 chiffres hexadécimaux, ou 32 octets en base64",
            ),
            (Self::NotAKey, Language::English) => Told::with_hint(
                format!("`{KEY}` is not a key"),
                "give the function’s: 64 digits of hexadecimal, or 32 bytes in base64",
            ),
            (Self::Unavailable(cause), Language::French) => {
                Told::plain(format!("la table ne répond pas comme il faut\u{a0}: {cause}"))
            }
            (Self::Unavailable(cause), Language::English) => {
                Told::plain(format!("the table does not answer as it should: {cause}"))
            }
            (Self::Outrun, Language::French) => Told::with_hint(
                "quelqu’un d’autre a publié entre-temps, et rien n’a été changé",
                "relancez parvis publish",
            ),
            (Self::Outrun, Language::English) => {
                Told::with_hint("someone else published meanwhile, and nothing was changed", "run parvis publish again")
            }
        }
    }
}
