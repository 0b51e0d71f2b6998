//! The types of a field, one module a type: its value, its parser from text, its words.
//!
//! Every module has the same doors. `parse` reads what a person wrote, in a
//! file or in a form, and returns a value that cannot be wrong or a `Problem`
//! that quotes the piece that was not understood. `to_text` writes the value
//! the one way that front matter and form controls hold it, so that
//! `parse(to_text(v)) == v`. `words` is what a reader reads. `serde` goes
//! through `to_text` and `parse`, so nothing can build an invalid value.
//!
//! | module | a value |
//! |---|---|
//! | [`text`] | a line, or paragraphs |
//! | [`number`] | a quantity, within bounds |
//! | [`money`] | a price, in euro cents |
//! | [`date`] | a day of the calendar |
//! | [`date_time`] | a moment, said in the local time of Paris |
//! | [`phone`] | a telephone number that can be dialled |
//! | [`email`] | an address to write to |
//! | [`url`] | the address of a page on the web |
//! | [`identifier`] | a name for addresses and files; the project's one slug |
//! | [`yes_no`] | a yes or a no |
//! | [`address`] | where the post goes |
//! | [`position`] | a point on the map |
//!
//! Opening hours have a room of their own, [`crate::hours`]. Choices, images,
//! references and lists are not here: they need their declaration to be read.
//!
//! Architecture invariant: nothing here guesses. A year, a town or a country
//! that is not written is not filled in, unless the field's options say it.

#[cfg(test)]
mod claims;
mod kept;
pub(crate) mod reading;

pub mod address;
pub mod date;
pub mod date_time;
pub mod email;
pub mod identifier;
pub mod money;
pub mod number;
pub mod phone;
pub mod position;
pub mod text;
pub mod url;
pub mod yes_no;
