//! The desk: what people send, kept durably, and answered.
//!
//! It is handed a bundle that the site wrote, and a store.
//!
//! Architecture invariant: nothing here reads Markdown, the folder of the
//! content or a theme. An answer of success leaves after the write is durable.
//! What a person typed, a secret or a network address never enters a log.

mod bundle;
mod catalogue;
mod challenge;
pub mod clock;
pub mod code;
mod content;
pub mod csv;
mod description;
mod desk;
mod door;
pub mod doubt;
pub mod errand;
mod household;
pub mod inbox;
pub mod key;
mod letters;
pub mod lists;
mod moves;
mod network;
mod pages;
mod post;
mod random;
mod reach;
mod reception;
pub mod reference;
pub mod request;
pub mod secret;
mod sessions;
mod settings;
pub mod store;
mod tick;
mod told;
mod turn;
mod unavailable;
pub mod verified;
pub mod workflow;

pub use bundle::Handed;
pub use desk::Desk;
pub use door::{Peer, router};
pub use post::Password;
pub use reach::{Reach, ReachedBy};
pub use tick::Ticked;
pub use told::ToldField;
pub use unavailable::Unavailable;
