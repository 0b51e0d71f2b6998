//! A fault as people and scripts are shown it: place, words, line, caret.
//!
//! One form serves the terminal, the JSON output and the browser's overlay, so
//! that the three never say different things.

use std::collections::BTreeSet;

use schema::hours;
use schema::words::{Language, Told};
use serde_json::{Value as Json, json};
use site::{Diagnostic, Place, Severity};
use unicode_width::UnicodeWidthChar as _;

use crate::terminal::{Colour, Terminal, harmless};
use crate::words::{self, Label, Phrase};

/// A fault in the language of its reader.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) file: String,
    pub(crate) place: Place,
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) told: Told,
    pub(crate) excerpt: Option<String>,
}

impl Shown {
    pub(crate) fn of(diagnostic: &Diagnostic, language: Language) -> Self {
        Self {
            file: diagnostic.file.clone(),
            place: diagnostic.place,
            severity: diagnostic.severity,
            code: diagnostic.code(),
            told: diagnostic.told(language),
            excerpt: diagnostic.excerpt.clone(),
        }
    }

    /// A fault of hours that were typed on the command line.
    pub(crate) fn of_hours(problem: &hours::Problem, text: &str, language: Language) -> Self {
        let place = Place::of(text, &problem.range());
        Self {
            file: words::label(Label::TypedHours, language).to_owned(),
            place,
            severity: Severity::Error,
            code: problem.code(),
            told: problem.told(language),
            excerpt: text.lines().nth(place.line - 1).map(str::to_owned),
        }
    }

    /// `file:line:column`, as editors and terminals follow it.
    pub(crate) fn location(&self) -> String {
        format!("{}:{}:{}", self.file, self.place.line, self.place.column)
    }

    /// The line without what a terminal obeys, and the carets under its faulty part.
    pub(crate) fn pointed(&self) -> Option<(String, String)> {
        let line = harmless(self.excerpt.as_deref()?).trim_end().to_owned();
        if line.is_empty() {
            return None;
        }
        let before = self.place.column - 1;
        if before > line.chars().count() {
            return Some((line, String::new()));
        }
        let indent: String = line.chars().take(before).map(blank).collect();
        let under: usize = line.chars().skip(before).take(self.place.width).map(|sign| sign.width().unwrap_or(0)).sum();
        let carets = "^".repeat(under.max(1));
        Some((line, indent + &carets))
    }

    /// The lines for a terminal.
    pub(crate) fn human(&self, language: Language, colour: Colour) -> String {
        let (bold, tint, off) = self.colours(colour);
        let label = words::label(Label::of(self.severity), language);
        let mut lines = vec![format!("{bold}{}: {tint}{label}{off} {}", self.location(), harmless(&self.told.message))];
        if let Some((line, carets)) = self.pointed() {
            lines.push(line);
            lines.extend((!carets.is_empty()).then(|| format!("{tint}{carets}{off}")));
        }
        let hint = self.told.hint.as_ref();
        lines.extend(hint.map(|hint| format!("{bold}{}{off} {}", words::label(Label::Hint, language), harmless(hint))));
        lines.join("\n  ")
    }

    const fn colours(&self, colour: Colour) -> (&'static str, &'static str, &'static str) {
        match (colour, self.severity) {
            (Colour::Plain, _) => ("", "", ""),
            (Colour::Coloured, Severity::Error) => ("\u{1b}[1m", "\u{1b}[31m", "\u{1b}[0m"),
            (Colour::Coloured, Severity::Warning) => ("\u{1b}[1m", "\u{1b}[33m", "\u{1b}[0m"),
        }
    }

    /// The object for scripts.
    pub(crate) fn json(&self) -> Json {
        json!({
            "file": self.file,
            "line": self.place.line,
            "column": self.place.column,
            "severity": self.severity.as_str(),
            "code": self.code,
            "message": self.told.message,
            "hint": self.told.hint,
        })
    }
}

/// A blank as wide as the sign; a tab stays one, for its width is the terminal's affair.
fn blank(sign: char) -> String {
    if sign == '\t' { "\t".to_owned() } else { " ".repeat(sign.width().unwrap_or(0)) }
}

/// Prints faults: on standard error for people, on standard output for scripts.
pub(crate) fn print(shown: &[Shown], terminal: Terminal) {
    for fault in shown {
        if terminal.is_json() {
            Terminal::object(&fault.json());
        } else {
            Terminal::block(&fault.human(terminal.language, terminal.colour()));
        }
    }
}

/// Says how many there are, to people.
pub(crate) fn print_tally(shown: &[Shown], terminal: Terminal) {
    if shown.is_empty() || terminal.is_json() {
        return;
    }
    let errors = shown.iter().filter(|fault| fault.severity == Severity::Error).count();
    let files = shown.iter().map(|fault| fault.file.as_str()).collect::<BTreeSet<_>>().len();
    terminal.say(&Phrase::Tally { errors, warnings: shown.len() - errors, files });
}

/// Whether one of them stops the build.
pub(crate) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use schema::words::{Language, Told};
    use site::{Place, Severity};

    use super::Shown;
    use crate::terminal::Colour;

    fn shown(excerpt: &str, column: usize, width: usize) -> Shown {
        Shown {
            file: "content/x.md".to_owned(),
            place: Place { line: 7, column, width },
            severity: Severity::Error,
            code: "x",
            told: Told::with_hint("« bleu » n’est pas une date", "écrivez 2027-08-15"),
            excerpt: Some(excerpt.to_owned()),
        }
    }

    #[test]
    fn a_fault_has_its_line_its_caret_and_its_advice() {
        assert_eq!(
            shown("date: bleu", 7, 4).human(Language::French, Colour::Plain),
            "content/x.md:7:7: erreur : « bleu » n’est pas une date\n  date: bleu\n        ^^^^\n  conseil : écrivez 2027-08-15"
        );
    }

    #[test]
    fn carets_stand_under_wide_signs_and_tabs() {
        let pointed = |excerpt, column, width| shown(excerpt, column, width).pointed().unwrap().1;
        assert_eq!(pointed("漢字: x", 5, 1), "      ^");
        assert_eq!(pointed("漢字: x", 1, 2), "^^^^");
        assert_eq!(pointed("\tx: y", 2, 1), "\t^");
        assert_eq!(pointed("e\u{301}: y", 5, 1), "   ^");
    }

    #[test]
    fn a_line_cut_short_has_no_caret() {
        assert_eq!(shown("court", 400, 3).pointed().unwrap().1, "");
    }

    #[test]
    fn scripts_read_an_object() {
        let json = shown("date: bleu", 7, 4).json();
        assert_eq!((json["line"].as_u64(), json["column"].as_u64()), (Some(7), Some(7)));
        assert_eq!(json["severity"], "error");
    }
}
