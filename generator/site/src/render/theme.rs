//! The theme: templates, words and assets, loaded once for all pages.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use schema::declaration;
use schema::words::Language;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::problem::Problem;
use crate::relations::links::join;

/// A theme that is ready to render.
#[derive(Debug)]
pub(crate) struct Theme {
    tera: Tera,
    folder: String,
    french: Value,
    english: Value,
    /// The files to copy: where they go in the output, and their bytes.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// All of it: what a page depends on.
    pub fingerprint: Fingerprint,
}

/// A file of the theme: its path from the root of the site, and its bytes.
pub(crate) type ThemeFile<'a> = (&'a str, &'a [u8]);

impl Theme {
    /// Loads a theme from its files.
    ///
    /// # Errors
    ///
    /// Every template that does not parse, every word file that can't be read.
    pub(crate) fn load(name: &str, files: &[ThemeFile<'_>], base_path: &str) -> Result<Self, Vec<Diagnostic>> {
        let folder = format!("themes/{name}");
        let mut faults = Vec::new();
        let assets = assets(&folder, files);
        let french = words(&folder, files, Language::French, &mut faults);
        let english = words(&folder, files, Language::English, &mut faults);
        let mut tera = Tera::new();
        tera.register_function("asset", asset_function(&assets, base_path));
        add_templates(&mut tera, &folder, files, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut mixer = Mixer::default();
        mixer.text(base_path);
        for (path, bytes) in files {
            mixer.text(path).bytes(bytes);
        }
        let assets = assets.into_values().map(|asset| (asset.output, asset.bytes)).collect();
        Ok(Self {
            tera,
            folder,
            french: Value::from(french),
            english: Value::from(english),
            assets,
            fingerprint: mixer.finish(),
        })
    }

    /// The words of the templates in a language.
    #[must_use]
    pub(crate) fn words(&self, language: Language) -> Value {
        match language {
            Language::French => self.french.clone(),
            Language::English => self.english.clone(),
        }
    }

    /// The templates that pages may name.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &str> {
        self.tera.get_template_names()
    }

    /// Whether the theme has this template.
    #[must_use]
    pub(crate) fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Renders a template.
    ///
    /// # Errors
    ///
    /// What the engine says, with its place in the template.
    pub(crate) fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, context, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) => Err(template_fault(&self.folder, template, &error)),
        }
    }
}

struct Asset {
    output: String,
    bytes: Arc<[u8]>,
}

/// Assets get their fingerprint in their name, so that browsers keep them for
/// good. A style sheet's own references are renamed too.
fn assets(folder: &str, files: &[ThemeFile<'_>]) -> BTreeMap<String, Asset> {
    let prefix = format!("{folder}/assets/");
    let own = files.iter().filter_map(|(path, bytes)| path.strip_prefix(&prefix).map(|name| (name, *bytes)));
    let (styles, others): (Vec<_>, Vec<_>) =
        own.partition(|(name, _)| Path::new(name).extension().is_some_and(|extension| extension == "css"));
    let mut assets: BTreeMap<String, Asset> =
        others.into_iter().map(|(name, bytes)| (name.to_owned(), asset(name, bytes))).collect();
    let styles: Vec<_> = styles
        .into_iter()
        .map(|(name, bytes)| {
            let text = with_hashed_names(&String::from_utf8_lossy(bytes), name, &assets);
            (name.to_owned(), asset(name, text.as_bytes()))
        })
        .collect();
    assets.extend(styles);
    assets
}

/// A style sheet whose `url(…)` name the assets by their fingerprints. A reference
/// starts from the sheet's own folder, and keeps the folder it is written with.
fn with_hashed_names(style: &str, name: &str, assets: &BTreeMap<String, Asset>) -> String {
    let mut pieces = style.split("url(");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str("url(");
        let written = reference(piece);
        let named = Some(&piece[written.clone()]).filter(|path| !path.starts_with('/'));
        let Some(asset) = named.and_then(|path| assets.get(&join(name, path))) else {
            text.push_str(piece);
            continue;
        };
        let last = piece[written.clone()].rfind('/').map_or(written.start, |slash| written.start + slash + 1);
        text.push_str(&piece[..last]);
        text.push_str(asset.output.rsplit('/').next().unwrap_or_default());
        text.push_str(&piece[written.end..]);
    }
    text
}

/// The path at the start of what stands in `url(…)`, without its quotes, query or anchor.
fn reference(piece: &str) -> Range<usize> {
    let start = piece.find(|sign: char| !sign.is_ascii_whitespace() && !matches!(sign, '"' | '\'')).unwrap_or(0);
    let is_end = |sign: char| sign.is_ascii_whitespace() || matches!(sign, '"' | '\'' | ')' | '?' | '#');
    start..piece[start..].find(is_end).map_or(piece.len(), |length| start + length)
}

