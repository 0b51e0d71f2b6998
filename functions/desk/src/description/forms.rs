//! The forms: for each the body that it takes, drawn from its declared fields.

use schema::form::order::basket::{PRICES, QUANTITIES, SLOT, STEP, TOTAL};
use schema::form::register::{Register, Session};
use schema::form::{Form, Place, Workflow};
use schema::json_schema::{self, Bounds, Omitted, Teller};
use schema::kind::Kind;
use schema::words::Language;
use serde_json::{Map, Value as Json, json};

use super::answers;
use crate::bundle::{self, Edition};
use crate::door::{DEEPEST, LONGEST_KEY, LONGEST_NAME};

/// One form, as programs need to know it.
pub(super) struct Described {
    name: String,
    title: String,
    /// The body, said as a JSON object.
    body: Json,
    /// The keys that a body of any format can't do without, with what they hold.
    needed: Map<String, Json>,
    /// The answer of a sending that is not refused, when nothing is new.
    fine: &'static str,
}

/// Every form of the town.
pub(super) fn all(edition: &Edition, language: Language) -> Result<Vec<Described>, bundle::Error> {
    let mut all = Vec::new();
    for kind in edition.kinds()?.into_iter().filter(|kind| kind.update.is_some()) {
        all.push(update(edition, &kind, language));
    }
    for form in edition.declared_forms()? {
        match &form.workflow {
            Workflow::Register(settings) => all.push(register(edition, &form, settings, language)?),
            Workflow::Order(_) => all.push(order(&form, language)),
        }
    }
    Ok(all)
}

/// The form by which people register for a session of a page.
fn register(
    edition: &Edition,
    form: &Form,
    settings: &Register,
    language: Language,
) -> Result<Described, bundle::Error> {
    let offers = offers(edition, form)?;
    let sessions: Vec<Session> = offers.iter().flat_map(|(_, sessions)| sessions.clone()).collect();
    let pages: Vec<&str> = offers.iter().map(|(page, _)| page.as_str()).collect();
    let page = json!({ "description": "The page whose sessions they are.", "enum": pages });
    let fields = settings.fields(&form.fields, &sessions, language);
    let (mut properties, mut required) = Teller { bounds: BOUNDS, language }.properties(&fields, Omitted::Blank);
    required.push("_page".to_owned());
    properties.insert("_page".to_owned(), page.clone());
    Ok(Described {
        name: form.name.clone(),
        title: form.title.in_language(language).to_owned(),
        body: body(properties, &required),
        needed: Map::from_iter([("_page".to_owned(), page)]),
        fine: "received:200",
    })
}

/// The form by which people order: a basket beside its fields.
fn order(form: &Form, language: Language) -> Described {
    let (mut properties, required) = Teller { bounds: BOUNDS, language }.properties(&form.fields, Omitted::Blank);
    let own = [
        (QUANTITIES, "How many of each product: an object by merchant, then by product."),
        (PRICES, "The price of each that was shown, in the same way; one that rose is a conflict."),
        (SLOT, "The slot, as point/dayThour: cafe/2026-11-24T12:15."),
        (TOTAL, "What the sender agrees to pay for the whole, costs included."),
        (STEP, "`revoir` to be told the total, before anything is ordered."),
    ];
    properties.extend(own.map(|(key, told)| (key.to_owned(), noise(told))));
    Described {
        name: form.name.clone(),
        title: form.title.in_language(language).to_owned(),
        body: body(properties, &required),
        needed: Map::new(),
        fine: "ordered:200",
    }
}

/// The pages that a form is about, each with its sessions.
pub(super) fn offers(edition: &Edition, form: &Form) -> Result<Vec<(String, Vec<Session>)>, bundle::Error> {
    let Place::About(kind) = &form.place else { return Ok(Vec::new()) };
    let Some(kind) = edition.kind(kind)? else { return Ok(Vec::new()) };
    let pages = edition.pages(&kind.folder).into_iter();
    let pages = pages.map(|page| Ok((page.to_owned(), edition.sessions(form, page)?)));
    let offers: Vec<_> = pages.collect::<Result<_, bundle::Error>>()?;
    Ok(offers.into_iter().filter(|(_, sessions)| !sessions.is_empty()).collect())
}

