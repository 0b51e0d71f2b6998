//! The controls that tell a machine from a person, without asking the person
//! anything: one that nobody sees, and the moment at which the form was drawn.
//!
//! Architecture invariant: whoever meets them all the same, without styles or by
//! ear, reads what to do; the keyboard and screen readers pass them by.

use maud::{Markup, html};

use crate::words::Language;

/// The control that stays empty. Its name invites; no browser knows what to put there.
pub const TRAP: &str = "_site";
/// The second at which the desk drew the form; a static page does not say.
pub const DRAWN: &str = "_vu";

/// Both controls, for the forms of the site; what staff fill in has neither.
#[must_use]
pub fn signs(drawn_at: Option<i64>, language: Language) -> Markup {
    html! {
        @if let Some(second) = drawn_at { input type="hidden" name=(DRAWN) value=(second); }
        div.more aria-hidden="true" {
            label for=(TRAP) { (leave_empty(language)) }
            input type="text" id=(TRAP) name=(TRAP) value="" tabindex="-1" autocomplete="off";
        }
    }
}

const fn leave_empty(language: Language) -> &'static str {
    match language {
        Language::French => "Laissez cette case vide",
        Language::English => "Leave this box empty",
    }
}
