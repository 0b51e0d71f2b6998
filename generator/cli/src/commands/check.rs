//! `parvis check`: everything that can be wrong in the content, all at once.

use crate::Status;
use crate::context::Context;
use crate::diagnostics::{self, Shown, has_errors};
use crate::failure::Failure;
use crate::words::Phrase;

pub(super) fn run(context: &Context) -> Result<Status, Failure> {
    context.settings()?;
    let terminal = context.terminal;
    let found = site::check(&context.root, context.now());
    let shown: Vec<Shown> = found.iter().map(|diagnostic| Shown::of(diagnostic, terminal.language)).collect();
    diagnostics::print(&shown, terminal);
    diagnostics::print_tally(&shown, terminal);
    if shown.is_empty() {
        terminal.say(&Phrase::NothingWrong);
    }
    Ok(if has_errors(&found) { Status::Faults } else { Status::Fine })
}
