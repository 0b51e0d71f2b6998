//! The desk and its staff, by the binary alone: the command line, the bureau's
//! door, power cuts, privacy.
//!
//! Each module is one subject; each test is one claim.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod bureau;
mod command_line;
mod cuts;
mod privacy;
mod registrations;
mod sendings;
