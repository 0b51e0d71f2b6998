//! The terminal: the one place that prints.
//!
//! Results go to standard output, everything said about them to standard error.
//! What visitors typed can hold anything; a terminal obeys some characters, so
//! none of those gets through.
//!
//! Architecture invariant: no sentence is made here.

use std::io::{self, IsTerminal as _, Write};

use schema::words::Language;
use serde_json::Value as Json;

use crate::arguments::{Format, Global};
use crate::words::{self, Phrase};

/// How results are told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    pub(crate) language: Language,
    pub(crate) format: Format,
    quiet: bool,
    colour: Colour,
}

/// Whether colours may repeat what words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Plain,
    Coloured,
}

impl Terminal {
    pub(crate) fn new(global: &Global, language: Language) -> Self {
        // https://no-color.org asks for this one variable, whatever it holds.
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = if io::stderr().is_terminal() && !refused { Colour::Coloured } else { Colour::Plain };
        Self { language, format: global.format, quiet: global.quiet, colour }
    }

    pub(crate) const fn colour(self) -> Colour {
        self.colour
    }

    pub(crate) fn is_json(self) -> bool {
        self.format == Format::Json
    }

    /// A line of the result.
    pub(crate) fn result(line: &str) {
        print(&mut io::stdout().lock(), &harmless(line));
    }

    /// A phrase of the result.
    pub(crate) fn answer(self, phrase: &Phrase) {
        Self::result(&words::said(phrase, self.language));
    }

    /// An object of the result, on one line.
    pub(crate) fn object(object: &Json) {
        print(&mut io::stdout().lock(), &object.to_string());
    }

    /// Bytes of the result that another program reads.
    pub(crate) fn raw(text: &str) {
        let mut out = io::stdout().lock();
        let _closed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Something said about the result, unless quiet was asked for.
    pub(crate) fn say(self, phrase: &Phrase) {
        if !self.quiet {
            self.warn(phrase);
        }
    }

    /// Something that must be known.
    pub(crate) fn warn(self, phrase: &Phrase) {
        print(&mut io::stderr().lock(), &harmless(&words::said(phrase, self.language)));
    }

    /// A block of lines that was made for the terminal, colours included.
    pub(crate) fn block(block: &str) {
        print(&mut io::stderr().lock(), block);
    }
}

/// In one write, for other processes may print at the same time. Whoever reads
/// may have gone (`parvis check | head`): then nobody is left to tell.
fn print(to: &mut impl Write, line: &str) {
    let _closed = to.write_all(format!("{line}\n").as_bytes()).and_then(|()| to.flush());
}

/// The text without the characters that a terminal obeys, each replaced by `�`.
pub(crate) fn harmless(text: &str) -> String {
    let obeyed = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\t');
    let turns = |sign: char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|sign| if obeyed(sign) || turns(sign) { '\u{fffd}' } else { sign }).collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_visitors_type_commands_no_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\tc\nd\u{202e}e"), "a\u{fffd}[2Jb\tc\nd\u{fffd}e");
    }
}
