//! The tracking page: the acknowledgement of a request, and how far it has come.
//!
//! It holds what an acknowledgement must: the date it was received, the service
//! in charge with its address and phone, the reference, what happens next.
//!
//! Architecture invariant: whoever reads it holds the secret; nothing else here
//! tells who sent the request.

use maud::{Markup, html};
use schema::types::phone::Phone;
use schema::value::Value;
use schema::words::Language;

use super::{Page, dated};
use crate::code::Proof;
use crate::request::Request;
use crate::secret::Secret;
use crate::settings::Contact;
use crate::told::ToldField;
use crate::workflow::update::{Decision, Deed, State, Update, Verdict};

/// Everything that the page shows.
#[derive(Debug)]
pub(crate) struct Tracking<'a> {
    pub(crate) request: &'a Request,
    pub(crate) update: &'a Update,
    pub(crate) state: State,
    pub(crate) fields: &'a [ToldField],
    pub(crate) contact: Option<&'a Contact>,
    pub(crate) secret: &'a Secret,
    /// Where the cancel button leads.
    pub(crate) cancel: &'a str,
    pub(crate) language: Language,
}

pub(crate) fn page(tracking: &Tracking<'_>) -> Page {
    let language = tracking.language;
    let title = title(tracking.state, language);
    let main = html! {
        h1 { (title) }
        p.reference { (say(Say::Reference, language)) " " strong { (tracking.request.reference) } }
        p.state { (say(Say::State, language)) " " strong { (tracking.state.words(language)) } }
        @if let Decision::Refused { reason } = &tracking.update.decision {
            p { (say(Say::Reason, language)) " " bdi { (reason) } }
        }
        h2 { (say(Say::Next, language)) }
        p { (next(tracking.state, language)) }
        @if tracking.state == State::Received && proves_nothing(tracking.request.proof) { p { (say(Say::NotTheCode, language)) } }
        p { (say(Say::Keep, language)) }
        (facts(tracking))
        h2 { (say(Say::Asked, language)) }
        (asked(tracking))
        @if tracking.update.can_be_cancelled() { (cancel(tracking)) }
    };
    Page { title: format!("{title} – {}", tracking.request.reference), main }
}

/// Whether a code was given that is not, or no longer, the one of the letter.
const fn proves_nothing(proof: Proof) -> bool {
    match proof {
        Proof::None | Proof::Code => false,
        Proof::WrongCode | Proof::ExpiredCode | Proof::UsedCode | Proof::TriedCode => true,
    }
}

fn facts(tracking: &Tracking<'_>) -> Markup {
    let language = tracking.language;
    let request = tracking.request;
    html! {
        dl.facts {
            dt { (say(Say::ReceivedOn, language)) } dd { (dated(request.received_at, language)) ", " (request.channel.words(language)) }
            @for event in request.history.iter().filter(|event| is_told(&event.deed)) {
                dt { (happened(&event.deed, language)) } dd { (dated(event.at, language)) }
            }
            dt { (say(Say::Page, language)) } dd { a href=(tracking.update.url) { (tracking.update.title) } }
            @if let Some(contact) = tracking.contact { (service(contact, language)) }
        }
    }
}

fn service(contact: &Contact, language: Language) -> Markup {
    html! {
        @if let Some(service) = &contact.service { dt { (say(Say::Service, language)) } dd { (service) } }
        @if let Some(address) = &contact.address { dt { (say(Say::Address, language)) } dd { (address) } }
        @if let Some(phone) = &contact.phone {
            dt { (say(Say::Phone, language)) }
            dd {
                @match Phone::parse(phone) {
                    Ok(number) => a href=(number.tel_uri()) { (number.words(language)) },
                    Err(_) => (phone),
                }
            }
        }
    }
}

