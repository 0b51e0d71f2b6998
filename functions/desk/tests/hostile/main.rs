//! The door under what nobody well-meaning sends: bodies made to break it, at
//! volume, in every format. None may stop it, keep it busy, or make it grow.
//!
//! A binary of its own, so that the memory that is measured is the door's.
//! `PROPTEST_CASES` raises the number of cases.

#![expect(clippy::unwrap_used, reason = "a test that can't go on says so by failing")]
#![expect(clippy::disallowed_methods, reason = "a fixture is written for one test alone")]

mod bodies;
mod heaviest;
mod line;
mod references;
#[path = "../desk/town.rs"]
#[expect(dead_code, reason = "the town is that of the other tests, which ask more of it")]
mod town;
