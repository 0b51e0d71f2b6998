//! The lists of a day and the links to them, in a terminal: on paper, in a
//! spreadsheet, for a script.

use desk::lists::delivery::{Delivery, ToHandOver};
use desk::lists::preparation::{Preparation, ToPrepare};
use schema::form::order::slots;
use schema::words::Language;
use serde_json::{Value as Json, json};

use super::{moved, read};
use crate::Status;
use crate::arguments::OrderAction;
use crate::context::Context;
use crate::inbox::{Error, Office};
use crate::moment::rfc3339;
use crate::terminal::Terminal;

pub(super) async fn run(context: &Context, office: &Office, action: OrderAction) -> Result<Status, Error> {
    match action {
        OrderAction::Preparation { merchant, day, csv } => {
            let list = office.preparation(&merchant, day).await?;
            if csv { Terminal::raw(&list.csv(context.language())) } else { print_preparation(context, &list) }
        }
        OrderAction::Delivery { point, day, csv } => {
            let sheet = office.delivery(&point, day).await?;
            if csv { Terminal::raw(&sheet.csv(context.language())) } else { print_delivery(context, &sheet) }
        }
        OrderAction::Link { key, renew } => {
            let link = office.list_link(&key, renew).await?;
            if context.terminal.is_json() {
                Terminal::object(&json!({ "key": key, "link": link }));
            } else {
                Terminal::result(&link);
            }
        }
        OrderAction::Advance { reference, merchant, stage, reason } => {
            let reference = read(&reference)?;
            let state = office.advance(&reference, merchant.as_deref(), stage.step(reason)).await?;
            moved(context, &reference, state);
        }
    }
    Ok(Status::Fine)
}

fn print_preparation(context: &Context, list: &Preparation) {
    let language = context.language();
    if context.terminal.is_json() {
        for order in &list.orders {
            Terminal::object(&prepared_object(context, list, order));
        }
        return;
    }
    Terminal::result(&format!("{} – {}", list.title, slots::day_words(list.day, language)));
    if list.alive().next().is_none() {
        return Terminal::result(nothing(language));
    }
    Terminal::result("");
    for total in list.totals() {
        let unit = total.unit.map(|unit| format!(", {unit}")).unwrap_or_default();
        let cold = total.cold.map(|cold| format!(" – {cold}")).unwrap_or_default();
        Terminal::result(&format!("{:>4} × {}{unit}{cold}", total.quantity, total.name));
    }
    for (point, orders) in list.slots() {
        Terminal::result(&format!("\n{}, {}", point.title, slots::stretch(point.starts_at, point.ends_at, language)));
        for order in orders {
            let name = order.name.as_deref().unwrap_or_default();
            Terminal::result(&format!("  [ ]  {}  {name}  ({})", order.reference, order.state.words(language)));
            for line in &order.part.lines {
                let unit = line.unit.as_ref().map(|unit| format!(", {unit}")).unwrap_or_default();
                let cold = line.cold.as_ref().map(|cold| format!(" – {cold}")).unwrap_or_default();
                Terminal::result(&format!("       {} × {}{unit}{cold}", line.quantity, line.name));
            }
            if let Some(note) = &order.note {
                Terminal::result(&format!("       « {note} »"));
            }
        }
    }
}

fn prepared_object(context: &Context, list: &Preparation, order: &ToPrepare) -> Json {
    let lines = order.part.lines.iter().map(|line| {
        json!({
            "product": line.product, "name": line.name, "unit": line.unit, "quantity": line.quantity,
            "price": line.price, "cold": line.cold, "allergens": line.allergens,
        })
    });
    json!({
        "merchant": list.merchant,
        "day": list.day,
        "reference": order.reference,
        "name": order.name,
        "note": order.note,
        "point": order.point.key,
        "starts_at": rfc3339(order.point.starts_at, &context.zone),
        "cutoff": rfc3339(order.part.cutoff, &context.zone),
        "state": order.state.code(),
        "lines": lines.collect::<Vec<_>>(),
    })
}

fn print_delivery(context: &Context, sheet: &Delivery) {
    let language = context.language();
    if context.terminal.is_json() {
        for order in &sheet.orders {
            Terminal::object(&delivered_object(context, sheet, order));
        }
        return;
    }
    Terminal::result(&format!("{} – {}", sheet.title, slots::day_words(sheet.day, language)));
    if sheet.slots().is_empty() {
        Terminal::result(nothing(language));
    }
    for (point, orders) in sheet.slots() {
        Terminal::result(&format!("\n{}", slots::stretch(point.starts_at, point.ends_at, language)));
        for order in orders {
            let name = order.name.as_deref().unwrap_or_default();
            let (state, to_pay) = (order.state.words(language), order.to_pay.words(language));
            Terminal::result(&format!("  [ ]  {}  {name}  {to_pay}  ({state})", order.reference));
            for bag in &order.bags {
                let told = format!("{} ({})", bag.title, bag.state.words(language));
                let told: Vec<&str> = std::iter::once(&told).chain(&bag.cold).map(String::as_str).collect();
                Terminal::result(&format!("       {}", told.join(" – ")));
            }
        }
    }
}

fn delivered_object(context: &Context, sheet: &Delivery, order: &ToHandOver) -> Json {
    let bags = order.bags.iter().map(
        |bag| json!({ "merchant": bag.merchant, "title": bag.title, "state": bag.state.code(), "cold": bag.cold }),
    );
    json!({
        "point": sheet.point,
        "day": sheet.day,
        "reference": order.reference,
        "name": order.name,
        "starts_at": rfc3339(order.point.starts_at, &context.zone),
        "state": order.state.code(),
        "to_pay": order.to_pay,
        "bags": bags.collect::<Vec<_>>(),
    })
}

const fn nothing(language: Language) -> &'static str {
    match language {
        Language::French => "rien ce jour-là",
        Language::English => "nothing on that day",
    }
}
