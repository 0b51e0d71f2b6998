//! A new page of a kind, every field explained where it is to be filled in.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use schema::field::{Field, Fields, Type};
use schema::types::identifier::slug;
use schema::words::Language;

use crate::diagnostic::Diagnostic;
use crate::kinds::{self, Kinds};
use crate::problem::Problem;
use crate::source;

/// Why a new page is not written.
#[derive(Debug, thiserror::Error)]
pub enum NewPageError {
    /// The kinds have faults of their own.
    #[error("the kinds have faults")]
    Kinds(Vec<Diagnostic>),
    /// No kind has this name. The nearest one, and all of them.
    #[error("no kind is called {name}")]
    UnknownKind {
        /// The name as written.
        name: String,
        /// The kind that looks most like it.
        nearest: Option<String>,
        /// Every kind.
        kinds: Vec<String>,
    },
    /// The title has no letter for a file's name.
    #[error("the title makes no file name")]
    NoName,
    /// A page of this name is already there.
    #[error("{0} is already there")]
    Exists(String),
    /// What the system says.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Reads the kinds of a site.
pub(crate) fn kinds(root: &Path) -> Result<Kinds, Vec<Diagnostic>> {
    let folder = root.join(kinds::FOLDER);
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    names.sort();
    let mut files = Vec::new();
    for path in names.iter().filter(|path| kinds::is_declaration(&path.to_string_lossy())) {
        let file = format!("{}{}", kinds::FOLDER, path.file_name().unwrap_or_default().to_string_lossy());
        files.push((file.clone(), source::read(root, &file).map_err(|fault| vec![fault])?));
    }
    let (kinds, faults) = Kinds::read(files.iter().map(|(file, bytes)| (file.as_str(), bytes.as_slice())));
    if faults.is_empty() { Ok(kinds) } else { Err(faults) }
}

/// Writes a new draft of a kind with this title, and tells its path.
///
/// # Errors
///
/// When the kind does not exist, or the page already does.
pub fn new_page(root: &Path, kind: &str, title: &str, language: Language) -> Result<PathBuf, NewPageError> {
    let kinds = kinds(root).map_err(NewPageError::Kinds)?;
    let Some(kind) = kinds.named(kind) else {
        let nearest = schema::nearest::nearest(kind, kinds.names());
        let all = kinds.names().map(str::to_owned).collect();
        return Err(NewPageError::UnknownKind { name: kind.to_owned(), nearest, kinds: all });
    };
    let name = slug(title);
    if name.is_empty() {
        return Err(NewPageError::NoName);
    }
    let folder = Path::new("content").join(&kind.folder);
    let path = folder.join(format!("{name}.md"));
    fs::create_dir_all(root.join(&folder))?;
    let text = Writing { root, kinds: &kinds, language }.page(&kind.fields, title);
    let opened = OpenOptions::new().write(true).create_new(true).open(root.join(&path));
    match opened {
        Ok(mut file) => file.write_all(text.as_bytes())?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(NewPageError::Exists(path.to_string_lossy().into_owned()));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(path)
}

/// What a new page is written with.
struct Writing<'a> {
    root: &'a Path,
    kinds: &'a Kinds,
    language: Language,
}

impl Writing<'_> {
    fn page(&self, fields: &Fields, title: &str) -> String {
        let (intro, draft, text) = match self.language {
            Language::French => (
                "# Remplissez les lignes utiles et retirez le # devant elles ; une ligne qui commence par # ne compte pas.",
                "draft: oui  # la page n’est pas publiée ; retirez cette ligne quand elle est prête",
                "Écrivez ici le texte de la page.",
            ),
            Language::English => (
                "# Fill in the lines you need and remove their #; a line that starts with # does not count.",
                "draft: yes  # the page is not published; remove this line when it is ready",
                "Write the text of the page here.",
            ),
        };
        let mut page = format!("---\ntitle: {}\n{draft}\n{intro}\n", serde_json::Value::String(title.to_owned()));
        for field in fields {
            self.add_field(&mut page, field);
        }
        let _ = writeln!(page, "---\n\n{text}");
        page
    }

    fn add_field(&self, page: &mut String, field: &Field) {
        let language = self.language;
        let required = match (field.required, language) {
            (true, Language::French) => " (obligatoire)",
            (true, Language::English) => " (required)",
            (false, _) => "",
        };
        let hint = field.hint.as_ref().map_or_else(String::new, |hint| format!(" – {}", hint.in_language(language)));
        let _ = writeln!(page, "\n# {}{required}{hint}", field.label.in_language(language));
        if let Type::Choice(options) | Type::Choices(options) = &field.kind {
            let options: Vec<&str> = options.keys().map(String::as_str).collect();
            let _ = writeln!(page, "# {}", options.join(", "));
        }
        let mark = if field.required { "" } else { "# " };
        let _ = writeln!(page, "{mark}{}: {}", field.key, self.example(&field.kind));
    }

    /// How a value of each type is written.
    fn example(&self, kind: &Type) -> String {
        let text = match kind {
            Type::Text(_) | Type::LongText(_) => "\"\"",
            Type::Number(_) => "1",
            Type::Money(_) => "12,50 €",
            Type::Date => "2027-08-15",
            Type::DateTime => "2027-08-15 20:30",
            Type::Phone => "01 47 46 75 00",
            Type::Email => "contact@exemple.fr",
            Type::Url => "https://www.exemple.fr/",
            Type::Identifier { .. } => "pain-complet",
            Type::Choice(options) => return options.keys().next().cloned().unwrap_or_default(),
            Type::Choices(options) => return format!("[{}]", options.keys().next().map_or("", String::as_str)),
            Type::YesNo => "oui",
            Type::Hours => "mar-sam 9h-12h30, 14h-19h",
            Type::Closures => "[{ du: 2027-08-01, au: 2027-08-21, motif: Congés }]",
            Type::Address(_) => "12 rue Béranger",
            Type::Position => "48.8208, 2.3015",
            Type::Image => "{ fichier: vitrine.jpg, texte: \"\" }",
            Type::Reference { kind } => return self.first_page(kind),
            Type::List { of, .. } => {
                let item: Vec<String> =
                    of.iter().map(|field| format!("{}: {}", field.key, quoted(&self.example(&field.kind)))).collect();
                return format!("[{{ {} }}]", item.join(", "));
            }
        };
        text.to_owned()
    }

    /// A page of a kind, for a field that refers to one: the first of its folder.
    fn first_page(&self, kind: &str) -> String {
        let folder = self.kinds.named(kind).map_or_else(String::new, |kind| kind.folder.clone());
        let listed = fs::read_dir(self.root.join("content").join(&folder)).into_iter().flatten().flatten();
        let names = listed.filter_map(|entry| entry.file_name().into_string().ok());
        let pages =
            names.filter_map(|name| name.strip_suffix(".md").filter(|name| !name.starts_with('_')).map(str::to_owned));
        format!("{folder}/{}", pages.min().unwrap_or_else(|| "…".to_owned()))
    }
}

/// Inside braces a comma ends a value.
fn quoted(example: &str) -> String {
    if example.contains(',') && !example.starts_with(['"', '[', '{']) {
        format!("\"{example}\"")
    } else {
        example.to_owned()
    }
}

impl NewPageError {
    /// The problem to tell for a kind that does not exist.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        match self {
            Self::UnknownKind { name, nearest, .. } => {
                Some(Problem::UnknownKind { kind: name.clone(), nearest: nearest.clone() })
            }
            _ => None,
        }
    }
}
