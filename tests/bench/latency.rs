//! How long a sender waits, eight at once, beside ten flushes of the same disk.

use town::{Town, UPDATE};

use crate::Scale;
use crate::disk;
use crate::load;
use crate::table::{Table, median, milliseconds, quantile, spread};

const AT_ONCE: u64 = 8;
const SENDINGS: u64 = 10_000;
const FLUSHES: u64 = 2_000;

pub(crate) fn measure(scale: Scale, table: &mut Table) {
    let town = Town::busy_village();
    let [mut p50, mut p99, mut flushes, mut rates] = [const { Vec::new() }; 4];
    for _ in 0..scale.runs.get() {
        flushes.push(milliseconds(quantile(&disk::flushes(town.root(), scale.of(FLUSHES)), 0.5)));
        let server = load::desk(&town);
        let site = server.site();
        let requests: Vec<_> = (0..scale.of(SENDINGS)).map(|number| UPDATE.request(&site, number).bytes()).collect();
        let load = load::send(&server, AT_ONCE, &requests, 201);
        p50.push(milliseconds(quantile(&load.waited, 0.5)));
        p99.push(milliseconds(quantile(&load.waited, 0.99)));
        rates.push(load.a_second());
    }
    let reach = 10.0 * median(flushes.clone());
    table.judged(
        "p99 at 8 at once, ms",
        &format!("flush p50 {}", spread(&flushes, 2)),
        &spread(&p99, 2),
        &format!("{reach:.2}, ten flushes"),
        median(p99) <= reach,
    );
    table.noted("file system under all of this", &disk::kind(town.root()));
    table.noted("p50 at 8 at once, ms", &spread(&p50, 2));
    table.noted("durable submissions a second, 8 at once", &spread(&rates, 0));
}
