//! A request told field by field: what it would change, and what became of it.
//!
//! The tracking page, its JSON and the staff's queue all tell it from here.
//!
//! Architecture invariant: a field that the kind no longer has, or whose value
//! it no longer takes, is told as it was kept: nothing asked is ever hidden.

use jiff::Timestamp;
use schema::difference;
use schema::field::Fields;
use schema::read::{self, Origin};
use schema::tree::{Content, Node};
use schema::update::Change;
use schema::words::Language;
use serde_json::{Value as Json, json};

use crate::bundle::Edition;
use crate::pages::tracking::Seat;
use crate::request::Request;
use crate::workflow::Matter;
use crate::workflow::order::{Line, Order, Part, Stage};
use crate::workflow::update::{Update, Verdict};

/// One field of a request.
#[derive(Clone, Debug)]
pub struct ToldField {
    /// The key of the field.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What the page showed, line by line; none for an empty field.
    pub before: Vec<String>,
    /// What is asked, line by line; none to clear the field.
    pub after: Vec<String>,
    /// What changes, in words.
    pub said: Vec<String>,
    /// The change, while the kind of the page still reads it.
    pub change: Option<Change>,
    /// What became of it, once anything was decided.
    pub verdict: Option<Verdict>,
}

/// Every field of a request, with the declarations of the bundle where it has them.
pub(crate) fn of(request: &Request, edition: Option<&Edition>, language: Language) -> Vec<ToldField> {
    match &request.matter {
        Matter::Update(update) => {
            let kind = edition.and_then(|edition| edition.kind(&update.kind).ok().flatten());
            changes(update, kind.as_ref().map(|kind| &kind.fields), language)
        }
        Matter::Register(register) => {
            let form = edition.and_then(|edition| edition.declared_form(&request.form).ok().flatten());
            answers(&register.answers, form.as_ref().map(|form| &form.fields), language)
        }
        Matter::Order(order) => {
            let form = edition.and_then(|edition| edition.declared_form(&request.form).ok().flatten());
            answers(&order.answers, form.as_ref().map(|form| &form.fields), language)
        }
    }
}

/// What was answered, field by field.
fn answers(answers: &Json, fields: Option<&Fields>, language: Language) -> Vec<ToldField> {
    let kept = answers.as_object().into_iter().flatten();
    kept.map(|(key, kept)| answer(key, kept, fields, language)).collect()
}

fn answer(key: &str, kept: &Json, fields: Option<&Fields>, language: Language) -> ToldField {
    let node = Node::from_json(kept);
    let field = fields.and_then(|fields| fields.get(key));
    let value = field.and_then(|field| read::value(field, &node, Origin::Form).ok()?);
    let told = field.zip(value).map(|(field, value)| difference::describe(field, None, Some(&value), language));
    let (label, after) = told.map_or_else(|| (key.to_owned(), lines(&node)), |told| (told.label, told.after));
    ToldField { key: key.to_owned(), label, before: Vec::new(), after, said: Vec::new(), change: None, verdict: None }
}

/// A request as a program is told of it.
pub(crate) fn json(request: &Request, fields: &[ToldField], seat: Option<&Seat>, at: Timestamp) -> Json {
    let mut told = json!({
        "reference": request.reference,
        "state": request.state(at).code(),
        "form": request.form,
        "channel": request.channel.code(),
        "received_at": request.received_at,
        "subject": request.subject(),
        "reason": request.refusal(),
        "can_be_cancelled": request.can_be_cancelled(at),
    });
    let more = match &request.matter {
        Matter::Update(update) => json!({
            "page_url": update.url,
            "fields": fields.iter().map(changed).collect::<Vec<_>>(),
        }),
        Matter::Register(register) => json!({
            "page_url": register.url,
            "session": { "id": register.session, "label": register.session_label, "starts_at": register.starts_at },
            "turn": seat.and_then(|seat| seat.turn),
            "household_code": seat.and_then(|seat| seat.household.as_ref()),
            "offered_until": register.offered_until(),
            "quote": register.quote,
            "fields": fields.iter().map(answered).collect::<Vec<_>>(),
        }),
        // Who ordered is not told: the page is open to whoever has the link.
        Matter::Order(order) => order_json(order, at),
    };
    if let (Some(told), Json::Object(more)) = (told.as_object_mut(), more) {
        told.extend(more);
    }
    told
}

fn order_json(order: &Order, at: Timestamp) -> Json {
    let line = |line: &Line| {
        json!({
            "product": line.product, "name": line.name, "unit": line.unit, "quantity": line.quantity,
            "price": line.price, "shown": line.shown, "cold": line.cold, "allergens": line.allergens,
        })
    };
    let part = |part: &Part| {
        let reason = match &part.stage {
            Stage::Refused { reason } => Some(reason),
            _ => None,
        };
        json!({
            "merchant": part.merchant, "title": part.title, "url": part.url, "cutoff": part.cutoff,
            "state": part.state(at).code(), "reason": reason, "lines": part.lines.iter().map(line).collect::<Vec<_>>(),
        })
    };
    json!({
        "page_url": order.url,
        "point": order.point,
        "parts": order.parts.iter().map(part).collect::<Vec<_>>(),
        "fee": order.fee,
        "total": order.total(),
        "agreed": order.agreed,
        "cancel_until": order.cutoff(),
    })
}

fn changed(field: &ToldField) -> Json {
    let kept = field.verdict.map(|verdict| verdict == Verdict::Kept);
    json!({ "key": field.key, "label": field.label, "before": field.before, "after": field.after, "said": field.said, "kept": kept })
}

fn answered(field: &ToldField) -> Json {
    json!({ "key": field.key, "label": field.label, "value": field.after })
}

/// Every field of an update, in the order it was asked.
fn changes(update: &Update, fields: Option<&Fields>, language: Language) -> Vec<ToldField> {
    update.changes.iter().map(|change| field(update, change, fields, language)).collect()
}

fn field(update: &Update, kept: &Json, fields: Option<&Fields>, language: Language) -> ToldField {
    let key = kept.get("key").and_then(Json::as_str).unwrap_or_default();
    let verdict = update.verdict(key);
    let declared = fields.and_then(|fields| fields.get(key).zip(Change::from_json(kept, fields).ok()));
    let Some((field, change)) = declared else {
        let side = |name: &str| kept.get(name).map(Node::from_json).map(|node| lines(&node)).unwrap_or_default();
        let (before, after) = (side("before"), side("after"));
        return ToldField {
            key: key.to_owned(),
            label: key.to_owned(),
            before,
            after,
            said: Vec::new(),
            change: None,
            verdict,
        };
    };
    let told = difference::describe(field, change.before.as_ref(), change.after.as_ref(), language);
    ToldField {
        key: key.to_owned(),
        label: told.label,
        before: told.before,
        after: told.after,
        said: told.said,
        change: Some(change),
        verdict,
    }
}

/// The texts of a tree that no field reads any more.
fn lines(node: &Node) -> Vec<String> {
    match &node.content {
        Content::Empty => Vec::new(),
        Content::Text(text) => text.lines().map(str::to_owned).collect(),
        Content::List(items) => items.iter().flat_map(lines).collect(),
        Content::Map(entries) => {
            let of = |entry: &schema::tree::Entry| lines(&entry.value).join(" ");
            entries.iter().map(|entry| format!("{} {}", entry.key, of(entry))).collect()
        }
    }
}