fn asset(name: &str, bytes: &[u8]) -> Asset {
    let short = Fingerprint::of(&[bytes]).short();
    let output = match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{short}.{extension}"),
        None => format!("assets/{name}.{short}"),
    };
    Asset { output, bytes: bytes.into() }
}

/// `asset(path="style.css")`: the address of an asset, fingerprint included.
fn asset_function(assets: &BTreeMap<String, Asset>, base_path: &str) -> impl tera::Function<tera::TeraResult<String>> {
    let addresses: BTreeMap<String, String> =
        assets.iter().map(|(name, asset)| (name.clone(), format!("{base_path}{}", asset.output))).collect();
    move |arguments: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
        let path = arguments.must_get::<&str>("path")?;
        addresses.get(path).cloned().ok_or_else(|| tera::Error::message(format!("the theme has no asset `{path}`")))
    }
}

fn words(
    folder: &str,
    files: &[ThemeFile<'_>],
    language: Language,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let file = format!("{folder}/words/{}.yaml", language.tag());
    let Some((_, bytes)) = files.iter().find(|(path, _)| *path == file) else { return BTreeMap::new() };
    let text = String::from_utf8_lossy(bytes);
    declaration::read(&text).unwrap_or_else(|fault| {
        faults.push(Diagnostic::error(&file, &text, &fault.span, Problem::Declaration(fault.problem)));
        BTreeMap::new()
    })
}

fn add_templates(tera: &mut Tera, folder: &str, files: &[ThemeFile<'_>], faults: &mut Vec<Diagnostic>) {
    let prefix = format!("{folder}/templates/");
    let mut templates = Vec::new();
    for (path, bytes) in files {
        let Some(name) = path.strip_prefix(&prefix) else { continue };
        match std::str::from_utf8(bytes) {
            Ok(text) => templates.push((name.to_owned(), text)),
            Err(_) => faults.push(Diagnostic::at(path, None, Place::START, Severity::Error, Problem::NotUtf8)),
        }
    }
    if let Err(error) = tera.add_raw_templates(templates) {
        faults.push(template_fault(folder, "", &error));
    }
}

fn template_fault(folder: &str, template: &str, error: &tera::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let width = if span.end_line == span.start_line { span.end_col.saturating_sub(span.start_col) } else { 1 };
            let place = Place { line: span.start_line, column: span.start_col + 1, width: width.max(1) };
            let file = format!("{folder}/templates/{}", report.filename());
            Diagnostic::at(&file, None, place, Severity::Error, Problem::Template(report.message().to_owned()))
        }
        other => {
            let file = format!("{folder}/templates/{template}");
            Diagnostic::at(&file, None, Place::START, Severity::Error, Problem::Template(other.to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::assets;

    #[test]
    fn a_sheet_finds_its_fonts_in_their_folder() {
        let style = "@font-face { src: url(\"fonts/f.woff2\") format(\"woff2\"), url( fonts/f.woff2?v=1 ) }\n\
            a { background: url('x.svg#i'), url(https://a.fr/fonts/f.woff2), url(/fonts/f.woff2), url(y.svg) }";
        let files: [(&str, &[u8]); 4] = [
            ("themes/t/assets/style.css", style.as_bytes()),
            ("themes/t/assets/print/page.css", b"a { background: url(../x.svg) }"),
            ("themes/t/assets/fonts/f.woff2", b"font"),
            ("themes/t/assets/x.svg", b"<svg/>"),
        ];
        let assets = assets("themes/t", &files);
        let hashed = |name: &str| assets[name].output.strip_prefix("assets/").unwrap().to_owned();
        let (font, image) = (hashed("fonts/f.woff2"), hashed("x.svg"));
        assert!(font.starts_with("fonts/f.") && image.starts_with("x."));
        let text = String::from_utf8(assets["style.css"].bytes.to_vec()).unwrap();
        assert!(text.contains(&format!("url(\"{font}\") format(\"woff2\"), url( {font}?v=1 )")), "{text}");
        assert!(
            text.contains(&format!(
                "url('{image}#i'), url(https://a.fr/fonts/f.woff2), url(/fonts/f.woff2), url(y.svg)"
            )),
            "{text}"
        );
        assert_eq!(&*assets["print/page.css"].bytes, format!("a {{ background: url(../{image}) }}").as_bytes());
    }
}
