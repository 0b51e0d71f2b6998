//! Drawing a form from its fields: plain HTML that works without any script.
//!
//! The same drawing serves the static page, filled with the published sheet,
//! and the page that comes back with faults, filled with what was sent. A
//! control's name is its id: `produits.0.prix`.
//!
//! Architecture invariant: no style and no script here, no class but those of
//! the theme's form, and no value that is not escaped.

use maud::{Markup, html};

use crate::fault::Fault;
use crate::field::{Field, Fields, Type};
use crate::tree::{Content, Node};
use crate::words::Language;

pub mod basket;
mod control;
mod message;
mod options;
mod proof;
mod rows;
mod said;
mod shown;
mod signs;

pub use message::message;
pub use signs::{DRAWN, TRAP, signs};

/// Everything that a form shows.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The fields, in the order they are drawn.
    pub fields: &'a Fields,
    /// What the controls hold: the published sheet, or what was sent, as sent.
    pub sent: &'a Node,
    /// What is wrong with what was sent; none for a form that was not sent yet.
    pub faults: &'a [Fault],
    /// The language of its words.
    pub language: Language,
    /// Where it is sent.
    pub action: &'a str,
    /// The words of its button.
    pub submit: &'a str,
    /// The page that it updates, for the hidden `_page`.
    pub page: Option<&'a str>,
    /// What the page showed when the form was drawn, for the hidden `_base.…`.
    pub base: Option<&'a Node>,
    /// The key that makes a second sending the same as the first, for `_key`.
    pub key: Option<&'a str>,
    /// What the control for a posted code holds; without one the form asks for none.
    pub code: Option<&'a str>,
    /// The second at which the desk drew the form, for `_vu`; a page that is built
    /// once does not say.
    pub drawn_at: Option<i64>,
}

/// The whole `<form>`, with the summary of its faults on top.
#[must_use]
pub fn form(form: &Form<'_>) -> Markup {
    html! {
        form.form method="post" action=(form.action) accept-charset="utf-8" novalidate {
            (controls(form))
            (signs(form.drawn_at, form.language))
            button.button type="submit" { (form.submit) }
        }
    }
}

/// What stands in the `<form>`, for those who put something of their own beside
/// it: the summary of the faults, the hidden controls, the fields, the code.
#[must_use]
pub fn controls(form: &Form<'_>) -> Markup {
    let drawing = Drawing { language: form.language, fields: form.fields, faults: form.faults };
    html! {
        (drawing.summary())
        (hidden(form))
        @for field in form.fields {
            (drawing.field(&Spot::top(field, form.fields), form.sent.get(&field.key).unwrap_or(&NOTHING)))
        }
        @if let Some(typed) = form.code {
            (proof::control(typed, form.language))
        }
    }
}

fn hidden(form: &Form<'_>) -> Markup {
    let page = form.page.map(|page| ("_page".to_owned(), page.to_owned()));
    let key = form.key.map(|key| ("_key".to_owned(), key.to_owned()));
    let base = form.base.map(|base| base_controls(form.fields, base)).unwrap_or_default();
    html! {
        @for (name, value) in page.into_iter().chain(key).chain(base) {
            input type="hidden" name=(name) value=(value);
        }
    }
}

/// What the page showed, field by field; a field it did not show is empty, so
/// that it is told apart from one that nothing is known of.
fn base_controls(fields: &Fields, base: &Node) -> Vec<(String, String)> {
    let of = |field: &Field| base.get(&field.key).unwrap_or(&NOTHING).to_controls(&format!("_base.{}", field.key));
    fields.iter().flat_map(of).collect()
}

/// What stands where nothing was written.
static NOTHING: Node = Node { span: 0..0, content: Content::Empty };

/// What every control needs to know of its form.
struct Drawing<'a> {
    language: Language,
    fields: &'a Fields,
    faults: &'a [Fault],
}

/// One field at its place in the form.
struct Spot<'a> {
    field: &'a Field,
    /// The fields it stands among.
    siblings: &'a Fields,
    /// The name of its control.
    name: String,
    place: Place,
}

/// Where a field stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the form itself.
    Top,
    /// In a row that is already filled.
    FilledRow,
    /// In a row that waits to be filled, where nothing is required.
    BlankRow,
}

impl<'a> Spot<'a> {
    fn top(field: &'a Field, siblings: &'a Fields) -> Self {
        Self { field, siblings, name: field.key.clone(), place: Place::Top }
    }

    fn is_required(&self) -> bool {
        self.field.required && self.place != Place::BlankRow
    }
}

impl Drawing<'_> {
    fn summary(&self) -> Markup {
        html! {
            @if !self.faults.is_empty() {
                div.error-summary role="alert" tabindex="-1" autofocus aria-labelledby="error-summary-title" {
                    h2 id="error-summary-title" { (said::summary_title(self.faults.len(), self.language)) }
                    ul {
                        @for fault in self.faults {
                            li { a href={ "#" (message::anchor(self.fields, fault)) } { (self.message(fault)) } }
                        }
                    }
                }
            }
        }
    }

    fn message(&self, fault: &Fault) -> String {
        message(self.fields, fault, self.language)
    }

    /// What is said of the control, or the group of controls, with this name.
    fn errors(&self, name: &str) -> Vec<String> {
        let here = |fault: &&Fault| message::anchor(self.fields, fault) == name;
        self.faults.iter().filter(here).map(|fault| self.message(fault)).collect()
    }

    fn field(&self, spot: &Spot<'_>, node: &Node) -> Markup {
        match &spot.field.kind {
            Type::Choice(options) => self.choice(spot, options, node),
            Type::Choices(options) => self.choices(spot, options, node),
            Type::YesNo => self.yes_no(spot, node),
            Type::Closures => self.closures(spot, node),
            Type::Image => self.image(spot, node),
            Type::List { of, max } => self.list(spot, of, *max, node),
            Type::Identifier { from: Some(_) } if spot.place != Place::Top => code(spot, node),
            Type::LongText(_) | Type::Hours => self.text_area(spot, node),
            Type::Text(_)
            | Type::Number(_)
            | Type::Money(_)
            | Type::Date
            | Type::DateTime
            | Type::Phone
            | Type::Email
            | Type::Url
            | Type::Identifier { .. }
            | Type::Address(_)
            | Type::Position
            | Type::Reference { .. } => self.input(spot, node),
        }
    }
}

/// The code of a row travels hidden: nobody who fills in a form invents codes.
fn code(spot: &Spot<'_>, node: &Node) -> Markup {
    html! {
        @if let Some(code) = node.as_text().filter(|code| !code.is_empty()) {
            input type="hidden" name=(spot.name) value=(code);
        }
    }
}
