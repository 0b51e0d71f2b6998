//! What the desk says when it did not do what was asked, and what to do then.
//!
//! One notice is a status, a stable code for programs, and a page for people.
//!
//! Architecture invariant: a notice never repeats what was typed.

use maud::html;
use schema::words::Language;

use super::Page;
use crate::workflow::Illegal;

/// Why something was not done.
#[derive(Clone, Debug)]
pub(crate) enum Notice {
    /// The body does not follow its own format.
    Malformed,
    /// No form has this name.
    UnknownForm,
    /// The page is not there any more.
    UnknownPage,
    /// No request, or not with this secret.
    UnknownRequest,
    /// No activity of this name takes registrations.
    UnknownActivity,
    /// No list, or not with this key.
    UnknownList,
    /// A refusal came without its reason.
    NoReason,
    /// Only other methods are served here.
    Method,
    /// The body is larger than this many bytes.
    TooLarge { bytes: usize },
    /// The form has more controls than this.
    TooManyControls { controls: usize },
    /// The body is of a type that is not read.
    UnknownType,
    /// The body did not come in time.
    TooSlow,
    /// The network has to wait this many seconds.
    TooMany { seconds: i64 },
    /// The store, or the bundle, is not there.
    Unavailable,
    /// The sender's key stands for another content.
    KeyReused,
    /// What is asked has been settled.
    TooLate(Illegal),
    /// The program failed.
    Failed,
}

