//! YAML that people get wrong: the place and the name of each fault, and the
//! tree of what they get right.

use proptest::prelude::{ProptestConfig, prop_assert, proptest};
use schema::tree::{Content, Node};
use schema::words::Language;
use schema::yaml;

/// `¦` stands where the fault must be told.
#[track_caller]
fn check_fault(marked: &str, code: &str) {
    let at = marked.find('¦').expect("a mark in the text");
    let text = marked.replace('¦', "");
    let faults = yaml::parse(&text).expect_err("a fault");
    let found: Vec<_> = faults.iter().map(|fault| (fault.span.start, fault.problem.code())).collect();
    assert_eq!(found, [(at, code)], "{faults:?}");
    for language in [Language::French, Language::English] {
        assert!(faults[0].problem.told(language).hint.is_some());
    }
    assert!(text.get(faults[0].span.clone()).is_some());
}

#[test]
fn a_tab_is_told_where_it_stands() {
    check_fault("title: A\nadresse:\n¦\true: B\n", "yaml-tab");
    check_fault("title: A\n¦\tb: 2\nc: 3\n", "yaml-tab");
    check_fault("title: A\nproduits:\n  - a\n ¦\t- b\n", "yaml-tab");
}

#[test]
fn an_unclosed_quote_is_told_where_it_opens() {
    check_fault("title: ¦\"Le Fournil\nb: 1\n", "yaml-unclosed-quote");
    check_fault("title: ¦'Le Fournil\nb: 1\n", "yaml-unclosed-quote");
    check_fault("title: ¦\"Le Fournil\nslogan: \"Bon\"\n", "yaml-unclosed-quote");
    check_fault("title: 'L'¦ami du pain'\nb: 1\n", "yaml-after-quote");
    check_fault("produits:\n  - { nom: ¦\"Pain, prix: 1 }\n  - { nom: Flan }\n", "yaml-unclosed-quote");
}

#[test]
fn an_unclosed_bracket_is_told_where_it_opens() {
    check_fault("tags: ¦[a, b\nc: d\n", "yaml-unclosed-bracket");
    check_fault("tags: ¦[a, b\n", "yaml-unclosed-bracket");
    check_fault("p:\n  - ¦{ nom: a, prix: b\n", "yaml-unclosed-bracket");
    check_fault("p:\n  - { nom: a }\n  - ¦{ nom: b\n  - { nom: c }\n", "yaml-unclosed-bracket");
}

#[test]
fn a_colon_in_a_text_is_told_where_it_stands() {
    check_fault("title: Malakoff¦: la ville\n", "yaml-colon");
}

#[test]
fn a_key_written_twice_is_told_at_the_second_one() {
    check_fault("title: A\nb: 1\n¦title: B\n", "duplicate-key");
    check_fault("p:\n  - nom: a\n    ¦nom: b\n", "duplicate-key");
}

#[test]
fn every_key_written_twice_is_told_at_once() {
    let faults = yaml::parse("a: 1\na: 2\nb: 1\nb: 2\n").unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.span.start).collect::<Vec<_>>(), [5, 15]);
}

#[test]
fn anchors_end_an_alias_bomb_at_its_first_line() {
    check_fault("a: ¦&a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml-alias");
    check_fault("a: ¦*b\n", "yaml-alias");
    check_fault("a: ¦!!binary x\n", "yaml-tag");
}

#[test]
fn nesting_without_end_is_refused_early() {
    let deep = format!("a: {}1{}\n", "[".repeat(10_000), "]".repeat(10_000));
    let faults = yaml::parse(&deep).unwrap_err();
    assert_eq!(faults[0].problem.code(), "yaml-too-deep");
    let open = format!("a: {}\n", "{a: ".repeat(5_000));
    assert_eq!(yaml::parse(&open).unwrap_err()[0].problem.code(), "yaml-too-deep");
}

#[test]
fn a_line_without_a_colon_is_told_where_it_starts() {
    check_fault("title: A\n¦telephone 01 47 46 75 00\nb: 1\n", "yaml-not-a-key");
    check_fault("title: A\n¦telephone 01 47 46 75 00\n", "yaml-not-a-key");
}

#[test]
fn a_line_out_of_line_is_told_where_it_starts() {
    check_fault("a:\n  b: 1\n ¦c: 2\n", "yaml-indentation");
}

