//! The proof of work: a puzzle that costs a browser a moment, and whoever sends
//! by the thousand a good deal more.
//!
//! The desk keeps nothing of a puzzle that it hands out: what it says is signed
//! by the desk's key. Its solution serves once, which the store sees to.
//!
//! Architecture invariant: a proof is never asked for. Without one, or with a bad
//! one, a form is taken as if there were no such thing.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::key::{Digest, Key, Purpose};
use crate::random;
use crate::settings::Limits;
use crate::store::Spent;
use crate::unavailable::Unavailable;

/// A puzzle: a text to which a number is to be added, after a stop, such that
/// the SHA-256 of the whole begins with so many zero bits.
#[derive(Clone, Debug)]
pub(crate) struct Challenge {
    pub(crate) text: String,
    pub(crate) bits: u32,
    pub(crate) expires_at: Timestamp,
}

const NONCE: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// No solution of ours is longer; what is longer is not looked at.
const LONGEST: usize = 200;

impl Challenge {
    /// A new puzzle; none when the settings ask for no work.
    pub(crate) fn new(key: &Key, limits: Limits, now: Timestamp) -> Result<Option<Self>, Unavailable> {
        let bits = limits.proof_bits();
        if bits == 0 {
            return Ok(None);
        }
        let expires_at = now + limits.proof_life();
        let nonce = random::signs::<24>(NONCE)?.map(char::from).iter().collect::<String>();
        let said = format!("{}.{bits}.{nonce}", expires_at.as_second());
        let text = format!("{said}.{}", seal(key, &said).to_hex());
        Ok(Some(Self { text, bits, expires_at }))
    }
}

/// What a solution spends, when it is one: of a puzzle of this desk, in time.
pub(crate) fn solved(key: &Key, typed: &str, now: Timestamp) -> Option<Spent> {
    if typed.len() > LONGEST {
        return None;
    }
    let (challenge, _number) = typed.rsplit_once('.')?;
    let (said, sealed) = challenge.rsplit_once('.')?;
    // Compared in a time that tells nothing.
    if blake3::Hash::from_hex(sealed).ok()? != seal(key, said) {
        return None;
    }
    let mut parts = said.split('.');
    let expires_at = Timestamp::from_second(parts.next()?.parse().ok()?).ok()?;
    let bits: u32 = parts.next()?.parse().ok()?;
    let is_solved = expires_at > now && zero_bits(&Sha256::digest(typed)) >= bits;
    is_solved.then(|| Spent { digest: spent(key, said), expires_at })
}

fn seal(key: &Key, said: &str) -> blake3::Hash {
    blake3::Hash::from_bytes(*key.digest(Purpose::Challenge, &[said.as_bytes()]).as_bytes())
}

/// Other solutions of the same puzzle are the same proof.
fn spent(key: &Key, said: &str) -> Digest {
    key.digest(Purpose::Proof, &[said.as_bytes()])
}

fn zero_bits(bytes: &[u8]) -> u32 {
    let whole = bytes.iter().take_while(|byte| **byte == 0).count();
    let rest = bytes.get(whole).map_or(0, |byte| byte.leading_zeros());
    u32::try_from(whole * 8).unwrap_or(u32::MAX).saturating_add(rest)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{Challenge, solved};
    use crate::key::Key;
    use crate::settings::Limits;

    fn noon() -> Timestamp {
        "2026-11-23T11:00:00Z".parse().unwrap()
    }

    fn limits(bits: u32) -> Limits {
        Limits { proof_bits: bits, ..Limits::default() }
    }

    fn work(challenge: &Challenge, key: &Key) -> String {
        let tried = (0..).map(|number| format!("{}.{number}", challenge.text));
        tried.into_iter().find(|solution| solved(key, solution, noon()).is_some()).unwrap()
    }

    #[test]
    fn work_is_a_proof_in_time_for_the_desk_that_asked() {
        let key = Key::from_bytes([7; 32]);
        let challenge = Challenge::new(&key, limits(8), noon()).unwrap().unwrap();
        let solution = work(&challenge, &key);
        let last = challenge.expires_at - SignedDuration::from_secs(1);
        assert!(solved(&key, &solution, last).is_some());
        assert!(solved(&key, &solution, challenge.expires_at).is_none());
        assert!(solved(&Key::from_bytes([8; 32]), &solution, noon()).is_none());
    }

    #[test]
    fn an_easier_or_longer_puzzle_than_was_asked_is_none_of_ours() {
        let key = Key::from_bytes([7; 32]);
        let challenge = Challenge::new(&key, limits(8), noon()).unwrap().unwrap();
        let easier = challenge.text.replacen(".8.", ".0.", 1);
        let later = challenge.text.replacen('1', "2", 1);
        for forged in [easier, later, String::new(), ".".repeat(5), "1.2.3.4".to_owned(), "x".repeat(10_000)] {
            assert!(solved(&key, &format!("{forged}.1"), noon()).is_none(), "{forged}");
        }
    }

    #[test]
    fn two_solutions_of_one_puzzle_are_one_proof() {
        let key = Key::from_bytes([7; 32]);
        let challenge = Challenge::new(&key, limits(2), noon()).unwrap().unwrap();
        let found: Vec<_> = (0..200).filter_map(|n| solved(&key, &format!("{}.{n}", challenge.text), noon())).collect();
        assert!(found.len() > 10 && found.iter().all(|spent| spent.digest == found[0].digest));
    }

    #[test]
    fn a_town_may_ask_for_no_work() {
        assert!(Challenge::new(&Key::from_bytes([7; 32]), limits(0), noon()).unwrap().is_none());
    }
}
