//! The answers of the door, each described once and named where it is given.

use serde_json::{Map, Value as Json, json};

use crate::request::Channel;

/// Answers by status: `404`, or `tracking:200` for one of several of a status.
pub(super) fn of(names: &[&str]) -> Json {
    let named = names.iter().map(|name| {
        let status = name.split_once(':').map_or(*name, |(_, status)| status);
        let answer = name.replace(':', "-");
        (status.to_owned(), json!({ "$ref": format!("#/components/responses/{answer}") }))
    });
    Json::Object(named.collect())
}

/// Every answer that an operation names.
pub(super) fn responses() -> Map<String, Json> {
    let good = [
        (
            "received-200",
            followed(json("It was recorded before, or there was nothing left to do", "Received", Page::No)),
        ),
        ("ordered-200", json("It was recorded before, or only the total was asked for", "Ordered", Page::Yes)),
        ("received-201", followed(json("Recorded, durably", "Received", Page::No))),
        ("tracking-200", json("The request as it stands", "Tracking", Page::Yes)),
        ("places-200", json("The sessions", "Sessions", Page::No)),
        ("puzzle-200", json("A puzzle, or none", "Puzzle", Page::No)),
        ("description-200", described("The description", &[("application/json", json!({ "type": "object" }))])),
        ("ok-200", described("It answers", &[("text/plain", json!({ "const": "ok" }))])),
        ("303", elsewhere()),
    ];
    let bad = [
        ("400", "What was sent does not follow its own format", "Notice"),
        ("404", "No such form, page or request, or not with this secret", "Notice"),
        ("405", "Only other methods are served here", "Notice"),
        ("408", "The body did not come in time", "Notice"),
        ("409", "What is asked can't be had as it was asked; nothing was recorded", "Conflict"),
        ("413", "Too large, or too many values", "Notice"),
        ("415", "The type of the body is not read", "Notice"),
        ("422", "Every fault of what was sent; nothing is bound to the key", "Faults"),
        ("429", "Too much came from this network", "Notice"),
        ("500", "The program failed", "Notice"),
        ("503", "The store, or the site, is not there; nothing was recorded", "Notice"),
    ];
    let bad = bad.map(|(status, told, schema)| (status, with_headers(status, json(told, schema, Page::Yes))));
    good.into_iter().chain(bad).map(|(name, answer)| (name.to_owned(), answer)).collect()
}

/// Whether people get a page where programs get JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Yes,
    No,
}

fn json(told: &str, schema: &str, page: Page) -> Json {
    let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
    let text = ("text/html", json!({ "type": "string" }));
    let both = [("application/json", schema), text];
    described(told, if page == Page::Yes { &both } else { &both[..1] })
}

fn described(told: &str, kinds: &[(&str, Json)]) -> Json {
    let content: Map<String, Json> =
        kinds.iter().map(|(kind, schema)| ((*kind).to_owned(), json!({ "schema": schema }))).collect();
    json!({ "description": told, "content": content })
}

/// What can be done with what was received.
fn followed(mut answer: Json) -> Json {
    let (reference, secret) = ("$response.body#/reference", "$response.body#/secret");
    answer["links"] = json!({
        "follow": { "operationId": "follow", "parameters": { "reference": reference, "cle": secret } },
        "cancel": { "operationId": "cancel", "parameters": { "reference": reference }, "requestBody": { "cle": secret } },
        "take": { "operationId": "take", "parameters": { "reference": reference }, "requestBody": { "cle": secret } },
    });
    answer
}

fn elsewhere() -> Json {
    json!({
        "description": "For a browser: the way to the tracking page",
        "headers": { "Location": { "required": true, "schema": { "type": "string" } } },
    })
}

fn with_headers(status: &str, mut answer: Json) -> Json {
    let header = |name: &str| json!({ "$ref": format!("#/components/headers/{name}") });
    match status {
        "405" => answer["headers"] = json!({ "Allow": header("Allow") }),
        "429" | "503" => answer["headers"] = json!({ "Retry-After": header("Retry-After") }),
        _ => {}
    }
    answer
}

/// The headers that answers carry.
pub(super) fn headers() -> Json {
    let integer = json!({ "type": "integer", "minimum": 1 });
    json!({
        "Allow": { "required": true, "description": "The methods that are served here.", "schema": text() },
        "Retry-After": { "required": true, "description": "Seconds to wait.", "schema": integer },
    })
}

/// What the answers hold.
pub(super) fn schemas() -> Map<String, Json> {
    let schemas = [
        ("Received", received()),
        ("Ordered", json!({ "anyOf": [received(), object(&[("code", json!({ "enum": ["review", "shown"] }))])] })),
        ("Notice", object(&[("code", text()), ("message", text())])),
        ("Conflict", object(&[("code", text()), ("message", text())])),
        ("Fault", object(&[("field", text()), ("message", text())])),
        ("Faults", faults()),
        ("Field", field()),
        ("Tracking", tracking()),
        ("Session", session()),
        ("Sessions", object(&[("sessions", list_of("Session"))])),
        ("Puzzle", puzzle()),
    ];
    schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn received() -> Json {
    object(&[("reference", reference()), ("tracking_url", text()), ("secret", text()), ("state", text())])
}

fn faults() -> Json {
    object(&[("code", json!({ "enum": ["invalid", "unchanged"] })), ("message", text()), ("errors", list_of("Fault"))])
}

/// What was answered, or what is to change; which of both depends on the form.
fn field() -> Json {
    let mut field = object(&[("key", text()), ("label", text())]);
    let more = [
        ("value", lines()),
        ("before", lines()),
        ("after", lines()),
        ("said", lines()),
        ("kept", json!({ "type": ["boolean", "null"] })),
    ];
    for (key, schema) in more {
        field["properties"][key] = schema;
    }
    field
}

fn tracking() -> Json {
    object(&[
        ("reference", reference()),
        ("state", text()),
        ("form", text()),
        ("channel", json!({ "enum": Channel::ALL.map(Channel::code) })),
        ("received_at", moment()),
        ("subject", text()),
        ("reason", json!({ "type": ["string", "null"] })),
        ("can_be_cancelled", json!({ "type": "boolean" })),
        ("fields", list_of("Field")),
    ])
}

fn session() -> Json {
    let count = || json!({ "type": "integer", "minimum": 0 });
    object(&[
        ("id", text()),
        ("starts_at", moment()),
        ("capacity", count()),
        ("taken", count()),
        ("waiting_capacity", count()),
        ("waiting", count()),
    ])
}

fn moment() -> Json {
    json!({ "type": "string", "format": "date-time" })
}

fn puzzle() -> Json {
    object(&[
        ("challenge", json!({ "type": ["string", "null"] })),
        ("bits", json!({ "type": "integer", "minimum": 0 })),
        ("now", json!({ "type": "integer" })),
        ("expires", json!({ "type": ["integer", "null"] })),
    ])
}

fn text() -> Json {
    json!({ "type": "string" })
}

fn lines() -> Json {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn list_of(schema: &str) -> Json {
    json!({ "type": "array", "items": { "$ref": format!("#/components/schemas/{schema}") } })
}

fn reference() -> Json {
    json!({ "type": "string", "pattern": "^MK-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$" })
}

/// An object with at least these keys: more may be added to any answer.
fn object(keys: &[(&str, Json)]) -> Json {
    let properties: Map<String, Json> = keys.iter().map(|(key, schema)| ((*key).to_owned(), schema.clone())).collect();
    let required: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}
