//! Faults as `--format json` prints them.

use serde_json::Value as Json;

use crate::program::Ran;

/// One object of the diagnostics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, from the root of the site.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// `error` or `warning`.
    pub severity: String,
    /// The stable name of the problem.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

/// The faults that a command printed.
///
/// # Panics
///
/// When an object lacks what the contract promises.
#[must_use]
pub fn faults(ran: &Ran) -> Vec<Fault> {
    ran.objects().iter().filter(|object| object.get("severity").is_some()).map(fault).collect()
}

fn fault(object: &Json) -> Fault {
    let text = |key: &str| object[key].as_str().map(str::to_owned);
    let required = |key: &str| text(key).unwrap_or_else(|| panic!("`{key}` is no text in {object}"));
    let number = |key: &str| object[key].as_u64().unwrap_or_else(|| panic!("`{key}` is no number in {object}"));
    Fault {
        file: required("file"),
        line: number("line"),
        column: number("column"),
        severity: required("severity"),
        code: required("code"),
        message: required("message"),
        hint: text("hint"),
    }
}
