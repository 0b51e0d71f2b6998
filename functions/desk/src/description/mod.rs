//! The desk described for programs: `OpenAPI` 3.1, made from the forms of the
//! bundle, so that a form that the town adds is described with it.
//!
//! Architecture invariant: what is described is what the door does; a test holds
//! every path, and every answer, to it.

mod answers;
mod forms;

use std::collections::BTreeSet;

use schema::json_schema;
use schema::words::Language;
use serde_json::{Map, Value as Json, json};

use crate::bundle::{self, Edition};

/// The address of the description.
pub(crate) const ADDRESS: &str = "/guichet/openapi.json";

/// The whole description; labels and hints are those of the language.
pub(crate) fn of(edition: &Edition, language: Language) -> Result<Json, bundle::Error> {
    let mut paths = Map::new();
    for form in forms::all(edition, language)? {
        paths.insert(form.address(), json!({ "post": form.operation() }));
    }
    paths.insert("/places/{activity}".to_owned(), json!({ "get": places(edition)? }));
    paths.extend(fixed().map(|(path, item)| (path.to_owned(), item)));
    let mut schemas = answers::schemas();
    schemas.extend(json_schema::definitions(forms::BOUNDS));
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": edition.settings.title,
            "summary": "The desk: what people send, kept durably, and answered",
            "description": ABOUT,
            "version": "1",
        },
        "servers": [{ "url": format!("{}/", edition.settings.folder()).trim_end_matches('/').to_owned() + "/" }],
        "paths": paths,
        "components": { "schemas": schemas, "responses": answers::responses(), "headers": answers::headers() },
    }))
}

const ABOUT: &str = "Answers are pages for people, unless `Accept` prefers `application/json`. Messages are in French, or in English when `Accept-Language` prefers it, and say what to do. Nothing is changed by a GET. A form sent again with the same `Idempotency-Key` and content, at any delay within 30 days, is the same request.";

/// The paths that stand whatever the forms of the town.
fn fixed() -> impl Iterator<Item = (&'static str, Json)> {
    [
        ("/suivi/{reference}", json!({ "get": tracking() })),
        ("/suivi/{reference}/annuler", json!({ "post": cancelling() })),
        ("/suivi/{reference}/accepter", json!({ "post": taking() })),
        ("/epreuve", json!({ "get": puzzle() })),
        ("/sante", json!({ "get": health() })),
        (ADDRESS, json!({ "get": itself() })),
    ]
    .into_iter()
}

fn reference() -> Json {
    json!({
        "name": "reference", "in": "path", "required": true,
        "description": "What the request is called: short, easy to say on the phone, with a check character.",
        "schema": { "type": "string", "minLength": 1 }, "example": "MK-7Q4F-93TX",
    })
}

fn tracking() -> Json {
    json!({
        "operationId": "follow",
        "summary": "A request's state, what it asks and what became of it",
        "parameters": [reference(), {
            "name": "cle", "in": "query", "required": true,
            "description": "The secret of the tracking address.",
            "schema": { "type": "string" },
        }],
        "responses": answers::of(&["tracking:200", "404", "405", "500", "503"]),
    })
}

fn cancelling() -> Json {
    moving("cancel", "Takes a request back; asking twice is the same as once")
}

fn taking() -> Json {
    moving("take", "Takes the place that is offered; asking twice is the same as once")
}

/// What its sender does to a request: only with the secret, and never by a GET.
fn moving(name: &str, told: &str) -> Json {
    let key = json!({ "type": "string", "description": "The secret of the tracking address." });
    let mut schema = json!({ "type": "object", "required": ["cle"], "properties": { "cle": key } });
    let object = json!({ "schema": schema });
    schema["propertyNames"] = forms::control_name();
    let controls = json!({ "schema": schema });
    json!({
        "operationId": name,
        "summary": told,
        "parameters": [reference()],
        "requestBody": { "required": true, "content": { "application/json": object, "application/x-www-form-urlencoded": controls } },
        "responses": answers::of(&["received:200", "303", "400", "404", "405", "408", "409", "413", "415", "500", "503"]),
    })
}

fn places(edition: &Edition) -> Result<Json, bundle::Error> {
    let mut names = BTreeSet::new();
    for form in edition.declared_forms()? {
        let offers = forms::offers(edition, &form)?;
        names.extend(offers.into_iter().filter_map(|(page, _)| page.rsplit('/').next().map(str::to_owned)));
    }
    Ok(json!({
        "operationId": "places",
        "summary": "How many places of each session are taken, and how many wait",
        "parameters": [{
            "name": "activity", "in": "path", "required": true,
            "description": "The last step of the page’s address.",
            "schema": { "type": "string", "minLength": 1 },
            "examples": names.iter().map(|name| (name.clone(), json!({ "value": name }))).collect::<Map<_, _>>(),
        }],
        "responses": answers::of(&["places:200", "404", "405", "500", "503"]),
    }))
}

fn puzzle() -> Json {
    json!({
        "operationId": "puzzle",
        "summary": "A puzzle to work on while a form is filled; no form asks for it",
        "description": "The solution is the text, a stop and a number, such that the SHA-256 of the whole begins with so many zero bits. It goes with the form as `_epreuve`, and serves once.",
        "responses": answers::of(&["puzzle:200", "405", "500", "503"]),
    })
}

fn health() -> Json {
    json!({
        "operationId": "health",
        "summary": "Whether the store answers",
        "responses": answers::of(&["ok:200", "405", "500", "503"]),
    })
}

fn itself() -> Json {
    json!({
        "operationId": "description",
        "summary": "This description",
        "responses": answers::of(&["description:200", "405", "500", "503"]),
    })
}
