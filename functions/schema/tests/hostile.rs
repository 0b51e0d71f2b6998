//! What no one well-meaning writes, at volume, into every type of field and into
//! front matter: each is read or told, soon, in words that stay short.
//!
//! `PROPTEST_CASES` raises the number of cases.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]

use std::time::{Duration, Instant};

use proptest::prelude::{BoxedStrategy, ProptestConfig, Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestRunner};
use schema::fault::{Fault, Path, Problem};
use schema::field::{Field, Type};
use schema::kind::Kind;
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::words::Language;
use schema::yaml;

#[expect(dead_code, reason = "the kind alone is wanted here, not its values")]
mod strategies;

/// Cases of each type, unless `PROPTEST_CASES` asks for more.
const CASES: u32 = 6_000;
/// In a build without optimisation, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(2);
/// A sentence about a value quotes a piece of it, never the whole.
const LONGEST: usize = 1_000;

/// What people write in fields of all types, whole and in pieces.
const PIECES: [&str; 64] = [
    "lun",
    "mar-sam",
    "Mo-Fr",
    "lundi au vendredi",
    "du",
    "au",
    "et",
    "sauf",
    "jours fériés",
    "vacances scolaires",
    "PH off",
    "8h",
    "8h30",
    "08:30",
    "24h",
    "25h",
    "-",
    "–",
    "à",
    ",",
    ";",
    " ; ",
    "/",
    ":",
    ".",
    " ",
    "\u{a0}",
    "\u{202f}",
    "\n",
    "\t",
    "fermé",
    "sur rendez-vous",
    "1er",
    "janvier",
    "15 août",
    "2027",
    "2026-11-23",
    "29/02/2027",
    "T",
    "Z",
    "+33",
    "0",
    "01 46",
    "(0)",
    "€",
    "euros",
    "12,50",
    "-0",
    "1e9",
    "0x",
    "@",
    "exemple.fr",
    "http://",
    "https://",
    "www.",
    "?",
    "#",
    "rue Béranger",
    "bis",
    "92240",
    "Malakoff",
    "48.8172",
    "oui",
    "é",
];

fn text() -> BoxedStrategy<String> {
    let pieces = |most| proptest::collection::vec(select(&PIECES[..]), 0..most);
    prop_oneof![
        10 => pieces(12).prop_map(|pieces| pieces.concat()),
        4 => pieces(12).prop_map(|pieces| pieces.join(" ")),
        4 => any::<String>(),
        1 => (pieces(4), 0..400_usize).prop_map(|(pieces, times)| pieces.concat().repeat(times)),
        1 => ("[0-9]{1,40}", 0..60_usize).prop_map(|(digits, times)| digits.repeat(times)),
        1 => ("\\PC{1,3}", 0..2_000_usize).prop_map(|(sign, times)| sign.repeat(times)),
    ]
    .boxed()
}

fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(CASES), failure_persistence: None, ..config }
}

/// Told in both languages, and shortly.
fn told(faults: &[Fault]) -> Result<(), TestCaseError> {
    for fault in faults {
        for language in [Language::French, Language::English] {
            let told = fault.problem.told(language);
            let length = told.message.len() + told.hint.map_or(0, |hint| hint.len());
            if length > LONGEST {
                return Err(TestCaseError::fail(format!("{length} bytes of words: {}", fault.problem.code())));
            }
        }
    }
    Ok(())
}

fn field(of: impl Fn(&Type) -> bool) -> Field {
    let kind = Kind::parse(strategies::EVERY_TYPE).unwrap();
    kind.fields.iter().find(|field| of(&field.kind)).unwrap().clone()
}

/// Every text is read as this type, or told; what was read reads the same again.
fn check(of: impl Fn(&Type) -> bool) {
    let field = field(of);
    let outcome = TestRunner::new(config()).run(&text(), |text| {
        let started = Instant::now();
        match read::value(&field, &Node::text(&text), Origin::Form) {
            Ok(None) => {}
            Ok(Some(value)) => {
                let again = read::value(&field, &value.to_node(), Origin::FrontMatter);
                if again.as_ref() != Ok(&Some(value.clone())) {
                    return Err(TestCaseError::fail(format!("{value:?} comes back as {again:?}")));
                }
            }
            Err(faults) => told(&faults)?,
        }
        if started.elapsed() > PATIENCE {
            return Err(TestCaseError::fail(format!("{:?} for {} bytes", started.elapsed(), text.len())));
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn phones() {
    check(|kind| matches!(kind, Type::Phone));
}

#[test]
fn hours() {
    check(|kind| matches!(kind, Type::Hours));
}

#[test]
fn money() {
    check(|kind| matches!(kind, Type::Money(_)));
}

#[test]
fn numbers() {
    check(|kind| matches!(kind, Type::Number(_)));
}

#[test]
fn dates() {
    check(|kind| matches!(kind, Type::Date));
}

#[test]
fn dates_and_hours() {
    check(|kind| matches!(kind, Type::DateTime));
}

#[test]
fn addresses() {
    check(|kind| matches!(kind, Type::Address(_)));
}

#[test]
fn emails_and_web_addresses() {
    check(|kind| matches!(kind, Type::Email));
    check(|kind| matches!(kind, Type::Url));
}

#[test]
fn codes_and_positions() {
    check(|kind| matches!(kind, Type::Identifier { .. }));
    check(|kind| matches!(kind, Type::Position));
}

#[test]
fn texts_and_choices() {
    check(|kind| matches!(kind, Type::Text(_)));
    check(|kind| matches!(kind, Type::LongText(_)));
    check(|kind| matches!(kind, Type::Choice(_)));
    check(|kind| matches!(kind, Type::YesNo));
    check(|kind| matches!(kind, Type::Reference { .. }));
}

/// Front matter by chance: keys of every type, shapes of every kind.
fn front_matter() -> impl Strategy<Value = String> {
    let keys = Kind::parse(strategies::EVERY_TYPE).unwrap().fields.keys().map(str::to_owned).collect::<Vec<_>>();
    let piece = prop_oneof![
        8 => select(keys).prop_map(|key| format!("\n{key}: ")),
        6 => text(),
        3 => "\n {0,6}(- |[a-z]{1,6}: )",
        2 => "[\\[\\]{}\"'|>&*!%@`#~,:?-]{1,4}",
        1 => ("[\\[{]|- |&a |\\? ", 0..3_000_usize).prop_map(|(open, times)| open.repeat(times)),
        1 => "\n(<<: |\\*[a-z]|&[a-z] |!![a-z]+ |--- |\\.\\.\\.)",
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// A fault of YAML itself, told as one of its page.
fn whole(fault: yaml::Fault) -> Fault {
    Fault { path: Path::root(), span: fault.span, problem: Problem::Yaml(fault.problem) }
}

#[test]
fn front_matter_is_read_or_told_at_its_place() {
    let kind = Kind::parse(strategies::EVERY_TYPE).unwrap();
    let outcome = TestRunner::new(config()).run(&front_matter(), |text| {
        let started = Instant::now();
        let faults = match yaml::parse(&text) {
            Ok(tree) => read::group(&kind.fields, &tree, Origin::FrontMatter, |_| false).1,
            Err(faults) => faults.into_iter().map(whole).collect(),
        };
        told(&faults)?;
        if let Some(fault) = faults.iter().find(|fault| text.get(fault.span.clone()).is_none()) {
            return Err(TestCaseError::fail(format!("{fault:?} is nowhere")));
        }
        if started.elapsed() > PATIENCE {
            return Err(TestCaseError::fail(format!("{:?} for {} bytes", started.elapsed(), text.len())));
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}
