//! The thread that builds: at the start, when files change, and when the clock
//! brings a change.
//!
//! Architecture invariant: it alone holds the [`Site`]; everybody else sees the
//! state that the last build left.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use desk::clock::Clock;
use jiff::Timestamp;
use site::{KeepGoing, Options, Outcome, Site};

use super::live::Live;
use super::watcher::{Wake, Watching};
use crate::commands::counts;
use crate::context::Context;
use crate::diagnostics::{self, Shown};
use crate::failure::{self, Failure};
use crate::terminal::Terminal;
use crate::words::Phrase;

/// After a file was put in place: others of the same move follow at once.
const AFTER_WRITTEN: Duration = Duration::from_millis(1);
/// While a file is being written: its end is announced soon.
const WHILE_WRITING: Duration = Duration::from_millis(6);
/// Whatever goes on, a build starts by then.
const AT_MOST: Duration = Duration::from_millis(20);
/// How often files are looked at where they can't be watched.
const POLL: Duration = Duration::from_secs(1);
/// How long after an event files are looked at once more: what was written into a
/// new folder before it was watched made no event.
const SECOND_LOOK: Duration = Duration::from_millis(300);
/// A machine that slept, a clock that was set, a change that made no event are
/// noticed by then.
const CLOCK_CHECK: Duration = Duration::from_mins(1);

/// The thread, and what is seen of it.
pub(super) struct Building {
    live: Live,
    wake: Sender<Wake>,
    thread: JoinHandle<()>,
}

/// Starts watching, builds once, then leaves the rest to the thread.
pub(super) fn start(context: &Context, options: Options) -> Result<Building, Failure> {
    let live = Live::new(context.language())?;
    let (wake, woken) = mpsc::channel();
    let root = context.root.canonicalize().map_err(|source| Failure::File { path: context.root.clone(), source })?;
    let output = root.join(options.output.strip_prefix(&context.root).unwrap_or(&options.output));
    let watching = match Watching::start(&root, &output, wake.clone()) {
        Ok(watching) => Some(watching),
        Err(error) => {
            context.terminal.warn(&Phrase::NotWatching(error.to_string()));
            None
        }
    };
    let mut builder = Builder {
        root: context.root.clone(),
        site: Site::open(&context.root, options.clone()),
        options,
        clock: context.clock,
        terminal: context.terminal,
        live: live.clone(),
        watching,
        second_look: false,
        next_change: None,
        told: Vec::new(),
    };
    builder.build()?;
    let thread = std::thread::Builder::new().name("builder".to_owned()).spawn(move || builder.run(&woken))?;
    Ok(Building { live, wake, thread })
}

impl Building {
    /// What the last build left.
    pub(super) fn live(&self) -> Live {
        self.live.clone()
    }

    /// Lets a build that runs come to its end.
    pub(super) fn stop(self) {
        let _thread_is_gone = self.wake.send(Wake::Stop);
        let _panicked = self.thread.join();
    }
}

struct Builder {
    root: PathBuf,
    options: Options,
    site: Site,
    clock: Clock,
    terminal: Terminal,
    live: Live,
    /// None where files can’t be watched.
    watching: Option<Watching>,
    second_look: bool,
    next_change: Option<Timestamp>,
    told: Vec<String>,
}

impl Builder {
    fn run(mut self, woken: &Receiver<Wake>) {
        while self.wait(woken) {
            if let Err(failure) = self.build() {
                failure::print(&failure, self.terminal);
            }
        }
    }

    /// Waits for a reason to build; says no when the server stops.
    fn wait(&mut self, woken: &Receiver<Wake>) -> bool {
        match woken.recv_timeout(self.patience()) {
            Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => false,
            Ok(wake) => {
                self.second_look = true;
                let next = settle(woken, wake);
                if let (Next::WatchAgain, Some(watching)) = (next, &mut self.watching) {
                    watching.again();
                }
                next != Next::Stop
            }
            // Whatever made no event is found by then, and what the clock brings.
            Err(RecvTimeoutError::Timeout) => {
                self.second_look = false;
                true
            }
        }
    }

