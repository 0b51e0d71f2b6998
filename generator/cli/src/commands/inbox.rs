//! `parvis inbox`: the staff's work on what came in, from a terminal.

use desk::code::Proof;
use desk::doubt::Doubt;
use desk::inbox::{Inbox, Summary};
use desk::reference::Reference;
use desk::store::Which;
use desk::verified::Verified;
use desk::workflow::State;
use desk::workflow::update::Decision;
use serde_json::{Value as Json, json};
use tokio::runtime;

use crate::Status;
use crate::arguments::{Action, Inbox as Typed};
use crate::context::Context;
use crate::failure::{self, Failure};
use crate::inbox::{Accepted, Beside, Choice, Error, Named, Office, Undone, export};
use crate::moment::rfc3339;
use crate::store;
use crate::terminal::Terminal;
use crate::words::{self, Phrase};

mod calls;
mod orders;
mod record;
mod session;
mod show;
mod warn;

pub(super) fn run(context: &Context, typed: Typed) -> Result<Status, Failure> {
    context.settings()?;
    let desk = store::open(context, &typed.store)?;
    let office = Office::new(Inbox::new(desk), &context.root);
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    match runtime.block_on(act(context, &office, typed.action)) {
        Ok(status) => Ok(status),
        Err(error) if error.is_environment() => Err(Failure::Inbox(Box::new(error))),
        Err(error) => {
            failure::print_told(&error.told(context.language()), error.code(), context.terminal);
            Ok(Status::Faults)
        }
    }
}

async fn act(context: &Context, office: &Office, action: Action) -> Result<Status, Error> {
    for (reference, settled) in office.settle().await? {
        context.terminal.warn(&Phrase::settled(&reference, &settled, context.language()));
    }
    match action {
        Action::List { all } => list(context, office, if all { Which::All } else { Which::Open }).await,
        Action::Show { reference } => {
            let beside = office.show(&read(&reference)?, context.language()).await?;
            show::print(context, &beside);
            Ok(Status::Fine)
        }
        Action::Accept { reference, fields, verified } => {
            accept(context, office, &reference, fields, verified.map(Verified::from)).await
        }
        Action::Record(typed) => record::run(context, office, typed).await,
        Action::Session { page, id, csv } => {
            session::print(context, &office.session(&page, &id, context.language()).await?, csv);
            Ok(Status::Fine)
        }
        Action::Warn { done } => warn::run(context, office, done).await,
        Action::Rate { reference, quotient } => rate(context, office, &reference, &quotient).await,
        Action::Take { reference } => {
            let reference = read(&reference)?;
            office.take(&reference).await?;
            moved(context, &reference, State::Registered);
            Ok(Status::Fine)
        }
        Action::Cancel { reference } => {
            let reference = read(&reference)?;
            office.cancel(&reference).await?;
            moved(context, &reference, State::Cancelled);
            Ok(Status::Fine)
        }
        Action::Orders(action) => orders::run(context, office, action).await,
        Action::Refuse { reference, reason } => {
            let reference = read(&reference)?;
            office.refuse(&reference, &reason).await?;
            answer(
                context,
                &Phrase::Refused { reference: reference.to_string() },
                &json!({ "reference": reference, "state": "refused" }),
            );
            Ok(Status::Fine)
        }
        Action::Release { reference } => {
            let reference = read(&reference)?;
            office.release(&reference).await?;
            answer(
                context,
                &Phrase::Released { reference: reference.to_string() },
                &json!({ "reference": reference, "doubt": null }),
            );
            Ok(Status::Fine)
        }
        Action::Undo { reference } => undo(context, office, &reference).await,
        Action::Export { form } => export(context, office, &form).await,
        Action::Calls => calls::list(context, office).await,
        Action::Called { id } => calls::called(context, office, &id).await,
        Action::Code { page } => {
            let code = office.code(&page).await?;
            answer(
                context,
                &Phrase::Code { page: page.clone(), code: code.clone() },
                &json!({ "page": page, "code": code }),
            );
            Ok(Status::Fine)
        }
    }
}

/// A reference as somebody typed it.
fn read(typed: &str) -> Result<Reference, Error> {
    typed.parse().map_err(Error::Reference)
}

/// The same answer for people and for scripts.
fn answer(context: &Context, phrase: &Phrase, object: &Json) {
    if context.terminal.is_json() {
        Terminal::object(object);
    } else {
        context.terminal.answer(phrase);
    }
}

/// What a request is now.
fn moved(context: &Context, reference: &Reference, state: State) {
    let object = json!({ "reference": reference, "state": state.code() });
    answer(context, &Phrase::Moved { reference: reference.to_string(), state }, &object);
}

async fn list(context: &Context, office: &Office, which: Which) -> Result<Status, Error> {
    let queue = office.list(which).await?;
    for summary in &queue {
        if context.terminal.is_json() {
            Terminal::object(&object(context, summary));
        } else {
            Terminal::result(&line(context, summary));
        }
    }
    if queue.is_empty() {
        context.terminal.say(&Phrase::QueueEmpty);
    }
    Ok(Status::Fine)
}

