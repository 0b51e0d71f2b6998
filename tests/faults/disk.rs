//! The disk under the embedded store: full, limited, failing, slow.
//!
//! What the disk answers is changed under the running server (`strace`), or the
//! disk is a real one that is too small. Nothing of this needs a machine of its
//! own; what it needs of the system is said when it is not there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use town::{Process, Ran, Server, Town, UPDATE, until};

use crate::patient::{Cure, Patient, system};

const STORE: &str = "sqlite:depot/desk.sqlite";

/// A server whose folder `depot` is a disk of its own, of these kibibytes.
fn on_a_small_disk(kibibytes: u32) -> Patient {
    let town = Town::busy_village();
    fs::create_dir(town.path("depot")).unwrap();
    let parvis = town.command(&["desk", "--port", "0", "--store", STORE]);
    let mut command = Command::new("unshare");
    if !is_root() {
        command.args(["--user", "--map-root-user"]);
    }
    let mount = r#"mount -t tmpfs -o size="$1"k none "$2" || exit 9; shift 2; exec "$@""#;
    command.args(["--mount", "sh", "-c", mount, "sh"]).arg(kibibytes.to_string()).arg(town.path("depot"));
    command.arg(parvis.get_program()).args(parvis.get_args());
    Patient::new(town, Server::within(command), UPDATE)
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// The staff's list, on the disk that the server sees.
fn list(patient: &Patient) -> Command {
    let parvis = patient.list(STORE);
    let mut command = Command::new("nsenter");
    command.args(["--mount", "--target"]).arg(patient.server.process().to_string());
    if !is_root() {
        command.args(["--user", "--preserve-credentials"]);
    }
    command.arg(parvis.get_program()).args(parvis.get_args());
    command
}

/// The folder as the server sees it.
fn depot(patient: &Patient) -> PathBuf {
    let inside = patient.town.path("depot");
    Path::new(&format!("/proc/{}/root", patient.server.process())).join(inside.strip_prefix("/").unwrap())
}

#[test]
fn a_full_disk_is_told_and_nothing_is_recorded_until_there_is_room() {
    let patient = on_a_small_disk(4096);
    let ballast = depot(&patient).join("ballast");
    let fall_ill = || -> Cure {
        let mut filling = fs::File::create(&ballast).unwrap();
        let full = std::io::copy(&mut std::io::repeat(1), &mut filling).unwrap_err();
        assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
        let ballast = ballast.clone();
        Box::new(move || fs::remove_file(ballast).unwrap())
    };
    patient.check(fall_ill, || list(&patient));
}

#[test]
fn a_disk_that_fills_up_while_many_send_keeps_what_it_acknowledged() {
    let patient = on_a_small_disk(1024);
    let number = (0..10_000).find(|number| {
        let status = patient.send(*number).status;
        assert!(matches!(status, 201 | 503), "{status}");
        status == 503
    });
    let number = number.expect("a small disk is full some day");
    let listed = Ran::from(list(&patient).output().unwrap()).expect(0).objects();
    assert_eq!(listed.len() as u64, number, "each that was acknowledged, and no other");
}

/// A limit on the length of files, as a quota is.
#[test]
fn a_limit_that_is_lifted_leaves_the_desk_well() {
    let town = Town::busy_village();
    let parvis = town.command(&["desk", "--port", "0", "--store", STORE]);
    let mut command = Command::new("sh");
    // Without its signal, too long a file is an error like another.
    command.args(["-c", r#"trap "" XFSZ; exec "$@""#, "sh"]).arg(parvis.get_program()).args(parvis.get_args());
    let patient = Patient::new(town, Server::within(command), UPDATE);
    let process = patient.server.process().to_string();
    let limit = move |most: &str| system("prlimit", &["--pid", &process, &format!("--fsize={most}:")]);
    let fall_ill = || -> Cure {
        limit("4096");
        Box::new(move || limit("unlimited"))
    };
    patient.check(fall_ill, || patient.list(STORE));
}

/// Changes what the system answers to a process, until it is dropped.
struct Tampering {
    strace: Child,
    process: Process,
}

impl Tampering {
    fn with(server: &Server, calls: &str, how: &str) -> Self {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("trace={calls}"));
        command.arg("-e").arg(format!("inject={calls}:{how}")).arg("-p").arg(server.process().to_string());
        let strace = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut strace = strace.unwrap_or_else(|error| panic!("this test needs `strace`: {error}"));
        let process = server.seen();
        until("strace to hold every thread", || {
            assert!(strace.try_wait().unwrap().is_none(), "this test needs to be allowed to trace what it started");
            process.is_traced().then_some(())
        });
        Self { strace, process }
    }
}

impl Drop for Tampering {
    fn drop(&mut self) {
        // Asked to end, it lets go; killed, it might leave a thread stopped.
        system("kill", &["-TERM", &self.strace.id().to_string()]);
        let _ended = self.strace.wait();
        assert!(!self.process.is_traced(), "strace lets go");
    }
}

/// The disk answers like this for a while.
fn check(calls: &str, how: &str) {
    let patient = Patient::over(STORE, UPDATE);
    let fall_ill = || -> Cure {
        let tampering = Tampering::with(&patient.server, calls, how);
        Box::new(move || drop(tampering))
    };
    patient.check(fall_ill, || patient.list(STORE));
}

#[test]
fn a_disk_that_does_not_write_is_told() {
    check("pwrite64", "error=EIO");
    check("pwrite64", "error=ENOSPC");
}

#[test]
fn a_disk_that_does_not_keep_what_it_wrote_is_told() {
    check("fdatasync,fsync", "error=EIO");
}

/// Every flush takes a fifth of a second: all wait, all are answered, in few flushes.
#[test]
fn a_slow_disk_keeps_everything_and_many_share_a_flush() {
    let patient = Patient::over(STORE, UPDATE);
    patient.takes_in(0, 201);
    let tampering = Tampering::with(&patient.server, "fdatasync,fsync", "delay_enter=200000");
    let start = Instant::now();
    thread::scope(|scope| {
        let sendings: Vec<_> = (1..=64)
            .map(|number| {
                scope.spawn({
                    let patient = &patient;
                    move || patient.takes_in(number, 201)
                })
            })
            .collect();
        for sending in sendings {
            sending.join().unwrap();
        }
    });
    let took = start.elapsed();
    assert!(took > Duration::from_millis(200) && took < Duration::from_secs(6), "{took:?}");
    drop(tampering);
    patient.has_what_it_acknowledged(patient.list(STORE));
}

/// A flush takes longer than anybody should wait for somebody else's.
#[test]
fn a_disk_that_does_not_follow_refuses_those_who_would_wait_too_long() {
    let patient = Patient::over(STORE, UPDATE);
    patient.takes_in(0, 201);
    let tampering = Tampering::with(&patient.server, "fdatasync,fsync", "delay_enter=6000000");
    thread::scope(|scope| {
        let first = scope.spawn(|| patient.takes_in(1, 201));
        thread::sleep(Duration::from_millis(500));
        let _refused = patient.send(2).expect(503);
        first.join().unwrap();
    });
    drop(tampering);
    patient.is_well(2);
    patient.has_what_it_acknowledged(patient.list(STORE));
}
