//! What staff may apply, and what they must look at first.

use schema::kind::Kind;
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::update::Change;
use schema::value::Value;

use super::standing::{Standing, Stood, judge};
use super::{Choice, Error, chosen};

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

fn check(choice: &Choice, taken: &[&str], left_out: &[&str]) {
    let stood = two();
    let (found, left) = chosen(&stood, choice).unwrap();
    assert_eq!(found.iter().map(|stood| stood.key.as_str()).collect::<Vec<_>>(), taken);
    assert_eq!(left, left_out);
}

#[test]
fn a_value_that_moved_is_left_unless_it_is_named() {
    check(&Choice::Unmoved, &["telephone"], &["note"]);
    check(&Choice::Named(vec!["note".to_owned()]), &["note"], &[]);
}

#[test]
fn a_value_that_moved_while_staff_looked_is_left() {
    let seen = |note: &str| {
        Choice::Seen(vec![("telephone".to_owned(), "01 47 46 75 00".into()), ("note".to_owned(), note.into())])
    };
    check(&seen("b"), &["telephone", "note"], &[]);
    check(&seen("a"), &["telephone"], &["note"]);
}

#[test]
fn nothing_is_accepted_by_accident() {
    let moved = vec![stood("note", "a", "b", "c")];
    assert!(matches!(chosen(&moved, &Choice::Unmoved), Err(Error::Moved(keys)) if keys == ["note"]));
    assert!(matches!(chosen(&moved, &Choice::Seen(Vec::new())), Err(Error::Desk(desk::inbox::Error::NoField))));
    assert!(matches!(
        chosen(&moved, &Choice::Named(vec!["x".to_owned()])),
        Err(Error::Desk(desk::inbox::Error::NotAsked(_)))
    ));
}
