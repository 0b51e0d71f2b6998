//! Fingerprints: what makes “the same input” a comparison of sixteen bytes.

use serde::{Deserialize, Serialize};

/// The fingerprint of some bytes: half of their BLAKE3 hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The fingerprint of pieces, which are kept apart: `["ab", "c"]` is not `["a", "bc"]`.
    #[must_use]
    pub fn of(pieces: &[&[u8]]) -> Self {
        let mut mixer = Mixer::default();
        for piece in pieces {
            mixer.bytes(piece);
        }
        mixer.finish()
    }

    /// The bytes, to mix into another fingerprint.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Ten hexadecimal digits, for the names of files.
    #[must_use]
    pub fn short(&self) -> String {
        hex(&self.0[..5])
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

/// Mixes pieces into one fingerprint.
#[derive(Default)]
pub(crate) struct Mixer(blake3::Hasher);

impl Mixer {
    /// Adds bytes, kept apart from what comes before and after.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, number: usize) -> &mut Self {
        self.bytes(&(number as u64).to_le_bytes())
    }

    /// Adds another fingerprint.
    pub(crate) fn fingerprint(&mut self, fingerprint: Fingerprint) -> &mut Self {
        self.bytes(fingerprint.as_bytes())
    }

    /// The fingerprint of all that was added.
    #[must_use]
    pub(crate) fn finish(&self) -> Fingerprint {
        let mut half = [0; 16];
        half.copy_from_slice(&self.0.finalize().as_bytes()[..16]);
        Fingerprint(half)
    }
}
