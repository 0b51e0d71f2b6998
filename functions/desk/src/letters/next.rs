//! What to do, and until when: by the state of the request on the day of the letter.

use schema::words::Language;

use super::Link;
use crate::workflow::State;

/// What the person may do now. `until` is the end of an offer, while one holds.
pub(super) fn told(state: State, until: &str, language: Language) -> String {
    match language {
        Language::French => french(state, until),
        Language::English => english(state, until),
    }
}

fn french(state: State, until: &str) -> String {
    let said = match state {
        State::Received => "Votre demande attend une réponse. Nous vous prévenons dès que nous l’avons.",
        State::Accepted => "Ce que vous demandiez est fait. Vous n’avez plus rien à faire.",
        State::PartlyAccepted => "Une partie de ce que vous demandiez est faite. Pour le reste, appelez le service.",
        State::Refused => "Vous pouvez appeler le service en donnant votre référence, ou faire une autre demande.",
        State::Cancelled => "Vous n’avez plus rien à faire. Vous pouvez faire une autre demande quand vous voulez.",
        State::Registered => {
            "Votre place est réservée. Si vous ne pouvez pas venir, annulez\u{a0}: la place ira à une autre personne."
        }
        State::Waiting => {
            "Vous êtes en liste d’attente. Quand une place se libère, elle est proposée à la première personne de la liste, avec un délai pour répondre\u{a0}; nous vous prévenons alors de la même façon qu’aujourd’hui."
        }
        State::Offered => {
            return format!(
                "Cette place est gardée pour vous jusqu’au {until}. Acceptez-la avant\u{a0}; ensuite elle sera proposée à la personne suivante."
            );
        }
        State::Lapsed => {
            "Cette place passe à la personne suivante. Vous pouvez vous inscrire de nouveau s’il reste des places ou des rangs d’attente, ou appeler le service."
        }
        State::Confirmed => "Votre commande est confirmée et sera au point de retrait à l’heure que vous avez choisie.",
        State::Unanswered => {
            "Un commerçant n’a pas répondu avant l’heure limite. Le service s’en occupe et vous tient au courant."
        }
        State::Prepared => "Votre commande est préparée et sera au point de retrait à l’heure que vous avez choisie.",
        State::Ready => "Votre commande vous attend au point de retrait. Venez avec votre référence.",
        State::HandedOver => "Votre commande vous a été remise. Vous n’avez plus rien à faire.",
    };
    said.to_owned()
}

fn english(state: State, until: &str) -> String {
    let said = match state {
        State::Received => "Your request waits for an answer. We tell you as soon as we have it.",
        State::Accepted => "What you asked is done. There is nothing more to do.",
        State::PartlyAccepted => "Part of what you asked is done. For the rest, call the service.",
        State::Refused => "You can call the service and give your reference, or send another request.",
        State::Cancelled => "There is nothing more to do. You can send another request whenever you like.",
        State::Registered => "Your place is kept. If you can’t come, cancel: the place will go to someone else.",
        State::Waiting => {
            "You are in the waiting list. When a place is freed, it is offered to the first person of the list, with a time to answer; we will tell you then in the same way as today."
        }
        State::Offered => {
            return format!(
                "This place is kept for you until {until}. Take it before; then it will be offered to the next person."
            );
        }
        State::Lapsed => {
            "This place goes to the next person. You can register again if places or turns are left, or call the service."
        }
        State::Confirmed => "Your order is confirmed and will be at the pick-up point at the time you chose.",
        State::Unanswered => "A merchant did not answer in time. The service deals with it and will tell you more.",
        State::Prepared => "Your order is prepared and will be at the pick-up point at the time you chose.",
        State::Ready => "Your order is waiting for you at the pick-up point. Come with your reference.",
        State::HandedOver => "Your order was handed over. There is nothing more to do.",
    };
    said.to_owned()
}

/// The turn of who waits.
pub(super) fn turn(turn: usize, language: Language) -> String {
    match language {
        Language::French => format!("Votre rang aujourd’hui\u{a0}: {turn}."),
        Language::English => format!("Your turn today: {turn}."),
    }
}

/// How to answer or to cancel.
pub(super) const fn how(link: Link, language: Language) -> &'static str {
    match (link, language) {
        (Link::Written, Language::French) => {
            "Pour répondre ou annuler, ouvrez le lien ci-dessous, ou appelez le service en donnant votre référence."
        }
        (Link::LeftOut, Language::French) => "Pour répondre ou annuler, appelez le service en donnant votre référence.",
        (Link::Written, Language::English) => {
            "To answer or to cancel, open the link below, or call the service and give your reference."
        }
        (Link::LeftOut, Language::English) => "To answer or to cancel, call the service and give your reference.",
    }
}
