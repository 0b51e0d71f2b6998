//! The tick: what is due is done, by whichever process comes first.
//!
//! It decides nothing: that an offer has lapsed, or an hour has passed, the moment
//! says by itself. An errand is put off before it is done, so that a process that
//! dies over it leaves it to the next tick: it is done at least once.
//!
//! Architecture invariant: what is logged of an errand is its name and the class
//! of what went wrong.

use std::time::Duration;

use jiff::SignedDuration;
use tokio::time::Instant;

use crate::bundle::Edition;
use crate::desk::Desk;
use crate::errand::{Because, News, Task};
use crate::letters::Link;
use crate::moves::{Place, Stopped};
use crate::post::{self, Delivered, Mail, Round};
use crate::reach::Reach;
use crate::request::Request;
use crate::store::{Errand, Lane, Saving};
use crate::unavailable::Unavailable;

/// How many errands of a lane are looked at in one go.
const AT_ONCE: u32 = 50;
/// How long one process has for an errand before another may take it.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);
/// The longest pause between two tries: a mail server that is down for a day is
/// not asked every minute.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);
/// How often a mail is tried, which takes a day: then staff call or write.
const TRIES: u32 = 28;
/// How long a released request waits at most for its first letter.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(15);
/// How long a tick goes on beginning errands: a function is stopped soon after.
const BUDGET: Duration = Duration::from_secs(8);

/// What a tick did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// How many errands were done.
    pub done: usize,
    /// How many were put off, to be tried again.
    pub put_off: usize,
    /// How many are due and were left, at most as many as one tick looks at: while
    /// there are any, another tick is wanted at once.
    pub left: usize,
}

/// What became of an errand that this process took on.
enum Ran {
    Done,
    PutOff,
}

impl Desk {
    /// Does what is due: places are passed on, people are told.
    ///
    /// # Errors
    ///
    /// [`Unavailable`], when the store does not answer; the next tick goes on.
    pub async fn tick(&self) -> Result<Ticked, Unavailable> {
        let begun = Instant::now();
        let mut ticked = Ticked::default();
        for errand in self.due(Lane::Machine).await? {
            if begun.elapsed() < BUDGET {
                self.take_on(errand, &mut ticked, async |errand| self.pass(errand).await).await?;
            }
        }
        ticked.left += self.due(Lane::Machine).await?.len();
        self.post_round(begun, &mut ticked).await?;
        Ok(ticked)
    }

    async fn due(&self, lane: Lane) -> Result<Vec<Errand>, Unavailable> {
        self.store.errands(lane, self.clock.now(), AT_ONCE).await
    }

    /// Runs an errand, unless another process has it.
    async fn take_on(
        &self,
        errand: Errand,
        ticked: &mut Ticked,
        run: impl AsyncFnOnce(&Errand) -> Result<Ran, Stopped>,
    ) -> Result<(), Unavailable> {
        let next = self.clock.now() + pause(errand.tries);
        if !self.store.claim(errand.clone(), next).await? {
            return Ok(());
        }
        match run(&errand).await {
            Ok(Ran::Done) => ticked.done += 1,
            Ok(Ran::PutOff) => ticked.put_off += 1,
            Err(error) => {
                ticked.put_off += 1;
                tracing::error!(errand = %errand.id, tries = errand.tries, error = %error, "an errand is put off");
            }
        }
        Ok(())
    }

    async fn pass(&self, errand: &Errand) -> Result<Ran, Stopped> {
        match Task::of(errand) {
            Some(Task::PassOn { form, page, session }) => {
                self.pass_on(&Place { form, page, session }).await?;
                Ok(Ran::Done)
            }
            Some(Task::Chase { reference, merchant }) => {
                self.chase(&reference, &merchant, &errand.id).await?;
                Ok(Ran::Done)
            }
            Some(Task::Notice { .. } | Task::Stop { .. }) | None => Ok(left_alone(errand)),
        }
    }

    /// Tells people what there is to tell. A process that delivers no mail leaves
    /// that to one that does; where there is no mail at all, staff call and write.
    async fn post_round(&self, begun: Instant, ticked: &mut Ticked) -> Result<(), Unavailable> {
        // What a letter says, and to whom, is not known without the bundle.
        let Ok(edition) = self.bundle.edition() else { return Ok(()) };
        let mut round = match (&edition.settings.mail, &self.post) {
            (None, _) => None,
            (Some(mail), Some(office)) => match Round::begin(office, mail) {
                None => return Ok(()),
                round => round,
            },
            (Some(_), None) => return Ok(()),
        };
        for errand in self.due(Lane::Post).await? {
            if begun.elapsed() < BUDGET {
                let tell = async |errand: &Errand| self.tell(errand, &edition, round.as_mut()).await;
                self.take_on(errand, ticked, tell).await?;
            }
        }
        if let Some(round) = round {
            round.end().await;
        }
        ticked.left += self.due(Lane::Post).await?.len();
        Ok(())
    }