fn line(context: &Context, summary: &Summary) -> String {
    let language = context.language();
    let doubt = summary.doubt.map(|doubt| format!("  {}", words::doubt(doubt, language))).unwrap_or_default();
    let proof = summary.proof.map(|proof| format!("  ({})", proof.words(language))).unwrap_or_default();
    format!(
        "{}  {}  {}, {}  {}{proof}{doubt}",
        summary.reference,
        summary.subject,
        words::moment(summary.received_at, language),
        summary.channel.words(language),
        summary.state.words(language),
    )
}

/// What scripts read of a request.
fn object(context: &Context, summary: &Summary) -> Json {
    json!({
        "reference": summary.reference,
        "form": summary.form,
        "state": summary.state.code(),
        "channel": summary.channel.code(),
        "received_at": rfc3339(summary.received_at, &context.zone),
        "subject": summary.subject,
        "proof": summary.proof.map(Proof::code),
        "doubt": summary.doubt.map(Doubt::code),
    })
}

async fn accept(
    context: &Context,
    office: &Office,
    typed: &str,
    fields: Vec<String>,
    verified: Option<Verified>,
) -> Result<Status, Error> {
    let reference = read(typed)?;
    let choice = if fields.is_empty() { Choice::Unmoved } else { Choice::Named(fields) };
    let accepted = office.accept(&reference, choice, verified, context.language()).await?;
    let Accepted { file, applied, edited } = accepted;
    let reference = reference.to_string();
    let object = json!({ "reference": reference, "file": file, "applied": keys(&applied) });
    let phrase = if edited {
        Phrase::Accepted { reference, file, fields: labels(applied) }
    } else {
        Phrase::AcceptedUnchanged { reference, file }
    };
    answer(context, &phrase, &object);
    Ok(Status::Fine)
}

async fn rate(context: &Context, office: &Office, typed: &str, quotient: &str) -> Result<Status, Error> {
    let reference = read(typed)?;
    let rated = office.rate(&reference, quotient).await?;
    let object = json!({ "reference": reference, "before": rated.before, "after": rated.after });
    answer(context, &Phrase::Rated { reference: reference.to_string(), rated }, &object);
    Ok(Status::Fine)
}

async fn undo(context: &Context, office: &Office, typed: &str) -> Result<Status, Error> {
    let reference = read(typed)?;
    let undone = office.undo(&reference, context.language()).await?;
    let reference = reference.to_string();
    match undone {
        Undone::Reopened => {
            answer(context, &Phrase::Reopened { reference: reference.clone() }, &json!({ "reference": reference }));
            Ok(Status::Fine)
        }
        Undone::Whole { file } => {
            let object = json!({ "reference": reference, "file": file, "kept": [] });
            answer(context, &Phrase::UndoneWhole { reference, file }, &object);
            Ok(Status::Fine)
        }
        Undone::Fields { file, restored, kept } => {
            let object =
                json!({ "reference": reference, "file": file, "restored": keys(&restored), "kept": keys(&kept) });
            answer(context, &Phrase::Undone { reference, file, fields: labels(restored) }, &object);
            if kept.is_empty() {
                return Ok(Status::Fine);
            }
            context.terminal.warn(&Phrase::KeptLater { fields: labels(kept) });
            Ok(Status::Faults)
        }
    }
}

/// What scripts read of fields.
fn keys(fields: &[Named]) -> Vec<String> {
    fields.iter().map(|field| field.key.clone()).collect()
}

/// What people read of them.
fn labels(fields: Vec<Named>) -> Vec<String> {
    fields.into_iter().map(|field| field.label).collect()
}

async fn export(context: &Context, office: &Office, form: &str) -> Result<Status, Error> {
    office.check_form(form).await?;
    let mut requests = Vec::new();
    for summary in office.list(Which::All).await?.into_iter().filter(|summary| summary.form == form) {
        requests.push(office.show(&summary.reference, context.language()).await?.shown);
    }
    let columns = office.columns(form, context.language())?;
    Terminal::raw(&export::table(&requests, columns.as_deref(), &context.zone, context.language()));
    Ok(Status::Fine)
}

/// What was decided, for scripts.
fn decision(decision: &Decision) -> Json {
    match decision {
        Decision::Open | Decision::Cancelled => Json::Null,
        Decision::Accepted { fields } => json!({ "accepted": fields }),
        Decision::Refused { reason } => json!({ "reason": reason }),
    }
}

fn shown_object(context: &Context, beside: &Beside) -> Json {
    let mut whole = object(context, &beside.shown.summary);
    whole["page"] = json!(beside.shown.page());
    whole["url"] = json!(beside.shown.url());
    whole["file"] = beside.now.as_ref().map_or(Json::Null, |(file, _)| json!(file));
    whole["verified"] = json!(beside.shown.verified.map(Verified::code));
    whole["phones"] = beside.phones.iter().map(|published| json!(published.phone.as_str())).collect();
    whole["decision"] = beside.shown.update().map_or(Json::Null, |update| decision(&update.decision));
    if let Some(register) = beside.shown.register() {
        whole["registration"] = show::registration_object(context, &beside.shown, register);
    }
    whole["fields"] = beside.shown.fields.iter().map(|field| show::field_object(field, beside)).collect();
    whole
}
