//! The settings of a site: `parvis.yaml`, read once, strictly.

use std::fmt;
use std::path::Path;

use schema::declaration::{self, span_of};
use schema::words::Language;
use serde::{Deserialize, Serialize};
use serde_saphyr::Spanned;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::problem::Problem;

mod mail;

pub use mail::{Mail, Security};

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
    /// How mail leaves; without it, staff call and write.
    pub mail: Option<Mail>,
}

/// A link of the menu or of the foot of the pages.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// What is read.
    pub label: String,
    /// Where it leads: from the root of the site, or outside.
    pub url: String,
    /// Where that is written.
    pub place: Place,
}

/// What a page shows of a link; a comment above it changes no page, so its place
/// is left out of what pages are compared by.
impl fmt::Debug for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { label, url, place: _ } = self;
        formatter.debug_struct("Link").field("label", label).field("url", url).finish_non_exhaustive()
    }
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
    /// Links that the texts of a request may hold before staff look at it first.
    pub links: u32,
    /// Seconds between a form and its sending under which staff look at it first;
    /// a page without script says nothing of them.
    pub least_seconds: u32,
    /// How hard the puzzle is that a browser with scripts solves, in bits: one
    /// more doubles the work. 0 asks for none.
    pub proof_bits: u32,
    /// Minutes in which it can be solved.
    pub proof_minutes: u32,
}

impl Default for Limits {
    /// A shared line at the library gets through; a flood does not.
    fn default() -> Self {
        Self {
            submissions: 200,
            window_minutes: 10,
            body_kilobytes: 256,
            links: 2,
            least_seconds: 3,
            proof_bits: 14,
            proof_minutes: 60,
        }
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
    menu: Vec<DeclaredLink>,
    #[serde(default)]
    footer: Vec<DeclaredLink>,
    contact: Option<Contact>,
    #[serde(default)]
    limits: Limits,
    mail: Option<mail::Declared>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredLink {
    label: String,
    url: Spanned<String>,
}

impl DeclaredLink {
    fn placed(self, text: &str) -> Link {
        let place = Place::of(text, &span_of(&self.url));
        Link { label: self.label, url: self.url.value, place }
    }
}

/// Reads the settings of the site at `root`.
///
/// # Errors
///
/// The diagnostics of `parvis.yaml`: missing, unreadable, or against its grammar.
pub fn read(root: &Path) -> Result<Settings, Vec<Diagnostic>> {
    let bytes = std::fs::read(root.join(FILE)).map_err(|error| vec![unreadable(&error)])?;
    let text = String::from_utf8(bytes)
        .map_err(|_| vec![Diagnostic::at(FILE, None, Place::START, Severity::Error, Problem::NotUtf8)])?;
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
/// Every fault of the text; a fault of grammar comes alone.
pub fn parse(text: &str) -> Result<Settings, Vec<Diagnostic>> {
    let declared: Declared = declaration::read(text)
        .map_err(|fault| vec![Diagnostic::error(FILE, text, &fault.span, Problem::Declaration(fault.problem))])?;
    let mail = declared.mail.as_ref().map(|mail| mail.check(&declared.title, text)).transpose();
    match (timezone(declared.timezone.as_ref(), text), declared_base_url(&declared.base_url, text), mail) {
        (Ok(timezone), Ok(base_url), Ok(mail)) => Ok(settled(declared, timezone, base_url, mail, text)),
        (timezone, base_url, mail) => {
            let one = timezone.err().into_iter().chain(base_url.err());
            Err(one.chain(mail.err().into_iter().flatten()).collect())
        }
    }
}

fn settled(
    declared: Declared,
    timezone: jiff::tz::TimeZone,
    base_url: String,
    mail: Option<Mail>,
    text: &str,
) -> Settings {
    let links = |links: Vec<DeclaredLink>| links.into_iter().map(|link| link.placed(text)).collect();
    Settings {
        title: declared.title,
        description: declared.description,
        base_url,
        language: declared.language,
        timezone,
        theme: declared.theme,
        menu: links(declared.menu),
        footer: links(declared.footer),
        contact: declared.contact,
        limits: declared.limits,
        mail,
    }
}

/// The zone in which every date and hour of the front matter is read.
const TIMEZONE: &str = "Europe/Paris";

/// The time zone of the town. Another one would be kept for some hours and not
/// for others, so it is refused.
fn timezone(declared: Option<&Spanned<String>>, text: &str) -> Result<jiff::tz::TimeZone, Diagnostic> {
    let name = declared.map_or(TIMEZONE, |declared| declared.value.as_str());
    let known = name.eq_ignore_ascii_case(TIMEZONE).then(|| jiff::tz::TimeZone::get(TIMEZONE).ok()).flatten();
    known.ok_or_else(|| {
        let span = declared.map_or(0..0, span_of);
        Diagnostic::error(FILE, text, &span, Problem::OtherTimezone(name.to_owned()))
    })
}

fn declared_base_url(declared: &Spanned<String>, text: &str) -> Result<String, Diagnostic> {
    base_url(&declared.value).ok_or_else(|| {
        let problem =
            Problem::UnknownWord { word: declared.value.clone(), wanted: "https://www.malakoff.fr/".to_owned() };
        Diagnostic::error(FILE, text, &span_of(declared), problem)
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

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::diagnostic::Place;

    #[test]
    fn two_settings_that_cannot_be_used_are_told_together() {
        let faults = parse("title: T\nbase_url: malakoff.fr\ntimezone: America/Cayenne\ntheme: t\n").unwrap_err();
        let mut told: Vec<_> =
            faults.iter().map(|fault| (fault.place.line, fault.place.column, fault.code())).collect();
        told.sort_unstable();
        assert_eq!(told, [(2, 11, "unknown-word"), (3, 11, "other-timezone")]);
    }

    #[test]
    fn a_comment_above_a_link_changes_nothing_but_its_place() {
        let links = "menu:\n  - { label: A, url: /a/ }\n";
        let plain = parse(&format!("title: T\nbase_url: https://a.fr/\ntheme: t\n{links}")).unwrap();
        let moved = parse(&format!("title: T\nbase_url: https://a.fr/\ntheme: t\n# ici\n{links}")).unwrap();
        assert_eq!(format!("{plain:?}"), format!("{moved:?}"));
        assert_eq!(moved.menu[0].place, Place { line: 6, column: 22, width: 3 });
    }
}
