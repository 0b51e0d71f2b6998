//! Where a person made the mistake that stopped the YAML parser.
//!
//! The parser tells what stopped it, often a line late; the cause is looked for
//! in the text itself.

use granit_parser::{ErrorKind, ScanError};

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
            | ErrorKind::TabInPlainScalar => (self.last_tab(at).unwrap_or(at), Problem::Tab),
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::DocumentIndicatorInQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent => (self.open_quote(at), Problem::UnclosedQuote),
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                (at, Problem::AfterQuote)
            }
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidUnicodeEscape => (at, Problem::Escape),
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (at, Problem::ColonInText),
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
            if let Some(tab) = line[..blank].find('\t') {
                return Some(start + tab);
            }
            start += line.len();
        }
        None
    }

    fn last_tab(&self, at: usize) -> Option<usize> {
        let end = (at + 1).min(self.0.len());
        self.0.get(..end)?.rfind('\t')
    }

    /// The quote that opens the value which never ends: the first line whose
    /// value starts with a quote that this line does not close.
    fn open_quote(&self, at: usize) -> usize {
        let mut start = 0;
        for line in self.0.split_inclusive('\n') {
            if let Some(quote) = unclosed_quote(line) {
                return start + quote;
            }
            start += line.len();
        }
        at
    }

    fn open_bracket(&self, at: usize) -> usize {
        let before = &self.0[..at];
        let mut open = Vec::new();
        for (index, sign) in before.char_indices() {
            match sign {
                '[' | '{' => open.push(index),
                ']' | '}' => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.first().copied().unwrap_or(at)
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

fn unclosed_quote(line: &str) -> Option<usize> {
    let value_at = line.find(": ").map_or_else(|| line.len() - line.trim_start_matches([' ', '-']).len(), |colon| colon + 2);
    let value = &line[value_at..];
    let open = value_at + (value.len() - value.trim_start().len());
    let quote = line[open..].chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let rest = &line[open + 1..];
    let closed = match quote {
        '"' => rest.replace("\\\\", "").replace("\\\"", "").contains('"'),
        _ => rest.replace("''", "").contains('\''),
    };
    (!closed).then_some(open)
}
