//! Fields told to programs: the JSON Schema of a body that they check.
//!
//! It takes all that the reader takes, and more: what a schema can't say (a day
//! that exists, hours that hold together) is left to the answer, which names the
//! field. So a body that the schema refuses is always refused.
//!
//! Architecture invariant: one match on the types of fields, without default arm:
//! a new type does not compile until it is told here.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::declaration::Phrase;
use crate::field::{Field, Fields, Type};
use crate::words::Language;

/// Where the schemas of [`definitions`] are found.
const PLACE: &str = "#/components/schemas";

/// The schemas that those of fields are made with, by name, for bodies whose keys
/// are so long and hold lists and objects so deep.
pub fn definitions(bounds: Bounds) -> impl Iterator<Item = (String, Json)> {
    let names = json!({ "maxLength": bounds.name });
    (0..=bounds.room).flat_map(move |room| {
        let inner = |name: &str| {
            let inner = room.checked_sub(1).map(|room| refer(name, room));
            let pieces = inner.map(|inner| {
                let object = json!({ "type": "object", "additionalProperties": inner, "propertyNames": names });
                [json!({ "type": "array", "items": inner }), object]
            });
            pieces.into_iter().flatten().collect::<Vec<_>>()
        };
        let nothing = [vec![json!({ "enum": ["", null] })], inner("Nothing")].concat();
        let anything = [vec![json!({ "type": SCALAR })], inner("Anything")].concat();
        [
            (name("Text", room), json!({ "anyOf": [{ "type": SCALAR }, refer("Nothing", room)] })),
            (name("Nothing", room), json!({ "anyOf": nothing })),
            (name("Anything", room), json!({ "anyOf": anything })),
        ]
    })
}

/// What is read of a body at all.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many lists and objects may stand in one another under a key.
    pub room: usize,
    /// How many signs a key may have.
    pub name: usize,
}

/// Whatever is read at all, in lists and objects so deep.
#[must_use]
pub fn anything(room: usize) -> Json {
    refer("Anything", room)
}

/// What stands where a text is read: numbers and booleans are read as the texts
/// that people would write.
const SCALAR: [&str; 4] = ["string", "number", "boolean", "null"];

fn name(name: &str, room: usize) -> String {
    format!("{name}{room}")
}

fn refer(schema: &str, room: usize) -> Json {
    json!({ "$ref": format!("{PLACE}/{}", name(schema, room)) })
}

/// What it means that a key is left out of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Omitted {
    /// Nothing is said of the field: it stays as it is.
    Unchanged,
    /// The field is blank, and a fault if it is required.
    Blank,
}

/// How fields are told.
#[derive(Clone, Copy, Debug)]
pub struct Teller {
    /// What is read at all.
    pub bounds: Bounds,
    /// The language of labels and hints.
    pub language: Language,
}

impl Teller {
    /// The schemas of the fields by key, and the keys that a body can't do without.
    #[must_use]
    pub fn properties(self, fields: &Fields, omitted: Omitted) -> (Map<String, Json>, Vec<String>) {
        let properties = fields.iter().map(|field| (field.key.clone(), self.property(field))).collect();
        let needed = fields.iter().filter(|field| omitted == Omitted::Blank && is_needed(field));
        (properties, needed.map(|field| field.key.clone()).collect())
    }

    fn property(self, field: &Field) -> Json {
        let mut schema = self.value(&field.kind);
        schema["title"] = json!(field.label.in_language(self.language));
        let hint = field.hint.as_ref().map(|hint| hint.in_language(self.language).to_owned());
        let written: Vec<String> = [hint, self.hint_of(&field.kind)].into_iter().flatten().collect();
        if !written.is_empty() {
            schema["description"] = json!(written.join(" "));
        }
        schema
    }

    fn value(self, kind: &Type) -> Json {
        match kind {
            Type::Text(options) => self.text_up_to(options.max_length),
            Type::LongText(options) => self.text_up_to(options.max_length),
            Type::Number(_) => self.like(12),
            Type::Money(_) => self.like("12,50\u{a0}€"),
            Type::Date => self.like("2027-03-01"),
            Type::DateTime => self.like("2027-03-01T18:30"),
            Type::Phone => self.like("01 47 46 75 00"),
            Type::Email => self.like("accueil@ville.example"),
            Type::Url => self.like("https://www.ville.example/"),
            Type::Identifier { .. } => self.like("croissant"),
            Type::YesNo => self.like(true),
            Type::Hours => self.like("mar-sam 8h-13h, 15h30-19h"),
            Type::Address(_) => self.like("12 rue Béranger"),
            Type::Position => self.like("48.8172, 2.2965"),
            Type::Reference { .. } => self.text(),
            Type::Choice(options) => self.choice(options),
            Type::Choices(options) => {
                let several = json!({ "type": "array", "items": self.inside(1).choice(options) });
                json!({ "anyOf": [several, self.choice(options)] })
            }
            Type::Closures => self.rows(&self.inside(2).closure(), &[], 50),
            Type::Image => {
                let part = self.inside(1).text();
                let parts = json!({ "fichier": part, "texte": part });
                json!({ "anyOf": [self.inside(1).row(&["fichier", "texte"], &parts), refer("Nothing", self.bounds.room)] })
            }
            Type::List { of, max } => self.list(of, *max),
        }
    }

