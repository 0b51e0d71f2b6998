//! The statements: each function is one job, inside a transaction that its
//! caller commits.
//!
//! Architecture invariant: what must be together is in one function here.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{books, errands};
use crate::code::{Posted, Proof};
use crate::key::Digest;
use crate::reference::Reference;
use crate::request::Request;
use crate::secret::Masked;
use crate::store::{IDENTITY_LIFE, LIKENESS_LIFE, Rate, Recalled, Saved, Saving, Spent, Submission, Submitted, Which};

type Result<T> = rusqlite::Result<T>;

pub(super) fn submit(connection: &Connection, submission: Submission) -> Result<Submitted> {
    let Submission { mut request, marks, masked, rate, code, page, books, errands, spent } = submission;
    let now = request.received_at;
    forget(connection, now)?;
    if let Some(recalled) = recall(connection, marks.identity.unwrap_or(marks.likeness), now)? {
        let same = recalled.content == marks.content;
        return Ok(if same { Submitted::Again(recalled) } else { Submitted::KeyReused });
    }
    if find(connection, &request.reference)?.is_some() {
        return Ok(Submitted::Taken);
    }
    if spent.map(|spent| is_spent(connection, &spent)).transpose()?.unwrap_or(false) {
        return Ok(Submitted::Spent);
    }
    // Before anything is written: what is outrun leaves nothing behind.
    if !books::are_as_read(connection, &books)? {
        return Ok(Submitted::Outrun);
    }
    if let Some(until) = rate.map(|rate| count(connection, rate, now)).transpose()?.flatten() {
        return Ok(Submitted::TooMany { until });
    }
    request.proof = code.map(|typed| judge(connection, &page, typed, now)).transpose()?.unwrap_or(Proof::None);
    insert(connection, &request)?;
    spent.map(|spent| spend(connection, &spent)).transpose()?;
    books::keep(connection, &books)?;
    errands::put(connection, &errands)?;
    for (mark, life) in [(marks.identity, IDENTITY_LIFE), (Some(marks.likeness), LIKENESS_LIFE)] {
        if let Some(mark) = mark {
            keep_mark(connection, mark, &marks.content, &request.reference, masked, now + life)?;
        }
    }
    Ok(Submitted::Recorded(Box::new(request)))
}

/// What has had its time is not kept: marks, and the counts of other days.
fn forget(connection: &Connection, now: Timestamp) -> Result<()> {
    connection.prepare_cached("DELETE FROM marks WHERE expires_at <= ?1")?.execute([now.as_millisecond()])?;
    connection.prepare_cached("DELETE FROM spent WHERE expires_at <= ?1")?.execute([now.as_millisecond()])?;
    let yesterday = now - SignedDuration::from_hours(24);
    connection.prepare_cached("DELETE FROM rates WHERE started_at < ?1")?.execute([yesterday.as_millisecond()])?;
    Ok(())
}

pub(super) fn recall(connection: &Connection, mark: Digest, at: Timestamp) -> Result<Option<Recalled>> {
    connection
        .prepare_cached(
            "SELECT requests.record, marks.content, marks.masked FROM marks
             JOIN requests USING (reference) WHERE mark = ?1 AND expires_at > ?2",
        )?
        .query_row(params![mark.as_bytes(), at.as_millisecond()], |row| {
            let content = Digest::from_bytes(row.get(1)?);
            Ok(Recalled { request: Box::new(record(row)?), content, masked: Masked(row.get(2)?) })
        })
        .optional()
}

fn keep_mark(
    connection: &Connection,
    mark: Digest,
    content: &Digest,
    reference: &Reference,
    masked: Masked,
    expires_at: Timestamp,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO marks (mark, content, reference, masked, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            mark.as_bytes(),
            content.as_bytes(),
            reference.as_str(),
            masked.0,
            expires_at.as_millisecond()
        ])?;
    Ok(())
}

