//! What can be wrong with the shape of a page or a submission: keys, lists,
//! choices. What is wrong with one value is told by its type.

use crate::declaration::Phrase;
use crate::types::reading::quote;
use crate::words::{Language, Told};

/// What can be wrong with keys, lists and choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A field that must be filled is not. Its label.
    Required(Phrase),
    /// A key that no field has.
    UnknownKey {
        /// The key as written.
        key: String,
        /// The declared key that looks most like it.
        nearest: Option<String>,
    },
    /// A list or a group stands where a text is wanted.
    NotAText,
    /// Something else stands where a list is wanted.
    NotAList,
    /// Something else stands where a group of keys is wanted.
    NotAGroup,
    /// A choice that the field does not offer.
    NotAnOption {
        /// What was written.
        value: String,
        /// The option that looks most like it.
        nearest: Option<String>,
        /// Every option, as it is written.
        options: Vec<String>,
    },
    /// More items than the list takes.
    TooMany {
        /// The most it takes.
        max: usize,
    },
    /// Two items of a list with one code.
    SameIdentifier(String),
    /// A field that only counts when another one says so. The other's key and value.
    NotApplicable {
        /// The other field.
        key: String,
        /// What it should hold.
        value: String,
    },
    /// A page that is named as `lieux/theatre-71` is, but is not so written.
    NotAPage(String),
    /// An image's file that is not a plain file name of the page's folder.
    NotAFileName(String),
    /// Who is not old enough on the day.
    TooYoung {
        /// The least age, in years.
        from: i32,
    },
    /// Who is too old on the day.
    TooOld {
        /// The highest age, in years.
        to: i32,
    },
    /// No place is left, nor a turn to wait for one.
    Full,
    /// It has begun, or is cancelled.
    Over,
    /// The code is not that of another household with the same person.
    NotTheOtherHousehold,
}

