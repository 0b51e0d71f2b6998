//! Calendar files: one an event, one a section of events (RFC 5545).

use icalendar::{Calendar, Component as _, Event, EventLike as _};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use schema::value::Value;

use super::json_ld::address_of;
use super::views::Views;
use crate::relations::Page;

/// The calendar of these pages. Instants are in UTC, which every calendar
/// program reads alike; days alone stay days.
#[must_use]
pub(crate) fn of_pages(views: &Views<'_>, name: &str, pages: &[usize]) -> Vec<u8> {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for &id in pages {
        if let Some(event) = event(views, &views.town.pages[id]) {
            calendar.push(event);
        }
    }
    calendar.done().to_string().into_bytes()
}

fn event(views: &Views<'_>, page: &Page) -> Option<Event> {
    let owned = &page.document.owned;
    let mut event = Event::new();
    let host = views.settings.base_url.split('/').nth(2).unwrap_or("parvis");
    event.uid(&format!("{}@{host}", page.path.replace('/', ".")));
    event.summary(&owned.title);
    event.url(&views.permalink(&page.url));
    if let Some(description) = &owned.description {
        event.description(description);
    }
    if let Some(place) = place(views, page) {
        event.location(&place);
    }
    set_time(&mut event, page)?;
    // The stamp is when the event was last written down, not when it was built.
    let stamped = owned.updated.or(owned.date).map_or(page.starts?, |date| {
        date.civil().to_zoned_datetime(TimeZone::UTC).map_or_else(|_| Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    });
    event.add_property("DTSTAMP", utc(stamped));
    Some(event.done())
}

fn set_time(event: &mut Event, page: &Page) -> Option<()> {
    let kind = page.kind.as_ref()?.event.as_ref()?;
    let fields = &page.document.fields;
    let end = kind.end.as_ref().and_then(|end| fields.get(end));
    match (fields.get(&kind.start)?, end) {
        (Value::Date(start), end) => {
            let last = match end {
                Some(Value::Date(last)) => last.civil(),
                _ => start.civil(),
            };
            day(event, "DTSTART", start.civil());
            day(event, "DTEND", last.tomorrow().ok()?);
        }
        (_, end) => {
            event.add_property("DTSTART", utc(page.starts?));
            if end.is_some() {
                event.add_property("DTEND", utc(page.ends?));
            }
        }
    }
    Some(())
}

fn day(event: &mut Event, property: &str, day: jiff::civil::Date) {
    let mut value = icalendar::Property::new(property, day.strftime("%Y%m%d").to_string());
    value.add_parameter("VALUE", "DATE");
    event.append_property(value.done());
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn place(views: &Views<'_>, page: &Page) -> Option<String> {
    let place = views.place_of(page)?;
    let title = &place.document.owned.title;
    Some(address_of(place).map_or_else(|| title.clone(), |address| format!("{title}, {}", address.to_text())))
}
