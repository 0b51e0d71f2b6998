//! What the desk is handed: kinds, forms, sheets, catalogues, the shell of its pages.
//!
//! Parts are named by their bytes and written first; one pointer is written
//! last, so that the desk sees the old bundle or the new one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use schema::declaration;
use schema::form::order::Order;
use schema::kind::Kind;
use schema::words::Language;
use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::forms::Forms;
use crate::relations::Page;
use crate::render::offers;
use crate::render::outputs::{Renderer, published};
use crate::render::views::Views;
use crate::settings::Settings;

/// The parts of a bundle, by name.
pub(crate) type Parts = BTreeMap<String, Vec<u8>>;

/// Makes the parts that this site hands to the desk.
///
/// # Errors
///
/// A fault of the shell's template.
pub(crate) fn parts(renderer: &Renderer<'_>, forms: &Forms) -> Result<Parts, Diagnostic> {
    let views = renderer.views;
    let mut parts = Parts::new();
    for language in [Language::French, Language::English] {
        parts.insert(format!("shell/{}", language.tag()), renderer.shell(language)?);
    }
    let is_asked_about = |kind: &Kind| kind.update.is_some() || forms.draw_on(&kind.name);
    for kind in views.kinds.iter().filter(|kind| is_asked_about(kind)) {
        let text = views.kinds.text(&kind.name).unwrap_or_default();
        parts.insert(format!("kinds/{}", kind.name), declared(text));
    }
    for declared in forms.iter() {
        parts.insert(format!("forms/{}", declared.form.name), self::declared(&declared.text));
    }
    for page in &views.town.pages {
        if let Some(kind) = page.kind.as_ref().filter(|kind| is_asked_about(kind)) {
            let sheet = sheet(views, page, kind);
            parts.insert(format!("sheets/{}", page.path), sheet.to_string().into_bytes());
        }
    }
    for (declared, order) in forms.orders() {
        let catalogue = catalogue(views, order);
        parts.insert(format!("catalogue/{}", declared.form.name), catalogue.to_string().into_bytes());
    }
    parts.insert("settings".to_owned(), settings(views.settings));
    Ok(parts)
}

/// A declaration as the desk reads it: a program that reads no YAML is a sixth
/// smaller, and a deployed function is loaded at every cold start.
fn declared(text: &str) -> Vec<u8> {
    declaration::to_json(text).expect("what was read as a declaration is read again").into_bytes()
}

/// All that a page says, field by field.
fn sheet(views: &Views<'_>, page: &Page, kind: &Kind) -> Json {
    json!({
        "page": page.path,
        "title": page.document.owned.title,
        "url": views.address(&page.url),
        "kind": kind.name,
        "fields": published(page, &kind.fields).to_json(),
    })
}

/// Who sells through a form, and where what is ordered is handed over.
fn catalogue(views: &Views<'_>, order: &Order) -> Json {
    let sheets = |pages: Vec<usize>| {
        let pages = pages.into_iter().map(|id| &views.town.pages[id]);
        pages.filter_map(|page| Some(sheet(views, page, page.kind.as_ref()?))).collect::<Vec<_>>()
    };
    json!({
        "merchants": sheets(offers::merchants(views.town, order)),
        "points": sheets(offers::points(views.town, order)),
    })
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
