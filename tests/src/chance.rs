//! Chance that can be had again: a test says its seed, and the same seed plays
//! the same game.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// A stream of numbers that look thrown (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Chance {
    seed: u64,
    state: u64,
}

impl Chance {
    /// A game of its own, or the one that `PARVIS_TEST_SEED` names. The runner
    /// shows the seed when the test fails.
    ///
    /// # Panics
    ///
    /// When the variable holds no number.
    #[must_use]
    #[expect(clippy::print_stdout, reason = "the runner shows it when the test fails")]
    #[expect(clippy::disallowed_methods, reason = "a game is played again by whoever looks for its fault")]
    pub fn thrown() -> Self {
        let seed = RandomState::new().build_hasher().finish();
        let named = std::env::var("PARVIS_TEST_SEED").ok().map(|text| text.parse().expect("a seed is a number"));
        let seed = named.unwrap_or(seed);
        println!("PARVIS_TEST_SEED={seed}");
        Self::from_seed(seed)
    }

    /// The game with this seed.
    #[must_use]
    pub const fn from_seed(seed: u64) -> Self {
        Self { seed, state: seed }
    }

    /// What plays the same game again.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The next number below an end.
    pub const fn below(&mut self, end: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// A time shorter than this one.
    ///
    /// # Panics
    ///
    /// When it is longer than five hundred thousand years.
    pub fn within(&mut self, longest: Duration) -> Duration {
        let micros = u64::try_from(longest.as_micros()).expect("a wait that ends");
        Duration::from_micros(self.below(micros.max(1)))
    }
}
