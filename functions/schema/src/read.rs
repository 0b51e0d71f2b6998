//! Reading a tree against its fields: typed values, or every fault at once.
//!
//! The same reader serves front matter and forms. What differs is said by
//! [`Origin`]: a stray key is a fault of a page, and noise in a form.

use std::ops::Range;

use crate::declaration::Phrase;
use crate::fault::{Fault, Path, Problem};
use crate::field::{Field, Fields, Type};
use crate::hours::{Closure, Hours};
use crate::nearest::nearest;
use crate::structure;
use crate::tree::{Content, Node};
use crate::types::address::Address;
use crate::types::date::Date;
use crate::types::date_time::DateTime;
use crate::types::email::Email;
use crate::types::identifier::Identifier;
use crate::types::money::Money;
use crate::types::number::Number;
use crate::types::phone::Phone;
use crate::types::position::Position;
use crate::types::text::{LongText, Text, TextOptions};
use crate::types::url::Url;
use crate::types::yes_no::YesNo;
use crate::value::{Group, Image, PagePath, Value};

/// Where a tree comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A page: every key must be a field's.
    FrontMatter,
    /// A form: blank rows and foreign controls are left out, codes are made.
    Form,
}

/// Reads the values of a group.
///
/// `owned` says which keys are not fields and are read by someone else.
///
/// # Errors
///
/// The faults stand beside the values that could be read: a page with one bad
/// field still has its others.
pub fn group(fields: &Fields, node: &Node, origin: Origin, owned: impl Fn(&str) -> bool) -> (Group, Vec<Fault>) {
    let mut reader = Reader { origin, faults: Vec::new() };
    let values = reader.group(fields, node, &Path::root(), owned);
    (values, reader.faults)
}

/// Reads one value; a blank one is `None`, required or not.
///
/// # Errors
///
/// Every fault of the value.
pub fn value(field: &Field, node: &Node, origin: Origin) -> Result<Option<Value>, Vec<Fault>> {
    let mut reader = Reader { origin, faults: Vec::new() };
    let value = if node.is_blank() { None } else { reader.value(&field.kind, node, &Path::root().join(&field.key)) };
    if reader.faults.is_empty() { Ok(value) } else { Err(reader.faults) }
}

struct Reader {
    origin: Origin,
    faults: Vec<Fault>,
}

impl Reader {
    fn group(&mut self, fields: &Fields, node: &Node, path: &Path, owned: impl Fn(&str) -> bool) -> Group {
        if !matches!(node.content, Content::Map(_)) {
            self.fault(path, &node.span, structure::Problem::NotAGroup);
            return Group::default();
        }
        if self.origin == Origin::FrontMatter {
            self.refuse_unknown_keys(fields, node, path, owned);
        }
        let mut group = Group::default();
        for field in fields {
            if let Some(value) = self.field(field, fields, node, path) {
                group.set(field.key.clone(), value);
            }
        }
        group
    }

    fn refuse_unknown_keys(&mut self, fields: &Fields, node: &Node, path: &Path, owned: impl Fn(&str) -> bool) {
        for entry in node.entries() {
            if fields.get(&entry.key).is_none() && !owned(&entry.key) {
                let nearest = nearest(&entry.key, fields.keys());
                let problem = structure::Problem::UnknownKey { key: entry.key.clone(), nearest };
                self.fault(&path.join(&entry.key), &entry.key_span, problem);
            }
        }
    }

    fn field(&mut self, field: &Field, fields: &Fields, node: &Node, path: &Path) -> Option<Value> {
        let place = if path.as_str().is_empty() { node.span.start..node.span.start } else { start_of(node) };
        let path = path.join(&field.key);
        let written = node.entry(&field.key);
        let blank = written.is_none_or(|entry| entry.value.is_blank());
        if !field.applies(fields, node) {
            if !blank && self.origin == Origin::FrontMatter {
                self.not_applicable(field, node, &path);
            }
            return None;
        }
        if !blank {
            return self.value(&field.kind, &written?.value, &path);
        }
        if let Some(identifier) = self.made_identifier(field, node) {
            return Some(identifier);
        }
        if field.required {
            let span = written.map_or(place, |entry| entry.key_span.clone());
            self.fault(&path, &span, structure::Problem::Required(field.label.clone()));
        }
        None
    }

