//! `parvis inbox calls` and `called`: whom to call or write to, and that it is done.

use desk::ReachedBy;
use desk::errand::Because;
use desk::inbox::Call;
use schema::words::Language;
use serde_json::{Value as Json, json};

use super::answer;
use crate::Status;
use crate::context::Context;
use crate::inbox::{Error, Office};
use crate::moment::rfc3339;
use crate::terminal::Terminal;
use crate::words::{self, Phrase};

pub(super) async fn list(context: &Context, office: &Office) -> Result<Status, Error> {
    let calls = office.calls().await?;
    for call in &calls {
        if context.terminal.is_json() {
            Terminal::object(&object(context, call));
        } else {
            Terminal::result(&block(call, context.language()));
        }
    }
    if calls.is_empty() {
        context.terminal.say(&Phrase::NoCalls);
    }
    Ok(Status::Fine)
}

pub(super) async fn called(context: &Context, office: &Office, id: &str) -> Result<Status, Error> {
    let reference = office.called(id).await?;
    let phrase = Phrase::Called { reference: reference.to_string() };
    answer(context, &phrase, &json!({ "id": id, "reference": reference }));
    Ok(Status::Fine)
}

/// A call as it is read at a desk with a phone: whom, why, since when, then the words.
fn block(call: &Call, language: Language) -> String {
    let name = call.reach.name.as_deref().unwrap_or_default();
    let since = words::moment(call.since, language);
    let because = call.because.map_or("", |because| because.words(language));
    let text = call.text.trim_end().replace('\n', "\n  ");
    format!(
        "{}  {}  {name}  {}\n{}  {since}  ({because})\n\n  {text}\n",
        call.reference,
        call.title,
        way(call, language),
        call.id
    )
}

/// How the person is reached, and where.
fn way(call: &Call, language: Language) -> String {
    let at = match call.by {
        Some(ReachedBy::Phone) => call.reach.phone.as_deref(),
        Some(ReachedBy::Letter) => call.reach.address.as_deref(),
        Some(ReachedBy::Email) => call.reach.email.as_deref(),
        None => None,
    };
    match (call.by, at, language) {
        (Some(by), Some(at), language) => format!("{} {at}", by.words(language)),
        (_, _, Language::French) => "aucun moyen connu".to_owned(),
        (_, _, Language::English) => "no means known".to_owned(),
    }
}

/// What scripts read of a call.
fn object(context: &Context, call: &Call) -> Json {
    json!({
        "id": call.id,
        "reference": call.reference,
        "subject": call.title,
        "news": call.what,
        "because": call.because.map(Because::code),
        "since": rfc3339(call.since, &context.zone),
        "by": call.by.map(ReachedBy::code),
        "name": call.reach.name,
        "phone": call.reach.phone,
        "email": call.reach.email,
        "address": call.reach.address,
        "language": call.language.tag(),
        "text": call.text,
    })
}
