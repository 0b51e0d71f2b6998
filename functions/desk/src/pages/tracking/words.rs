//! The words of the tracking page, in both languages.

use schema::words::Language;

use crate::workflow::{Deed, State};

/// What stands on top: how far the request has come.
pub(crate) const fn title(state: State, language: Language) -> &'static str {
    match language {
        Language::French => french_title(state),
        Language::English => english_title(state),
    }
}

const fn french_title(state: State) -> &'static str {
    match state {
        State::Received => "Votre demande est bien reçue",
        State::Accepted => "Votre demande est acceptée",
        State::PartlyAccepted => "Votre demande est acceptée en partie",
        State::Refused => "Votre demande est refusée",
        State::Cancelled => "Votre demande est annulée",
        State::Registered => "Votre inscription est enregistrée",
        State::Waiting => "Vous êtes en liste d’attente",
        State::Offered => "Une place est libre pour vous",
        State::Lapsed => "La place est passée à une autre personne",
        State::Confirmed => "Votre commande est confirmée",
        State::Unanswered => "Un commerçant n’a pas répondu",
        State::Prepared => "Votre commande est préparée",
        State::Ready => "Votre commande vous attend",
        State::HandedOver => "Votre commande vous a été remise",
    }
}

const fn english_title(state: State) -> &'static str {
    match state {
        State::Received => "We have your request",
        State::Accepted => "Your request is accepted",
        State::PartlyAccepted => "Your request is partly accepted",
        State::Refused => "Your request is refused",
        State::Cancelled => "Your request is cancelled",
        State::Registered => "You are registered",
        State::Waiting => "You are in the waiting list",
        State::Offered => "A place is free for you",
        State::Lapsed => "The place went to someone else",
        State::Confirmed => "Your order is confirmed",
        State::Unanswered => "A merchant did not answer",
        State::Prepared => "Your order is prepared",
        State::Ready => "Your order is waiting for you",
        State::HandedOver => "Your order was handed over",
    }
}

/// What the sender is told of the history; the staff's own steps are theirs.
pub(super) const fn is_told(deed: &Deed) -> bool {
    matches!(
        deed,
        Deed::Accepted
            | Deed::Refused { .. }
            | Deed::Cancelled
            | Deed::Undone
            | Deed::Reopened
            | Deed::Offered { .. }
            | Deed::Taken
            | Deed::Rated { .. }
    )
}

pub(super) const fn happened(deed: &Deed, language: Language) -> &'static str {
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
        (Deed::Offered { .. }, Language::French) => "Place proposée le",
        (Deed::Offered { .. }, Language::English) => "Place offered on",
        (Deed::Taken, Language::French) => "Place acceptée le",
        (Deed::Taken, Language::English) => "Place taken on",
        (Deed::Rated { .. }, Language::French) => "Tarif fixé le",
        (Deed::Rated { .. }, Language::English) => "Price set on",
        (Deed::Told { .. }, Language::French) => "Appel ou courrier du service le",
        (Deed::Told { .. }, Language::English) => "Call or letter of the service on",
        // Each part says how far it is, where it stands.
        (
            Deed::Received
            | Deed::AcceptBegun { .. }
            | Deed::UndoBegun
            | Deed::Abandoned
            | Deed::Warned { .. }
            | Deed::Released { .. }
            | Deed::PartConfirmed { .. }
            | Deed::PartPrepared { .. }
            | Deed::PartReady { .. }
            | Deed::PartHandedOver { .. }
            | Deed::PartRefused { .. },
            Language::French,
        ) => "Suivie le",
        (
            Deed::Received
            | Deed::AcceptBegun { .. }
            | Deed::UndoBegun
            | Deed::Abandoned
            | Deed::Warned { .. }
            | Deed::Released { .. }
            | Deed::PartConfirmed { .. }
            | Deed::PartPrepared { .. }
            | Deed::PartReady { .. }
            | Deed::PartHandedOver { .. }
            | Deed::PartRefused { .. },
            Language::English,
        ) => "Followed on",
    }
}

#[derive(Clone, Copy)]
pub(super) enum Say {
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
    Session,
    Answers,
    Price,
    Turn,
    TakeOffer,
    Household,
    HouseholdCode,
    PickUp,
    Slot,
    ToPay,
    Cutoff,
    Ordered,
    Product,
    Quantity,
    Cost,
    Fee,
    Total,
}

pub(super) const fn say(word: Say, language: Language) -> &'static str {
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
        Say::Session => "Séance",
        Say::Answers => "Ce que vous avez écrit",
        Say::Price => "Tarif",
        Say::Turn => "Rang dans la liste d’attente",
        Say::TakeOffer => "Accepter la place",
        Say::Household => "L’autre foyer de l’enfant",
        Say::PickUp => "Point de retrait",
        Say::Slot => "Créneau",
        Say::ToPay => "À payer au retrait",
        Say::Cutoff => "Heure limite",
        Say::Ordered => "Ce que vous avez commandé",
        Say::Product => "Produit",
        Say::Quantity => "Nombre",
        Say::Cost => "Coût",
        Say::Fee => "Frais de service",
        Say::Total => "Total, tous frais compris",
        Say::HouseholdCode => {
            "Si l’enfant a deux foyers, donnez ce code à l’autre\u{a0}: il s’inscrit lui-même avec, pour la même place. Aucun des deux ne voit ce que l’autre a écrit."
        }
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
        Say::Session => "Session",
        Say::Answers => "What you wrote",
        Say::Price => "Price",
        Say::Turn => "Turn in the waiting list",
        Say::TakeOffer => "Take the place",
        Say::Household => "The child’s other household",
        Say::PickUp => "Pick-up point",
        Say::Slot => "Slot",
        Say::ToPay => "To pay at pick-up",
        Say::Cutoff => "Time limit",
        Say::Ordered => "What you ordered",
        Say::Product => "Product",
        Say::Quantity => "Number",
        Say::Cost => "Cost",
        Say::Fee => "Service fee",
        Say::Total => "Total, all costs included",
        Say::HouseholdCode => {
            "If the child has two households, give this code to the other one: it registers with it for the same place. Neither sees what the other wrote."
        }
    }
}
