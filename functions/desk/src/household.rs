//! The code by which the other household of a child comes to its place.
//!
//! It is on the tracking page of the first household, who gives it on. With it,
//! and with the same child, the second registers for itself: one place, two
//! tracking pages, and neither reads anything of the other.
//!
//! Architecture invariant: a code opens nothing; whoever has it still has to
//! write the child's name as the first household did.

use crate::key::{Key, Purpose};
use crate::reference::{ALPHABET, Reference};

const SIGNS: usize = 6;

/// The code of a registration: `MK-7Q4F-93TX-K4PD6W`.
pub(crate) fn code(key: &Key, reference: &Reference) -> String {
    format!("{reference}-{}", signs(key, reference))
}

/// The registration whose code this is.
pub(crate) fn typed(key: &Key, text: &str) -> Option<Reference> {
    let plain: String = text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let cut = plain.char_indices().rev().nth(SIGNS - 1)?.0;
    let (reference, signs_typed) = plain.split_at(cut);
    let reference: Reference = reference.parse().ok()?;
    (signs(key, &reference) == signs_typed).then_some(reference)
}

fn signs(key: &Key, reference: &Reference) -> String {
    let digest = key.digest(Purpose::Household, &[reference.as_str().as_bytes()]);
    let sign = |byte: &u8| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]);
    digest.as_bytes().iter().take(SIGNS).map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::{code, typed};
    use crate::key::Key;
    use crate::reference::Reference;

    #[test]
    fn a_code_is_of_one_registration_and_of_one_desk() {
        let (key, other) = (Key::from_bytes([1; 32]), Key::from_bytes([2; 32]));
        let reference = Reference::new().unwrap();
        let written = code(&key, &reference);
        assert_eq!(typed(&key, &written).as_ref(), Some(&reference));
        assert_eq!(typed(&key, &written.to_lowercase().replace('-', " ")).as_ref(), Some(&reference));
        assert_eq!(typed(&other, &written), None);
        for wrong in ["", "K4PD6W", reference.as_str(), "é", "MK-7Q4F-93TX-K4PD6W"] {
            assert_eq!(typed(&key, wrong), None, "{wrong}");
        }
    }
}
