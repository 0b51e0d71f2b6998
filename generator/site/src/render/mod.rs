//! From pages in relation to bytes: what each output shows, and its rendering.
//!
//! Architecture invariant: an output is a function of its inputs, and its
//! fingerprint covers all of them. No disk, no clock.

pub(crate) mod addresses;
pub(crate) mod calendar;
pub(crate) mod conflicts;
pub(crate) mod fields;
pub(crate) mod inputs;
pub(crate) mod json_ld;
pub(crate) mod object;
pub(crate) mod offers;
pub(crate) mod outputs;
pub(crate) mod plan;
pub(crate) mod theme;
pub(crate) mod views;
