//! The desk as its visitors and its staff meet it.

#![expect(clippy::unwrap_used, reason = "a test that can't go on says so by failing")]
#![expect(clippy::disallowed_methods, reason = "a fixture is written for one test alone")]

mod codes;
mod counter;
mod description;
mod door;
mod doubts;
#[cfg(feature = "dynamodb")]
mod dynamodb;
mod faults;
mod inbox;
mod interleavings;
mod lists;
#[cfg(feature = "smtp")]
mod mail;
mod order;
mod privacy;
mod register;
mod register_staff;
mod repeats;
mod store;
mod town;
mod tracking;
