//! What the pages for entering a request say, and the slip, in both languages: a
//! word that one of them lacks does not compile.

use schema::words::Language;

/// The words of these pages.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) enter: &'static str,
    pub(super) pick: &'static str,
    pub(super) title: &'static str,
    pub(super) kind: &'static str,
    pub(super) narrow: &'static str,
    pub(super) other: &'static str,
    pub(super) only_changes: &'static str,
    pub(super) channel: &'static str,
    pub(super) no_channel: &'static str,
    pub(super) record: &'static str,
    pub(super) recorded: &'static str,
    pub(super) print: &'static str,
    pub(super) deal: &'static str,
    pub(super) another: &'static str,
    pub(super) slip: &'static str,
    pub(super) reference: &'static str,
    pub(super) received: &'static str,
    pub(super) page: &'static str,
    pub(super) service: &'static str,
    pub(super) address: &'static str,
    pub(super) phone: &'static str,
    pub(super) asked: &'static str,
    pub(super) cleared: &'static str,
    pub(super) next: &'static str,
    pub(super) what_next: &'static str,
    pub(super) follow: &'static str,
    pub(super) by_phone: &'static str,
    pub(super) by_link: &'static str,
    pub(super) keep: &'static str,
    pub(super) left: &'static str,
    pub(super) registered: &'static str,
    pub(super) answers: &'static str,
    pub(super) session: &'static str,
    pub(super) state: &'static str,
    pub(super) turn: &'static str,
    pub(super) price: &'static str,
    pub(super) provisional: &'static str,
    pub(super) seated_next: &'static str,
    pub(super) waiting_next: &'static str,
}

const FRENCH: Words = Words {
    enter: "Saisir une demande",
    pick: "Pour une personne venue au guichet, qui appelle ou qui a écrit sur papier\u{a0}: cherchez la fiche ou l’activité.",
    title: "Titre",
    kind: "Genre",
    narrow: "Les autres se trouvent par leur titre.",
    other: "Choisir une autre fiche",
    only_changes: "Les cases disent ce qui est publié. Seul ce que vous changez est demandé\u{a0}; une case vidée efface.",
    channel: "Comment la demande est arrivée",
    no_channel: "Dites comment la demande est arrivée.",
    record: "Enregistrer la demande",
    recorded: "La demande est enregistrée\u{a0}; elle attend dans la file comme les autres.",
    print: "Imprimez cette page et remettez-la à la personne, ou dictez-lui la référence. Le lien de suivi ne sera plus montré au bureau.",
    deal: "Traiter cette demande",
    another: "Saisir une autre demande",
    slip: "Récépissé de demande",
    reference: "Référence\u{a0}:",
    received: "Reçue",
    page: "Fiche",
    service: "Service",
    address: "Adresse",
    phone: "Téléphone",
    asked: "Ce que vous demandez",
    cleared: "à effacer",
    next: "Ce qui va se passer",
    what_next: "Le service vérifie que la demande vient bien du lieu concerné\u{a0}: par le code reçu par courrier si vous l’avez donné, sinon en appelant le numéro déjà publié ou en passant sur place. Ensuite il modifie la fiche, ou dit pourquoi il ne le fait pas.",
    follow: "Suivre votre demande",
    by_phone: "Par téléphone ou sur place\u{a0}: donnez la référence.",
    by_link: "Sur internet, pour la suivre ou l’annuler\u{a0}:",
    keep: "Gardez cette feuille\u{a0}: qui a cette adresse peut annuler la demande.",
    left: "Ce qui reste",
    registered: "L’inscription est enregistrée\u{a0}; elle compte comme celles qui viennent du site.",
    answers: "Ce que vous avez dit",
    session: "Séance",
    state: "État",
    turn: "Rang d’attente",
    price: "Tarif",
    provisional: "Ce tarif est provisoire\u{a0}: c’est le plus élevé. Montrez une attestation de quotient familial de moins de trois mois à l’accueil ou au café associatif, il sera celui de votre tranche.",
    seated_next: "Votre place est gardée. Si vous ne pouvez pas venir, dites-le\u{a0}: elle ira à quelqu’un d’autre.",
    waiting_next: "La séance est complète. Si une place se libère, elle est proposée à la première personne de la liste, qui a un délai pour répondre\u{a0}; nous vous prévenons par le moyen que vous avez donné.",
};

