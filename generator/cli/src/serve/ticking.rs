//! The tick of the server: what is due at the desk is done while it runs.
//!
//! Architecture invariant: it decides nothing. A server that never ticked would
//! tell nobody, and lose nothing.

use std::sync::Arc;
use std::time::Duration;

use desk::{Desk, Ticked};
use tokio::sync::watch;

/// Nobody waits for a mail longer than this, nor a freed place.
const EVERY: Duration = Duration::from_secs(20);

/// Ticks until the server stops; at once again while something due was left.
pub(super) async fn keep(desk: Arc<Desk>, mut stopping: watch::Receiver<bool>) {
    loop {
        let pause = match desk.tick().await {
            Ok(Ticked { left: 1.., done, put_off }) if done + put_off > 0 => Duration::ZERO,
            Ok(_) => EVERY,
            Err(error) => {
                tracing::error!(error = %error, "what is due is left until the store answers");
                EVERY
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _stop = stopping.wait_for(|stopped| *stopped) => return,
        }
    }
}
