//! Texts: a line, or paragraphs, stored as people write them.
//!
//! Nothing that a name may hold is refused: every script, every apostrophe,
//! hyphens, middle dots, emoji. Only control characters are. Texts are stored
//! NFC. Invisible and bidirectional marks are contained, not stripped: what a
//! line opens and does not close is closed at its end, so that an override in
//! a name cannot turn over the page around it.
//!
//! In a single line, runs of plain white space (and line breaks) become one
//! space; no-break spaces stay, they are typography. In paragraphs, inner
//! spaces stay, ends of lines are trimmed and at most one blank line is kept.
//!
//! No HTML and no Markdown is understood here.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use super::kept::{kept_as_text, told_as_error};
use super::reading::quote;
use crate::words::{Language, Told};

/// A single line of text, never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

/// Paragraphs, never empty, with `\n` between lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LongText(String);

/// What a declaration may ask of a line.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TextOptions {
    /// The most characters (Unicode scalar values, once NFC) that are taken.
    pub max_length: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { max_length: 200 }
    }
}

/// What a declaration may ask of paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LongTextOptions {
    /// The most characters (Unicode scalar values, once NFC) that are taken.
    pub max_length: usize,
}

impl Default for LongTextOptions {
    fn default() -> Self {
        Self { max_length: 5000 }
    }
}

impl Text {
    /// Reads a line as a person wrote it.
    ///
    /// # Errors
    /// The text is empty, too long, or holds a control character.
    pub fn parse(text: &str, options: &TextOptions) -> Result<Self, Problem> {
        let composed: String = text.nfc().map(|c| if is_plain_space(c) { ' ' } else { c }).collect();
        refuse_controls(&composed)?;
        let words: Vec<&str> = composed.trim().split(' ').filter(|word| !word.is_empty()).collect();
        let line = contain(&words.join(" "));
        check(&line, options.max_length)?;
        Ok(Self(line))
    }

    /// The line as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The line as front matter and the form control hold it.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.clone()
    }

    /// What a reader reads: the line itself, in the language it was written in.
    #[must_use]
    pub fn words(&self, _language: Language) -> String {
        self.0.clone()
    }
}

impl LongText {
    /// Reads paragraphs as a person wrote them.
    ///
    /// # Errors
    /// The text is empty, too long, or holds a control character.
    pub fn parse(text: &str, options: &LongTextOptions) -> Result<Self, Problem> {
        let composed: String = text.nfc().collect();
        let unix = composed.replace("\r\n", "\n").replace(is_line_break, "\n").replace('\u{2029}', "\n\n");
        refuse_controls(&unix)?;
        let paragraphs = with_single_blank_lines(unix.trim()).lines().map(contain).collect::<Vec<_>>().join("\n");
        check(&paragraphs, options.max_length)?;
        Ok(Self(paragraphs))
    }

    /// The paragraphs as they are stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The paragraphs as front matter and the form control hold them.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.clone()
    }

    /// What a reader reads: the paragraphs themselves, in the language they were written in.
    #[must_use]
    pub fn words(&self, _language: Language) -> String {
        self.0.clone()
    }
}

kept_as_text!(Text, |text| Text::parse(text, &TextOptions { max_length: usize::MAX }));
kept_as_text!(LongText, |text| LongText::parse(text, &LongTextOptions { max_length: usize::MAX }));

fn is_plain_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{2029}') || is_line_break(c)
}

/// Word processors write a soft line break as a vertical tab.
fn is_line_break(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}')
}

fn refuse_controls(text: &str) -> Result<(), Problem> {
    match text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\t')) {
        Some((at, character)) => Err(Problem::Control { character, after: quote(last_words(&text[..at])) }),
        None => Ok(()),
    }
}

/// The end of what precedes a fault, enough to find it in a long text.
fn last_words(text: &str) -> &str {
    let start = text.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    text[start..].trim_start()
}

