//! For every type of field: front matter → form → front matter is the identity,
//! and an edit of one key leaves every other byte as it was.

use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use schema::field::Fields;
use schema::read::{self, Origin};
use schema::tree::{Content, Node};
use schema::value::{Group, Value};
use schema::yaml;

use super::super::set;

#[path = "../../../../../functions/schema/tests/strategies/mod.rs"]
mod strategies;

/// The ways in which people and programs write front matter.
#[derive(Clone, Copy, Debug)]
enum Style {
    House,
    Json,
    Lines,
}

fn style() -> impl Strategy<Value = Style> {
    any::<u8>().prop_map(|byte| [Style::House, Style::Json, Style::Lines][usize::from(byte % 3)])
}

/// A page with these values, a comment after each key, in one style.
fn page(values: &Group, style: Style) -> String {
    let line = |(key, value): (&str, &Value)| {
        let written = match style {
            Style::House => return house(key, value),
            Style::Json => format!(" {}", value.to_node().to_json()),
            Style::Lines => lines(&value.to_node(), 2),
        };
        format!("{key}:{written}\n# après {key}\n")
    };
    let front_matter: String = values.iter().map(line).collect();
    format!("---\ntitle: Fiche # haut\n{front_matter}---\n\nTexte\n")
}

fn house(key: &str, value: &Value) -> String {
    let set = set("---\n---\n", &strategies::kind(), &[(key.to_owned(), Some(value.clone()))]).unwrap();
    let line = set.strip_prefix("---\n").and_then(|set| set.strip_suffix("---\n")).unwrap();
    format!("{line}# après {key}\n")
}

fn lines(node: &Node, indent: usize) -> String {
    let margin = " ".repeat(indent);
    match &node.content {
        Content::Map(entries) => {
            let line = |(key, value): (&str, &Node)| format!("\n{margin}{key}:{}", lines(value, indent + 2));
            entries.iter().map(|entry| line((&entry.key, &entry.value))).collect()
        }
        Content::List(items) => {
            let item = |item: &Node| {
                let text = lines(item, indent + 2);
                format!("\n{margin}- {}", text.trim_start())
            };
            items.iter().map(item).collect()
        }
        _ => format!(" {}", node.to_json()),
    }
}

fn read_page(fields: &Fields, page: &str) -> Group {
    let front_matter = page.strip_prefix("---\n").and_then(|page| page.strip_suffix("---\n\nTexte\n")).unwrap();
    let tree = yaml::parse(front_matter).unwrap();
    let (values, faults) = read::group(fields, &tree, Origin::FrontMatter, |key| key == "title");
    assert_eq!(faults, []);
    values
}

/// What a browser would send of a form filled with these values.
fn through_a_form(fields: &Fields, values: &Group) -> Group {
    let controls = values.to_node().to_controls("");
    let sent = Node::from_controls(controls.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let (values, faults) = read::group(fields, &sent, Origin::Form, |_| false);
    assert_eq!(faults, []);
    values
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_value_survives_the_page_the_form_and_the_edit(values in strategies::group(&strategies::kind().fields), style in style()) {
        let kind = strategies::kind();
        let page = page(&values, style);
        prop_assert_eq!(&read_page(&kind.fields, &page), &values);
        let sent = through_a_form(&kind.fields, &values);
        prop_assert_eq!(&sent, &values);
        let changes: Vec<_> = sent.iter().map(|(key, value)| (key.to_owned(), Some(value.clone()))).collect();
        prop_assert_eq!(set(&page, &kind, &changes), Ok(page));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_says_what_was_meant_and_leaves_the_rest(
        before in strategies::group(&strategies::kind().fields),
        after in strategies::group(&strategies::kind().fields),
        style in style(),
    ) {
        let kind = strategies::kind();
        let page = page(&before, style);
        for key in kind.fields.keys() {
            let value = after.get(key).cloned();
            let edited = set(&page, &kind, &[(key.to_owned(), value.clone())]).unwrap();
            let read = read_page(&kind.fields, &edited);
            for other in kind.fields.keys() {
                let expected = if other == key { value.as_ref() } else { before.get(other) };
                prop_assert_eq!(read.get(other), expected);
            }
            if before.get(key).is_some() {
                let start = page.find(&format!("\n{key}:")).unwrap() + 1;
                let end = page.find(&format!("# après {key}\n")).unwrap();
                prop_assert!(edited.starts_with(&page[..start]), "before {key}:\n{edited}");
                prop_assert!(edited.ends_with(&page[end..]), "after {key}:\n{edited}");
            }
        }
    }
}
