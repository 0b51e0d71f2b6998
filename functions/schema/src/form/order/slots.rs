//! Slots at a moment: which are offered, and which a merchant can still serve.
//!
//! Architecture invariant: a pure function of the catalogue and the moment, in
//! the town's time. A slot is known by its point and its start; an order is never
//! moved to another one by anything here.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::Order;
use super::catalogue::{Catalogue, Merchant, Point};
use crate::hours::State;
use crate::types::date::{self, weekday_name};
use crate::types::date_time::{self, DateTime};
use crate::words::Language;

/// A stretch of a day in which a point hands over what was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The key of its point.
    pub point: String,
    /// When it begins, as clocks there show it: `2026-11-24T12:15`.
    pub local: String,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// How many orders it takes.
    pub capacity: u32,
}

impl Slot {
    /// What the control for the slot holds: `cafe-associatif/2026-11-24T12:15`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}", self.point, self.local)
    }

    /// Its day and its hours, as people read them.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        stretch(self.start, self.end, language)
    }

    /// Its day.
    #[must_use]
    pub fn day(&self) -> Date {
        day_of(self.start)
    }
}

/// Why a merchant can't serve a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unserved {
    /// Orders for it ended then.
    TooLate {
        /// The cut-off.
        cutoff: Timestamp,
    },
    /// The merchant does not work on that day.
    Away,
}

/// The day of a moment, in the town.
#[must_use]
pub fn day_of(at: Timestamp) -> Date {
    date_time::zone().to_datetime(at).date()
}

/// A moment as clocks in the town show it, to the minute: `2026-11-24T12:15`.
#[must_use]
pub fn local(at: Timestamp) -> String {
    date_time::zone().to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// A moment as people in the town read it.
#[must_use]
pub fn moment(at: Timestamp, language: Language) -> String {
    DateTime::from_timestamp(at).map_or_else(|| at.to_string(), |moment| moment.words(language))
}

/// A day as people read it, with the day of the week.
#[must_use]
pub fn day_words(day: Date, language: Language) -> String {
    format!("{} {}", weekday_name(day.weekday(), language), date::Date::from(day).words(language))
}

/// « mardi 24 novembre 2026, de 12 h 15 à 12 h 45 »
#[must_use]
pub fn stretch(start: Timestamp, end: Timestamp, language: Language) -> String {
    let day = day_words(day_of(start), language);
    let (start, end) = (hour(start, language), hour(end, language));
    match language {
        Language::French => format!("{day}, de {start} à {end}"),
        Language::English => format!("{day}, from {start} to {end}"),
    }
}

fn hour(at: Timestamp, language: Language) -> String {
    let local = date_time::zone().to_datetime(at);
    match (language, local.minute()) {
        (Language::French, 0) => format!("{}\u{a0}h", local.hour()),
        (Language::French, minute) => format!("{}\u{a0}h\u{a0}{minute:02}", local.hour()),
        (Language::English, minute) => format!("{:02}:{minute:02}", local.hour()),
    }
}

/// What a slot's key says, whether or not there is such a slot: the point, and
/// when it would begin.
#[must_use]
pub fn parse_key(key: &str) -> Option<(&str, Timestamp)> {
    let (point, local) = key.trim().rsplit_once('/')?;
    let local = jiff::civil::DateTime::strptime("%Y-%m-%dT%H:%M", local).ok()?;
    Some((point, date_time::zone().to_timestamp(local).ok()?))
}

impl Catalogue {
    /// The slots of every point that begin after this moment, within the days
    /// that the form offers.
    #[must_use]
    pub fn slots(&self, order: &Order, at: Timestamp) -> Vec<Slot> {
        self.points.iter().flat_map(|point| point.slots(order.days, at)).collect()
    }
}

impl Point {
    /// The slots that begin after this moment, within `days` days, today included.
    #[must_use]
    pub fn slots(&self, days: u16, at: Timestamp) -> Vec<Slot> {
        let zone = date_time::zone();
        let today = day_of(at);
        let stretches = self.rules.iter().flat_map(|rule| {
            let stretches = rule.when.intervals(State::Open, &self.closures, today, days, zone);
            stretches.into_iter().map(|(start, end)| Slot {
                point: self.key.clone(),
                local: local(start),
                start,
                end,
                capacity: rule.capacity,
            })
        });
        let mut slots: Vec<Slot> = stretches.filter(|slot| slot.start > at).collect();
        slots.sort_by_key(|slot| slot.start);
        slots.dedup_by_key(|slot| slot.local.clone());
        slots
    }
}

impl Merchant {
    /// When orders for a slot end.
    #[must_use]
    pub fn cutoff(&self, start: Timestamp) -> Timestamp {
        start - SignedDuration::from_hours(i64::from(self.lead_hours))
    }

    /// Whether an order that comes at this moment can be served in the slot.
    ///
    /// # Errors
    ///
    /// Why it can't.
    pub fn serves(&self, slot: &Slot, at: Timestamp) -> Result<(), Unserved> {
        if !self.works_on(slot.day()) {
            return Err(Unserved::Away);
        }
        let cutoff = self.cutoff(slot.start);
        if cutoff <= at { Err(Unserved::TooLate { cutoff }) } else { Ok(()) }
    }

    /// Whether the merchant works on a day: no closure covers it, and the hours
    /// do not say closed from morning to night. Hours that say nothing of it leave it open.
    #[must_use]
    pub fn works_on(&self, day: Date) -> bool {
        if self.closures.iter().any(|closure| closure.covers(day)) {
            return false;
        }
        let Some(hours) = &self.hours else { return true };
        let zone = date_time::zone();
        let (Ok(before), Ok(after)) = (day.yesterday(), day.checked_add(1.day())) else { return false };
        let Ok(morrow) = zone.to_timestamp(after.at(0, 0, 0, 0)) else { return false };
        // A night that began the evening before is no work of this day.
        let begins = |state| hours.intervals(state, &self.closures, before, 2, zone);
        let is_of_day =
            |&(start, end): &(Timestamp, Timestamp)| day_of(start) == day || end >= morrow && start < morrow;
        [State::Open, State::Unknown].into_iter().flat_map(begins).any(|stretch| is_of_day(&stretch))
    }
}
