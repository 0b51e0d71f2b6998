//! The site: Markdown in, pages out.
//!
//! The data goes one way: `source` reads, `content` parses one file, `relations`
//! puts pages in relation, `render` turns one output into bytes, `output` writes.
//! [`Site`] drives them and remembers, so that a change costs what it changes.
//!
//! Architecture invariant: no network, no async, no HTTP, no store here. The
//! moment of the build is an argument; nothing reads the clock.

mod build;
mod bundle;
mod cache;
mod content;
mod diagnostic;
mod fingerprint;
mod forms;
mod kinds;
mod moment;
mod new_page;
mod output;
mod problem;
mod relations;
mod render;

pub mod edit;
pub mod settings;
pub mod source;

pub use build::{KeepGoing, Options, Outcome, Site, Stats, check};
pub use diagnostic::{Diagnostic, Place, Severity};
pub use kinds::Kinds;
pub use new_page::{NewPageError, new_page};
pub use output::WriteError;
pub use problem::Problem;

use std::path::{Path, PathBuf};

/// The folder of what is local to the machine: cache, bundle, store, keys.
#[must_use]
pub fn state_folder(root: &Path) -> PathBuf {
    cache::state_folder(root)
}

/// The folder of what the desk is handed.
#[must_use]
pub fn bundle_folder(root: &Path) -> PathBuf {
    state_folder(root).join("bundle")
}

/// The kinds that a site declares, for those who edit its pages.
///
/// # Errors
///
/// Every fault of the declarations.
pub fn read_kinds(root: &Path) -> Result<Kinds, Vec<Diagnostic>> {
    new_page::kinds(root)
}
