//! A kind of page: its folder, its words, its template and its fields.

use serde::Deserialize;
use serde_saphyr::Spanned;

use crate::declaration::{self, Fault, Phrase, Problem, span_of};
use crate::field::{self, Declared, Fields, Type};
use crate::words::Language;

/// The keys of the front matter that the generator owns, whatever the kind.
pub const OWNED_KEYS: [&str; 15] = [
    "title",
    "description",
    "date",
    "updated",
    "draft",
    "slug",
    "aliases",
    "weight",
    "tags",
    "template",
    "publish_at",
    "expire_at",
    "paginate",
    "sort",
    "collect",
];

/// A kind of page, as `content/_kinds/<kind>.yaml` declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The kind's own name, in the town's words: `commerce`.
    pub name: String,
    /// What people call one page of it, and several.
    pub label: Label,
    /// The folder of `content/` whose pages are of this kind; empty for the root.
    pub folder: String,
    /// The theme's template for its pages.
    pub template: String,
    /// The schema.org type of what a page describes.
    pub schema_org: Option<String>,
    /// The choice fields whose options each get a list of pages.
    pub lists: Vec<String>,
    /// The fields that say when and where it happens, for a kind that happens in time.
    pub event: Option<Event>,
    /// What people may change through the update form.
    pub update: Option<Update>,
    /// What a page says, field by field.
    pub fields: Fields,
}

/// The name of a kind for people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// One page of the kind.
    pub one: Phrase,
    /// Several.
    pub many: Phrase,
}

/// The fields that say when something happens, and where.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The field of its beginning, a date or a date and hour.
    pub start: String,
    /// The field of its end.
    pub end: Option<String>,
    /// The field that names the page of its place.
    pub place: Option<String>,
}

/// What the update form of a kind offers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The fields that the form shows.
    pub fields: Vec<String>,
    /// How staff make sure of who sent it.
    #[serde(default)]
    pub proof: Proof,
}

/// How staff make sure that an update comes from the page's own people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// A call back to the published number, which staff note when they accept.
    #[default]
    Call,
    /// A code that staff posted or handed to the published address; without it, a call.
    Code,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredKind {
    name: Spanned<String>,
    label: Label,
    folder: Spanned<String>,
    template: String,
    schema_org: Option<String>,
    #[serde(default)]
    lists: Vec<Spanned<String>>,
    event: Option<Spanned<Event>>,
    update: Option<Spanned<Update>>,
    #[serde(default)]
    fields: Declared,
}

impl Kind {
    /// Reads the declaration of a kind.
    ///
    /// # Errors
    ///
    /// Every fault that the declaration has against itself; a fault of grammar
    /// comes alone.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        Self::settle(declaration::read(text).map_err(|fault| vec![fault])?)
    }

    /// The kind that [`declaration::to_json`] wrote.
    ///
    /// # Errors
    ///
    /// Every fault of the declaration, without its place.
    pub fn from_json(json: &str) -> Result<Self, Vec<Fault>> {
        Self::settle(declaration::from_json(json).map_err(|fault| vec![fault])?)
    }

    fn settle(declared: DeclaredKind) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        check_names(&declared, &mut faults);
        let fields = field::settle(declared.fields, &mut faults);
        check_lists(&declared.lists, &fields, &mut faults);
        check_event(declared.event.as_ref(), &fields, &mut faults);
        check_update(declared.update.as_ref(), &fields, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            name: declared.name.value,
            label: declared.label,
            folder: declared.folder.value,
            template: declared.template,
            schema_org: declared.schema_org,
            lists: declared.lists.into_iter().map(|list| list.value).collect(),
            event: declared.event.map(|event| event.value),
            update: declared.update.map(|update| update.value),
            fields,
        })
    }

    /// The fields of the update form, when the kind has one.
    #[must_use]
    pub fn update_fields(&self) -> Option<Fields> {
        self.update.as_ref().map(|update| self.fields.only(&update.fields))
    }

    /// The name under which the update form is sent: `/formulaires/{name}`.
    #[must_use]
    pub fn update_form(&self) -> String {
        format!("mise-a-jour-{}", self.name)
    }

    /// Whether the update form asks for a posted code.
    #[must_use]
    pub fn takes_code(&self) -> bool {
        self.update.as_ref().is_some_and(|update| update.proof == Proof::Code)
    }

    /// What people call one page, in this language.
    #[must_use]
    pub fn one(&self, language: Language) -> &str {
        self.label.one.in_language(language)
    }
}

