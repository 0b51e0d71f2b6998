//! The moment a command works at: the machine's clock, or the one of `--at`.
//!
//! Architecture invariant: the clock itself is [`desk::clock`]'s; no other
//! module of the binary asks what time it is.

use desk::clock::Clock;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// The clock that `--at` asks for: RFC 3339, or a local time of the site's zone.
/// In the hour that autumn has twice, the first; past a skipped hour, after it.
pub(crate) fn clock(at: Option<&str>, zone: &TimeZone) -> Option<Clock> {
    let Some(text) = at.map(str::trim) else { return Some(Clock::System) };
    let moment = text.parse::<Timestamp>().ok().or_else(|| local(text, zone))?;
    Some(Clock::Frozen(moment))
}

fn local(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let local: civil::DateTime = text.parse().ok()?;
    zone.to_ambiguous_timestamp(local).compatible().ok()
}

/// The moment as scripts read it: `2027-08-15T22:00:00+02:00`.
pub(crate) fn rfc3339(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{clock, rfc3339};

    fn check(at: &str, expected: Option<&str>) {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let found = clock(Some(at), &zone).map(|clock| rfc3339(clock.now(), &zone));
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn a_local_time_is_the_sites() {
        check("2027-08-15T22:00", Some("2027-08-15T22:00:00+02:00"));
        check("2027-12-15 22:00", Some("2027-12-15T22:00:00+01:00"));
        check("2027-12-15", Some("2027-12-15T00:00:00+01:00"));
    }

    #[test]
    fn an_offset_is_obeyed() {
        check("2027-08-15T20:00:00Z", Some("2027-08-15T22:00:00+02:00"));
        check("2027-08-15T22:00:00+02:00", Some("2027-08-15T22:00:00+02:00"));
    }

    #[test]
    fn clock_changes_have_a_moment_too() {
        check("2027-10-31T02:30", Some("2027-10-31T02:30:00+02:00"));
        check("2027-03-28T02:30", Some("2027-03-28T03:30:00+02:00"));
    }

    #[test]
    fn anything_else_is_no_moment() {
        check("demain", None);
        check("2027-02-30", None);
    }
}
