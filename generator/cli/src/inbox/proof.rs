//! What is known of who sent a request, in words.

use desk::code::Proof;
use schema::words::Language;

/// What people call it.
pub(crate) const fn words(proof: Proof, language: Language) -> &'static str {
    match (proof, language) {
        (Proof::None, Language::French) => "sans code, à rappeler",
        (Proof::None, Language::English) => "no code, call back",
        (Proof::Code, Language::French) => "code juste",
        (Proof::Code, Language::English) => "right code",
        (Proof::WrongCode, Language::French) => "code faux, à rappeler",
        (Proof::WrongCode, Language::English) => "wrong code, call back",
        (Proof::ExpiredCode, Language::French) => "code périmé, à rappeler",
        (Proof::ExpiredCode, Language::English) => "expired code, call back",
        (Proof::SpentCode, Language::French) => "code déjà utilisé, à rappeler",
        (Proof::SpentCode, Language::English) => "spent code, call back",
    }
}

/// The name it has in commands and in JSON.
pub(crate) const fn code(proof: Proof) -> &'static str {
    match proof {
        Proof::None => "none",
        Proof::Code => "code",
        Proof::WrongCode => "wrong-code",
        Proof::ExpiredCode => "expired-code",
        Proof::SpentCode => "spent-code",
    }
}
