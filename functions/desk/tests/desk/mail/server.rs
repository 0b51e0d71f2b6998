//! A real mail server, in a process of its own that tests start and kill.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// A place where mail arrives.
pub(crate) struct Postbox {
    folder: TempDir,
    port: u16,
    mode: &'static str,
    server: Option<Child>,
}

/// A mail that arrived.
#[derive(Debug)]
pub(crate) struct Arrived(Json);

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.0["headers"][name].as_str().unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        self.0["text"].as_str().unwrap().replace("\r\n", "\n")
    }

    pub(crate) fn of(&self, key: &str) -> &Json {
        &self.0[key]
    }
}

impl Postbox {
    /// A server that takes mail in clear.
    pub(crate) fn open() -> Self {
        let mut postbox = Self::closed("none");
        postbox.start();
        postbox
    }

    /// A server that takes mail after `STARTTLS` and a password, whose certificate
    /// stands in [`Self::certificate`].
    pub(crate) fn private() -> Self {
        let mut postbox = Self::closed("starttls");
        let file = |name: &str| postbox.folder.path().join(name);
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"])
            .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
            // The server's own, and trusted as such: an authority may not be a server.
            .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
            .arg(file("key.pem"))
            .arg("-out")
            .arg(file("cert.pem"))
            .stderr(Stdio::null())
            .status();
        assert!(made.expect("openssl is needed").success());
        postbox.start();
        postbox
    }

    fn closed(mode: &'static str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        Self { folder: TempDir::new().unwrap(), port, mode, server: None }
    }

    pub(crate) fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    /// The settings that lead here.
    pub(crate) fn settings(&self) -> Json {
        let (security, user) = if self.mode == "none" { ("none", Json::Null) } else { (self.mode, json!("guichet")) };
        json!({
            "from": "guichet@malakoff.example", "name": "Ville de Malakoff — été", "reply_to": "accueil@malakoff.example",
            "host": "localhost", "port": self.port, "security": security, "user": user,
        })
    }

    pub(crate) fn start(&mut self) {
        let mut server = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/mail/server.py"))
            .arg(self.folder.path())
            .arg(self.port.to_string())
            .arg(self.mode)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said, "ready\n");
        self.server = Some(server);
    }

    /// Kills the server, at once.
    pub(crate) fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    /// What is said of the next mails to somebody.
    pub(crate) fn answer(&self, to: &str, answers: &[Json]) {
        let beside = self.folder.path().join("answers.new");
        fs::write(&beside, json!({ to: answers }).to_string()).unwrap();
        fs::rename(beside, self.folder.path().join("answers.json")).unwrap();
    }

    /// Every mail that arrived, in the order it did. A server that was killed may
    /// have left its last line half written: it did not answer for that one.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        let lines = fs::read_to_string(self.folder.path().join("received.jsonl")).unwrap_or_default();
        lines.lines().filter_map(|line| serde_json::from_str(line).ok().map(Arrived)).collect()
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The Python that has the server's package.
fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let installed = Command::new(repository.join("tests/tools")).output().unwrap();
        assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
        repository.join(String::from_utf8(installed.stdout).unwrap().trim()).join("python3")
    })
}
