//! The statements about errands: what is to be done, by whom, from when on.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::rows::unreadable;
use crate::store::{Errand, Lane};

type Result<T> = rusqlite::Result<T>;

pub(super) fn due(connection: &Connection, lane: Lane, until: Timestamp, limit: u32) -> Result<Vec<Errand>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, due, tries, task FROM errands WHERE lane = ?1 AND due <= ?2 ORDER BY due, id LIMIT ?3",
    )?;
    let rows = statement.query_map(params![lane.code(), until.as_millisecond(), limit], |row| {
        let task: String = row.get(3)?;
        Ok(Errand {
            id: row.get(0)?,
            lane,
            due: Timestamp::from_millisecond(row.get(1)?).map_err(unreadable)?,
            tries: row.get(2)?,
            task: serde_json::from_str(&task).map_err(unreadable)?,
        })
    })?;
    rows.collect()
}

pub(super) fn claim(connection: &Connection, errand: &Errand, until: Timestamp) -> Result<bool> {
    let claimed = connection
        .prepare_cached("UPDATE errands SET due = ?1, tries = tries + 1 WHERE id = ?2 AND due = ?3 AND tries = ?4")?
        .execute(params![until.as_millisecond(), errand.id, errand.due.as_millisecond(), errand.tries])?;
    Ok(claimed == 1)
}

pub(super) fn put(connection: &Connection, errands: &[Errand]) -> Result<()> {
    let mut statement = connection
        .prepare_cached("INSERT OR REPLACE INTO errands (id, lane, due, tries, task) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for errand in errands {
        let due = errand.due.as_millisecond();
        statement.execute(params![errand.id, errand.lane.code(), due, errand.tries, errand.task.to_string()])?;
    }
    Ok(())
}

pub(super) fn settle(connection: &Connection, settled: &[String]) -> Result<()> {
    let mut statement = connection.prepare_cached("DELETE FROM errands WHERE id = ?1")?;
    for id in settled {
        statement.execute([id])?;
    }
    Ok(())
}
