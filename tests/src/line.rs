//! A line kept open: one request after another on the same connection, so that
//! many senders cost this side little and the server is what is measured.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::http::Answer;

/// A server that says nothing for so long has lost the request.
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection that is opened when it is needed, and again when it was cut.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    stream: Option<TcpStream>,
    heard: Vec<u8>,
}

impl Line {
    /// A line to a server of this machine, not yet open: `http://127.0.0.1:34567`.
    ///
    /// # Panics
    ///
    /// When it is no such address.
    #[must_use]
    pub fn to(site: &str) -> Self {
        let address = site.trim_start_matches("http://").parse();
        Self { address: address.unwrap_or_else(|error| panic!("{site}: {error}")), stream: None, heard: Vec::new() }
    }

    /// Says these bytes and hears the whole answer.
    ///
    /// # Errors
    ///
    /// When no whole answer comes: the line is cut then, and the next request
    /// opens another.
    pub fn ask(&mut self, request: &[u8]) -> io::Result<Answer> {
        let answer = self.open().and_then(|()| self.exchange(request));
        if answer.is_err() {
            self.stream = None;
        }
        answer
    }

    fn open(&mut self) -> io::Result<()> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            self.stream = Some(stream);
        }
        Ok(())
    }

    fn exchange(&mut self, request: &[u8]) -> io::Result<Answer> {
        let stream = self.stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        stream.write_all(request)?;
        self.heard.clear();
        let mut piece = [0; 8192];
        loop {
            let length = stream.read(&mut piece)?;
            self.heard.extend_from_slice(&piece[..length]);
            if let Some(answer) = Answer::read(&self.heard) {
                if answer.header("connection").is_some_and(|said| said.eq_ignore_ascii_case("close")) {
                    self.stream = None;
                }
                return Ok(answer);
            }
            if length == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}
