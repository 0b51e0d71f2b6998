//! The commands: each calls a library and tells what came of it.

use crate::Status;
use crate::arguments::{Arguments, Command};
use crate::context::Context;
use crate::failure::Failure;
use crate::serve;

mod build;
mod check;
mod hours;
mod inbox;
mod new;
mod publish;

pub(crate) use build::counts;

/// Runs a command; none is `serve`.
pub(crate) fn run(context: &Context, command: Option<Command>) -> Result<Status, Failure> {
    match command.unwrap_or_else(serve_as_it_is) {
        Command::Build(build) => build::run(context, &build),
        Command::Serve(serve) => serve::run(context, &serve),
        Command::Desk(desk) => serve::run_desk(context, &desk),
        Command::Check => check::run(context),
        Command::New(new) => new::run(context, &new),
        Command::Hours(hours) => Ok(hours::run(context, &hours)),
        Command::Inbox(inbox) => inbox::run(context, inbox),
        Command::Publish(publish) => publish::run(context, &publish),
    }
}

fn serve_as_it_is() -> Command {
    use clap::Parser as _;
    let arguments = Arguments::parse_from(["parvis", "serve"]);
    arguments.command.expect("the command line above names a command")
}
