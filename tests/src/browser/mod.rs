//! A real browser: Chromium, its own profile, spoken to over its debugging
//! socket.
//!
//! A few dozen lines over a plain WebSocket rather than a driver: the drivers at
//! hand bring a generated library of every command of the protocol (minutes of
//! compiling), or a second program and no way to switch scripts off.
//!
//! Nothing here knows the product.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};
use url::Url;

mod tab;

pub use tab::{Scripts, Tab};

/// The names that Chromium has on the systems we know.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// No look at the network but for what pages ask, no sandbox (containers run as
/// root and have none), and French first, as the town's people read.
const FLAGS: [&str; 16] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-popup-blocking",
    "--disable-sync",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--no-first-run",
    "--no-default-browser-check",
    "--accept-lang=fr-FR,fr",
    "--remote-debugging-port=0",
];

/// A command that takes longer will not be answered.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser of its own for one test; it ends with it.
#[derive(Debug)]
pub struct Browser {
    process: Child,
    link: Mutex<Link>,
    _profile: TempDir,
}

#[derive(Debug)]
struct Link {
    socket: WebSocket<TcpStream>,
    last: u64,
}

impl Browser {
    /// Starts Chromium with an empty profile.
    ///
    /// # Panics
    ///
    /// When no Chromium is installed, or it does not start.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a process is no default")]
    pub fn new() -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut process = NAMES
            .iter()
            .find_map(|name| started(name, &profile))
            .expect("Chromium is installed: `apt-get install chromium`, or the like");
        let mut lines = BufReader::new(process.stderr.take().expect("standard error is ours")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| listening(&line));
        let address = address.expect("Chromium says where it listens");
        // A pipe that nobody empties would stop the browser once it is full.
        thread::spawn(move || lines.for_each(drop));
        let link = Mutex::new(Link::to(&address));
        Self { process, link, _profile: profile }
    }

    /// Opens an empty tab.
    #[must_use]
    pub fn open(&self, scripts: Scripts) -> Tab<'_> {
        Tab::open(self, scripts)
    }

    /// Sends a command, to a tab or to the browser itself.
    fn ask(&self, session: Option<&str>, method: &str, parameters: &Json) -> Result<Json, String> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner).ask(session, method, parameters)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked first, so that its own children end before it does.
        let _asked = self.ask(None, "Browser.close", &json!({}));
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(5) && matches!(self.process.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(10));
        }
        let _killed = self.process.kill();
        let _ended = self.process.wait();
    }
}

fn started(name: &str, profile: &TempDir) -> Option<Child> {
    let mut command = Command::new(name);
    command.args(FLAGS).arg(format!("--user-data-dir={}", profile.path().display())).arg("about:blank");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().ok()
}

/// `DevTools listening on ws://127.0.0.1:38765/devtools/browser/…`
fn listening(line: &str) -> Option<Url> {
    Url::parse(line.strip_prefix("DevTools listening on ")?.trim()).ok()
}

impl Link {
    fn to(address: &Url) -> Self {
        let place = address.socket_addrs(|| None).expect("Chromium listens on this machine");
        let stream = TcpStream::connect(place.as_slice()).expect("Chromium listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time that is not zero");
        let (socket, _) = tungstenite::client(address.as_str(), stream).expect("Chromium speaks WebSocket");
        Self { socket, last: 0 }
    }

    fn ask(&mut self, session: Option<&str>, method: &str, parameters: &Json) -> Result<Json, String> {
        self.last += 1;
        let mut command = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = session {
            command["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(command.to_string())).map_err(|error| format!("{method}: {error}"))?;
        loop {
            let message = self.socket.read().map_err(|error| format!("{method}: {error}"))?;
            let Ok(text) = message.to_text() else { continue };
            let Ok(mut object) = serde_json::from_str::<Json>(text) else { continue };
            // Whatever else comes is an event: tests ask pages, they don't listen.
            if object["id"].as_u64() == Some(self.last) {
                let error = object["error"]["message"].as_str().map(|error| format!("{method}: {error}"));
                return error.map_or_else(|| Ok(object["result"].take()), Err);
            }
        }
    }
}
