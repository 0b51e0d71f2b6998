//! Why an operation of the staff was not done. Nothing was changed then.

use std::io;

use desk::workflow::State;
use schema::types::number;
use schema::words::{Language, Told};
use site::edit::Refused;

/// Why an operation of the staff was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Desk(#[from] desk::inbox::Error),
    #[error(transparent)]
    Reference(desk::reference::Problem),
    #[error("the kinds have faults")]
    Kinds,
    #[error("no kind is called {0}")]
    NoKind(String),
    #[error("the page {0} is gone")]
    Gone(String),
    #[error("{0} is not a page of the content")]
    Elsewhere(String),
    #[error("{0} has faults")]
    Faulty(String),
    #[error("the page can’t be edited")]
    Refused(Refused),
    #[error("the page moved since")]
    Moved {
        /// The chosen fields whose values moved.
        fields: Vec<Named>,
        /// The chosen fields that could be applied.
        free: Vec<Named>,
    },
    #[error("the kind does not take these fields any more")]
    NotTaken {
        /// The chosen fields that the kind no longer takes.
        fields: Vec<Named>,
        /// The chosen fields that could be applied.
        free: Vec<Named>,
    },
    #[error("nothing can be put back")]
    NothingToRestore {
        /// The fields that changed since, or are not read any more.
        fields: Vec<Named>,
        /// The page's file.
        file: String,
    },
    #[error("no form is called {form}")]
    UnknownForm {
        /// What was asked for.
        form: String,
        /// The forms there are.
        known: Vec<String>,
    },
    #[error("the program was cut short")]
    CutShort,
    #[error("the page is being edited")]
    Outrun(String),
    #[error("already decided")]
    Decided(State),
    #[error("nothing to undo")]
    NothingToUndo,
    #[error("the request changes no page")]
    NotAnUpdate,
    #[error("{file}: {source}")]
    Write {
        file: String,
        #[source]
        source: io::Error,
    },
    #[error("not a JSON object")]
    Body,
    #[error("the quotient is not a number")]
    Quotient(number::Problem),
    #[error("the form has no {}", .strange.join(", "))]
    NotOffered {
        /// The keys that no control has.
        strange: Vec<String>,
        /// Those that one has.
        offered: Vec<String>,
    },
    #[error("the lock can’t be taken")]
    Lock(#[source] io::Error),
}

/// A field: what people call it, and what `--fields` calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) key: String,
    pub(crate) label: String,
}

fn labels(fields: &[Named]) -> String {
    fields.iter().map(|field| field.label.as_str()).collect::<Vec<_>>().join(", ")
}

fn keys(fields: &[Named]) -> String {
    fields.iter().map(|field| field.key.as_str()).collect::<Vec<_>>().join(",")
}

fn french_choice(moved: &[Named], free: &[Named]) -> String {
    let (free, all) = (keys(free), keys(&[free, moved].concat()));
    if free.is_empty() {
        return format!("comparez les trois versions, puis appliquez-la quand même\u{a0}: --fields {all}");
    }
    format!(
        "comparez les trois versions, puis dites ce qui est accepté\u{a0}: --fields {free} pour ce qui n’a pas bougé, --fields {all} pour tout"
    )
}

