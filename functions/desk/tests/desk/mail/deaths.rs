//! Mail while processes die.
