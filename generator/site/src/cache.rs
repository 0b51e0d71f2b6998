//! What a build remembers for the next one, in `.parvis/`.
//!
//! Only comparisons are saved here: a memory that is lost, of another version or
//! damaged costs a build from nothing, never a wrong page.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::content::Document;
use crate::fingerprint::Fingerprint;
use crate::source::Stamp;

/// What a build knew.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// When the files were listed, by the clock of their file system.
    pub listed: u64,
    /// The files of the site.
    pub files: BTreeMap<String, Known>,
    /// The documents that were read, by file.
    pub documents: BTreeMap<String, Parsed>,
    /// The files of the output.
    pub outputs: BTreeMap<String, OutputFile>,
    /// The name of the build that made them.
    pub build: String,
}

/// A file of the site whose bytes are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    /// Its stamp.
    pub stamp: Stamp,
    /// Its bytes.
    pub bytes: Fingerprint,
}

/// A document, and what it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parsed {
    /// The bytes of its file and of its kind's declaration.
    pub from: Fingerprint,
    /// The document.
    pub document: std::sync::Arc<Document>,
}

/// A file of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OutputFile {
    /// All that it was made from.
    pub inputs: Fingerprint,
    /// Its stamp after it was written.
    pub stamp: Stamp,
}

impl Memory {
    /// What is known of a file with this stamp.
    ///
    /// A file as young as the list may have changed since within the same tick
    /// of the clock: it is read again, as Git does with its index.
    #[must_use]
    pub(crate) fn known(&self, file: &str, stamp: Stamp) -> Option<Fingerprint> {
        let known = self.files.get(file)?;
        (known.stamp == stamp && stamp.modified + YOUNG < self.listed).then_some(known.bytes)
    }

    /// The memory of the last build into this output.
    #[must_use]
    pub(crate) fn load(state: &Path, output: &Path) -> Self {
        let Ok(bytes) = fs::read(file(state, output)) else { return Self::default() };
        decode(&bytes).unwrap_or_default()
    }

    /// Keeps the memory for the next build.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub(crate) fn save(&self, state: &Path, output: &Path) -> io::Result<()> {
        let file = file(state, output);
        let beside = file.with_extension("new");
        fs::create_dir_all(state)?;
        File::create(&beside)?.write_all(&encode(self))?;
        fs::rename(&beside, &file)
    }
}

/// Twenty milliseconds: more than the tick of any file system in use but FAT.
const YOUNG: u64 = 20_000_000;

fn file(state: &Path, output: &Path) -> PathBuf {
    let name = Fingerprint::of(&[output.to_string_lossy().as_bytes()]).short();
    state.join(format!("build-{name}.cache"))
}

fn encode(memory: &Memory) -> Vec<u8> {
    let body = postcard::to_stdvec(&(env!("PARVIS_SOURCES"), memory)).unwrap_or_default();
    let mut bytes = blake3::hash(&body).as_bytes().to_vec();
    bytes.extend(body);
    bytes
}

fn decode(bytes: &[u8]) -> Option<Memory> {
    let (hash, body) = bytes.split_at_checked(32)?;
    if blake3::hash(body).as_bytes() != hash {
        return None;
    }
    let (sources, memory): (String, Memory) = postcard::from_bytes(body).ok()?;
    (sources == env!("PARVIS_SOURCES")).then_some(memory)
}

/// The folder of what is local to the machine.
#[must_use]
pub(crate) fn state_folder(root: &Path) -> PathBuf {
    root.join(".parvis")
}

/// One build at a time: waits for another process, and tells the file system's
/// time.
///
/// # Errors
///
/// What the system says.
pub(crate) fn lock(state: &Path) -> io::Result<(File, u64)> {
    fs::create_dir_all(state)?;
    let lock = File::create(state.join("build.lock"))?;
    lock.lock()?;
    let mut touched = &lock;
    touched.write_all(b"\n")?;
    let now = Stamp::of(&lock.metadata()?).modified;
    Ok((lock, now))
}

#[cfg(test)]
mod tests {
    use super::{Memory, decode, encode};

    #[test]
    fn a_damaged_memory_is_forgotten() {
        let mut bytes = encode(&Memory { listed: 7, ..Memory::default() });
        assert_eq!(decode(&bytes).map(|memory| memory.listed), Some(7));
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        assert_eq!(decode(&bytes), None);
        assert_eq!(decode(&bytes[..10]), None);
    }
}
