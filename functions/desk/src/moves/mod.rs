//! What becomes of a request after it came: each move reads what it is about,
//! changes it, and saves all of it together.
//!
//! Architecture invariant: what someone else outran is judged again on what is
//! there by then, never on what was.

mod order;
mod register;

pub(crate) use order::ListMove;
pub(crate) use register::Place;

use crate::desk::Desk;
use crate::reference::Reference;
use crate::request::{Request, Who};
use crate::store::Saved;
use crate::unavailable::Unavailable;
use crate::workflow::{Illegal, Matter, State, order as basket, register as registration, update};

/// Why a move was not made; nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Stopped {
    /// No request has this reference.
    #[error("no request has the reference {0}")]
    Unknown(Reference),
    /// Its state does not allow it.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// The store does not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Desk {
    pub(crate) async fn found(&self, reference: &Reference) -> Result<Request, Stopped> {
        let found = self.store.find(reference.clone()).await?;
        found.ok_or_else(|| Stopped::Unknown(reference.clone()))
    }

    /// Takes a request back, for its sender or at their word. Asking twice is the
    /// same as once.
    pub(crate) async fn cancel(&self, reference: &Reference, by: Who) -> Result<Request, Stopped> {
        let request = self.found(reference).await?;
        if request.state(self.clock.now()) == State::Cancelled {
            return Ok(request);
        }
        match &request.matter {
            Matter::Update(_) => self.make_update(reference, by, || update::Move::Cancel).await,
            Matter::Register(register) if !register.can_be_cancelled(self.clock.now()) => {
                Err(Illegal { state: request.state(self.clock.now()), is_pending: false }.into())
            }
            Matter::Register(_) => self.make_registration(reference, by, &registration::Move::Leave).await,
            Matter::Order(_) => self.make_order(reference, by, |_| vec![basket::Move::Cancel]).await,
        }
    }

    /// Takes the place that is offered to a registration, for its sender or at their
    /// word. Taking it twice is the same as once.
    pub(crate) async fn take_offer(&self, reference: &Reference, by: Who) -> Result<Request, Stopped> {
        let request = self.found(reference).await?;
        if request.state(self.clock.now()) == State::Registered {
            return Ok(request);
        }
        self.make_registration(reference, by, &registration::Move::Take).await
    }

    /// Refuses a request, for the staff, who say why.
    pub(crate) async fn refuse(&self, reference: &Reference, reason: &str) -> Result<Request, Stopped> {
        let reason = || reason.to_owned();
        match &self.found(reference).await?.matter {
            Matter::Update(_) => {
                self.make_update(reference, Who::Staff, || update::Move::Refuse { reason: reason() }).await
            }
            Matter::Register(_) => {
                let step = registration::Move::Refuse { reason: reason() };
                self.make_registration(reference, Who::Staff, &step).await
            }
            Matter::Order(_) => {
                let refuse = |part: &basket::Part| basket::Move::Part {
                    merchant: part.merchant.clone(),
                    step: basket::Step::Refuse { reason: reason() },
                };
                self.make_order(reference, Who::Staff, |order| order.alive().map(refuse).collect()).await
            }
        }
    }

    /// Makes a move of a request for an update.
    pub(crate) async fn make_update(
        &self,
        reference: &Reference,
        by: Who,
        step: impl Fn() -> update::Move,
    ) -> Result<Request, Stopped> {
        loop {
            let mut request = self.found(reference).await?;
            request.make(step(), by, self.clock.now())?;
            if self.store.save(request.clone().into()).await? == Saved::Saved {
                return Ok(request);
            }
        }
    }
}
