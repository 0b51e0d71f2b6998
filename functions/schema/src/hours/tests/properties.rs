//! What holds of any text, hostile ones included.

use std::time::Instant;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::Hours;
use crate::hours::State;
use crate::words::Language;

/// Whatever is understood reads back as itself, and every answer comes.
fn check_whole(text: &str) -> Result<(), TestCaseError> {
    let Ok(hours) = Hours::parse(text) else {
        return Ok(());
    };
    let again = Hours::parse(hours.osm());
    prop_assert_eq!(again.as_ref().map(Hours::osm), Ok(hours.osm()), "from {:?}", text);
    let written = Hours::parse(hours.text());
    prop_assert_eq!(written.as_ref(), Ok(&hours));
    for language in [Language::French, Language::English] {
        prop_assert!(!hours.reading(language).is_empty(), "{:?}", text);
        prop_assert!(hours.weeks(language).iter().all(|week| week.days.len() == 7));
    }
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let at = "2027-03-27T22:10:00Z".parse().unwrap();
    let state = hours.state(&[], at, &paris);
    if let Some(change) = hours.next_change(&[], at, &paris) {
        prop_assert!(change > at);
        prop_assert_ne!(hours.state(&[], change, &paris), state, "{:?}", text);
    }
    Ok(())
}

const PIECES: &str = "(lun|mardi|mer|sam-dim|dim|du |au |le |de |à |et |, | ; |\n|-|–|/|:| |9h|12h|14h30|18h-2h|9h-12h|14:00|midi|minuit|fermé |ouvert |sauf |sur rdv|jours fériés|tous les jours|1er |août|mars|25 décembre|2027|7j/7|24h/24|matin |été |9|jusqu’à )";

const OSM_PIECES: &str = "(Mo|Tu-Sa|Fr|Su\\[1\\]|PH|SH|Mar|Aug|Dec 24|2027|-|,|, |; | \\|\\| | |:|09:00-12:00|18:00-02:00|22:00-30:00|off|open|unknown|24/7|\"rdv\"|week 1-10|easter|sunrise|\\+)";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        check_whole(&text)?;
        for problem in Hours::parse(&text).err().unwrap_or_default() {
            prop_assert!(text.get(problem.range()).is_some());
            prop_assert!(!problem.told(Language::French).message.is_empty());
        }
    }

    #[test]
    fn any_french_is_answered(text in proptest::collection::vec(PIECES, 1..14)) {
        check_whole(&text.concat())?;
        for problem in Hours::parse(&text.concat()).err().unwrap_or_default() {
            prop_assert!(text.concat().get(problem.range()).is_some());
        }
    }

    #[test]
    fn any_osm_is_answered(text in proptest::collection::vec(OSM_PIECES, 1..10)) {
        check_whole(&text.concat())?;
    }
}

#[test]
fn hostile_texts_take_no_time() {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let at = "2026-11-23T10:00:00Z".parse().unwrap();
    let texts = [
        "Mo,".repeat(333),
        "Mo off;".repeat(142),
        "00:00-01:00,".repeat(83) + "00:00",
        "1900-9998 Mo;".repeat(76),
        "9h-".repeat(333),
        "1er et ".repeat(140),
        "(".repeat(1_000),
        "2030 Jan 01 00:00-48:00, Mo-Su off;".repeat(28),
        "Mo[1,2,3,4,5,-1,-2] 00:00-00:01, ".repeat(30),
        "\"".repeat(999),
        "Fr 23:59-24:00 unknown \"x\" || ".repeat(30) + "off",
    ];
    for text in texts {
        let text: String = text.chars().take(1_000).collect();
        let started = Instant::now();
        if let Ok(hours) = Hours::parse(&text) {
            let _ = hours.state(&[], at, &paris);
            let _ = hours.next_change(&[], at, &paris);
            let _ = hours.intervals(State::Open, &[], "2026-11-23".parse().unwrap(), u16::MAX, &paris);
            let _ = hours.reading(Language::French);
        }
        assert!(started.elapsed().as_secs() < 5, "{} s for `{}`", started.elapsed().as_secs(), &text[..40]);
    }
}
