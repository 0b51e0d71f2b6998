//! A fault or a warning with its place in a file, ready to be shown.
//!
//! The sentence is made when it is shown, in the reader's language.

use std::ops::Range;

use schema::words::{Language, Told};
use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// One thing to tell the people who write the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, from the root of the site: `content/commerces/le-fournil.md`.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// Whether it stops the build.
    pub severity: Severity,
    /// What it is about.
    pub problem: Problem,
    /// The line of the file, without its end.
    pub excerpt: Option<String>,
}

/// Whether a diagnostic stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The page can't be published as it is.
    Error,
    /// The page is published; someone should look at it.
    Warning,
}

impl Severity {
    /// The word of the JSON output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// How many characters are concerned, at least one.
    pub width: usize,
}

impl Place {
    /// The first character of a file: for what concerns all of it.
    pub const START: Self = Self { line: 1, column: 1, width: 1 };

    /// The place of these bytes of the text, cut at the end of their line.
    #[must_use]
    pub fn of(text: &str, span: &Range<usize>) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().filter(|&sign| sign != '\u{feff}').count() + 1,
            width: text[start..end.min(line_end)].trim_end().chars().count().max(1),
        }
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

impl Diagnostic {
    /// A fault of a file whose text is at hand.
    #[must_use]
    pub fn error(file: &str, text: &str, span: &Range<usize>, problem: Problem) -> Self {
        Self::at(file, Some(text), Place::of(text, span), Severity::Error, problem)
    }

    /// A diagnostic of a place that is already known.
    #[must_use]
    pub fn at(file: &str, text: Option<&str>, place: Place, severity: Severity, problem: Problem) -> Self {
        let mut diagnostic = Self { file: file.to_owned(), place, severity, problem, excerpt: None };
        if let Some(text) = text {
            diagnostic.show_line_of(text);
        }
        diagnostic
    }

    /// Shows the line of the file that it is about.
    pub(crate) fn show_line_of(&mut self, text: &str) {
        let line = text.lines().nth(self.place.line - 1);
        self.excerpt = line.map(|line| line.trim_start_matches('\u{feff}').chars().take(LONGEST_EXCERPT).collect());
    }

    /// The stable name of the problem, for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        self.problem.told(language)
    }
}

/// A terminal shows no more of a line.
const LONGEST_EXCERPT: usize = 160;

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn columns_count_characters() {
        let text = "titre: é\nété: x\n";
        assert_eq!(Place::of(text, &(17..18)), Place { line: 2, column: 6, width: 1 });
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(Place::of("\u{feff}---\n", &(3..6)), Place { line: 1, column: 1, width: 3 });
    }
}
