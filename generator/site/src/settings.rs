//! The settings of a site: `parvis.yaml`, read once, strictly.

use std::path::Path;

use schema::declaration::{self, span_of};
use schema::words::Language;
use serde::{Deserialize, Serialize};
use serde_saphyr::Spanned;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::problem::Problem;

/// The file of the settings, at the root of a site.
pub const FILE: &str = "parvis.yaml";

/// What a site says of itself as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// One sentence for search engines and feeds.
    pub description: String,
    /// Where the site is published, with a final `/`.
    pub base_url: String,
    /// The language of the pages.
    pub language: Language,
    /// The time zone of every local hour.
    pub timezone: jiff::tz::TimeZone,
    /// The theme's folder under `themes/`.
    pub theme: String,
    /// The links of the head of every page.
    pub menu: Vec<Link>,
    /// The links of its foot.
    pub footer: Vec<Link>,
    /// Whom people can call or visit about what they sent.
    pub contact: Option<Contact>,
    /// The limits of the desk.
    pub limits: Limits,
}

/// A link of the menu or of the foot of the pages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What is read.
    pub label: String,
    /// Where it leads, from the root of the site.
    pub url: String,
}

/// The service that answers for the forms, as an acknowledgement must name it
/// (code des relations entre le public et l’administration, article R112-5).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The service's name.
    pub service: String,
    /// Its postal address.
    pub address: String,
    /// Its phone number, as people read it.
    pub phone: String,
}

/// The limits of what the desk takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Submissions from one network prefix in a window.
    pub submissions: u32,
    /// The window, in minutes.
    pub window_minutes: u32,
    /// The largest body, in kilobytes.
    pub body_kilobytes: u32,
}

impl Default for Limits {
    /// A shared line at the library gets through; a flood does not.
    fn default() -> Self {
        Self { submissions: 200, window_minutes: 10, body_kilobytes: 256 }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    title: String,
    #[serde(default)]
    description: String,
    base_url: Spanned<String>,
    #[serde(default)]
    language: Language,
    timezone: Option<Spanned<String>>,
    theme: String,
    #[serde(default)]
    menu: Vec<Link>,
    #[serde(default)]
    footer: Vec<Link>,
    contact: Option<Contact>,
    #[serde(default)]
    limits: Limits,
}

/// Reads the settings of the site at `root`.
///
/// # Errors
///
/// A diagnostic of `parvis.yaml`: missing, unreadable, or against its grammar.
pub fn read(root: &Path) -> Result<Settings, Diagnostic> {
    let bytes = std::fs::read(root.join(FILE)).map_err(|error| unreadable(&error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Diagnostic::at(FILE, None, Place::START, Severity::Error, Problem::NotUtf8))?;
    parse(&text)
}

fn unreadable(error: &std::io::Error) -> Diagnostic {
    let problem = match error.kind() {
        std::io::ErrorKind::NotFound => Problem::MissingFolder(FILE.to_owned()),
        _ => Problem::Unreadable(error.to_string()),
    };
    Diagnostic::at(FILE, None, Place::START, Severity::Error, problem)
}

/// Reads settings from their text.
///
/// # Errors
///
/// The first diagnostic of the text.
pub fn parse(text: &str) -> Result<Settings, Diagnostic> {
    let declared: Declared = declaration::read(text)
        .map_err(|fault| Diagnostic::error(FILE, text, &fault.span, Problem::Declaration(fault.problem)))?;
    let timezone = timezone(declared.timezone.as_ref(), text)?;
    let base_url = base_url(&declared.base_url.value).ok_or_else(|| {
        let problem = Problem::UnknownWord {
            word: declared.base_url.value.clone(),
            wanted: "https://www.malakoff.fr/".to_owned(),
        };
        Diagnostic::error(FILE, text, &span_of(&declared.base_url), problem)
    })?;
    Ok(Settings {
        title: declared.title,
        description: declared.description,
        base_url,
        language: declared.language,
        timezone,
        theme: declared.theme,
        menu: declared.menu,
        footer: declared.footer,
        contact: declared.contact,
        limits: declared.limits,
    })
}

fn timezone(declared: Option<&Spanned<String>>, text: &str) -> Result<jiff::tz::TimeZone, Diagnostic> {
    let name = declared.map_or("Europe/Paris", |declared| declared.value.as_str());
    jiff::tz::TimeZone::get(name).map_err(|_| {
        let problem = Problem::UnknownWord { word: name.to_owned(), wanted: "Europe/Paris".to_owned() };
        Diagnostic::error(FILE, text, &declared.map_or(0..0, span_of), problem)
    })
}

/// The address with a final `/`, when it is one.
#[must_use]
pub fn base_url(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = !rest.is_empty() && !rest.starts_with('/') && !rest.contains([' ', '?', '#', '"', '<', '>']);
    plain.then(|| format!("{}/", text.trim_end_matches('/')))
}

impl Settings {
    /// The path of the base address, from `/` to `/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or("/", |slash| &rest[slash..])
    }
}
