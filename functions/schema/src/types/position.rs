//! A point on the map, by latitude and longitude.
//!
//! `48.820831, 2.301504` as maps give it, or `48,8208 ; 2,3015` as French
//! writes decimals. Where commas alone could be either the mark or the
//! separator (`48,2`, `48,8208,2,3015`) that is a fault, never a guess.
//! Decimals beyond the sixth (eleven centimetres) are rounded.
//!
//! No degrees and minutes, no other coordinate system, no search of an address.

use super::kept::{kept_as_text, told_as_error};
use super::reading::{flat, is_dash, quote};
use crate::words::{Language, Told};

/// A point, kept in millionths of a degree so that equal points are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    latitude: i32,
    longitude: i32,
}

const DEGREE: i32 = 1_000_000;

impl Position {
    /// Reads a point as a person pasted or wrote it.
    ///
    /// # Errors
    /// The text is not a latitude and a longitude, or not one of the Earth.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = flat(text);
        let bare = text.strip_prefix("geo:").unwrap_or(&text);
        if bare.is_empty() {
            return Err(Problem::Empty);
        }
        let not_a_position = || Problem::NotAPosition { written: quote(&text) };
        let (latitude, longitude) = halves(bare).ok_or_else(not_a_position)?;
        let latitude = millionths(latitude).ok_or_else(not_a_position)?;
        let longitude = millionths(longitude).ok_or_else(not_a_position)?;
        if latitude.abs() > i64::from(90 * DEGREE) {
            return Err(Problem::Latitude { written: quote(&text) });
        }
        if longitude.abs() > i64::from(180 * DEGREE) {
            return Err(Problem::Longitude { written: quote(&text) });
        }
        let fits = |millionths: i64| i32::try_from(millionths).map_err(|_| not_a_position());
        Ok(Self { latitude: fits(latitude)?, longitude: fits(longitude)? })
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / f64::from(DEGREE)
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / f64::from(DEGREE)
    }

    /// The link that opens a map on a telephone: `geo:48.8208,2.3015`.
    #[must_use]
    pub fn geo_uri(&self) -> String {
        format!("geo:{},{}", degrees(self.latitude), degrees(self.longitude))
    }

    /// The point as front matter and the form control hold it: `48.8208, 2.3015`.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}, {}", degrees(self.latitude), degrees(self.longitude))
    }

    /// What a reader reads, in the one form that every map takes.
    #[must_use]
    pub fn words(&self, _language: Language) -> String {
        self.to_text()
    }
}

kept_as_text!(Position, Position::parse);

/// The two numbers, when there is only one way to part them.
fn halves(text: &str) -> Option<(&str, &str)> {
    let parted = |separator: &str| {
        let (first, second) = text.split_once(separator)?;
        (!second.contains(separator)).then(|| (first.trim(), second.trim()))
    };
    if text.contains(';') {
        return parted(";");
    }
    match (text.contains('.'), text.contains(", ")) {
        (_, true) => parted(", "),
        (true, false) if text.contains(',') => parted(","),
        (true | false, false) => parted(" "),
    }
}

/// The number in millionths, rounded half away from zero.
fn millionths(text: &str) -> Option<i64> {
    let (negative, unsigned) = match text.chars().next()? {
        '+' => (false, &text[1..]),
        c if is_dash(c) => (true, &text[c.len_utf8()..]),
        _ => (false, text),
    };
    let (whole, decimals) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, "0"));
    let are_digits = |digits: &str| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    if !are_digits(whole) || !are_digits(decimals) || whole.len() > 3 || decimals.len() > 20 {
        return None;
    }
    let kept: i64 = format!("{decimals:0<6}")[..6].parse().ok()?;
    let rounding = i64::from(decimals.as_bytes().get(6).is_some_and(|digit| *digit >= b'5'));
    let millionths = whole.parse::<i64>().ok()? * i64::from(DEGREE) + kept + rounding;
    Some(if negative { -millionths } else { millionths })
}

fn degrees(millionths: i32) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, rest) = (millionths.abs() / DEGREE, millionths.abs() % DEGREE);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:06}").trim_end_matches('0'))
}

/// Why a point is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written.
    Empty,
    /// Something else than two numbers that can be told apart.
    NotAPosition {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// Beyond a pole.
    Latitude {
        /// What was written, ready to be quoted.
        written: String,
    },
    /// Beyond the antimeridian.
    Longitude {
        /// What was written, ready to be quoted.
        written: String,
    },
}

impl Problem {
    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.told_in_french(),
            Language::English => self.told_in_english(),
        }
    }

    fn told_in_french(&self) -> Told {
        match self {
            Self::Empty => Told::with_hint("il manque une position", "écrivez par exemple 48.8208, 2.3015"),
            Self::NotAPosition { written } => Told::with_hint(
                format!("«\u{a0}{written}\u{a0}» n’est pas une latitude et une longitude"),
                "écrivez deux nombres à point décimal, séparés par une virgule, par exemple 48.8208, 2.3015",
            ),
            Self::Latitude { written } => Told::with_hint(
                format!("la latitude de «\u{a0}{written}\u{a0}» dépasse 90\u{a0}degrés"),
                "écrivez la latitude, puis la longitude, par exemple 48.8208, 2.3015",
            ),
            Self::Longitude { written } => Told::with_hint(
                format!("la longitude de «\u{a0}{written}\u{a0}» dépasse 180\u{a0}degrés"),
                "écrivez la latitude, puis la longitude, par exemple 48.8208, 2.3015",
            ),
        }
    }

    fn told_in_english(&self) -> Told {
        match self {
            Self::Empty => Told::with_hint("there is no position", "write for example 48.8208, 2.3015"),
            Self::NotAPosition { written } => Told::with_hint(
                format!("“{written}” is not a latitude and a longitude"),
                "write two numbers with decimal points, parted by a comma, such as 48.8208, 2.3015",
            ),
            Self::Latitude { written } => Told::with_hint(
                format!("the latitude of “{written}” is beyond 90 degrees"),
                "write the latitude, then the longitude, such as 48.8208, 2.3015",
            ),
            Self::Longitude { written } => Told::with_hint(
                format!("the longitude of “{written}” is beyond 180 degrees"),
                "write the latitude, then the longitude, such as 48.8208, 2.3015",
            ),
        }
    }

    /// The name of the problem, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "position-empty",
            Self::NotAPosition { .. } => "position-not-a-position",
            Self::Latitude { .. } => "position-latitude",
            Self::Longitude { .. } => "position-longitude",
        }
    }
}

told_as_error!(Problem);

#[cfg(test)]
mod tests;
