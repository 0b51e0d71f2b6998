//! The binary `parvis`: the town's site and its desk, from a terminal.
//!
//! Here a command line becomes a command, and what came of it an exit status:
//! 0 fine, 1 the content or the request has faults, 2 wrong usage, settings or
//! environment.
//!
//! Architecture invariant: nobody imports this package.

use std::process::ExitCode;

use clap::Parser as _;
use tracing::level_filters::LevelFilter;

mod arguments;
mod bureau;
mod commands;
mod context;
mod diagnostics;
mod failure;
mod inbox;
mod moment;
mod random;
mod serve;
mod static_files;
mod store;
mod terminal;
mod words;

use arguments::{Arguments, Global};
use context::Context;

/// What came of a command that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// All is well.
    Fine,
    /// The content, or what was asked, has faults; all of them were told.
    Faults,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    start_log(&arguments.global);
    let context = match Context::new(&arguments.global) {
        Ok(context) => context,
        Err((terminal, failure)) => return failed(terminal, &failure),
    };
    match commands::run(&context, arguments.command) {
        Ok(Status::Fine) => ExitCode::SUCCESS,
        Ok(Status::Faults) => ExitCode::from(1),
        Err(failure) => failed(context.terminal, &failure),
    }
}

fn failed(terminal: terminal::Terminal, failure: &failure::Failure) -> ExitCode {
    failure::print(failure, terminal);
    ExitCode::from(2)
}

/// Events of the libraries go to standard error, away from results.
fn start_log(global: &Global) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => LevelFilter::ERROR,
        (false, false) => LevelFilter::WARN,
        (false, true) => LevelFilter::INFO,
    };
    tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).with_target(false).init();
}
