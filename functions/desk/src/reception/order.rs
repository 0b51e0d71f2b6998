//! What is asked by a form that people order by: a basket, at a pick-up point.
//!
//! Architecture invariant: every price, product, cut-off and slot is judged on
//! what is published now. Whatever is dearer, gone, too late or full leaves nothing
//! behind; what is cheaper is applied. No order is ever put into another slot.

use std::sync::Arc;

use jiff::Timestamp;
use schema::fault::{Fault, Path, Problem as AnyProblem};
use schema::form::Form;
use schema::form::order::Order as Settings;
use schema::form::order::basket::{Basket, CONTROLS, SLOT, Step, TOTAL};
use schema::form::order::catalogue::{Catalogue, Point as SoldAt};
use schema::form::order::problem::{Kind, Problem};
use schema::form::order::slots::{Slot, day_of};
use schema::read::{self, Origin};
use schema::tree::Node;
use schema::types::money::Money;
use schema::value::Group;
use schema::words::Language;
use serde_json::{Value as Json, json};

use super::{Again, Asked, Conflict, Refusal, Sender, Sent, check_keys};
use crate::bundle::Edition;
use crate::desk::Desk;
use crate::errand::{self, News};
use crate::reference::Reference;
use crate::workflow::Matter;
use crate::workflow::holders::Holders;
use crate::workflow::order::{Line, Order, Part, Point, Stage, day_book, slot_book};

/// What everything here is judged with.
#[derive(Clone, Copy)]
pub(super) struct Judging<'a> {
    pub(super) sent: &'a Sent,
    pub(super) form: &'a Form,
    pub(super) settings: &'a Settings,
    pub(super) catalogue: &'a Arc<Catalogue>,
    /// What the order is to be called.
    pub(super) reference: &'a Reference,
    pub(super) now: Timestamp,
}

/// What a form to order by is drawn with.
#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    pub(crate) settings: Settings,
    pub(crate) catalogue: Arc<Catalogue>,
    /// The slots that are offered now.
    pub(crate) slots: Vec<Slot>,
}

/// A basket that is shown with its total, before it is ordered.
#[derive(Debug)]
pub(crate) struct Review {
    /// The form that it was sent by.
    pub(crate) again: Again,
    /// The order as it would be recorded.
    pub(crate) order: Order,
    /// What was answered.
    pub(crate) payment: String,
    /// What the button says that orders.
    pub(crate) button: String,
}

