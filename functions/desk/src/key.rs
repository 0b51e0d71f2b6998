//! The desk's own key, and what is made with it.
//!
//! The store keeps digests that mean nothing without the key: a stolen copy of
//! the store tells neither the posted codes, nor the networks, nor the answers.
//! Losing the key kills the posted codes and the links of merchants and pick-up
//! points that are out, and forgets which sending repeats which; requests and
//! tracking links live on.
//!
//! Architecture invariant: the key never enters the store, a log or an answer.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// A key of 256 bits, kept beside the store and never in it.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key(…)")
    }
}

/// A digest under the key, the only form in which the store sees what it names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 32]);

impl fmt::Debug for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Digest(…)")
    }
}

impl Digest {
    /// The bytes that a store keeps.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The digest that a store kept.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// What a digest is of: two purposes never give the same one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// The key that a sender chose for a sending.
    Identity,
    /// The same content from the same network.
    Likeness,
    /// What was sent.
    Content,
    /// A network, for one day.
    Network,
    /// A code that was posted.
    Code,
    /// The code by which another household comes to a place.
    Household,
    /// The link of a merchant's list, or of a pick-up point's sheet.
    Sheet,
    /// The mask over a secret that a repeated sending gets back.
    Mask,
    /// A puzzle that the desk hands out.
    Challenge,
    /// A puzzle whose solution has served.
    Proof,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::Identity => "parvis desk 1: identity",
            Self::Likeness => "parvis desk 1: likeness",
            Self::Content => "parvis desk 1: content",
            Self::Network => "parvis desk 1: network",
            Self::Code => "parvis desk 1: code",
            Self::Household => "parvis desk 1: household",
            Self::Sheet => "parvis desk 1: sheet",
            Self::Mask => "parvis desk 1: mask",
            Self::Challenge => "parvis desk 1: challenge",
            Self::Proof => "parvis desk 1: proof",
        }
    }
}

impl Key {
    /// The key that these bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key as a secret of the environment holds it: 64 digits of hexadecimal, or
    /// 32 bytes in base64.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('=');
        let bits = match text.len() {
            64 => 4,
            43 => 6,
            _ => return None,
        };
        let (mut bytes, mut held, mut count) = (Vec::new(), 0_u32, 0);
        for sign in text.bytes() {
            held = held << bits | digit(sign, bits)?;
            count += bits;
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from(held >> count & 0xff).ok()?);
            }
        }
        bytes.try_into().ok().map(Self)
    }

    /// The key in this file, made by chance the first time.
    ///
    /// # Errors
    ///
    /// When the file can't be read or made, or holds something else.
    pub fn open(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => bytes
                .try_into()
                .map(Self)
                .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "this file does not hold a key")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::create(path),
            Err(error) => Err(error),
        }
    }

    /// Writes the key whole beside its place, then links it there: of two
    /// processes that start at once, the second reads the key of the first.
    fn create(path: &Path) -> io::Result<Self> {
        let chance = |problem: crate::unavailable::Unavailable| io::Error::other(problem);
        let beside =
            path.with_extension(format!("new-{}", u64::from_le_bytes(crate::random::bytes().map_err(chance)?)));
        let key = Self(crate::random::bytes().map_err(chance)?);
        let mut file = private(&beside)?;
        file.write_all(&key.0)?;
        file.sync_all()?;
        let linked = fs::hard_link(&beside, path);
        fs::remove_file(&beside)?;
        match linked {
            Ok(()) => Ok(key),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Self::open(path),
            Err(error) => Err(error),
        }
    }

    /// The digest of these parts, kept apart by their lengths.
    pub(crate) fn digest(&self, purpose: Purpose, parts: &[&[u8]]) -> Digest {
        let key = blake3::derive_key(purpose.name(), &self.0);
        let mut hasher = blake3::Hasher::new_keyed(&key);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Digest(*hasher.finalize().as_bytes())
    }
}

/// What a sign stands for, in hexadecimal or in base64 (either alphabet).
fn digit(sign: u8, bits: u32) -> Option<u32> {
    if bits == 4 {
        return char::from(sign).to_digit(16);
    }
    let value = match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(unix)]
fn private(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<fs::File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_key_of_the_environment_is_read_in_both_ways() {
        let hexadecimal = "00010203".repeat(8);
        let base64 = "AAECAwABAgMAAQIDAAECAwABAgMAAQIDAAECAwABAgM=";
        for text in [hexadecimal.as_str(), base64, base64.trim_end_matches('=')] {
            assert_eq!(
                Key::from_text(text).map(|key| key.0),
                Some([0, 1, 2, 3].repeat(8).try_into().unwrap()),
                "{text}"
            );
        }
        for text in ["", "0001", &"g".repeat(64), &"é".repeat(32), &"!".repeat(43)] {
            assert!(Key::from_text(text).is_none(), "{text}");
        }
    }
}
