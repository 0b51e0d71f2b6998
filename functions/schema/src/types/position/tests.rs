//! Claims about points on the map.

use super::*;
use crate::types::claims::{holds_for_any_text, reads_back};

holds_for_any_text!(
    Position::parse,
    Position::parse,
    &["48", "2", "8208", ".", ",", ", ", " ; ", " ", "-", "geo:", "90", "180", "0"]
);

proptest::proptest! {
    #[test]
    fn every_point_reads_back(latitude in -90_000_000..=90_000_000, longitude in -180_000_000..=180_000_000) {
        let position = Position { latitude, longitude };
        reads_back(&position, &position.to_text(), Position::parse);
        reads_back(&position, &position.geo_uri(), Position::parse);
    }
}

#[test]
fn points_are_read_as_maps_and_people_write_them() {
    for (written, expected) in [
        ("48.820831,2.301504", "48.820831, 2.301504"),
        ("48.8208, 2.3015", "48.8208, 2.3015"),
        ("48,8208 ; 2,3015", "48.8208, 2.3015"),
        ("48,8208, 2,3015", "48.8208, 2.3015"),
        ("48,8208 2,3015", "48.8208, 2.3015"),
        ("48.8208 2.3015", "48.8208, 2.3015"),
        ("geo:48.8208,2.3015", "48.8208, 2.3015"),
        ("-33.8, −70.6", "-33.8, -70.6"),
        ("48.82083149999999, 2.30150450", "48.820831, 2.301505"),
        ("48, 2", "48, 2"),
        ("48;2", "48, 2"),
        ("-0.0, 0", "0, 0"),
        ("90, -180", "90, -180"),
    ] {
        assert_eq!(Position::parse(written).map(|position| position.to_text()).as_deref(), Ok(expected), "{written}");
    }
    assert_eq!(Position::parse("48.8208, 2.3015").unwrap().geo_uri(), "geo:48.8208,2.3015");
}

#[test]
fn what_could_be_read_in_two_ways_is_refused() {
    for (written, code) in [
        ("48,2", "position-not-a-position"),
        ("48,8208,2,3015", "position-not-a-position"),
        ("48.8208", "position-not-a-position"),
        ("48.8208 N, 2.3015 E", "position-not-a-position"),
        ("48°49'15\" N 2°18'05\" E", "position-not-a-position"),
        ("48.8, 2.3, 100", "position-not-a-position"),
        ("48., 2.3", "position-not-a-position"),
        ("1e2, 3", "position-not-a-position"),
        ("91, 2", "position-latitude"),
        ("90.000001, 2", "position-latitude"),
        ("48, 180.000001", "position-longitude"),
        ("48, 999", "position-longitude"),
        ("NaN, 2", "position-not-a-position"),
        ("", "position-empty"),
        ("geo:", "position-empty"),
    ] {
        assert_eq!(Position::parse(written).map_err(|problem| problem.code()), Err(code), "{written}");
    }
}
