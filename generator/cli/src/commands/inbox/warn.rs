//! Who is to be warned because a session is not as it was, in a terminal.

use desk::inbox::Warned;
use desk::workflow::register::SessionChange;
use schema::words::Language;
use serde_json::{Value as Json, json};

use super::{answer, read};
use crate::Status;
use crate::context::Context;
use crate::inbox::{Error, Office};
use crate::moment::rfc3339;
use crate::terminal::Terminal;
use crate::words::{Phrase, register as said};

pub(super) async fn run(context: &Context, office: &Office, done: Option<String>) -> Result<Status, Error> {
    match done {
        Some(typed) => note(context, office, &typed).await,
        None => list(context, office).await,
    }
}

/// Writes down that somebody was warned.
async fn note(context: &Context, office: &Office, typed: &str) -> Result<Status, Error> {
    let reference = read(typed)?;
    let change = office.warned(&reference).await?;
    let object = json!({ "reference": reference, "change": change.map(code) });
    let reference = reference.to_string();
    let phrase = match change {
        Some(_) => Phrase::Warned { reference },
        None => Phrase::NothingToTell { reference },
    };
    answer(context, &phrase, &object);
    Ok(Status::Fine)
}

async fn list(context: &Context, office: &Office) -> Result<Status, Error> {
    let warned = office.to_warn().await?;
    if warned.is_empty() {
        context.terminal.say(&Phrase::NobodyToWarn);
    }
    if context.terminal.is_json() {
        for warned in &warned {
            Terminal::object(&object(context, warned));
        }
        return Ok(Status::Fine);
    }
    let language = context.language();
    for group in warned.chunk_by(|one, next| one.reach.channel() == next.reach.channel()) {
        Terminal::result(&said::by(group[0].reach.channel(), language).to_uppercase());
        for warned in group {
            print(warned, language);
        }
    }
    Ok(Status::Fine)
}

fn print(warned: &Warned, language: Language) {
    let reach = &warned.reach;
    let way = [&reach.email, &reach.phone, &reach.address].into_iter().find_map(Clone::clone);
    let told = [reach.name.clone(), way, Some(warned.reference.to_string())];
    Terminal::result(&format!("\n{}", told.into_iter().flatten().collect::<Vec<_>>().join(" – ")));
    Terminal::result(&format!("{}\u{a0}: {}", warned.title, said::change(warned.change, language)));
    Terminal::result(&format!("  {}\n", warned.text));
}

fn object(context: &Context, warned: &Warned) -> Json {
    let moved_to = match warned.change {
        SessionChange::Moved(to) => Some(rfc3339(to, &context.zone)),
        SessionChange::Cancelled | SessionChange::Gone => None,
    };
    json!({
        "reference": warned.reference,
        "page": warned.page,
        "session": warned.session,
        "was_at": rfc3339(warned.was_at, &context.zone),
        "change": code(warned.change),
        "moved_to": moved_to,
        "channel": warned.reach.channel().map(desk::ReachedBy::code),
        "person": warned.person,
        "name": warned.reach.name,
        "phone": warned.reach.phone,
        "email": warned.reach.email,
        "address": warned.reach.address,
        "text": warned.text,
    })
}

const fn code(change: SessionChange) -> &'static str {
    match change {
        SessionChange::Cancelled => "cancelled",
        SessionChange::Gone => "gone",
        SessionChange::Moved(_) => "moved",
    }
}
