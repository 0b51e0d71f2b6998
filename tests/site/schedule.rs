//! What is published when: drafts, `publish_at`, `expire_at`, events that end,
//! closures that pass. The moment is an argument; nothing waits.

use town::{Library, Town, instant};

/// The home page of a build at a moment, in a town of its own.
fn page_at(town: &Town, moment: &str, page: &str) -> Option<String> {
    let _stats = town.build_with(&["--at", moment]);
    std::fs::read_to_string(town.output().join(page)).ok()
}

#[test]
fn a_page_appears_at_its_moment_and_goes_at_its_other_one() {
    let town = Town::village();
    let dates = "title: La mairie\npublish_at: 2026-12-01 08:00\nexpire_at: 2026-12-24 18:00\n";
    town.edit("content/lieux/mairie.md", "title: La mairie\n", dates);
    // Two pages speak of it; they would only be warned that it is not out yet.
    let there = |moment| page_at(&town, moment, "lieux/mairie/index.html").is_some();
    assert!(!there("2026-12-01T07:59:59"));
    assert!(there("2026-12-01T08:00"));
    assert!(there("2026-12-24T17:59:59"));
    assert!(!there("2026-12-24T18:00"));
}

#[test]
fn the_clock_of_the_town_is_in_paris() {
    let town = Town::village();
    town.edit("content/lieux/mairie.md", "title: La mairie\n", "title: La mairie\npublish_at: 2027-07-14 00:00\n");
    let there = |moment| page_at(&town, moment, "lieux/mairie/index.html").is_some();
    assert!(!there("2027-07-13T21:59:59Z"));
    assert!(there("2027-07-13T22:00:00Z"));
}

#[test]
fn the_next_change_is_the_nearest_moment_of_all() {
    let town = Town::village();
    town.edit("content/lieux/mairie.md", "title: La mairie\n", "title: La mairie\npublish_at: 2026-11-24 08:00\n");
    town.edit("content/a-propos.md", "title: À propos\n", "title: À propos\nexpire_at: 2026-11-25 08:00\n");
    let mut library = Library::open(&town);
    let mut at = |moment: &str| {
        library.set_at(instant(moment));
        library.build().next_change
    };
    assert_eq!(at("2026-11-23T09:00"), Some(instant("2026-11-24T08:00")));
    assert_eq!(at("2026-11-24T08:00"), Some(instant("2026-11-25T08:00")));
    // The month ends, and the tables of open hours move on.
    assert_eq!(at("2026-11-25T08:00"), Some(instant("2026-12-01T00:00")));
    // The concert ends.
    assert_eq!(at("2026-12-19T21:00"), Some(instant("2026-12-19T22:30")));
}

#[test]
fn nothing_changes_before_the_next_change() {
    let town = Town::village();
    let mut library = Library::open(&town);
    let next = library.build().next_change.unwrap();
    library.set_at(next - std::time::Duration::from_secs(1));
    assert_eq!(library.build().stats.written, 0);
}

#[test]
fn an_event_that_is_over_leaves_what_is_coming() {
    let town = Town::village();
    let home = |moment| page_at(&town, moment, "index.html").unwrap();
    assert!(home("2026-12-19T22:29").contains("Concert de Noël"));
    assert!(!home("2026-12-19T22:30").contains("Concert de Noël"));
    let page = std::fs::read_to_string(town.output().join("activites/concert/index.html")).unwrap();
    assert!(page.contains("Concert de Noël"), "its own page stays");
}

#[test]
fn a_closure_that_is_over_is_not_shown_any_more() {
    let town = Town::village();
    let sheet = |moment| page_at(&town, moment, "commerces/le-fournil/index.html").unwrap();
    assert!(sheet("2027-08-29T23:59").contains("Congés d’été"));
    assert!(!sheet("2027-08-30T00:00").contains("Congés d’été"));
}

#[test]
fn a_build_at_another_moment_equals_one_from_nothing_then() {
    let town = Town::village();
    let _first = town.build();
    for moment in ["2026-12-31T23:59", "2027-01-01T00:00", "2027-03-14T00:00", "2026-11-23T09:00"] {
        let at = ["--at", moment];
        let _stats = town.build_with(&at);
        assert_eq!(town.snapshot().differences(&town.from_nothing(&at)), Vec::<String>::new(), "{moment}");
    }
}

#[test]
fn drafts_are_built_when_asked_for() {
    let town = Town::village();
    town.write("content/lieux/gare.md", "---\ntitle: La gare\ndraft: oui\n---\n");
    let _stats = town.build();
    assert!(!town.snapshot().has("lieux/gare/index.html"));
    let _stats = town.build_with(&["--drafts"]);
    assert!(town.snapshot().has("lieux/gare/index.html"));
    let _stats = town.build();
    assert!(!town.snapshot().has("lieux/gare/index.html"), "and taken away again");
}

#[test]
fn faults_of_drafts_are_told_too() {
    let town = Town::village();
    town.write("content/lieux/gare.md", "---\ntitle: La gare\ndraft: oui\nadrese: 1 rue Hoche\n---\n");
    assert_eq!(town.check("fr").len(), 1);
}
