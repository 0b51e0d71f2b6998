//! The form that comes back: with its faults, or because it would change nothing.
//!
//! Architecture invariant: what was sent is in the controls again, as it was sent.

use maud::html;
use schema::draw;
use schema::field::Fields;
use schema::tree::Node;
use schema::words::Language;

use super::{Page, basket};
use crate::bundle::Sheet;
use crate::reception::Again;

/// What the door adds to a form that comes back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Door<'a> {
    /// Where it is sent.
    pub(crate) action: &'a str,
    /// What makes a second sending the same as the first.
    pub(crate) key: Option<&'a str>,
    /// When it was first drawn, as far as the desk knows.
    pub(crate) drawn_at: i64,
}

/// The form with its faults.
pub(crate) fn refused(again: &Again, language: Language, door: Door<'_>) -> Page {
    let form = draw::Form {
        fields: &again.fields,
        sent: &again.held,
        faults: &again.faults,
        language,
        action: door.action,
        submit: &again.button,
        page: again.page.as_deref(),
        base: again.base.as_ref(),
        key: door.key,
        code: again.code.as_deref(),
        drawn_at: Some(door.drawn_at),
    };
    let main = html! {
        h1 { (again.heading) }
        @match &again.shelf {
            Some(shelf) => (basket::form(again, shelf, language, door)),
            None => (draw::form(&form)),
        }
    };
    Page { title: refused_title(&again.heading, language), main }
}

/// What stands over the form of a page.
pub(crate) fn update_heading(title: &str, language: Language) -> String {
    match language {
        Language::French => format!("Mettre à jour la fiche «\u{a0}{title}\u{a0}»"),
        Language::English => format!("Update the page “{title}”"),
    }
}

/// Nothing would change.
pub(crate) fn unchanged(sheet: &Sheet, language: Language) -> Page {
    let title = unchanged_title(language);
    let main = html! {
        h1 { (title) }
        p { (unchanged_message(language)) }
        ul {
            li { a href=(sheet.form_url()) { (back_to_form(language)) } }
            li { a href=(sheet.url) { (sheet.title) } }
        }
    };
    Page { title: title.to_owned(), main }
}

pub(crate) const fn unchanged_message(language: Language) -> &'static str {
    match language {
        Language::French => {
            "Ce que vous avez envoyé est déjà ce que la fiche affiche\u{a0}: rien n’a été enregistré. Pour changer quelque chose, reprenez le formulaire, corrigez une case et envoyez-le."
        }
        Language::English => {
            "What you sent is what the page already shows: nothing was recorded. To change something, go back to the form, correct a box and send it."
        }
    }
}

/// The message over the faults, for programs.
pub(crate) const fn invalid_message(language: Language) -> &'static str {
    match language {
        Language::French => "Rien n’a été enregistré. Corrigez les cases indiquées et envoyez de nouveau.",
        Language::English => "Nothing was recorded. Correct the fields that are named and send again.",
    }
}

/// A key that no field of the form has, for programs.
pub(crate) fn not_offered_message(offered: &[String], language: Language) -> String {
    let offered = offered.join(", ");
    match language {
        Language::French => format!("Ce champ ne peut pas être changé par ce formulaire, qui prend\u{a0}: {offered}."),
        Language::English => format!("This field can’t be changed by this form, which takes: {offered}."),
    }
}

/// What is held, with what the door's own controls sent.
pub(crate) fn with_own(held: &Node, body: &Node) -> Node {
    let own = body.entries().iter().filter(|entry| entry.key == "_key" || entry.key == draw::DRAWN);
    Node::map(held.entries().iter().chain(own).map(|entry| (entry.key.clone(), entry.value.clone())))
}

/// One group over another: what was sent, and what it was silent about.
pub(crate) fn filled(fields: &Fields, above: Option<&Node>, under: &Node) -> Node {
    let of = |key: &str| above.and_then(|above| above.get(key)).or_else(|| under.get(key)).cloned().unwrap_or_default();
    Node::map(fields.keys().map(|key| (key, of(key))))
}

/// The title says that there are faults: it is what a screen reader says first.
fn refused_title(heading: &str, language: Language) -> String {
    match language {
        Language::French => format!("Erreur\u{a0}: {heading}"),
        Language::English => format!("Error: {heading}"),
    }
}

const fn unchanged_title(language: Language) -> &'static str {
    match language {
        Language::French => "Rien à modifier",
        Language::English => "Nothing to change",
    }
}

const fn back_to_form(language: Language) -> &'static str {
    match language {
        Language::French => "Reprendre le formulaire",
        Language::English => "Back to the form",
    }
}
