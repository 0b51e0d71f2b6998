//! The programs under test, built together so that they share what they stand on:
//! the function, and a command line that reaches tables.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What a deployment is made of.
pub(crate) struct Programs {
    pub(crate) function: PathBuf,
    pub(crate) parvis: PathBuf,
    /// The emulator of Lambda, and the checker of templates.
    pub(crate) tools: PathBuf,
}

pub(crate) fn programs() -> &'static Programs {
    static PROGRAMS: OnceLock<Programs> = OnceLock::new();
    PROGRAMS.get_or_init(|| {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let profile = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(repository).args(["build", "--quiet", "-p", "parvis", "-p", "parvis-lambda"]);
        cargo.args(["--features", "parvis/dynamodb", "--target-dir"]).arg(profile.parent().unwrap());
        if profile.ends_with("release") {
            cargo.arg("--release");
        }
        assert!(cargo.status().unwrap().success(), "the function does not compile");
        // Other tests use a command line without tables, in the same place.
        let parvis = profile.join("parvis-with-tables");
        fs::copy(profile.join("parvis"), &parvis).unwrap();
        Programs { function: profile.join("parvis-lambda"), parvis, tools: tools(repository) }
    })
}

fn tools(repository: &Path) -> PathBuf {
    let installed = Command::new(repository.join("tests/tools")).output().unwrap();
    assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
    repository.join(String::from_utf8(installed.stdout).unwrap().trim())
}