/// Counts one more request of a network, or says until when it has to wait.
fn count(connection: &Connection, rate: Rate, now: Timestamp) -> Result<Option<Timestamp>> {
    let begun = now - rate.within;
    let known: Option<(i64, u32)> = connection
        .prepare_cached("SELECT started_at, recorded FROM rates WHERE network = ?1 AND started_at > ?2")?
        .query_row(params![rate.network.as_bytes(), begun.as_millisecond()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (started_at, recorded) = known.unwrap_or((now.as_millisecond(), 0));
    if recorded >= rate.most {
        let started_at = Timestamp::from_millisecond(started_at).unwrap_or(now);
        return Ok(Some(started_at + rate.within));
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO rates (network, started_at, recorded) VALUES (?1, ?2, ?3)")?
        .execute(params![rate.network.as_bytes(), started_at, recorded + 1])?;
    Ok(None)
}

fn judge(connection: &Connection, page: &str, typed: Digest, now: Timestamp) -> Result<Proof> {
    let Some(mut posted) = code(connection, page)? else { return Ok(Proof::WrongCode) };
    let proof = posted.judge(typed, now);
    keep_code(connection, &posted)?;
    Ok(proof)
}

fn code(connection: &Connection, page: &str) -> Result<Option<Posted>> {
    connection
        .prepare_cached("SELECT digest, expires_at, tries, used FROM codes WHERE page = ?1")?
        .query_row([page], |row| {
            Ok(Posted {
                page: page.to_owned(),
                digest: Digest::from_bytes(row.get(0)?),
                expires_at: Timestamp::from_millisecond(row.get(1)?).map_err(unreadable)?,
                tries: row.get(2)?,
                used: row.get(3)?,
            })
        })
        .optional()
}

pub(super) fn keep_code(connection: &Connection, posted: &Posted) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO codes (page, digest, expires_at, tries, used) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            posted.page,
            posted.digest.as_bytes(),
            posted.expires_at.as_millisecond(),
            posted.tries,
            posted.used
        ])?;
    Ok(())
}

fn insert(connection: &Connection, request: &Request) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO requests (reference, version, received_at, open, pending, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            request.reference.as_str(),
            request.version,
            request.received_at.as_millisecond(),
            request.is_open(),
            request.is_pending(),
            serde_json::to_string(request).map_err(unreadable)?,
        ])?;
    Ok(())
}

pub(super) fn find(connection: &Connection, reference: &Reference) -> Result<Option<Request>> {
    connection
        .prepare_cached("SELECT record FROM requests WHERE reference = ?1")?
        .query_row([reference.as_str()], record)
        .optional()
}

/// The next requests after one. A record that can't be read is told and left out:
/// it must not take the others with it.
pub(super) fn list(
    connection: &Connection,
    which: Which,
    after: Option<&Reference>,
    limit: u32,
) -> Result<Vec<Request>> {
    let among = match which {
        Which::Open => "open",
        Which::Pending => "pending",
        Which::All => "true",
    };
    let sql = format!(
        "SELECT record, reference FROM requests WHERE {among} AND (?1 IS NULL OR (received_at, reference) >
             (SELECT received_at, reference FROM requests WHERE reference = ?1))
         ORDER BY received_at, reference"
    );
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![after.map(Reference::as_str)])?;
    let (mut requests, mut unreadable) = (Vec::new(), 0_usize);
    while requests.len() < limit
        && let Some(row) = rows.next()?
    {
        if let Ok(request) = record(row) {
            requests.push(request);
        } else {
            unreadable += 1;
            let reference: String = row.get(1)?;
            tracing::error!(request = %reference, unreadable, "a record can't be read: the queue is listed without it");
        }
    }
    Ok(requests)
}

fn is_spent(connection: &Connection, spent: &Spent) -> Result<bool> {
    connection.prepare_cached("SELECT 1 FROM spent WHERE digest = ?1")?.exists([spent.digest.as_bytes()])
}

fn spend(connection: &Connection, spent: &Spent) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO spent (digest, expires_at) VALUES (?1, ?2)")?
        .execute(params![spent.digest.as_bytes(), spent.expires_at.as_millisecond()])?;
    Ok(())
}

pub(super) fn save(connection: &Connection, saving: Saving) -> Result<Saved> {
    let Saving { requests, books, errands, settled } = saving;
    for request in &requests {
        if !is_as_read(connection, request)? {
            return Ok(Saved::Outrun);
        }
    }
    if !books::are_as_read(connection, &books)? {
        return Ok(Saved::Outrun);
    }
    for request in requests {
        replace(connection, request)?;
    }
    books::keep(connection, &books)?;
    errands::settle(connection, &settled)?;
    errands::put(connection, &errands)?;
    Ok(Saved::Saved)
}

fn is_as_read(connection: &Connection, request: &Request) -> Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM requests WHERE reference = ?1 AND version = ?2")?
        .exists(params![request.reference.as_str(), request.version])
}

fn replace(connection: &Connection, mut request: Request) -> Result<()> {
    request.version += 1;
    connection
        .prepare_cached("UPDATE requests SET version = ?1, open = ?2, pending = ?3, record = ?4 WHERE reference = ?5")?
        .execute(params![
            request.version,
            request.is_open(),
            request.is_pending(),
            serde_json::to_string(&request).map_err(unreadable)?,
            request.reference.as_str(),
        ])?;
    Ok(())
}

/// Whether the file answers at all.
pub(super) fn answers(connection: &Connection) -> Result<()> {
    connection.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM requests LIMIT 1)")?.query_row([], |_| Ok(()))
}

fn record(row: &Row<'_>) -> Result<Request> {
    let text = row.get_ref(0)?.as_str()?;
    serde_json::from_str(text).map_err(unreadable)
}

pub(super) fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}
