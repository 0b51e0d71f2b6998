//! Another server of the same machine, which is not ours: a page that wishes us ill.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Serves one page, whatever is asked, as long as the tests run.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    port: u16,
}

impl Elsewhere {
    /// Starts to serve this page.
    ///
    /// # Panics
    ///
    /// When no port is left.
    #[must_use]
    pub fn serving(page: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("a listener has an address").port();
        let page = page.to_owned();
        thread::spawn(move || {
            // Browsers open lines in advance and say nothing on them: none may hold up the others.
            for stream in listener.incoming().flatten() {
                let page = page.clone();
                thread::spawn(move || answer(stream, &page));
            }
        });
        Self { port }
    }

    /// Its address under a name of this machine.
    #[must_use]
    pub fn address(&self, name: &str) -> String {
        format!("http://{name}:{}/", self.port)
    }
}

fn answer(mut stream: TcpStream, page: &str) {
    let mut asked = [0; 4096];
    // A browser may hang up before it is answered; the next one is served all the same.
    let _read = stream.read(&mut asked);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n";
    let _written = write!(stream, "{head}content-length: {}\r\n\r\n{page}", page.len());
}
