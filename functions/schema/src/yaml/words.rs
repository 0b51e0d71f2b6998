//! What a person is told of a fault of YAML.

use super::{DEEPEST, Problem};
use crate::types::reading::quote;
use crate::words::{Language, Told};

impl Problem {
    /// A stable name for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Tab => "yaml-tab",
            Self::UnclosedQuote => "yaml-unclosed-quote",
            Self::UnclosedBracket => "yaml-unclosed-bracket",
            Self::ColonInText => "yaml-colon",
            Self::AfterQuote => "yaml-after-quote",
            Self::Escape => "yaml-escape",
            Self::Indentation => "yaml-indentation",
            Self::NotAKey(_) => "yaml-not-a-key",
            Self::ReservedSign(_) => "yaml-reserved-sign",
            Self::Alias => "yaml-alias",
            Self::Tag => "yaml-tag",
            Self::TooDeep => "yaml-too-deep",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::KeyNotText => "yaml-key-not-text",
            Self::NotAGroup => "yaml-not-a-group",
            Self::Syntax(_) => "yaml-syntax",
        }
    }

    /// What a person is told.
    #[must_use]
    pub fn told(&self, language: Language) -> Told {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> Told {
        match self {
            Self::Tab => {
                Told::with_hint("une tabulation décale cette ligne", "remplacez la tabulation par deux espaces")
            }
            Self::UnclosedQuote => Told::with_hint(
                "ce guillemet n’est jamais refermé",
                "fermez le texte par le même guillemet, sur la même ligne\u{a0}; une apostrophe droite dans un texte entre ' ' s’écrit deux fois",
            ),
            Self::UnclosedBracket => Told::with_hint(
                "ce crochet ou cette accolade n’est pas refermé",
                "ajoutez ] ou } à la fin de la liste, et une virgule entre ses éléments",
            ),
            Self::ColonInText => Told::with_hint(
                "deux-points au milieu d’un texte",
                "mettez tout le texte entre guillemets droits\u{a0}: \"Malakoff\u{a0}: la ville\"",
            ),
            Self::AfterQuote => Told::with_hint(
                "du texte suit le guillemet fermant",
                "mettez tout le texte à l’intérieur des guillemets\u{a0}; un guillemet dans le texte s’écrit \\\"",
            ),
            Self::Escape => Told::with_hint(
                "cette barre oblique inverse ne veut rien dire ici",
                "doublez-la (\\\\), ou mettez le texte entre apostrophes droites",
            ),
            Self::Indentation => Told::with_hint(
                "cette ligne n’est pas alignée avec celles qui précèdent",
                "alignez-la\u{a0}: les clés d’un même groupe commencent dans la même colonne",
            ),
            Self::NotAKey(line) => Told::with_hint(
                format!("«\u{a0}{}\u{a0}» n’est pas de la forme «\u{a0}clé: valeur\u{a0}»", quote(line)),
                "écrivez la clé, deux-points, une espace, puis la valeur",
            ),
            Self::ReservedSign(sign) => Told::with_hint(
                format!("un texte ne peut pas commencer par «\u{a0}{sign}\u{a0}»"),
                "mettez le texte entre guillemets droits",
            ),
            Self::Alias => Told::with_hint(
                "les renvois & et * ne sont pas acceptés",
                "recopiez la valeur, ou mettez le texte entre guillemets droits",
            ),
            Self::Tag => Told::with_hint(
                "les étiquettes comme «\u{a0}!!str\u{a0}» ne sont pas acceptées",
                "retirez-la, ou mettez le texte entre guillemets droits",
            ),
            Self::TooDeep => Told::with_hint(
                format!("trop de niveaux imbriqués (plus de {DEEPEST})"),
                "une fiche n’a besoin que de listes simples\u{a0}: revoyez les décalages",
            ),
            Self::DuplicateKey { key, first_line } => Told::with_hint(
                format!("la clé «\u{a0}{}\u{a0}» est écrite deux fois", quote(key)),
                format!("gardez une seule des deux\u{a0}; la première est {first_line} ligne(s) sous le premier ---"),
            ),
            Self::KeyNotText => Told::with_hint("cette clé n’est pas un texte", "écrivez un mot, puis deux-points"),
            Self::NotAGroup => Told::with_hint(
                "l’en-tête doit être une suite de lignes «\u{a0}clé: valeur\u{a0}»",
                "par exemple\u{a0}: title: Le Fournil",
            ),
            Self::Syntax(said) => Told::with_hint(
                format!("l’en-tête n’est pas lisible ici ({said})"),
                "mettez le texte entre guillemets droits, ou comparez avec une fiche qui marche",
            ),
        }
    }

    fn english(&self) -> Told {
        match self {
            Self::Tab => Told::with_hint("a tab indents this line", "replace the tab with two spaces"),
            Self::UnclosedQuote => Told::with_hint(
                "this quote is never closed",
                "close the text with the same quote, on the same line; an apostrophe inside ' ' is written twice",
            ),
            Self::UnclosedBracket => Told::with_hint(
                "this bracket or brace is not closed",
                "add ] or } at the end of the list, and a comma between its items",
            ),
            Self::ColonInText => Told::with_hint(
                "a colon in the middle of a text",
                "put the whole text in quotes: \"Malakoff: the town\"",
            ),
            Self::AfterQuote => Told::with_hint(
                "text follows the closing quote",
                "put all of the text inside the quotes; a quote inside is written \\\"",
            ),
            Self::Escape => Told::with_hint(
                "this backslash means nothing here",
                "write it twice (\\\\), or put the text in single quotes",
            ),
            Self::Indentation => Told::with_hint(
                "this line is not aligned with those before it",
                "align it: the keys of one group start in the same column",
            ),
            Self::NotAKey(line) => Told::with_hint(
                format!("“{}” is not of the form “key: value”", quote(line)),
                "write the key, a colon, a space, then the value",
            ),
            Self::ReservedSign(sign) => {
                Told::with_hint(format!("a text can’t start with “{sign}”"), "put the text in double quotes")
            }
            Self::Alias => Told::with_hint(
                "the references & and * are not accepted",
                "copy the value, or put the text in double quotes",
            ),
            Self::Tag => {
                Told::with_hint("tags such as !!str are not accepted", "remove it, or put the text in double quotes")
            }
            Self::TooDeep => Told::with_hint(
                format!("too many levels inside each other (more than {DEEPEST})"),
                "a page only needs simple lists: look at the indentation",
            ),
            Self::DuplicateKey { key, first_line } => Told::with_hint(
                format!("the key “{}” is written twice", quote(key)),
                format!("keep one of the two; the first is {first_line} line(s) below the first ---"),
            ),
            Self::KeyNotText => Told::with_hint("this key is not a text", "write a word, then a colon"),
            Self::NotAGroup => {
                Told::with_hint("the front matter must be lines of “key: value”", "for example: title: Le Fournil")
            }
            Self::Syntax(said) => Told::with_hint(
                format!("the front matter can’t be read here ({said})"),
                "put the text in double quotes, or compare with a page that works",
            ),
        }
    }
}
