//! Chance, from the operating system and from nowhere else.
//!
//! Architecture invariant: no generator with a seed; what is made here guards
//! people's requests.

use crate::unavailable::Unavailable;

/// Bytes that nobody can guess.
///
/// # Errors
///
/// When the system has none to give yet, which passes by itself.
pub(crate) fn bytes<const COUNT: usize>() -> Result<[u8; COUNT], Unavailable> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).map_err(|source| Unavailable::new(source.to_string()))?;
    Ok(bytes)
}

/// Signs of an alphabet, each as likely as the others.
///
/// # Errors
///
/// When the system has no chance to give.
pub(crate) fn signs<const COUNT: usize>(alphabet: &[u8]) -> Result<[u8; COUNT], Unavailable> {
    let mut signs = [0; COUNT];
    let mut filled = 0;
    // Bytes beyond the last whole multiple would favour the first signs.
    let fair = 256 - 256 % alphabet.len();
    while filled < COUNT {
        for byte in bytes::<16>()? {
            if filled < COUNT && usize::from(byte) < fair {
                signs[filled] = alphabet[usize::from(byte) % alphabet.len()];
                filled += 1;
            }
        }
    }
    Ok(signs)
}
