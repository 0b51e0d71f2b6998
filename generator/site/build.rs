//! Names the code that this crate is built from, so that what a build remembers
//! is forgotten when the program changes.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

fn main() {
    let mut hasher = DefaultHasher::new();
    for folder in ["src", "../../functions/schema/src"] {
        println!("cargo::rerun-if-changed={folder}");
        mix(Path::new(folder), &mut hasher);
    }
    println!("cargo::rustc-env=PARVIS_SOURCES={:016x}", hasher.finish());
}

fn mix(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_file() {
        fs::read(path).unwrap_or_default().hash(hasher);
        return;
    }
    let mut entries: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for entry in entries {
        mix(&entry, hasher);
    }
}
