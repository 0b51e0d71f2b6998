//! The bundle: what the site hands to the desk, read piece by piece.
//!
//! A pointer names every part by its hash and is replaced last, in one rename.
//! A request is answered from one edition of the bundle, whatever is built
//! meanwhile, and loads only the parts it needs. Where there is no folder (a
//! deployed function), a whole edition is handed over instead, and kept in memory.
//!
//! Architecture invariant: the folder of the bundle is all that is read, and it
//! is never written.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use schema::form::Form;
use schema::form::order::catalogue::Catalogue;
use schema::kind::Kind;
use schema::tree::Node;
use schema::words::Language;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::settings::Settings;

/// The bundle, wherever its pointer stands now.
#[derive(Debug)]
pub(crate) struct Bundle {
    source: Source,
    now: Mutex<Option<(Stamp, Arc<Edition>)>>,
}

/// Where editions come from.
#[derive(Debug)]
enum Source {
    /// The folder that the site writes.
    Folder(PathBuf),
    /// Whoever hands them over.
    Hand,
}

/// An edition as it travels: the bytes of its pointer, and its parts by their hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The pointer, `bundle.json`.
    pub pointer: Vec<u8>,
    /// Every part that it names.
    pub parts: BTreeMap<String, Vec<u8>>,
}

impl Handed {
    /// The edition in the folder that the site wrote.
    ///
    /// # Errors
    ///
    /// When it can't be read, or was replaced while it was.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let pointer = fs::read(folder.join("bundle.json"))?;
        let named: Pointer = serde_json::from_slice(&pointer)?;
        let part = |hash: &String| Ok((hash.clone(), fs::read(folder.join("parts").join(hash))?));
        let parts = named.parts.values().map(part).collect::<io::Result<BTreeMap<_, _>>>()?;
        Ok(Self { pointer, parts })
    }
}

/// Why the bundle can't be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("the bundle can't be read: has the site been built?")]
    Unreadable(#[source] io::Error),
    #[error("no bundle was handed over yet: was one published?")]
    NotHanded,
    #[error("`{part}` of the bundle is not what this program writes")]
    Broken { part: String },
}

/// One edition: the parts that belong together.
#[derive(Debug)]
pub(crate) struct Edition {
    held: Held,
    parts: BTreeMap<String, String>,
    /// The settings that matter to the desk.
    pub(crate) settings: Settings,
    /// Kinds by the hash of their part: reading one again would give the same.
    kinds: Mutex<BTreeMap<String, Arc<Kind>>>,
    /// Forms, in the same way.
    forms: Mutex<BTreeMap<String, Arc<Form>>>,
    /// The catalogues of this edition, by form.
    pub(crate) catalogues: Mutex<BTreeMap<String, Arc<Catalogue>>>,
}

/// A form, of a page to be changed or declared by the town.
#[derive(Clone, Debug)]
pub(crate) enum AnyForm {
    /// The update form of a kind.
    Update(Arc<Kind>),
    /// A form of `content/_forms`.
    Declared(Arc<Form>),
}

/// Where the parts of an edition are.
#[derive(Debug)]
enum Held {
    Folder(PathBuf),
    Memory(BTreeMap<String, Vec<u8>>),
}

/// A page that people may ask to change.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Sheet {
    pub(crate) page: String,
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) kind: String,
    fields: serde_json::Value,
}

impl Sheet {
    /// What the page says, field by field.
    pub(crate) fn published(&self) -> Node {
        Node::from_json(&self.fields)
    }

    /// Where the static form of the page is.
    pub(crate) fn form_url(&self) -> String {
        format!("{}mettre-a-jour/", self.url)
    }
}

impl Bundle {
    pub(crate) const fn new(folder: PathBuf) -> Self {
        Self { source: Source::Folder(folder), now: Mutex::new(None) }
    }

    /// A bundle that is handed over, edition by edition.
    pub(crate) const fn handed() -> Self {
        Self { source: Source::Hand, now: Mutex::new(None) }
    }

