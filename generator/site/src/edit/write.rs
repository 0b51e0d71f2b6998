//! The edits that turn the text of a front matter into the one that was meant.
//!
//! Each method adds edits, or answers `None` where the text is written in a way
//! it does not handle; the caller then tries a coarser edit.

use std::ops::Range;

use schema::tree::{Content, Entry, Node};

use super::emit::{self, Like};
use super::place::{after_colon, before, block_header, dash, end_of, entry_end, is_flow, line_start, next_line};
use super::scalar::{self, Place, Quote};

/// The front matter that is edited.
pub(super) struct Page<'a> {
    pub(super) yaml: &'a str,
    pub(super) tree: &'a Node,
    pub(super) line_break: &'a str,
}

/// How much of a value is written again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// What changed in it, each piece in its place.
    Leaves,
    /// All of it.
    Whole,
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Slot {
    /// The byte after its key's colon, or after its dash.
    after: usize,
    place: Place,
    /// The column of its key.
    indent: usize,
}

/// Pieces in a row: the entries of a group, or the items of a list.
struct Series {
    spans: Vec<Range<usize>>,
    place: Place,
    /// What stands before each of them on its line: a dash, or nothing.
    mark: &'static str,
}

impl Page<'_> {
    /// The text with a key set to what was meant, or without it.
    pub(super) fn set(&self, key: &str, meant: Option<&Node>, reach: Reach) -> Option<String> {
        let mut writer = Writer { page: self, edits: Vec::new() };
        match (self.tree.entry(key), meant) {
            (None, None) => {}
            (None, Some(meant)) => writer.append(key, meant)?,
            (Some(entry), None) => writer.remove(entry)?,
            (Some(entry), Some(meant)) => {
                let slot = writer.slot(self.tree, entry)?;
                match reach {
                    Reach::Leaves => writer.value(slot, &entry.value, meant)?,
                    Reach::Whole => writer.replace(slot, &entry.value, meant)?,
                }
            }
        }
        writer.finish()
    }
}

struct Writer<'a> {
    page: &'a Page<'a>,
    edits: Vec<(Range<usize>, String)>,
}

