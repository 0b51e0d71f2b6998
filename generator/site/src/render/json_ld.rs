//! What machines are told of a page: JSON-LD in schema.org's words.
//!
//! The type of a field says which property it is, whatever the kind: the town
//! declares a schema.org type for a kind, and nothing else.

use schema::types::address::Address;
use schema::value::{Group, Value};
use serde_json::{Map, Value as Json, json};

use super::views::Views;
use crate::relations::Page;

/// The JSON-LD of a page, safe inside a script element: its way from the home
/// page, and what it describes.
#[must_use]
pub(crate) fn of_page(views: &Views<'_>, page: &Page) -> Option<String> {
    let mut graph = vec![breadcrumbs(views, page)?];
    graph.extend(described(views, page));
    let json = json!({ "@context": "https://schema.org", "@graph": graph });
    // `</script>` must not be able to stand in a text.
    Some(json.to_string().replace('<', "\\u003c"))
}

fn breadcrumbs(views: &Views<'_>, page: &Page) -> Option<Json> {
    let way = views.way_to(page);
    let items: Vec<Json> = way
        .iter()
        .enumerate()
        .map(|(index, (title, url))| json!({ "@type": "ListItem", "position": index + 1, "name": title, "item": views.permalink(url) }))
        .collect();
    (items.len() > 1).then(|| json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

/// What the page describes. An event without a place says nothing to machines:
/// they would refuse it.
fn described(views: &Views<'_>, page: &Page) -> Option<Json> {
    let kind = page.kind.as_ref()?;
    let kind_of_thing = kind.schema_org.as_ref()?;
    let fields = &page.document.fields;
    let mut thing = Map::new();
    thing.insert("@type".to_owned(), json!(kind_of_thing));
    thing.insert("name".to_owned(), json!(page.document.owned.title));
    thing.insert("url".to_owned(), json!(views.permalink(&page.url)));
    if let Some(description) = &page.document.owned.description {
        thing.insert("description".to_owned(), json!(description));
    }
    add_fields(&mut thing, fields, views, page);
    if kind.event.is_some() {
        add_event(&mut thing, views, page)?;
    }
    Some(Json::Object(thing))
}

fn add_fields(thing: &mut Map<String, Json>, fields: &Group, views: &Views<'_>, page: &Page) {
    for (_, value) in fields.iter() {
        let (property, json) = match value {
            Value::Phone(phone) => ("telephone", json!(phone.as_str())),
            Value::Email(email) => ("email", json!(email.as_str())),
            Value::Url(url) => ("sameAs", json!(url.as_str())),
            Value::Address(address) => ("address", postal_address(address)),
            Value::Position(position) => (
                "geo",
                json!({ "@type": "GeoCoordinates", "latitude": position.latitude(), "longitude": position.longitude() }),
            ),
            Value::Hours(hours) => ("openingHours", json!(hours.osm())),
            Value::Image(image) => ("image", json!(views.permalink(&page.beside(&image.file)))),
            _ => continue,
        };
        thing.entry(property).or_insert(json);
    }
}

fn add_event(thing: &mut Map<String, Json>, views: &Views<'_>, page: &Page) -> Option<()> {
    let event = page.kind.as_ref()?.event.as_ref()?;
    let fields = &page.document.fields;
    thing.insert("startDate".to_owned(), moment(fields.get(&event.start)?)?);
    if let Some(end) = event.end.as_ref().and_then(|end| fields.get(end)).and_then(moment) {
        thing.insert("endDate".to_owned(), end);
    }
    thing.remove("address");
    thing.insert("location".to_owned(), location(views, page)?);
    thing.insert("eventStatus".to_owned(), json!("https://schema.org/EventScheduled"));
    Some(())
}

fn moment(value: &Value) -> Option<Json> {
    match value {
        Value::Date(date) => Some(json!(date.to_text())),
        Value::DateTime(at) => Some(json!(at.rfc3339())),
        _ => None,
    }
}

/// The place of an event: its page's address, or else that page by its name, in
/// the town.
fn location(views: &Views<'_>, page: &Page) -> Option<Json> {
    let place = views.place_of(page)?;
    let address = address_of(place).map_or_else(
        || json!({ "@type": "PostalAddress", "addressLocality": views.settings.title, "addressCountry": "FR" }),
        postal_address,
    );
    Some(
        json!({ "@type": "Place", "name": place.document.owned.title, "url": views.permalink(&place.url), "address": address }),
    )
}

/// The address of a page, when one of its fields is one.
#[must_use]
pub(super) fn address_of(page: &Page) -> Option<&Address> {
    page.document.fields.iter().find_map(|(_, value)| match value {
        Value::Address(address) => Some(address),
        _ => None,
    })
}

fn postal_address(address: &Address) -> Json {
    json!({
        "@type": "PostalAddress", "streetAddress": address.line(), "postalCode": address.postcode(),
        "addressLocality": address.town(), "addressCountry": "FR",
    })
}
