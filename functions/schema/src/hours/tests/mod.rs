//! What hours are held to: what is understood, what is refused, what is said,
//! and what is open when.

mod dates;
mod evaluation;
mod faults;
mod french;
mod oracle;
mod osm;
mod properties;
mod refused;
mod words;

use super::Hours;

fn hours(text: &str) -> Hours {
    Hours::parse(text).unwrap_or_else(|problems| panic!("`{text}`: {problems:?}"))
}

/// Every text is understood as its OSM string, and that string as itself.
fn check_understood(cases: &[(&str, &str)]) {
    let mut failures = Vec::new();
    for &(text, osm) in cases {
        match Hours::parse(text) {
            Ok(hours) if hours.osm() == osm => {
                let again = Hours::parse(hours.osm());
                if again.as_ref().map(Hours::osm) != Ok(osm) {
                    failures.push(format!("`{osm}` read again: {again:?}"));
                }
            }
            Ok(hours) => failures.push(format!("`{text}` is `{}`, not `{osm}`", hours.osm())),
            Err(problems) => failures.push(format!("`{text}`: {problems:?}")),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Every text is refused, with these codes for these pieces and no other.
fn check_refused(cases: &[(&str, &[(&str, &str)])]) {
    let mut failures = Vec::new();
    for &(text, expected) in cases {
        match Hours::parse(text) {
            Ok(hours) => failures.push(format!("`{text}` was understood as `{}`", hours.osm())),
            Err(problems) => {
                let told: Vec<(&str, &str)> =
                    problems.iter().map(|problem| (problem.code(), &text[problem.range()])).collect();
                if told != expected {
                    failures.push(format!("`{text}`: {told:?}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
