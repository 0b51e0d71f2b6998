//! The layout of the file, and how an older file becomes a present one.
//!
//! Architecture invariant: a step that was released never changes; a change of
//! layout is a step more.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::OpenError;
use super::worker::Mode;

/// A second process (the command line beside the server) writes for milliseconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// Room for the pages that one commit of many submissions changes. What does not
/// fit is written before the commit, and often once more with it.
const WRITTEN_TOGETHER: i64 = 16 * 1024;

/// The last layout that this program knows.
const LAST: u32 = 2;

/// Each layout, and the step that leads to it from the one before.
const STEPS: [(u32, &str); 2] = [(1, REQUESTS), (2, PLACES)];

const REQUESTS: &str = "
    CREATE TABLE requests (
        reference   TEXT PRIMARY KEY,
        version     INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        open        INTEGER NOT NULL,
        pending     INTEGER NOT NULL,
        record      TEXT NOT NULL
    ) STRICT;
    CREATE INDEX requests_in_order ON requests (received_at, reference);
    CREATE INDEX requests_open ON requests (received_at, reference) WHERE open;
    CREATE INDEX requests_pending ON requests (received_at, reference) WHERE pending;
    CREATE TABLE marks (
        mark       BLOB PRIMARY KEY,
        content    BLOB NOT NULL,
        reference  TEXT NOT NULL REFERENCES requests (reference),
        masked     BLOB NOT NULL,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX marks_by_end ON marks (expires_at);
    CREATE TABLE rates (
        network    BLOB PRIMARY KEY,
        started_at INTEGER NOT NULL,
        recorded   INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rates_by_start ON rates (started_at);
    CREATE TABLE codes (
        page       TEXT PRIMARY KEY,
        digest     BLOB NOT NULL,
        expires_at INTEGER NOT NULL,
        tries      INTEGER NOT NULL,
        used       INTEGER NOT NULL
    ) STRICT;
";

const PLACES: &str = "
    CREATE TABLE books (
        name    TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        content TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE errands (
        id    TEXT PRIMARY KEY,
        lane  TEXT NOT NULL,
        due   INTEGER NOT NULL,
        tries INTEGER NOT NULL,
        task  TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX errands_by_time ON errands (lane, due, id);
    CREATE TABLE spent (
        digest     BLOB PRIMARY KEY,
        expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX spent_by_end ON spent (expires_at);
";

/// A connection to the present layout.
pub(super) fn connect(path: &Path, mode: Mode) -> Result<Connection, OpenError> {
    // The file is there: whoever opens the store first makes it, for its own account alone.
    let mut connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Without it a prepared statement is planned anew for every value that it compares.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Every statement of a submission, and of what staff do besides.
    connection.set_prepared_statement_cache_capacity(64);
    bring_up(&mut connection)?;
    match mode {
        Mode::Read => connection.pragma_update(None, "query_only", true)?,
        // Negative: in kibibytes.
        Mode::Write => connection.pragma_update(None, "cache_size", -WRITTEN_TOGETHER)?,
    }
    Ok(connection)
}

/// Commits the layout that is there already. After a failure this says whether the
/// disk takes writes again, and it stands in the log where a commit that could not
/// be flushed might otherwise be found by the next start, though it was refused.
pub(super) fn write_nothing_new(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "user_version", LAST)
}

fn bring_up(connection: &mut Connection) -> Result<(), OpenError> {
    // Most often nothing is to be done, and a writer need not be waited for.
    if connection.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))? == LAST {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > LAST {
        return Err(OpenError::Later { found, known: LAST });
    }
    for (layout, step) in STEPS.iter().filter(|(layout, _)| *layout > found) {
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", layout)?;
    }
    transaction.commit()?;
    Ok(())
}
