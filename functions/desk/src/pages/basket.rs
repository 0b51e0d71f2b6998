//! The pages of a basket: the form again, and the total before it is ordered.
//!
//! Architecture invariant: nothing is ordered by looking at either. What was
//! typed is in the controls again, as it was sent.

use maud::{Markup, html};
use schema::draw;
use schema::fault::Fault;
use schema::form::order::basket::{PRICES, QUANTITIES, SHOWN_PRICES, SLOT, STEP, Step, TOTAL, control};
use schema::form::order::slots;
use schema::tree::Node;
use schema::words::Language;

use super::Page;
use super::form::Door;
use super::tracking::order::{lines, total};
use crate::reception::Again;
use crate::reception::order::{Review, Shelf};
use crate::workflow::order::Order;

/// The form with what is wrong, or no longer to be had.
pub(super) fn form(again: &Again, shelf: &Shelf, language: Language, door: Door<'_>) -> Markup {
    draw::basket::form(&draw::basket::Basket {
        order: &shelf.settings,
        fields: &again.fields,
        catalogue: &shelf.catalogue,
        slots: &shelf.slots,
        held: &again.held,
        faults: &again.faults,
        language,
        action: door.action,
        key: door.key,
        drawn_at: Some(door.drawn_at),
    })
}

/// The form as it was, to be changed.
pub(crate) fn shown(again: &Again, language: Language, door: Door<'_>) -> Page {
    let main = html! {
        h1 { (again.heading) }
        @if let Some(shelf) = &again.shelf { (form(again, shelf, language, door)) }
    };
    Page { title: again.heading.clone(), main }
}

/// The total, with all costs, and the button that orders.
pub(crate) fn review(review: &Review, language: Language, door: Door<'_>) -> Page {
    let order = &review.order;
    let title = say(Say::Title, language);
    let main = html! {
        h1 { (title) }
        p.lede { (say(Say::NotYet, language)) }
        (notes(&review.again, language))
        @for part in &order.parts {
            h2 { a href=(part.url) { (part.title) } }
            p.hint { (until(&slots::moment(part.cutoff, language), language)) }
            (lines(&part.lines, language))
        }
        h2 { (say(Say::Total, language)) }
        (total(order, language))
        p { (review.payment) }
        h2 { (say(Say::Where, language)) }
        p { a href=(order.point.url) { (order.point.title) } br; (slots::stretch(order.point.starts_at, order.point.ends_at, language)) }
        (answers(&review.again, language))
        form.form.basket #review method="post" action=(door.action) accept-charset="utf-8" {
            @if let Some(key) = door.key { input type="hidden" name="_key" value=(key); }
            @for (name, value) in hidden(&review.again, order) { input type="hidden" name=(name) value=(value); }
            div.buttons {
                button.button type="submit" { (review.button) }
                " "
                button.button.is-quiet type="submit" name=(STEP) value=(Step::Change.value()) { (say(Say::Change, language)) }
            }
        }
    };
    Page { title: title.to_owned(), main }
}

/// What is not as it was shown when the basket was filled.
fn notes(again: &Again, language: Language) -> Markup {
    let told = |fault: &Fault| draw::message(&again.fields, fault, language);
    html! {
        @if !again.faults.is_empty() {
            div.error-summary role="alert" tabindex="-1" aria-labelledby="error-summary-title" {
                h2 id="error-summary-title" { (say(Say::Changed, language)) }
                ul { @for fault in &again.faults { li { (told(fault)) } } }
            }
        }
    }
}

fn answers(again: &Again, language: Language) -> Markup {
    let text = |key: &str| again.held.get(key).and_then(Node::as_text).filter(|text| !text.trim().is_empty());
    html! {
        dl.facts {
            @for field in again.fields.iter() {
                @if let Some(text) = text(&field.key) {
                    dt { (field.label.in_language(language)) } dd { bdi { (text) } }
                }
            }
        }
    }
}

/// What is sent with the button: what was typed, at the prices that are shown here.
fn hidden(again: &Again, order: &Order) -> Vec<(String, String)> {
    let mut controls = Vec::new();
    for part in &order.parts {
        for line in &part.lines {
            // A price that fell is said at the end too: what was shown first stays.
            let shown = line.shown.unwrap_or(line.price);
            controls.push((control(QUANTITIES, &part.merchant, &line.product), line.quantity.to_string()));
            controls.push((control(SHOWN_PRICES, &part.merchant, &line.product), shown.to_text()));
        }
    }
    let own = [QUANTITIES, PRICES, SHOWN_PRICES, TOTAL, STEP, "_key"];
    let typed = again.held.entries().iter().filter(|entry| !own.contains(&entry.key.as_str()));
    controls.extend(typed.flat_map(|entry| entry.value.to_controls(&entry.key)));
    if again.held.get(SLOT).is_none() {
        controls.push((SLOT.to_owned(), format!("{}/{}", order.point.key, order.point.slot)));
    }
    controls.push((TOTAL.to_owned(), order.total().to_text()));
    controls
}

fn until(moment: &str, language: Language) -> String {
    match language {
        Language::French => format!("Commandez, ou annulez, avant le {moment}."),
        Language::English => format!("Order, or cancel, before {moment}."),
    }
}

#[derive(Clone, Copy)]
enum Say {
    Title,
    NotYet,
    Changed,
    Total,
    Where,
    Change,
}

const fn say(word: Say, language: Language) -> &'static str {
    match (word, language) {
        (Say::Title, Language::French) => "Votre total, avant de commander",
        (Say::Title, Language::English) => "Your total, before you order",
        (Say::NotYet, Language::French) => "Rien n’est encore commandé. Relisez, puis envoyez avec le bouton du bas.",
        (Say::NotYet, Language::English) => "Nothing is ordered yet. Read again, then send with the button below.",
        (Say::Changed, Language::French) => "Ce qui a changé depuis que vous avez choisi",
        (Say::Changed, Language::English) => "What changed since you chose",
        (Say::Total, Language::French) => "À payer, tous frais compris",
        (Say::Total, Language::English) => "To pay, all costs included",
        (Say::Where, Language::French) => "Retrait",
        (Say::Where, Language::English) => "Pick-up",
        (Say::Change, Language::French) => "Modifier le panier",
        (Say::Change, Language::English) => "Change the basket",
    }
}
