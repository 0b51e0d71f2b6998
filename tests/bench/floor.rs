//! The floor: the rows that the desk left, written again by nothing but `SQLite`.
//! One thread writes, with what waits together in one commit, for as many tasks as
//! there were senders; each waits for its commit before it has its next written.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// The tables that a sending leaves rows in, and which of their columns names it.
/// The count of the network is one row, written again by every sending.
const OWN: [(&str, usize); 2] = [("requests", 0), ("marks", 2)];
const SHARED: &str = "rates";

/// The layout of a store, and the rows of each of its sendings in their order.
pub(crate) struct Rows {
    layout: String,
    sendings: Vec<Vec<(&'static str, Vec<Value>)>>,
}

impl Rows {
    /// What a store holds.
    pub(crate) fn of(path: &Path) -> Self {
        let connection = Connection::open(path).unwrap();
        let tables = texts(&connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
        for table in &tables {
            let rows: i64 =
                connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
            let is_known = OWN.iter().any(|(own, _)| own == table) || table == SHARED;
            assert!(is_known || rows == 0, "the floor does not write the rows of `{table}`");
        }
        let layout = texts(&connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").join(";");
        let references = texts(&connection, "SELECT reference FROM requests ORDER BY rowid");
        let shared = rows(&connection, SHARED).pop().unwrap();
        let mut left: BTreeMap<String, Vec<(&str, Vec<Value>)>> = BTreeMap::new();
        for (table, place) in OWN {
            for row in rows(&connection, table) {
                let Value::Text(reference) = &row[place] else { panic!("a row of {table} names its sending") };
                left.entry(reference.clone()).or_default().push((table, row));
            }
        }
        let sendings = references.iter().filter_map(|reference| {
            let mut own = left.remove(reference)?;
            own.push((SHARED, shared.clone()));
            Some(own)
        });
        Self { sendings: sendings.collect(), layout }
    }

    pub(crate) fn sendings(&self) -> u64 {
        self.sendings.len() as u64
    }

    /// Writes them all into a new file: how many sendings a second became durable.
    #[expect(clippy::cast_precision_loss, reason = "a rate is not exact")]
    pub(crate) fn write_again(&self, at_once: u64, path: &Path) -> f64 {
        let connection = new(path, &self.layout);
        let next = AtomicUsize::new(0);
        let (jobs, waiting) = mpsc::channel::<(usize, mpsc::Sender<()>)>();
        let start = Instant::now();
        thread::scope(|scope| {
            for _ in 0..at_once {
                let (jobs, next) = (jobs.clone(), &next);
                scope.spawn(move || {
                    let (done, is_done) = mpsc::channel();
                    let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|one| *one < self.sendings.len());
                    while let Some(number) = take() {
                        jobs.send((number, done.clone())).unwrap();
                        is_done.recv().unwrap();
                    }
                });
            }
            drop(jobs);
            while let Ok(first) = waiting.recv() {
                let batch: Vec<_> = std::iter::once(first).chain(waiting.try_iter()).collect();
                self.commit(&connection, batch.iter().map(|(number, _)| *number));
                for (_, done) in batch {
                    done.send(()).unwrap();
                }
            }
        });
        self.sendings.len() as f64 / start.elapsed().as_secs_f64()
    }

    fn commit(&self, connection: &Connection, numbers: impl Iterator<Item = usize>) {
        connection.prepare_cached("BEGIN IMMEDIATE").unwrap().execute([]).unwrap();
        for (table, row) in numbers.flat_map(|number| &self.sendings[number]) {
            let marks = vec!["?"; row.len()].join(", ");
            let sql = format!("INSERT OR REPLACE INTO {table} VALUES ({marks})");
            connection.prepare_cached(&sql).unwrap().execute(params_from_iter(row)).unwrap();
        }
        connection.prepare_cached("COMMIT").unwrap().execute([]).unwrap();
    }
}

fn new(path: &Path, layout: &str) -> Connection {
    for end in ["", "-wal", "-shm"] {
        // The first time there is none.
        let _none = std::fs::remove_file(format!("{}{end}", path.display()));
    }
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", "FULL").unwrap();
    connection.execute_batch(layout).unwrap();
    connection
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn rows(connection: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}
