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
mod cloud;
mod commands;
mod context;
mod diagnostics;
mod failure;
mod inbox;
mod mail;
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
    keep_panics_quiet();
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

/// What a panic says may quote what somebody typed: only its place is told.
fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the program met a fault of its own");
    }));
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    /// What is logged, kept in memory.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_tells_its_place_and_not_what_was_typed() {
        let kept = Kept::default();
        let writer = kept.clone();
        let log = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
        let before = std::panic::take_hook();
        super::keep_panics_quiet();
        tracing::subscriber::with_default(log, || {
            let panicked = std::panic::catch_unwind(|| panic!("01 47 46 75 01"));
            assert!(panicked.is_err());
        });
        std::panic::set_hook(before);
        let told = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        assert!(told.contains("main.rs") && !told.contains("01 47 46"), "{told}");
    }
}
