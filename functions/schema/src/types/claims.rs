//! What every type of field promises, said once for the tests of all.
//!
//! Only tests come here, and no rule of one type.

use std::fmt::Debug;

use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::words::{Language, Told};

/// Texts made of pieces that the type understands, of marks that disturb it, and of anything.
pub(super) fn messy(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    const DISTURBING: &[&str] = &[
        " ", "\u{a0}", "\u{202f}", "\n", "\t", ",", ".", ";", ":", "-", "–", "(", ")", "+", "/", "’", "'", "0", "1",
        "12", "2027", "é", "e\u{301}", "\u{200d}", "\u{202e}", "\u{2069}", "\u{feff}", "\0", "😀", "ﬁ", "İ", "ß", "ي",
    ];
    let piece = prop_oneof![
        8 => select(pieces).prop_map(str::to_owned),
        2 => select(DISTURBING).prop_map(str::to_owned),
    ];
    let assembled = proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => assembled, 1 => any::<String>(), 1 => "\\PC{0,40}"]
}

/// A value is what its canonical text says, through the parser and through serde.
pub(super) fn reads_back<T, P>(value: &T, text: &str, read: impl Fn(&str) -> Result<T, P>)
where
    T: PartialEq + Debug + Serialize + DeserializeOwned,
    P: Debug,
{
    let again = read(text).unwrap_or_else(|problem| panic!("{text:?} does not read back: {problem:?}"));
    assert_eq!(&again, value, "{text:?} reads back as another value");
    let kept = serde_json::to_string(value).unwrap();
    let again: T = serde_json::from_str(&kept).unwrap_or_else(|error| panic!("{kept}: {error}"));
    assert_eq!(&again, value, "{kept} is another value");
}

/// A problem speaks both languages, in phrases that a form and a terminal can set.
pub(super) fn is_told(told: impl Fn(Language) -> Told, code: &str) {
    assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
    for language in [Language::French, Language::English] {
        let Told { message, hint } = told(language);
        for phrase in [Some(message), hint].into_iter().flatten() {
            assert!(!phrase.starts_with(char::is_uppercase), "{phrase}");
            assert!(!phrase.ends_with(['.', ' ']), "{phrase}");
        }
    }
    let Told { message, hint } = told(Language::French);
    for phrase in [Some(message), hint].into_iter().flatten() {
        let ours = match (phrase.find("«\u{a0}"), phrase.rfind("\u{a0}»")) {
            (Some(opening), Some(closing)) => {
                format!("{}{}", &phrase[..opening], &phrase[closing..])
            }
            _ => phrase.clone(),
        };
        let slips = [" :", " ;", " !", " ?", "« ", " »", "'"];
        assert!(!slips.iter().any(|slip| ours.contains(slip)), "{phrase}");
    }
}

/// The properties that hold for whatever is written: nothing panics, what is
/// taken reads back, what is refused is told.
macro_rules! holds_for_any_text {
    ($read:expr, $widest:expr, $pieces:expr) => {
        proptest::proptest! {
            #[test]
            fn any_text_is_a_value_that_reads_back_or_a_problem_that_is_told(text in crate::types::claims::messy($pieces)) {
                match $read(&text) {
                    Ok(value) => {
                        crate::types::claims::reads_back(&value, &value.to_text(), $widest);
                        for language in [crate::words::Language::French, crate::words::Language::English] {
                            proptest::prop_assert!(!value.words(language).is_empty());
                        }
                    }
                    Err(problem) => crate::types::claims::is_told(|language| problem.told(language), problem.code()),
                }
            }
        }
    };
}

pub(super) use holds_for_any_text;
