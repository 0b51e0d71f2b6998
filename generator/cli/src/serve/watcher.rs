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
    /// The server stops.
    Stop,
}

/// Watches for as long as the watcher is kept.
pub(super) fn watch(root: &Path, wake: Sender<Wake>) -> notify::Result<RecommendedWatcher> {
    let site = root.to_owned();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Whatever was lost with an error is found by looking again.
        let meant = event.map_or(Some(Wake::Written), |event| meaning(&event, &site));
        if let Some(meant) = meant {
            let _builder_is_gone = wake.send(meant);
        }
    })?;
    watcher.watch(&root.join("content"), RecursiveMode::Recursive)?;
    watcher.watch(&root.join("themes"), RecursiveMode::Recursive)?;
    // The folder and not the file: an editor puts another file in its place.
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    Ok(watcher)
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
    match event.kind {
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
    fn reading_and_other_folders_do_not() {
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), "/v/content/a.md", None);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), "/v/content/a.md", None);
        check(EventKind::Modify(ModifyKind::Name(RenameMode::To)), "/v/output", None);
        check(EventKind::Create(CreateKind::File), "/v/output/content/a.html", None);
    }
}
