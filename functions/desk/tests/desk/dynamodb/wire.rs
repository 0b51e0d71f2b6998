//! A line between the store and its server that can be told to go wrong.
//!
//! It forwards what passes through it, byte for byte; the server behind is real.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What happens to one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing.
    None,
    /// The server says that too much is asked of it; it was not asked.
    Throttled,
    /// The same, in the other words that it has for it.
    Limited,
    /// Another transaction is at the same items.
    Conflict,
    /// The server fails by itself.
    Internal,
    /// The call waits this long first, in milliseconds.
    Slow(u64),
    /// The line is cut before the server hears of the call.
    CutBefore,
    /// The call is carried out, and the line is cut before the answer is through.
    CutAfter,
    /// The call is carried out, and nothing is ever answered.
    Silent,
}

/// A call as the line sees it.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// Its number, from 0.
    pub(super) number: usize,
    /// What is asked: `BatchGetItem`, `TransactWriteItems`, …
    pub(super) operation: String,
    body: Json,
}

type Script = Arc<dyn Fn(&Call) -> Fault + Send + Sync>;

/// The line.
pub(super) struct Wire {
    address: SocketAddr,
}

impl Wire {
    /// A line to this server, on which the script decides of every call.
    pub(super) async fn to(server: &str, script: impl Fn(&Call) -> Fault + Send + Sync + 'static) -> Self {
        let server = server.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (script, count): (Script, _) = (Arc::new(script), Arc::new(AtomicUsize::new(0)));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, script, count) = (server.clone(), Arc::clone(&script), Arc::clone(&count));
                tokio::spawn(async move { drop(carry(client, &server, &script, &count).await) });
            }
        });
        Self { address }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// Carries the calls of one connection, until it ends or is cut.
async fn carry(mut client: TcpStream, server: &str, script: &Script, count: &AtomicUsize) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    let mut behind: Option<TcpStream> = None;
    while let Some(message) = message(&mut client).await? {
        let call = call(&message, count.fetch_add(1, Ordering::Relaxed));
        let fault = script(&call);
        if let Some((status, body)) = told(fault, &call) {
            answer(&mut client, status, &body).await?;
            continue;
        }
        match fault {
            Fault::Slow(milliseconds) => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
            Fault::CutBefore => return Ok(()),
            _ => {}
        }
        let mut line = match behind.take() {
            Some(line) => line,
            None => TcpStream::connect(server).await?,
        };
        line.write_all(&message).await?;
        let answered = self::message(&mut line).await?.unwrap_or_default();
        match fault {
            Fault::CutAfter => return Ok(()),
            Fault::Silent => tokio::time::sleep(Duration::from_mins(1)).await,
            _ => client.write_all(&answered).await?,
        }
        behind = Some(line);
    }
    Ok(())
}

/// One message of HTTP, head and body; none when the line ends before.
async fn message(line: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    loop {
        if let Some(head) = bytes.windows(4).position(|end| end == b"\r\n\r\n") {
            let length = length(&bytes[..head]);
            if bytes.len() >= head + 4 + length {
                return Ok(Some(bytes));
            }
        }
        if line.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

fn length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head);
    header(&head, "content-length").map_or(0, |length| length.parse().unwrap())
}

fn call(message: &[u8], number: usize) -> Call {
    let end = message.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&message[..end]);
    let operation = header(&head, "x-amz-target").and_then(|target| target.split_once('.'));
    let operation = operation.map(|(_, operation)| operation.to_owned()).unwrap_or_default();
    Call { number, operation, body: serde_json::from_slice(&message[end + 4..]).unwrap_or_default() }
}

/// What the line answers in the place of the server, in the words of AWS.
fn told(fault: Fault, call: &Call) -> Option<(u16, Json)> {
    let service = "com.amazonaws.dynamodb.v20120810";
    let plain = |name: &str| json!({ "__type": format!("{service}#{name}"), "message": "The level of configured provisioned throughput for the table was exceeded." });
    match fault {
        Fault::Throttled => Some((400, plain("ProvisionedThroughputExceededException"))),
        Fault::Limited => Some((400, json!({ "__type": "com.amazon.coral.availability#ThrottlingException" }))),
        Fault::Internal => Some((500, plain("InternalServerError"))),
        Fault::Conflict if call.operation == "TransactWriteItems" => {
            let actions = call.body["TransactItems"].as_array().map_or(1, Vec::len);
            let mut reasons = vec![json!({ "Code": "None" }); actions];
            reasons[actions - 1] =
                json!({ "Code": "TransactionConflict", "Message": "Transaction is ongoing for the item" });
            let name = format!("{service}#TransactionCanceledException");
            Some((400, json!({ "__type": name, "Message": "Transaction cancelled", "CancellationReasons": reasons })))
        }
        _ => None,
    }
}

async fn answer(client: &mut TcpStream, status: u16, body: &Json) -> std::io::Result<()> {
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    client.write_all(format!("{head}{body}").as_bytes()).await
}
