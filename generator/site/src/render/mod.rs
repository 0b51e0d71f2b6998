//! From pages in relation to bytes: what each output shows, and its rendering.
//!
//! Architecture invariant: an output is a function of its inputs, and its
//! fingerprint covers all of them. No disk, no clock.

pub mod calendar;
pub mod fields;
pub mod json_ld;
pub mod object;
pub mod outputs;
pub mod plan;
pub mod theme;
pub mod views;
