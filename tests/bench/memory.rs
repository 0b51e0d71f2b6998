//! Memory: flat over many submissions, bounded under any single bad request.

use std::io::Write as _;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use town::{Request, Server, Town, UPDATE};

use crate::Scale;
use crate::load;
use crate::table::Table;

const AT_ONCE: u64 = 64;
const SENDINGS: u64 = 200_000;
/// After so many it is warm: what it holds then it may hold.
const WARM: u64 = 20_000;
const MOST_KIB: u64 = 64 * 1024;

pub(crate) fn measure(scale: Scale, table: &mut Table) {
    let town = Town::busy_village();
    let server = load::desk(&town);
    over_many(scale, table, &server);
    under_bad_requests(table, &server);
}

fn over_many(scale: Scale, table: &mut Table, server: &Server) {
    let site = server.site();
    let step = scale.of(WARM);
    let mut held = Vec::new();
    for start in (0..scale.of(SENDINGS)).step_by(usize::try_from(step).unwrap()) {
        let requests: Vec<_> = (start..start + step).map(|number| UPDATE.request(&site, number).bytes()).collect();
        let _load = load::send(server, AT_ONCE, &requests, 201);
        held.push(server.seen().memory());
    }
    let (warm, least, most) = (held[0], held.iter().min().unwrap(), held.iter().max().unwrap());
    let is_flat = *least * 10 >= warm * 9 && *most * 10 <= warm * 11;
    let measured = format!("{} warm, then {}–{}", mib(warm), mib(*least), mib(*most));
    table.judged(
        &format!("memory over {} submissions, MiB", scale.of(SENDINGS)),
        "–",
        &measured,
        "flat (±10 %)",
        is_flat,
    );
    let peak = server.seen().most_memory();
    table.judged("its peak, MiB", "–", &mib(peak), "below 64", peak < MOST_KIB);
}

fn under_bad_requests(table: &mut Table, server: &Server) {
    let (mut worst, mut whose) = (0, "");
    for (what, request) in bad(&server.site()) {
        let process = server.seen();
        process.forgive();
        // Whatever it answers, or whether it hangs up, is another claim.
        let _answer = request.try_send();
        let peak = process.most_memory();
        if peak > worst {
            (worst, whose) = (peak, what);
        }
    }
    table.judged(
        "peak under the worst bad request, MiB",
        "–",
        &format!("{} ({whose})", mib(worst)),
        "below 64",
        worst < MOST_KIB,
    );
    table.noted("peak under two hundred at once that send 100 kB and stop, MiB", &mib(trickle(server)));
}

/// Requests that mean harm, each with its name.
fn bad(site: &str) -> Vec<(&'static str, Request)> {
    let to = |content_type: &str, body: Vec<u8>| {
        Request::new("POST", &format!("{site}/formulaires/mise-a-jour-commerce")).json().body(content_type, body)
    };
    let urlencoded = "application/x-www-form-urlencoded";
    let multipart = "multipart/form-data; boundary=x";
    let part = "--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n\r\n";
    vec![
        ("100 MB", to(urlencoded, vec![b'a'; 100_000_000])),
        ("deep JSON", to("application/json", "[".repeat(200_000).into_bytes())),
        ("JSON of small numbers", to("application/json", format!("[{}1]", "1,".repeat(120_000)).into_bytes())),
        ("JSON of empty objects", to("application/json", format!("[{}1]", "{},".repeat(80_000)).into_bytes())),
        (
            "JSON of one-letter keys",
            to("application/json", format!("{{{}\"a\":1}}", "\"a\":{},".repeat(36_000)).into_bytes()),
        ),
        ("many controls", to(urlencoded, "a&".repeat(130_000).into_bytes())),
        ("many long paths", to(urlencoded, "a.0.a.0.a=&".repeat(23_000).into_bytes())),
        ("far rows", to(urlencoded, b"_page=commerces%2Fle-fournil&produits.4294967295.nom=a".to_vec())),
        ("many parts", to(multipart, part.repeat(4_800).into_bytes())),
        ("one part of 200 MB", to(multipart, [part.as_bytes(), &vec![b'a'; 200_000_000]].concat())),
        ("a long address", Request::new("GET", &format!("{site}/suivi/{}", "a".repeat(1_000_000)))),
        ("a long header", Request::new("GET", site).header("x-a", &"a".repeat(1_000_000))),
    ]
}

/// Two hundred senders who announce the largest body and stop short of its end.
fn trickle(server: &Server) -> u64 {
    let process = server.seen();
    process.forgive();
    let site = server.site();
    let address = site.trim_start_matches("http://");
    let head = "POST /formulaires/mise-a-jour-commerce HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 262144\r\n\r\n";
    let body = vec![b' '; 100_000];
    let lines: Vec<_> = (0..200)
        .map(|_| {
            let mut line = TcpStream::connect(address).unwrap();
            line.write_all(head.as_bytes()).unwrap();
            line.write_all(&body).unwrap();
            line
        })
        .collect();
    thread::sleep(Duration::from_millis(500));
    drop(lines);
    process.most_memory()
}

#[expect(clippy::cast_precision_loss, reason = "a tenth of a mebibyte is enough")]
fn mib(kibibytes: u64) -> String {
    format!("{:.1}", kibibytes as f64 / 1024.0)
}
