//! The places of one session: who holds one, who waits, to whom one is offered.
//!
//! It is kept as one book of the store, saved under the version it was read at:
//! two people never get the last place. What it says of a person their own record
//! says too; both change in one transaction.
//!
//! Architecture invariant: an offer that its deadline has passed counts for
//! nothing from that moment on, whether or not anything ran. Nobody who comes
//! later overtakes who waits.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::reference::Reference;
use crate::store::Book;
use crate::unavailable::Unavailable;

/// The places of one session, in the order people came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    lines: Vec<Line>,
}

/// One place, or one turn in the waiting list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Whose it is: one registration, or those of the two households of a child.
    pub holders: Vec<Reference>,
    /// How far it is.
    pub place: Place,
}

/// How far a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// A place is held.
    Seated,
    /// A turn in the waiting list.
    Waiting,
    /// A freed place, kept until then.
    Offered {
        /// From then on it is offered to the next.
        until: Timestamp,
    },
}

/// How many a session takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// How many places.
    pub seats: u32,
    /// How many may wait.
    pub waiting: u32,
}

impl Places {
    /// The places that a book holds; none in one that was never written.
    pub(crate) fn of(book: &Book) -> Result<Self, Unavailable> {
        if book.content.is_null() {
            return Ok(Self::default());
        }
        serde_json::from_value(book.content.clone()).map_err(|_| Unavailable::new("a book of places can't be read"))
    }

    /// The book that says so, under the version that was read.
    pub(crate) fn into_book(self, mut book: Book) -> Book {
        book.content = serde_json::to_value(self).unwrap_or_default();
        book
    }

    /// Every line, in the order people came.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter()
    }

    /// How many places are held or kept for someone.
    #[must_use]
    pub fn taken(&self, at: Timestamp) -> u32 {
        self.count(|place| place == Place::Seated || place.is_offered(at))
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        self.count(|place| place == Place::Waiting)
    }

    fn count(&self, counts: impl Fn(Place) -> bool) -> u32 {
        u32::try_from(self.lines.iter().filter(|line| counts(line.place)).count()).unwrap_or(u32::MAX)
    }

    /// The turn of who waits, from 1.
    #[must_use]
    pub fn turn(&self, reference: &Reference) -> Option<usize> {
        let mut waiting = self.lines.iter().filter(|line| line.place == Place::Waiting);
        waiting.position(|line| line.holders.contains(reference)).map(|before| before + 1)
    }

    /// Gives a place, or a turn when others wait or no place is left; neither when
    /// as many wait as may.
    pub fn admit(&mut self, reference: Reference, capacity: Capacity, at: Timestamp) -> Option<Place> {
        let place = if self.waiting() == 0 && self.taken(at) < capacity.seats {
            Place::Seated
        } else if self.waiting() < capacity.waiting {
            Place::Waiting
        } else {
            return None;
        };
        self.lines.push(Line { holders: vec![reference], place });
        Some(place)
    }

    /// The second household of a child comes to the place of the first; where that
    /// is, if it is held and has room for one more household.
    pub fn join(&mut self, first: &Reference, second: Reference, at: Timestamp) -> Option<Place> {
        let line = self.line(first).filter(|line| line.holders.len() == 1 && !line.place.has_lapsed(at))?;
        line.holders.push(second);
        Some(line.place)
    }

    /// Gives up a place or a turn; it is free when its last holder leaves it.
    pub fn leave(&mut self, reference: &Reference) {
        if let Some(line) = self.line(reference) {
            line.holders.retain(|holder| holder != reference);
        }
        self.lines.retain(|line| !line.holders.is_empty());
    }

    /// Takes the place that is offered; its holders, if the offer still holds.
    pub fn take(&mut self, reference: &Reference, at: Timestamp) -> Option<Vec<Reference>> {
        let line = self.line(reference).filter(|line| line.place.is_offered(at))?;
        line.place = Place::Seated;
        Some(line.holders.clone())
    }

    /// Lets go of the offers that were not taken, and offers what is free to who
    /// waits first.
    pub fn pass_on(&mut self, capacity: Capacity, at: Timestamp, until: Timestamp) -> Passed {
        let mut passed = Passed::default();
        self.lines.retain(|line| {
            let has_lapsed = line.place.has_lapsed(at);
            if has_lapsed {
                passed.lapsed.extend(line.holders.iter().cloned());
            }
            !has_lapsed
        });
        while self.taken(at) < capacity.seats {
            let Some(next) = self.lines.iter_mut().find(|line| line.place == Place::Waiting) else { break };
            next.place = Place::Offered { until };
            passed.offered.extend(next.holders.iter().cloned());
        }
        passed
    }

    /// When something may have to be passed on next, while anybody waits.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let deadlines = self.lines.iter().filter_map(|line| match line.place {
            Place::Offered { until } => Some(until),
            Place::Seated | Place::Waiting => None,
        });
        deadlines.min()
    }

    fn line(&mut self, reference: &Reference) -> Option<&mut Line> {
        self.lines.iter_mut().find(|line| line.holders.contains(reference))
    }
}

/// What passing on did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Who did not answer in time.
    pub lapsed: Vec<Reference>,
    /// Who is offered a place now.
    pub offered: Vec<Reference>,
}

impl Place {
    /// Whether a place is kept for someone at this moment.
    #[must_use]
    pub fn is_offered(self, at: Timestamp) -> bool {
        matches!(self, Self::Offered { until } if at < until)
    }

    fn has_lapsed(self, at: Timestamp) -> bool {
        matches!(self, Self::Offered { until } if at >= until)
    }
}

#[cfg(test)]
mod tests;
