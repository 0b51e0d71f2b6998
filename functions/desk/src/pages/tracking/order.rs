//! An order as its sender follows it: each merchant's part, what there is to pay,
//! where and when it waits.

use maud::{Markup, html};
use schema::form::order::slots;
use schema::types::money::Money;
use schema::words::Language;

use super::Tracking;
use super::words::{Say, say};
use crate::pages::dated;
use crate::workflow::State;
use crate::workflow::order::{Line, Order, Part, Stage};

pub(super) fn next(tracking: &Tracking<'_>, order: &Order) -> Markup {
    let language = tracking.language;
    let until = order.cutoff().map(|cutoff| slots::moment(cutoff, language)).unwrap_or_default();
    let total = order.total().words(language);
    let said = told(tracking.state, &total, language);
    html! {
        p { (said) }
        @if tracking.can_be_cancelled { p { (cancel_until(&until, language)) } }
        @for (part, line, shown) in order.cheaper() { p { (cheaper(part, line, shown, language)) } }
        @if order.cheaper().next().is_none() && order.agreed > order.asked() { p { (lower(order, language)) } }
    }
}

/// What happens next, on the page and in letters alike.
pub(crate) fn told(state: State, total: &str, language: Language) -> String {
    match language {
        Language::French => french(state, total),
        Language::English => english(state, total),
    }
}

fn french(state: State, total: &str) -> String {
    match state {
        State::Received => "Chaque commerçant confirme sa part avant l’heure limite. Cette page le dit, et nous vous prévenons si quelque chose manque.".to_owned(),
        State::Unanswered => "Un commerçant n’a pas confirmé à temps. La concierge l’appelle, puis vous prévient\u{a0}: rien n’est déplacé à un autre jour sans vous.".to_owned(),
        State::Confirmed => "Les commerçants préparent votre commande. Elle vous attendra au point de retrait, au créneau choisi.".to_owned(),
        State::Prepared => "Votre commande est prête chez les commerçants, et part pour le point de retrait.".to_owned(),
        State::Ready => format!("Votre commande est au point de retrait. Donnez votre nom ou votre référence, et payez {total} sur place."),
        State::HandedOver => "La commande vous a été remise. Pour une réclamation, adressez-vous au commerçant\u{a0}: c’est lui qui vend.".to_owned(),
        State::Refused => "Aucun commerçant ne peut préparer cette commande. Vous n’avez rien à payer. Vous pouvez commander autre chose, ou appeler le service.".to_owned(),
        State::Cancelled => "La commande est annulée\u{a0}: rien ne sera préparé, et vous n’avez rien à payer.".to_owned(),
        _ => String::new(),
    }
}

fn english(state: State, total: &str) -> String {
    match state {
        State::Received => "Each merchant confirms their part before the time limit. This page says so, and we tell you if something is missing.".to_owned(),
        State::Unanswered => "A merchant did not confirm in time. The concierge calls them, then tells you: nothing is moved to another day without you.".to_owned(),
        State::Confirmed => "The merchants prepare your order. It will wait for you at the pick-up point, in the slot you chose.".to_owned(),
        State::Prepared => "Your order is ready at the merchants’, and leaves for the pick-up point.".to_owned(),
        State::Ready => format!("Your order is at the pick-up point. Give your name or your reference, and pay {total} there."),
        State::HandedOver => "The order was handed over to you. For a complaint, go to the merchant, who is the seller.".to_owned(),
        State::Refused => "No merchant can prepare this order. There is nothing to pay. You can order something else, or call the service.".to_owned(),
        State::Cancelled => "The order is cancelled: nothing will be prepared, and there is nothing to pay.".to_owned(),
        _ => String::new(),
    }
}

fn cancel_until(until: &str, language: Language) -> String {
    match language {
        Language::French => format!("Vous pouvez l’annuler ici jusqu’au {until}. Ensuite, appelez le service."),
        Language::English => format!("You can cancel it here until {until}. After that, call the service."),
    }
}

/// A price that fell is applied, and said.
fn cheaper(part: &Part, line: &Line, shown: Money, language: Language) -> String {
    let (name, merchant, now, before) = (&line.name, &part.title, line.price.words(language), shown.words(language));
    match language {
        Language::French => {
            format!(
                "Bonne nouvelle\u{a0}: «\u{a0}{name}\u{a0}» ({merchant}) coûte {now} au lieu de {before}. Vous payez le prix le plus bas."
            )
        }
        Language::English => {
            format!("Good news: “{name}” ({merchant}) costs {now} instead of {before}. You pay the lower price.")
        }
    }
}

/// The whole costs less than was agreed to, without a price that was shown.
fn lower(order: &Order, language: Language) -> String {
    let (now, before) = (order.asked().words(language), order.agreed.words(language));
    match language {
        Language::French => {
            format!("Bonne nouvelle\u{a0}: le total est de {now} au lieu de {before}. Vous payez le plus bas.")
        }
        Language::English => format!("Good news: the total is {now} instead of {before}. You pay the lower one."),
    }
}

pub(super) fn facts(order: &Order, language: Language) -> Markup {
    html! {
        dt { (say(Say::PickUp, language)) }
        dd { a href=(order.point.url) { (order.point.title) } }
        dt { (say(Say::Slot, language)) }
        dd { time datetime=(order.point.starts_at) { (slots::stretch(order.point.starts_at, order.point.ends_at, language)) } }
        dt { (say(Say::ToPay, language)) } dd { (order.total().words(language)) }
        @if let Some(cutoff) = order.cutoff() { dt { (say(Say::Cutoff, language)) } dd { (dated(cutoff, language)) } }
    }
}

/// What was ordered, merchant by merchant. Who ordered is not said again here.
pub(super) fn asked(tracking: &Tracking<'_>, order: &Order) -> Markup {
    let language = tracking.language;
    html! {
        h2 data-ordered { (say(Say::Ordered, language)) }
        @for part in &order.parts {
            h3 { a href=(part.url) { (part.title) } }
            @if !order.is_cancelled {
                p.state { (say(Say::State, language)) " " strong { (part.state(tracking.at).words(language)) } }
            }
            @if let Stage::Refused { reason } = &part.stage { p { (say(Say::Reason, language)) " " bdi { (reason) } } }
            (lines(&part.lines, language))
        }
        (total(order, language))
    }
}

/// A table of what is wanted, with prices.
pub(in crate::pages) fn lines(lines: &[Line], language: Language) -> Markup {
    html! {
        table.basket-lines {
            thead { tr {
                th scope="col" { (say(Say::Product, language)) }
                th scope="col" { (say(Say::Quantity, language)) }
                th scope="col" { (say(Say::Price, language)) }
                th scope="col" { (say(Say::Cost, language)) }
            } }
            tbody {
                @for line in lines {
                    tr {
                        th scope="row" {
                            (line.name)
                            @if let Some(unit) = &line.unit { ", " (unit) }
                            @if let Some(cold) = &line.cold { " · " b.cold { (cold) } }
                            @if let Some(allergens) = &line.allergens {
                                br; small { (schema::draw::basket::allergens_words(allergens, language)) }
                            }
                        }
                        td { (line.quantity) }
                        td { (line.price.words(language)) }
                        td { (line.cost().words(language)) }
                    }
                }
            }
        }
    }
}

/// What the whole costs, with all costs in plain sight.
pub(in crate::pages) fn total(order: &Order, language: Language) -> Markup {
    html! {
        dl.facts {
            dt { (say(Say::Fee, language)) } dd { (order.fee.words(language)) }
            dt { strong { (say(Say::Total, language)) } } dd { strong { (order.total().words(language)) } }
        }
    }
}
