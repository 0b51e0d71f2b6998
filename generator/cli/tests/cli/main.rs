//! The binary as it is used: a town on disk, commands, a server, requests over
//! the wire.

#![expect(clippy::unwrap_used, reason = "a test that can’t go on says so by failing")]

mod bureau;
mod calls;
mod commands;
mod counter;
mod doubts;
mod inbox;
mod preview;
mod town;
