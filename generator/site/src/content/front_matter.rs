//! The front matter of a page: found between its `---` lines, read as YAML,
//! checked against the generator's keys and the kind's fields.

use std::ops::Range;

use schema::fault;
use schema::field::Fields;
use schema::kind::{Kind, OWNED_KEYS};
use schema::read::{self, Origin};
use schema::tree::{Content, Node};
use schema::value::Group;
use schema::{structure, yaml};

use super::{Owned, Parts, owned};
use crate::diagnostic::{Diagnostic, Place};
use crate::problem::Problem;

/// The head of a page, read.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// What the generator reads.
    pub owned: Owned,
    /// What the kind's fields say.
    pub fields: Group,
    /// Where each value stands.
    pub places: Vec<(String, Place)>,
}

/// Finds the front matter and the text of a page.
///
/// # Errors
///
/// A fault when there is no front matter, or no end to it.
pub(crate) fn split(file: &str, text: &str) -> Result<Parts, Vec<Diagnostic>> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let first_end = line_end(text, start);
    if text[start..first_end].trim_end() != "---" {
        return Err(vec![Diagnostic::error(file, text, &(start..first_end), Problem::NoFrontMatter)]);
    }
    let mut line = first_end;
    while line < text.len() {
        let end = line_end(text, line);
        if text[line..end].trim_end() == "---" {
            return Ok(Parts { yaml: first_end..line, body: end..text.len() });
        }
        line = end;
    }
    Err(vec![Diagnostic::error(file, text, &(start..first_end), Problem::UnclosedFrontMatter)])
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |newline| from + newline + 1)
}

/// Reads the front matter; what is wrong is added to `faults`.
pub(crate) fn read(file: &str, text: &str, parts: &Parts, kind: Option<&Kind>, faults: &mut Vec<Diagnostic>) -> Head {
    let yaml_text = &text[parts.yaml.clone()];
    let base = parts.yaml.start;
    let shift = |span: &Range<usize>| span.start + base..span.end + base;
    let node = match yaml::parse(yaml_text) {
        Ok(node) => node,
        Err(broken) => {
            let told =
                broken.into_iter().map(|fault| Diagnostic::error(file, text, &shift(&fault.span), yaml_problem(fault)));
            faults.extend(told);
            return Head::default();
        }
    };
    let mut found = Vec::new();
    let owned = owned::read(&node, &mut found);
    let no_fields = Fields::default();
    let fields = kind.map_or(&no_fields, |kind| &kind.fields);
    let (values, field_faults) = read::group(fields, &node, Origin::FrontMatter, |key| OWNED_KEYS.contains(&key));
    found.extend(field_faults.into_iter().map(|fault| (fault.span.clone(), told(fault))));
    found.sort_by_key(|(span, _)| span.start);
    let opening = text.len() - text.trim_start_matches('\u{feff}').len();
    let diagnostics = found.into_iter().map(|(span, problem)| match problem {
        // What is not there is missed where the front matter opens.
        Problem::MissingField { .. } => Diagnostic::error(file, text, &(opening..opening + 3), problem),
        problem => Diagnostic::error(file, text, &narrowed(text, shift(&span), &problem), problem),
    });
    faults.extend(diagnostics);
    let mut places = Vec::new();
    note_places(&node, "", &mut |path, span| places.push((path, Place::of(text, &shift(span)))));
    Head { owned, fields: values, places }
}

fn yaml_problem(fault: yaml::Fault) -> Problem {
    Problem::Yaml(fault.problem)
}

/// A fault of opening hours is shown at its piece, not at the whole text.
fn narrowed(text: &str, span: Range<usize>, problem: &Problem) -> Range<usize> {
    let Problem::Field(fault::Problem::Hours(problem)) = problem else { return span };
    let found = text.get(span.clone()).and_then(|written| written.find(problem.piece()));
    found.map_or(span.clone(), |at| span.start + at..span.start + at + problem.piece().len())
}

/// A fault of a field, as those who write pages are told it.
fn told(fault: fault::Fault) -> Problem {
    match fault.problem {
        // A misspelt key may be meant for one of the generator's.
        fault::Problem::Structure(structure::Problem::UnknownKey { key, nearest: None }) => {
            let nearest = schema::nearest::nearest(&key, OWNED_KEYS);
            Problem::Field(structure::Problem::UnknownKey { key, nearest }.into())
        }
        fault::Problem::Structure(structure::Problem::Required(label)) if fault.span.is_empty() => {
            Problem::MissingField { key: fault.path.field().to_owned(), label }
        }
        other => Problem::Field(other),
    }
}

fn note_places(node: &Node, path: &str, found: &mut impl FnMut(String, &Range<usize>)) {
    let join = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
    match &node.content {
        Content::Map(entries) => {
            for entry in entries {
                found(join(&entry.key), &entry.value.span);
                note_places(&entry.value, &join(&entry.key), found);
            }
        }
        Content::List(items) => {
            for (index, item) in items.iter().enumerate() {
                found(join(&index.to_string()), &item.span);
                note_places(item, &join(&index.to_string()), found);
            }
        }
        Content::Empty | Content::Text(_) => {}
    }
}
