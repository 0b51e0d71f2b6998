//! Claims about moments, above all those of clock changes.

use super::*;
use crate::types::claims::{holds_for_any_text, reads_back};

holds_for_any_text!(
    DateTime::parse,
    DateTime::parse,
    &[
        "2027-08-15",
        "15/08/2027",
        "31/10/2027",
        "28/03/2027",
        " ",
        "T",
        "20:30",
        "02:30",
        "20h30",
        " à ",
        "20 h",
        ":00",
        "Z",
        "+01:00",
        "+02:00",
        "-0330"
    ]
);

proptest::proptest! {
    #[test]
    fn every_minute_since_the_war_reads_back(minutes in -11_000_000_i64..40_000_000) {
        let moment = DateTime::from_timestamp(Timestamp::from_second(minutes * 60).unwrap()).unwrap();
        reads_back(&moment, &moment.to_text(), DateTime::parse);
        reads_back(&moment, &moment.rfc3339(), DateTime::parse);
        reads_back(&moment, &format!("{}Z", moment.timestamp().strftime("%Y-%m-%dT%H:%M")), DateTime::parse);
    }
}

fn instant(written: &str) -> Result<String, &'static str> {
    DateTime::parse(written).map(|moment| moment.timestamp().to_string()).map_err(|problem| problem.code())
}

#[test]
fn moments_are_read_as_people_write_them() {
    for written in [
        "2027-08-15 20:30",
        "2027-08-15T20:30",
        "2027-08-15T20:30:00",
        "15/08/2027 20h30",
        "15 août 2027 à 20h30",
        "dimanche 15 août 2027 à 20 h 30",
        "15/08/2027, 20:30",
        "le 15/08/2027 à 20 heures 30",
        "2027-08-15T18:30Z",
        "2027-08-15T20:30:00+02:00",
        "2027-08-15T20:30:00.000+02:00",
        "2027-08-15 20:30+0200",
        "2027-08-15 14:30-04",
        "15 August 2027 at 20:30",
        "15/08/2027 20H30",
    ] {
        assert_eq!(instant(written).as_deref(), Ok("2027-08-15T18:30:00Z"), "{written}");
    }
    assert_eq!(instant("15/01/2027 9h").as_deref(), Ok("2027-01-15T08:00:00Z"));
}

#[test]
fn what_is_not_one_moment_is_refused() {
    for (written, code) in [
        ("15/08/2027", "date-time-no-time"),
        ("15/08/2027 20", "date-time-not-a-time"),
        ("15/08/2027 20h3", "date-time-not-a-time"),
        ("15/08/2027 20h30 et 22h", "date-time-not-a-time"),
        ("15/08/2027 le soir", "date-time-not-a-time"),
        ("15/08/2027 minuit", "date-time-not-a-time"),
        ("15/08/2027 20:30:15", "date-time-seconds"),
        ("15/08/2027 24:00", "date-time-no-such-time"),
        ("15/08/2027 20h75", "date-time-no-such-time"),
        ("31/02/2027 20h30", "date-no-such-day"),
        ("15/08 20h30", "date-no-year"),
        ("20h30", "date-not-a-date"),
        ("2027-08-15 20:30+99:00", "date-time-not-a-time"),
        ("2027-08-15 20:30 CEST", "date-time-not-a-time"),
        ("", "date-empty"),
    ] {
        assert_eq!(instant(written), Err(code), "{written}");
    }
}

#[test]
fn the_hour_that_comes_twice_is_the_first_unless_an_offset_is_written() {
    let first = DateTime::parse("31/10/2027 2h30").unwrap();
    let second = DateTime::parse("2027-10-31 02:30+01:00").unwrap();
    assert_eq!(first.timestamp().to_string(), "2027-10-31T00:30:00Z");
    assert_eq!(second.timestamp().to_string(), "2027-10-31T01:30:00Z");
    assert!(first < second);
    assert_eq!(first.to_text(), "2027-10-31 02:30");
    assert_eq!(second.to_text(), "2027-10-31 02:30+01:00");
    assert_eq!(first.words(Language::French), "dimanche 31\u{a0}octobre 2027 à 2\u{a0}h\u{a0}30 (heure d’été)");
    assert_eq!(second.words(Language::English), "Sunday 31\u{a0}October 2027 at 02:30 (winter time)");
    assert_eq!(DateTime::parse("2027-10-31T02:30+02:00"), Ok(first));
}

#[test]
fn the_hour_that_is_skipped_does_not_exist() {
    let told = DateTime::parse("28/03/2027 2h30").unwrap_err().told(Language::French);
    assert_eq!(
        told.message,
        "2\u{a0}h\u{a0}30 n’existe pas dans la nuit du 28\u{a0}mars 2027\u{a0}: on avance alors les montres"
    );
    assert_eq!(instant("28/03/2027 1h59").as_deref(), Ok("2027-03-28T00:59:00Z"));
    assert_eq!(instant("28/03/2027 3h").as_deref(), Ok("2027-03-28T01:00:00Z"));
}

#[test]
fn readers_see_the_weekday_and_the_hour() {
    let moment = DateTime::parse("2027-08-15 20:30").unwrap();
    assert_eq!(moment.words(Language::French), "dimanche 15\u{a0}août 2027 à 20\u{a0}h\u{a0}30");
    assert_eq!(moment.words(Language::English), "Sunday 15\u{a0}August 2027 at 20:30");
    assert_eq!(moment.rfc3339(), "2027-08-15T20:30:00+02:00");
    let hour = DateTime::parse("2027-08-01 20:00").unwrap();
    assert_eq!(hour.words(Language::French), "dimanche 1er\u{a0}août 2027 à 20\u{a0}h");
}
