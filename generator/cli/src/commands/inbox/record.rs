//! `parvis inbox record`: a request that somebody brought, typed by staff.
//!
//! Architecture invariant: what was typed is printed nowhere but in what is told
//! of its faults.

use std::io::Read as _;

use desk::inbox::{Absence, Error as Refusal, Left};
use schema::tree::Node;
use schema::words::Told;
use serde_json::{Value as Json, json};

use super::answer;
use crate::Status;
use crate::arguments::Record;
use crate::context::Context;
use crate::failure;
use crate::inbox::counter::Typed;
use crate::inbox::{Error, Office};
use crate::terminal::Terminal;
use crate::words::{Phrase, register};

pub(super) async fn run(context: &Context, office: &Office, record: Record) -> Result<Status, Error> {
    let (body, absence) = if record.stdin { (read()?, Absence::Removes) } else { (controls(&record), Absence::Keeps) };
    let channel = record.channel.into();
    let typed = Typed { page: record.page, form: record.form, body, absence, channel, language: context.language() };
    let recorded = match office.record(typed).await {
        Err(Error::Desk(Refusal::Refused { code, faults, again, .. })) if !faults.is_empty() => {
            let left = again.filter(|_| code == "full").map(|again| again.left);
            for (field, message) in &faults {
                tell(context, code, (field, message), left.as_deref());
            }
            return Ok(Status::Faults);
        }
        recorded => recorded?,
    };
    let object = json!({
        "reference": recorded.reference,
        "tracking_url": recorded.tracking_url,
        "state": recorded.state.code(),
    });
    let phrase = Phrase::Recorded { reference: recorded.reference.to_string(), link: recorded.tracking_link };
    answer(context, &phrase, &object);
    Ok(Status::Fine)
}

fn controls(record: &Record) -> Node {
    Node::from_controls(record.set.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// What stands on standard input, as the desk's door takes it.
fn read() -> Result<Node, Error> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|_| Error::Body)?;
    let json: Json = serde_json::from_str(&text).map_err(|_| Error::Body)?;
    Ok(Node::from_json(&json))
}

/// One fault of what was typed, in the sentence that a form shows; what is left,
/// when what was asked for is full.
fn tell(context: &Context, code: &str, (field, message): (&str, &str), left: Option<&[Left]>) {
    let hint = left.map(|left| register::what_is_left(left, context.language()));
    if context.terminal.is_json() {
        let left = left.map(|left| left.iter().map(left_object).collect::<Vec<_>>());
        Terminal::object(&json!({
            "severity": "error", "code": code, "field": field, "message": message, "hint": hint, "left": left,
        }));
    } else {
        let told = hint.map_or_else(|| Told::plain(message), |hint| Told::with_hint(message, hint));
        failure::print_told(&told, code, context.terminal);
    }
}

fn left_object(left: &Left) -> Json {
    json!({ "session": left.session, "label": left.words, "places": left.places, "turns": left.turns })
}
