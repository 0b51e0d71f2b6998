//! What a field is: its type, its rules, its words.
//!
//! One declaration of a field serves four uses: it checks front matter, draws
//! the form, checks what is sent, and turns what was accepted into an edit.
//!
//! Architecture invariant: no file, no network, no clock, no environment here.

pub mod hours;
pub mod types;
pub mod words;