    /// Takes an edition: requests that come from now on are answered from it.
    pub(crate) fn hand(&self, handed: Handed) -> Result<(), Error> {
        // A thread that panicked here left a whole edition or none.
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let before = now.as_ref().map(|(_, edition)| edition.as_ref());
        let edition = Edition::new(Held::Memory(handed.parts), &handed.pointer, before)?;
        *now = Some((Stamp::default(), Arc::new(edition)));
        Ok(())
    }

    /// The edition that the pointer names now.
    pub(crate) fn edition(&self) -> Result<Arc<Edition>, Error> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let Source::Folder(folder) = &self.source else {
            return now.as_ref().map(|(_, edition)| Arc::clone(edition)).ok_or(Error::NotHanded);
        };
        let pointer = folder.join("bundle.json");
        let stamp = Stamp::of(&fs::metadata(&pointer).map_err(Error::Unreadable)?);
        if let Some((known, edition)) = now.as_ref()
            && *known == stamp
        {
            return Ok(Arc::clone(edition));
        }
        let before = now.as_ref().map(|(_, edition)| edition.as_ref());
        let bytes = fs::read(&pointer).map_err(Error::Unreadable)?;
        let edition = Arc::new(Edition::new(Held::Folder(folder.clone()), &bytes, before)?);
        *now = Some((stamp, Arc::clone(&edition)));
        Ok(edition)
    }
}

#[derive(Deserialize)]
struct Pointer {
    version: u32,
    parts: BTreeMap<String, String>,
}

impl Edition {
    fn new(held: Held, pointer: &[u8], before: Option<&Self>) -> Result<Self, Error> {
        let pointer: Pointer = from_json("bundle.json", pointer)?;
        if pointer.version != 1 {
            return Err(Error::Broken { part: "bundle.json".to_owned() });
        }
        let kinds = before.map(|before| kept(&before.kinds, &pointer)).unwrap_or_default();
        let forms = before.map(|before| kept(&before.forms, &pointer)).unwrap_or_default();
        let mut edition = Self {
            held,
            parts: pointer.parts,
            settings: Settings::default(),
            kinds: Mutex::new(kinds),
            forms: Mutex::new(forms),
            catalogues: Mutex::default(),
        };
        if let Some(bytes) = edition.bytes("settings")? {
            edition.settings = from_json("settings", &bytes)?;
        }
        Ok(edition)
    }

