//! A `DynamoDB` for the tests: dynoxide, in memory, on a free port of this machine.
//!
//! It says where it listens in its first line, and ends when its standard input
//! does: it never outlives the test that started it, however that test ends.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;
use std::thread;

use dynoxide::Database;
use dynoxide::server::serve_on;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the DynamoDB of the tests can't start: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let mut answer = std::io::stdout();
    writeln!(answer, "{}", listener.local_addr()?)?;
    answer.flush()?;
    end_with_the_test();
    serve_on(listener, Database::memory()?).await;
    Ok(())
}

/// A test that is killed closes its end of the pipe, as one that finishes does.
fn end_with_the_test() {
    thread::spawn(|| {
        let mut rest = Vec::new();
        let _ended = std::io::stdin().read_to_end(&mut rest);
        std::process::exit(0);
    });
}
