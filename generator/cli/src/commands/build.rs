//! `parvis build`: the site, written to its folder.

use std::time::{Duration, Instant};

use serde_json::json;
use site::settings;
use site::{KeepGoing, Options, Outcome, Site, Stats};

use crate::Status;
use crate::arguments::Build;
use crate::context::Context;
use crate::diagnostics::{self, Shown};
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::words::{Counts, Phrase};

pub(super) fn run(context: &Context, build: &Build) -> Result<Status, Failure> {
    context.settings()?;
    if let Some(address) = build.base_url.as_deref().filter(|address| settings::base_url(address).is_none()) {
        return Err(Failure::BaseUrl(address.to_owned()));
    }
    let options = Options {
        output: context.root.join(&build.output),
        base_url: build.base_url.clone(),
        drafts: build.drafts,
        jobs: build.jobs.map(usize::from),
    };
    let keep_going = if build.keep_going { KeepGoing::Yes } else { KeepGoing::No };
    let started = Instant::now();
    let outcome = Site::open(&context.root, options).build(context.now(), keep_going).map_err(Failure::Write)?;
    tell(context, &outcome, started.elapsed());
    Ok(if outcome.has_errors() { Status::Faults } else { Status::Fine })
}

fn tell(context: &Context, outcome: &Outcome, elapsed: Duration) {
    let terminal = context.terminal;
    let shown: Vec<Shown> =
        outcome.diagnostics.iter().map(|diagnostic| Shown::of(diagnostic, terminal.language)).collect();
    diagnostics::print(&shown, terminal);
    diagnostics::print_tally(&shown, terminal);
    if !outcome.published {
        terminal.warn(&Phrase::NotPublished);
    }
    let stats = outcome.stats;
    if terminal.is_json() {
        Terminal::object(&json!({
            "files_read": stats.files_read,
            "parsed": stats.parsed,
            "rendered": stats.rendered,
            "derived": stats.derived,
            "written": stats.written,
            "removed": stats.removed,
            "pages": stats.pages,
            "published": outcome.published,
            "milliseconds": u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        }));
    } else if outcome.published {
        terminal.say(&Phrase::Built { stats: counts(&stats), elapsed });
    }
}

/// The numbers of a build that people are told.
pub(crate) const fn counts(stats: &Stats) -> Counts {
    Counts {
        pages: stats.pages,
        parsed: stats.parsed,
        rendered: stats.rendered,
        written: stats.written,
        removed: stats.removed,
    }
}
