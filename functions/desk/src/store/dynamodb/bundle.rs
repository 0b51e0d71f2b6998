//! The bundle in the table: what `parvis publish` hands to a deployed function.
//!
//! An edition is one run of bytes (pointer and parts, each after its name and its
//! length), cut into chunks that fit an item, each named by its hash. One item,
//! the pointer, names the chunks in order and is replaced last, under the
//! condition that it is still the one that was read: an edition is there whole, or
//! not at all. Chunks that nothing names any more are forgotten hours later, so
//! that a function that read the pointer a moment ago still finds them.
//!
//! Architecture invariant: publishing the same edition again writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::try_join_all;
use jiff::{SignedDuration, Timestamp};

use super::item::{self, Expression, Row, alone};
use super::patience::{Patience, Trouble};
use super::table::{Action, MOST, Query, Written};
use super::{DynamoDb, absent};
use crate::bundle::Handed;
use crate::unavailable::Unavailable;

/// What fits an item, keys included.
const CHUNK: usize = 380_000;
/// A function keeps an edition in memory.
const LARGEST: usize = 32 * 1024 * 1024;
/// How long a chunk stays that nothing names.
const GRACE: SignedDuration = SignedDuration::from_hours(6);

/// What became of a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// It is there now, and its chunks that were not there before.
    New {
        /// How many chunks were written.
        chunks: usize,
    },
    /// The same edition was there.
    Same,
    /// Someone else published meanwhile: nothing was changed.
    Outrun,
}

/// The name of an edition.
pub type EditionName = String;

/// What the pointer says.
struct Pointer {
    edition: EditionName,
    chunks: Vec<String>,
}

impl DynamoDb {
    /// Publishes an edition, all or nothing.
    ///
    /// # Errors
    ///
    /// When the table does not answer, or the edition is too large for a function.
    pub async fn publish(&self, handed: &Handed, at: Timestamp) -> Result<Published, Unavailable> {
        let bytes = written(handed);
        if bytes.len() > LARGEST {
            return Err(Unavailable::new(format!("a bundle of {} bytes is more than a function keeps", bytes.len())));
        }
        let edition = name(&bytes);
        let before = super::patiently!(patience, self.pointer(&patience))?;
        if before.as_ref().is_some_and(|before| before.edition == edition) {
            return Ok(Published::Same);
        }
        let chunks: Vec<(String, &[u8])> = bytes.chunks(CHUNK).map(|chunk| (name(chunk), chunk)).collect();
        let there = self.chunks_there().await?;
        let missing = chunks.iter().filter(|(name, _)| there.get(name) != Some(&Stays::Yes));
        let mut count = 0;
        for (name, chunk) in missing {
            let row = chunk_key(name).bytes("bytes", chunk.to_vec());
            super::patiently!(patience, self.put(&row, &patience))?;
            count += 1;
        }
        let names: Vec<&str> = chunks.iter().map(|(name, _)| name.as_str()).collect();
        let flip = flip(&edition, &names, before.as_ref());
        if super::patiently!(patience, self.flip_once(&flip, &edition, &patience))? == Written::Nothing {
            return Ok(Published::Outrun);
        }
        let kept: BTreeSet<&str> = names.into_iter().collect();
        let left = there.iter().filter(|(name, stays)| !kept.contains(name.as_str()) && **stays == Stays::Yes);
        for (name, _) in left {
            let forget = forget(name, at + GRACE);
            super::patiently!(patience, self.table.write(vec![forget.clone()], &patience))?;
        }
        Ok(Published::New { chunks: count })
    }

    /// The published edition and its name, unless it is the one that is known; none
    /// when nothing was published, or nothing else.
    ///
    /// # Errors
    ///
    /// When the table does not answer, or holds something else.
    pub async fn published(&self, known: Option<&str>) -> Result<Option<(EditionName, Handed)>, Unavailable> {
        let pointer = super::patiently!(patience, self.pointer(&patience))?;
        let Some(pointer) = pointer.filter(|pointer| known != Some(pointer.edition.as_str())) else { return Ok(None) };
        let chunks = pointer.chunks.iter().map(|name| self.chunk(name));
        let bytes = try_join_all(chunks).await?.concat();
        let broken = || Unavailable::new("the published bundle is not what this program writes");
        if name(&bytes) != pointer.edition {
            return Err(broken());
        }
        Ok(Some((pointer.edition, read(&bytes).ok_or_else(broken)?)))
    }

    async fn pointer(&self, patience: &Patience) -> Result<Option<Pointer>, Trouble> {
        let Some(item) = self.table.get(alone("bundle"), patience).await? else { return Ok(None) };
        let chunks = item::text(&item, "chunks")?.split_whitespace().map(str::to_owned).collect();
        Ok(Some(Pointer { edition: item::text(&item, "edition")?.to_owned(), chunks }))
    }

