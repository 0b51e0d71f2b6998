//! A running server of a town, on ports that the system chose, ended with its
//! owner.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::http::Request;
use crate::process::Process;
use crate::town::Town;
use crate::wait::until;

/// `parvis serve`, or `parvis desk`, while it runs.
#[derive(Debug)]
pub struct Server {
    process: Child,
    printed: Arc<Mutex<String>>,
    told: Arc<Mutex<String>>,
}

impl Server {
    /// `parvis serve` on a town, once it says where it is.
    #[must_use]
    pub fn of(town: &Town) -> Self {
        Self::with(town, &["serve", "--port", "0", "--bureau-port", "0"])
    }

    /// Another serving command, once it says where it is.
    ///
    /// # Panics
    ///
    /// When it ends before.
    #[must_use]
    pub fn with(town: &Town, arguments: &[&str]) -> Self {
        let last = if arguments.contains(&"serve") { "/entrer?jeton=" } else { "http://" };
        Self::run(town.command(arguments), last)
    }

    /// `parvis desk` on a built town, over a store, once it says where it is.
    #[must_use]
    pub fn desk(town: &Town, store: &str, port: u16) -> Self {
        Self::with(town, &["desk", "--port", &port.to_string(), "--store", store])
    }

    /// A serving command that runs in surroundings of its own, which the program
    /// of `command` makes before it becomes the server.
    #[must_use]
    pub fn within(command: Command) -> Self {
        Self::run(command, "http://")
    }

    fn run(mut command: Command, last: &str) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut server = Self::started(&mut command);
        until("the server to say where it is", || {
            if server.everything().contains(last) {
                return Some(());
            }
            let ended = server.process.try_wait().expect("a child can be asked about");
            assert!(ended.is_none(), "the server ended: {}", server.everything());
            None
        });
        server
    }

    fn started(command: &mut Command) -> Self {
        let mut process = command.spawn().expect("parvis starts");
        let printed = kept(process.stdout.take().expect("standard output is ours"));
        let told = kept(process.stderr.take().expect("standard error is ours"));
        Self { process, printed, told }
    }

    /// All that it wrote to the terminal, results first.
    #[must_use]
    pub fn everything(&self) -> String {
        let text = |kept: &Mutex<String>| kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        text(&self.printed) + &text(&self.told)
    }

    /// Where the site is: `http://127.0.0.1:34567`.
    ///
    /// # Panics
    ///
    /// When it never said so.
    #[must_use]
    pub fn site(&self) -> String {
        let said = self.everything();
        let mut addresses = addresses(&said);
        let address = addresses.find(|address| !address.contains("/entrer?")).expect("serve says where the site is");
        address.trim_end_matches('/').to_owned()
    }

    /// The link that staff enter the bureau by.
    ///
    /// # Panics
    ///
    /// When it was not printed.
    #[must_use]
    pub fn bureau_link(&self) -> String {
        let said = self.everything();
        addresses(&said)
            .find(|address| address.contains("/entrer?"))
            .expect("serve prints the bureau's link")
            .to_owned()
    }

    /// Where the bureau is: `http://127.0.0.1:45678`.
    #[must_use]
    pub fn bureau(&self) -> String {
        let link = self.bureau_link();
        link.split("/entrer").next().unwrap_or_default().to_owned()
    }

    /// A request to the site.
    #[must_use]
    pub fn request(&self, method: &str, path: &str) -> Request {
        Request::new(method, &format!("{}{path}", self.site()))
    }

    /// Ends it as a power cut would.
    ///
    /// # Panics
    ///
    /// When the system can't.
    pub fn kill(&mut self) {
        self.process.kill().expect("a child can be killed");
        self.process.wait().expect("a killed child ends");
    }

    /// The identity of its process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// What the system says of its process.
    #[must_use]
    pub fn seen(&self) -> Process {
        Process::of(self.process.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself: nothing is left to do then.
        let _killed = self.process.kill();
        let _ended = self.process.wait();
    }
}

fn addresses(said: &str) -> impl Iterator<Item = &str> {
    said.split_whitespace().filter(|word| word.starts_with("http://"))
}

/// What a pipe brings, kept as it comes.
fn kept(pipe: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let kept = Arc::new(Mutex::new(String::new()));
    let filled = Arc::clone(&kept);
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut text = filled.lock().unwrap_or_else(PoisonError::into_inner);
            text.push_str(&line);
            text.push('\n');
        }
    });
    kept
}

/// A port that nobody uses now, for a server that comes back to the same one.
///
/// # Panics
///
/// When none is left.
#[must_use]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("a listener has an address").port()
}
