//! The French numbering plan, as far as dialling from abroad needs it.
//!
//! Source: Arcep, décision n° 2018-0881 du 24 juillet 2018 modifiée (annexe 1,
//! plan national de numérotation). Numbers of overseas look like the others
//! (`06 39…`, `05 90…`) but are reached from abroad under the code of their
//! territory, not under +33:
//!
//! | numbers | territory | code |
//! |---|---|---|
//! | 0262 0263 0268 0269, 0639 0692 0693, 09478 09479 | Réunion, Mayotte | +262 |
//! | 0590 05987, 0690 0691, 09475 | Guadeloupe, Saint-Martin, Saint-Barthélemy | +590 |
//! | 0594 05988, 0694, 09476 | Guyane | +594 |
//! | 0596 05989, 0696 0697, 09477 | Martinique | +596 |
//! | 0508, 0708 | Saint-Pierre-et-Miquelon | +508 |
//!
//! `06 39 98` is not in Mayotte: with `01 99 00`, `02 61 91`, `03 53 01`, `04 65 71`
//! and `05 36 49`, the plan keeps it for fiction, and examples use it. `0695`, `0698` and `0699` are metropolitan. `0709` and `0976` are shared out
//! between territories by smaller blocks, so they must be written with a code.
//! New Caledonia (+687), Polynesia (+689), Wallis and Futuna (+681) have plans
//! of their own: their numbers are taken with their `+`, like foreign ones.
//!
//! Nothing here reads what a person typed: only digits come in.

use std::ops::RangeInclusive;

/// Where a French number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Territory {
    /// Under this international code.
    Known(&'static str),
    /// In a block that several territories share.
    Shared,
}

/// The territory of the nine digits that follow the zero.
pub(super) fn territory(national: &str) -> Territory {
    const OVERSEAS: [(&str, &[&str]); 5] = [
        ("262", &["262", "263", "268", "269", "639", "692", "693", "9478", "9479"]),
        ("590", &["590", "5987", "690", "691", "9475"]),
        ("594", &["594", "5988", "694", "9476"]),
        ("596", &["596", "5989", "696", "697", "9477"]),
        ("508", &["508", "708"]),
    ];
    const FICTION: &str = "63998";
    if ["709", "976"].iter().any(|block| national.starts_with(block)) {
        return Territory::Shared;
    }
    if national.starts_with(FICTION) {
        return Territory::Known("33");
    }
    let overseas = OVERSEAS.iter().find(|(_, blocks)| blocks.iter().any(|block| national.starts_with(block)));
    Territory::Known(overseas.map_or("33", |(code, _)| code))
}

/// What follows the code abroad: landlines of Saint-Pierre drop the `508` that their code repeats.
pub(super) fn subscriber<'a>(code: &str, national: &'a str) -> &'a str {
    match code {
        "508" => national.strip_prefix("508").unwrap_or(national),
        _ => national,
    }
}

/// The code of the French plan that international digits start with.
pub(super) fn french_code(digits: &str) -> Option<&'static str> {
    ["33", "262", "590", "594", "596", "508"].into_iter().find(|code| digits.starts_with(code))
}

/// The ten digits dialled within France, for a number whose code follows from them.
pub(super) fn national(international: &str) -> Option<String> {
    let code = french_code(international)?;
    let rest = &international[code.len()..];
    let digits = if code == "508" && rest.len() == 6 { format!("508{rest}") } else { rest.to_owned() };
    (territory(&digits) == Territory::Known(code)).then(|| format!("0{digits}"))
}

/// Numbers of two to six digits that the plan gives to services: emergencies,
/// `10xx` and `3xxx` of operators and administrations, `116 xxx` of European
/// social services, `118 xxx` of directories.
pub(super) fn is_short(digits: &str) -> bool {
    const SERVICES: [&str; 10] = ["15", "17", "18", "112", "114", "115", "119", "191", "196", "197"];
    match digits.len() {
        4 => digits.starts_with('3') || digits.starts_with("10"),
        6 => digits.starts_with("116") || digits.starts_with("118"),
        _ => SERVICES.contains(&digits),
    }
}

/// Short numbers as people say them: `36 46`, `116 117`.
pub(super) fn short_groups(digits: &str) -> Vec<&str> {
    match digits.len() {
        4 => vec![&digits[..2], &digits[2..]],
        6 => vec![&digits[..3], &digits[3..]],
        _ => vec![digits],
    }
}

/// How many digits an international number has, its code included: at most
/// fifteen (E.164); fewer than seven reach nobody. North America has eleven,
/// and the French territories with plans of their own have few.
pub(super) fn foreign_lengths(digits: &str) -> RangeInclusive<usize> {
    match digits.get(..3) {
        Some("687" | "681") => 9..=9,
        Some("689") => 11..=11,
        _ if digits.starts_with('1') => 11..=11,
        _ => 7..=15,
    }
}

/// The length of the country code that international digits start with (ITU-T E.164).
pub(super) fn code_length(digits: &str) -> usize {
    const OF_TWO: [&str; 44] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
        "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    match digits.get(..2) {
        Some(two) if two.starts_with(['1', '7']) => 1,
        Some(two) if OF_TWO.contains(&two) => 2,
        _ => 3.min(digits.len()),
    }
}
