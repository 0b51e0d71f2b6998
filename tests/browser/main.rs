//! The product in a real browser: the loop from page to page, with scripts and
//! without, and what other pages of the same browser may not do.
//!
//! Each module is one subject; each test is one claim.

mod accessibility;
mod counter;
mod decisions;
mod door;
mod fields;
mod hostile;
mod live;
mod order;
mod places;
mod register;
mod walk;
