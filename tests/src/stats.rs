//! The work of a build, as `parvis build --format json` tells it.

use serde_json::Value as Json;

/// The work of a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Pages of the site, sections included.
    pub pages: u64,
    /// Source files whose bytes were read.
    pub files_read: u64,
    /// Documents that were parsed.
    pub parsed: u64,
    /// Pages that a template rendered.
    pub rendered: u64,
    /// Feeds, calendars, sitemap and copies that were made again.
    pub derived: u64,
    /// Output files whose bytes changed.
    pub written: u64,
    /// Output files that are gone.
    pub removed: u64,
}

impl Stats {
    /// Reads the object that a build prints last.
    ///
    /// # Panics
    ///
    /// When a number is missing.
    #[must_use]
    pub fn of(object: &Json) -> Self {
        let number = |key: &str| object[key].as_u64().unwrap_or_else(|| panic!("`{key}` is no number in {object}"));
        Self {
            pages: number("pages"),
            files_read: number("files_read"),
            parsed: number("parsed"),
            rendered: number("rendered"),
            derived: number("derived"),
            written: number("written"),
            removed: number("removed"),
        }
    }
}
