//! Durable accepted submissions a second over HTTP, sixty-four at once, beside a
//! bare group commit that writes the very rows they left.

use town::{Server, Town, UPDATE};

use crate::Scale;
use crate::floor::Rows;
use crate::load::{self, Load};
use crate::table::{Table, median, milliseconds, quantile, spread};

const AT_ONCE: u64 = 64;
const SENDINGS: u64 = 20_000;

pub(crate) fn measure(scale: Scale, table: &mut Table) {
    let town = Town::busy_village();
    let (mut desks, mut floors, mut loads) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..scale.runs.get() {
        let server = load::desk(&town);
        let load = send(&server, scale);
        drop(server);
        let rows = Rows::of(&town.path(".parvis/desk.sqlite"));
        assert_eq!(rows.sendings(), load.answered);
        floors.push(rows.write_again(AT_ONCE, &town.path("plancher.sqlite")));
        desks.push(load.a_second());
        loads.push(load);
    }
    let share = median(desks.iter().zip(&floors).map(|(desk, floor)| desk / floor).collect());
    table.judged(
        "durable submissions a second, 64 at once",
        &spread(&floors, 0),
        &format!("{} = {share:.2} × the floor", spread(&desks, 0)),
        "0.50 × the floor",
        share >= 0.5,
    );
    let (sending, serving) = loads[0].shares();
    table.noted("processors used meanwhile: server, senders", &format!("{serving:.2}, {sending:.2}"));
    let p99 = loads.iter().map(|load| milliseconds(quantile(&load.waited, 0.99))).collect::<Vec<_>>();
    table.noted("p99 at 64 at once, ms", &spread(&p99, 1));
}

fn send(server: &Server, scale: Scale) -> Load {
    let site = server.site();
    let requests: Vec<_> = (0..scale.of(SENDINGS)).map(|number| UPDATE.request(&site, number).bytes()).collect();
    load::send(server, AT_ONCE, &requests, 201)
}
