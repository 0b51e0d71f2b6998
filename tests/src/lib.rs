//! The harness: a town in a temporary folder, the binary `parvis` run on it
//! from outside, and what is left on the disk afterwards.
//!
//! ```text
//! let town = Town::village();
//! town.edit("content/lieux/mairie.md", "Ouverte à tous.", "Fermée.");
//! assert_eq!(town.build().rendered, 1);
//! ```
//!
//! Architecture invariant: no claim about the product stands here, only ways to
//! ask it. Nobody but the tests imports this crate.

mod browser;
mod chance;
mod elsewhere;
mod faults;
mod http;
mod library;
mod line;
mod process;
mod program;
mod sample;
mod server;
mod snapshot;
mod stats;
mod town;
mod update;
mod wait;

pub use browser::{Browser, Scripts, Tab};
pub use chance::Chance;
pub use elsewhere::Elsewhere;
pub use faults::{Fault, faults};
pub use http::{Answer, Request};
pub use library::{Library, instant};
pub use line::Line;
pub use process::Process;
pub use program::{Ran, program};
pub use sample::{Sample, UPDATE};
pub use server::{Server, free_port};
pub use snapshot::Snapshot;
pub use stats::Stats;
pub use town::{MOMENT, Town};
pub use update::Sent;
pub use wait::until;