    /// The kind with this name.
    pub(crate) fn kind(&self, name: &str) -> Result<Option<Arc<Kind>>, Error> {
        let part = format!("kinds/{name}");
        let Some(hash) = self.parts.get(&part) else { return Ok(None) };
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kind) = kinds.get(hash) {
            return Ok(Some(Arc::clone(kind)));
        }
        let text = self.text(&part)?.unwrap_or_default();
        let kind = Arc::new(Kind::from_json(&text).map_err(|_| Error::Broken { part })?);
        kinds.insert(hash.clone(), Arc::clone(&kind));
        Ok(Some(kind))
    }

    /// Every kind that the desk knows, by name.
    pub(crate) fn kinds(&self) -> Result<Vec<Arc<Kind>>, Error> {
        let names = self.parts.keys().filter_map(|part| part.strip_prefix("kinds/"));
        names.filter_map(|name| self.kind(name).transpose()).collect()
    }

    /// The places of the pages under a folder that can be changed.
    pub(crate) fn pages(&self, folder: &str) -> Vec<&str> {
        let pages = self.parts.keys().filter_map(|part| part.strip_prefix("sheets/"));
        let is_under =
            |page: &str| folder.is_empty() || page.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        pages.filter(|page| is_under(page)).collect()
    }

    /// The form with this name.
    pub(crate) fn form(&self, name: &str) -> Result<Option<AnyForm>, Error> {
        let Some(kind) = name.strip_prefix("mise-a-jour-") else {
            return Ok(self.declared_form(name)?.map(AnyForm::Declared));
        };
        let kind = self.kind(kind)?;
        let kind = kind.filter(|kind| kind.update.is_some() && kind.update_form() == name);
        Ok(kind.map(AnyForm::Update))
    }

    /// The form that `content/_forms` declares under this name.
    pub(crate) fn declared_form(&self, name: &str) -> Result<Option<Arc<Form>>, Error> {
        let part = format!("forms/{name}");
        let Some(hash) = self.parts.get(&part) else { return Ok(None) };
        let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = forms.get(hash) {
            return Ok(Some(Arc::clone(form)));
        }
        let text = self.text(&part)?.unwrap_or_default();
        let form = Arc::new(Form::from_json(&text).map_err(|_| Error::Broken { part })?);
        forms.insert(hash.clone(), Arc::clone(&form));
        Ok(Some(form))
    }

    /// The forms that are about pages of a kind, and every other.
    pub(crate) fn declared_forms(&self) -> Result<Vec<Arc<Form>>, Error> {
        let names = self.parts.keys().filter_map(|part| part.strip_prefix("forms/"));
        names.filter_map(|name| self.declared_form(name).transpose()).collect()
    }

    /// The page of this kind whose own name this is: the last step of its path.
    pub(crate) fn page_named(&self, name: &str, kind: &str) -> Result<Option<Sheet>, Error> {
        let mut pages = self.parts.keys().filter_map(|part| part.strip_prefix("sheets/"));
        let mut named = pages.by_ref().filter(|page| page.rsplit('/').next() == Some(name));
        let of_kind = named.find_map(|page| match self.sheet(page) {
            Ok(sheet) => sheet.filter(|sheet| sheet.kind == kind).map(Ok),
            Err(error) => Some(Err(error)),
        });
        of_kind.transpose()
    }

    /// The sheet of a page, when it has one that can be changed.
    pub(crate) fn sheet(&self, page: &str) -> Result<Option<Sheet>, Error> {
        self.part(&format!("sheets/{page}"))
    }

    /// The sheets of every page that can be changed.
    pub(crate) fn sheets(&self) -> Result<Vec<Sheet>, Error> {
        let pages = self.parts.keys().filter_map(|part| part.strip_prefix("sheets/"));
        pages.filter_map(|page| self.sheet(page).transpose()).collect()
    }

    /// The page around what the desk says, in this language or the site's first.
    pub(crate) fn shell(&self, language: Language) -> Result<Option<String>, Error> {
        match self.text(&format!("shell/{}", language.tag()))? {
            Some(shell) => Ok(Some(shell)),
            None => self.text("shell/fr"),
        }
    }

    /// A part that is JSON.
    pub(crate) fn part<T: DeserializeOwned>(&self, part: &str) -> Result<Option<T>, Error> {
        self.bytes(part)?.map(|bytes| from_json(part, &bytes)).transpose()
    }

    fn text(&self, part: &str) -> Result<Option<String>, Error> {
        let broken = |_| Error::Broken { part: part.to_owned() };
        self.bytes(part)?.map(|bytes| String::from_utf8(bytes).map_err(broken)).transpose()
    }

    fn bytes(&self, part: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(hash) = self.parts.get(part) else { return Ok(None) };
        if !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::Broken { part: part.to_owned() });
        }
        match &self.held {
            Held::Folder(folder) => fs::read(folder.join("parts").join(hash)).map(Some).map_err(Error::Unreadable),
            Held::Memory(parts) => {
                parts.get(hash).cloned().map(Some).ok_or_else(|| Error::Broken { part: part.to_owned() })
            }
        }
    }
}

/// What was read of an edition before, and stands in this one too.
fn kept<T>(known: &Mutex<BTreeMap<String, Arc<T>>>, pointer: &Pointer) -> BTreeMap<String, Arc<T>> {
    let known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let still = |hash: &&String| pointer.parts.values().any(|part| part == *hash);
    known.keys().filter(still).map(|hash| (hash.clone(), Arc::clone(&known[hash]))).collect()
}

fn from_json<T: DeserializeOwned>(part: &str, bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|_| Error::Broken { part: part.to_owned() })
}

/// What tells one pointer file from the one that replaced it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    number: u64,
}

impl Stamp {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self { length: metadata.len(), modified: metadata.modified().ok(), number: metadata.ino() }
    }

    #[cfg(not(unix))]
    fn of(metadata: &Metadata) -> Self {
        Self { length: metadata.len(), modified: metadata.modified().ok(), number: 0 }
    }
}
