//! A build that is killed, at any moment: every file of the output is whole, as
//! it was or as it will be, and the next build finishes the work.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use town::{Snapshot, Stats, Town};

/// Builds that are really cut short, cold and warm each.
const INTERRUPTED: u32 = 30;

/// Attempts before giving up: a build may end before it is killed.
const ATTEMPTS: u32 = 400;

/// Starts a build and kills it after a while. Tells whether it was cut short.
fn killed_after(town: &Town, delay: Duration) -> bool {
    let mut build: Child =
        town.command(&["build", "--quiet"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // Not waiting for anything: the moment of the kill is the test's input.
    std::thread::sleep(delay);
    build.kill().unwrap();
    build.wait().unwrap().code().is_none()
}

/// How long a build takes, right now on this machine; the binary is there already.
fn duration_of(build: impl FnOnce() -> Stats) -> Duration {
    let started = Instant::now();
    let _stats = build();
    started.elapsed()
}

/// Moments spread over a build, finer with each round, none of them twice.
fn moments(whole: Duration) -> impl Iterator<Item = Duration> {
    // The golden ratio's multiples never fall on each other.
    (1..=ATTEMPTS).map(move |attempt| whole.mul_f64((f64::from(attempt) * 0.618_034).fract() * 1.1))
}

fn leftovers(root: &Path) -> Vec<String> {
    let names = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".output.")).collect()
}

#[test]
fn a_cold_build_that_is_killed_shows_the_whole_site_or_none() {
    let town = Town::village();
    let expected = town.from_nothing(&[]);
    let whole = duration_of(|| town.build());
    let mut cut = 0;
    for moment in moments(whole) {
        std::fs::remove_dir_all(town.output()).unwrap();
        std::fs::remove_dir_all(town.path(".parvis")).unwrap();
        cut += u32::from(killed_after(&town, moment));
        let left = town.snapshot();
        assert!(left.is_empty() || left == expected, "{moment:?}: {:?}", left.differences(&expected));
        let _stats = town.build();
        assert_eq!(town.snapshot().differences(&expected), Vec::<String>::new(), "{moment:?}");
        assert_eq!(leftovers(town.root()), Vec::<String>::new(), "{moment:?}");
        if cut >= INTERRUPTED {
            return;
        }
    }
    panic!("only {cut} builds were cut short");
}

#[test]
fn a_warm_build_that_is_killed_leaves_whole_files() {
    let town = Town::village();
    let versions = versions(&town);
    let whole = duration_of(|| turn(&town, 0).build());
    let mut cut = 0;
    for (attempt, moment) in moments(whole).enumerate() {
        let next = 1 - attempt % 2;
        turn(&town, next);
        cut += u32::from(killed_after(&town, moment));
        assert_whole(&town.snapshot(), &versions, moment);
        assert_eq!(town.parvis(&["build", "--quiet"]).code, Some(0), "{moment:?}");
        assert_eq!(town.snapshot().differences(&versions[next]), Vec::<String>::new(), "{moment:?}");
        if cut >= INTERRUPTED {
            return;
        }
    }
    panic!("only {cut} builds were cut short");
}

/// The site in its two versions: every page differs, one page and one file come
/// and go.
fn versions(town: &Town) -> [Snapshot; 2] {
    [0, 1].map(|version| {
        turn(town, version);
        town.from_nothing(&[])
    })
}

/// Gives the town one of its two versions.
fn turn(town: &Town, version: usize) -> &Town {
    let titles = ["title: Le village", "title: Le bourg, où tout est plus long"];
    let settings = town.read("parvis.yaml");
    let (first, rest) = settings.split_once('\n').unwrap();
    assert!(titles.contains(&first));
    town.write("parvis.yaml", format!("{}\n{rest}", titles[version]));
    if version == 1 {
        town.write("content/lieux/gare.md", "---\ntitle: La gare\n---\n");
        town.write("content/lieux/gare.txt", "Un plan.");
    } else if town.path("content/lieux/gare.md").exists() {
        town.remove("content/lieux/gare.md");
        town.remove("content/lieux/gare.txt");
    }
    town
}

fn assert_whole(left: &Snapshot, versions: &[Snapshot; 2], moment: Duration) {
    // The mark names the build that the output shows; while one writes, it names none.
    let is_mark = |path: &&str| *path == ".parvis";
    for path in left.paths().filter(|path| !is_mark(path)) {
        let known = versions.iter().any(|version| version.bytes(path) == left.bytes(path));
        assert!(known, "{path} is neither the old file nor the new one, after {moment:?}");
    }
    let stays = |path: &&str| versions[1].has(path);
    for path in versions[0].paths().filter(stays) {
        assert!(left.has(path), "{path} was lost, after {moment:?}");
    }
}
