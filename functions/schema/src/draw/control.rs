//! Controls that hold one text: inputs and text areas, with their label, their
//! hint and what is wrong with them.

use maud::{Markup, html};

use crate::field::Type;
use crate::tree::Node;

use super::{Drawing, Spot, said, shown};

/// What stands around a control: its label, its hint, its errors.
pub(super) struct Around {
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) errors: Vec<String>,
}

/// How a browser helps to fill a control in.
#[derive(Default)]
struct Help {
    kind: &'static str,
    inputmode: Option<&'static str>,
    autocomplete: Option<&'static str>,
    spellcheck: Option<&'static str>,
}

impl Around {
    /// The ids of what describes the control, for `aria-describedby`.
    pub(super) fn described_by(&self, name: &str) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{name}-hint"));
        let error = (!self.errors.is_empty()).then(|| format!("{name}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        (!self.errors.is_empty()).then_some("true")
    }

    pub(super) fn class(&self, class: &str) -> String {
        if self.errors.is_empty() { class.to_owned() } else { format!("{class} has-error") }
    }

    /// The hint and the errors, between the label and the control.
    pub(super) fn notes(&self, name: &str) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { p.hint id={ (name) "-hint" } { (hint) } }
            @if !self.errors.is_empty() {
                p.error id={ (name) "-error" } {
                    @for (index, error) in self.errors.iter().enumerate() {
                        @if index > 0 { br; }
                        (error)
                    }
                }
            }
        }
    }

    /// The whole field, once its control is drawn.
    fn field(&self, name: &str, control: &Markup) -> Markup {
        html! {
            div class=(self.class("field")) {
                label for=(name) { (self.label) }
                (self.notes(name))
                (control)
            }
        }
    }
}

impl Drawing<'_> {
    pub(super) fn around(&self, spot: &Spot<'_>) -> Around {
        let mark = if spot.is_required() { said::required(self.language) } else { "" };
        Around {
            label: format!("{}{mark}", spot.field.label.in_language(self.language)),
            hint: said::hint(spot.field, spot.siblings, self.language),
            errors: self.errors(&spot.name),
        }
    }

    pub(super) fn input(&self, spot: &Spot<'_>, node: &Node) -> Markup {
        let text = shown::text(&spot.field.kind, node);
        text_input(&self.around(spot), &spot.name, &text, &help(&spot.field.kind))
    }

    /// A line of text that no declared field stands for: a part of a closure or an image.
    pub(super) fn part(&self, name: &str, label: &str, hint: Option<String>, text: &str) -> Markup {
        let around = Around { label: label.to_owned(), hint, errors: self.errors(name) };
        text_input(&around, name, text, &Help { kind: "text", ..Help::default() })
    }

    pub(super) fn text_area(&self, spot: &Spot<'_>, node: &Node) -> Markup {
        let around = self.around(spot);
        let text = shown::text(&spot.field.kind, node);
        let is_hours = matches!(spot.field.kind, Type::Hours);
        let (rows, spellcheck) = if is_hours { ("3", Some("false")) } else { ("8", None) };
        // A browser drops the first line break of a text area.
        let kept = if text.starts_with('\n') { "\n" } else { "" };
        let control = html! {
            textarea id=(spot.name) name=(spot.name) rows=(rows) spellcheck=[spellcheck]
                aria-describedby=[around.described_by(&spot.name)] aria-invalid=[around.invalid()]
                { (kept) (text) }
        };
        around.field(&spot.name, &control)
    }
}

fn text_input(around: &Around, name: &str, text: &str, help: &Help) -> Markup {
    let control = html! {
        input type=(help.kind) id=(name) name=(name) value=(text) inputmode=[help.inputmode]
            autocomplete=[help.autocomplete] spellcheck=[help.spellcheck]
            aria-describedby=[around.described_by(name)] aria-invalid=[around.invalid()];
    };
    around.field(name, &control)
}

fn help(kind: &Type) -> Help {
    let text = Help { kind: "text", ..Help::default() };
    let code = Help { spellcheck: Some("false"), ..Help { kind: "text", ..Help::default() } };
    match kind {
        Type::Phone => Help { kind: "tel", autocomplete: Some("tel"), ..text },
        Type::Email => Help { kind: "email", autocomplete: Some("email"), ..code },
        Type::Url => Help { kind: "url", autocomplete: Some("url"), ..code },
        Type::Address(_) => Help { autocomplete: Some("address-line1"), ..text },
        // Telephones show no minus sign on these keyboards.
        Type::Money(options) if options.min.is_some_and(|min| min.cents() >= 0) => {
            Help { inputmode: Some("decimal"), ..code }
        }
        Type::Number(options) if options.min.is_some_and(|min| !min.to_text().starts_with('-')) => {
            let inputmode = if options.decimals == 0 { "numeric" } else { "decimal" };
            Help { inputmode: Some(inputmode), ..code }
        }
        Type::Identifier { .. } | Type::Reference { .. } | Type::Position => code,
        _ => text,
    }
}
