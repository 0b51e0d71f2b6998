//! The tick: what is due is done, by whichever process comes first.
//!
//! It decides nothing: that an offer has lapsed, or an hour has passed, the moment
//! says by itself. An errand is put off before it is done, so that a process that
//! dies over it leaves it to the next tick.

use jiff::SignedDuration;

use crate::desk::Desk;
use crate::errand::Task;
use crate::moves::{Place, Stopped};
use crate::store::{Errand, Lane, Saving};
use crate::unavailable::Unavailable;

/// How many errands are looked at in one go.
const AT_ONCE: u32 = 50;
/// How long one process has for an errand before another may take it.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);
/// The longest pause between two tries: a mail server that is down for a day is
/// not asked every minute.
const LONGEST: SignedDuration = SignedDuration::from_hours(6);

impl Desk {
    /// Does what is due: places are passed on, people are told. How many errands
    /// were done.
    ///
    /// # Errors
    ///
    /// [`Unavailable`], when the store does not answer; the next tick goes on.
    pub async fn tick(&self) -> Result<usize, Unavailable> {
        let mut done = 0;
        for errand in self.store.errands(Lane::Machine, self.clock.now(), AT_ONCE).await? {
            let next = self.clock.now() + pause(errand.tries);
            if !self.store.claim(errand.clone(), next).await? {
                continue;
            }
            match self.run(&errand).await {
                Ok(()) => done += 1,
                Err(error) => {
                    tracing::error!(errand = %errand.id, tries = errand.tries, error = %error, "an errand is put off");
                }
            }
        }
        Ok(done)
    }

    async fn run(&self, errand: &Errand) -> Result<(), Stopped> {
        match Task::of(errand) {
            Some(Task::PassOn { form, page, session }) => self.pass_on(&Place { form, page, session }).await,
            Some(Task::Chase { reference, merchant }) => self.chase(&reference, &merchant, &errand.id).await,
            // Staff's alone, should it ever stand in this lane.
            Some(Task::Notice { .. } | Task::Stop { .. }) => Ok(self.leave_to_people(errand.clone()).await?),
            None => {
                tracing::error!(errand = %errand.id, "an errand of a later version is left alone");
                Ok(())
            }
        }
    }

    /// Nobody can be told by the program: staff call, or write.
    async fn leave_to_people(&self, errand: Errand) -> Result<(), Unavailable> {
        let errand = Errand { lane: Lane::People, due: self.clock.now(), tries: 0, ..errand };
        self.store.save(Saving { errands: vec![errand], ..Saving::default() }).await.map(drop)
    }
}

/// Longer each time, from two minutes to hours.
fn pause(tries: u32) -> SignedDuration {
    (PATIENCE * 2_i32.pow(tries.min(10))).min(LONGEST)
}
