//! The file of the embedded store: gone, another, shut away, held by somebody.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use town::{Server, Town, UPDATE, until};
use walkdir::WalkDir;

use crate::patient::{Cure, Patient};

const STORE: &str = "sqlite:depot/desk.sqlite";
const FILE: &str = "depot/desk.sqlite";

/// Whoever waits for a store that is held has waited enough by then.
const LOST_PATIENCE: Duration = Duration::from_secs(15);

/// The file goes; what it leaves beside it goes or stays.
fn check(fall_ill: impl FnOnce(&Patient) -> Cure) {
    let patient = Patient::over(STORE, UPDATE);
    patient.check(|| fall_ill(&patient), || patient.list(STORE));
}

#[test]
fn a_file_that_was_moved_away_is_not_written_and_comes_back() {
    check(|patient| {
        let (file, away) = (patient.town.path(FILE), patient.town.path("depot/ailleurs"));
        fs::rename(&file, &away).unwrap();
        Box::new(move || fs::rename(away, file).unwrap())
    });
}

#[test]
fn a_folder_that_was_moved_away_comes_back() {
    check(|patient| {
        let (folder, away) = (patient.town.path("depot"), patient.town.path("ailleurs"));
        fs::rename(&folder, &away).unwrap();
        Box::new(move || fs::rename(away, folder).unwrap())
    });
}

#[test]
fn a_store_in_whose_place_stands_something_else_comes_back() {
    for is_folder in [true, false] {
        check(|patient| {
            let (folder, away) = (patient.town.path("depot"), patient.town.path("ailleurs"));
            fs::rename(&folder, &away).unwrap();
            if is_folder {
                fs::create_dir_all(patient.town.path(FILE)).unwrap();
            } else {
                patient.town.write(FILE, "Ceci est une lettre.");
            }
            Box::new(move || {
                fs::remove_dir_all(&folder).unwrap();
                fs::rename(away, folder).unwrap();
            })
        });
    }
}

#[test]
fn a_file_that_was_removed_is_put_back_from_a_copy() {
    check(|patient| {
        let (file, copy) = (patient.town.path(FILE), patient.town.path("copie"));
        Connection::open(&file).unwrap().execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
        for name in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"] {
            fs::remove_file(patient.town.path("depot").join(name)).unwrap();
        }
        Box::new(move || fs::rename(copy, file).unwrap())
    });
}

/// The system forbids nothing to root: then the server is somebody else.
#[test]
fn a_folder_that_may_not_be_entered_any_more_is_entered_when_it_may() {
    const SOMEBODY: u32 = 65_534;
    let town = Town::busy_village();
    fs::create_dir(town.path("depot")).unwrap();
    let mut command = town.command(&["desk", "--port", "0", "--store", STORE]);
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    if is_root {
        for entry in WalkDir::new(town.root()) {
            chown(entry.unwrap().path(), Some(SOMEBODY), Some(SOMEBODY)).unwrap();
        }
        command.uid(SOMEBODY).gid(SOMEBODY);
    }
    let patient = Patient::new(town, Server::within(command), UPDATE);
    let allow = |folder: &std::path::Path, mode| fs::set_permissions(folder, Permissions::from_mode(mode)).unwrap();
    let folder = patient.town.path("depot");
    let fall_ill = || -> Cure {
        allow(&folder, 0o000);
        let folder = folder.clone();
        Box::new(move || allow(&folder, 0o700))
    };
    patient.check(fall_ill, || patient.list(STORE));
}

#[test]
fn a_store_that_another_process_holds_is_waited_for_then_refused_then_written() {
    let patient = Patient::over(STORE, UPDATE);
    patient.takes_in(0, 201);
    let other = Connection::open(patient.town.path(FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    thread::scope(|scope| {
        let start = Instant::now();
        let refused: Vec<_> = (1..=16)
            .map(|number| {
                scope.spawn({
                    let patient = &patient;
                    move || patient.refuses(number)
                })
            })
            .collect();
        // Reading waits for nobody.
        patient.has_what_it_acknowledged(patient.list(STORE));
        until("everybody to be told", || refused.iter().all(ScopedJoinHandle::is_finished).then_some(()));
        assert!(start.elapsed() < LOST_PATIENCE * 3, "{:?}", start.elapsed());
        for one in refused {
            one.join().unwrap();
        }
    });
    other.execute_batch("ROLLBACK").unwrap();
    (1..=16).for_each(|number| patient.is_well(number));
    patient.has_what_it_acknowledged(patient.list(STORE));
}

#[test]
fn a_store_that_another_process_holds_for_a_moment_is_waited_for() {
    let patient = Patient::over(STORE, UPDATE);
    let other = Connection::open(patient.town.path(FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    thread::scope(|scope| {
        let sending = scope.spawn(|| patient.takes_in(0, 201));
        thread::sleep(Duration::from_secs(1));
        assert!(!sending.is_finished(), "it waits");
        other.execute_batch("ROLLBACK").unwrap();
        sending.join().unwrap();
    });
}
