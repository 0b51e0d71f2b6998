//! Drawing a form to order by: plain HTML that works without any script.
//!
//! The static page and the desk draw it alike. It is sent twice: « Voir le total »
//! asks for the total, with all costs, and the page that comes back has the
//! button that orders.
//!
//! Architecture invariant: no price is counted here; what a control holds is what
//! was sent, as it was sent.

use maud::{Markup, html};

use super::{Drawing, NOTHING, Spot, said, signs};
use crate::fault::Fault;
use crate::field::Fields;
use crate::form::order::Order;
use crate::form::order::basket::{QUANTITIES, SHOWN_PRICES, SLOT, STEP, Step, control};
use crate::form::order::catalogue::{Catalogue, Merchant, Product, step};
use crate::form::order::slots::Slot;
use crate::tree::Node;
use crate::words::Language;

/// Everything that a form to order by shows.
#[derive(Clone, Copy, Debug)]
pub struct Basket<'a> {
    /// Its settings.
    pub order: &'a Order,
    /// What it asks besides the basket.
    pub fields: &'a Fields,
    /// Who sells what.
    pub catalogue: &'a Catalogue,
    /// The slots that are offered.
    pub slots: &'a [Slot],
    /// What the controls hold: what was sent, as sent.
    pub held: &'a Node,
    /// What is wrong, or no longer to be had.
    pub faults: &'a [Fault],
    /// The language of its words.
    pub language: Language,
    /// Where it is sent.
    pub action: &'a str,
    /// The key that makes a second sending the same as the first, for `_key`.
    pub key: Option<&'a str>,
    /// The second at which the desk drew the form; a page that is built once does not say.
    pub drawn_at: Option<i64>,
}

/// The whole `<form>`, with what is wrong on top. Each price is in `data-price`,
/// in cents, for the script that counts as one types.
#[must_use]
pub fn form(basket: &Basket<'_>) -> Markup {
    let drawing = Drawing { language: basket.language, fields: basket.fields, faults: basket.faults };
    let language = basket.language;
    html! {
        form.form.basket #basket method="post" action=(basket.action) accept-charset="utf-8" novalidate
            data-fee=(basket.order.fee().cents()) {
            (drawing.summary())
            @if let Some(key) = basket.key { input type="hidden" name="_key" value=(key); }
            (signs(basket.drawn_at, language))
            @for merchant in &basket.catalogue.merchants {
                @if merchant.products.iter().any(|product| product.is_available) {
                    (of_merchant(basket, &drawing, merchant))
                }
            }
            (slots(basket, &drawing))
            @for field in basket.fields {
                (drawing.field(&Spot::top(field, basket.fields), basket.held.get(&field.key).unwrap_or(&NOTHING)))
            }
            p.total hidden data-total=(say(Say::Total, language)) {}
            p.hint { (say(Say::NothingYet, language)) }
            button.button type="submit" name=(STEP) value=(Step::Review.value()) { (say(Say::Review, language)) }
        }
    }
}

fn of_merchant(basket: &Basket<'_>, drawing: &Drawing<'_>, merchant: &Merchant) -> Markup {
    html! {
        fieldset.merchant id={ (QUANTITIES) "." (merchant.key) } tabindex="-1" {
            legend { a href=(merchant.url) { (merchant.title) } }
            p.hint { (lead(merchant.lead_hours, basket.language)) }
            @for product in merchant.products.iter().filter(|product| product.is_available) {
                (of_product(basket, drawing, merchant, product))
            }
        }
    }
}

/// The hint is what tells one product from another with the same name, and what
/// must be known before it is chosen: price, unit, allergens, cold.
fn of_product(basket: &Basket<'_>, drawing: &Drawing<'_>, merchant: &Merchant, product: &Product) -> Markup {
    let language = basket.language;
    let name = control(QUANTITIES, &merchant.key, &product.id);
    let errors = drawing.errors(&name);
    let held = basket.held.get(QUANTITIES).and_then(|held| held.get(&merchant.key));
    let held = held.and_then(|held| held.get(&step(&product.id)).or_else(|| held.get(&product.id)));
    let held = held.and_then(Node::as_text).unwrap_or_default();
    let described = if errors.is_empty() { format!("{name}-hint") } else { format!("{name}-hint {name}-error") };
    html! {
        div.product.has-error[!errors.is_empty()] {
            label for=(name) { (product.name) }
            p.hint id={ (name) "-hint" } {
                strong { (product.price.words(language)) }
                @if let Some(unit) = &product.unit { ", " (unit) }
                @if let Some(cold) = &product.cold { " · " b.cold { (cold.in_language(language)) } }
                @if let Some(allergens) = &product.allergens { " · " (allergens_words(allergens, language)) }
            }
            @if !errors.is_empty() {
                p.error id={ (name) "-error" } { @for error in &errors { (error) " " } }
            }
            input type="number" inputmode="numeric" min="0" max=(basket.order.most) step="1" id=(name) name=(name) value=(held)
                autocomplete="off" data-price=(product.price.cents())
                aria-describedby=(described) aria-invalid=[(!errors.is_empty()).then_some("true")];
            input type="hidden" name=(control(SHOWN_PRICES, &merchant.key, &product.id)) value=(product.price.to_text());
        }
    }
}

