//! What happened: a sentence for each piece of news, in both languages. News that
//! is added does not compile until it is told here.

use schema::words::Language;

use crate::errand::News;

/// What happened, in a sentence that stays true whatever happened since.
pub(super) const fn told(news: News, language: Language) -> &'static str {
    match language {
        Language::French => french(news),
        Language::English => english(news),
    }
}

const fn french(news: News) -> &'static str {
    match news {
        News::Received => "Nous avons bien reçu votre demande.",
        News::Offered => "Une place s’est libérée et vous a été proposée.",
        News::Taken => "La place proposée a été acceptée.",
        News::Lapsed => "La place qui vous était proposée n’a pas été acceptée à temps.",
        News::Cancelled => "Votre demande a été annulée.",
        News::Refused => "Le service a refusé votre demande.",
        News::Confirmed => "Tous les commerçants ont confirmé votre commande.",
        News::PartRefused => {
            "Un commerçant ne peut pas préparer sa part de votre commande\u{a0}; le reste suit son cours."
        }
        News::Unanswered => "Un commerçant n’a pas répondu avant l’heure limite.",
        News::Ready => "Votre commande est arrivée au point de retrait.",
        News::Rated => "Votre justificatif a été vu et votre tarif est fixé.",
    }
}

const fn english(news: News) -> &'static str {
    match news {
        News::Received => "We have received your request.",
        News::Offered => "A place was freed and offered to you.",
        News::Taken => "The offered place was taken.",
        News::Lapsed => "The place that was offered to you was not taken in time.",
        News::Cancelled => "Your request was cancelled.",
        News::Refused => "The service refused your request.",
        News::Confirmed => "Every merchant has confirmed your order.",
        News::PartRefused => "A merchant can’t prepare their part of your order; the rest goes on.",
        News::Unanswered => "A merchant did not answer before the time limit.",
        News::Ready => "Your order has come to the pick-up point.",
        News::Rated => "Your proof was seen and your price is set.",
    }
}

/// What closes a letter.
pub(super) const fn signed(language: Language) -> &'static str {
    match language {
        Language::French => "Ce message est écrit par le guichet de la ville, à la suite de votre demande.",
        Language::English => "This message is written by the town’s desk, about your request.",
    }
}
