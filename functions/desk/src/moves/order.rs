//! The moves of orders: what a merchant, a pick-up point, staff or the sender do,
//! saved with the place it frees and with those who are told.
//!
//! Architecture invariant: no move changes the slot of an order.

use jiff::Timestamp;
use schema::form::order::slots::{local, parse_key};

use super::Stopped;
use crate::desk::Desk;
use crate::errand::{self, News};
use crate::lists::Whose;
use crate::reference::Reference;
use crate::request::{Request, Who};
use crate::store::{Errand, Saved, Saving};
use crate::turn;
use crate::unavailable::Unavailable;
use crate::workflow::holders::Holders;
use crate::workflow::order::{Move, Order, Part, Stage, Step, slot_book};
use crate::workflow::{Illegal, Matter, State};

impl Desk {
    /// Makes the moves that `moves` finds for an order as it is now: all of them,
    /// or none. An order for which it finds none is in no state for them.
    pub(crate) async fn make_order(
        &self,
        reference: &Reference,
        by: Who,
        moves: impl Fn(&Order) -> Vec<Move>,
    ) -> Result<Request, Stopped> {
        for attempt in 0.. {
            let mut request = self.found(reference).await?;
            let now = self.clock.now();
            let illegal = Illegal { state: request.state(now), is_pending: false };
            let Matter::Order(before) = &request.matter else { return Err(illegal.into()) };
            let (before, steps) = (before.clone(), moves(before));
            if steps.is_empty() {
                return Err(illegal.into());
            }
            for step in steps {
                request.make_order(step, by, now)?;
            }
            let saving = self.saving(&request, &before, now).await?;
            if self.store.save(saving).await? == Saved::Saved {
                return Ok(request);
            }
            turn::pause(attempt).await;
        }
        self.found(reference).await
    }

    /// What is saved with an order that moved.
    async fn saving(&self, request: &Request, before: &Order, now: Timestamp) -> Result<Saving, Unavailable> {
        let mut saving = Saving::from(request.clone());
        let Matter::Order(order) = &request.matter else { return Ok(saving) };
        if before.holds_place() && !order.holds_place() {
            let read = self.store.book(order.slot_book(&request.form)).await?;
            let mut holders = Holders::of(&read)?;
            holders.leave(&request.reference);
            saving.books.push(holders.into_book(read));
        }
        saving.errands.extend(news(before, order, now).map(|news| errand::notice(request, news, now)));
        if order.is_cancelled {
            saving.errands.extend(stops(&request.reference, order, now));
        }
        let has_answered = |merchant: &str| {
            order.is_cancelled || order.part(merchant).is_none_or(|part| part.stage != Stage::Received)
        };
        let waited = before.parts.iter().filter(|part| part.stage == Stage::Received);
        for part in waited.filter(|part| has_answered(&part.merchant)) {
            saving.settled.extend(errand::answered(&request.reference, &part.merchant));
        }
        Ok(saving)
    }

    /// Looks at a cut-off whether a merchant has answered: if not, staff call
    /// them, and the sender is told.
    pub(crate) async fn chase(&self, reference: &Reference, merchant: &str, id: &str) -> Result<(), Stopped> {
        for attempt in 0.. {
            let now = self.clock.now();
            let request = self.store.find(reference.clone()).await?;
            let silent = request.filter(|request| match &request.matter {
                Matter::Order(order) => {
                    !order.is_cancelled && order.part(merchant).is_some_and(|part| part.is_unanswered(now))
                }
                Matter::Update(_) | Matter::Register(_) => false,
            });
            let mut saving = Saving { settled: vec![id.to_owned()], ..Saving::default() };
            if let Some(request) = silent {
                saving.errands =
                    vec![errand::call(reference, merchant, now), errand::notice(&request, News::Unanswered, now)];
                // Saved as it was read: an answer that comes meanwhile is not overlooked.
                saving.requests = vec![request];
                tracing::warn!(reference = %reference, merchant, "a merchant has not answered");
            }
            if self.store.save(saving).await? == Saved::Saved {
                break;
            }
            turn::pause(attempt).await;
        }
        Ok(())
    }
}

/// What the holder of a list does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListMove<'a> {
    /// Whose list it is.
    pub(crate) whose: Whose,
    /// The merchant, or the point.
    pub(crate) key: &'a str,
    /// What is done.
    pub(crate) step: &'a Step,
}

impl ListMove<'_> {
    /// The moves that it makes of an order: of the merchant's part, or of every part
    /// that is ready for it. An order that is not in the list is not there.
    fn of(self, order: &Order) -> Option<Vec<Move>> {
        let part = |part: &Part| Move::Part { merchant: part.merchant.clone(), step: self.step.clone() };
        match self.whose {
            Whose::Merchant => order.part(self.key).map(|of| vec![part(of)]),
            Whose::Point if order.point.key != self.key => None,
            Whose::Point => Some(order.movable(self.step).map(part).collect()),
        }
    }

    const fn by(self) -> Who {
        match self.whose {
            Whose::Merchant => Who::Merchant,
            Whose::Point => Who::Point,
        }
    }
}

impl Desk {
    /// Does what the holder of a list does to one order.
    pub(crate) async fn move_in_list(&self, made: ListMove<'_>, reference: &Reference) -> Result<(), Stopped> {
        let request = self.found(reference).await?;
        let Matter::Order(order) = &request.matter else { return Err(Stopped::Unknown(reference.clone())) };
        if made.of(order).is_none() {
            return Err(Stopped::Unknown(reference.clone()));
        }
        self.make_order(reference, made.by(), |order| made.of(order).unwrap_or_default()).await.map(drop)
    }

    /// Does it to every order of a slot that is ready for it; to how many.
    pub(crate) async fn move_slot(&self, made: ListMove<'_>, slot: &str) -> Result<usize, Stopped> {
        let Some((point, start)) = parse_key(slot) else { return Ok(0) };
        let Ok(edition) = self.bundle.edition() else { return Ok(0) };
        let mut moved = 0;
        for form in edition.declared_forms().unwrap_or_default() {
            let book = self.store.book(slot_book(&form.name, point, &local(start))).await?;
            for reference in Holders::of(&book)?.references() {
                match self.move_in_list(made, reference).await {
                    Ok(()) => moved += 1,
                    // Others of the slot are further, or not for this list.
                    Err(Stopped::Illegal(_) | Stopped::Unknown(_)) => {}
                    Err(stopped) => return Err(stopped),
                }
            }
        }
        Ok(moved)
    }
}

/// What the sender is told of a move.
fn news(before: &Order, after: &Order, now: Timestamp) -> Option<News> {
    let refused = |order: &Order| order.parts.iter().filter(|part| !part.is_alive()).count();
    match (before.state(now), after.state(now)) {
        (State::Cancelled, _) => None,
        (_, State::Cancelled) => Some(News::Cancelled),
        (_, State::Refused) => Some(News::Refused),
        _ if refused(after) > refused(before) => Some(News::PartRefused),
        (State::Received | State::Unanswered, State::Confirmed | State::Prepared) => Some(News::Confirmed),
        (before, State::Ready) if before != State::Ready => Some(News::Ready),
        _ => None,
    }
}

/// Merchants who had begun are called: a list that was printed does not change.
fn stops(reference: &Reference, order: &Order, now: Timestamp) -> Vec<Errand> {
    let begun = order.alive().filter(|part| part.stage != Stage::Received);
    begun.map(|part| errand::stop(reference, &part.merchant, now)).collect()
}
