//! A field: its key, its words, its rules and its type, as declared in YAML.
//!
//! A new type of field is one variant of [`Type`]; the compiler then lists the
//! few places that must answer for it: reading, writing, drawing, words.

use std::ops::Range;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_saphyr::Spanned;

use crate::declaration::{Fault, Phrase, Problem, span_of};
use crate::nearest::nearest;
use crate::read::{self, Origin};
use crate::tree::Node;
use crate::types::address::Options as AddressOptions;
use crate::types::money::Options as MoneyOptions;
use crate::types::number::Options as NumberOptions;
use crate::types::text::{LongTextOptions, TextOptions};
use crate::value::Value;

/// One field of a kind, of a form, or of the groups of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key in front matter, the name of the control, the key of a JSON body.
    pub key: String,
    /// What people call it.
    pub label: Phrase,
    /// What to write, said under the label.
    pub hint: Option<Phrase>,
    /// Whether it must be filled.
    pub required: bool,
    /// The answer of another field without which this one does not count.
    pub when: Option<Condition>,
    /// What it holds.
    pub kind: Type,
}

impl Field {
    /// Whether the field counts in this group, as another one's answer may say.
    ///
    /// Answers are compared by what they mean: `yes` in a page is the `oui` of a
    /// declaration. `fields` are those that the group is read with.
    pub(crate) fn applies(&self, fields: &Fields, group: &Node) -> bool {
        let Some(condition) = &self.when else { return true };
        let Some(written) = group.get(&condition.key) else { return false };
        let wanted = Node::text(condition.value.clone());
        let meant = |node: &Node| read::value(fields.get(&condition.key)?, node, Origin::Form).ok()?;
        match (meant(written), meant(&wanted)) {
            (Some(Value::Choices(chosen)), Some(Value::Choices(wanted))) => {
                wanted.iter().all(|key| chosen.contains(key))
            }
            (Some(written), Some(wanted)) => written == wanted,
            _ => written.as_text().is_some_and(|text| text.trim() == condition.value),
        }
    }
}

/// An answer of another field of the same group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The other field.
    pub key: String,
    /// What it must hold, as it is written.
    pub value: String,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A line of text.
    Text(TextOptions),
    /// Paragraphs.
    LongText(LongTextOptions),
    /// A decimal number.
    Number(NumberOptions),
    /// A price in euros.
    Money(MoneyOptions),
    /// A day.
    Date,
    /// A day and an hour in the town.
    DateTime,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// A code, made from another field of the group when it is left blank.
    Identifier {
        /// The field it is made from.
        from: Option<String>,
    },
    /// One of the options, by key.
    Choice(IndexMap<String, Phrase>),
    /// Several of the options.
    Choices(IndexMap<String, Phrase>),
    /// Yes or no.
    YesNo,
    /// Opening hours.
    Hours,
    /// Dated closures.
    Closures,
    /// A postal address.
    Address(AddressOptions),
    /// A latitude and a longitude.
    Position,
    /// An image of the page's folder, with its description.
    Image,
    /// Another page, of this kind.
    Reference {
        /// The kind of the page.
        kind: String,
    },
    /// Groups, in order.
    List {
        /// The fields of each group.
        of: Fields,
        /// The most groups it takes.
        max: usize,
    },
}

/// Fields in the order they are declared, drawn and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<Field>);

impl Fields {
    /// No field at all.
    pub const NONE: Self = Self(Vec::new());

    /// The field with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.key == key)
    }

    /// The fields in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Field> {
        self.0.iter()
    }

    /// The fields with these keys, in their own order.
    #[must_use]
    pub fn only(&self, keys: &[String]) -> Self {
        Self(self.0.iter().filter(|field| keys.contains(&field.key)).cloned().collect())
    }

    /// These fields after another one.
    #[must_use]
    pub fn after(&self, first: Field) -> Self {
        Self(std::iter::once(first).chain(self.0.iter().cloned()).collect())
    }

    /// These fields before another one.
    #[must_use]
    pub fn before(&self, last: Field) -> Self {
        Self(self.0.iter().cloned().chain(std::iter::once(last)).collect())
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|field| field.key.as_str())
    }
}

