//! What the desk is handed: kinds, editable sheets, the shell of its pages.
//!
//! Parts are named by their bytes and written first; one pointer is written
//! last, so that the desk sees the old bundle or the new one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use schema::words::Language;
use serde_json::json;

use crate::diagnostic::Diagnostic;
use crate::relations::Page;
use crate::render::outputs::{Renderer, published};
use crate::settings::Settings;

/// The parts of a bundle, by name.
pub(crate) type Parts = BTreeMap<String, Vec<u8>>;

/// Makes the parts that this site hands to the desk.
///
/// # Errors
///
/// A fault of the shell's template.
pub(crate) fn parts(renderer: &Renderer<'_>) -> Result<Parts, Diagnostic> {
    let views = renderer.views;
    let mut parts = Parts::new();
    for language in [Language::French, Language::English] {
        parts.insert(format!("shell/{}", language.tag()), renderer.shell(language)?);
    }
    for kind in views.kinds.iter().filter(|kind| kind.update.is_some()) {
        let text = views.kinds.text(&kind.name).unwrap_or_default();
        parts.insert(format!("kinds/{}", kind.name), text.as_bytes().to_vec());
    }
    for page in &views.town.pages {
        if let Some(sheet) = sheet(page, &views.address(&page.url)) {
            parts.insert(format!("sheets/{}", page.path), sheet);
        }
    }
    parts.insert("settings".to_owned(), settings(views.settings));
    Ok(parts)
}

fn sheet(page: &Page, url: &str) -> Option<Vec<u8>> {
    let kind = page.kind.as_ref()?;
    let fields = kind.update_fields()?;
    let sheet = json!({
        "page": page.path,
        "title": page.document.owned.title,
        "url": url,
        "kind": kind.name,
        "fields": published(page, &fields).to_json(),
    });
    Some(sheet.to_string().into_bytes())
}

fn settings(settings: &Settings) -> Vec<u8> {
    let settings = json!({
        "title": settings.title,
        "base_url": settings.base_url,
        "language": settings.language.tag(),
        "timezone": settings.timezone.iana_name(),
        "contact": settings.contact,
        "limits": settings.limits,
        "mail": settings.mail,
    });
    settings.to_string().into_bytes()
}

/// Writes a bundle under `folder`: parts, then the pointer, then the removal of
/// the parts that nothing names. A bundle that is already there is left alone.
///
/// # Errors
///
/// What the system says.
pub(crate) fn write(folder: &Path, language: Language, parts: &Parts) -> io::Result<()> {
    let store = folder.join("parts");
    fs::create_dir_all(&store)?;
    let mut names = BTreeMap::new();
    for (name, bytes) in parts {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let file = store.join(&hash);
        if !file.exists() {
            replace(&file, bytes)?;
        }
        names.insert(name.clone(), hash);
    }
    let pointer = json!({ "version": 1, "language": language.tag(), "parts": names }).to_string();
    let file = folder.join("bundle.json");
    if fs::read(&file).is_ok_and(|there| there == pointer.as_bytes()) {
        return Ok(());
    }
    let before = named(&file);
    replace(&file, pointer.as_bytes())?;
    remove_older(&store, &names.into_values().collect(), &before)
}

fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = file.with_extension("new");
    let mut written = File::create(&beside)?;
    written.write_all(bytes)?;
    written.sync_all()?;
    fs::rename(&beside, file)
}

/// The parts that the pointer named until now: a request that started with it
/// may still be reading them.
fn named(pointer: &Path) -> BTreeSet<String> {
    let json: Option<serde_json::Value> = fs::read(pointer).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let parts = json.as_ref().and_then(|json| json["parts"].as_object());
    parts.map(|parts| parts.values().filter_map(|hash| hash.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

fn remove_older(store: &Path, now: &BTreeSet<String>, before: &BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(store)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !now.contains(&name) && !before.contains(&name) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
