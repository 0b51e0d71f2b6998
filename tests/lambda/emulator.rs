//! An emulator of Lambda on a port of its own, and the function running under it.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value as Json;
use town::{Answer, Request, until};

use crate::programs::programs;

/// A process that ends with its test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _ended = self.0.wait();
    }
}

/// The function, as the Lambda service has it.
pub(crate) struct Emulator {
    port: u16,
    log: Arc<Mutex<String>>,
    // The function ends first: it polls the emulator.
    _function: Process,
    _service: Process,
}

/// The emulator knows the functions of the project by the names of their binaries.
const NAME: &str = "parvis-lambda";

impl Emulator {
    /// Starts both, the function with these variables.
    pub(crate) fn start(variables: &[(&str, &str)]) -> Self {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let mut watch = Command::new(programs().tools.join("cargo-lambda"));
        watch.args(["lambda", "watch", "--only-lambda-apis", "-A", "127.0.0.1", "-P", &port.to_string()]);
        watch.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
        let service = Process(watch.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        until("the emulator", || std::net::TcpStream::connect(("127.0.0.1", port)).ok());

        let mut function = Command::new(&programs().function);
        function.env_clear().env("AWS_LAMBDA_RUNTIME_API", format!("http://127.0.0.1:{port}/.rt/{NAME}"));
        let given = [("AWS_LAMBDA_FUNCTION_NAME", NAME), ("AWS_LAMBDA_FUNCTION_VERSION", "1")];
        function.envs(given).env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256").envs(variables.iter().copied());
        let mut function = Process(function.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap());
        let log = Arc::new(Mutex::new(String::new()));
        let (mut lines, kept) = (function.0.stdout.take().unwrap(), Arc::clone(&log));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = std::io::Read::read(&mut lines, &mut bytes) {
                kept.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
        });
        Self { port, log, _function: function, _service: service }
    }

    /// Hands it an event, which it must answer.
    pub(crate) fn invoke(&self, event: &Json) -> Json {
        let answer = self.hand(event).expect(200);
        serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("no JSON: {answer:?}"))
    }

    /// Hands it an event.
    pub(crate) fn hand(&self, event: &Json) -> Answer {
        let url = format!("http://127.0.0.1:{}/2015-03-31/functions/{NAME}/invocations", self.port);
        Request::new("POST", &url).body("application/json", event.to_string()).send()
    }

    /// The same through the emulator's own address of the function, as a browser would.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/lambda-url/{NAME}{path}", self.port)
    }

    /// All that it has logged.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}
