//! The deployed function, whole: its own binary under a real emulator of Lambda, a
//! real server for its table, the real command line to publish and to answer.

#![expect(clippy::unwrap_used, reason = "a test that can't go on says so by failing")]

mod cloud;
mod emulator;
mod events;
mod programs;
#[path = "../dynamodb/start.rs"]
mod start;
mod template;
mod visits;