impl<'a> Writer<'a> {
    fn yaml(&self) -> &'a str {
        self.page.yaml
    }

    fn finish(mut self) -> Option<String> {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let yaml = self.yaml();
        let mut edited = String::with_capacity(yaml.len());
        let mut done = 0;
        for (range, text) in &self.edits {
            edited.push_str(yaml.get(done..range.start)?);
            edited.push_str(text);
            done = range.end;
        }
        edited.push_str(yaml.get(done..)?);
        Some(edited)
    }

    fn edit(&mut self, range: Range<usize>, text: impl Into<String>) -> Option<()> {
        self.yaml().get(range.clone())?;
        self.edits.push((range, text.into()));
        Some(())
    }

    /// A new key, after everything else.
    fn append(&mut self, key: &str, meant: &Node) -> Option<()> {
        let (yaml, line_break) = (self.yaml(), self.page.line_break);
        let first = self.page.tree.entries().first();
        let indent = first.map_or(0, |first| before(yaml, first.key_span.start).chars().count());
        let line = format!("{}{key}:{}{line_break}", " ".repeat(indent), emit::value(meant, indent, line_break));
        self.edit(yaml.len()..yaml.len(), line)
    }

    fn remove(&mut self, entry: &Entry) -> Option<()> {
        let tree = self.page.tree;
        let series = self.entries(tree);
        let kept: Vec<bool> = tree.entries().iter().map(|other| other.key != entry.key).collect();
        self.take_away(&series, &kept)
    }

    fn slot(&self, map: &Node, entry: &Entry) -> Option<Slot> {
        let after = after_colon(self.yaml(), &entry.key_span)?;
        let place = if is_flow(self.yaml(), map) { Place::Flow } else { Place::Block };
        let indent = before(self.yaml(), entry.key_span.start).chars().count();
        Some(Slot { after, place, indent })
    }

    /// Turns a value into the one that was meant, piece by piece.
    fn value(&mut self, slot: Slot, old: &Node, meant: &Node) -> Option<()> {
        if old.says_the_same(meant) {
            return Some(());
        }
        match (&old.content, &meant.content) {
            (Content::Map(_), Content::Map(_)) => self.group(old, meant),
            (Content::List(old_items), Content::List(items)) => self.list(slot, old, old_items, items),
            (Content::Text(_), Content::Text(text)) => self.text(slot, old, text),
            _ => self.replace(slot, old, meant),
        }
    }

    /// Writes a whole value again, where it stands.
    fn replace(&mut self, slot: Slot, old: &Node, meant: &Node) -> Option<()> {
        let (yaml, line_break) = (self.yaml(), self.page.line_break);
        let like = Like::new(yaml, Some(old));
        if slot.place == Place::Flow || is_flow(yaml, old) {
            let text = if slot.place == Place::Flow { emit::flow(meant, like) } else { emit::line(meant, like) };
            return self.fill(slot, old, &text);
        }
        if let (Content::List(old_items), Content::List(items)) = (&old.content, &meant.content) {
            return self.rows(old, old_items, items);
        }
        let text = emit::value(meant, slot.indent, line_break);
        let header = block_header(yaml, slot.after, old);
        if let Some(start) = header.filter(|_| text.starts_with(' ')) {
            return self.edit(start..end_of(yaml, old), text.trim_start());
        }
        match (&meant.content, &old.content) {
            (Content::Text(text), Content::Text(_)) if !text.contains('\n') => {
                self.fill(slot, old, &emit::line(meant, like))
            }
            _ => self.edit(slot.after..end_of(yaml, old).max(slot.after), text),
        }
    }

    /// Puts a text in the place of a value that stands on its key's line.
    fn fill(&mut self, slot: Slot, old: &Node, text: &str) -> Option<()> {
        if old.span.is_empty() {
            return self.edit(slot.after..slot.after, format!(" {text}"));
        }
        self.edit(old.span.clone(), text)
    }

    fn rows(&mut self, old: &Node, old_items: &[Node], items: &[Node]) -> Option<()> {
        let (yaml, line_break) = (self.yaml(), self.page.line_break);
        let first = old_items.first()?;
        let prefix = dash(yaml, first)?;
        let like = |index: usize| Like::new(yaml, old_items.get(index).or(Some(first)));
        let rows: Vec<String> =
            items.iter().enumerate().map(|(index, item)| emit::item(item, prefix, like(index), line_break)).collect();
        self.edit(line_start(yaml, first.span.start)..end_of(yaml, old), rows.join(line_break))
    }

    fn text(&mut self, slot: Slot, old: &Node, text: &str) -> Option<()> {
        let (yaml, line_break) = (self.yaml(), self.page.line_break);
        if let Some(header) = block_header(yaml, slot.after, old) {
            return self.block_text(header, old, text);
        }
        let quote = scalar::quote_at(yaml, old.span.start);
        if text.contains('\n') && quote == Quote::Plain && slot.place == Place::Block && scalar::is_block(text) {
            let value = emit::value(&Node::text(text), slot.indent, line_break);
            return self.edit(slot.after..old.span.end, value);
        }
        self.edit(old.span.clone(), scalar::write(text, quote, slot.place))
    }

    /// Writes the lines of a block of text again, under the header it has.
    fn block_text(&mut self, header: usize, old: &Node, text: &str) -> Option<()> {
        let (yaml, line_break) = (self.yaml(), self.page.line_break);
        let text = text.trim_end_matches('\n');
        let margin = before(yaml, old.span.start);
        let is_margin = !margin.is_empty() && margin.chars().all(|sign| sign == ' ');
        if !is_margin || !scalar::is_block(text) {
            return None;
        }
        let lines = if yaml[header..].starts_with('>') { unfolded(text)? } else { text.to_owned() };
        self.edit(old.span.start..end_of(yaml, old), scalar::indented(&lines, margin.len(), line_break).trim_start())
    }

    fn group(&mut self, old: &Node, meant: &Node) -> Option<()> {
        let series = self.entries(old);
        let kept: Vec<bool> = old.entries().iter().map(|entry| meant.get(&entry.key).is_some()).collect();
        for entry in old.entries() {
            if let Some(meant) = meant.get(&entry.key).filter(|meant| !entry.value.says_the_same(meant)) {
                self.value(self.slot(old, entry)?, &entry.value, meant)?;
            }
        }
        let last = kept.iter().rposition(|kept| *kept)?;
        for entry in meant.entries().iter().filter(|entry| old.get(&entry.key).is_none()) {
            let like = Like::new(self.yaml(), None);
            let value = if series.place == Place::Flow {
                emit::flow(&entry.value, like)
            } else {
                emit::line(&entry.value, like)
            };
            let indent = before(self.yaml(), series.spans[0].start).chars().count();
            let margin = if series.place == Place::Flow { String::new() } else { " ".repeat(indent) };
            self.put(&series, Some(last), &format!("{margin}{}", emit::entry(&entry.key, &value)))?;
        }
        self.take_away(&series, &kept)
    }

    fn list(&mut self, slot: Slot, old: &Node, old_items: &[Node], items: &[Node]) -> Option<()> {
        let yaml = self.yaml();
        let series = self.items(old, old_items);
        // An item that stays keeps the span of the one it was.
        let was = |item: &Node| old_items.iter().position(|old| !item.span.is_empty() && old.span == item.span);
        let pairs: Vec<Option<usize>> = items.iter().map(was).collect();
        let known: Vec<usize> = pairs.iter().flatten().copied().collect();
        if known.is_empty() || !known.is_sorted() {
            return self.replace(slot, old, &Node::list(items.to_vec()));
        }
        let mut previous = None;
        for (item, pair) in items.iter().zip(&pairs) {
            if let Some(index) = *pair {
                previous = Some(index);
                let slot = Slot { after: old_items[index].span.start, place: series.place, indent: slot.indent };
                self.value(slot, &old_items[index], item)?;
                continue;
            }
            let neighbour = &old_items[previous.unwrap_or(known[0])];
            let like = Like::new(yaml, Some(neighbour));
            let text = match series.place {
                Place::Flow => emit::flow(item, like),
                Place::Block => emit::item(item, dash(yaml, neighbour)?, like, self.page.line_break),
            };
            self.put(&series, previous, &text)?;
        }
        let kept: Vec<bool> = (0..old_items.len()).map(|index| known.contains(&index)).collect();
        self.take_away(&series, &kept)
    }

    fn entries(&self, map: &Node) -> Series {
        let span = |entry: &Entry| entry.key_span.start..entry_end(self.yaml(), entry);
        self.series(map, map.entries().iter().map(span).collect(), "")
    }

    fn items(&self, list: &Node, items: &[Node]) -> Series {
        let span = |item: &Node| item.span.start..end_of(self.yaml(), item);
        self.series(list, items.iter().map(span).collect(), "-")
    }

    fn series(&self, node: &Node, spans: Vec<Range<usize>>, mark: &'static str) -> Series {
        let place = if is_flow(self.yaml(), node) { Place::Flow } else { Place::Block };
        Series { spans, place, mark }
    }

    /// Adds a piece after another one, or before all of them.
    fn put(&mut self, series: &Series, after: Option<usize>, text: &str) -> Option<()> {
        let (yaml, line_break) = (self.yaml(), self.page.line_break);
        let span = &series.spans[after.unwrap_or(0)];
        match (series.place, after) {
            (Place::Block, after) => {
                let at = after.map_or_else(|| line_start(yaml, span.start), |_| next_line(yaml, span.end));
                self.edit(at..at, format!("{text}{line_break}"))
            }
            (Place::Flow, Some(_)) => self.edit(span.end..span.end, format!(",{}{text}", self.between(series))),
            (Place::Flow, None) => self.edit(span.start..span.start, format!("{text},{}", self.between(series))),
        }
    }

    /// What stands between two pieces inside brackets: a space, or a new line.
    fn between(&self, series: &Series) -> String {
        let margin = before(self.yaml(), series.spans[0].start);
        let is_alone = !margin.is_empty() && margin.trim().is_empty();
        if is_alone { format!("{}{margin}", self.page.line_break) } else { " ".to_owned() }
    }

    fn take_away(&mut self, series: &Series, kept: &[bool]) -> Option<()> {
        let yaml = self.yaml();
        let spans = &series.spans;
        let first_kept = kept.iter().position(|kept| *kept);
        for index in (0..spans.len()).filter(|&index| !kept[index]) {
            let range = match series.place {
                Place::Block if before(yaml, spans[index].start).trim() == series.mark => {
                    line_start(yaml, spans[index].start)..next_line(yaml, spans[index].end)
                }
                Place::Block => return None,
                // Before the first that stays, the comma that follows goes along.
                Place::Flow if index < first_kept? => spans[index].start..spans[index + 1].start,
                Place::Flow => spans[index - 1].end..spans[index].end,
            };
            self.edit(range, "")?;
        }
        Some(())
    }
}

/// Lines as a folded block writes them: it takes one line break away from each run.
fn unfolded(text: &str) -> Option<String> {
    if text.split('\n').any(|line| line.starts_with([' ', '\t'])) {
        return None;
    }
    let mut lines = String::with_capacity(text.len());
    let mut before = ' ';
    for sign in text.chars() {
        if sign == '\n' && before != '\n' {
            lines.push('\n');
        }
        lines.push(sign);
        before = sign;
    }
    Some(lines)
}