fn with_single_blank_lines(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.split('\n').map(str::trim_end) {
        if !(line.is_empty() && kept.last().is_some_and(|last| last.is_empty())) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// A line that closes every embedding, override and isolate it opens (UAX #9),
/// and opens what it only closes: a lone PDI could end an isolate of the page.
fn contain(line: &str) -> String {
    const PDF: char = '\u{202c}';
    const FSI: char = '\u{2068}';
    const PDI: char = '\u{2069}';
    let mut open: Vec<char> = Vec::new();
    let mut lone_closings = 0;
    for c in line.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(PDF),
            '\u{2066}'..='\u{2068}' => open.push(PDI),
            PDF if open.last() == Some(&PDF) => drop(open.pop()),
            PDI => match open.iter().rposition(|&closing| closing == PDI) {
                Some(isolate) => open.truncate(isolate),
                None => lone_closings += 1,
            },
            _ => {}
        }
    }
    let openings = std::iter::repeat_n(FSI, lone_closings);
    openings.chain(line.chars()).chain(open.into_iter().rev()).collect()
}

fn check(text: &str, max_length: usize) -> Result<(), Problem> {
    if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err(Problem::Empty);
    }
    let length = text.chars().count();
    if length > max_length {
        return Err(Problem::TooLong { max: max_length, length });
    }
    Ok(())
}

/// The text with its invisible characters shown as `⟨U+202E⟩`, for whoever
/// compares two versions. Line breaks, no-break spaces, and the joiners and
/// selectors that a script or an emoji needs are left alone.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if is_invisible(c) && !has_a_use(c, before, characters.peek().copied()) {
            shown.extend(["⟨", &code_point(c), "⟩"]);
        } else {
            shown.push(c);
        }
        before = Some(c);
    }
    shown
}

fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Joiners shape Arabic, Indic and emoji; they do nothing between Latin letters.
fn has_a_use(c: char, before: Option<char>, after: Option<char>) -> bool {
    let shaped = |c: Option<char>| c.is_some_and(|c| c > '\u{2ff}' && !c.is_whitespace() && !is_invisible(c));
    let selector = |c: Option<char>| matches!(c, Some('\u{fe0e}' | '\u{fe0f}'));
    match c {
        '\u{200c}' | '\u{200d}' => (shaped(before) || selector(before)) && shaped(after),
        '\u{fe00}'..='\u{fe0f}' => shaped(before) || matches!(before, Some('0'..='9' | '#' | '*' | '©' | '®')),
        _ => false,
    }
}

/// Characters without a shape of their own: controls, format marks, fillers, tags.
fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Why a text is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing that can be seen was written.
    Empty,
    /// A control character, which no keyboard types.
    Control {
        /// The character itself.
        character: char,
        /// The words just before it, ready to be quoted.
        after: String,
    },
    /// More characters than the field takes.
    TooLong {
        /// What the field takes.
        max: usize,
        /// What was written.
        length: usize,
    },
}

impl Problem {
    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.told_in_french(),
            Language::English => self.told_in_english(),
        }
    }

    fn told_in_french(&self) -> Told {
        match self {
            Self::Empty => Told::with_hint("ce texte est vide", "écrivez au moins un mot"),
            Self::Control { character, after } if after.is_empty() => Told::with_hint(
                format!("ce texte commence par un caractère de commande ({})", code_point(*character)),
                "effacez-le, ou retapez le début du texte au clavier",
            ),
            Self::Control { character, after } => Told::with_hint(
                format!("un caractère de commande ({}) suit «\u{a0}{after}\u{a0}»", code_point(*character)),
                "effacez-le, ou retapez ce passage au clavier",
            ),
            Self::TooLong { max, length } => Told::with_hint(
                format!("ce texte compte {length}\u{a0}caractères, soit {} de trop", length - max),
                format!("raccourcissez-le à {max}\u{a0}caractères au plus"),
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        match self {
            Self::Empty => Told::with_hint("this text is empty", "write at least a word"),
            Self::Control { character, after } if after.is_empty() => Told::with_hint(
                format!("this text starts with a control character ({})", code_point(*character)),
                "delete it, or type the beginning of the text again",
            ),
            Self::Control { character, after } => Told::with_hint(
                format!("a control character ({}) follows “{after}”", code_point(*character)),
                "delete it, or type this passage again",
            ),
            Self::TooLong { max, length } => Told::with_hint(
                format!("this text has {length} characters, {} too many", length - max),
                format!("shorten it to at most {max} characters"),
            ),
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "text-empty",
            Self::Control { .. } => "text-control-character",
            Self::TooLong { .. } => "text-too-long",
        }
    }
}

told_as_error!(Problem);

#[cfg(test)]
mod tests;
