//! What is open when, in Europe/Paris.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::super::{Closure, State};
use super::hours;

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}

fn at(local: &str) -> Timestamp {
    let local: DateTime = local.parse().unwrap();
    paris().to_timestamp(local).unwrap()
}

fn date(date: &str) -> Date {
    date.parse().unwrap()
}

fn closure(from: &str, to: &str) -> Closure {
    Closure::new(date(from), date(to), None).unwrap()
}

/// The state at local times.
fn check(text: &str, cases: &[(&str, State)]) {
    let hours = hours(text);
    for &(local, state) in cases {
        assert_eq!(hours.state(&[], at(local), &paris()), state, "`{text}` at {local}");
    }
}

/// The next change, both in local time.
fn check_change(text: &str, closures: &[Closure], from: &str, change: Option<&str>) {
    assert_eq!(hours(text).next_change(closures, at(from), &paris()), change.map(at), "`{text}` from {from}");
}

use State::{Closed, Open, Unknown};

#[test]
fn a_week() {
    check(
        "mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h",
        &[
            ("2026-11-23T10:00", Closed),
            ("2026-11-24T07:59", Closed),
            ("2026-11-24T08:00", Open),
            ("2026-11-24T12:59", Open),
            ("2026-11-24T13:00", Closed),
            ("2026-11-24T15:30", Open),
            ("2026-11-29T12:00", Open),
            ("2026-11-29T16:00", Closed),
        ],
    );
}

#[test]
fn a_night_belongs_to_the_evening_it_started() {
    check(
        "ven-sam 18h-2h",
        &[
            ("2026-11-27T01:00", Closed),
            ("2026-11-28T01:00", Open),
            ("2026-11-28T02:00", Closed),
            ("2026-11-29T01:59", Open),
            ("2026-11-30T01:00", Closed),
        ],
    );
    // The hours of the day itself do not cut the night before.
    check("ven 18h-2h ; sam 10h-12h", &[("2026-11-28T01:00", Open), ("2026-11-28T11:00", Open)]);
    check("sam 18h-2h ; fermé dimanche", &[("2026-11-29T01:00", Open), ("2026-11-29T03:00", Closed)]);
}

#[test]
fn a_public_holiday_does_not_wipe_the_night_before() {
    // 1 May 2027 is a Saturday (opening_hours.js#441).
    check(
        "tous les jours 19h-2h sauf jours fériés",
        &[
            ("2027-05-01T01:00", Open),
            ("2027-05-01T20:00", Closed),
            ("2027-05-02T01:00", Closed),
            ("2027-05-02T20:00", Open),
        ],
    );
}

#[test]
fn french_public_holidays() {
    let holidays = [
        "2027-01-01",
        "2027-03-29",
        "2027-05-01",
        "2027-05-06",
        "2027-05-08",
        "2027-05-17",
        "2027-07-14",
        "2027-08-15",
        "2027-11-01",
        "2027-11-11",
        "2027-12-25",
        "2024-04-01",
        "2024-05-09",
        "2024-05-20",
        "2038-04-26",
        "2285-03-23",
    ];
    for holiday in holidays {
        check("7j/7 9h-19h sauf jours fériés", &[(&format!("{holiday}T12:00"), Closed)]);
    }
    // Neither Good Friday nor Boxing Day, which are Alsace's.
    for day in ["2027-03-26", "2027-12-26", "2027-03-28", "2027-05-16"] {
        check("7j/7 9h-19h sauf jours fériés", &[(&format!("{day}T12:00"), Open)]);
    }
    check("lun-sam 9h-19h ; jours fériés 10h-12h", &[("2027-07-14T11:00", Open), ("2027-07-14T15:00", Closed)]);
    check("lun-sam 9h-19h sauf jours fériés ; ouvert le 8 mai 9h-12h", &[("2027-05-08T10:00", Open)]);
}