impl Notice {
    pub(crate) const fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::UnknownForm
            | Self::UnknownPage
            | Self::UnknownRequest
            | Self::UnknownActivity
            | Self::UnknownList => 404,
            Self::Method => 405,
            Self::TooSlow => 408,
            Self::KeyReused | Self::TooLate(_) => 409,
            Self::TooLarge { .. } | Self::TooManyControls { .. } => 413,
            Self::UnknownType => 415,
            Self::NoReason => 422,
            Self::TooMany { .. } => 429,
            Self::Failed => 500,
            Self::Unavailable => 503,
        }
    }

    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownForm => "unknown_form",
            Self::UnknownPage => "unknown_page",
            Self::UnknownRequest => "unknown_request",
            Self::UnknownActivity => "unknown_activity",
            Self::UnknownList => "unknown_list",
            Self::NoReason => "no_reason",
            Self::Method => "method_not_allowed",
            Self::KeyReused => "key_reused",
            Self::TooLate(_) => "too_late",
            Self::TooLarge { .. } | Self::TooManyControls { .. } => "too_large",
            Self::UnknownType => "unknown_type",
            Self::TooSlow => "too_slow",
            Self::TooMany { .. } => "too_many",
            Self::Failed => "failed",
            Self::Unavailable => "unavailable",
        }
    }

    /// After how many seconds trying again makes sense.
    pub(crate) const fn retry_after(&self) -> Option<i64> {
        match self {
            Self::TooMany { seconds } => Some(*seconds),
            Self::Unavailable => Some(60),
            _ => None,
        }
    }

    pub(crate) const fn title(&self, language: Language) -> &'static str {
        match language {
            Language::French => self.french_title(),
            Language::English => self.english_title(),
        }
    }

    const fn french_title(&self) -> &'static str {
        match self {
            Self::Malformed => "Ce formulaire est arrivé abîmé",
            Self::UnknownForm => "Ce formulaire n’existe pas",
            Self::UnknownPage => "Cette page n’existe plus",
            Self::UnknownRequest => "Demande introuvable",
            Self::UnknownActivity => "Activité introuvable",
            Self::UnknownList => "Liste introuvable",
            Self::NoReason => "Il manque le motif",
            Self::Method => "Cette adresse ne se consulte pas ainsi",
            Self::KeyReused => "Cet envoi a déjà servi",
            Self::TooLate(_) => "Il est trop tard pour cela",
            Self::TooLarge { .. } | Self::TooManyControls { .. } => "Cet envoi est trop gros",
            Self::UnknownType => "Ce format n’est pas accepté",
            Self::TooSlow => "Cet envoi n’est pas arrivé en entier",
            Self::TooMany { .. } => "Trop d’envois en peu de temps",
            Self::Failed => "Quelque chose n’a pas marché",
            Self::Unavailable => "Le guichet est indisponible",
        }
    }

    const fn english_title(&self) -> &'static str {
        match self {
            Self::Malformed => "This form arrived damaged",
            Self::UnknownForm => "There is no such form",
            Self::UnknownPage => "This page is gone",
            Self::UnknownRequest => "No such request",
            Self::UnknownActivity => "No such activity",
            Self::UnknownList => "List not found",
            Self::NoReason => "The reason is missing",
            Self::Method => "This address can’t be used that way",
            Self::KeyReused => "This sending was already used",
            Self::TooLate(_) => "It is too late for that",
            Self::TooLarge { .. } | Self::TooManyControls { .. } => "This is too large",
            Self::UnknownType => "This format is not taken",
            Self::TooSlow => "This did not arrive whole",
            Self::TooMany { .. } => "Too much in a short time",
            Self::Failed => "Something went wrong",
            Self::Unavailable => "The desk is not available",
        }
    }

    pub(crate) fn message(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Self::Malformed => "Rien n’a été enregistré. Revenez au formulaire et envoyez-le de nouveau.".to_owned(),
            Self::UnknownForm => "Rien n’a été enregistré. Repartez de la page du site et suivez son lien vers le formulaire.".to_owned(),
            Self::UnknownPage => "Rien n’a été enregistré. La page a peut-être changé d’adresse\u{a0}: cherchez-la sur le site et suivez son lien «\u{a0}Mettre à jour cette fiche\u{a0}».".to_owned(),
            Self::UnknownRequest => "Vérifiez l’adresse de suivi, signe par signe\u{a0}: elle contient la référence et une clé. Si vous l’avez perdue, appelez le service en donnant votre référence.".to_owned(),
            Self::UnknownActivity => "Aucune activité de ce nom ne prend d’inscriptions. Cherchez-la dans la liste des activités du site.".to_owned(),
            Self::UnknownList => "Vérifiez l’adresse de la liste signe par signe\u{a0}: elle contient une clé. Si elle ne marche plus, demandez-en une autre à la conciergerie.".to_owned(),
            Self::NoReason => "Rien n’a été changé. Revenez à la liste et écrivez pourquoi, en 300 caractères au plus\u{a0}: le client lira ce motif.".to_owned(),
            Self::Method => "Rien n’a été enregistré. Passez par les pages du site.".to_owned(),
            Self::KeyReused => "Rien de nouveau n’a été enregistré\u{a0}: la même clé d’envoi a déjà servi pour un autre contenu. Rouvrez le formulaire et envoyez-le de nouveau.".to_owned(),
            Self::TooLate(illegal) => format!("{} Rien n’a été changé. Suivez-la depuis sa page, ou appelez le service en donnant votre référence.", sentence(&illegal.message(Language::French))),
            Self::TooLarge { bytes } => format!("Rien n’a été enregistré. Un envoi fait au plus {}\u{a0}ko\u{a0}: raccourcissez-le, ou apportez-le à l’accueil.", bytes / 1024),
            Self::TooManyControls { controls } => format!("Rien n’a été enregistré. Un envoi a au plus {controls} cases\u{a0}: envoyez-le en plusieurs fois."),
            Self::UnknownType => "Rien n’a été enregistré. Envoyez le formulaire du site, sans fichier joint, ou du JSON.".to_owned(),
            Self::TooSlow => "Rien n’a été enregistré\u{a0}: la connexion s’est interrompue ou était trop lente. Revenez au formulaire et envoyez-le de nouveau.".to_owned(),
            Self::TooMany { seconds } => format!("Rien n’a été enregistré. Beaucoup d’envois sont venus de la même connexion. Réessayez dans {} min\u{a0}; ce que vous avez tapé est encore dans la page précédente.", minutes(*seconds)),
            Self::Failed => "Rien n’a été enregistré, à notre connaissance. Réessayez dans un moment, ou appelez le service.".to_owned(),
            Self::Unavailable => "Rien n’a été enregistré. Réessayez dans quelques minutes\u{a0}: ce que vous avez tapé est encore dans la page précédente. Si c’est pressé, appelez le service.".to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Malformed => "Nothing was recorded. Go back to the form and send it again.".to_owned(),
            Self::UnknownForm => "Nothing was recorded. Start from the page of the site and follow its link to the form.".to_owned(),
            Self::UnknownPage => "Nothing was recorded. The page may have moved: look for it on the site and follow its link “Mettre à jour cette fiche”.".to_owned(),
            Self::UnknownRequest => "Check the tracking address sign by sign: it holds the reference and a key. If you lost it, call the service and give your reference.".to_owned(),
            Self::UnknownActivity => "No activity of this name takes registrations. Look for it in the site’s list of activities.".to_owned(),
            Self::UnknownList => "Check the address of the list sign by sign: it holds a key. If it no longer works, ask the concierge for another one.".to_owned(),
            Self::NoReason => "Nothing was changed. Go back to the list and write why, in 300 characters at most: the customer will read this reason.".to_owned(),
            Self::Method => "Nothing was recorded. Use the pages of the site.".to_owned(),
            Self::KeyReused => "Nothing new was recorded: the same sending key was already used for another content. Open the form again and send it.".to_owned(),
            Self::TooLate(illegal) => format!("{} Nothing was changed. Follow it on its page, or call the service and give your reference.", sentence(&illegal.message(Language::English))),
            Self::TooLarge { bytes } => format!("Nothing was recorded. At most {} kB can be sent: shorten it, or bring it to the town hall.", bytes / 1024),
            Self::TooManyControls { controls } => format!("Nothing was recorded. At most {controls} boxes can be sent: send it in several parts."),
            Self::UnknownType => "Nothing was recorded. Send the form of the site, without a file, or JSON.".to_owned(),
            Self::TooSlow => "Nothing was recorded: the line broke or was too slow. Go back to the form and send it again.".to_owned(),
            Self::TooMany { seconds } => format!("Nothing was recorded. A lot came from the same connection. Try again in {} min; what you typed is still in the page before.", minutes(*seconds)),
            Self::Failed => "Nothing was recorded, as far as we know. Try again in a moment, or call the service.".to_owned(),
            Self::Unavailable => "Nothing was recorded. Try again in a few minutes: what you typed is still in the page before. If it is urgent, call the service.".to_owned(),
        }
    }

    pub(crate) fn page(&self, language: Language) -> Page {
        let title = self.title(language);
        let main = html! {
            h1 { (title) }
            p { (self.message(language)) }
        };
        Page { title: title.to_owned(), main }
    }
}

fn sentence(phrase: &str) -> String {
    let mut signs = phrase.chars();
    let first = signs.next().into_iter().flat_map(char::to_uppercase);
    first.chain(signs).chain(['.']).collect()
}

/// Whole minutes, rounded up: who waits that long has waited enough.
const fn minutes(seconds: i64) -> i64 {
    if seconds <= 60 { 1 } else { (seconds + 59) / 60 }
}
