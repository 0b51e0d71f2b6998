//! The site as its readers and its writers meet it: built, checked, edited,
//! interrupted.
//!
//! Each module is one subject; each test is one claim.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod again;
mod broken;
mod calendars;
mod commands;
mod content;
mod edits;
mod forms;
mod held;
mod interrupted;
mod links;
mod outputs;
mod schedule;
