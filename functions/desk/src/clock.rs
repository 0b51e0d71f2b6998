//! What time it is: the one place of the desk that asks the machine.
//!
//! Architecture invariant: nothing else here reads a clock, so that `--at`
//! freezes every deadline, limit and date at once.

use jiff::Timestamp;

/// Where the moment comes from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's own clock.
    System,
    /// One moment, for ever: what `--at` asks for, and what tests need.
    Frozen(Timestamp),
}

impl Clock {
    /// The moment at which something happens.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this module owns the clock of the desk")]
            Self::System => Timestamp::now(),
            Self::Frozen(moment) => moment,
        }
    }
}
