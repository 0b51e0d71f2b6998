//! A small town in a folder of its own, and the program at work on it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value as Json;

pub(crate) const PAGE: &str = "content/commerces/le-fournil.md";

const FILES: [(&str, &str); 5] = [
    ("parvis.yaml", "title: Ville\nbase_url: https://ville.example/\nlanguage: fr\ntheme: malakoff\n"),
    (
        "content/_kinds/commerce.yaml",
        "name: commerce\nlabel: { one: commerce, many: commerces }\nfolder: commerces\ntemplate: commerce.html\nupdate: { fields: [telephone, horaires], proof: code }\nfields:\n  telephone: { label: Téléphone, phone: {} }\n  horaires: { label: Horaires, hours: {} }\n",
    ),
    ("content/_index.md", "---\ntitle: Accueil\n---\n\nBonjour.\n"),
    ("content/commerces/_index.md", "---\ntitle: Commerces\n---\n"),
    (
        PAGE,
        "---\ntitle: Le Fournil\n# L’ancien numéro était le 01 47 46 75 99\ntelephone: '01 47 46 75 00'  # affiché en boutique\nhoraires: mar-sam 8h-13h\n---\n\nDu pain.\n",
    ),
];

/// A town that is gone with its test.
pub(crate) struct Town {
    folder: tempfile::TempDir,
}

impl Town {
    #[expect(clippy::disallowed_methods, reason = "a fixture is written before anybody reads it")]
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in FILES {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/malakoff");
        copy(&theme, &folder.path().join("themes/malakoff"));
        Self { folder }
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Adds a file.
    #[expect(clippy::disallowed_methods, reason = "a fixture is written before anybody reads it")]
    pub(crate) fn add(&self, file: &str, text: &str) {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), text).unwrap();
    }

    /// Changes a page as an editor does.
    #[expect(clippy::disallowed_methods, reason = "editors write as they like")]
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{text}");
        fs::write(self.path(file), text.replace(from, to)).unwrap();
    }

    /// Runs a command to its end.
    pub(crate) fn parvis(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that reads this text on its standard input.
    pub(crate) fn parvis_reading(&self, arguments: &[&str], text: &str) -> Output {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// The objects that a command prints with `--format json`.
    pub(crate) fn json(&self, arguments: &[&str]) -> Vec<Json> {
        let output = self.parvis(&[&["--format", "json"], arguments].concat());
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
        command.arg("--root").arg(self.folder.path()).args(arguments);
        command
    }

    /// A server on ports that are free.
    pub(crate) fn serve(&self) -> Server {
        let mut command = self.command(&["serve", "--port", "0", "--bureau-port", "0"]);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let (tell, told) = mpsc::channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| tell.send(line)));
        let address = |start: &str| loop {
            let line = told.recv_timeout(Duration::from_mins(1)).unwrap();
            if let Some((_, address)) = line.split_once(start) {
                break address.to_owned();
            }
        };
        let site = address("le site\u{a0}: http://").trim_end_matches('/').to_owned();
        let link = address("le bureau\u{a0}: http://");
        let (bureau, path) = link.split_once('/').unwrap();
        Server { child, site, bureau: bureau.to_owned(), entrance: format!("/{path}"), _told: told }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A server that is stopped with its test.
pub(crate) struct Server {
    child: Child,
    /// Where the site is: `127.0.0.1:4000`.
    pub(crate) site: String,
    /// Where the bureau is.
    pub(crate) bureau: String,
    /// The path of the link that staff enter by.
    pub(crate) entrance: String,
    _told: mpsc::Receiver<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

impl Server {
    pub(crate) fn get(&self, path: &str) -> Answer {
        send(&self.site, "GET", path, &[("Host", &self.site)], "")
    }

    /// The page, once it holds the text.
    pub(crate) fn wait_for(&self, path: &str, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.get(path).body.contains(text) {
            assert!(Instant::now() < deadline, "{path} never said {text}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What a merchant sends; the reference of the request.
    pub(crate) fn submit(&self, body: &str) -> String {
        let headers =
            [("Host", self.site.as_str()), ("Content-Type", "application/json"), ("Accept", "application/json")];
        let answer = send(&self.site, "POST", "/formulaires/mise-a-jour-commerce", &headers, body);
        assert_eq!(answer.status, 201, "{}", answer.body);
        let json: Json = serde_json::from_str(&answer.body).unwrap();
        json["reference"].as_str().unwrap().to_owned()
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find(|line| line.to_ascii_lowercase().starts_with(&format!("{name}:")));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim()).unwrap_or_default()
    }
}

/// Sends a request whose every byte the test says.
pub(crate) fn send(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    let headers: String = headers.iter().flat_map(|(name, value)| [name, ": ", value, "\r\n"]).collect();
    let length = body.len();
    write!(stream, "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}")
        .unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}