    async fn chunk(&self, name: &str) -> Result<Vec<u8>, Unavailable> {
        super::patiently!(patience, self.chunk_once(name, &patience))
    }

    async fn chunk_once(&self, name: &str, patience: &Patience) -> Result<Vec<u8>, Trouble> {
        let found = self.table.get(chunk_key(name), patience).await?;
        let item = found.ok_or_else(|| Trouble::lasting("a piece of the published bundle is not there"))?;
        item::bytes(&item, "bytes").map(<[u8]>::to_vec)
    }

    /// The chunks that were written before, by whatever publication.
    async fn chunks_there(&self) -> Result<BTreeMap<String, Stays>, Unavailable> {
        let (mut there, mut from) = (BTreeMap::new(), "-".to_owned());
        loop {
            let (items, rest) = super::patiently!(patience, self.some_chunks(&from, &patience))?;
            for (name, stays) in items {
                from.clone_from(&name);
                there.insert(name, stays);
            }
            if !rest {
                return Ok(there);
            }
        }
    }

    async fn some_chunks(&self, from: &str, patience: &Patience) -> Result<(Vec<(String, Stays)>, bool), Trouble> {
        let fits = Expression::new("#pk = :part AND #sk > :from").text(":part", PARTS).text(":from", from);
        let (items, rest) = self
            .table
            .page(&Query { index: None, fits, only: Some("#sk, #ttl"), after: None, limit: MOST }, patience)
            .await?;
        let stays = |item: &item::Item| if item.contains_key("ttl") { Stays::No } else { Stays::Yes };
        let items = items.iter().map(|item| Ok((item::text(item, "sk")?.to_owned(), stays(item))));
        Ok((items.collect::<Result<_, Trouble>>()?, rest.is_some()))
    }

    async fn flip_once(&self, flip: &Action, edition: &str, patience: &Patience) -> Result<Written, Trouble> {
        let written = self.table.write(vec![flip.clone()], patience).await?;
        // An attempt whose answer was lost may have been carried out.
        let is_own = self.pointer(patience).await?.is_some_and(|pointer| pointer.edition == edition);
        Ok(if is_own { Written::All } else { written })
    }
}

const PARTS: &str = "part";

/// Whether a chunk is to be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stays {
    Yes,
    No,
}

fn chunk_key(name: &str) -> Row {
    Row::at(PARTS, name)
}

fn flip(edition: &str, chunks: &[&str], before: Option<&Pointer>) -> Action {
    let row = alone("bundle").text("edition", edition).text("chunks", chunks.join(" "));
    let condition = match before {
        None => absent(),
        Some(before) => Expression::new("#edition = :before").text(":before", before.edition.as_str()),
    };
    Action::put_if(row, condition)
}

fn forget(chunk: &str, at: Timestamp) -> Action {
    let change = Expression::new("SET #ttl = :at").number(":at", at.as_second());
    Action::Update(chunk_key(chunk), change, Expression::new("attribute_exists(#pk)"))
}

fn name(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The run of bytes of an edition: the pointer has no name.
fn written(handed: &Handed) -> Vec<u8> {
    let mut bytes = Vec::new();
    let whole = std::iter::once(("", &handed.pointer));
    for (name, part) in whole.chain(handed.parts.iter().map(|(name, part)| (name.as_str(), part))) {
        for piece in [name.as_bytes(), part] {
            bytes.extend((piece.len() as u64).to_le_bytes());
            bytes.extend(piece);
        }
    }
    bytes
}

fn read(mut bytes: &[u8]) -> Option<Handed> {
    let mut parts = BTreeMap::new();
    while !bytes.is_empty() {
        let name = String::from_utf8(piece(&mut bytes)?).ok()?;
        parts.insert(name, piece(&mut bytes)?);
    }
    Some(Handed { pointer: parts.remove("")?, parts })
}

fn piece(bytes: &mut &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (piece, rest) = rest.split_at_checked(length)?;
    *bytes = rest;
    Some(piece.to_vec())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Handed, read, written};

    #[test]
    fn an_edition_travels_unchanged_and_a_cut_one_is_refused() {
        let parts = BTreeMap::from([("a".to_owned(), b"one".to_vec()), ("b".to_owned(), Vec::new())]);
        let handed = Handed { pointer: b"{}".to_vec(), parts };
        let bytes = written(&handed);
        assert_eq!(read(&bytes), Some(handed));
        for end in 1..bytes.len() {
            assert!(read(&bytes[..end]).is_none_or(|cut| cut.parts.len() < 2), "{end}");
        }
    }
}
