//! Watching the files of the site: something happened, look again.
//!
//! Architecture invariant: an event only wakes the builder. What changed is
//! found by comparing, so a lost event, a swap file or an editor that renames
//! instead of writing can't spoil a build.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use site::settings;

/// What a site is made from.
const SOURCES: [&str; 3] = ["content", "themes", settings::FILE];

/// What woke the builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wake {
    /// A file is being written: more is likely to come.
    Writing,
    /// A file was put in place or closed.
    Written,
    /// A whole folder of the sources came or went: what is watched may be
    /// somewhere else by now.
    Moved,
    /// The server stops.
    Stop,
}

/// What a site is made from that is a folder.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// Watches for as long as it is kept.
#[derive(Debug)]
pub(super) struct Watching {
    watcher: RecommendedWatcher,
    root: PathBuf,
}

impl Watching {
    pub(super) fn start(root: &Path, output: &Path, wake: Sender<Wake>) -> notify::Result<Self> {
        let (site, output) = (root.to_owned(), output.to_owned());
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // Whatever was lost with an error is found by looking again.
            let meant =
                event.map_or(Some(Wake::Written), |event| meaning(&event, &site).or_else(|| loss(&event, &output)));
            if let Some(meant) = meant {
                let _builder_is_gone = wake.send(meant);
            }
        })?;
        for folder in FOLDERS {
            watcher.watch(&root.join(folder), RecursiveMode::Recursive)?;
        }
        // The folder and not the file: an editor puts another file in its place.
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        Ok(Self { watcher, root: root.to_owned() })
    }

    /// Watches the folders that stand there now. The system watches a folder
    /// wherever it is moved, and not the one that takes its place.
    pub(super) fn again(&mut self) {
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            // One that is not there is watched when it is back.
            let _was_watched = self.watcher.unwatch(&folder);
            let _is_there = self.watcher.watch(&folder, RecursiveMode::Recursive);
        }
    }
}

/// The built site was deleted. A build puts another in its place, and then it is
/// there again.
fn loss(event: &Event, output: &Path) -> Option<Wake> {
    let is_output = event.paths.iter().any(|path| path == output);
    let left = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    (is_output && left && !output.exists()).then_some(Wake::Written)
}

fn meaning(event: &Event, root: &Path) -> Option<Wake> {
    if event.need_rescan() {
        return Some(Wake::Written);
    }
    let is_ours = |path: &PathBuf| {
        path.strip_prefix(root).is_ok_and(|path| SOURCES.iter().any(|source| path.starts_with(source)))
    };
    if !event.paths.iter().any(is_ours) {
        return None;
    }
    let is_whole = |path: &PathBuf| FOLDERS.iter().any(|folder| *path == root.join(folder));
    match event.kind {
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
            if event.paths.iter().any(is_whole) =>
        {
            Some(Wake::Moved)
        }
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Remove(_)
        | EventKind::Modify(ModifyKind::Name(_)) => Some(Wake::Written),
        EventKind::Access(_) => None,
        _ => Some(Wake::Writing),
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use notify::event::{AccessKind, AccessMode, CreateKind, DataChange, ModifyKind, RenameMode};
    use notify::{Event, EventKind};

    use super::{Wake, meaning};

    fn check(kind: EventKind, path: &str, expected: Option<Wake>) {
        assert_eq!(meaning(&Event::new(kind).add_path(PathBuf::from(path)), Path::new("/v")), expected);
    }

    #[test]
    fn what_an_editor_does_wakes_the_builder() {
        check(EventKind::Modify(ModifyKind::Data(DataChange::Any)), "/v/content/a.md", Some(Wake::Writing));
        check(EventKind::Create(CreateKind::File), "/v/themes/x/a.html", Some(Wake::Writing));
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), "/v/content/a.md", Some(Wake::Written));
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), "/v/parvis.yaml", Some(Wake::Written));
    }

    #[test]
    fn a_whole_folder_that_comes_or_goes_is_watched_again() {
        check(EventKind::Modify(ModifyKind::Name(RenameMode::From)), "/v/content", Some(Wake::Moved));
        check(EventKind::Create(CreateKind::Folder), "/v/themes", Some(Wake::Moved));
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), "/v/content/commerces", Some(Wake::Written));
    }

    #[test]
    fn reading_and_other_folders_do_not() {
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), "/v/content/a.md", None);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), "/v/content/a.md", None);
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), "/v/output", None);
        check(EventKind::Create(CreateKind::File), "/v/output/content/a.html", None);
    }
}