    /// The same, for what stands in so many lists and objects more.
    const fn inside(self, pieces: usize) -> Self {
        let room = self.bounds.room.saturating_sub(pieces);
        Self { bounds: Bounds { room, ..self.bounds }, ..self }
    }

    fn text(self) -> Json {
        refer("Text", self.bounds.room)
    }

    fn text_up_to(self, length: usize) -> Json {
        let mut text = self.text();
        text["maxLength"] = json!(length);
        text
    }

    fn like(self, example: impl Serialize) -> Json {
        let mut text = self.text();
        text["examples"] = json!([example]);
        text
    }

    fn choice(self, options: &IndexMap<String, Phrase>) -> Json {
        let keys: Vec<&String> = options.keys().collect();
        json!({ "anyOf": [{ "enum": keys }, refer("Nothing", self.bounds.room)] })
    }

    fn closure(self) -> Json {
        let day = self.like("2027-08-01");
        self.row(&["du", "au"], &json!({ "du": day, "au": day, "motif": self.text_up_to(80) }))
    }

    fn list(self, of: &Fields, max: usize) -> Json {
        let inside = self.inside(2);
        let (properties, required) = inside.properties(of, Omitted::Blank);
        let is_code = |field: &&Field| matches!(field.kind, Type::Identifier { from: Some(_) });
        let codes: Vec<&str> = of.iter().filter(is_code).map(|field| field.key.as_str()).collect();
        self.rows(&inside.row(&required, &Json::Object(properties)), &codes, max)
    }

    /// Rows, each filled or blank: a blank one is left out, even if it has a code.
    fn rows(self, filled: &Json, codes: &[&str], max: usize) -> Json {
        let inside = self.inside(2);
        let codes: Map<String, Json> =
            codes.iter().map(|code| ((*code).to_owned(), anything(inside.bounds.room))).collect();
        let emptied = refer("Nothing", inside.bounds.room);
        let names = json!({ "maxLength": self.bounds.name });
        let emptied =
            json!({ "type": "object", "properties": codes, "additionalProperties": emptied, "propertyNames": names });
        let item = json!({ "anyOf": [filled, emptied, refer("Nothing", self.inside(1).bounds.room)] });
        json!({ "anyOf": [{ "type": "array", "maxItems": max, "items": item }, refer("Nothing", self.bounds.room)] })
    }

    /// A group that is filled; a key that it does not have is left out.
    fn row<K: Serialize>(self, required: &[K], properties: &Json) -> Json {
        json!({
            "type": "object",
            "required": required,
            "properties": properties,
            "additionalProperties": anything(self.bounds.room),
            "propertyNames": { "maxLength": self.bounds.name },
        })
    }

    /// How a value is written, for the types that have a way of their own.
    fn hint_of(self, kind: &Type) -> Option<String> {
        let plain = match kind {
            Type::Date => "A day: `2027-03-01`.",
            Type::DateTime => "A local date and hour: `2027-03-01T18:30`.",
            Type::Money(_) => "A price in euros.",
            Type::YesNo => "`oui` or `non`; `true` and `false` are taken too.",
            Type::Hours => "Opening hours in French words, or as OSM writes them.",
            Type::Closures => "Closures, each with its first and last day.",
            Type::Position => "A latitude and a longitude.",
            Type::List { .. } => "The whole list: a row that is left out goes.",
            Type::Reference { kind } => return Some(format!("The place of a page of the kind `{kind}`.")),
            Type::Choice(options) | Type::Choices(options) => {
                let told = |(key, label): (&String, &Phrase)| format!("`{key}`: {}", label.in_language(self.language));
                return Some(options.iter().map(told).collect::<Vec<_>>().join("; "));
            }
            Type::Text(_)
            | Type::LongText(_)
            | Type::Number(_)
            | Type::Phone
            | Type::Email
            | Type::Url
            | Type::Identifier { .. }
            | Type::Address(_)
            | Type::Image => return None,
        };
        Some(plain.to_owned())
    }
}

/// Whether a field is a fault when it is left out, whatever else is said.
fn is_needed(field: &Field) -> bool {
    field.required && field.when.is_none() && !matches!(field.kind, Type::Identifier { from: Some(_) })
}
