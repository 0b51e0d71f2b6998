//! The code that is posted, or handed over, to the published address of a page.
//!
//! Who can type it has the letter in hand. It serves once, for one page, for
//! sixty days, and dies after five wrong tries. A wrong code refuses nothing: the
//! request is recorded as one without proof, and staff call back.
//!
//! Architecture invariant: the code itself is in the letter and nowhere else.

use jiff::{SignedDuration, Timestamp};
use schema::words::Language;
use serde::{Deserialize, Serialize};

use crate::key::{Digest, Key, Purpose};
use crate::random;
use crate::reference::ALPHABET;
use crate::unavailable::Unavailable;

/// How many wrong tries a code survives.
pub const TRIES: u32 = 5;
const LIFE: SignedDuration = SignedDuration::from_hours(60 * 24);
const SIGNS: usize = 8;

/// What the store keeps of a posted code. A page has one at most: a new letter
/// replaces the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The page whose address it was sent to.
    pub page: String,
    /// The code, digested with its page.
    pub digest: Digest,
    /// From then on it proves nothing.
    pub expires_at: Timestamp,
    /// Wrong tries so far.
    pub tries: u32,
    /// Whether it has served.
    pub used: bool,
}

/// What a code says of who sent a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// No code was given: staff call the published number.
    None,
    /// The code of the letter was given.
    Code,
    /// Another code was given, or there was no letter.
    WrongCode,
    /// The right page, too late.
    ExpiredCode,
    /// A code that has served.
    #[serde(alias = "spent-code")]
    UsedCode,
    /// A code that was tried wrongly too often: it has died.
    TriedCode,
}

impl Posted {
    /// A new code: its text for the letter, and what is kept of it.
    pub(crate) fn new(page: &str, key: &Key, now: Timestamp) -> Result<(String, Self), Unavailable> {
        let signs = random::signs::<SIGNS>(ALPHABET)?.map(char::from);
        let plain: String = signs.iter().collect();
        let letter = format!("{}-{}", &plain[..4], &plain[4..]);
        let posted = Self {
            page: page.to_owned(),
            digest: digest(key, page, &plain),
            expires_at: now + LIFE,
            tries: 0,
            used: false,
        };
        Ok((letter, posted))
    }

    /// What a typed code proves; what it changes here is to be kept.
    pub fn judge(&mut self, typed: Digest, now: Timestamp) -> Proof {
        if self.used {
            return Proof::UsedCode;
        }
        if self.tries >= TRIES {
            return Proof::TriedCode;
        }
        if now >= self.expires_at {
            return Proof::ExpiredCode;
        }
        if self.digest == typed {
            self.used = true;
            return Proof::Code;
        }
        self.tries += 1;
        Proof::WrongCode
    }
}

/// The digest of a code as somebody typed it for a page; none when nothing was typed.
pub(crate) fn typed(key: &Key, page: &str, text: &str) -> Option<Digest> {
    let plain: String =
        text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase).take(64).collect();
    (!plain.is_empty()).then(|| digest(key, page, &plain))
}

fn digest(key: &Key, page: &str, plain: &str) -> Digest {
    key.digest(Purpose::Code, &[page.as_bytes(), plain.as_bytes()])
}

impl Proof {
    /// Every one, in the order it is offered.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Code, Self::WrongCode, Self::ExpiredCode, Self::UsedCode, Self::TriedCode];

    /// The name it has in commands and in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Code => "code",
            Self::WrongCode => "wrong-code",
            Self::ExpiredCode => "expired-code",
            Self::UsedCode => "used-code",
            Self::TriedCode => "tried-code",
        }
    }

    /// What staff call it, and what it asks of them.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::None, Language::French) => "sans code, à rappeler",
            (Self::None, Language::English) => "no code, call back",
            (Self::Code, Language::French) => "code juste",
            (Self::Code, Language::English) => "right code",
            (Self::WrongCode, Language::French) => "code faux, à rappeler",
            (Self::WrongCode, Language::English) => "wrong code, call back",
            (Self::ExpiredCode, Language::French) => "code périmé, à rappeler",
            (Self::ExpiredCode, Language::English) => "expired code, call back",
            (Self::UsedCode, Language::French) => "code déjà utilisé, à rappeler",
            (Self::UsedCode, Language::English) => "used code, call back",
            (Self::TriedCode, Language::French) => "code essayé trop souvent, à rappeler",
            (Self::TriedCode, Language::English) => "code tried too often, call back",
        }
    }
}
