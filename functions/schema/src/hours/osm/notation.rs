//! How OSM hours are written, before their grammar: their words, their
//! separators, their comments.

use std::ops::Range;

/// Words that only OSM writes. `Sa` and `Mar` are also French, `24/7` anybody's.
const OSM_WORDS: [&str; 29] = [
    "Mo", "Tu", "We", "Th", "Fr", "Su", "PH", "SH", "Jan", "Feb", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
    "Nov", "Dec", "off", "closed", "open", "unknown", "week", "easter", "sunrise", "sunset", "dawn", "dusk",
];

/// Whether the words are OSM's own, in OSM's own capitals. `Mar 9:00-12:00`
/// alone is a Tuesday in French and all of March in OSM, and `Sa` alone is a
/// Saturday without hours or with all of them: both are left to French.
pub(in super::super) fn is_osm(text: &str) -> bool {
    // Open, but when? In French as well, that is a fault.
    if text.trim() == "open" {
        return false;
    }
    let mut has_own_word = false;
    let mut has_march = false;
    let words = outside_comments(text)
        .flat_map(|part| part.split(|letter: char| !letter.is_alphabetic()))
        .filter(|word| !word.is_empty());
    for word in words {
        let is_own = OSM_WORDS.contains(&word);
        if !is_own && !matches!(word, "Sa" | "Mar" | "day" | "days") {
            return false;
        }
        has_own_word |= is_own;
        has_march |= word == "Mar";
    }
    has_own_word || (!has_march && (has_digit(text) || text.contains('"')))
}

/// Where each rule is written: between separators outside comments.
pub(super) fn rule_places(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut start = 0;
    let mut in_comment = false;
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        let next = bytes.get(index + 1);
        match byte {
            b'"' => in_comment = !in_comment,
            b';' if !in_comment => {
                places.push(start..index);
                start = index + 1;
            }
            b'|' if !in_comment && next == Some(&b'|') => {
                places.push(start..index);
                start = index + 2;
            }
            // A comma and a space separate rules unless only times follow.
            b',' if !in_comment && next == Some(&b' ') && starts_rule(&text[index + 2..]) => {
                places.push(start..index);
                start = index + 2;
            }
            _ => {}
        }
    }
    places.push(start..text.len());
    places
}

fn starts_rule(rest: &str) -> bool {
    rest.trim_start().starts_with(|first: char| first.is_alphabetic() || first == '"')
}

fn outside_comments(written: &str) -> impl Iterator<Item = &str> {
    written.split('"').step_by(2)
}

pub(super) fn says_open(written: &str) -> bool {
    outside_comments(written).any(|part| part.contains("open"))
}

pub(super) fn has_digit(written: &str) -> bool {
    outside_comments(written).any(|part| part.contains(|letter: char| letter.is_ascii_digit()))
}

pub(super) fn is_holiday_beside_days(written: &str) -> bool {
    let words: Vec<&str> = outside_comments(written).flat_map(str::split_whitespace).collect();
    words.windows(2).any(|pair| {
        let (left, right) = (pair[0].trim_end_matches(','), pair[1]);
        !pair[0].ends_with(',')
            && ((left.ends_with("PH") && starts_with_day(right))
                || (right.starts_with("PH") && starts_with_day(last_day(left))))
    })
}

/// `"été": Mo-Fr 09:00-12:00`: only a person knows when that holds.
pub(super) fn has_comment_as_selector(written: &str) -> bool {
    let mut parts = written.trim().splitn(3, '"');
    parts.next() == Some("") && parts.nth(1).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

fn last_day(word: &str) -> &str {
    word.rsplit([',', '-']).next().unwrap_or(word)
}

fn starts_with_day(word: &str) -> bool {
    ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].iter().any(|day| word.starts_with(day))
}
