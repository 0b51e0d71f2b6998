//! What a form shows.