const ENGLISH: Words = Words {
    enter: "Enter a request",
    pick: "For somebody at the counter, on the phone or who wrote on paper: look for the page or the activity.",
    title: "Title",
    kind: "Kind",
    narrow: "The others are found by their title.",
    other: "Pick another page",
    only_changes: "The fields hold what is published. Only what you change is asked; an emptied field clears.",
    channel: "How the request came",
    no_channel: "Say how the request came.",
    record: "Record the request",
    recorded: "The request is recorded; it waits in the queue like the others.",
    print: "Print this page for the person, or say the reference on the phone. The bureau will not show the tracking link again.",
    deal: "Deal with this request",
    another: "Enter another request",
    slip: "Receipt of a request",
    reference: "Reference:",
    received: "Received",
    page: "Page",
    service: "Service",
    address: "Address",
    phone: "Phone",
    asked: "What you ask",
    cleared: "to be cleared",
    next: "What happens next",
    what_next: "The service makes sure that the request comes from the place itself: by the code from the letter if you gave it, otherwise by calling the number already published or by a visit. Then it changes the page, or says why it doesn’t.",
    follow: "Following your request",
    by_phone: "By phone or in person: give the reference.",
    by_link: "On the web, to follow or cancel it:",
    keep: "Keep this sheet: whoever has this address can cancel the request.",
    left: "What is left",
    registered: "The registration is recorded; it counts as those that come by the site.",
    answers: "What you said",
    session: "Session",
    state: "State",
    turn: "Turn in the waiting list",
    price: "Price",
    provisional: "This price is provisional: it is the highest. Show an attestation of your “quotient familial” less than three months old at the town hall or at the community café, and it will be that of your bracket.",
    seated_next: "Your place is kept. If you can’t come, say so: it will go to someone else.",
    waiting_next: "The session is full. If a place is freed, it is offered to the first person of the list, with a time to answer; we tell you by the means you gave.",
};

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }
}

/// How many pages were found.
pub(super) fn found(pages: usize, language: Language) -> String {
    match (pages, language) {
        (0, Language::French) => "Aucune fiche ne correspond.".to_owned(),
        (1, Language::French) => "1 fiche".to_owned(),
        (pages, Language::French) => format!("{pages}\u{a0}fiches"),
        (0, Language::English) => "No page matches.".to_owned(),
        (1, Language::English) => "1 page".to_owned(),
        (pages, Language::English) => format!("{pages} pages"),
    }
}

/// The head of the form of a page.
pub(super) fn heading(title: &str, language: Language) -> String {
    match language {
        Language::French => format!("Demande pour «\u{a0}{title}\u{a0}»"),
        Language::English => format!("Request for “{title}”"),
    }
}

/// Its title when it comes back: what a screen reader says first.
pub(super) fn refused_heading(title: &str, language: Language) -> String {
    match language {
        Language::French => format!("Erreur\u{a0}: demande pour «\u{a0}{title}\u{a0}»"),
        Language::English => format!("Error: request for “{title}”"),
    }
}

/// The head of a form that a page has besides.
pub(super) fn declared_heading(asks: &str, title: &str, language: Language) -> String {
    match language {
        Language::French => format!("{asks}\u{a0}: {title}"),
        Language::English => format!("{asks}: {title}"),
    }
}

/// Its title when it comes back: what a screen reader says first.
pub(super) fn refused_declared_heading(heading: &str, language: Language) -> String {
    match language {
        Language::French => format!("Erreur\u{a0}: {heading}"),
        Language::English => format!("Error: {heading}"),
    }
}
