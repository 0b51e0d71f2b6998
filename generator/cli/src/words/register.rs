//! What is said of sessions and registrations, in the terminal and in the bureau.

use desk::ReachedBy;
use desk::inbox::{Announced, Left, Rated, SessionLine};
use desk::workflow::State;
use desk::workflow::register::SessionChange;
use schema::words::Language;

use super::moment;

/// A page and one of its sessions.
pub(crate) fn session(announced: &Announced, language: Language) -> String {
    format!("{} – {}", announced.title, announced.session.words(language))
}

/// How full a session is.
pub(crate) fn taken(announced: &Announced, language: Language) -> String {
    let Announced { taken, waiting, .. } = announced;
    let capacity = announced.session.capacity;
    match (taken, waiting, language) {
        (0 | 1, 0, Language::French) => format!("{taken}\u{a0}place prise sur {capacity}"),
        (_, 0, Language::French) => format!("{taken}\u{a0}places prises sur {capacity}"),
        (0 | 1, _, Language::French) => format!("{taken}\u{a0}place prise sur {capacity}, {waiting} en attente"),
        (_, _, Language::French) => format!("{taken}\u{a0}places prises sur {capacity}, {waiting} en attente"),
        (_, 0, Language::English) => format!("{taken} of {capacity} places taken"),
        (_, _, Language::English) => format!("{taken} of {capacity} places taken, {waiting} waiting"),
    }
}

/// Where a line of a list stands.
pub(crate) fn standing(line: &SessionLine, language: Language) -> String {
    match (line.state, line.place, line.turn, line.until, language) {
        (State::Registered, Some(place), ..) => place.to_string(),
        (State::Offered, _, _, Some(until), Language::French) => format!("jusqu’au {}", moment(until, language)),
        (State::Offered, _, _, Some(until), Language::English) => format!("until {}", moment(until, language)),
        (State::Waiting, _, Some(turn), _, Language::French) => format!("rang {turn}"),
        (State::Waiting, _, Some(turn), _, Language::English) => format!("turn {turn}"),
        (state, ..) => state.words(language).to_owned(),
    }
}

/// What became of a session.
pub(crate) fn change(change: SessionChange, language: Language) -> String {
    match (change, language) {
        (SessionChange::Cancelled, Language::French) => "annulée".to_owned(),
        (SessionChange::Cancelled, Language::English) => "cancelled".to_owned(),
        (SessionChange::Gone, Language::French) => "n’est plus annoncée".to_owned(),
        (SessionChange::Gone, Language::English) => "announced no more".to_owned(),
        (SessionChange::Moved(to), Language::French) => format!("déplacée au {}", moment(to, language)),
        (SessionChange::Moved(to), Language::English) => format!("moved to {}", moment(to, language)),
    }
}

/// The head over those who are reached in one way.
pub(crate) const fn by(channel: Option<ReachedBy>, language: Language) -> &'static str {
    match (channel, language) {
        (Some(ReachedBy::Email), Language::French) => "Par courriel",
        (Some(ReachedBy::Phone), Language::French) => "Par téléphone",
        (Some(ReachedBy::Letter), Language::French) => "Par lettre",
        (None, Language::French) => "Sans coordonnées\u{a0}: à prévenir sur place",
        (Some(ReachedBy::Email), Language::English) => "By e-mail",
        (Some(ReachedBy::Phone), Language::English) => "By phone",
        (Some(ReachedBy::Letter), Language::English) => "By letter",
        (None, Language::English) => "No way to reach them: to be told on the spot",
    }
}

/// What is left of a session.
pub(crate) fn left(left: &Left, language: Language) -> String {
    match (left.places, left.turns, language) {
        (0, 0, Language::French) => "complète".to_owned(),
        (0, 1, Language::French) => "complète, 1\u{a0}rang d’attente".to_owned(),
        (0, turns, Language::French) => format!("complète, {turns}\u{a0}rangs d’attente"),
        (1, _, Language::French) => "1\u{a0}place".to_owned(),
        (places, _, Language::French) => format!("{places}\u{a0}places"),
        (0, 0, Language::English) => "full".to_owned(),
        (0, 1, Language::English) => "full, 1 turn in the waiting list".to_owned(),
        (0, turns, Language::English) => format!("full, {turns} turns in the waiting list"),
        (1, _, Language::English) => "1 place".to_owned(),
        (places, _, Language::English) => format!("{places} places"),
    }
}

/// What can be had in the place of what is full.
pub(crate) fn what_is_left(sessions: &[Left], language: Language) -> String {
    let open = sessions.iter().filter(|session| session.places + session.turns > 0);
    let told: Vec<String> = open.map(|open| format!("{} ({})", open.words, left(open, language))).collect();
    match (told.is_empty(), language) {
        (true, Language::French) => "il ne reste rien aux autres séances".to_owned(),
        (true, Language::English) => "nothing is left of the other sessions".to_owned(),
        (false, Language::French) => format!("il reste\u{a0}: {}", told.join("\u{a0}; ")),
        (false, Language::English) => format!("there is: {}", told.join("; ")),
    }
}

/// What a place costs, and what it was said to cost.
pub(crate) fn rated(rated: Rated, language: Language) -> String {
    let after = rated.after.words(language);
    match (rated.before.filter(|before| *before != rated.after), language) {
        (None, Language::French) => format!("tarif\u{a0}: {after}, comme avant"),
        (None, Language::English) => format!("price: {after}, as before"),
        (Some(before), Language::French) => format!("tarif\u{a0}: {after}, au lieu de {}", before.words(language)),
        (Some(before), Language::English) => format!("price: {after}, instead of {}", before.words(language)),
    }
}
