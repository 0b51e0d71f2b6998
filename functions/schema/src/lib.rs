//! What a field is: its type, its rules, its words.
//!
//! One declaration of a field serves four uses: it checks front matter, draws
//! the form, checks what is sent, and turns what was accepted into an edit.
//!
//! Architecture invariant: no file, no network, no clock, no environment here.

pub mod nearest;

pub mod declaration;
pub mod difference;
pub mod draw;
pub mod fault;
pub mod field;
pub mod form;
pub mod hours;
pub mod json_schema;
pub mod kind;
pub mod read;
pub mod structure;
pub mod tree;
pub mod types;
pub mod update;
pub mod value;
pub mod value_words;
pub mod words;
pub mod yaml;
