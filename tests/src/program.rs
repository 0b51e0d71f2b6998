//! The binary under test: built when it is older than its sources, run from
//! outside as people run it.
//!
//! Nothing here knows what a command means.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value as Json;

/// The binary `parvis`, of the profile that the tests themselves are built in.
///
/// # Panics
///
/// When it does not compile: no test of it means anything then.
#[must_use]
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(built)
}

/// Cargo gives tests the path of binaries of their own package only, so the one
/// of another package is asked for; it answers at once when nothing changed.
fn built() -> PathBuf {
    let itself = std::env::current_exe().expect("a test runs from a file");
    let profile = itself.ancestors().nth(2).expect("tests stand in target/<profile>/deps");
    let target = profile.parent().expect("a profile stands in a target folder");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "parvis", "--manifest-path"]);
    cargo.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"));
    cargo.arg("--target-dir").arg(target);
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    let status = cargo.status().expect("cargo that built the tests still runs");
    assert!(status.success(), "the binary `parvis` does not compile");
    profile.join(format!("parvis{}", std::env::consts::EXE_SUFFIX))
}

/// What a command printed, and how it ended.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The exit status; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Results.
    pub stdout: String,
    /// What is said about them.
    pub stderr: String,
}

impl Ran {
    /// The exit status alone, when it is as expected; everything printed otherwise.
    ///
    /// # Panics
    ///
    /// When the command ended in another way.
    #[must_use]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "standard output:\n{}\nstandard error:\n{}", self.stdout, self.stderr);
        self
    }

    /// The objects of `--format json`, one a line.
    ///
    /// # Panics
    ///
    /// When a line is no object.
    #[must_use]
    pub fn objects(&self) -> Vec<Json> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
            .collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("what parvis prints is UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}