#[test]
fn a_key_set_back_is_no_colon_in_a_text() {
    check_fault("title: A\n  ¦telephone: 01 47 46 75 00\n", "yaml-indentation");
    check_fault("title: Une ville\n  avec un marché¦: le mercredi\n", "yaml-colon");
}

#[test]
fn a_sign_that_yaml_keeps_is_told() {
    check_fault("title: ¦@malakoff\n", "yaml-reserved-sign");
    check_fault("title: ¦`code`\n", "yaml-reserved-sign");
}

#[test]
fn every_scalar_is_the_text_that_was_written() {
    let tree =
        yaml::parse("a: no\nb: 12:30\nc: 0146\nd: 08\ne: 1e3\nf: null\ng: 2027-08-15\nh: ~\ni:\nj: ''\n").unwrap();
    let read: Vec<_> = tree.entries().iter().map(|entry| entry.value.as_text()).collect();
    let expected = ["no", "12:30", "0146", "08", "1e3", "null", "2027-08-15"].map(Some);
    assert_eq!(read[..7], expected);
    assert_eq!(read[7..], [None, None, Some("")]);
}

#[test]
fn a_piece_knows_its_bytes() {
    let text = "é: x\nb: \"à b\"\r\nc: [d, e]\n";
    let tree = yaml::parse(text).unwrap();
    let bytes: Vec<_> = tree.entries().iter().map(|entry| &text[entry.value.span.clone()]).collect();
    assert_eq!(bytes, ["x", "\"à b\"", "[d, e]"]);
    assert_eq!(&text[tree.entries()[0].key_span.clone()], "é");
}

#[test]
fn nothing_but_comments_is_an_empty_group() {
    for text in ["", "\n", "# rien\n", "---\n"] {
        assert!(matches!(yaml::parse(text).unwrap().content, Content::Map(entries) if entries.is_empty()), "{text:?}");
    }
    assert_eq!(yaml::parse("un texte\n").unwrap_err()[0].problem.code(), "yaml-not-a-group");
}

#[test]
fn controls_make_the_tree_that_made_them() {
    let tree = Node::from_json(
        &serde_json::json!({ "a": "x", "b": ["u", "v"], "c": [{ "d": "1", "e": ["f"] }, { "d": "2" }], "g": null }),
    );
    let controls = tree.to_controls("");
    let names: Vec<_> = controls.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b", "b", "c.0.d", "c.0.e", "c.1.d", "g"]);
    let back = Node::from_controls(controls.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    assert_eq!(back.to_controls(""), controls);
}

#[test]
fn hostile_names_of_controls_are_left_out() {
    let tree =
        Node::from_controls([("a", "1"), ("a.b", "2"), ("c.999999999", "3"), ("c.0", "4"), ("", "5"), ("d..e", "6")]);
    assert_eq!(tree.get("a").and_then(Node::as_text), Some("1"));
    assert!(matches!(&tree.get("c").unwrap().content, Content::List(items) if items.len() == 1));
    let lines = Node::from_controls([("a", "un\r\ndeux")]);
    assert_eq!(lines.get("a").and_then(Node::as_text), Some("un\ndeux"));
}

/// Sixty kilobytes of names used to make millions of rows.
#[test]
fn a_short_body_makes_no_more_rows_than_it_could_fill() {
    let names: Vec<String> = (0..2_000).map(|row| format!("a{}.{}.499.499.499.499", row / 400, row % 400)).collect();
    let tree = Node::from_controls(names.iter().map(|name| (name.as_str(), "x")));
    assert!(nodes(&tree) < 20_000, "{}", nodes(&tree));
}

fn nodes(node: &Node) -> usize {
    1 + match &node.content {
        Content::List(items) => items.iter().map(nodes).sum(),
        Content::Map(entries) => entries.iter().map(|entry| nodes(&entry.value)).sum(),
        Content::Empty | Content::Text(_) => 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_is_read_or_told_at_its_bytes(text in "([a-zé]{1,3}: ?|- |  |\n|\t|[\"'{}\\[\\],:#|>&*!@%~-]|é|\\\\|\r\n|\u{feff}|---\n){0,24}") {
        match yaml::parse(&text) {
            Ok(tree) => for entry in tree.entries() {
                prop_assert!(text.get(entry.value.span.clone()).is_some());
            },
            Err(faults) => for fault in faults {
                prop_assert!(text.get(fault.span.clone()).is_some(), "{fault:?}");
            },
        }
    }
}
