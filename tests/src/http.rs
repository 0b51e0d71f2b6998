//! Requests as bytes: every header is what the test says, none is added behind
//! its back, so that a hostile sender can be played as well as a browser.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value as Json;
use url::{Url, form_urlencoded};

/// A server that says nothing for so long has lost the request.
const PATIENCE: Duration = Duration::from_mins(1);

/// A request that is being written.
#[derive(Clone, Debug)]
pub struct Request {
    address: String,
    line: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers, a line each: `location: /suivi/…`, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, as text.
    pub body: String,
}

impl Request {
    /// A request to an address, whose `Host` is the address's.
    ///
    /// # Panics
    ///
    /// When it is no address.
    #[must_use]
    pub fn new(method: &str, address: &str) -> Self {
        let url = Url::parse(address).unwrap_or_else(|error| panic!("{address}: {error}"));
        let host = format!("{}:{}", url.host_str().expect("a host"), url.port_or_known_default().expect("a port"));
        let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let headers =
            BTreeMap::from([("host".to_owned(), host.clone()), ("connection".to_owned(), "close".to_owned())]);
        Self { address: host, line: format!("{method} {target} HTTP/1.1"), headers, body: Vec::new() }
    }

    /// With a header, in the place of one that has its name.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(name.to_ascii_lowercase(), value.to_owned());
        self
    }

    /// Without a header.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(&name.to_ascii_lowercase());
        self
    }

    /// With the controls of a form for its body.
    #[must_use]
    pub fn form<N: AsRef<str>, V: AsRef<str>>(self, controls: impl IntoIterator<Item = (N, V)>) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(controls).finish();
        self.body("application/x-www-form-urlencoded", body)
    }

    /// With a body of any type.
    #[must_use]
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    /// Asks for JSON.
    #[must_use]
    pub fn json(self) -> Self {
        self.header("accept", "application/json")
    }

    /// Sends it.
    ///
    /// # Panics
    ///
    /// When no whole answer comes.
    #[must_use]
    pub fn send(&self) -> Answer {
        self.try_send().unwrap_or_else(|error| panic!("{}: {error}", self.line))
    }

    /// Sends it to a server that may be gone before it answers.
    ///
    /// # Errors
    ///
    /// When no whole answer comes.
    pub fn try_send(&self) -> io::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&self.bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        Answer::read(&bytes).ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
    }

    /// As it goes over the line.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let length = (!self.body.is_empty()).then(|| format!("content-length: {}", self.body.len()));
        let headers = self.headers.iter().map(|(name, value)| format!("{name}: {value}"));
        let lines: Vec<String> = [self.line.clone()].into_iter().chain(headers).chain(length).collect();
        [lines.join("\r\n").as_bytes(), b"\r\n\r\n", &self.body].concat()
    }
}

impl Answer {
    /// A whole answer; nothing when it is cut short.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let pairs = lines.filter_map(|line| line.split_once(':'));
        let headers: Vec<_> = pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
        let mut answer = Self { status, headers, body: String::new() };
        let rest = &bytes[end + 4..];
        let body = match (answer.header("transfer-encoding"), answer.header("content-length")) {
            (Some("chunked"), _) => unchunked(rest)?,
            (_, Some(length)) => rest.get(..length.parse().ok()?)?.to_vec(),
            _ => rest.to_vec(),
        };
        answer.body = String::from_utf8_lossy(&body).into_owned();
        Some(answer)
    }

    /// The first header with this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Where it sends the browser.
    ///
    /// # Panics
    ///
    /// When it sends it nowhere.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("no `Location`: {self:?}"))
    }

    /// The object of its body.
    ///
    /// # Panics
    ///
    /// When it is none.
    #[must_use]
    pub fn object(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Itself, when it has this status.
    ///
    /// # Panics
    ///
    /// When it has another.
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}

fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = bytes.windows(2).position(|window| window == b"\r\n")?;
        let length =
            usize::from_str_radix(std::str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim(), 16).ok()?;
        let piece = bytes.get(end + 2..end + 2 + length)?;
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(piece);
        bytes = bytes.get(end + 4 + length..)?;
    }
}
