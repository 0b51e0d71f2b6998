//! The sentence of a fault in a form: the field's name, what is wrong, what to do.
//!
//! One sentence serves the summary, the field and the JSON answer. What a type
//! has to say stands in its own module; here it only gets its label, its
//! capital and its stop.

use crate::fault::Fault;
use crate::field::{Field, Fields, Type};
use crate::words::Language;

use super::said;

/// The whole sentence of a fault: « Téléphone : … . Écrivez … . »
#[must_use]
pub fn message(fields: &Fields, fault: &Fault, language: Language) -> String {
    let told = fault.problem.told(language);
    let sentence = match label(fields, fault, language) {
        Some(label) => stopped(&format!("{label}{}{}", said::colon(language), told.message)),
        None => stopped(&capital(&told.message)),
    };
    match told.hint {
        Some(hint) => format!("{sentence} {}", stopped(&capital(&hint))),
        None => sentence,
    }
}

/// The id that a fault's link leads to: a control that can be seen, or the
/// group around it.
pub(super) fn anchor(fields: &Fields, fault: &Fault) -> String {
    let name = fault.path.as_str();
    let is_hidden = last_field(fields, name).is_some_and(|(kind, rest)| match kind {
        Type::Identifier { from: Some(_) } => name.contains('.'),
        Type::Image => rest != ["texte"] && !rest.is_empty(),
        _ => false,
    });
    let group = name.rsplit_once('.').map(|(group, _)| group);
    group.filter(|_| is_hidden).unwrap_or(name).to_owned()
}

/// The type of the innermost declared field on the way, and the steps inside it.
fn last_field<'a, 'b>(fields: &'a Fields, name: &'b str) -> Option<(&'a Type, Vec<&'b str>)> {
    let mut steps = name.split('.');
    let field = fields.get(steps.next()?)?;
    let rest: Vec<&str> = steps.collect();
    if let (Type::List { of, .. }, [_row, key, ..]) = (&field.kind, rest.as_slice()) {
        let from = name.len() - key_onwards(name, key);
        return last_field(of, &name[from..]);
    }
    Some((&field.kind, rest))
}

/// The length of a name from the third step, which is `key`, on.
fn key_onwards(name: &str, key: &str) -> usize {
    let before: usize = name.split('.').take(2).map(|step| step.len() + 1).sum();
    debug_assert!(name[before..].starts_with(key));
    name.len() - before
}

/// « Produits, ligne 2, Prix »; nothing for a fault of the whole form.
fn label(fields: &Fields, fault: &Fault, language: Language) -> Option<String> {
    let mut steps = fault.path.as_str().split('.');
    let field = fields.get(steps.next()?)?;
    Some(label_of(field, &steps.collect::<Vec<_>>(), language))
}

fn label_of(field: &Field, rest: &[&str], language: Language) -> String {
    let label = field.label.in_language(language);
    match (&field.kind, rest) {
        (Type::List { of, .. }, [row, rest @ ..]) => {
            let row = said::row(label, row, language);
            let inner = rest.split_first().and_then(|(key, rest)| Some((of.get(key)?, rest)));
            inner.map_or_else(|| row.clone(), |(field, rest)| format!("{row}, {}", label_of(field, rest, language)))
        }
        (Type::Closures, [row, rest @ ..]) => {
            let row = said::row(label, row, language);
            rest.first().map_or_else(|| row.clone(), |key| format!("{row}, {}", said::closure_label(key, language)))
        }
        (Type::Image, ["texte"]) => format!("{label}, {}", said::image_text(language)),
        _ => label.to_owned(),
    }
}

/// With a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn stopped(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}