    fn not_applicable(&mut self, field: &Field, node: &Node, path: &Path) {
        let Some((condition, entry)) = field.when.as_ref().zip(node.entry(&field.key)) else { return };
        let problem = structure::Problem::NotApplicable { key: condition.key.clone(), value: condition.value.clone() };
        self.fault(path, &entry.key_span, problem);
    }

    /// The code of a new item, from its name: nobody who fills in a form invents codes.
    fn made_identifier(&self, field: &Field, node: &Node) -> Option<Value> {
        let Type::Identifier { from: Some(from) } = &field.kind else { return None };
        let name = node.get(from)?.as_text()?;
        let identifier = Identifier::from_name(name).ok()?;
        (self.origin == Origin::Form || !field.required).then_some(Value::Identifier(identifier))
    }

    fn value(&mut self, kind: &Type, node: &Node, path: &Path) -> Option<Value> {
        match kind {
            Type::Choices(options) => self.choices(options.keys(), node, path),
            Type::Closures => self.closures(node, path),
            Type::Image => self.image(node, path),
            Type::List { of, max } => self.list(of, *max, node, path),
            scalar => {
                let text = self.text(node, path)?;
                match read_text(scalar, text) {
                    Ok(value) => Some(value),
                    Err(problems) => {
                        let faults = problems.into_iter().map(|problem| Fault {
                            path: path.clone(),
                            span: node.span.clone(),
                            problem,
                        });
                        self.faults.extend(faults);
                        None
                    }
                }
            }
        }
    }