    async fn tell(&self, errand: &Errand, edition: &Edition, round: Option<&mut Round<'_>>) -> Result<Ran, Stopped> {
        let Some(Task::Notice { reference, news, .. }) = Task::of(errand) else { return Ok(left_alone(errand)) };
        let Some(request) = self.store.find(reference).await? else {
            return Ok(self.settle(errand).await?);
        };
        if request.doubt.is_some() {
            return Ok(self.hold(errand, &request).await?);
        }
        let reach = Reach::of(&request, Some(edition));
        let told = Told { errand, request: &request, news, reach: &reach };
        match (round, &reach.email) {
            (None, _) => Ok(self.leave_to_people(&told, Because::NoMail).await?),
            (Some(_), None) => Ok(self.leave_to_people(&told, Because::NoAddress).await?),
            (Some(round), Some(address)) => Ok(self.write(&told, address, edition, round).await?),
        }
    }

    async fn write(
        &self,
        told: &Told<'_>,
        to: &str,
        edition: &Edition,
        round: &mut Round<'_>,
    ) -> Result<Ran, Unavailable> {
        let letter = self.letter(told.request, told.news, told.reach, Link::Written).await?;
        let mail = Mail {
            id: &told.errand.id,
            host: edition.settings.host(),
            to,
            subject: &letter.subject,
            text: &letter.text,
            at: self.clock.now(),
        };
        let (id, tries) = (&told.errand.id, told.errand.tries);
        match round.deliver(&mail).await {
            Delivered::Accepted => self.settle(told.errand).await,
            Delivered::Later(why) if tries < TRIES => {
                tracing::warn!(errand = %id, tries, why = why.code(), "a mail is put off");
                Ok(Ran::PutOff)
            }
            Delivered::Later(_) => self.leave_to_people(told, Because::Undelivered).await,
            Delivered::Never(post::Why::Address) => self.leave_to_people(told, Because::BadAddress).await,
            Delivered::Never(_) => self.leave_to_people(told, Because::Refused).await,
        }
    }

    /// Nobody writes to whoever a doubtful request names, who may never have heard of
    /// it, until staff release it; nor when it came to nothing meanwhile.
    async fn hold(&self, errand: &Errand, request: &Request) -> Result<Ran, Unavailable> {
        if request.state(self.clock.now()).is_closed() {
            return self.settle(errand).await;
        }
        let errand = Errand { due: self.clock.now() + LOOK_AGAIN, ..errand.clone() };
        self.store.save(Saving { errands: vec![errand], ..Saving::default() }).await?;
        Ok(Ran::PutOff)
    }

    async fn settle(&self, errand: &Errand) -> Result<Ran, Unavailable> {
        self.store.save(Saving { settled: vec![errand.id.clone()], ..Saving::default() }).await?;
        Ok(Ran::Done)
    }

    /// The program can't tell them: staff call, or write.
    async fn leave_to_people(&self, told: &Told<'_>, because: Because) -> Result<Ran, Unavailable> {
        tracing::info!(errand = %told.errand.id, because = because.code(), "staff are to call or to write");
        let task = Task::Notice { reference: told.request.reference.clone(), news: told.news, because: Some(because) };
        let errand = task.errand(told.errand.id.clone(), Lane::People, self.clock.now());
        self.store.save(Saving { errands: vec![errand], ..Saving::default() }).await?;
        Ok(Ran::Done)
    }
}

/// Somebody who is being told something.
struct Told<'a> {
    errand: &'a Errand,
    request: &'a Request,
    news: News,
    reach: &'a Reach,
}

/// What this version does not know, a later one does.
fn left_alone(errand: &Errand) -> Ran {
    tracing::error!(errand = %errand.id, "an errand of a later version is left alone");
    Ran::PutOff
}

/// Longer each time, from two minutes to an hour.
fn pause(tries: u32) -> SignedDuration {
    (PATIENCE * 2_i32.pow(tries.min(10))).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::{TRIES, pause};

    #[test]
    fn pauses_grow_and_a_mail_is_tried_for_a_day() {
        let pauses: Vec<i64> = (0..8).map(|tries| pause(tries).as_mins()).collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 60, 60, 60]);
        let whole: SignedDuration = (0..TRIES).map(pause).sum();
        assert_eq!(whole.as_hours(), 24);
    }
}