#[test]
fn unknown_is_neither_open_nor_closed() {
    check("sur rendez-vous", &[("2026-11-23T10:00", Unknown)]);
    check(
        "fermé dimanche",
        &[("2026-11-22T10:00", Closed), ("2026-11-23T10:00", Unknown), ("2026-11-23T03:00", Unknown)],
    );
    check("lundi-samedi", &[("2026-11-22T10:00", Closed), ("2026-11-23T10:00", Unknown)]);
    check("mar 9h-12h et sur rendez-vous", &[("2026-11-24T10:00", Open), ("2026-11-24T15:00", Unknown)]);
    check("mar 9h-12h sur rdv", &[("2026-11-24T10:00", Unknown), ("2026-11-24T15:00", Closed)]);
    check("fermé le 25 décembre", &[("2026-12-25T10:00", Closed), ("2026-12-26T10:00", Unknown)]);
    check("fermé", &[("2026-12-25T10:00", Closed)]);
    check("7j/7 sauf jours fériés", &[("2026-12-25T10:00", Closed), ("2026-12-26T10:00", Unknown)]);
}

#[test]
fn seasons_run_over_new_year() {
    check(
        "de novembre à février : mar-dim 9h-17h ; de mars à octobre : mar-dim 9h-20h",
        &[
            ("2026-12-31T18:00", Closed),
            ("2027-01-02T16:00", Open),
            ("2027-02-28T18:00", Closed),
            ("2027-03-02T18:00", Open),
            ("2026-10-31T18:00", Open),
            ("2026-11-01T18:00", Closed),
        ],
    );
    check(
        "lun-sam 9h-19h ; fermé du 24 décembre au 2 janvier",
        &[
            ("2026-12-23T10:00", Open),
            ("2026-12-24T10:00", Closed),
            ("2027-01-02T10:00", Closed),
            ("2027-01-04T10:00", Open),
        ],
    );
    check("lun-sam 9h-19h ; août : mar-sam 9h-12h", &[("2027-08-02T10:00", Closed), ("2027-08-03T10:00", Open)]);
    check("lun-sam 9h-19h ; fermé le 29 février", &[("2028-02-29T10:00", Closed), ("2027-03-01T10:00", Open)]);
}

#[test]
fn days_of_the_month() {
    check("1er samedi du mois 10h-12h", &[("2026-12-05T11:00", Open), ("2026-12-12T11:00", Closed)]);
    check("dernier dimanche du mois 14h-18h", &[("2026-11-29T15:00", Open), ("2026-11-22T15:00", Closed)]);
    check("5e samedi du mois 14h-18h", &[("2026-10-31T15:00", Open), ("2026-11-28T15:00", Closed)]);
}

#[test]
fn a_closure_shuts_what_opens_on_its_days() {
    let hours = hours("ven-sam 18h-2h");
    let closures = [closure("2026-11-28", "2026-12-04")];
    let state = |local| hours.state(&closures, at(local), &paris());
    assert_eq!(state("2026-11-28T01:00"), Open);
    assert_eq!(state("2026-11-28T20:00"), Closed);
    assert_eq!(state("2026-11-29T01:00"), Closed);
    assert_eq!(state("2026-12-04T20:00"), Closed);
    assert_eq!(state("2026-12-05T20:00"), Open);
    let by_appointment = super::hours("sur rendez-vous");
    assert_eq!(by_appointment.state(&closures, at("2026-11-30T10:00"), &paris()), Closed);
}

#[test]
fn a_closed_place_never_will_close() {
    // opening_hours.js#222: the next change of a closed place is an opening.
    check_change("lun-ven 9h-18h", &[], "2026-11-27T19:00", Some("2026-11-30T09:00"));
    check_change("lun-ven 9h-18h", &[], "2026-11-27T10:00", Some("2026-11-27T18:00"));
    let closures = [closure("2026-11-28", "2026-12-06")];
    check_change("lun-ven 9h-18h", &closures, "2026-11-27T19:00", Some("2026-12-07T09:00"));
    check_change("24/7", &closures, "2026-11-27T19:00", Some("2026-11-28T00:00"));
    check_change("24/7", &[], "2026-11-27T19:00", None);
    check_change("lun-sam 9h-12h, 12h-14h", &[], "2026-11-23T10:00", Some("2026-11-23T14:00"));
    check_change("fermé", &[], "2026-11-27T19:00", None);
    check_change("fermé dimanche", &[], "2026-11-22T19:00", Some("2026-11-23T00:00"));
    check_change("mar 9h-12h et sur rdv", &[], "2026-11-23T10:00", Some("2026-11-24T09:00"));
    check_change("le 14 juillet 10h-12h", &[], "2026-07-14T13:00", Some("2027-07-14T10:00"));
    check_change("le 14 juillet 2030 10h-12h", &[], "2026-07-14T13:00", None);
}