fn check_names(declared: &DeclaredKind, faults: &mut Vec<Fault>) {
    if !field::is_name(&declared.name.value) {
        faults.push(Fault { span: span_of(&declared.name), problem: Problem::NotAName(declared.name.value.clone()) });
    }
    let folder = &declared.folder.value;
    if !folder.is_empty() && !folder.split('/').all(field::is_name) {
        faults.push(Fault { span: span_of(&declared.folder), problem: Problem::NotAName(folder.clone()) });
    }
    for (key, field) in &declared.fields {
        if OWNED_KEYS.contains(&key.as_str()) {
            faults.push(Fault { span: span_of(field), problem: Problem::ReservedKey(key.clone()) });
        }
    }
}

fn check_lists(lists: &[Spanned<String>], fields: &Fields, faults: &mut Vec<Fault>) {
    for list in lists {
        let span = span_of(list);
        let is_choice = |kind: &Type| matches!(kind, Type::Choice(_) | Type::Choices(_));
        check_type(&list.value, fields, is_choice, "choice: {…}, choices: {…}", &span, faults);
    }
}

fn check_event(event: Option<&Spanned<Event>>, fields: &Fields, faults: &mut Vec<Fault>) {
    let Some(event) = event else { return };
    let span = span_of(event);
    let is_moment = |kind: &Type| matches!(kind, Type::Date | Type::DateTime);
    for name in std::iter::once(&event.value.start).chain(&event.value.end) {
        check_type(name, fields, is_moment, "date: {}, date_time: {}", &span, faults);
    }
    if let Some(place) = &event.value.place {
        let is_page = |kind: &Type| matches!(kind, Type::Reference { .. });
        check_type(place, fields, is_page, "reference: { kind: … }", &span, faults);
    }
}

fn check_update(update: Option<&Spanned<Update>>, fields: &Fields, faults: &mut Vec<Fault>) {
    let Some(update) = update else { return };
    let keys: Vec<String> = fields.keys().map(str::to_owned).collect();
    for name in &update.value.fields {
        field::known_field(name, &keys, &span_of(update), faults);
    }
}

fn check_type(
    name: &str,
    fields: &Fields,
    fits: impl Fn(&Type) -> bool,
    wanted: &'static str,
    span: &std::ops::Range<usize>,
    faults: &mut Vec<Fault>,
) {
    match fields.get(name) {
        Some(field) if fits(&field.kind) => {}
        Some(_) => {
            faults.push(Fault { span: span.clone(), problem: Problem::WrongType { name: name.to_owned(), wanted } });
        }
        None => {
            let keys: Vec<String> = fields.keys().map(str::to_owned).collect();
            field::known_field(name, &keys, span, faults);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;
    use crate::declaration::Problem;

    fn problems(event: &str) -> Vec<Problem> {
        let text = format!(
            "name: fete\nlabel: {{ one: fête, many: fêtes }}\nfolder: fetes\ntemplate: page.html\nevent: {event}\nfields:\n  debut: {{ label: Début, date: {{}} }}\n  lieu: {{ label: Lieu, reference: {{ kind: lieu }} }}\n"
        );
        Kind::parse(&text).err().unwrap_or_default().into_iter().map(|fault| fault.problem).collect()
    }

    #[test]
    fn the_place_of_an_event_is_a_page() {
        assert_eq!(problems("{ start: debut, place: lieu }"), []);
        assert!(
            matches!(&problems("{ start: debut, place: debut }")[..], [Problem::WrongType { name, .. }] if name == "debut")
        );
        let [Problem::UnknownField { nearest, .. }] = &problems("{ start: debut, place: lieux }")[..] else { panic!() };
        assert_eq!(nearest.as_deref(), Some("lieu"));
    }
}
