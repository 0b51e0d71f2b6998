//! `parvis new`: a new page, every field explained.

use schema::words::{Language, Told};
use serde_json::json;
use site::NewPageError;

use crate::Status;
use crate::arguments::New;
use crate::context::Context;
use crate::diagnostics::{self, Shown};
use crate::failure::{self, Failure};
use crate::terminal::Terminal;

pub(super) fn run(context: &Context, new: &New) -> Result<Status, Failure> {
    let settings = context.settings()?;
    let terminal = context.terminal;
    match site::new_page(&context.root, &new.kind, &new.title, settings.language) {
        Ok(path) => {
            let path = path.strip_prefix(&context.root).unwrap_or(&path).display().to_string();
            if terminal.is_json() {
                Terminal::object(&json!({ "path": path }));
            } else {
                Terminal::result(&path);
            }
            Ok(Status::Fine)
        }
        Err(NewPageError::Kinds(faults)) => {
            let shown: Vec<Shown> = faults.iter().map(|diagnostic| Shown::of(diagnostic, terminal.language)).collect();
            diagnostics::print(&shown, terminal);
            Ok(Status::Faults)
        }
        Err(NewPageError::Io(source)) => Err(Failure::Machine(source)),
        Err(error) => {
            let (code, told) = told(&error, terminal.language);
            failure::print_told(&told, code, terminal);
            Ok(Status::Faults)
        }
    }
}

fn told(error: &NewPageError, language: Language) -> (&'static str, Told) {
    if let Some(problem) = error.problem() {
        return (problem.code(), problem.told(language));
    }
    match (error, language) {
        (NewPageError::Exists(path), Language::French) => (
            "page-exists",
            Told::with_hint(format!("{path} existe déjà"), "choisissez un autre titre, ou modifiez cette page"),
        ),
        (NewPageError::Exists(path), Language::English) => (
            "page-exists",
            Told::with_hint(format!("{path} is already there"), "choose another title, or edit that page"),
        ),
        (_, Language::French) => (
            "no-file-name",
            Told::with_hint(
                "ce titre ne peut pas nommer un fichier",
                "écrivez un titre avec au moins une lettre ou un chiffre",
            ),
        ),
        (_, Language::English) => (
            "no-file-name",
            Told::with_hint("this title can’t name a file", "write a title with at least one letter or digit"),
        ),
    }
}
