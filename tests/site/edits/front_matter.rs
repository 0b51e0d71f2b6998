//! Edits of front matter by lines, as a hurried person makes them.

use town::Town;

/// The pages of a town: its Markdown files, in order.
pub(super) fn files(town: &Town, folder: &str) -> Vec<String> {
    let all = town::Snapshot::of(&town.path(folder));
    let pages = all.paths_with("md").map(|path| format!("{folder}/{path}"));
    let pages: Vec<String> = pages.collect();
    assert!(!pages.is_empty(), "a town without a page");
    pages
}

/// Sets a key that is written on one line, or adds it.
pub(super) fn set(town: &Town, page: &str, key: &str, value: &str) {
    unset(town, page, key);
    let text = town.read(page);
    town.write(page, text.replacen("---\n", &format!("---\n{key}: {value}\n"), 1));
}

/// Takes away a key that is written on one line.
pub(super) fn unset(town: &Town, page: &str, key: &str) {
    let text = town.read(page);
    let start = format!("{key}: ");
    let kept: Vec<&str> = text.split_inclusive('\n').filter(|line| !line.starts_with(&start)).collect();
    town.write(page, kept.concat());
}
