//! What staff may apply, and what they must look at first.

use schema::kind::Kind;
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::update::Change;
use schema::value::Value;

use super::choice::{Choice, chosen};
use super::standing::{Standing, Stood, judge};
use super::{Error, Named};

const KIND: &str = "name: commerce\nlabel: { one: commerce, many: commerces }\nfolder: commerces\ntemplate: commerce.html\nfields:\n  telephone: { label: Téléphone, phone: {} }\n  note: { label: Note, text: {} }\n";

fn value(key: &str, text: &str) -> Option<Value> {
    let kind = Kind::parse(KIND).unwrap();
    read::value(kind.fields.get(key).unwrap(), &Node::text(text), Origin::Form).unwrap()
}

fn stood(key: &str, shown: &str, now: &str, asked: &str) -> Stood {
    let change = Change { key: key.to_owned(), before: value(key, shown), after: value(key, asked) };
    let now = value(key, now);
    let standing = judge(change.before.as_ref(), now.as_ref(), change.after.as_ref());
    Stood { key: key.to_owned(), label: key.to_owned(), standing, now: Vec::new(), value: now, change: Some(change) }
}

#[test]
fn values_are_compared_and_not_their_spelling() {
    assert_eq!(stood("telephone", "01 47 46 75 00", "0147467500", "01 47 46 75 01").standing, Standing::Free);
    assert_eq!(stood("telephone", "", "+33 1 47 46 75 01", "01 47 46 75 01").standing, Standing::Already);
    assert_eq!(stood("telephone", "01 47 46 75 00", "01 47 46 75 09", "01 47 46 75 01").standing, Standing::Moved);
    assert_eq!(stood("telephone", "01 47 46 75 00", "", "01 47 46 75 01").standing, Standing::Moved);
}

fn two() -> Vec<Stood> {
    vec![stood("telephone", "01 47 46 75 00", "01 47 46 75 00", "01 47 46 75 01"), stood("note", "a", "b", "c")]
}

fn check(choice: &Choice, taken: &[&str]) {
    let stood = two();
    let found = chosen(&stood, choice).unwrap();
    assert_eq!(found.iter().map(|stood| stood.key.as_str()).collect::<Vec<_>>(), taken);
}

fn seen(note: &str) -> Choice {
    let now = |key: &str, text: &str| (key.to_owned(), Some(text.into()));
    Choice::Seen(vec![now("telephone", "01 47 46 75 00"), now("note", note)])
}

fn keys(fields: &[Named]) -> Vec<&str> {
    fields.iter().map(|field| field.key.as_str()).collect()
}

#[test]
fn a_value_that_moved_stops_the_whole_unless_it_is_named() {
    let stood = two();
    let Err(Error::Moved { fields, free }) = chosen(&stood, &Choice::Unmoved) else { panic!("half was accepted") };
    assert_eq!((keys(&fields), keys(&free)), (vec!["note"], vec!["telephone"]));
    check(&Choice::Named(vec!["note".to_owned()]), &["note"]);
    check(&Choice::Named(vec!["telephone".to_owned()]), &["telephone"]);
}

#[test]
fn a_value_that_moved_while_staff_looked_stops_the_whole() {
    check(&seen("b"), &["telephone", "note"]);
    assert!(matches!(chosen(&two(), &seen("a")), Err(Error::Moved { fields, .. }) if keys(&fields) == ["note"]));
    let unseen = Choice::Seen(vec![("telephone".to_owned(), None)]);
    assert!(matches!(chosen(&two(), &unseen), Err(Error::Moved { .. })));
}

#[test]
fn a_field_that_the_kind_lost_is_not_said_to_have_moved() {
    let mut stood = two();
    stood[1].standing = Standing::Unreadable;
    for choice in [Choice::Unmoved, Choice::Named(vec!["telephone".to_owned(), "note".to_owned()]), seen("b")] {
        let Err(Error::NotTaken { fields, free }) = chosen(&stood, &choice) else { panic!("{choice:?}") };
        assert_eq!((keys(&fields), keys(&free)), (vec!["note"], vec!["telephone"]));
    }
}

#[test]
fn nothing_is_accepted_by_accident() {
    let moved = vec![stood("note", "a", "b", "c")];
    assert!(matches!(chosen(&moved, &Choice::Unmoved), Err(Error::Moved { .. })));
    assert!(matches!(chosen(&moved, &Choice::Seen(Vec::new())), Err(Error::Desk(desk::inbox::Error::NoField))));
    for choice in [Choice::Named(vec!["x".to_owned()]), Choice::Seen(vec![("x".to_owned(), None)])] {
        assert!(matches!(chosen(&moved, &choice), Err(Error::Desk(desk::inbox::Error::NotAsked(_)))));
    }
}
