//! What a request to change a page asks, as its sender follows it.

use maud::{Markup, html};
use schema::value::Value;
use schema::words::Language;

use super::words::{Say, say};
use super::{Tracking, lines};
use crate::told::ToldField;
use crate::workflow::State;
use crate::workflow::update::Verdict;

pub(super) fn asked(tracking: &Tracking<'_>) -> Markup {
    let language = tracking.language;
    let decided = tracking.fields.iter().any(|field| field.verdict.is_some());
    html! {
        table.diff {
            thead { tr {
                th scope="col" { (say(Say::Field, language)) }
                th scope="col" { (say(Say::Before, language)) }
                th scope="col" { (say(Say::After, language)) }
                @if decided { th scope="col" { (say(Say::Verdict, language)) } }
            } }
            tbody {
                @for field in tracking.fields {
                    tr {
                        th scope="row" { (field.label) }
                        td { (lines(&field.before, language)) }
                        td { (lines(&field.after, language)) }
                        @if decided { td { (verdict(field.verdict, language)) } }
                    }
                }
            }
        }
        @if tracking.fields.iter().any(needs_words) {
            h3 { (say(Say::InWords, language)) }
            @for field in tracking.fields.iter().filter(|field| needs_words(field)) {
                p { (field.label) }
                ul { @for line in &field.said { li { bdi { (line) } } } }
            }
        }
    }
}

/// Whether the table leaves the reader to find out what changes.
fn needs_words(field: &ToldField) -> bool {
    let sides = field.change.as_ref().map(|change| [&change.before, &change.after]);
    let is_long = |value: &Value| matches!(value, Value::Hours(_) | Value::Closures(_) | Value::List(_));
    sides.is_some_and(|sides| sides.into_iter().flatten().any(is_long)) && !field.said.is_empty()
}

const fn verdict(verdict: Option<Verdict>, language: Language) -> &'static str {
    match (verdict, language) {
        (None, _) => "",
        (Some(Verdict::Kept), Language::French) => "retenu",
        (Some(Verdict::Kept), Language::English) => "kept",
        (Some(Verdict::NotKept), Language::French) => "non retenu",
        (Some(Verdict::NotKept), Language::English) => "not kept",
    }
}

/// What happens next.
pub(super) const fn next(state: State, language: Language) -> &'static str {
    match (state, language) {
        (State::Received, Language::French) => {
            "Le service vérifie que la demande vient bien du lieu concerné\u{a0}: par le code reçu par courrier si vous l’avez donné, sinon en appelant le numéro déjà publié sur la fiche. Ensuite il modifie la fiche, ou vous dit ici pourquoi il ne le fait pas."
        }
        (State::Received, Language::English) => {
            "The service makes sure that the request comes from the place itself: by the code from the letter if you gave it, otherwise by calling the number that the page already shows. Then it changes the page, or tells you here why it doesn’t."
        }
        (State::Accepted, Language::French) => {
            "La fiche a été modifiée comme vous l’avez demandé. Vous n’avez plus rien à faire."
        }
        (State::Accepted, Language::English) => "The page was changed as you asked. There is nothing more to do.",
        (State::PartlyAccepted, Language::French) => {
            "Une partie de ce que vous demandez est dans la fiche\u{a0}; le tableau dit laquelle. Pour le reste, appelez le service ou envoyez une nouvelle demande."
        }
        (State::PartlyAccepted, Language::English) => {
            "Part of what you asked is in the page; the table says which. For the rest, call the service or send another request."
        }
        (State::Refused, Language::French) => {
            "La fiche n’a pas changé. Vous pouvez appeler le service, ou envoyer une nouvelle demande."
        }
        (State::Refused, Language::English) => {
            "The page has not changed. You can call the service, or send another request."
        }
        (State::Cancelled, Language::French) => {
            "La fiche n’a pas changé. Vous pouvez envoyer une nouvelle demande quand vous voulez."
        }
        (State::Cancelled, Language::English) => {
            "The page has not changed. You can send another request whenever you like."
        }
        // No request to change a page comes to another state.
        (_, Language::French | Language::English) => "",
    }
}
