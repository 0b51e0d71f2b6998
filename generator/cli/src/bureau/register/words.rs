//! What the pages about sessions and registrations say, in both languages: a word
//! that one of them lacks does not compile.

use desk::inbox::Announced;
use schema::words::Language;

use crate::words::register as said;

/// The words of these pages.
#[derive(Debug)]
pub(in crate::bureau) struct Words {
    pub(super) sessions: &'static str,
    pub(super) past_sessions: &'static str,
    pub(super) past: &'static str,
    pub(super) to_come: &'static str,
    pub(super) no_session: &'static str,
    pub(super) session: &'static str,
    pub(super) activity: &'static str,
    pub(super) places: &'static str,
    pub(super) waiting: &'static str,
    pub(super) list: &'static str,
    pub(super) full: &'static str,
    pub(super) cancelled: &'static str,
    pub(super) is_cancelled: &'static str,
    pub(super) all_sessions: &'static str,
    pub(super) print: &'static str,
    pub(super) printed: &'static str,
    pub(super) give_back: &'static str,
    pub(super) seated: &'static str,
    pub(super) offered: &'static str,
    pub(super) waiters: &'static str,
    pub(super) nobody: &'static str,
    pub(super) number: &'static str,
    pub(super) state: &'static str,
    pub(super) present: &'static str,
    pub(super) box_to_tick: &'static str,
    pub(super) person: &'static str,
    pub(super) by: &'static str,
    pub(super) price: &'static str,
    pub(super) to_warn: &'static str,
    pub(super) warn_hint: &'static str,
    pub(super) nobody_to_warn: &'static str,
    pub(super) warned: &'static str,
    pub(super) session_changed: &'static str,
    pub(super) answers: &'static str,
    pub(super) turn: &'static str,
    pub(super) phone: &'static str,
    pub(super) email: &'static str,
    pub(super) offer_until: &'static str,
    pub(super) take_hint: &'static str,
    pub(super) take: &'static str,
    pub(super) rate: &'static str,
    pub(super) quotient: &'static str,
    pub(super) rate_hint: &'static str,
    pub(super) rate_button: &'static str,
    pub(super) give_up: &'static str,
    pub(super) give_up_hint: &'static str,
    pub(super) give_up_button: &'static str,
}

const FRENCH: Words = Words {
    sessions: "Séances",
    past_sessions: "Séances passées",
    past: "Voir les séances passées",
    to_come: "Voir les séances à venir",
    no_session: "Aucune séance.",
    session: "Séance",
    activity: "Activité",
    places: "Places prises",
    waiting: "En attente",
    list: "Liste",
    full: "complète",
    cancelled: "annulée",
    is_cancelled: "Cette séance est annulée.",
    all_sessions: "Toutes les séances",
    print: "Imprimez cette page pour la personne qui anime la séance, et reprenez-la ensuite\u{a0}: elle porte des noms et des numéros.",
    printed: "Imprimée le",
    give_back: "À rendre à l’accueil après la séance.",
    seated: "Inscrits",
    offered: "Places proposées, réponse attendue",
    waiters: "Liste d’attente",
    nobody: "Personne n’est inscrit à cette séance.",
    number: "N°",
    state: "Où elle en est",
    present: "Présent",
    box_to_tick: "case à cocher",
    person: "Personne",
    by: "Inscrite par",
    price: "Tarif",
    to_warn: "À prévenir",
    warn_hint: "Leur séance a été annulée, déplacée ou retirée de la page depuis qu’elles se sont inscrites. Rien n’est effacé. Dites-leur ce qui suit, puis notez que c’est fait.",
    nobody_to_warn: "Personne à prévenir\u{a0}: toutes les séances sont comme au moment de l’inscription.",
    warned: "Prévenu",
    session_changed: "La séance a changé depuis l’inscription\u{a0}:",
    answers: "Ce qui a été écrit",
    turn: "Rang d’attente",
    phone: "Téléphone",
    email: "Courriel",
    offer_until: "Une place est gardée pour cette personne jusqu’au",
    take_hint: "Si elle dit oui au téléphone ou au guichet, acceptez pour elle.",
    take: "Accepter la place pour elle",
    rate: "Fixer le tarif",
    quotient: "Quotient familial",
    rate_hint: "Le nombre que dit une attestation de moins de trois mois, par exemple 612,50. Ne gardez pas le document.",
    rate_button: "Fixer le tarif",
    give_up: "La personne renonce",
    give_up_hint: "Si elle le demande au téléphone ou au guichet. La place est aussitôt proposée à la première personne en attente.",
    give_up_button: "Annuler à sa demande",
};

const ENGLISH: Words = Words {
    sessions: "Sessions",
    past_sessions: "Past sessions",
    past: "See past sessions",
    to_come: "See the sessions to come",
    no_session: "No session.",
    session: "Session",
    activity: "Activity",
    places: "Places taken",
    waiting: "Waiting",
    list: "List",
    full: "full",
    cancelled: "cancelled",
    is_cancelled: "This session is cancelled.",
    all_sessions: "All sessions",
    print: "Print this page for whoever leads the session, and take it back afterwards: it holds names and numbers.",
    printed: "Printed on",
    give_back: "To be given back after the session.",
    seated: "Registered",
    offered: "Places offered, waiting for an answer",
    waiters: "Waiting list",
    nobody: "Nobody is registered for this session.",
    number: "No.",
    state: "How far it is",
    present: "Present",
    box_to_tick: "box to tick",
    person: "Person",
    by: "Registered by",
    price: "Price",
    to_warn: "To warn",
    warn_hint: "Their session was cancelled, moved or taken out of the page since they registered. Nothing is deleted. Tell them what follows, then note that it is done.",
    nobody_to_warn: "Nobody is to be warned: every session is as it was when people registered.",
    warned: "Warned",
    session_changed: "The session changed since the registration:",
    answers: "What was written",
    turn: "Turn in the waiting list",
    phone: "Phone",
    email: "E-mail",
    offer_until: "A place is kept for this person until",
    take_hint: "If they say yes on the phone or at the counter, take it for them.",
    take: "Take the place for them",
    rate: "Settle the price",
    quotient: "“Quotient familial”",
    rate_hint: "The number on an attestation less than three months old, for example 612.50. Do not keep the document.",
    rate_button: "Settle the price",
    give_up: "The person gives up",
    give_up_hint: "If they ask so on the phone or at the counter. The place is offered at once to who waits first.",
    give_up_button: "Cancel at their request",
};

impl Words {
    pub(in crate::bureau) const fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    /// What stands in the way through the pages.
    pub(in crate::bureau) const fn places_to_go(&self) -> [(&'static str, &'static str); 2] {
        [("/seances", self.sessions), ("/a-prevenir", self.to_warn)]
    }

    /// What the link to a list says to whom does not see the row it stands in.
    pub(super) fn list_of(&self, announced: &Announced, language: Language) -> String {
        format!("{} – {}", self.list, said::session(announced, language))
    }
}
