//! A registration as its sender follows it: the session, the turn, the offer.

use maud::{Markup, html};
use schema::form::rate::{Ground, Quote};
use schema::words::Language;

use super::words::{Say, say};
use super::{Tracking, button, lines};
use crate::pages::{dated, moment};
use crate::workflow::State;
use crate::workflow::places::Place;
use crate::workflow::register::{Register, SessionChange, Standing};

pub(super) fn next(tracking: &Tracking<'_>, register: &Register) -> Markup {
    let language = tracking.language;
    html! {
        @if let Some(change) = tracking.seat.as_ref().and_then(|seat| seat.change) {
            p { strong { (changed(change, language)) } }
        }
        p { (what_next(tracking, register)) }
        @if tracking.state == State::Offered { (button(tracking, "accepter", Say::TakeOffer)) }
        @if let Some(quote) = register.quote.filter(|quote| quote.ground == Ground::Provisional) {
            p { (provisional(quote, language)) }
        }
    }
}

fn what_next(tracking: &Tracking<'_>, register: &Register) -> String {
    let until = match register.standing {
        Standing::In(Place::Offered { until }) => moment(until, tracking.language),
        _ => String::new(),
    };
    match tracking.language {
        Language::French => french(tracking.state, &until),
        Language::English => english(tracking.state, &until),
    }
}

fn french(state: State, until: &str) -> String {
    match state {
        State::Registered => "Votre place est réservée. Si vous ne pouvez pas venir, annulez ici\u{a0}: la place ira à une autre personne.".to_owned(),
        State::Waiting => "Quand une place se libère, elle est proposée à la première personne de la liste, avec un délai pour répondre. Nous vous prévenons par le moyen que vous avez indiqué, et cette page le dit aussi.".to_owned(),
        State::Offered => format!("Une place est gardée pour vous jusqu’au {until}. Acceptez-la avant\u{a0}; ensuite elle sera proposée à la personne suivante."),
        State::Lapsed => "Le délai pour répondre est passé. Vous pouvez vous inscrire de nouveau s’il reste des places ou des rangs d’attente, ou appeler le service.".to_owned(),
        State::Refused => "Vous pouvez appeler le service en donnant votre référence, ou choisir une autre séance.".to_owned(),
        State::Cancelled => "La place est rendue. Vous pouvez vous inscrire de nouveau quand vous voulez, s’il reste des places.".to_owned(),
        _ => String::new(),
    }
}

fn english(state: State, until: &str) -> String {
    match state {
        State::Registered => "Your place is kept. If you can’t come, cancel here: the place will go to someone else.".to_owned(),
        State::Waiting => "When a place is freed, it is offered to the first person of the list, with a time to answer. We tell you by the means you gave, and this page says so too.".to_owned(),
        State::Offered => format!("A place is kept for you until {until}. Take it before; then it will be offered to the next person."),
        State::Lapsed => "The time to answer has passed. You can register again if places or turns are left, or call the service.".to_owned(),
        State::Refused => "You can call the service and give your reference, or choose another session.".to_owned(),
        State::Cancelled => "The place is given back. You can register again whenever you like, if places are left.".to_owned(),
        _ => String::new(),
    }
}

/// What whoever opens an old page must know first.
fn changed(change: SessionChange, language: Language) -> String {
    match (change, language) {
        (SessionChange::Cancelled, Language::French) => "Cette séance est annulée\u{a0}: elle n’aura pas lieu. Rien de votre inscription n’est effacé. Choisissez une autre séance sur la page de l’activité, ou appelez le service.".to_owned(),
        (SessionChange::Gone, Language::French) => "Cette séance n’est plus annoncée. Rien de votre inscription n’est effacé\u{a0}: le service vous dit ce qui se passe, ou appelez-le.".to_owned(),
        (SessionChange::Moved(to), Language::French) => format!("Cette séance est déplacée\u{a0}: elle commence le {}. Votre inscription vaut pour ce moment.", moment(to, language)),
        (SessionChange::Cancelled, Language::English) => "This session is cancelled: it will not take place. Nothing of your registration is deleted. Choose another session on the page of the activity, or call the service.".to_owned(),
        (SessionChange::Gone, Language::English) => "This session is announced no more. Nothing of your registration is deleted: the service tells you what happens, or call it.".to_owned(),
        (SessionChange::Moved(to), Language::English) => format!("This session is moved: it begins on {}. Your registration holds for that moment.", moment(to, language)),
    }
}

pub(crate) fn provisional(quote: Quote, language: Language) -> String {
    let price = quote.price.words(language);
    match language {
        Language::French => format!(
            "Tarif provisoire\u{a0}: {price}, le plus élevé de la grille. Montrez une attestation de quotient familial de moins de trois mois à l’accueil ou au café associatif\u{a0}: le tarif sera celui de votre tranche. Nous ne demandons pas ce document en ligne."
        ),
        Language::English => format!(
            "Provisional price: {price}, the highest of the grid. Show an attestation of your “quotient familial” less than three months old at the town hall or at the community café: the price will be that of your bracket. We don’t ask for this document online."
        ),
    }
}

pub(super) fn facts(register: &Register, tracking: &Tracking<'_>) -> Markup {
    let language = tracking.language;
    html! {
        dt { (say(Say::Page, language)) } dd { a href=(register.url) { (register.title) } }
        dt { (say(Say::Session, language)) }
        dd { @if let Some(label) = &register.session_label { (label) ", " } (dated(register.starts_at, language)) }
        @if let Some(turn) = tracking.seat.as_ref().and_then(|seat| seat.turn) {
            dt { (say(Say::Turn, language)) } dd { (turn) }
        }
        @if let Some(quote) = register.quote { dt { (say(Say::Price, language)) } dd { (quote.words(language)) } }
    }
}

pub(super) fn answers(tracking: &Tracking<'_>) -> Markup {
    let language = tracking.language;
    html! {
        h2 { (say(Say::Answers, language)) }
        dl.facts {
            @for field in tracking.fields {
                dt { (field.label) } dd { (lines(&field.after, language)) }
            }
        }
        @if let Some(code) = tracking.seat.as_ref().and_then(|seat| seat.household.as_ref()) {
            h2 { (say(Say::Household, language)) }
            p { (say(Say::HouseholdCode, language)) }
            p.reference { strong { (code) } }
        }
    }
}
