//! Reading what people type: spaces of all kinds, dashes, pieces to quote.
//!
//! No type of field is named here. Texts that people read as they were written
//! do not pass by [`flat`], which drops marks: see [`super::text`].

use unicode_normalization::UnicodeNormalization as _;

use super::text::visible;

/// The text on one line, NFC, with single plain spaces and without the marks
/// that copying brings along (direction marks, zero-width spaces, soft hyphens).
pub(super) fn flat(text: &str) -> String {
    let text: String = text.nfc().filter(|&c| !is_stowaway(c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Contacts copied from a telephone come wrapped in direction marks.
fn is_stowaway(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A piece of what was written, fit to stand between quotation marks: one
/// line, short, with nothing that could change the direction of the sentence.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = line.chars();
    let kept: String = characters.by_ref().take(LONGEST).collect();
    let ellipsis = if characters.next().is_some() { "…" } else { "" };
    format!("{}{ellipsis}", visible(&kept))
}

/// Whether this is one of the dashes that people and word processors use for `-`.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Lower case without accents, to compare words that people write either way.
pub(super) fn plain_lower(text: &str) -> String {
    let unmarked = text.nfd().filter(|&c| !unicode_normalization::char::is_combining_mark(c));
    unmarked.flat_map(char::to_lowercase).collect()
}

/// Digits in groups of three from the right, as quantities are read.
pub(super) fn grouped(digits: &str, separator: char) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A reader's finger on a line of [`flat`] text: each method eats what it names, or nothing.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Passes over one character, whatever it is.
    pub(super) fn skip(&mut self) {
        let mut characters = self.rest.chars();
        characters.next();
        self.rest = characters.as_str();
    }

    /// The digits that come next, possibly none.
    pub(super) fn digits(&mut self) -> &'a str {
        self.take_while(|c| c.is_ascii_digit())
    }

    /// The letters that come next, possibly none.
    pub(super) fn letters(&mut self) -> &'a str {
        self.take_while(char::is_alphabetic)
    }

    fn take_while(&mut self, mut accepted: impl FnMut(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !accepted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}
