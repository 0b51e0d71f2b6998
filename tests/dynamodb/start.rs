//! Starts the `DynamoDB` of the tests, and ends it with the test. Taken in by path
//! by the two test targets that need it: the desk's own, and the Lambda's.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;

/// A server of this test alone, with nothing in it.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    /// The server ends when this does.
    _until: Option<ChildStdin>,
    pub(crate) address: SocketAddr,
}

impl Server {
    pub(crate) fn start() -> Self {
        let mut command = Command::new(program());
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.trim().parse().expect("the first line says where it listens");
        Self { _until: process.stdin.take(), process, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _ended = self.process.wait();
    }
}

/// The program, built when it is older than its sources.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let manifest = workspace().join("tests/dynamodb/Cargo.toml");
        let target = target().join("dynamodb");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--locked", "--manifest-path"]).arg(manifest).arg("--target-dir").arg(&target);
        assert!(cargo.status().unwrap().success(), "the DynamoDB of the tests does not compile");
        target.join("debug").join(format!("parvis-tests-dynamodb{}", std::env::consts::EXE_SUFFIX))
    })
}

/// The folder that holds the lock file of the project.
fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = package.ancestors().skip(1).find(|folder| folder.join("Cargo.lock").is_file());
    found.expect("a package stands in the project").to_owned()
}

/// The folder that Cargo builds in.
fn target() -> PathBuf {
    let itself = std::env::current_exe().unwrap();
    itself.ancestors().nth(3).expect("tests stand in target/<profile>/deps").to_owned()
}