/// The form that corrects a page of a kind.
fn update(edition: &Edition, kind: &Kind, language: Language) -> Described {
    let fields = kind.update_fields().unwrap_or_default();
    let (mut properties, _) = Teller { bounds: BOUNDS, language }.properties(&fields, Omitted::Unchanged);
    let page = json!({ "description": "The page to be changed.", "enum": edition.pages(&kind.folder) });
    let shown = "What the page showed, field by field, so that a change made meanwhile is found.";
    properties.insert("_page".to_owned(), page.clone());
    properties.insert("_base".to_owned(), noise(shown));
    if kind.takes_code() {
        properties.insert("_code".to_owned(), noise("The code of the letter, if there was one."));
    }
    Described {
        name: kind.update_form(),
        title: format!("{} ({})", schema::update::button(language), kind.one(language)),
        body: body(properties, &["_page".to_owned()]),
        needed: Map::from_iter([("_page".to_owned(), page)]),
        fine: "received:200",
    }
}

/// A key that no field has is a fault, unless it begins as those of the desk do.
fn body(mut properties: Map<String, Json>, required: &[String]) -> Json {
    let mut key = noise("What `Idempotency-Key` says, for those who send no headers.");
    key["maxLength"] = json!(LONGEST_KEY);
    properties.insert("_key".to_owned(), key);
    let others = noise("Keys that begin so are the desk’s own; those it does not know are left out.");
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        "propertyNames": { "maxLength": LONGEST_NAME },
        "patternProperties": { "^_": others },
        "additionalProperties": false,
    })
}

/// What the door reads of a body, whatever its form.
pub(super) const BOUNDS: Bounds = Bounds { room: DEEPEST - 1, name: LONGEST_NAME };

/// Whatever is read at all under a key.
fn noise(told: &str) -> Json {
    let mut anything = json_schema::anything(BOUNDS.room);
    anything["description"] = json!(told);
    anything
}

/// The names of controls, of any form: `produits.0.prix`.
pub(super) fn control_name() -> Json {
    let step = r"[^.\x00-\x1f\x7f]*";
    let pattern = format!(r"^{step}(\.{step}){{0,{}}}$", BOUNDS.room);
    json!({ "minLength": 1, "maxLength": LONGEST_NAME, "pattern": pattern })
}

impl Described {
    pub(super) fn address(&self) -> String {
        format!("/formulaires/{}", self.name)
    }

    pub(super) fn operation(&self) -> Json {
        let controls = self.controls();
        json!({
            "operationId": self.name,
            "summary": self.title,
            "parameters": [{
                "name": "Idempotency-Key", "in": "header",
                "description": "A key that makes a second sending the same as the first.",
                "schema": { "type": "string", "maxLength": LONGEST_KEY, "pattern": "^[!-~]*$" },
            }],
            "requestBody": {
                "required": true,
                "content": {
                    "application/json": { "schema": self.body },
                    "application/x-www-form-urlencoded": controls,
                    "multipart/form-data": controls,
                },
            },
            "responses": answers::of(&[
                self.fine, "received:201", "303", "400", "404", "405", "408", "409", "413", "415", "422", "429",
                "500", "503",
            ]),
        })
    }

    fn controls(&self) -> Json {
        let required: Vec<&String> = self.needed.keys().collect();
        let told = "The controls of the form: inside a list `produits.0.prix`; several choices repeat the name.";
        json!({
            "schema": {
                "type": "object",
                "description": told,
                "required": required,
                "properties": self.needed,
                "propertyNames": control_name(),
            },
        })
    }
}
