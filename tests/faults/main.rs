//! Faults from outside: the server dies, its store is ill, its disk is full or
//! slow. What was acknowledged is there once; what was refused is not there; and
//! all is well again when the fault goes, without hands.
//!
//! Each module is one kind of fault; each test is one claim, about a store that
//! is named as `--store` names it.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod deaths;
mod disk;
mod file;
mod patient;
