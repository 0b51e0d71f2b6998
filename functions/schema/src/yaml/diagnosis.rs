//! Where a person made the mistake that stopped the YAML parser.
//!
//! The parser tells what stopped it, often a line late; the cause is looked for
//! in the text itself.

use granit_parser::{ErrorKind, ScanError};

use super::scan::opened;
use super::{Fault, Problem};

/// The text in which the cause is looked for.
pub(super) struct Source<'a>(pub(super) &'a str);

impl Source<'_> {
    pub(super) fn refused(&self, error: &ScanError) -> Fault {
        let marked = error.marker().byte_offset().unwrap_or(self.0.len()).min(self.0.len());
        let (at, problem) = self.diagnose(error.kind(), marked);
        let width = self.0[at..].chars().next().map_or(0, char::len_utf8);
        Fault { span: at..at + width, problem }
    }

    /// The parser tells what stopped it, often a line late. The cause is looked
    /// for where a person made it.
    fn diagnose(&self, kind: &ErrorKind, at: usize) -> (usize, Problem) {
        if let Some(tab) = self.leading_tab(at) {
            return (tab, Problem::Tab);
        }
        match kind {
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar => (self.nearest_tab(at), Problem::Tab),
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent => (self.open_quote(at), Problem::UnclosedQuote),
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                self.after_quote(at)
            }
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidUnicodeEscape => (at, Problem::Escape),
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => self.colon(at),
            ErrorKind::UnknownAnchor | ErrorKind::MissingAnchorOrAliasName | ErrorKind::AnchorCountOverflow => {
                (at, Problem::Alias)
            }
            ErrorKind::RecursionLimitExceeded => (at, Problem::TooDeep),
            ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::MismatchedFlowCollectionEnd { .. } => (self.open_bracket(at), Problem::UnclosedBracket),
            ErrorKind::UnexpectedCharacter { .. } => self.reserved_sign(at),
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => self.stray_line(at),
            ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::InvalidIndentation
            | ErrorKind::InvalidBlockScalarIndent
            | ErrorKind::MappingKeyNotAllowed
            | ErrorKind::BlockSequenceEntryNotAllowed => (at, Problem::Indentation),
            kind => (at, Problem::Syntax(kind.to_string())),
        }
    }

    /// The first tab among the spaces that open a line, on this line or before.
    fn leading_tab(&self, at: usize) -> Option<usize> {
        let end = self.0[at..].find('\n').map_or(self.0.len(), |length| at + length);
        let mut start = 0;
        for line in self.0[..end].split_inclusive('\n') {
            let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
            let is_blank = line.trim().is_empty();
            if let Some(tab) = line[..blank].find('\t').filter(|_| !is_blank) {
                return Some(start + tab);
            }
            start += line.len();
        }
        None
    }

    /// The tab that opens the next line, else the one that the parser is on.
    fn nearest_tab(&self, at: usize) -> usize {
        let next_line = self.0[at..].find('\n').map_or(self.0.len(), |length| at + length + 1);
        let here = |tab: usize| self.line_start(at) + tab;
        self.leading_tab(next_line.min(self.0.len()))
            .or_else(|| self.0[self.line_start(at)..at].rfind('\t').map(here))
            .or_else(|| self.0[at..].find('\t').map(|length| at + length))
            .unwrap_or(at)
    }

    /// Text after a closing quote; or a quote that an earlier line never closed,
    /// and that this line's first quote closed instead.
    fn after_quote(&self, at: usize) -> (usize, Problem) {
        let quote = self.open_quote(at);
        if quote < self.line_start(at) { (quote, Problem::UnclosedQuote) } else { (at, Problem::AfterQuote) }
    }

    /// A colon too many; or the first key after a bracket that is never closed,
    /// or a key that is set back.
    fn colon(&self, at: usize) -> (usize, Problem) {
        let is_elsewhere = opened(&self.0[..at]).brackets.last().is_some_and(|bracket| *bracket < self.line_start(at));
        if is_elsewhere {
            return (self.open_bracket(at), Problem::UnclosedBracket);
        }
        self.key_set_back(at).map_or((at, Problem::ColonInText), |key| (key, Problem::Indentation))
    }

    /// A key set back under one that already has its value: the parser reads
    /// both lines as one text, and stumbles on the second colon.
    fn key_set_back(&self, at: usize) -> Option<usize> {
        let start = self.line_start(at);
        let set_back = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let name = self.0[start..at].trim_start_matches(' ');
        let above = self.0[..start].lines().rev().find(|line| !line.trim().is_empty())?;
        let is_key = !name.is_empty() && !name.contains([' ', ':']) && above.contains(": ");
        let key = start + set_back(&self.0[start..]);
        (is_key && set_back(above) < key - start).then_some(key)
    }

    fn line_start(&self, at: usize) -> usize {
        self.0[..at].rfind('\n').map_or(0, |line_break| line_break + 1)
    }

    /// The quote that opens the value which never ends: the first line whose
    /// value starts with a quote that this line does not close.
    fn open_quote(&self, at: usize) -> usize {
        let mut start = 0;
        for line in self.0.split_inclusive('\n') {
            if let Some(quote) = opened(line).quote {
                return start + quote;
            }
            start += line.len();
        }
        at
    }

    /// The outermost bracket that is not closed; one that ends its line was
    /// meant to be closed further down, so the one inside it is likelier.
    fn open_bracket(&self, at: usize) -> usize {
        let brackets = opened(&self.0[..at]).brackets;
        let ends_its_line =
            |&&bracket: &&usize| self.0[bracket + 1..].trim_start_matches([' ', '\r']).starts_with('\n');
        brackets.iter().find(|bracket| !ends_its_line(bracket)).or(brackets.first()).copied().unwrap_or(at)
    }

    fn reserved_sign(&self, at: usize) -> (usize, Problem) {
        match self.0[at..].chars().next() {
            Some(sign) => (at, Problem::ReservedSign(sign)),
            None => (at, Problem::Syntax("unexpected end".to_owned())),
        }
    }

    /// The line that has no colon, which the parser notices on the next one.
    fn stray_line(&self, at: usize) -> (usize, Problem) {
        let mut start = 0;
        let mut stray = None;
        for line in self.0.split_inclusive('\n') {
            if start > at {
                break;
            }
            let content = line.trim();
            let is_key = content.contains(": ") || content.ends_with(':') || content.starts_with(['-', '#']);
            if !content.is_empty() && !is_key {
                stray = Some((start + (line.len() - line.trim_start().len()), content.to_owned()));
            }
            start += line.len();
        }
        stray.map_or((at, Problem::Indentation), |(at, line)| (at, Problem::NotAKey(line)))
    }
}
