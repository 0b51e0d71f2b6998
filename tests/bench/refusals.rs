//! What is refused before the store: how long it takes, and that the store's files
//! are not touched.

use std::fs;
use std::time::SystemTime;

use town::{Request, Server, Town};

use crate::Scale;
use crate::load;
use crate::table::{Table, median, milliseconds, quantile, spread};

const SENDINGS: u64 = 5_000;

/// What is refused, with its name and its status.
fn refused(site: &str) -> [(&'static str, u16, Request); 4] {
    let to = |form: &str| Request::new("POST", &format!("{site}/formulaires/{form}")).without("connection").json();
    let faulty = [("_page", "commerces/le-fournil"), ("telephone", "12"), ("produits.0.prix", "beaucoup")];
    let large = format!("_page=commerces%2Fle-fournil&telephone={}", "1".repeat(300 * 1024));
    [
        ("faults in two fields", 422, to("mise-a-jour-commerce").form(faulty)),
        ("the same, as a page", 422, to("mise-a-jour-commerce").header("accept", "text/html").form(faulty)),
        ("an unknown form", 404, to("mise-a-jour-nuage").form(faulty)),
        (
            "300 kB, where 256 are allowed",
            413,
            to("mise-a-jour-commerce").body("application/x-www-form-urlencoded", large),
        ),
    ]
}

pub(crate) fn measure(scale: Scale, table: &mut Table) {
    let town = Town::busy_village();
    let server = load::desk(&town);
    let before = stamps(&town);
    for (what, status, request) in refused(&server.site()) {
        let runs = || (0..scale.runs.get()).map(|_| waited(&server, scale, &request, status));
        let (p50, p99): (Vec<_>, Vec<_>) = runs().unzip();
        let measured = format!("p50 {}, p99 {}", spread(&p50, 3), spread(&p99, 3));
        table.judged(&format!("refused: {what}, ms"), "–", &measured, "p50 below 1", median(p50) < 1.0);
    }
    let is_untouched = stamps(&town) == before;
    table.judged(
        "files of the store after the refusals",
        "–",
        if is_untouched { "untouched" } else { "written" },
        "untouched",
        is_untouched,
    );
}

fn waited(server: &Server, scale: Scale, request: &Request, status: u16) -> (f64, f64) {
    let requests = vec![request.bytes(); usize::try_from(scale.of(SENDINGS)).unwrap()];
    let load = load::send(server, 1, &requests, status);
    (milliseconds(quantile(&load.waited, 0.5)), milliseconds(quantile(&load.waited, 0.99)))
}

fn stamps(town: &Town) -> Vec<Option<(u64, SystemTime)>> {
    let stamp = |name: &&str| {
        let file = fs::metadata(town.path(".parvis").join(name)).ok()?;
        Some((file.len(), file.modified().unwrap()))
    };
    ["desk.sqlite", "desk.sqlite-wal"].iter().map(stamp).collect()
}
