//! The statements about books: each is saved under the version it was read at.

use rusqlite::{Connection, OptionalExtension, params};

use super::rows::unreadable;
use crate::store::Book;

type Result<T> = rusqlite::Result<T>;

pub(super) fn find(connection: &Connection, name: String) -> Result<Book> {
    let found: Option<(u32, String)> = connection
        .prepare_cached("SELECT version, content FROM books WHERE name = ?1")?
        .query_row([&name], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((version, content)) = found else {
        return Ok(Book { name, version: 0, content: serde_json::Value::Null });
    };
    let content = serde_json::from_str(&content).map_err(unreadable)?;
    Ok(Book { name, version, content })
}

pub(super) fn are_as_read(connection: &Connection, books: &[Book]) -> Result<bool> {
    let mut statement = connection.prepare_cached("SELECT version FROM books WHERE name = ?1")?;
    for book in books {
        let version: u32 = statement.query_row([&book.name], |row| row.get(0)).optional()?.unwrap_or(0);
        if version != book.version {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn keep(connection: &Connection, books: &[Book]) -> Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT OR REPLACE INTO books (name, version, content) VALUES (?1, ?2, ?3)")?;
    for book in books {
        statement.execute(params![book.name, book.version + 1, book.content.to_string()])?;
    }
    Ok(())
}
