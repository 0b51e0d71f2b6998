//! What the deployed function costs, beside the least that such a function can be
//! (`functions/lambda/examples/floor.rs`): its size, the processor time until it
//! asks for its first event and until its first answer, and a warm answer.
//!
//! ```text
//! cargo bench --package parvis-tests --bench lambda
//! ```
//!
//! Both are built with the profile `lambda` and run against a Runtime API of a few
//! lines, which is all that Lambda is to them.

#![expect(clippy::unwrap_used, reason = "a measurement may stop at the first surprise")]
#![expect(clippy::print_stdout, reason = "a table is what this prints")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const STARTS: usize = 30;
const WARM: usize = 2_000;
const EVENT: &str = include_str!("../lambda/events/url.json");

fn main() {
    // Run by `cargo test` it would build for minutes, to judge nothing.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let folder = build();
    let floor = Measured::of(&folder.join("examples/floor"));
    let ours = Measured::of(&folder.join("parvis-lambda"));
    println!("{:<34}{:>12}{:>12}{:>8}{:>8}", "", "floor", "function", "ratio", "most");
    let row = |name: &str, floor: f64, ours: f64, most: &str| {
        println!("{name:<34}{floor:>12.2}{ours:>12.2}{:>8.2}{most:>8}", ours / floor);
    };
    row("size, MiB", floor.size, ours.size, "1.75");
    row("start to first poll, CPU ms", floor.poll, ours.poll, "1.5");
    row("start to first answer, CPU ms", floor.answer, ours.answer, "1.5");
    row("warm answer, median ms", floor.median, ours.median, "");
    row("warm answer, p99 ms", floor.p99, ours.p99, "");
}

fn build() -> PathBuf {
    let target = std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "-p", "parvis-lambda", "--profile", "lambda", "--bins", "--examples", "--target-dir"]);
    cargo.arg(&target).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap());
    assert!(cargo.status().unwrap().success());
    target.join("lambda")
}

/// The figures of one program.
struct Measured {
    size: f64,
    poll: f64,
    answer: f64,
    median: f64,
    p99: f64,
}

impl Measured {
    fn of(program: &Path) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a file of megabytes")]
        let size = fs::metadata(program).unwrap().len() as f64 / 1024.0 / 1024.0;
        let starts: Vec<(f64, f64)> = (0..STARTS).map(|_| Sandbox::start(program).first()).collect();
        let mut warm = Sandbox::start(program).warm();
        warm.sort_by(f64::total_cmp);
        Self {
            size,
            poll: median(starts.iter().map(|(poll, _)| *poll).collect()),
            answer: median(starts.iter().map(|(_, answer)| *answer).collect()),
            median: warm[warm.len() / 2],
            p99: warm[warm.len() * 99 / 100],
        }
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A program and the Runtime API that it polls.
struct Sandbox {
    api: TcpListener,
    process: Child,
    line: Option<BufReader<TcpStream>>,
    count: usize,
}

impl Sandbox {
    fn start(program: &Path) -> Self {
        let api = TcpListener::bind("127.0.0.1:0").unwrap();
        let address: SocketAddr = api.local_addr().unwrap();
        let mut command = Command::new(program);
        command.env_clear().env("AWS_LAMBDA_RUNTIME_API", address.to_string());
        command.env("AWS_LAMBDA_FUNCTION_NAME", "desk").env("AWS_LAMBDA_FUNCTION_VERSION", "1");
        command.env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256").env("AWS_REGION", "eu-west-3");
        command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test");
        // An event without the secret is answered before the table is asked anything.
        command.env("PARVIS_TABLE", "t").env("PARVIS_KEY", "00".repeat(32)).env("PARVIS_ORIGIN_SECRET", "s");
        let process = command.stdout(Stdio::null()).spawn().unwrap();
        Self { api, process, line: None, count: 0 }
    }

    /// The processor time until the first poll, and until the first answer, in ms.
    fn first(mut self) -> (f64, f64) {
        self.message();
        let poll = self.cpu();
        self.hand();
        self.message();
        (poll, self.cpu())
    }

    /// How long warm events take, in ms.
    fn warm(mut self) -> Vec<f64> {
        self.message();
        let mut times = Vec::new();
        for number in 0..WARM + 100 {
            let started = Instant::now();
            self.hand();
            self.message();
            let taken = started.elapsed();
            self.taken();
            self.message();
            if number >= 100 {
                times.push(taken.as_secs_f64() * 1000.0);
            }
        }
        times
    }

    /// Waits for the next message of the program, and reads it whole.
    fn message(&mut self) {
        loop {
            if self.line.is_none() {
                let (line, _) = self.api.accept().unwrap();
                line.set_nodelay(true).unwrap();
                line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
                self.line = Some(BufReader::new(line));
            }
            let line = self.line.as_mut().unwrap();
            let mut length = 0;
            let mut read = String::new();
            while line.read_line(&mut read).unwrap() > 2 {
                let lower = read.to_ascii_lowercase();
                length = lower.strip_prefix("content-length:").map_or(length, |text| text.trim().parse().unwrap());
                read.clear();
            }
            if read.is_empty() {
                self.line = None;
                continue;
            }
            line.read_exact(&mut vec![0; length]).unwrap();
            return;
        }
    }

    /// Hands over an event to a program that polls.
    fn hand(&mut self) {
        self.count += 1;
        let deadline = 4_102_444_800_000_u64;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nlambda-runtime-aws-request-id: {}\r\n\
             lambda-runtime-deadline-ms: {deadline}\r\nlambda-runtime-invoked-function-arn: arn:aws:lambda\r\n\
             content-length: {}\r\n\r\n",
            self.count,
            EVENT.len()
        );
        self.say(&format!("{head}{EVENT}"));
    }

    /// Takes the answer of the program, which polls again then.
    fn taken(&mut self) {
        self.say("HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n");
    }

    fn say(&mut self, message: &str) {
        self.line.as_mut().unwrap().get_mut().write_all(message.as_bytes()).unwrap();
    }

    /// The time that all threads of the program spent on a processor, in ms.
    fn cpu(&self) -> f64 {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.process.id())).unwrap();
        let spent = tasks.map(|task| {
            let text = fs::read_to_string(task.unwrap().path().join("schedstat")).unwrap_or_default();
            text.split(' ').next().and_then(|spent| spent.parse::<f64>().ok()).unwrap_or_default()
        });
        spent.sum::<f64>() / 1_000_000.0
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _ended = self.process.wait();
    }
}