impl Desk {
    pub(super) async fn asked_to_order(&self, judging: Judging<'_>, edition: &Edition) -> Result<Asked<'_>, Refusal> {
        let Judging { sent, form, settings, catalogue, now, .. } = judging;
        check_keys(&form.fields, &CONTROLS, sent)?;
        let step = Step::of(&sent.body);
        if step == Step::Change {
            return Err(Refusal::Shown(Box::new(judging.again(Vec::new()))));
        }
        let basket = Basket::read(settings, catalogue, &sent.body, now);
        let (answers, faults) = read::group(&form.fields, &sent.body, Origin::Form, |_| false);
        let mut faults = [basket.faults.clone(), faults].concat();
        let agreed = judging.agreed(&basket, step).unwrap_or_else(|fault| {
            faults.push(fault);
            basket.total()
        });
        let notes: Vec<Fault> = if step == Step::Review { take_notes(&mut faults, &basket) } else { Vec::new() };
        let Some(slot) = basket.slot.clone().filter(|_| faults.is_empty()) else {
            return Err(judging.refused(&basket, faults));
        };
        let order = judging.order(&basket, &slot, agreed, &answers, edition);
        let day = day_book(&form.name, slot.day());
        let turn = self.turns.at(&day).await;
        let (day, read) = (self.store.book(day).await?, self.store.book(order.slot_book(&form.name)).await?);
        let mut holders = Holders::of(&read)?;
        if !holders.admit(judging.reference.clone(), slot.capacity) {
            return Err(self.full(&judging, &slot).await?);
        }
        if step == Step::Review {
            return Err(judging.review(order, notes));
        }
        let mut of_day = Holders::of(&day)?;
        of_day.admit(judging.reference.clone(), u32::MAX);
        Ok(Asked {
            books: vec![holders.into_book(read), of_day.into_book(day)],
            errands: order.parts.iter().map(|part| errand::chase(judging.reference, part)).collect(),
            news: Some(News::Received),
            turn: Some(turn),
            ..Asked::of(Matter::Order(order))
        })
    }

    /// What is left at the point whose slot is full.
    async fn full(&self, judging: &Judging<'_>, full: &Slot) -> Result<Refusal, Refusal> {
        let mut left = Vec::new();
        let mut again = judging.again(vec![fault(SLOT, Problem::SlotFull)]);
        let mut offered = again.shelf.as_ref().map(|shelf| shelf.slots.clone()).unwrap_or_default();
        for slot in offered.clone().iter().filter(|slot| slot.point == full.point) {
            let book = self.store.book(slot_book(&judging.form.name, &slot.point, &slot.local)).await?;
            match Holders::of(&book)?.left(slot.capacity) {
                0 => offered.retain(|other| other != slot),
                places => left.push(json!({ "slot": slot.key(), "starts_at": slot.start, "left": places })),
            }
        }
        if let Some(shelf) = &mut again.shelf {
            shelf.slots = offered;
        }
        let more = json!({ "slots": left, "changes": changes(&again.faults, judging.sent.language) });
        Ok(Refusal::Conflict(Box::new(Conflict { code: "full", again, more })))
    }
}

impl Judging<'_> {
    /// What the sender agrees to pay. Staff say it aloud.
    fn agreed(&self, basket: &Basket<'_>, step: Step) -> Result<Money, Fault> {
        let is_said_aloud = matches!(self.sent.sender, Sender::Staff) && self.sent.body.get(TOTAL).is_none();
        if step == Step::Review || is_said_aloud { Ok(basket.total()) } else { basket.agreed(&self.sent.body) }
    }

    fn refused(&self, basket: &Basket<'_>, faults: Vec<Fault>) -> Refusal {
        let kinds = faults.iter().map(|fault| match &fault.problem {
            AnyProblem::Order(problem) => problem.kind(),
            _ => Kind::Invalid,
        });
        let code = match kinds.min() {
            Some(Kind::TooLate) => "too_late",
            Some(Kind::Changed) => "changed",
            Some(Kind::Full) => "full",
            Some(Kind::Invalid) | None => return Refusal::Invalid(Box::new(self.again(faults))),
        };
        let agreed = self.sent.body.get(TOTAL).and_then(Node::as_text);
        let more = json!({
            "changes": changes(&faults, self.sent.language),
            "total": { "before": agreed, "after": basket.total().to_text() },
        });
        Refusal::Conflict(Box::new(Conflict { code, again: self.again(faults), more }))
    }

    fn review(&self, order: Order, notes: Vec<Fault>) -> Refusal {
        let language = self.sent.language;
        Refusal::Review(Box::new(Review {
            again: self.again(notes),
            order,
            payment: self.settings.payment.in_language(language).to_owned(),
            button: self.form.button.in_language(language).to_owned(),
        }))
    }

    /// The form as it is shown again: at the prices of now, with what was sent.
    fn again(&self, faults: Vec<Fault>) -> Again {
        let language = self.sent.language;
        Again {
            form: self.form.name.clone(),
            heading: self.form.title.in_language(language).to_owned(),
            button: self.form.button.in_language(language).to_owned(),
            fields: Arc::new(self.form.fields.clone()),
            held: self.sent.body.clone(),
            base: None,
            page: None,
            code: None,
            faults,
            shelf: Some(Shelf {
                settings: self.settings.clone(),
                catalogue: Arc::clone(self.catalogue),
                slots: self.catalogue.slots(self.settings, self.now),
            }),
        }
    }

