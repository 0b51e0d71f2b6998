//! Claims about references: what people do to them, and what the check finds.

use proptest::prelude::*;

use super::{ALPHABET, FREE, Problem, Reference};

fn any_reference() -> impl Strategy<Value = Reference> {
    proptest::array::uniform7(0..ALPHABET.len())
        .prop_map(|ranks: [usize; FREE]| Reference::from_signs(ranks.map(|rank| ALPHABET[rank])))
}

proptest! {
    #[test]
    fn a_reference_reads_back_as_itself(reference in any_reference()) {
        prop_assert_eq!(reference.as_str().parse(), Ok(reference.clone()));
    }

    #[test]
    fn lower_case_spaces_and_missing_dashes_are_fine(reference in any_reference()) {
        let plain = reference.as_str().replace('-', "");
        let spaced = format!(" {} {} {}\u{a0}", &plain[..2], &plain[2..6], &plain[6..]);
        for typed in [plain.to_lowercase(), spaced, plain[2..].to_owned(), reference.as_str().replace('-', "–"), plain] {
            prop_assert_eq!(typed.parse::<Reference>(), Ok(reference.clone()), "typed `{}`", typed);
        }
    }

    #[test]
    fn any_one_sign_mistyped_is_found(reference in any_reference(), place in 0..=FREE, step in 1..ALPHABET.len()) {
        let mut signs: Vec<char> = reference.as_str().replace('-', "").chars().collect();
        let sign = &mut signs[2 + place];
        let rank = ALPHABET.iter().position(|&known| char::from(known) == *sign).unwrap();
        *sign = char::from(ALPHABET[(rank + step) % ALPHABET.len()]);
        let typed: String = signs.iter().collect();
        prop_assert_eq!(typed.parse::<Reference>(), Err(Problem::Mistyped));
    }

    #[test]
    fn any_two_signs_exchanged_are_found(reference in any_reference(), first in 0..=FREE, second in 0..=FREE) {
        let mut signs: Vec<char> = reference.as_str().replace('-', "").chars().collect();
        prop_assume!(signs[2 + first] != signs[2 + second]);
        signs.swap(2 + first, 2 + second);
        let typed: String = signs.iter().collect();
        prop_assert_eq!(typed.parse::<Reference>(), Err(Problem::Mistyped));
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".*") {
        let _ = text.parse::<Reference>();
    }
}

#[test]
fn signs_that_look_alike_are_in_no_reference() {
    assert!(ALPHABET.iter().all(|sign| !b"O0I1L".contains(sign)));
    assert_eq!("MK-OOOO-1111".parse::<Reference>(), Err(Problem::Shape));
}

#[test]
fn references_made_by_chance_are_well_formed_and_differ() {
    let made: std::collections::BTreeSet<Reference> = (0..1000).map(|_| Reference::new().unwrap()).collect();
    assert_eq!(made.len(), 1000);
    assert!(
        made.iter()
            .all(|reference| reference.as_str().len() == 12 && reference.as_str().parse() == Ok(reference.clone()))
    );
}
