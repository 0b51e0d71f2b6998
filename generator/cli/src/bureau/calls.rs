//! Whom to call and to write to: a text to read out, a letter to print, a button
//! for each once it is done.

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use desk::ReachedBy;
use desk::inbox::Call;
use maud::{Markup, html};
use schema::types::phone::Phone;
use schema::words::Language;

use super::{Bureau, deeds, first, layout, lost, parameters, refused, see_other};
use crate::inbox::Error;
use crate::words::moment;

/// The page « À appeler ».
pub(super) async fn page(State(bureau): State<Bureau>, RawQuery(query): RawQuery) -> Response {
    let parameters = parameters(query.as_deref().unwrap_or_default().as_bytes());
    let done = first(&parameters, "fait");
    match bureau.office.calls().await {
        Ok(calls) => {
            let view = view(&bureau, &calls, done);
            layout::page(&bureau, words(bureau.language).title, &view).into_response()
        }
        Err(error) => refused(&bureau, &error),
    }
}

/// A letter as it is printed and posted.
pub(super) async fn letter(State(bureau): State<Bureau>, Path(id): Path<String>) -> Response {
    let calls = match bureau.office.calls().await {
        Ok(calls) => calls,
        Err(error) => return refused(&bureau, &error),
    };
    match calls.iter().find(|call| call.id == id) {
        Some(call) => layout::page(&bureau, &call.subject, &sheet(&bureau, call)).into_response(),
        None => lost(State(bureau)).await,
    }
}

/// Notes that a call was made, or that a letter left.
pub(super) async fn called(State(bureau): State<Bureau>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(sent) = deeds::form(&bureau, &headers, &body) else { return deeds::stale(&bureau) };
    let (office, id) = (bureau.office.clone(), first(&sent, "appel").unwrap_or_default().to_owned());
    match deeds::whole(async move { office.called(&id).await }).await {
        Ok(reference) => see_other(&format!("/appels?fait={reference}")),
        // A second click, or a colleague.
        Err(Error::Desk(desk::inbox::Error::UnknownCall(_))) => see_other("/appels?fait=deja"),
        Err(error) => refused(&bureau, &error),
    }
}

fn view(bureau: &Bureau, calls: &[Call], done: Option<&str>) -> Markup {
    let language = bureau.language;
    let words = words(language);
    html! {
        h1 { (words.title) " " span.count { "(" (calls.len()) ")" } }
        @match done {
            Some("deja") => div.done role="status" { p { (words.already) } },
            Some(_) => div.done role="status" { p { (words.done) } },
            None => {}
        }
        @if calls.is_empty() { p.empty { (words.nobody) } }
        @for call in calls {
            article.field lang=(call.language.tag()) {
                h2 lang=(language.tag()) { (name(call)) }
                p.call lang=(language.tag()) { (way(call, language)) }
                p lang=(language.tag()) {
                    a.mono href={ "/demandes/" (call.reference) } { (call.reference) } ", " (call.title)
                    br; (words.since) " " time datetime=(call.since) { (moment(call.since, language)) }
                    @if let Some(because) = call.because { " (" (because.words(language)) ")" }
                }
                (paragraphs(&call.text))
                form.screen lang=(language.tag()) method="post" action="/appels" {
                    input type="hidden" name="sceau" value=(bureau.door.form_value);
                    input type="hidden" name="appel" value=(call.id);
                    @if call.by == Some(ReachedBy::Letter) {
                        a.button href={ "/appels/" (call.id) } { (words.print) } " "
                    }
                    button.button type="submit" { (words.note) " " span.count { (call.reference) } }
                }
            }
        }
    }
}

fn sheet(bureau: &Bureau, call: &Call) -> Markup {
    let words = words(bureau.language);
    html! {
        p.screen { a.button href="/appels" { (words.back) } }
        article.slip lang=(call.language.tag()) {
            p.addressee {
                (name(call))
                // The street, then the town.
                @for line in call.reach.address.iter().flat_map(|address| address.split(", ")) { br; (line) }
            }
            p { time datetime=(bureau.clock.now()) { (moment(bureau.clock.now(), call.language)) } }
            h1 { (call.subject) }
            (paragraphs(&call.text))
        }
    }
}

fn name(call: &Call) -> &str {
    call.reach.name.as_deref().unwrap_or_else(|| call.reference.as_str())
}

fn way(call: &Call, language: Language) -> Markup {
    let at = |text: Option<&String>| text.cloned().unwrap_or_default();
    html! {
        @match call.by {
            Some(ReachedBy::Phone) => @match call.reach.phone.as_deref().map(Phone::parse) {
                Some(Ok(phone)) => a href=(phone.tel_uri()) { (phone.words(language)) },
                _ => (at(call.reach.phone.as_ref())),
            },
            Some(ReachedBy::Letter) => (at(call.reach.address.as_ref())),
            Some(ReachedBy::Email) => (at(call.reach.email.as_ref())),
            None => (words(language).no_means),
        }
    }
}

/// A text as it was written: paragraphs, and lines within them.
fn paragraphs(text: &str) -> Markup {
    html! {
        @for paragraph in text.trim_end().split("\n\n") {
            p {
                @for (index, line) in paragraph.lines().enumerate() {
                    @if index > 0 { br; }
                    bdi { (line) }
                }
            }
        }
    }
}

/// What these pages say.
struct Words {
    title: &'static str,
    nobody: &'static str,
    done: &'static str,
    already: &'static str,
    since: &'static str,
    print: &'static str,
    note: &'static str,
    back: &'static str,
    no_means: &'static str,
}

const fn words(language: Language) -> &'static Words {
    match language {
        Language::French => &Words {
            title: "À appeler",
            nobody: "Personne n’attend d’appel ni de lettre.",
            done: "C’est noté dans l’historique de la demande.",
            already: "C’était déjà noté\u{a0}: rien n’a été fait de plus.",
            since: "Attend depuis le",
            print: "Imprimer la lettre",
            note: "Noter que c’est fait",
            back: "Revenir aux appels",
            no_means: "Aucun moyen de joindre cette personne n’est connu.",
        },
        Language::English => &Words {
            title: "To call",
            nobody: "Nobody waits for a call or a letter.",
            done: "It is noted in the history of the request.",
            already: "It was noted already: nothing more was done.",
            since: "Waits since",
            print: "Print the letter",
            note: "Note that it is done",
            back: "Back to the calls",
            no_means: "No means of reaching this person is known.",
        },
    }
}

/// The link to these pages, in the frame of the bureau.
pub(super) const fn link(language: Language) -> &'static str {
    words(language).title
}