    fn order(&self, basket: &Basket<'_>, slot: &Slot, agreed: Money, answers: &Group, edition: &Edition) -> Order {
        let point = self.catalogue.point(&slot.point);
        let said = |of: fn(&SoldAt) -> &String| point.map(of).cloned().unwrap_or_default();
        let parts = basket.parts.iter().map(|part| Part {
            merchant: part.merchant.key.clone(),
            title: part.merchant.title.clone(),
            url: part.merchant.url.clone(),
            cutoff: part.merchant.cutoff(slot.start),
            lines: part.lines.iter().map(line).collect(),
            stage: Stage::Received,
        });
        Order {
            title: self.form.title.in_language(Language::French).to_owned(),
            url: form_url(self.form, edition),
            point: Point {
                key: slot.point.clone(),
                title: said(|point| &point.title),
                url: said(|point| &point.url),
                slot: slot.local.clone(),
                starts_at: slot.start,
                ends_at: slot.end,
            },
            parts: parts.collect(),
            fee: self.settings.fee(),
            agreed,
            answers: answers.to_node().to_json(),
            is_cancelled: false,
        }
    }
}

fn form_url(form: &Form, edition: &Edition) -> String {
    match &form.place {
        schema::form::Place::Address(path) => format!("{}/{path}/", edition.settings.folder()),
        schema::form::Place::About(_) => String::new(),
    }
}

fn line(line: &schema::form::order::basket::Line<'_>) -> Line {
    let product = line.product;
    Line {
        product: product.id.clone(),
        name: product.name.clone(),
        unit: product.unit.clone(),
        quantity: line.quantity,
        price: product.price,
        shown: line.shown.filter(|shown| *shown > product.price),
        cold: product.cold.as_ref().map(|cold| cold.in_language(Language::French).to_owned()),
        allergens: product.allergens.clone(),
    }
}

/// Before anything is agreed to, a price that rose or a product that is gone is
/// only said beside the total.
fn take_notes(faults: &mut Vec<Fault>, basket: &Basket<'_>) -> Vec<Fault> {
    let is_note = |fault: &Fault| match &fault.problem {
        AnyProblem::Order(problem) => {
            matches!(problem, Problem::Dearer { .. } | Problem::Gone { .. }) && !basket.parts.is_empty()
        }
        _ => false,
    };
    let (notes, rest) = std::mem::take(faults).into_iter().partition(is_note);
    *faults = rest;
    notes
}

fn fault(key: &str, problem: Problem) -> Fault {
    Fault { path: Path::root().join(key), span: 0..0, problem: problem.into() }
}

/// What is not as it was shown, for programs: what was, and what is.
fn changes(faults: &[Fault], language: Language) -> Vec<Json> {
    let told = faults.iter().filter_map(|fault| match &fault.problem {
        AnyProblem::Order(problem) => Some((fault, problem)),
        _ => None,
    });
    told.map(|(fault, problem)| {
        let (before, after) = match problem {
            Problem::Dearer { before, after, .. } | Problem::Total { before, after } => {
                (json!(before.to_text()), json!(after.to_text()))
            }
            Problem::TooLate { cutoff, .. } => (json!(cutoff), Json::Null),
            _ => (Json::Null, Json::Null),
        };
        let message = problem.told(language).message;
        json!({ "field": fault.path.as_str(), "code": problem.code(), "before": before, "after": after, "message": message })
    })
    .collect()
}

/// What the answer of a recorded order says besides: its total, and what was cheaper
/// than it was shown.
pub(crate) fn told(order: &Order) -> Json {
    let cheaper = order.cheaper().map(|(part, line, shown)| {
        json!({
            "merchant": part.merchant,
            "product": line.product,
            "name": line.name,
            "before": shown.to_text(),
            "after": line.price.to_text(),
        })
    });
    json!({
        "total": order.total().to_text(),
        "agreed": order.agreed.to_text(),
        "cheaper": cheaper.collect::<Vec<_>>(),
        "slot": { "point": order.point.key, "day": day_of(order.point.starts_at), "starts_at": order.point.starts_at },
    })
}
