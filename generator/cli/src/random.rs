//! Chance: the secrets of the bureau.

use std::io;

/// A secret of 256 bits in hexadecimal digits.
pub(crate) fn secret() -> io::Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}

/// Whether two secrets are the same. The time it takes tells nothing of where
/// they differ: their hashes are compared.
pub(crate) fn same(given: &str, expected: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(expected.as_bytes())
}