    fn text<'a>(&mut self, node: &'a Node, path: &Path) -> Option<&'a str> {
        let text = node.as_text();
        if text.is_none() {
            self.fault(path, &node.span, structure::Problem::NotAText);
        }
        text
    }

    fn choices<'a>(
        &mut self,
        options: impl Iterator<Item = &'a String> + Clone,
        node: &Node,
        path: &Path,
    ) -> Option<Value> {
        let one = std::slice::from_ref(node);
        let items = match &node.content {
            Content::List(items) => items.as_slice(),
            _ => one,
        };
        let mut chosen = Vec::new();
        for item in items.iter().filter(|item| !item.is_blank()) {
            let text = self.text(item, path)?.trim();
            match option(options.clone(), text) {
                Ok(key) => chosen.push(key),
                Err(problem) => self.fault(path, &item.span, problem),
            }
        }
        let keys: Vec<String> = options.filter(|key| chosen.contains(key)).cloned().collect();
        (!keys.is_empty()).then_some(Value::Choices(keys))
    }

    fn closures(&mut self, node: &Node, path: &Path) -> Option<Value> {
        let closures: Vec<Closure> = self
            .items(node, path, 50, Node::is_blank)?
            .into_iter()
            .filter_map(|(item, path)| self.closure(item, &path))
            .collect();
        (!closures.is_empty()).then_some(Value::Closures(closures))
    }

    fn closure(&mut self, item: &Node, path: &Path) -> Option<Closure> {
        if !matches!(item.content, Content::Map(_)) {
            self.fault(path, &item.span, structure::Problem::NotAGroup);
            return None;
        }
        if self.origin == Origin::FrontMatter {
            self.refuse_keys_but(["du", "au", "motif"], item, path);
        }
        let from = self.closure_day(item, "du", both("Du", "From"), path);
        let to = self.closure_day(item, "au", both("Au", "To"), path);
        let reason = item.get("motif").filter(|node| !node.is_blank());
        let reason = reason.and_then(|node| {
            self.typed(node, &path.join("motif"), |text| {
                Text::parse(text, &TextOptions { max_length: 80 }).map_err(Problem::Text)
            })
        });
        let (from, to) = (from?, to?);
        match Closure::new(from.civil(), to.civil(), reason.map(|text| text.to_text())) {
            Ok(closure) => Some(closure),
            Err(problem) => {
                let span = item.get("au").map_or(item.span.clone(), |node| node.span.clone());
                self.faults.push(Fault { path: path.join("au"), span, problem: Problem::Closure(problem) });
                None
            }
        }
    }

    fn refuse_keys_but<const N: usize>(&mut self, keys: [&str; N], item: &Node, path: &Path) {
        for entry in item.entries().iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
            let problem = structure::Problem::UnknownKey { key: entry.key.clone(), nearest: nearest(&entry.key, keys) };
            self.fault(&path.join(&entry.key), &entry.key_span, problem);
        }
    }

    fn closure_day(&mut self, item: &Node, key: &str, label: Phrase, path: &Path) -> Option<Date> {
        let (node, path) = self.part(item, key, label, path)?;
        self.typed(node, &path, |text| Date::parse(text).map_err(Problem::Date))
    }

    /// A part that a closure or an image can't do without.
    fn part<'a>(&mut self, item: &'a Node, key: &str, label: Phrase, path: &Path) -> Option<(&'a Node, Path)> {
        let path = path.join(key);
        let written = item.entry(key);
        if let Some(entry) = written.filter(|entry| !entry.value.is_blank()) {
            return Some((&entry.value, path));
        }
        let span = written.map_or_else(|| start_of(item), |entry| entry.key_span.clone());
        self.fault(&path, &span, structure::Problem::Required(label));
        None
    }

    fn image(&mut self, node: &Node, path: &Path) -> Option<Value> {
        if !matches!(node.content, Content::Map(_)) {
            self.fault(path, &node.span, structure::Problem::NotAGroup);
            return None;
        }
        if self.origin == Origin::FrontMatter {
            self.refuse_keys_but(["fichier", "texte"], node, path);
        }
        let file = self.part(node, "fichier", both("fichier", "fichier (the file)"), path);
        let file = file.and_then(|(node, path)| {
            self.typed(node, &path, |text| {
                file_name(text).ok_or_else(|| structure::Problem::NotAFileName(text.to_owned()).into())
            })
        });
        let alt = self.part(node, "texte", both("texte", "texte (what the image shows)"), path);
        let alt = alt.and_then(|(node, path)| {
            self.typed(node, &path, |text| Text::parse(text, &TextOptions::default()).map_err(Problem::Text))
        });
        Some(Value::Image(Image { file: file?, alt: alt? }))
    }

    fn list(&mut self, of: &Fields, max: usize, node: &Node, path: &Path) -> Option<Value> {
        let origin = self.origin;
        let items = self
            .items(node, path, max, |item| item.is_blank() || (origin == Origin::Form && has_only_a_code(of, item)))?;
        let mut groups: Vec<Group> = Vec::new();
        for (item, path) in items {
            let mut group = self.group(of, item, &path, |_| false);
            self.keep_identifiers_apart(&groups, &mut group, of, item, &path);
            groups.push(group);
        }
        (!groups.is_empty()).then_some(Value::List(groups))
    }

    /// The items of a list that are not blank, with their places.
    fn items<'a>(
        &mut self,
        node: &'a Node,
        path: &Path,
        max: usize,
        is_blank: impl Fn(&Node) -> bool,
    ) -> Option<Vec<(&'a Node, Path)>> {
        let Content::List(items) = &node.content else {
            self.fault(path, &node.span, structure::Problem::NotAList);
            return None;
        };
        let filled: Vec<_> = items.iter().enumerate().filter(|(_, item)| !is_blank(item)).collect();
        if filled.len() > max {
            self.fault(path, &node.span, structure::Problem::TooMany { max });
            return None;
        }
        Some(filled.into_iter().map(|(index, item)| (item, path.join(index))).collect())
    }

    fn keep_identifiers_apart(&mut self, before: &[Group], group: &mut Group, of: &Fields, item: &Node, path: &Path) {
        let taken = |code: &str| before.iter().any(|group| group.identifier().as_deref() == Some(code));
        let Some(code) = group.identifier().filter(|code| taken(code)) else { return };
        let Some(field) = of.iter().find(|field| matches!(field.kind, Type::Identifier { .. })) else { return };
        let written = item.get(&field.key).filter(|node| !node.is_blank());
        if let Some(written) = written {
            self.fault(&path.join(&field.key), &written.span, structure::Problem::SameIdentifier(code));
            return;
        }
        let free = (2..before.len() + 3).map(|number| format!("{code}-{number}")).find(|code| !taken(code));
        if let Some(identifier) = free.and_then(|code| Identifier::parse(&code).ok()) {
            group.set(field.key.clone(), Value::Identifier(identifier));
        }
    }

    fn typed<T>(&mut self, node: &Node, path: &Path, parse: impl Fn(&str) -> Result<T, Problem>) -> Option<T> {
        let text = self.text(node, path)?;
        parse(text)
            .map_err(|problem| self.faults.push(Fault { path: path.clone(), span: node.span.clone(), problem }))
            .ok()
    }

    fn fault(&mut self, path: &Path, span: &Range<usize>, problem: structure::Problem) {
        self.faults.push(Fault { path: path.clone(), span: span.clone(), problem: Problem::Structure(problem) });
    }
}

