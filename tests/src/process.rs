//! A process as the system sees it (`/proc`): its memory, its work.

use std::fs;
use std::time::Duration;

/// A process that runs.
#[derive(Clone, Copy, Debug)]
pub struct Process {
    number: u32,
}

/// Linux counts work in hundredths of a second, on every machine of today.
const TICK: Duration = Duration::from_millis(10);

impl Process {
    /// The process with this number.
    #[must_use]
    pub const fn of(number: u32) -> Self {
        Self { number }
    }

    /// The process that asks.
    #[must_use]
    pub fn own() -> Self {
        Self { number: std::process::id() }
    }

    /// The memory it holds now, in kibibytes.
    #[must_use]
    pub fn memory(self) -> u64 {
        self.status("VmRSS")
    }

    /// The most memory it held since it started or was last forgiven.
    #[must_use]
    pub fn most_memory(self) -> u64 {
        self.status("VmHWM")
    }

    /// Lets the most memory be counted anew from now on.
    ///
    /// # Panics
    ///
    /// When the system does not let us.
    #[expect(clippy::disallowed_methods, reason = "this is no file, but a word to the system")]
    pub fn forgive(self) {
        fs::write(self.path("clear_refs"), "5").expect("the process is ours");
    }

    /// The processor time it has used.
    ///
    /// # Panics
    ///
    /// When it is gone.
    #[must_use]
    pub fn worked(self) -> Duration {
        let text = fs::read_to_string(self.path("stat")).expect("the process runs");
        // The name stands in parentheses and may hold anything.
        let (_, after) = text.rsplit_once(')').expect("a name in parentheses");
        let ticks: u32 = after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u32>().ok()).sum();
        TICK * ticks
    }

    /// Whether another process steps through all of its threads.
    #[must_use]
    pub fn is_traced(self) -> bool {
        let threads = fs::read_dir(self.path("task")).into_iter().flatten().filter_map(Result::ok);
        threads
            .map(|thread| fs::read_to_string(thread.path().join("status")).unwrap_or_default())
            .all(|status| number(&status, "TracerPid").is_some_and(|tracer| tracer != 0))
    }

    fn status(self, key: &str) -> u64 {
        let text = fs::read_to_string(self.path("status")).expect("the process runs");
        number(&text, key).unwrap_or_else(|| panic!("no {key} in\n{text}"))
    }

    fn path(self, name: &str) -> String {
        format!("/proc/{}/{name}", self.number)
    }
}

fn number(status: &str, key: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok()
}
