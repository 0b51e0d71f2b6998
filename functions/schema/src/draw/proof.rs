//! The control for a posted code: the proof that staff need not ask for again.

use maud::{Markup, html};

use crate::words::Language;

/// The control, holding what was typed.
pub(super) fn control(typed: &str, language: Language) -> Markup {
    html! {
        div.field {
            label for="_code" { (label(language)) }
            p.hint id="_code-hint" { (hint(language)) }
            input type="text" id="_code" name="_code" value=(typed) autocomplete="off" autocapitalize="characters"
                spellcheck="false" aria-describedby="_code-hint";
        }
    }
}

const fn label(language: Language) -> &'static str {
    match language {
        Language::French => "Code reçu par courrier (facultatif)",
        Language::English => "Code received by post (optional)",
    }
}

const fn hint(language: Language) -> &'static str {
    match language {
        Language::French => {
            "Il dit à la mairie que la demande vient bien de vous. Sans code, laissez vide\u{a0}: elle rappelle au numéro déjà publié."
        }
        Language::English => {
            "It tells the town hall that the request comes from you. Without a code, leave this empty: they call the number already published."
        }
    }
}
