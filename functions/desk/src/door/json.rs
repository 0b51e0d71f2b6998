//! `application/json`, read straight into the tree: what is too deep, too much,
//! named at length or said twice stops the reading where it is met.
//!
//! Architecture invariant: nothing is kept of a body beyond its limits.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use schema::tree::{Content, Node};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::body::{DEEPEST, LONGEST_NAME, MOST_CONTROLS, check_count};
use crate::pages::notice::Notice;

/// The tree of a JSON object.
pub(super) fn read(bytes: &[u8]) -> Result<Node, Notice> {
    let met = Cell::new(0);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = Piece { depth: DEEPEST + 1, met: &met }.deserialize(&mut reader);
    check_count(met.get())?;
    let node = read.and_then(|node| reader.end().map(|()| node)).map_err(|_| Notice::Malformed)?;
    if matches!(node.content, Content::Map(_)) { Ok(node) } else { Err(Notice::Malformed) }
}

/// One piece of the body: how many pieces may stand around those in it, and how
/// many were met.
#[derive(Clone, Copy)]
struct Piece<'a> {
    depth: usize,
    met: &'a Cell<usize>,
}

impl Piece<'_> {
    /// Counts what would be one control of a form.
    fn count<E: Error>(self) -> Result<(), E> {
        self.met.set(self.met.get() + 1);
        if self.met.get() > MOST_CONTROLS { Err(E::custom("too many values")) } else { Ok(()) }
    }

    fn text<E: Error>(self, text: impl Into<String>) -> Result<Node, E> {
        self.count()?;
        Ok(Node::text(text))
    }

    fn inner<E: Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1).filter(|depth| *depth > 0);
        depth.map(|depth| Self { depth, ..self }).ok_or_else(|| E::custom("too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Piece<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Node, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Piece<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.count()?;
        Ok(Node::default())
    }

    fn visit_bool<E: Error>(self, answer: bool) -> Result<Node, E> {
        self.text(if answer { "oui" } else { "non" })
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node, E> {
        self.text(number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Node, E> {
        self.text(number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Node, E> {
        self.text(serde_json::Value::from(number).to_string())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let inner = self.inner()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        if list.is_empty() {
            self.count()?;
        }
        Ok(Node::list(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let inner = self.inner()?;
        let mut keys = BTreeSet::new();
        let mut map = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            // Of a key said twice, each reader on the way would believe another.
            if key.chars().count() > LONGEST_NAME || !keys.insert(key.clone()) {
                return Err(A::Error::custom("a key is too long or said twice"));
            }
            map.push((key, entries.next_value_seed(inner)?));
        }
        if map.is_empty() {
            self.count()?;
        }
        Ok(Node::map(map))
    }
}

#[cfg(test)]
mod tests {
    use schema::tree::Node;

    use super::read;

    #[test]
    fn a_body_is_the_tree_that_its_values_are() {
        let body = r#"{"a": "x", "b": [1, -2, 1.50, 1e3, 12345678901234567890, true, null], "c": {"d": "é"}, "e": []}"#;
        let json: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(read(body.as_bytes()).unwrap(), Node::from_json(&json));
    }

    #[test]
    fn what_is_no_object_or_says_a_thing_twice_is_malformed() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(7), "]".repeat(7));
        let long = format!("{{\"{}\": 1}}", "a".repeat(121));
        for body in ["", "[]", "1", "{} {}", "{\"a\": 1, \"a\": 2}", "{\"a\": }", "{\"a\": \"\\ud800\"}", &deep, &long]
        {
            assert_eq!(read(body.as_bytes()).unwrap_err().status(), 400, "{body}");
        }
    }

    #[test]
    fn the_reading_stops_at_the_count() {
        let many = |item: &str| format!("{{\"a\": [{}{item}]}}", format!("{item},").repeat(2_000));
        for item in ["1", "[]", "{}", "null", "{\"b\": \"\"}"] {
            assert_eq!(read(many(item).as_bytes()).unwrap_err().status(), 413, "{item}");
        }
        assert!(read(format!("{{\"a\": [{}1]}}", "1,".repeat(1_999)).as_bytes()).is_ok());
    }
}