#[test]
fn durations_are_real_on_the_nights_the_clocks_change() {
    let hours_of = |text: &str, from: &str| {
        let intervals = hours(text).intervals(State::Open, &[], date(from), 1, &paris());
        intervals.iter().map(|(start, end)| (end.as_second() - start.as_second()) / 60).collect::<Vec<_>>()
    };
    // Clocks go forward on 28 March 2027 at 2 h, back on 31 October at 3 h.
    assert_eq!(hours_of("sam 22h-6h", "2027-03-27"), [7 * 60]);
    assert_eq!(hours_of("sam 22h-6h", "2027-10-30"), [9 * 60]);
    assert_eq!(hours_of("sam 22h-6h", "2027-04-03"), [8 * 60]);
    assert_eq!(hours_of("dim 0h-24h", "2027-03-28"), [23 * 60]);
    assert_eq!(hours_of("dim 0h-24h", "2027-10-31"), [25 * 60]);
    // 2 h 30 does not exist in March; in October it comes twice, and the first closes.
    assert_eq!(hours_of("sam 22h-2h30", "2027-03-27"), [4 * 60 + 30]);
    assert_eq!(hours_of("sam 22h-2h30", "2027-10-30"), [4 * 60 + 30]);
    let night = hours("sam 22h-2h30").intervals(State::Open, &[], date("2027-10-30"), 1, &paris());
    assert_eq!(night[0].1, "2027-10-31T00:30:00Z".parse().unwrap());
    let after = "2027-10-31T01:15:00Z".parse().unwrap();
    assert_eq!(hours("sam 22h-2h30").state(&[], after, &paris()), Closed);
}

#[test]
fn intervals_are_merged_and_cut_at_their_start() {
    let intervals = hours("24/7").intervals(State::Open, &[], date("2026-11-23"), 10, &paris());
    assert_eq!(intervals, [(at("2026-11-23T00:00"), at("2026-12-03T00:00"))]);
    let nights = hours("ven-sam 18h-2h").intervals(State::Open, &[], date("2026-11-28"), 1, &paris());
    assert_eq!(
        nights,
        [(at("2026-11-28T00:00"), at("2026-11-28T02:00")), (at("2026-11-28T18:00"), at("2026-11-29T02:00"))]
    );
    assert!(hours("sur rendez-vous").intervals(State::Open, &[], date("2026-11-23"), 60, &paris()).is_empty());
    assert!(hours("24/7").intervals(State::Open, &[], date("2026-11-23"), 0, &paris()).is_empty());
    assert_eq!(hours("sur rendez-vous").intervals(State::Unknown, &[], date("2026-11-23"), 1, &paris()).len(), 1);
    assert!(hours("lun 9h-12h").intervals(State::Unknown, &[], date("2026-11-23"), 7, &paris()).is_empty());
}

#[test]
fn the_state_and_the_intervals_never_contradict_each_other() {
    let texts = ["ven-sam 18h-2h ; dim 10h-14h", "mar-dim 9h-12h, 14h-19h sauf jours fériés", "24/7"];
    let closures = [closure("2027-03-29", "2027-04-02"), closure("2027-10-31", "2027-10-31")];
    for text in texts {
        let hours = hours(text);
        for start in ["2027-03-20", "2027-10-25"] {
            let intervals = hours.intervals(State::Open, &closures, date(start), 20, &paris());
            let mut instant = at(&format!("{start}T00:00"));
            for _ in 0..19 * 48 {
                let inside = intervals.iter().any(|(from, to)| *from <= instant && instant < *to);
                let is_open = hours.state(&closures, instant, &paris()) == Open;
                let local = paris().to_datetime(instant);
                assert_eq!(is_open, inside, "`{text}` at {local}");
                instant += 30.minutes();
            }
        }
    }
}

#[test]
fn the_ends_of_time_are_quiet() {
    for instant in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
        let hours = hours("ven-sam 18h-2h");
        let _ = hours.state(&[], instant, &paris());
        let _ = hours.next_change(&[], instant, &paris());
        let _ = hours.intervals(State::Open, &[], paris().to_datetime(instant).date(), u16::MAX, &paris());
    }
}
