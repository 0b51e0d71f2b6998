//! The form that comes back: with its faults, or because it would change nothing.
//!
//! Architecture invariant: what was sent is in the controls again, as it was sent.

use maud::html;
use schema::draw;
use schema::field::Fields;
use schema::tree::Node;
use schema::words::Language;

use super::Page;
use crate::bundle::Sheet;
use crate::reception::Invalid;

/// What the door adds to a form that comes back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Again<'a> {
    /// Where it is sent.
    pub(crate) action: &'a str,
    /// What makes a second sending the same as the first.
    pub(crate) key: Option<&'a str>,
    /// When it was first drawn, as far as the desk knows.
    pub(crate) drawn_at: i64,
}

/// The form with its faults.
pub(crate) fn refused(invalid: &Invalid, language: Language, again: Again<'_>) -> Page {
    let Invalid { kind, sheet, body, faults } = invalid;
    let fields = kind.update_fields().unwrap_or_default();
    let base = filled(&fields, body.get("_base"), &sheet.published());
    let form = draw::Form {
        fields: &fields,
        sent: &filled(&fields, Some(body), &base),
        faults,
        language,
        action: again.action,
        submit: schema::update::button(language),
        page: Some(&sheet.page),
        base: Some(&base),
        key: again.key,
        code: kind.takes_code().then(|| body.get("_code").and_then(Node::as_text).unwrap_or_default()),
        drawn_at: Some(again.drawn_at),
    };
    let title = refused_title(sheet, language);
    let main = html! {
        h1 { (heading(sheet, language)) }
        (draw::form(&form))
    };
    Page { title, main }
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

/// One group over another: what was sent, and what it was silent about.
pub(crate) fn filled(fields: &Fields, above: Option<&Node>, under: &Node) -> Node {
    let of = |key: &str| above.and_then(|above| above.get(key)).or_else(|| under.get(key)).cloned().unwrap_or_default();
    Node::map(fields.keys().map(|key| (key, of(key))))
}

fn heading(sheet: &Sheet, language: Language) -> String {
    match language {
        Language::French => format!("Mettre à jour la fiche «\u{a0}{}\u{a0}»", sheet.title),
        Language::English => format!("Update the page “{}”", sheet.title),
    }
}

/// The title says that there are faults: it is what a screen reader says first.
fn refused_title(sheet: &Sheet, language: Language) -> String {
    match language {
        Language::French => format!("Erreur\u{a0}: {}", heading(sheet, language)),
        Language::English => format!("Error: {}", heading(sheet, language)),
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
