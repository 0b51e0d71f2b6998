//! A town in a temporary folder: its files, its edits, its builds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::faults::{Fault, faults};
use crate::program::{Ran, program};
use crate::snapshot::Snapshot;
use crate::stats::Stats;

/// The moment at which commands run, unless a test gives `--at` itself.
pub const MOMENT: &str = "2026-11-23T09:00";

/// A town of its own for one test; its folder goes with it.
#[derive(Debug)]
pub struct Town {
    root: PathBuf,
    _folder: Option<TempDir>,
}

impl Town {
    /// A copy of the real town: its whole content, its theme, its settings.
    ///
    /// # Panics
    ///
    /// When the copy can't be made.
    #[expect(clippy::new_without_default, reason = "a copy on disk is no default")]
    #[must_use]
    pub fn new() -> Self {
        let repository = repository();
        Self::made(|root| {
            copy_folder(&repository.join("content"), &root.join("content"));
            fs::copy(repository.join("parvis.yaml"), root.join("parvis.yaml")).expect("a copy of the settings");
        })
    }

    /// A village of a few pages, one of each kind of thing, in the real theme.
    ///
    /// # Panics
    ///
    /// When the copy can't be made.
    #[must_use]
    pub fn village() -> Self {
        Self::made(|root| copy_folder(&fixture("village"), root))
    }

    fn made(fill: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().to_owned();
        fill(&root);
        copy_folder(&repository().join("themes"), &root.join("themes"));
        age(&root);
        Self { root, _folder: Some(folder) }
    }

    /// The same sources seen from another folder, which its owner removes: a
    /// build there is one from nothing, and reads the very same files.
    ///
    /// # Panics
    ///
    /// When a link can't be made.
    #[must_use]
    pub fn seen_from(&self, root: &Path) -> Self {
        for source in ["content", "themes", "parvis.yaml"] {
            std::os::unix::fs::symlink(self.path(source), root.join(source)).expect("a link to the sources");
        }
        Self { root: root.to_owned(), _folder: None }
    }

    /// Its folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path of it.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Where it is built.
    #[must_use]
    pub fn output(&self) -> PathBuf {
        self.path("output")
    }

    /// The text of a file.
    ///
    /// # Panics
    ///
    /// When it is no text.
    #[must_use]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file, and the folders it stands in.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    #[expect(clippy::disallowed_methods, reason = "an editor may write as it likes, and so may a test that plays one")]
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a file stands in a folder")).expect("a folder of the town");
        fs::write(file, bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Replaces a text that stands once in a file.
    ///
    /// # Panics
    ///
    /// When it stands there never or twice: the test means something else then.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}:\n{text}");
        self.write(path, text.replacen(from, to, 1));
    }

    /// Removes a file.
    ///
    /// # Panics
    ///
    /// When it is not there.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Moves a file.
    ///
    /// # Panics
    ///
    /// When it can't be moved.
    pub fn rename(&self, from: &str, to: &str) {
        let target = self.path(to);
        fs::create_dir_all(target.parent().expect("a file stands in a folder")).expect("a folder of the town");
        fs::rename(self.path(from), target).unwrap_or_else(|error| panic!("{from} to {to}: {error}"));
    }

    /// A command on this town, ready to be run or started.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.arg("--root").arg(&self.root).args(arguments);
        if !arguments.contains(&"--at") {
            command.args(["--at", MOMENT]);
        }
        command
    }

    /// Runs a command on this town.
    ///
    /// # Panics
    ///
    /// When it can't be started.
    #[must_use]
    pub fn parvis(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().expect("parvis starts").into()
    }

    /// The faults of the whole town, in a language.
    #[must_use]
    pub fn check(&self, language: &str) -> Vec<Fault> {
        faults(&self.parvis(&["check", "--format", "json", "--lang", language]))
    }

    /// Builds the town, which must have no fault.
    #[must_use]
    pub fn build(&self) -> Stats {
        self.build_with(&[])
    }

    /// Builds the town with more arguments; it must have no fault.
    ///
    /// # Panics
    ///
    /// When it has.
    #[must_use]
    pub fn build_with(&self, more: &[&str]) -> Stats {
        let arguments: Vec<&str> = ["build", "--format", "json"].iter().chain(more).copied().collect();
        let ran = self.parvis(&arguments).expect(0);
        Stats::of(ran.objects().last().expect("a build tells its work"))
    }

    /// What is built.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(&self.output())
    }

    /// What a build of the same files makes in a folder that never saw one.
    ///
    /// # Panics
    ///
    /// When a temporary folder can't be made.
    #[must_use]
    pub fn from_nothing(&self, more: &[&str]) -> Snapshot {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let copy = self.seen_from(folder.path());
        let _stats = copy.build_with(more);
        copy.snapshot()
    }
}

/// The folder of the workspace.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the repository").to_owned()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// Makes files an hour old: those as young as a build are rightly read again by
/// the next one, which no test of the next one means.
fn age(folder: &Path) {
    let hour = std::time::Duration::from_hours(1);
    for entry in WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let file = fs::File::options().write(true).open(entry.path()).expect("a file of the town");
        let modified = file.metadata().and_then(|metadata| metadata.modified()).expect("files have times");
        file.set_modified(modified - hour).expect("a file's time can be set");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in WalkDir::new(from) {
        let entry = entry.expect("a folder of the repository is readable");
        let target = to.join(entry.path().strip_prefix(from).expect("walked from here"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("a folder of the town");
        } else {
            fs::copy(entry.path(), &target).expect("a file of the town");
        }
    }
}
