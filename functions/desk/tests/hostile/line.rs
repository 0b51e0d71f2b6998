//! A line to the door, and what every answer must keep to.

use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::{Router, http};
use desk::router;
use serde_json::json;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use crate::town::{NOON, Town};

/// One body, as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Sending {
    pub(crate) path: &'static str,
    pub(crate) kind: String,
    pub(crate) accept: &'static str,
    pub(crate) body: Vec<u8>,
}

/// What it took to answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    pub(crate) status: StatusCode,
    pub(crate) time: Duration,
    pub(crate) bytes: usize,
}

/// A door, a runtime to walk up to it, and the town that goes with it.
pub(crate) struct Line {
    router: Router,
    runtime: Runtime,
    _town: Town,
}

impl Line {
    pub(crate) fn new() -> Self {
        let town = Town::with_settings("limits", json!({ "submissions": 4_000_000 }));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { router: router(town.desk(NOON)), runtime, _town: town }
    }

    pub(crate) fn send(&self, sending: Sending) -> Taken {
        let started = Instant::now();
        let request = Request::post(sending.path)
            .header("content-type", sending.kind)
            .header("accept", sending.accept)
            .body(Body::from(sending.body))
            .unwrap();
        let (parts, body) = self.runtime.block_on(self.router.clone().oneshot(request)).unwrap().into_parts();
        let bytes = self.runtime.block_on(to_bytes(body, usize::MAX)).unwrap().len();
        assert!(parts.headers.contains_key(http::header::CONTENT_SECURITY_POLICY), "{parts:?}");
        Taken { status: parts.status, time: started.elapsed(), bytes }
    }
}

impl Taken {
    /// Answered as the contract says, soon, and with no more than the body and its
    /// form explain. The times are those of a build without optimisation on a busy
    /// machine; what grows with the square of the body is far beyond them.
    pub(crate) fn check(self, sent: usize, patience: Duration) -> Result<(), String> {
        let is_known = matches!(self.status.as_u16(), 200 | 201 | 303 | 400 | 404 | 409 | 413 | 415 | 422);
        let most = 100_000 + 24 * sent;
        match () {
            () if !is_known => Err(format!("answered {}", self.status)),
            () if self.time > patience => Err(format!("took {:?} for {sent} bytes", self.time)),
            () if self.bytes > most => Err(format!("answered {} bytes to {sent}", self.bytes)),
            () => Ok(()),
        }
    }
}

/// The most memory that this process ever held, in bytes.
#[cfg(target_os = "linux")]
pub(crate) fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
}