fn both(fr: &str, en: &str) -> Phrase {
    Phrase::Both { fr: fr.to_owned(), en: en.to_owned() }
}

/// Where an item starts: at its first key, so that what it lacks is told there.
fn start_of(item: &Node) -> Range<usize> {
    item.entries().first().map_or(item.span.clone(), |first| first.key_span.clone())
}

/// Whether a row holds nothing but its hidden code: whoever emptied its boxes
/// took the row away.
fn has_only_a_code(of: &Fields, item: &Node) -> bool {
    let is_code = |key: &str| of.get(key).is_some_and(|field| matches!(field.kind, Type::Identifier { from: Some(_) }));
    item.entries().iter().all(|entry| entry.value.is_blank() || is_code(&entry.key))
        && item.entries().iter().any(|entry| is_code(&entry.key))
}

/// The value that a text is, for the types that are written as one text.
fn read_text(kind: &Type, text: &str) -> Result<Value, Vec<Problem>> {
    let value = match kind {
        Type::Text(options) => Text::parse(text, options).map(Value::Text).map_err(Problem::Text),
        Type::LongText(options) => LongText::parse(text, options).map(Value::LongText).map_err(Problem::Text),
        Type::Number(options) => Number::parse(text, options).map(Value::Number).map_err(Problem::Number),
        Type::Money(options) => Money::parse(text, options).map(Value::Money).map_err(Problem::Money),
        Type::Date => Date::parse(text).map(Value::Date).map_err(Problem::Date),
        Type::DateTime => DateTime::parse(text).map(Value::DateTime).map_err(Problem::DateTime),
        Type::Phone => Phone::parse(text).map(Value::Phone).map_err(Problem::Phone),
        Type::Email => Email::parse(text).map(Value::Email).map_err(Problem::Email),
        Type::Url => Url::parse(text).map(Value::Url).map_err(Problem::Url),
        Type::Identifier { .. } => Identifier::parse(text).map(Value::Identifier).map_err(Problem::Identifier),
        Type::YesNo => YesNo::parse(text).map(Value::YesNo).map_err(Problem::YesNo),
        Type::Address(options) => Address::parse(text, options).map(Value::Address).map_err(Problem::Address),
        Type::Position => Position::parse(text).map(Value::Position).map_err(Problem::Position),
        Type::Choice(options) => {
            option(options.keys(), text.trim()).map(|key| Value::Choice(key.clone())).map_err(Problem::from)
        }
        Type::Reference { .. } => PagePath::parse(text)
            .map(Value::Reference)
            .ok_or_else(|| structure::Problem::NotAPage(text.to_owned()).into()),
        Type::Hours => {
            return Hours::parse(text)
                .map(Value::Hours)
                .map_err(|problems| problems.into_iter().map(Problem::Hours).collect());
        }
        Type::Choices(_) | Type::Closures | Type::Image | Type::List { .. } => Err(structure::Problem::NotAText.into()),
    };
    value.map_err(|problem| vec![problem])
}

fn option<'a>(options: impl Iterator<Item = &'a String> + Clone, text: &str) -> Result<&'a String, structure::Problem> {
    options.clone().find(|key| *key == text).ok_or_else(|| structure::Problem::NotAnOption {
        value: text.to_owned(),
        nearest: nearest(text, options.clone().map(String::as_str)),
        options: options.cloned().collect(),
    })
}

fn file_name(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = !text.is_empty()
        && !text.starts_with('.')
        && !text.contains(['/', '\\', '?', '#'])
        && !text.chars().any(char::is_control);
    plain.then(|| text.to_owned())
}
