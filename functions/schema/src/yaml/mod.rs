//! YAML text as one tree that knows its places, for checks and for edits alike.
//!
//! Built from the parser's events. What a page needs of YAML is small: texts,
//! lists and groups. Anchors, aliases and tags are refused rather than
//! interpreted, which also ends every alias bomb at its first `*`.
//!
//! Architecture invariant: no scalar gets a type here.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StrInput};

use crate::tree::{Content, Entry, Node};

mod diagnosis;
mod scan;
mod words;

/// Groups and lists deeper than this are refused: no page needs a tenth of it.
const DEEPEST: usize = 24;

/// A fault of YAML itself, before any field is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The faulty bytes of the text.
    pub span: Range<usize>,
    /// What is wrong there.
    pub problem: Problem,
}

/// What can be wrong in YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A tab stands where YAML wants spaces.
    Tab,
    /// A quote is opened and never closed.
    UnclosedQuote,
    /// A bracket or brace is opened and never closed.
    UnclosedBracket,
    /// A text holds `: ` without quotes around it.
    ColonInText,
    /// Something follows the closing quote.
    AfterQuote,
    /// A backslash in double quotes that means nothing.
    Escape,
    /// The line's spaces at the start fit no line above.
    Indentation,
    /// A line that is neither `key: value` nor an item of a list.
    NotAKey(String),
    /// A text starts with a sign that YAML keeps for itself.
    ReservedSign(char),
    /// Anchors and aliases, `&name` and `*name`.
    Alias,
    /// A tag, such as `!!str`.
    Tag,
    /// Groups inside groups, too many times.
    TooDeep,
    /// The same key twice in one group; the line of the first one.
    DuplicateKey {
        /// The key that stands twice.
        key: String,
        /// The line of the first, counted from 1 in this text.
        first_line: usize,
    },
    /// A key that is itself a list or a group.
    KeyNotText,
    /// The whole is not a list of keys.
    NotAGroup,
    /// Anything else that the parser refused, in its own words.
    Syntax(String),
}

/// Reads YAML text into its tree. An empty text is an empty group.
///
/// # Errors
///
/// Every duplicate key is told; a fault of syntax is the last one, since what
/// follows it can't be read.
pub fn parse(text: &str) -> Result<Node, Vec<Fault>> {
    let mut builder = Builder { text, faults: Vec::new() };
    let options = granit_parser::options! {
        emit_comments: false,
        block_nesting_limit: 4 * DEEPEST,
        flow_nesting_limit: 4 * DEEPEST,
    };
    let mut events = Parser::new_from_str_with_options(text, options);
    let root = match builder.document(&mut events) {
        Ok(root) => root,
        Err(fault) => {
            builder.faults.push(fault);
            return Err(builder.faults);
        }
    };
    if !matches!(root.content, Content::Map(_)) {
        builder.faults.push(Fault { span: root.span.clone(), problem: Problem::NotAGroup });
    }
    if builder.faults.is_empty() { Ok(root) } else { Err(builder.faults) }
}

type Events<'a> = Parser<'a, StrInput<'a>>;

struct Builder<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Builder<'a> {
    fn document(&mut self, events: &mut Events<'a>) -> Result<Node, Fault> {
        loop {
            let (event, span) = self.next(events)?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd | Event::DocumentEnd => {
                    return Ok(Node { span: 0..0, content: Content::Map(Vec::new()) });
                }
                event => {
                    let root = self.node(event, &span, events, 0)?;
                    self.finish(events)?;
                    return Ok(empty_as_group(root));
                }
            }
        }
    }

    /// Reads to the end, so that a fault after the first document is found too.
    fn finish(&self, events: &mut Events<'a>) -> Result<(), Fault> {
        loop {
            let (event, span) = self.next(events)?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentEnd => {}
                _ => return Err(Fault { span: bytes(&span), problem: Problem::Syntax("second document".to_owned()) }),
            }
        }
    }

    fn next(&self, events: &mut Events<'a>) -> Result<(Event<'a>, Span), Fault> {
        match events.next_event() {
            Some(Ok(pair)) => Ok(pair),
            Some(Err(error)) => Err(diagnosis::Source(self.text).refused(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: Event<'a>, span: &Span, events: &mut Events<'a>, depth: usize) -> Result<Node, Fault> {
        if depth > DEEPEST {
            return Err(Fault { span: bytes(span), problem: Problem::TooDeep });
        }
        self.refuse_exotic(&event, span)?;
        match event {
            Event::Scalar(text, style, ..) => Ok(scalar(&text, style, bytes(span))),
            Event::SequenceStart(..) => self.list(span, events, depth),
            Event::MappingStart(..) => self.group(span, events, depth),
            _ => Ok(Node { span: bytes(span), content: Content::Empty }),
        }
    }

    fn refuse_exotic(&self, event: &Event<'a>, span: &Span) -> Result<(), Fault> {
        if event.is_alias() || event.anchor_id().is_some_and(|id| id != 0) {
            let span = self.sign_before(&bytes(span), '&').unwrap_or_else(|| bytes(span));
            return Err(Fault { span, problem: Problem::Alias });
        }
        if event.tag().is_some() {
            let span = span.tag_span().map_or_else(|| bytes(span), |tag| bytes(&tag));
            return Err(Fault { span, problem: Problem::Tag });
        }
        Ok(())
    }

    /// The anchor's own place: it stands before the node it names.
    fn sign_before(&self, span: &Range<usize>, sign: char) -> Option<Range<usize>> {
        let start = self.text.get(..span.start)?.rfind(sign)?;
        let name = self.text[start..].find(char::is_whitespace).unwrap_or(1);
        Some(start..start + name)
    }

    fn list(&mut self, start: &Span, events: &mut Events<'a>, depth: usize) -> Result<Node, Fault> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next(events)?;
            if matches!(event, Event::SequenceEnd) {
                return Ok(Node { span: join(start, &span), content: Content::List(items) });
            }
            items.push(self.node(event, &span, events, depth + 1)?);
        }
    }

    fn group(&mut self, start: &Span, events: &mut Events<'a>, depth: usize) -> Result<Node, Fault> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = self.next(events)?;
            if matches!(event, Event::MappingEnd) {
                return Ok(Node { span: join(start, &span), content: Content::Map(entries) });
            }
            let key_span = bytes(&span);
            let key_node = self.node(event, &span, events, depth + 1)?;
            let (event, span) = self.next(events)?;
            let value = self.node(event, &span, events, depth + 1)?;
            let Some(key) = key_node.as_text().map(str::to_owned) else {
                return Err(Fault { span: key_span, problem: Problem::KeyNotText });
            };
            if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                let first_line = line_of(self.text, first.key_span.start);
                self.faults.push(Fault { span: key_span, problem: Problem::DuplicateKey { key, first_line } });
                continue;
            }
            entries.push(Entry { key, key_span, value });
        }
    }
}

fn scalar(text: &str, style: ScalarStyle, span: Range<usize>) -> Node {
    let is_nothing = style == ScalarStyle::Plain && matches!(text, "" | "~");
    let content = if is_nothing { Content::Empty } else { Content::Text(text.to_owned()) };
    Node { span, content }
}

/// A front matter of comments alone is a group without keys.
fn empty_as_group(node: Node) -> Node {
    match node.content {
        Content::Empty => Node { content: Content::Map(Vec::new()), ..node },
        _ => node,
    }
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or(0..0)
}

fn join(start: &Span, end: &Span) -> Range<usize> {
    bytes(start).start..bytes(end).end
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}