    /// How long nothing needs to be looked at.
    fn patience(&self) -> Duration {
        let longest = match (self.second_look, self.watching.is_some()) {
            (true, _) => SECOND_LOOK,
            (false, true) => CLOCK_CHECK,
            (false, false) => POLL,
        };
        match (self.next_change, self.clock) {
            (Some(next), Clock::System) => {
                Duration::try_from(next.duration_since(self.clock.now())).unwrap_or_default().min(longest)
            }
            _ => longest,
        }
    }

    /// Builds, and shows what came of it. The last good version of a faulty page
    /// stays up.
    fn build(&mut self) -> Result<(), Failure> {
        let started = Instant::now();
        let now = self.clock.now();
        let built = catch_unwind(AssertUnwindSafe(|| self.site.build(now, KeepGoing::Yes)));
        match built {
            Ok(Ok(outcome)) => self.tell(&outcome, started.elapsed()),
            Ok(Err(error)) => {
                self.start_afresh();
                return Err(Failure::Write(error));
            }
            Err(_panic) => {
                self.terminal.warn(&Phrase::BuildPanicked);
                self.start_afresh();
            }
        }
        Ok(())
    }

    /// What a failed build remembers is not to be trusted.
    fn start_afresh(&mut self) {
        self.next_change = None;
        self.site = Site::open(&self.root, self.options.clone());
    }

    fn tell(&mut self, outcome: &Outcome, elapsed: Duration) {
        // A frozen clock never reaches the next change.
        self.next_change = outcome.next_change.filter(|_| matches!(self.clock, Clock::System));
        let language = self.terminal.language;
        let shown: Vec<Shown> = outcome.diagnostics.iter().map(|diagnostic| Shown::of(diagnostic, language)).collect();
        let changed = outcome.stats.written + outcome.stats.removed > 0;
        self.live.built(changed, &shown);
        let told: Vec<String> = shown.iter().map(|fault| fault.json().to_string()).collect();
        if told != self.told {
            diagnostics::print(&shown, self.terminal);
            diagnostics::print_tally(&shown, self.terminal);
            if shown.is_empty() {
                self.terminal.say(&Phrase::NothingWrong);
            }
            self.told = told;
        }
        if changed {
            self.terminal.say(&Phrase::Built { stats: counts(&outcome.stats), elapsed });
        }
    }
}

/// What comes after events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Build,
    /// Build, once what stands there now is watched.
    WatchAgain,
    Stop,
}

/// Lets the events of one saving come in, without waiting for silence for long.
fn settle(woken: &Receiver<Wake>, first: Wake) -> Next {
    let deadline = Instant::now() + AT_MOST;
    let (mut last, mut next) = (first, Next::Build);
    loop {
        if last == Wake::Moved {
            next = Next::WatchAgain;
        }
        let quiet = if last == Wake::Written { AFTER_WRITTEN } else { WHILE_WRITING };
        let left = deadline.saturating_duration_since(Instant::now());
        match woken.recv_timeout(quiet.min(left)) {
            Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
            Err(RecvTimeoutError::Timeout) => return next,
            Ok(Wake::Moved) if left.is_zero() => return Next::WatchAgain,
            Ok(_) if left.is_zero() => return next,
            Ok(wake) => last = wake,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::{Duration, Instant};

    use super::{Next, Wake, settle};

    #[test]
    fn a_file_put_in_place_is_not_waited_for() {
        let (_kept, woken) = mpsc::channel();
        let started = Instant::now();
        assert_eq!(settle(&woken, Wake::Written), Next::Build);
        assert!(started.elapsed() < Duration::from_millis(500));
    }

    #[test]
    fn endless_writing_delays_no_build() {
        let (wake, woken) = mpsc::channel();
        for _ in 0..10_000 {
            wake.send(Wake::Writing).unwrap();
        }
        let writer = std::thread::spawn(move || while wake.send(Wake::Writing).is_ok() {});
        assert_eq!(settle(&woken, Wake::Writing), Next::Build);
        drop(woken);
        writer.join().unwrap();
    }

    #[test]
    fn a_folder_that_moved_is_not_forgotten_among_other_events() {
        let (wake, woken) = mpsc::channel();
        wake.send(Wake::Written).unwrap();
        assert_eq!(settle(&woken, Wake::Moved), Next::WatchAgain);
    }

    #[test]
    fn stopping_comes_first() {
        let (wake, woken) = mpsc::channel();
        wake.send(Wake::Stop).unwrap();
        assert_eq!(settle(&woken, Wake::Writing), Next::Stop);
    }
}
