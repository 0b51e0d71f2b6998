//! The disk alone: how long a flush takes.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// The page that a log grows by.
const PAGE: [u8; 4096] = [7; 4096];

/// Times of `fdatasync` after a page was added, sorted.
pub(crate) fn flushes(folder: &Path, times: u64) -> Vec<Duration> {
    let mut file = std::fs::File::create(folder.join("flushes")).unwrap();
    let flush = |_| {
        file.write_all(&PAGE).unwrap();
        let start = Instant::now();
        file.sync_data().unwrap();
        start.elapsed()
    };
    let mut taken: Vec<Duration> = (0..times).map(flush).collect();
    taken.sort_unstable();
    taken
}

/// The kind of file system that a folder is on: a memory that calls itself a disk
/// would flatter every figure.
pub(crate) fn kind(folder: &Path) -> String {
    let told = Command::new("stat").args(["--file-system", "--format=%T"]).arg(folder).output().unwrap();
    String::from_utf8(told.stdout).unwrap().trim().to_owned()
}