impl Problem {
    /// A stable name for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Required(_) => "required",
            Self::UnknownKey { .. } => "unknown-key",
            Self::NotAText => "not-a-text",
            Self::NotAList => "not-a-list",
            Self::NotAGroup => "not-a-group",
            Self::NotAnOption { .. } => "not-an-option",
            Self::TooMany { .. } => "too-many",
            Self::SameIdentifier(_) => "same-identifier",
            Self::NotApplicable { .. } => "not-applicable",
            Self::NotAPage(_) => "not-a-page",
            Self::NotAFileName(_) => "not-a-file-name",
            Self::TooYoung { .. } => "too-young",
            Self::TooOld { .. } => "too-old",
            Self::Full => "full",
            Self::Over => "over",
            Self::NotTheOtherHousehold => "not-the-other-household",
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
            Self::Required(label) => Told::with_hint(
                format!("il manque «\u{a0}{}\u{a0}»", label.in_language(Language::French)),
                "remplissez ce champ\u{a0}: il est obligatoire",
            ),
            Self::UnknownKey { key, nearest: Some(nearest) } => Told::with_hint(
                format!("la clé «\u{a0}{}\u{a0}» n’existe pas", quote(key)),
                format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
            ),
            Self::UnknownKey { key, nearest: None } => Told::with_hint(
                format!("la clé «\u{a0}{}\u{a0}» n’existe pas", quote(key)),
                "retirez cette ligne, ou déclarez ce champ dans content/_kinds",
            ),
            Self::NotAText => {
                Told::with_hint("un texte est attendu ici", "écrivez la valeur sur la même ligne que la clé")
            }
            Self::NotAList => Told::with_hint(
                "une liste est attendue ici",
                "écrivez un élément par ligne, précédé d’un tiret et d’une espace",
            ),
            Self::NotAGroup => Told::with_hint(
                "un groupe de clés est attendu ici",
                "écrivez une ligne «\u{a0}clé: valeur\u{a0}» pour chaque renseignement",
            ),
            Self::NotAnOption { value, nearest: Some(nearest), .. } => Told::with_hint(
                format!("«\u{a0}{}\u{a0}» n’est pas un choix possible", quote(value)),
                format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
            ),
            Self::NotAnOption { value, nearest: None, options } => Told::with_hint(
                format!("«\u{a0}{}\u{a0}» n’est pas un choix possible", quote(value)),
                format!("choisissez parmi\u{a0}: {}", options.join(", ")),
            ),
            Self::TooMany { max } => {
                Told::with_hint("cette liste est trop longue", format!("gardez {max} éléments au plus"))
            }
            Self::SameIdentifier(code) => Told::with_hint(
                format!("le code «\u{a0}{}\u{a0}» sert deux fois dans cette liste", quote(code)),
                "donnez un code différent à chaque élément",
            ),
            Self::NotApplicable { key, value } => Told::with_hint(
                format!("ce champ ne compte que si «\u{a0}{key}\u{a0}» vaut «\u{a0}{value}\u{a0}»"),
                "retirez-le, ou changez l’autre champ",
            ),
            Self::NotAPage(text) => Told::with_hint(
                format!("«\u{a0}{}\u{a0}» n’est pas l’adresse d’une page", quote(text)),
                "écrivez le dossier puis le nom du fichier sans .md, par exemple lieux/theatre-71",
            ),
            Self::TooYoung { from } => Told::with_hint(
                format!("il faut avoir au moins {from}\u{a0}ans le jour de la séance"),
                "vérifiez la date de naissance, ou choisissez une autre activité",
            ),
            Self::TooOld { to } => Told::with_hint(
                format!("il faut avoir au plus {to}\u{a0}ans le jour de la séance"),
                "vérifiez la date de naissance, ou choisissez une autre activité",
            ),
            Self::Full => Told::with_hint(
                "cette séance est complète, et sa liste d’attente aussi",
                "choisissez une autre séance, ou appelez le service",
            ),
            Self::Over => Told::with_hint(
                "on ne peut plus s’inscrire à cette séance\u{a0}: elle a commencé ou elle est annulée",
                "choisissez une autre séance",
            ),
            Self::NotTheOtherHousehold => Told::with_hint(
                "ce code n’est pas celui d’une inscription de la même personne à la même séance",
                "recopiez le code que l’autre foyer lit sur sa page de suivi, et écrivez le nom et la date de naissance comme lui",
            ),
            Self::NotAFileName(text) => Told::with_hint(
                format!("«\u{a0}{}\u{a0}» n’est pas un nom d’image", quote(text)),
                "écrivez le nom d’un fichier placé à côté de la page, par exemple vitrine.jpg",
            ),
        }
    }

    fn english(&self) -> Told {
        match self {
            Self::Required(label) => Told::with_hint(
                format!("“{}” is missing", label.in_language(Language::English)),
                "fill in this field: it is required",
            ),
            Self::UnknownKey { key, nearest: Some(nearest) } => Told::with_hint(
                format!("the key “{}” does not exist", quote(key)),
                format!("did you mean “{nearest}”?"),
            ),
            Self::UnknownKey { key, nearest: None } => Told::with_hint(
                format!("the key “{}” does not exist", quote(key)),
                "remove this line, or declare the field in content/_kinds",
            ),
            Self::NotAText => Told::with_hint("a text is expected here", "write the value on the same line as the key"),
            Self::NotAList => {
                Told::with_hint("a list is expected here", "write one item a line, after a dash and a space")
            }
            Self::NotAGroup => {
                Told::with_hint("a group of keys is expected here", "write a line “key: value” for each detail")
            }
            Self::NotAnOption { value, nearest: Some(nearest), .. } => Told::with_hint(
                format!("“{}” is not one of the choices", quote(value)),
                format!("did you mean “{nearest}”?"),
            ),
            Self::NotAnOption { value, nearest: None, options } => Told::with_hint(
                format!("“{}” is not one of the choices", quote(value)),
                format!("choose one of: {}", options.join(", ")),
            ),
            Self::TooMany { max } => Told::with_hint("this list is too long", format!("keep at most {max} items")),
            Self::SameIdentifier(code) => Told::with_hint(
                format!("the code “{}” stands twice in this list", quote(code)),
                "give each item a code of its own",
            ),
            Self::NotApplicable { key, value } => Told::with_hint(
                format!("this field only counts when “{key}” is “{value}”"),
                "remove it, or change the other field",
            ),
            Self::NotAPage(text) => Told::with_hint(
                format!("“{}” is not a page’s address", quote(text)),
                "write the folder, then the file’s name without .md, such as lieux/theatre-71",
            ),
            Self::TooYoung { from } => Told::with_hint(
                format!("one must be at least {from} years old on the day of the session"),
                "check the date of birth, or choose another activity",
            ),
            Self::TooOld { to } => Told::with_hint(
                format!("one must be at most {to} years old on the day of the session"),
                "check the date of birth, or choose another activity",
            ),
            Self::Full => Told::with_hint(
                "this session is full, and so is its waiting list",
                "choose another session, or call the service",
            ),
            Self::Over => Told::with_hint(
                "one can no longer register for this session: it has begun or it is cancelled",
                "choose another session",
            ),
            Self::NotTheOtherHousehold => Told::with_hint(
                "this code is not that of a registration of the same person for the same session",
                "copy the code that the other household reads on its tracking page, and write the name and date of birth as it did",
            ),
            Self::NotAFileName(text) => Told::with_hint(
                format!("“{}” is not the name of an image", quote(text)),
                "write the name of a file that stands beside the page, such as vitrine.jpg",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::Kind;
    use crate::read::{self, Origin};
    use crate::words::Language;
    use crate::yaml;

    #[test]
    fn what_is_missing_is_called_as_its_reader_calls_it() {
        let text = "name: lieu\nlabel: { one: lieu, many: lieux }\nfolder: lieux\ntemplate: lieu.html\nfields:\n  telephone: { label: { fr: Téléphone, en: Phone }, required: true, phone: {} }\n  fermetures: { label: Fermetures, closures: {} }\n";
        let page = yaml::parse("fermetures:\n  - { au: 2027-08-21 }\n").unwrap();
        let (_, faults) = read::group(&Kind::parse(text).unwrap().fields, &page, Origin::FrontMatter, |_| false);
        let told = |language| faults.iter().map(|fault| fault.problem.told(language).message).collect::<Vec<_>>();
        assert_eq!(told(Language::French), ["il manque «\u{a0}Téléphone\u{a0}»", "il manque «\u{a0}Du\u{a0}»"]);
        assert_eq!(told(Language::English), ["“Phone” is missing", "“From” is missing"]);
    }
}
