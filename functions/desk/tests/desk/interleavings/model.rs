//! A session in a few lines of arithmetic: what the desk must do, one deed after
//! the other.

use jiff::{SignedDuration, Timestamp};

pub(super) const SEATS: usize = 1;
pub(super) const TURNS: usize = 2;
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(48);

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Seated,
    Waiting,
    Offered(Timestamp),
    /// An offer that was let go of.
    Lapsed,
    Cancelled,
    Refused,
}

/// Everybody who came, in the order they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) people: Vec<At>,
}

impl Model {
    fn count(&self, counts: impl Fn(At) -> bool) -> usize {
        self.people.iter().filter(|at| counts(**at)).count()
    }

    pub(super) fn taken(&self, now: Timestamp) -> usize {
        self.count(|at| at == At::Seated || matches!(at, At::Offered(until) if now < until))
    }

    pub(super) fn waiting(&self) -> usize {
        self.count(|at| at == At::Waiting)
    }

    /// Somebody comes; whether they are let in.
    pub(super) fn come(&mut self, now: Timestamp) -> bool {
        let at = match () {
            () if self.waiting() == 0 && self.taken(now) < SEATS => At::Seated,
            () if self.waiting() < TURNS => At::Waiting,
            () => return false,
        };
        self.people.push(at);
        true
    }

    /// Somebody gives up, or is refused; whether that could be.
    pub(super) fn leave(&mut self, who: usize, becomes: At, now: Timestamp) -> bool {
        match self.state(who, now) {
            "registered" | "waiting" | "offered" => {
                self.people[who] = becomes;
                self.pass_on(now);
                true
            }
            state => state == "cancelled" && becomes == At::Cancelled,
        }
    }

    /// Somebody takes the place that is offered; whether that could be.
    pub(super) fn take(&mut self, who: usize, now: Timestamp) -> bool {
        match self.state(who, now) {
            "offered" => {
                self.people[who] = At::Seated;
                self.pass_on(now);
                true
            }
            state => state == "registered",
        }
    }

    /// What is free goes to who waits first.
    pub(super) fn pass_on(&mut self, now: Timestamp) {
        for at in &mut self.people {
            if matches!(*at, At::Offered(until) if now >= until) {
                *at = At::Lapsed;
            }
        }
        while self.taken(now) < SEATS {
            let Some(next) = self.people.iter_mut().find(|at| **at == At::Waiting) else { break };
            *next = At::Offered(now + KEPT_FOR);
        }
    }

    pub(super) fn state(&self, who: usize, now: Timestamp) -> &'static str {
        match self.people[who] {
            At::Seated => "registered",
            At::Waiting => "waiting",
            At::Offered(until) if now < until => "offered",
            At::Offered(_) | At::Lapsed => "lapsed",
            At::Cancelled => "cancelled",
            At::Refused => "refused",
        }
    }
}