/// One list, a group a point: it is short to draw and to read, with any keyboard.
fn slots(basket: &Basket<'_>, drawing: &Drawing<'_>) -> Markup {
    let language = basket.language;
    let chosen = basket.held.get(SLOT).and_then(Node::as_text).unwrap_or_default();
    let errors = drawing.errors(SLOT);
    let described = if errors.is_empty() { format!("{SLOT}-hint") } else { format!("{SLOT}-hint {SLOT}-error") };
    html! {
        div.field.has-error[!errors.is_empty()] {
            label for=(SLOT) { (say(Say::Slot, language)) (said::required(language)) }
            p.hint id={ (SLOT) "-hint" } { (say(Say::SlotHint, language)) }
            @if !errors.is_empty() {
                p.error id={ (SLOT) "-error" } { @for error in &errors { (error) " " } }
            }
            select id=(SLOT) name=(SLOT) aria-describedby=(described)
                aria-invalid=[(!errors.is_empty()).then_some("true")] {
                option value="" selected[!basket.slots.iter().any(|slot| slot.key() == chosen)] { (said::choose(language)) }
                @for point in &basket.catalogue.points {
                    @let of_point: Vec<&Slot> = basket.slots.iter().filter(|slot| slot.point == point.key).collect();
                    @if !of_point.is_empty() {
                        optgroup label=(point.title) {
                            @for slot in of_point {
                                @let key = slot.key();
                                option value=(key) selected[key == chosen] { (slot.words(language)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// « Gluten, lait » as it is said of a product.
#[must_use]
pub fn allergens_words(allergens: &str, language: Language) -> String {
    match language {
        Language::French => format!("Allergènes\u{a0}: {allergens}"),
        Language::English => format!("Allergens: {allergens}"),
    }
}

/// How long before a slot a merchant must know.
#[must_use]
pub fn lead(hours: u32, language: Language) -> String {
    match (hours, language) {
        (0, Language::French) => "À commander avant le début du créneau.".to_owned(),
        (0, Language::English) => "Order before the slot begins.".to_owned(),
        (1, Language::French) => "À commander au moins une heure avant le créneau.".to_owned(),
        (1, Language::English) => "Order at least one hour before the slot.".to_owned(),
        (hours, Language::French) => format!("À commander au moins {hours}\u{a0}heures avant le créneau."),
        (hours, Language::English) => format!("Order at least {hours}\u{a0}hours before the slot."),
    }
}

#[derive(Clone, Copy)]
enum Say {
    Slot,
    SlotHint,
    Total,
    NothingYet,
    Review,
}

const fn say(word: Say, language: Language) -> &'static str {
    match (word, language) {
        (Say::Slot, Language::French) => "Point de retrait et créneau",
        (Say::Slot, Language::English) => "Pick-up point and slot",
        (Say::SlotHint, Language::French) => {
            "Le jour et l’heure où vous viendrez. La commande n’est jamais déplacée à un autre jour sans vous."
        }
        (Say::SlotHint, Language::English) => {
            "The day and the hour you will come. The order is never moved to another day without you."
        }
        (Say::Total, Language::French) => "Total, tous frais compris",
        (Say::Total, Language::English) => "Total, all costs included",
        (Say::NothingYet, Language::French) => {
            "Rien n’est encore commandé\u{a0}: la page suivante montre le total, tous frais compris."
        }
        (Say::NothingYet, Language::English) => {
            "Nothing is ordered yet: the next page shows the total, all costs included."
        }
        (Say::Review, Language::French) => "Voir le total",
        (Say::Review, Language::English) => "See the total",
    }
}
