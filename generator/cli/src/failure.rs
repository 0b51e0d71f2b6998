//! What stops a command before it can judge any content: its usage, the
//! settings, the machine. Exit status 2.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use schema::words::{Language, Told};
use serde_json::json;
use site::Diagnostic;

use crate::diagnostics::{self, Shown};
use crate::terminal::{Colour, Terminal, harmless};
use crate::words::{self, Label};

/// Why a command could not start or go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("the settings can’t be used")]
    Settings(Vec<Diagnostic>),
    #[error("`{0}` is not a moment")]
    Moment(String),
    #[error("`{0}` is not an address")]
    BaseUrl(String),
    #[error("`{0}` is not a store")]
    StoreGrammar(String),
    #[error("the table can’t be used")]
    Cloud(crate::cloud::Problem),
    #[error("the local desk reads the folder")]
    ReadsTheFolder,
    #[error("the store can’t be opened")]
    Store(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("{address} can’t be listened on")]
    Listen {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
    #[error("{path} can’t be used")]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the machine refuses")]
    Machine(#[from] io::Error),
    #[error("the requests can’t be reached")]
    Inbox(Box<crate::inbox::Error>),
    #[error("the site can’t be written")]
    Write(#[source] site::WriteError),
    #[error("{0} holds no built site")]
    NotBuilt(PathBuf),
}

/// Prints a failure with what caused it, in the words of whatever caused it.
pub(crate) fn print(failure: &Failure, terminal: Terminal) {
    if let Failure::Settings(faults) = failure {
        let shown: Vec<Shown> = faults.iter().map(|fault| Shown::of(fault, terminal.language)).collect();
        diagnostics::print(&shown, terminal);
        return;
    }
    let told = failure.told(terminal.language);
    if terminal.is_json() {
        print_told(&told, failure.code(), terminal);
        return;
    }
    let (red, off) = if terminal.colour() == Colour::Coloured { ("\u{1b}[31m", "\u{1b}[0m") } else { ("", "") };
    let label = words::label(Label::Error, terminal.language);
    let mut lines = vec![format!("parvis: {red}{label}{off} {}", harmless(&told.message))];
    let causes = std::iter::successors(std::error::Error::source(failure), |error| error.source());
    lines.extend(causes.map(|error| harmless(&error.to_string())));
    lines.extend(hint_line(&told, terminal));
    Terminal::block(&lines.join("\n  "));
}

/// Prints a fault that stands in no file.
pub(crate) fn print_told(told: &Told, code: &str, terminal: Terminal) {
    if terminal.is_json() {
        let object = json!({ "severity": "error", "code": code, "message": told.message, "hint": told.hint });
        Terminal::object(&object);
        return;
    }
    let mut lines =
        vec![format!("parvis: {} {}", words::label(Label::Error, terminal.language), harmless(&told.message))];
    lines.extend(hint_line(told, terminal));
    Terminal::block(&lines.join("\n  "));
}

fn hint_line(told: &Told, terminal: Terminal) -> Option<String> {
    let hint = told.hint.as_ref()?;
    Some(format!("{} {}", words::label(Label::Hint, terminal.language), harmless(hint)))
}

impl Failure {
    /// A stable name for scripts.
    const fn code(&self) -> &'static str {
        match self {
            Self::Settings(_) => "settings",
            Self::Moment(_) => "not-a-moment",
            Self::BaseUrl(_) => "not-an-address",
            Self::StoreGrammar(_) => "not-a-store",
            Self::Cloud(problem) => problem.code(),
            Self::ReadsTheFolder => "reads-the-folder",
            Self::Store(_) => "store-unavailable",
            Self::Listen { .. } => "port-taken",
            Self::File { .. } | Self::Machine(_) => "machine",
            Self::Inbox(error) => error.code(),
            Self::Write(_) => "output-not-written",
            Self::NotBuilt(_) => "not-built",
        }
    }

    /// What a person is told; the cause follows.
    pub(crate) fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> Told {
        match self {
            Self::Settings(_) => Told::plain("les réglages du site (parvis.yaml) ont des fautes"),
            Self::Moment(text) => Told::with_hint(
                format!("`{text}` n’est pas un moment"),
                "écrivez --at 2027-08-15T22:00, ou --at 2027-08-15T22:00:00+02:00",
            ),
            Self::BaseUrl(text) => Told::with_hint(
                format!("`{text}` n’est pas une adresse de site"),
                "écrivez --base-url https://www.malakoff.fr/",
            ),
            Self::StoreGrammar(text) => Told::with_hint(
                format!("`{text}` ne dit pas où garder les demandes"),
                "écrivez --store sqlite:.parvis/desk.sqlite",
            ),
            Self::Cloud(problem) => problem.told(Language::French),
            Self::ReadsTheFolder => Told::with_hint(
                "rien à publier\u{a0}: le guichet de cette machine lit lui-même ce que construit parvis build",
                "pour une fonction déployée, écrivez --store dynamodb:TABLE",
            ),
            Self::Store(_) => Told::plain("le registre des demandes ne peut pas être ouvert"),
            Self::Listen { address, source } if source.kind() == io::ErrorKind::AddrInUse => Told::with_hint(
                format!("{address} est déjà pris, peut-être par un autre parvis"),
                "arrêtez-le, ou choisissez d’autres ports\u{a0}: --port 4010 --bureau-port 4011",
            ),
            Self::Listen { address, .. } => Told::plain(format!("impossible d’écouter sur {address}")),
            Self::File { path, .. } => Told::plain(format!("{} ne peut pas être utilisé", path.display())),
            Self::Machine(_) => Told::plain("le système refuse"),
            Self::Inbox(error) => error.told(Language::French),
            Self::Write(site::WriteError::NotOurs(path)) => Told::with_hint(
                format!("{} contient d’autres fichiers que ceux d’un site construit", path.display()),
                "choisissez un dossier vide ou nouveau\u{a0}: --output public",
            ),
            Self::Write(site::WriteError::Source(path)) => Told::with_hint(
                format!("{} fait partie des sources du site", path.display()),
                "choisissez un dossier hors de content et de themes\u{a0}: --output public",
            ),
            Self::Write(site::WriteError::Io { .. }) => Told::plain("le site construit ne peut pas être écrit"),
            Self::NotBuilt(path) => Told::with_hint(
                format!("{} ne contient pas de site construit", path.display()),
                "lancez d’abord parvis build",
            ),
        }
    }

    fn english(&self) -> Told {
        match self {
            Self::Settings(_) => Told::plain("the site’s settings (parvis.yaml) have faults"),
            Self::Moment(text) => Told::with_hint(
                format!("`{text}` is not a moment"),
                "write --at 2027-08-15T22:00, or --at 2027-08-15T22:00:00+02:00",
            ),
            Self::BaseUrl(text) => Told::with_hint(
                format!("`{text}` is not the address of a site"),
                "write --base-url https://www.malakoff.fr/",
            ),
            Self::StoreGrammar(text) => Told::with_hint(
                format!("`{text}` does not say where to keep requests"),
                "write --store sqlite:.parvis/desk.sqlite",
            ),
            Self::Cloud(problem) => problem.told(Language::English),
            Self::ReadsTheFolder => Told::with_hint(
                "nothing to publish: the desk of this machine reads by itself what parvis build makes",
                "for a deployed function, write --store dynamodb:TABLE",
            ),
            Self::Store(_) => Told::plain("the store of requests can’t be opened"),
            Self::Listen { address, source } if source.kind() == io::ErrorKind::AddrInUse => Told::with_hint(
                format!("{address} is taken, perhaps by another parvis"),
                "stop it, or choose other ports: --port 4010 --bureau-port 4011",
            ),
            Self::Listen { address, .. } => Told::plain(format!("{address} can’t be listened on")),
            Self::File { path, .. } => Told::plain(format!("{} can’t be used", path.display())),
            Self::Machine(_) => Told::plain("the machine refuses"),
            Self::Inbox(error) => error.told(Language::English),
            Self::Write(site::WriteError::NotOurs(path)) => Told::with_hint(
                format!("{} holds other files than those of a built site", path.display()),
                "choose an empty folder or a new one: --output public",
            ),
            Self::Write(site::WriteError::Source(path)) => Told::with_hint(
                format!("{} is a part of the site’s sources", path.display()),
                "choose a folder outside content and themes: --output public",
            ),
            Self::Write(site::WriteError::Io { .. }) => Told::plain("the built site can’t be written"),
            Self::NotBuilt(path) => {
                Told::with_hint(format!("{} holds no built site", path.display()), "run parvis build first")
            }
        }
    }
}
