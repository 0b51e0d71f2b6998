//! Waiting for something to be so: asked again until it is, never slept for.

use std::thread;
use std::time::{Duration, Instant};

/// What is not so by then will not be: the slowest machine has answered long before.
const PATIENCE: Duration = Duration::from_mins(1);

/// Between two askings.
const PAUSE: Duration = Duration::from_millis(15);

/// What the question gives, as soon as it gives something.
///
/// # Panics
///
/// When it gave nothing for a minute; `what` says what was waited for.
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "waited a minute for {what}");
        thread::sleep(PAUSE);
    }
}