fn asked(tracking: &Tracking<'_>) -> Markup {
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

fn lines(lines: &[String], language: Language) -> Markup {
    html! {
        @if lines.is_empty() { (say(Say::Nothing, language)) }
        @for (index, line) in lines.iter().enumerate() {
            @if index > 0 { br; }
            bdi { (line) }
        }
    }
}

fn cancel(tracking: &Tracking<'_>) -> Markup {
    html! {
        h2 { (say(Say::ChangedMind, tracking.language)) }
        form.form method="post" action=(tracking.cancel) {
            input type="hidden" name="cle" value=(tracking.secret.to_link());
            button.button type="submit" { (say(Say::Cancel, tracking.language)) }
        }
    }
}

/// What the sender is told of the history; the staff's own steps are theirs.
const fn is_told(deed: &Deed) -> bool {
    matches!(deed, Deed::Accepted | Deed::Refused { .. } | Deed::Cancelled | Deed::Undone | Deed::Reopened)
}

const fn happened(deed: &Deed, language: Language) -> &'static str {
    match (deed, language) {
        (Deed::Accepted, Language::French) => "Page modifiée le",
        (Deed::Accepted, Language::English) => "Page changed on",
        (Deed::Refused { .. }, Language::French) => "Refusée le",
        (Deed::Refused { .. }, Language::English) => "Refused on",
        (Deed::Cancelled, Language::French) => "Annulée le",
        (Deed::Cancelled, Language::English) => "Cancelled on",
        (Deed::Undone, Language::French) => "Page remise comme avant le",
        (Deed::Undone, Language::English) => "Page put back as it was on",
        (Deed::Reopened, Language::French) => "Refus retiré le",
        (Deed::Reopened, Language::English) => "Refusal taken back on",
        (
            Deed::Received | Deed::AcceptBegun { .. } | Deed::UndoBegun | Deed::Abandoned | Deed::Released { .. },
            Language::French,
        ) => "Suivie le",
        (
            Deed::Received | Deed::AcceptBegun { .. } | Deed::UndoBegun | Deed::Abandoned | Deed::Released { .. },
            Language::English,
        ) => "Followed on",
    }
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

const fn title(state: State, language: Language) -> &'static str {
    match (state, language) {
        (State::Received, Language::French) => "Votre demande est bien reçue",
        (State::Received, Language::English) => "We have your request",
        (State::Accepted, Language::French) => "Votre demande est acceptée",
        (State::Accepted, Language::English) => "Your request is accepted",
        (State::PartlyAccepted, Language::French) => "Votre demande est acceptée en partie",
        (State::PartlyAccepted, Language::English) => "Your request is partly accepted",
        (State::Refused, Language::French) => "Votre demande est refusée",
        (State::Refused, Language::English) => "Your request is refused",
        (State::Cancelled, Language::French) => "Votre demande est annulée",
        (State::Cancelled, Language::English) => "Your request is cancelled",
    }
}

const fn next(state: State, language: Language) -> &'static str {
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
    }
}

#[derive(Clone, Copy)]
enum Say {
    Reference,
    State,
    Reason,
    Next,
    NotTheCode,
    Keep,
    ReceivedOn,
    Page,
    Service,
    Address,
    Phone,
    Asked,
    Field,
    Before,
    After,
    Verdict,
    InWords,
    Nothing,
    ChangedMind,
    Cancel,
}

const fn say(word: Say, language: Language) -> &'static str {
    match language {
        Language::French => french(word),
        Language::English => english(word),
    }
}

const fn french(word: Say) -> &'static str {
    match word {
        Say::Reference => "Référence\u{a0}:",
        Say::State => "État\u{a0}:",
        Say::Reason => "Motif du refus\u{a0}:",
        Say::Next => "Ce qui va se passer",
        Say::NotTheCode => "Le code donné n’est pas le bon, ou ne vaut plus\u{a0}: nous vous appellerons.",
        Say::Keep => {
            "Gardez l’adresse de cette page, ou imprimez-la\u{a0}: elle seule permet de suivre la demande. Au téléphone, la référence suffit."
        }
        Say::ReceivedOn => "Reçue le",
        Say::Page => "Fiche concernée",
        Say::Service => "Service chargé de la demande",
        Say::Address => "Adresse",
        Say::Phone => "Téléphone",
        Say::Asked => "Ce que vous demandez",
        Say::Field => "Champ",
        Say::Before => "Avant",
        Say::After => "Après",
        Say::Verdict => "Décision",
        Say::InWords => "En clair",
        Say::Nothing => "rien",
        Say::ChangedMind => "Vous avez changé d’avis\u{a0}?",
        Say::Cancel => "Annuler ma demande",
    }
}

const fn english(word: Say) -> &'static str {
    match word {
        Say::Reference => "Reference:",
        Say::State => "State:",
        Say::Reason => "Why it is refused:",
        Say::Next => "What happens next",
        Say::NotTheCode => "The code you gave is not the right one, or no longer counts: we will call you.",
        Say::Keep => {
            "Keep the address of this page, or print it: nothing else lets you follow the request. On the phone, the reference is enough."
        }
        Say::ReceivedOn => "Received on",
        Say::Page => "Page",
        Say::Service => "Service in charge",
        Say::Address => "Address",
        Say::Phone => "Phone",
        Say::Asked => "What you ask",
        Say::Field => "Field",
        Say::Before => "Before",
        Say::After => "After",
        Say::Verdict => "Decision",
        Say::InWords => "In words",
        Say::Nothing => "nothing",
        Say::ChangedMind => "Changed your mind?",
        Say::Cancel => "Cancel my request",
    }
}