impl<'a> IntoIterator for &'a Fields {
    type Item = &'a Field;
    type IntoIter = std::slice::Iter<'a, Field>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Fields as they stand in YAML, before they are checked against each other.
pub(crate) type Declared = IndexMap<String, Spanned<DeclaredField>>;

/// One field as it stands in YAML: its words and rules, and one key for its type.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclaredField {
    label: Phrase,
    hint: Option<Phrase>,
    #[serde(default)]
    required: bool,
    when: Option<IndexMap<String, String>>,
    text: Option<TextOptions>,
    long_text: Option<LongTextOptions>,
    number: Option<NumberOptions>,
    money: Option<MoneyOptions>,
    date: Option<NoOptions>,
    date_time: Option<NoOptions>,
    phone: Option<NoOptions>,
    email: Option<NoOptions>,
    url: Option<NoOptions>,
    identifier: Option<IdentifierOptions>,
    choice: Option<IndexMap<String, Phrase>>,
    choices: Option<IndexMap<String, Phrase>>,
    yes_no: Option<NoOptions>,
    hours: Option<NoOptions>,
    closures: Option<NoOptions>,
    address: Option<AddressOptions>,
    position: Option<NoOptions>,
    image: Option<NoOptions>,
    reference: Option<ReferenceOptions>,
    list: Option<ListOptions>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoOptions {}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentifierOptions {
    from: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceOptions {
    kind: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListOptions {
    of: IndexMap<String, Spanned<DeclaredField>>,
    #[serde(default = "fifty")]
    max: usize,
}

const fn fifty() -> usize {
    50
}

/// Checks declared fields against each other.
pub(crate) fn settle(declared: Declared, faults: &mut Vec<Fault>) -> Fields {
    let keys: Vec<String> = declared.keys().cloned().collect();
    let fields = declared.into_iter().filter_map(|(key, field)| settle_one(key, field, &keys, faults)).collect();
    Fields(fields)
}

fn settle_one(
    key: String,
    declared: Spanned<DeclaredField>,
    keys: &[String],
    faults: &mut Vec<Fault>,
) -> Option<Field> {
    let span = span_of(&declared);
    let declared = declared.value;
    if !is_name(&key) {
        faults.push(Fault { span, problem: Problem::NotAName(key) });
        return None;
    }
    let when = declared.when.as_ref().and_then(|when| condition(&key, when, keys, &span, faults));
    let field = Field {
        label: declared.label.clone(),
        hint: declared.hint.clone(),
        required: declared.required,
        when,
        kind: the_type(&key, declared, keys, &span, faults)?,
        key,
    };
    Some(field)
}

/// The one answer that a field waits for: two would leave in doubt whether both
/// are needed.
fn condition(
    field: &str,
    declared: &IndexMap<String, String>,
    keys: &[String],
    span: &Range<usize>,
    faults: &mut Vec<Fault>,
) -> Option<Condition> {
    let mut said = declared.iter();
    let (Some((key, value)), None) = (said.next(), said.next()) else {
        faults.push(Fault { span: span.clone(), problem: Problem::NotOneCondition(field.to_owned()) });
        return None;
    };
    known_field(key, keys, span, faults);
    Some(Condition { key: key.clone(), value: value.clone() })
}

fn the_type(
    key: &str,
    declared: DeclaredField,
    keys: &[String],
    span: &Range<usize>,
    faults: &mut Vec<Fault>,
) -> Option<Type> {
    let mut types: Vec<Type> = simple_types(&declared).into_iter().flatten().collect();
    if let Some(IdentifierOptions { from }) = declared.identifier {
        if let Some(from) = &from {
            known_field(from, keys, span, faults);
        }
        types.push(Type::Identifier { from });
    }
    types.extend(declared.reference.map(|reference| Type::Reference { kind: reference.kind }));
    types.extend(declared.list.map(|list| Type::List { of: settle(list.of, faults), max: list.max }));
    if types.len() == 1 {
        return types.pop();
    }
    faults.push(Fault { span: span.clone(), problem: Problem::NotOneType(key.to_owned()) });
    None
}

fn simple_types(declared: &DeclaredField) -> [Option<Type>; 17] {
    let flag = |options: &Option<NoOptions>, kind: Type| options.as_ref().map(|NoOptions {}| kind);
    [
        declared.text.clone().map(Type::Text),
        declared.long_text.clone().map(Type::LongText),
        declared.number.clone().map(Type::Number),
        declared.money.clone().map(Type::Money),
        flag(&declared.date, Type::Date),
        flag(&declared.date_time, Type::DateTime),
        flag(&declared.phone, Type::Phone),
        flag(&declared.email, Type::Email),
        flag(&declared.url, Type::Url),
        declared.choice.clone().map(Type::Choice),
        declared.choices.clone().map(Type::Choices),
        flag(&declared.yes_no, Type::YesNo),
        flag(&declared.hours, Type::Hours),
        flag(&declared.closures, Type::Closures),
        declared.address.clone().map(Type::Address),
        flag(&declared.position, Type::Position),
        flag(&declared.image, Type::Image),
    ]
}

pub(crate) fn known_field(name: &str, keys: &[String], span: &Range<usize>, faults: &mut Vec<Fault>) {
    if !keys.iter().any(|key| key == name) {
        let nearest = nearest(name, keys.iter().map(String::as_str));
        faults.push(Fault { span: span.clone(), problem: Problem::UnknownField { name: name.to_owned(), nearest } });
    }
}

/// Whether a key can be a control's name, a URL's part and a YAML key at once.
pub(crate) fn is_name(key: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    key.starts_with(|first: char| first.is_ascii_lowercase()) && key.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use crate::declaration::Problem;
    use crate::kind::Kind;
    use crate::words::Language;
    use crate::yaml;

    fn problems(fields: &str) -> Vec<Problem> {
        let head = "name: lieu\nlabel: { one: lieu, many: lieux }\nfolder: lieux\ntemplate: lieu.html\nfields:\n";
        let parsed = Kind::parse(&format!("{head}{fields}"));
        parsed.map_or_else(|faults| faults.into_iter().map(|fault| fault.problem).collect(), |_| Vec::new())
    }

    #[test]
    fn a_field_waits_for_one_answer_only() {
        let two = "  a: { label: A, yes_no: {} }\n  b: { label: B, yes_no: {} }\n  c: { label: C, when: { a: oui, b: oui }, text: {} }\n";
        assert_eq!(problems(two), [Problem::NotOneCondition("c".to_owned())]);
        let none = "  c: { label: C, when: {}, text: {} }\n";
        let found = problems(none);
        assert_eq!(found, [Problem::NotOneCondition("c".to_owned())]);
        assert!(found[0].told(Language::French).hint.is_some());
        assert_eq!(problems("  a: { label: A, yes_no: {} }\n  c: { label: C, when: { a: oui }, text: {} }\n"), []);
    }

    #[test]
    fn a_condition_is_met_by_what_an_answer_means() {
        let text = "name: lieu\nlabel: { one: lieu, many: lieux }\nfolder: lieux\ntemplate: lieu.html\nfields:\n  libre: { label: Libre, yes_no: {} }\n  cout: { label: Coût, when: { libre: oui }, text: {} }\n  paie: { label: Paie, choices: { carte: Carte, especes: Espèces } }\n  seuil: { label: Seuil, when: { paie: carte }, text: {} }\n";
        let fields = Kind::parse(text).unwrap().fields;
        let applies = |key: &str, page: &str| fields.get(key).unwrap().applies(&fields, &yaml::parse(page).unwrap());
        assert!(applies("cout", "libre: yes\n") && applies("cout", "libre: true\n") && applies("cout", "libre: Oui\n"));
        assert!(!applies("cout", "libre: no\n") && !applies("cout", "titre: x\n"));
        assert!(applies("seuil", "paie: [especes, carte]\n") && !applies("seuil", "paie: [especes]\n"));
    }

    #[test]
    fn a_promise_that_nothing_keeps_is_no_key() {
        let found = problems("  c: { label: C, sealed: true, text: {} }\n");
        assert!(matches!(&found[..], [Problem::UnknownKey { key, .. }] if key == "sealed"), "{found:?}");
    }
}
