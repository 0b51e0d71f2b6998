//! The `opening-hours` crate as a second opinion.
//!
//! The two agree where no night runs past midnight. Where one does, the crate
//! lets the next day's rules wipe it, which is why hours are evaluated in these
//! rooms; a test pins that, and fails on the day it is no longer so.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use opening_hours::localization::Country;
use opening_hours::{Context, OpeningHours, RuleKind};

use super::super::State;
use super::hours;

fn oracle(osm: &str) -> OpeningHours {
    let parsed: OpeningHours = osm.parse().unwrap();
    parsed.with_context(Context::default().with_holidays(Country::FR.holidays()))
}

fn local(year: i32, month: u32, day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

/// The state in both, every half hour of a year, as the clocks of the town show
/// it (hours that the clocks skip or repeat are left to other tests).
fn check_agrees(text: &str) {
    let hours = hours(text);
    let oracle = oracle(hours.osm());
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let mut naive = local(2026, 12, 20, 0);
    while naive < local(2028, 1, 10, 0) {
        let ours: DateTime = naive.format("%Y-%m-%dT%H:%M:%S").to_string().parse().unwrap();
        let theirs = match oracle.state(naive).0 {
            RuleKind::Open => State::Open,
            RuleKind::Closed => State::Closed,
            RuleKind::Unknown => State::Unknown,
        };
        let ambiguous = paris.to_ambiguous_timestamp(ours);
        if !ambiguous.is_ambiguous() {
            let at = ambiguous.compatible().unwrap();
            assert_eq!(hours.state(&[], at, &paris), theirs, "`{}` at {ours}", hours.osm());
        }
        naive += TimeDelta::minutes(150);
    }
}

#[test]
fn both_agree_where_no_night_runs_past_midnight() {
    let texts = [
        "mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h",
        "lun-sam 9h-19h sauf jours fériés",
        "lun-sam 9h-19h ; jours fériés 10h-12h",
        "de novembre à février : mar-dim 9h-17h ; de mars à octobre : mar-dim 9h-20h",
        "lun-sam 9h-19h ; fermé du 24 décembre au 2 janvier",
        "lun-sam 9h-19h ; août : mar-sam 9h-12h",
        "1er et 3e samedi du mois 10h-12h",
        "dernier dimanche du mois 14h-18h",
        "lun-ven 9h-18h sur rdv",
        "tous les jours 9h-19h ; dim 9h-13h ; fermé le 25 décembre",
        "lun-ven 9h-18h ; fermé du 2 août 2027 au 20 août 2027",
        "lundi-samedi",
        "24/7",
        "Mo-Fr 10:00-12:00, Tu 14:00-16:00",
        "Mo-Fr 10:00-18:00; We 12:00-14:00 off",
    ];
    for text in texts {
        check_agrees(text);
    }
}

#[test]
fn the_crate_wipes_a_night_before_a_public_holiday() {
    let hours = hours("tous les jours 19h-2h sauf jours fériés");
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let first_of_may = "2027-04-30T23:00:00Z".parse().unwrap();
    assert_eq!(hours.state(&[], first_of_may, &paris), State::Open);
    assert_eq!(oracle(hours.osm()).state(local(2027, 5, 1, 1)).0, RuleKind::Closed);
}

#[test]
fn the_crate_wipes_a_night_before_a_day_with_hours_of_its_own() {
    let hours = hours("ven 18h-2h ; sam 10h-12h");
    let saturday = "2026-11-28T00:00:00Z".parse().unwrap();
    let paris = TimeZone::get("Europe/Paris").unwrap();
    assert_eq!(hours.state(&[], saturday, &paris), State::Open);
    assert_eq!(oracle(hours.osm()).state(local(2026, 11, 28, 1)).0, RuleKind::Closed);
}
