//! The tree that an edit should leave: what says the same stays as it is
//! written, the rest takes its canonical form.
//!
//! A piece that stands where an older one stood keeps its span; that is how the
//! writer knows what to replace, what to add and what to take away.

use schema::difference::{matched, paired};
use schema::field::{Field, Fields, Type};
use schema::hours::Closure;
use schema::read::{self, Origin};
use schema::tree::{Content, Entry, Node};
use schema::types::identifier::Identifier;
use schema::value::{Group, Value};

/// The value over what was written before.
pub(super) fn over(field: Option<&Field>, old: &Node, new: &Value) -> Node {
    if field.is_some_and(|field| says(field, old, new)) {
        return old.clone();
    }
    match (new, field.map(|field| &field.kind), &old.content) {
        (Value::List(groups), Some(Type::List { of, .. }), Content::List(items)) => {
            in_place(old, list(of, items, groups))
        }
        (Value::Closures(new), _, Content::List(items)) => in_place(old, closures(field, items, new)),
        (Value::Choices(_), _, Content::List(items)) => in_place(old, choices(items, &new.to_node())),
        _ => plain(old, &new.to_node()),
    }
}

/// Whether what is written already reads as the value.
fn says(field: &Field, old: &Node, new: &Value) -> bool {
    read::value(field, old, Origin::FrontMatter).is_ok_and(|read| read.as_ref() == Some(new))
}

fn in_place(old: &Node, items: Vec<Node>) -> Node {
    Node { span: old.span.clone(), content: Content::List(items) }
}

/// The canonical tree over an old one, key by key where both are groups.
fn plain(old: &Node, new: &Node) -> Node {
    let content = match (&old.content, &new.content) {
        (Content::Text(old), Content::Text(new)) => Content::Text(with_ending_of(old, new)),
        (Content::Map(old), Content::Map(new)) => Content::Map(entries(old, new)),
        (_, new) => new.clone(),
    };
    Node { span: old.span.clone(), content }
}

/// A block of text ends with line breaks that mean nothing; they stay.
fn with_ending_of(old: &str, new: &str) -> String {
    format!("{new}{}", &old[old.trim_end_matches('\n').len()..])
}

fn entries(old: &[Entry], new: &[Entry]) -> Vec<Entry> {
    let value_of = |key: &str| new.iter().find(|entry| entry.key == key).map(|entry| &entry.value);
    let kept = old.iter().filter_map(|entry| {
        let value = plain(&entry.value, value_of(&entry.key)?);
        Some(Entry { value, ..entry.clone() })
    });
    let added = new.iter().filter(|entry| !old.iter().any(|old| old.key == entry.key)).cloned();
    kept.chain(added).collect()
}

fn list(of: &Fields, items: &[Node], groups: &[Group]) -> Vec<Node> {
    let read = |item: &Node| read::group(of, item, Origin::FrontMatter, |_| false).0;
    let before: Vec<Group> = items.iter().map(read).collect();
    let pairs = matched(&before, groups);
    let item = |(group, pair): (&Group, &Option<usize>)| match *pair {
        Some(index) => self::group(of, &items[index], &before[index], group),
        None => group.to_node(),
    };
    groups.iter().zip(&pairs).map(item).collect()
}

fn group(of: &Fields, item: &Node, before: &Group, after: &Group) -> Node {
    let kept = item.entries().iter().filter_map(|entry| {
        let Some(field) = of.get(&entry.key) else { return Some(entry.clone()) };
        match (before.get(&field.key), after.get(&field.key)) {
            (old, new) if old == new => Some(entry.clone()),
            (_, Some(new)) => Some(Entry { value: over(Some(field), &entry.value, new), ..entry.clone() }),
            (_, None) => None,
        }
    });
    let missing = of.iter().filter(|field| item.get(&field.key).is_none() && !is_made(field, after));
    let added = missing.filter_map(|field| Some((field, after.get(&field.key)?)));
    let added = added.map(|(field, value)| Entry { key: field.key.clone(), key_span: 0..0, value: value.to_node() });
    Node { span: item.span.clone(), content: Content::Map(kept.chain(added).collect()) }
}

/// Whether the field is a code that reading the group would make by itself.
fn is_made(field: &Field, group: &Group) -> bool {
    let Type::Identifier { from: Some(from) } = &field.kind else { return false };
    let name = group.get(from).map(Value::to_node);
    let made = name.as_ref().and_then(Node::as_text).and_then(|name| Identifier::from_name(name).ok());
    made.map(Value::Identifier).as_ref() == group.get(&field.key)
}

fn closures(field: Option<&Field>, items: &[Node], closures: &[Closure]) -> Vec<Node> {
    let written: Vec<Option<Closure>> = items.iter().map(|item| closure(field?, item)).collect();
    let is_equal = |old: &Option<Closure>, new: &Closure| old.as_ref() == Some(new);
    let same_start = |old: &Option<Closure>, new: &Closure| old.as_ref().is_some_and(|old| old.from() == new.from());
    let pairs = paired(&written, closures, &[is_equal, same_start, |_, _| true]);
    let one = |(new, pair): (&Closure, &Option<usize>)| match *pair {
        Some(index) => over_closure(&items[index], written[index].as_ref(), new),
        None => canonical(new),
    };
    closures.iter().zip(&pairs).map(one).collect()
}

/// The parts that say the same stay as they are written.
fn over_closure(item: &Node, old: Option<&Closure>, new: &Closure) -> Node {
    let same = |key: &str| {
        old.is_some_and(|old| match key {
            "du" => old.from() == new.from(),
            "au" => old.to() == new.to(),
            _ => old.reason() == new.reason(),
        })
    };
    let written = |entry: &Entry| item.get(&entry.key).filter(|_| same(&entry.key)).unwrap_or(&entry.value).clone();
    let wanted = Node::map(canonical(new).entries().iter().map(|entry| (entry.key.clone(), written(entry))));
    plain(item, &wanted)
}

fn closure(field: &Field, item: &Node) -> Option<Closure> {
    match read::value(field, &Node::list(vec![item.clone()]), Origin::FrontMatter) {
        Ok(Some(Value::Closures(mut closures))) => closures.pop(),
        _ => None,
    }
}

fn canonical(closure: &Closure) -> Node {
    match Value::Closures(vec![closure.clone()]).to_node().content {
        Content::List(mut items) => items.pop().unwrap_or_default(),
        _ => Node::default(),
    }
}

/// The options that stay, in the order they are written, then the new ones.
fn choices(items: &[Node], new: &Node) -> Vec<Node> {
    let Content::List(wanted) = &new.content else { return Vec::new() };
    let text = |node: &Node| node.as_text().unwrap_or_default().trim().to_owned();
    let is_in = |list: &[Node], node: &Node| list.iter().any(|other| text(other) == text(node));
    let kept = items.iter().filter(|item| is_in(wanted, item)).cloned();
    let added = wanted.iter().filter(|item| !is_in(items, item)).cloned();
    kept.chain(added).collect()
}
