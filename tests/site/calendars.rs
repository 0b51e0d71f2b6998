//! Calendar files as RFC 5545 wants them: lines that end with CRLF and hold at
//! most 75 octets, properties that calendar programs need.

use town::Town;

fn calendar(path: &str) -> String {
    let town = Town::village();
    let _stats = town.build();
    town.snapshot().text(path).to_owned()
}

/// The lines of a calendar, unfolded.
fn lines(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").replace("\r\n\t", "").split_terminator("\r\n").map(str::to_owned).collect()
}

#[test]
fn lines_are_short_and_end_as_they_must() {
    let text = calendar("activites/concert/concert.ics");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "a line ends without CR");
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
}

#[test]
fn an_event_has_what_calendar_programs_need() {
    let lines = lines(&calendar("activites/concert/concert.ics"));
    let value = |name: &str| {
        let found = lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "{name} in {lines:#?}");
        found[0].to_owned()
    };
    assert_eq!(value("DTSTART"), "20261219T193000Z");
    assert_eq!(value("DTEND"), "20261219T213000Z");
    assert_eq!(value("SUMMARY"), "Concert de Noël");
    assert!(value("LOCATION").starts_with("Le théâtre\\, 3 place du 11-Novembre-1918"));
    assert!(value("UID").ends_with("@village.example"));
    assert_eq!(value("DTSTAMP").len(), "20261123T090000Z".len());
    assert!(value("DESCRIPTION").contains("cuivres\\, vin chaud"), "a comma is escaped");
    assert_eq!(value("VERSION"), "2.0");
}

#[test]
fn a_section_of_events_has_one_calendar_of_all() {
    let lines = lines(&calendar("activites/calendrier.ics"));
    assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 3);
}

#[test]
fn a_calendar_says_the_same_whenever_it_is_built() {
    let town = Town::village();
    let (now, later) = (town.from_nothing(&[]), town.from_nothing(&["--at", "2026-11-24T10:00"]));
    assert_eq!(now.text("activites/calendrier.ics"), later.text("activites/calendrier.ics"));
}
