//! What opens a request to the person who sent it.
//!
//! The secret travels in the tracking link and nowhere else; only its hash is
//! kept. Whoever sends the same thing again gets the same link back: for that,
//! and for as long as that lasts, the secret is kept masked under the desk's key.
//!
//! Architecture invariant: a secret has no `Display`; it is written only into a
//! link.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::key::{Digest, Key, Purpose};
use crate::random;
use crate::reference::Reference;
use crate::unavailable::Unavailable;

const BYTES: usize = 20;

/// 160 bits of chance.
#[derive(Clone)]
pub struct Secret([u8; BYTES]);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// What is kept of a secret: enough to know it again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SecretHash([u8; 32]);

/// A secret as it is kept for those who send the same thing again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masked(pub [u8; BYTES]);

impl Secret {
    pub(crate) fn new() -> Result<Self, Unavailable> {
        random::bytes().map(Self)
    }

    /// The secret that a digest under the desk's key makes.
    pub(crate) fn from_digest(digest: &Digest) -> Self {
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(&digest.as_bytes()[..BYTES]);
        Self(bytes)
    }

    /// The secret in a link: 32 letters and digits.
    pub(crate) fn to_link(&self) -> String {
        let mut text = String::with_capacity(BYTES * 8 / 5);
        for group in self.0.chunks_exact(5) {
            let bits = group.iter().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
            text.extend((0..8).rev().map(|place| char::from(SIGNS[(bits >> (place * 5) & 31) as usize])));
        }
        text
    }

    /// The secret that a link holds.
    pub(crate) fn from_link(text: &str) -> Option<Self> {
        let signs = text.as_bytes();
        if signs.len() != BYTES * 8 / 5 {
            return None;
        }
        let mut bytes = [0; BYTES];
        for (group, signs) in bytes.chunks_exact_mut(5).zip(signs.chunks_exact(8)) {
            let mut bits = 0_u64;
            for sign in signs {
                let rank = SIGNS.iter().position(|known| known == sign)?;
                bits = bits << 5 | rank as u64;
            }
            group.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Some(Self(bytes))
    }

    pub(crate) fn hash(&self) -> SecretHash {
        SecretHash(*blake3::hash(&self.0).as_bytes())
    }

    pub(crate) fn masked(&self, key: &Key, reference: &Reference) -> Masked {
        Masked(mask(self.0, key, reference))
    }

    pub(crate) fn unmasked(masked: Masked, key: &Key, reference: &Reference) -> Self {
        Self(mask(masked.0, key, reference))
    }
}

impl SecretHash {
    /// Whether this is the hash of the secret. The time it takes tells nothing.
    pub(crate) fn is_of(self, secret: &Secret) -> bool {
        blake3::Hash::from_bytes(self.0) == blake3::hash(&secret.0)
    }
}

/// Every reference is used once, so that no mask covers two secrets.
fn mask(mut bytes: [u8; BYTES], key: &Key, reference: &Reference) -> [u8; BYTES] {
    let mask = key.digest(Purpose::Mask, &[reference.as_str().as_bytes()]);
    for (byte, mask) in bytes.iter_mut().zip(mask.as_bytes()) {
        *byte ^= mask;
    }
    bytes
}

const SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
