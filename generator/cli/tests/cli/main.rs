//! The binary as it is used: a town on disk, commands, a server, requests over
//! the wire.

mod bureau;
mod commands;
mod inbox;
mod preview;
mod town;
