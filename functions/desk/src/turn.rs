//! Turns at a book: within one process, those who want the same book come one
//! after the other, instead of all reading it and all but one being outrun.
//!
//! It spares work and decides nothing: that two people never get one place is the
//! store's doing, whoever else writes.

use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};

use crate::random;

/// Books share turns by the hash of their names.
const TURNS: usize = 64;

/// The turns of a desk.
#[derive(Debug)]
pub(crate) struct Turns([Mutex<()>; TURNS]);

impl Turns {
    pub(crate) const fn new() -> Self {
        Self([const { Mutex::const_new(()) }; TURNS])
    }

    /// Waits for the turn at a book.
    pub(crate) async fn at(&self, book: &str) -> MutexGuard<'_, ()> {
        let hash = blake3::hash(book.as_bytes());
        self.0[usize::from(hash.as_bytes()[0]) % TURNS].lock().await
    }
}

/// Waits a little before trying again what another process outran: longer each
/// time, and never all at once.
pub(crate) async fn pause(attempt: usize) {
    let most = 10_u64 << attempt.min(5);
    let chance = random::bytes::<2>().map_or(0, u16::from_le_bytes);
    tokio::time::sleep(Duration::from_millis(u64::from(chance) % most)).await;
}
