//! The moves of registrations: a place given up is offered to who waits first,
//! in the same transaction.
//!
//! Architecture invariant: an offer is written together with the notice of it, so
//! that nobody's time to answer runs before they could be told.

use jiff::{SignedDuration, Timestamp};
use schema::form::Workflow;
use schema::form::register::Session;

use super::Stopped;
use crate::desk::Desk;
use crate::errand::{self, News, Watch};
use crate::reference::Reference;
use crate::request::{Request, Who};
use crate::store::{Errand, Saved, Saving};
use crate::turn;
use crate::workflow::places::{Capacity, Places};
use crate::workflow::register::{Move, book};
use crate::workflow::{Illegal, Matter};

/// A session, by the names that lead to it.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) form: String,
    pub(crate) page: String,
    pub(crate) session: String,
}

impl Place {
    fn book(&self) -> String {
        book(&self.form, &self.page, &self.session)
    }

    fn of(request: &Request, at: Timestamp) -> Result<Self, Illegal> {
        match &request.matter {
            Matter::Register(register) => {
                Ok(Self { form: request.form.clone(), page: register.page.clone(), session: register.session.clone() })
            }
            Matter::Update(_) | Matter::Order(_) => Err(Illegal { state: request.state(at), is_pending: false }),
        }
    }
}

/// A move that somebody wants to make.
#[derive(Clone, Copy)]
struct Step<'a> {
    reference: &'a Reference,
    by: Who,
    made: &'a Move,
}

/// What changes together at a session.
#[derive(Debug, Default)]
struct Change {
    requests: Vec<Request>,
    errands: Vec<Errand>,
    settled: Vec<String>,
}

impl Change {
    /// Makes a move of one of the requests, and tells its sender.
    async fn make(&mut self, desk: &Desk, step: Step<'_>, at: Timestamp) -> Result<(), Stopped> {
        let known = self.requests.iter().position(|request| request.reference == *step.reference);
        let index = known.unwrap_or(self.requests.len());
        if known.is_none() {
            self.requests.push(desk.found(step.reference).await?);
        }
        let request = &mut self.requests[index];
        request.make_registration(step.made.clone(), step.by, at)?;
        self.errands.extend(news(step.made).map(|news| errand::notice(request, news, at)));
        Ok(())
    }
}

/// What there is to tell of a move; whoever was warned by staff knows.
const fn news(step: &Move) -> Option<News> {
    match step {
        Move::Offer { .. } => Some(News::Offered),
        Move::Take => Some(News::Taken),
        Move::Leave => Some(News::Cancelled),
        Move::Refuse { .. } => Some(News::Refused),
        Move::Rate { .. } => Some(News::Rated),
        Move::Warn { .. } => None,
    }
}

impl Desk {
    /// Makes a move of a registration, with all that follows from it.
    pub(crate) async fn make_registration(
        &self,
        reference: &Reference,
        by: Who,
        step: &Move,
    ) -> Result<Request, Stopped> {
        let place = Place::of(&self.found(reference).await?, self.clock.now())?;
        let changed = self.change_session(&place, Some(Step { reference, by, made: step })).await?;
        let mut changed = changed.into_iter();
        changed.find(|request| request.reference == *reference).ok_or_else(|| Stopped::Unknown(reference.clone()))
    }

    /// Passes on the places of a session: what its watch does at a deadline.
    pub(crate) async fn pass_on(&self, place: &Place) -> Result<(), Stopped> {
        self.change_session(place, None).await.map(drop)
    }

    /// Changes what stands in the book of a session, and the requests with it.
    async fn change_session(&self, place: &Place, step: Option<Step<'_>>) -> Result<Vec<Request>, Stopped> {
        for attempt in 0.. {
            let _turn = self.turns.at(&place.book()).await;
            let read = self.store.book(place.book()).await?;
            let mut places = Places::of(&read)?;
            let now = self.clock.now();
            let mut change = Change::default();
            if let Some(step) = step {
                self.step(&mut change, &mut places, step, now).await?;
            }
            self.offer_freed(&mut change, &mut places, place, now).await?;
            let saving = Saving {
                requests: change.requests.clone(),
                books: vec![places.into_book(read)],
                errands: change.errands,
                settled: change.settled,
            };
            if self.store.save(saving).await? == Saved::Saved {
                return Ok(change.requests);
            }
            turn::pause(attempt).await;
        }
        Ok(Vec::new())
    }

    async fn step(
        &self,
        change: &mut Change,
        places: &mut Places,
        step: Step<'_>,
        at: Timestamp,
    ) -> Result<(), Stopped> {
        change.make(self, step, at).await?;
        match step.made {
            Move::Leave | Move::Refuse { .. } => places.leave(step.reference),
            // Both households of a child stand where their place does.
            Move::Take => {
                let holders = places.take(step.reference, at).unwrap_or_default();
                for other in holders.iter().filter(|holder| *holder != step.reference) {
                    change.make(self, Step { reference: other, by: Who::Machine, ..step }, at).await?;
                }
            }
            Move::Offer { .. } | Move::Rate { .. } | Move::Warn { .. } => {}
        }
        Ok(())
    }

    /// Lets go of what lapsed, offers what is free, and keeps the watch over the
    /// session while anybody waits.
    async fn offer_freed(
        &self,
        change: &mut Change,
        places: &mut Places,
        place: &Place,
        now: Timestamp,
    ) -> Result<(), Stopped> {
        let offering = self.offering(place);
        let seats =
            offering.as_ref().filter(|(session, _)| session.is_open(now)).map_or(0, |(session, _)| session.capacity);
        let is_over = offering.as_ref().is_none_or(|(session, _)| session.start.timestamp() <= now);
        if let Some((session, kept_for)) = offering.filter(|(session, _)| session.is_open(now)) {
            let capacity = Capacity { seats: session.capacity, waiting: session.waiting };
            let until = (now + kept_for).min(session.start.timestamp());
            let passed = places.pass_on(capacity, now, until);
            for reference in &passed.lapsed {
                // Its record says so already: the moment does.
                let lapsed = self.store.find(reference.clone()).await?;
                change.errands.extend(lapsed.map(|request| errand::notice(&request, News::Lapsed, now)));
            }
            let step = Move::Offer { until };
            for reference in &passed.offered {
                change.make(self, Step { reference, by: Who::Machine, made: &step }, now).await?;
            }
        }
        match Watch::over(places, seats, (&place.form, &place.page, &place.session), now) {
            Watch::Kept(errand) if !is_over => change.errands.push(errand),
            Watch::Kept(Errand { id, .. }) | Watch::Settled(id) => change.settled.push(id),
        }
        Ok(())
    }

    /// The session as it is announced now, and for how long a place of it is kept
    /// for whom it is offered to; nothing when it is announced no more.
    fn offering(&self, place: &Place) -> Option<(Session, SignedDuration)> {
        let edition = self.bundle.edition().ok()?;
        let form = edition.declared_form(&place.form).ok()??;
        let Workflow::Register(settings) = &form.workflow else { return None };
        let kept_for = SignedDuration::from_hours(i64::from(settings.offer_hours));
        let sessions = edition.sessions(&form, &place.page).ok()?;
        let session = sessions.into_iter().find(|session| session.id == place.session)?;
        Some((session, kept_for))
    }
}