fn english_choice(moved: &[Named], free: &[Named]) -> String {
    let (free, all) = (keys(free), keys(&[free, moved].concat()));
    if free.is_empty() {
        return format!("compare the three versions, then apply it all the same: --fields {all}");
    }
    format!(
        "compare the three versions, then say what is accepted: --fields {free} for what did not move, --fields {all} for all"
    )
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl Error {
    /// A stable name for scripts.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Desk(error) => error.code(),
            Self::Reference(problem) => problem.code(),
            Self::Kinds => "kinds-faulty",
            Self::NoKind(_) => "unknown-kind",
            Self::Gone(_) => "page-gone",
            Self::Elsewhere(_) => "page-elsewhere",
            Self::Faulty(_) => "page-faulty",
            Self::Refused(refused) => refused.code(),
            Self::Moved { .. } => "conflict",
            Self::NotTaken { .. } => "field-not-taken",
            Self::NothingToRestore { .. } => "nothing-to-restore",
            Self::UnknownForm { .. } => "unknown-form",
            Self::CutShort => "cut-short",
            Self::Outrun(_) => "page-being-edited",
            Self::Decided(_) => "already-decided",
            Self::NothingToUndo => "nothing-to-undo",
            Self::NotAnUpdate => "not-an-update",
            Self::Write { .. } => "page-not-written",
            Self::Body => "malformed",
            Self::Quotient(_) => "not-a-quotient",
            Self::NotOffered { .. } => "not-offered",
            Self::Lock(_) => "locked",
        }
    }

    /// Whether the machine is at fault and not the request.
    pub(crate) const fn is_environment(&self) -> bool {
        matches!(
            self,
            Self::Write { .. }
                | Self::Lock(_)
                | Self::CutShort
                | Self::Desk(desk::inbox::Error::Unavailable(_) | desk::inbox::Error::NotReady(_))
        )
    }

    /// What staff are told.
    pub(crate) fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> Told {
        match self {
            Self::Desk(error) => Told::plain(error.message(Language::French)),
            Self::Reference(problem) => problem.told(Language::French),
            Self::Kinds => Told::with_hint("les genres de pages ont des fautes", "parvis check dit lesquelles"),
            Self::NoKind(kind) => Told::plain(format!("le genre «\u{a0}{kind}\u{a0}» n’est plus déclaré")),
            Self::Gone(page) => Told::with_hint(
                format!("la page «\u{a0}{page}\u{a0}» n’existe plus"),
                "remettez-la, ou refusez la demande en disant pourquoi",
            ),
            Self::Elsewhere(file) => Told::plain(format!("«\u{a0}{file}\u{a0}» n’est pas une page du contenu")),
            Self::Faulty(file) => {
                Told::with_hint(format!("{file} a des fautes"), "corrigez-les (parvis check dit où), puis recommencez")
            }
            Self::Refused(refused) => refused.told(Language::French),
            Self::Moved { fields, free } => Told::with_hint(
                format!("rien n’a été fait, car la page a changé depuis\u{a0}: {}", labels(fields)),
                french_choice(fields, free),
            ),
            Self::NotTaken { fields, free } if free.is_empty() => Told::with_hint(
                format!("rien n’a été fait, car ce genre de page ne prend plus ceci\u{a0}: {}", labels(fields)),
                "refusez la demande en disant pourquoi",
            ),
            Self::NotTaken { fields, free } => Told::with_hint(
                format!("rien n’a été fait, car ce genre de page ne prend plus ceci\u{a0}: {}", labels(fields)),
                format!("acceptez les autres champs\u{a0}: --fields {}", keys(free)),
            ),
            Self::NothingToRestore { fields, file } => Told::with_hint(
                format!(
                    "rien à remettre\u{a0}: {} a changé depuis, ou n’est plus pris par ce genre de page",
                    labels(fields)
                ),
                format!("la demande reste acceptée\u{a0}; corrigez {file} à la main"),
            ),
            Self::UnknownForm { form, known } => Told::with_hint(
                format!("aucun formulaire ne s’appelle «\u{a0}{form}\u{a0}»"),
                format!("les formulaires sont {}", known.join(", ")),
            ),
            Self::CutShort => Told::with_hint(
                "le programme s’est interrompu",
                "regardez de nouveau la demande\u{a0}: ce qui était commencé est terminé ou abandonné alors",
            ),
            Self::Outrun(file) => Told::with_hint(
                format!("{file} vient d’être modifié"),
                "regardez de nouveau la demande, puis recommencez",
            ),
            Self::Decided(state) => Told::plain(format!("cette demande est déjà {}", state.words(Language::French))),
            Self::NotAnUpdate => Told::with_hint(
                "cette demande ne change pas de page",
                "elle se suit, se refuse ou s’annule\u{a0}; il n’y a rien à accepter dans un fichier",
            ),
            Self::NothingToUndo => Told::plain("rien à annuler\u{a0}: la demande n’est ni acceptée ni refusée"),
            Self::Write { file, source } => Told::plain(format!("{file} n’a pas pu être écrit ({source})")),
            Self::Quotient(problem) => problem.told(Language::French),
            Self::Body => Told::with_hint(
                "ce qui est lu sur l’entrée standard n’est pas un objet JSON",
                "écrivez par exemple {\"telephone\": \"01 47 46 75 01\"}",
            ),
            Self::NotOffered { strange, offered } => Told::with_hint(
                format!("le formulaire de cette fiche n’a pas «\u{a0}{}\u{a0}»", strange.join(", ")),
                format!("il a {}", offered.join(", ")),
            ),
            Self::Lock(source) => Told::plain(format!("le verrou ne peut pas être pris ({source})")),
        }
    }

    fn english(&self) -> Told {
        match self {
            Self::Desk(error) => Told::plain(error.message(Language::English)),
            Self::Reference(problem) => problem.told(Language::English),
            Self::Kinds => Told::with_hint("the kinds of pages have faults", "parvis check says which"),
            Self::NoKind(kind) => Told::plain(format!("the kind “{kind}” is not declared any more")),
            Self::Gone(page) => {
                Told::with_hint(format!("the page “{page}” is gone"), "put it back, or refuse the request and say why")
            }
            Self::Elsewhere(file) => Told::plain(format!("“{file}” is not a page of the content")),
            Self::Faulty(file) => {
                Told::with_hint(format!("{file} has faults"), "mend them (parvis check says where), then try again")
            }
            Self::Refused(refused) => refused.told(Language::English),
            Self::Moved { fields, free } => Told::with_hint(
                format!("nothing was done, for the page changed since: {}", labels(fields)),
                english_choice(fields, free),
            ),
            Self::NotTaken { fields, free } if free.is_empty() => Told::with_hint(
                format!("nothing was done, for this kind of page no longer takes: {}", labels(fields)),
                "refuse the request and say why",
            ),
            Self::NotTaken { fields, free } => Told::with_hint(
                format!("nothing was done, for this kind of page no longer takes: {}", labels(fields)),
                format!("accept the other fields: --fields {}", keys(free)),
            ),
            Self::NothingToRestore { fields, file } => Told::with_hint(
                format!("nothing to put back: {} changed since, or is not taken by this kind any more", labels(fields)),
                format!("the request stays accepted; mend {file} by hand"),
            ),
            Self::UnknownForm { form, known } => {
                Told::with_hint(format!("no form is called “{form}”"), format!("the forms are {}", known.join(", ")))
            }
            Self::CutShort => Told::with_hint(
                "the program was cut short",
                "look at the request again: what was begun is finished or given up then",
            ),
            Self::Outrun(file) => {
                Told::with_hint(format!("{file} has just been changed"), "look at the request again, then try again")
            }
            Self::Decided(state) => Told::plain(format!("this request is already {}", state.words(Language::English))),
            Self::NotAnUpdate => Told::with_hint(
                "this request changes no page",
                "it is followed, refused or cancelled; there is nothing to accept in a file",
            ),
            Self::NothingToUndo => Told::plain("nothing to undo: the request is neither accepted nor refused"),
            Self::Write { file, source } => Told::plain(format!("{file} can’t be written ({source})")),
            Self::Quotient(problem) => problem.told(Language::English),
            Self::Body => Told::with_hint(
                "what is read from standard input is not a JSON object",
                "write for example {\"telephone\": \"01 47 46 75 01\"}",
            ),
            Self::NotOffered { strange, offered } => Told::with_hint(
                format!("the form of this page has no “{}”", strange.join(", ")),
                format!("it has {}", offered.join(", ")),
            ),
            Self::Lock(source) => Told::plain(format!("the lock can’t be taken ({source})")),
        }
    }
}
