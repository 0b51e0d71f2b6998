//! The password of the mail server: in the environment, or in a file that it names,
//! as services are given their secrets; never in the settings, which are copied
//! about.

use std::fs;
use std::path::PathBuf;

use desk::Password;

use crate::context::Context;
use crate::failure::Failure;
use crate::words::Phrase;

/// What holds the password.
const VARIABLE: &str = "PARVIS_MAIL_PASSWORD";
/// What names the file that holds it.
const FILE: &str = "PARVIS_MAIL_PASSWORD_FILE";

/// The password, where the settings name a user that has one.
pub(crate) fn password(context: &Context) -> Result<Option<Password>, Failure> {
    if context.settings()?.mail.as_ref().is_none_or(|mail| mail.user.is_none()) {
        return Ok(None);
    }
    if let Some(password) = variable(VARIABLE) {
        return Ok(Some(Password::new(password)));
    }
    let Some(path) = variable(FILE).map(PathBuf::from) else { return Ok(None) };
    let text = fs::read_to_string(&path).map_err(|source| Failure::File { path, source })?;
    // Editors end a file with a line.
    Ok(Some(Password::new(text.trim_end_matches(['\r', '\n']).to_owned())))
}

/// Tells whoever starts a server that it will send no mail.
pub(crate) fn warn(context: &Context) -> Result<(), Failure> {
    let wants_one = context.settings()?.mail.as_ref().is_some_and(|mail| mail.user.is_some());
    if wants_one && password(context)?.is_none() {
        context.terminal.warn(&Phrase::NoMailPassword { variable: VARIABLE });
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a secret is neither typed on a command line nor kept in the settings")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}
