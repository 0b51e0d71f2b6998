//! A postal address in France: where the post goes, and where people go.
//!
//! `25, rue Béranger - 92240 MALAKOFF (près de la Mairie)` is the line `25 rue
//! Béranger`, the town `92240 Malakoff` and the complement `près de la Mairie`.
//! A date in the name of a street (`avenue du 12 février 1934`) stays there.
//! Without a postcode the field's options say the town; a piece that could
//! then be a town or a complement is a fault, not a guess.
//!
//! No street register and no map is consulted here.

use serde::Deserialize;

use super::kept::kept_as_text;
use super::reading::{flat, plain_lower, quote};
use crate::words::Language;

mod pieces;
mod problem;
mod street;

pub use problem::Problem;

/// Where something is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    line: String,
    complement: Option<String>,
    postcode: String,
    town: String,
}

/// What a declaration fills in: the town of those who do not write it.
#[derive(Clone, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The postcode of an address that has none.
    pub postcode: Option<String>,
    /// The town of an address that has none.
    pub town: Option<String>,
}

/// Longer than any address that fits on an envelope.
const LONGEST: usize = 200;

impl Address {
    /// Reads an address as a person wrote it, on one line or several.
    ///
    /// # Errors
    /// The text is not one address with its street and its town.
    pub fn parse(text: &str, options: &Options) -> Result<Self, Problem> {
        let address = read(text, options)?;
        // What cannot be written back was not understood, whatever it is.
        match read(&address.to_text(), &Options::default()) {
            Ok(again) if again == address => Ok(address),
            _ => Err(Problem::NotAnAddress { written: quote(text) }),
        }
    }

    /// Number and street.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.line
    }

    /// What helps to find the door.
    #[must_use]
    pub fn complement(&self) -> Option<&str> {
        self.complement.as_deref()
    }

    /// The five digits before the town.
    #[must_use]
    pub fn postcode(&self) -> &str {
        &self.postcode
    }

    /// The town, in ordinary capitals.
    #[must_use]
    pub fn town(&self) -> &str {
        &self.town
    }

    /// The address as front matter and the form control hold it: `25 rue
    /// Béranger, 92240 Malakoff (près de la Mairie)`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Self { line, complement, postcode, town } = self;
        match complement {
            Some(complement) => format!("{line}, {postcode} {town} ({complement})"),
            None => format!("{line}, {postcode} {town}"),
        }
    }

    /// What a reader reads: the same in every language.
    #[must_use]
    pub fn words(&self, _language: Language) -> String {
        let Self { line, complement, postcode, town } = self;
        match complement {
            Some(complement) => format!("{line}, {postcode}\u{a0}{town} ({complement})"),
            None => format!("{line}, {postcode}\u{a0}{town}"),
        }
    }
}

kept_as_text!(Address, |text| Address::parse(text, &Options::default()));

fn read(text: &str, options: &Options) -> Result<Address, Problem> {
    let lines: Vec<String> = text.lines().map(flat).filter(|line| !line.is_empty()).collect();
    let text = lines.join(", ");
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    let length = text.chars().count();
    if length > LONGEST {
        return Err(Problem::TooLong { max: LONGEST, length });
    }
    if text.contains(char::is_control) {
        return Err(Problem::NotAnAddress { written: quote(&text) });
    }
    let (outside, mut complements) = pieces::without_parentheses(&text)?;
    let (before_town, town) = match pieces::town(&outside)? {
        Some((before, postcode, town)) => (before, Some((postcode, town))),
        None => (outside.as_str(), None),
    };
    let mut segments = pieces::segments(before_town);
    let (postcode, town) = match town {
        Some((postcode, town)) => (postcode, street::ordinary_case(&town)),
        None => default_town(&mut segments, options, &text)?,
    };
    if segments.iter().any(|segment| !segment.contains(char::is_alphabetic)) {
        return Err(Problem::NoStreet { written: quote(&text) });
    }
    let line = pieces::line(&segments).ok_or_else(|| Problem::NoStreet { written: quote(&text) })?;
    let line = segments.remove(line);
    segments.append(&mut complements);
    let complement = (!segments.is_empty()).then(|| segments.join(", "));
    Ok(Address { line: street::tidied(&line), complement, postcode, town })
}

/// The town of the options, when nothing written could be another one.
fn default_town(segments: &mut Vec<String>, options: &Options, text: &str) -> Result<(String, String), Problem> {
    let (Some(postcode), Some(town)) = (&options.postcode, &options.town) else {
        return Err(Problem::NoTown { written: quote(text) });
    };
    if segments.len() > 1 && segments.last().is_some_and(|last| plain_lower(last) == plain_lower(town)) {
        segments.pop();
    }
    if pieces::has_five_digits(segments) {
        return Err(Problem::NoTown { written: quote(text) });
    }
    let Some(line) = pieces::line(segments) else {
        return Err(Problem::NoStreet { written: quote(text) });
    };
    // A town never comes before its street.
    match segments[line + 1..].iter().find(|segment| !pieces::is_complement(segment)) {
        Some(piece) => Err(Problem::TownOrComplement { piece: quote(piece), postcode: postcode.clone() }),
        None if !street::is_street(&segments[line]) => Err(Problem::NoStreet { written: quote(text) }),
        None => Ok((postcode.clone(), town.clone())),
    }
}

#[cfg(test)]
mod tests;
