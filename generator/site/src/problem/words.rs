//! The words of what can be wrong with a site, in French and in English.

use schema::words::{Language, Told};

use super::Problem;

#[expect(clippy::too_many_lines, reason = "one flat match: a line for each problem")]
pub(super) fn french(problem: &Problem) -> Told {
    match problem {
        Problem::Field(inner) => inner.told(Language::French),
        Problem::Yaml(inner) => inner.told(Language::French),
        Problem::Declaration(inner) => inner.told(Language::French),
        Problem::NotUtf8 => Told::with_hint(
            "ce fichier n’est pas enregistré en UTF-8\u{a0}: ses accents sont illisibles",
            "enregistrez-le de nouveau en choisissant l’encodage «\u{a0}UTF-8\u{a0}»",
        ),
        Problem::Empty => Told::with_hint("ce fichier est vide", "écrivez la page, ou supprimez le fichier"),
        Problem::TooLarge { size, max } => Told::with_hint(
            format!("cette page est trop lourde ({size} ko, {max} ko au plus)"),
            "coupez-la en plusieurs pages, ou mettez les images dans des fichiers à part",
        ),
        Problem::ByteOrderMark => Told::with_hint(
            "ce fichier commence par une marque invisible (BOM)",
            "enregistrez-le en «\u{a0}UTF-8\u{a0}» plutôt qu’en «\u{a0}UTF-8 avec BOM\u{a0}»",
        ),
        Problem::NoFrontMatter => Told::with_hint(
            "la page doit commencer par une ligne ---",
            "écrivez ---, puis title: et les autres clés, puis --- avant le texte",
        ),
        Problem::UnclosedFrontMatter => {
            Told::with_hint("l’en-tête n’est jamais refermé", "ajoutez une ligne --- entre les clés et le texte")
        }
        Problem::SameAddress { url, other } => Told::with_hint(
            format!("cette page aurait la même adresse ({url}) que {other}"),
            "renommez l’un des deux fichiers, ou donnez-lui un autre slug:",
        ),
        Problem::NeverShown { from } => Told::with_hint(
            format!("cette page expire avant d’être publiée ({from})"),
            "écrivez une date d’expire_at qui vient après celle de publish_at",
        ),
        Problem::MissingField { key, label } => Told::with_hint(
            format!("il manque «\u{a0}{}\u{a0}»", label.in_language(Language::French)),
            format!(
                "ajoutez une ligne «\u{a0}{key}: …\u{a0}» entre les deux lignes ---\u{a0}: ce champ est obligatoire"
            ),
        ),
        Problem::SectionName { url } => Told::with_hint(
            format!("cette page prend la place de la rubrique {url}"),
            "nommez-la _index.md si elle présente le dossier, ou donnez-lui un autre nom",
        ),
        Problem::BrokenLink { link, nearest: Some(nearest) } => Told::with_hint(
            format!("le lien «\u{a0}{link}\u{a0}» ne mène nulle part"),
            format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
        ),
        Problem::BrokenLink { link, nearest: None } => Told::with_hint(
            format!("le lien «\u{a0}{link}\u{a0}» ne mène nulle part"),
            "copiez l’adresse de la page dans le navigateur, par exemple /lieux/theatre-71/",
        ),
        Problem::UnpublishedLink(link) => Told::with_hint(
            format!("le lien «\u{a0}{link}\u{a0}» mène à une page qui n’est pas publiée en ce moment"),
            "retirez le lien, ou publiez la page (draft, publish_at, expire_at)",
        ),
        Problem::BrokenAnchor { anchor, nearest: Some(nearest) } => Told::with_hint(
            format!("la page n’a pas d’ancre «\u{a0}#{anchor}\u{a0}»"),
            format!("vouliez-vous écrire «\u{a0}#{nearest}\u{a0}»\u{a0}?"),
        ),
        Problem::BrokenAnchor { anchor, nearest: None } => Told::with_hint(
            format!("la page n’a pas d’ancre «\u{a0}#{anchor}\u{a0}»"),
            "une ancre est le titre d’une partie, en minuscules, avec des tirets",
        ),
        Problem::SameAnchor(anchor) => Told::with_hint(
            format!("l’ancre «\u{a0}#{anchor}\u{a0}» sert deux fois dans cette page"),
            "donnez-en une autre à cette partie, par exemple ## Titre {#autre-ancre}",
        ),
        Problem::MissingImage(image) => Told::with_hint(
            format!("l’image «\u{a0}{image}\u{a0}» n’existe pas"),
            "posez le fichier à côté de la page, ou vérifiez son nom (majuscules comprises)",
        ),
        Problem::UnknownPage { page, nearest: Some(nearest) } => Told::with_hint(
            format!("la page «\u{a0}{page}\u{a0}» n’existe pas"),
            format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
        ),
        Problem::UnknownPage { page, nearest: None } => Told::with_hint(
            format!("la page «\u{a0}{page}\u{a0}» n’existe pas"),
            "écrivez le dossier puis le nom du fichier sans .md, par exemple lieux/theatre-71",
        ),
        Problem::WrongKind { page, wanted, found } => Told::with_hint(
            format!("«\u{a0}{page}\u{a0}» est une page de genre «\u{a0}{found}\u{a0}»"),
            format!("ce champ attend une page de genre «\u{a0}{wanted}\u{a0}»"),
        ),
        Problem::UnknownKind { kind, nearest: Some(nearest) } => Told::with_hint(
            format!("le genre «\u{a0}{kind}\u{a0}» n’existe pas"),
            format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
        ),
        Problem::UnknownKind { kind, nearest: None } => Told::with_hint(
            format!("le genre «\u{a0}{kind}\u{a0}» n’existe pas"),
            "les genres sont les fichiers du dossier content/_kinds",
        ),
        Problem::SameKind(name) => Told::with_hint(
            format!("un autre genre s’appelle «\u{a0}{name}\u{a0}» ou a le même dossier"),
            "changez name: ou folder:",
        ),
        Problem::SameForm(name) => Told::with_hint(
            format!("un autre formulaire s’appelle «\u{a0}{name}\u{a0}» ou a la même adresse"),
            "changez name: ou address:",
        ),
        Problem::FormAddress(url) => Told::with_hint(
            format!("ce formulaire aurait l’adresse {url}, qu’une autre page a déjà"),
            "changez name: ou address:",
        ),
        Problem::UnknownSort { key, nearest: Some(nearest), .. } => Told::with_hint(
            format!("ces pages ne se trient pas par «\u{a0}{key}\u{a0}»"),
            format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
        ),
        Problem::UnknownSort { key, nearest: None, known } => Told::with_hint(
            format!("ces pages ne se trient pas par «\u{a0}{key}\u{a0}»"),
            format!("triez par l’une de ces clés\u{a0}: {}", known.join(", ")),
        ),
        Problem::UnknownFilter { key, nearest: Some(nearest), .. } => Told::with_hint(
            format!("ces pages n’ont pas de champ «\u{a0}{key}\u{a0}»"),
            format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
        ),
        Problem::UnknownFilter { key, nearest: None, known } => Told::with_hint(
            format!("ces pages n’ont pas de champ «\u{a0}{key}\u{a0}»"),
            format!("leurs champs\u{a0}: {}", known.join(", ")),
        ),
        Problem::OtherTimezone(name) => Told::with_hint(
            format!("les heures du site sont celles de Paris, pas celles de «\u{a0}{name}\u{a0}»"),
            "retirez cette ligne, ou écrivez timezone: Europe/Paris",
        ),
        Problem::MailInClear(host) => Told::with_hint(
            format!("le courrier des habitants ne part pas en clair vers «\u{a0}{host}\u{a0}»"),
            "écrivez security: starttls ou security: tls\u{a0}; none ne vaut que pour localhost",
        ),
        Problem::UnknownWord { word, wanted } => {
            Told::with_hint(format!("«\u{a0}{word}\u{a0}» ne veut rien dire ici"), format!("écrivez\u{a0}: {wanted}"))
        }
        Problem::UnknownTemplate { template, nearest: Some(nearest) } => Told::with_hint(
            format!("le thème n’a pas de gabarit «\u{a0}{template}\u{a0}»"),
            format!("vouliez-vous écrire «\u{a0}{nearest}\u{a0}»\u{a0}?"),
        ),
        Problem::UnknownTemplate { template, nearest: None } => Told::with_hint(
            format!("le thème n’a pas de gabarit «\u{a0}{template}\u{a0}»"),
            "retirez la ligne template:, ou ajoutez le gabarit au thème",
        ),
        Problem::Template(said) => Told::plain(format!("le gabarit ne marche pas\u{a0}: {said}")),
        Problem::MissingFolder(folder) => Told::with_hint(
            format!("il manque le dossier ou le fichier «\u{a0}{folder}\u{a0}»"),
            "lancez la commande dans le dossier du site, ou donnez-le avec --root",
        ),
        Problem::Unreadable(said) => Told::with_hint(
            format!("ce fichier ne peut pas être lu ({said})"),
            "vérifiez qu’il n’est pas ouvert ailleurs et que vous en avez le droit",
        ),
        Problem::NameNotUtf8 => {
            Told::with_hint("le nom de ce fichier n’est pas en UTF-8", "renommez-le avec des lettres simples")
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one flat match: a line for each problem")]
pub(super) fn english(problem: &Problem) -> Told {
    match problem {
        Problem::Field(inner) => inner.told(Language::English),
        Problem::Yaml(inner) => inner.told(Language::English),
        Problem::Declaration(inner) => inner.told(Language::English),
        Problem::NotUtf8 => Told::with_hint(
            "this file is not saved as UTF-8: its accents can’t be read",
            "save it again with the encoding “UTF-8”",
        ),
        Problem::Empty => Told::with_hint("this file is empty", "write the page, or delete the file"),
        Problem::TooLarge { size, max } => Told::with_hint(
            format!("this page is too large ({size} kB, at most {max} kB)"),
            "cut it into several pages, or put its images in files of their own",
        ),
        Problem::ByteOrderMark => Told::with_hint(
            "this file starts with an invisible mark (BOM)",
            "save it as “UTF-8” rather than “UTF-8 with BOM”",
        ),
        Problem::NoFrontMatter => Told::with_hint(
            "the page must start with a line ---",
            "write ---, then title: and the other keys, then --- before the text",
        ),
        Problem::UnclosedFrontMatter => {
            Told::with_hint("the front matter is never closed", "add a line --- between the keys and the text")
        }
        Problem::SameAddress { url, other } => Told::with_hint(
            format!("this page would have the same address ({url}) as {other}"),
            "rename one of the two files, or give it another slug:",
        ),
        Problem::NeverShown { from } => Told::with_hint(
            format!("this page expires before it is published ({from})"),
            "write a date for expire_at that comes after that of publish_at",
        ),
        Problem::MissingField { key, label } => Told::with_hint(
            format!("“{}” is missing", label.in_language(Language::English)),
            format!("add a line “{key}: …” between the two lines ---: this field is required"),
        ),
        Problem::SectionName { url } => Told::with_hint(
            format!("this page takes the place of the section {url}"),
            "call it _index.md if it presents the folder, or give it another name",
        ),
        Problem::BrokenLink { link, nearest: Some(nearest) } => {
            Told::with_hint(format!("the link “{link}” leads nowhere"), format!("did you mean “{nearest}”?"))
        }
        Problem::BrokenLink { link, nearest: None } => Told::with_hint(
            format!("the link “{link}” leads nowhere"),
            "copy the page’s address from the browser, such as /lieux/theatre-71/",
        ),
        Problem::UnpublishedLink(link) => Told::with_hint(
            format!("the link “{link}” leads to a page that is not published now"),
            "remove the link, or publish the page (draft, publish_at, expire_at)",
        ),
        Problem::BrokenAnchor { anchor, nearest: Some(nearest) } => {
            Told::with_hint(format!("the page has no anchor “#{anchor}”"), format!("did you mean “#{nearest}”?"))
        }
        Problem::BrokenAnchor { anchor, nearest: None } => Told::with_hint(
            format!("the page has no anchor “#{anchor}”"),
            "an anchor is a heading in lower case, with hyphens",
        ),
        Problem::SameAnchor(anchor) => Told::with_hint(
            format!("the anchor “#{anchor}” stands twice in this page"),
            "give this part another one, such as ## Title {#other-anchor}",
        ),
        Problem::MissingImage(image) => Told::with_hint(
            format!("the image “{image}” does not exist"),
            "put the file beside the page, or check its name (capitals included)",
        ),
        Problem::UnknownPage { page, nearest: Some(nearest) } => {
            Told::with_hint(format!("the page “{page}” does not exist"), format!("did you mean “{nearest}”?"))
        }
        Problem::UnknownPage { page, nearest: None } => Told::with_hint(
            format!("the page “{page}” does not exist"),
            "write the folder, then the file’s name without .md, such as lieux/theatre-71",
        ),
        Problem::WrongKind { page, wanted, found } => Told::with_hint(
            format!("“{page}” is a page of kind “{found}”"),
            format!("this field takes a page of kind “{wanted}”"),
        ),
        Problem::UnknownKind { kind, nearest: Some(nearest) } => {
            Told::with_hint(format!("the kind “{kind}” does not exist"), format!("did you mean “{nearest}”?"))
        }
        Problem::UnknownKind { kind, nearest: None } => {
            Told::with_hint(format!("the kind “{kind}” does not exist"), "kinds are the files of content/_kinds")
        }
        Problem::SameKind(name) => Told::with_hint(
            format!("another kind is called “{name}” or has the same folder"),
            "change name: or folder:",
        ),
        Problem::SameForm(name) => Told::with_hint(
            format!("another form is called “{name}” or has the same address"),
            "change name: or address:",
        ),
        Problem::FormAddress(url) => Told::with_hint(
            format!("this form would have the address {url}, which another page already has"),
            "change name: or address:",
        ),
        Problem::UnknownSort { key, nearest: Some(nearest), .. } => {
            Told::with_hint(format!("these pages can’t be sorted by “{key}”"), format!("did you mean “{nearest}”?"))
        }
        Problem::UnknownSort { key, nearest: None, known } => Told::with_hint(
            format!("these pages can’t be sorted by “{key}”"),
            format!("sort by one of: {}", known.join(", ")),
        ),
        Problem::UnknownFilter { key, nearest: Some(nearest), .. } => {
            Told::with_hint(format!("these pages have no field “{key}”"), format!("did you mean “{nearest}”?"))
        }
        Problem::UnknownFilter { key, nearest: None, known } => {
            Told::with_hint(format!("these pages have no field “{key}”"), format!("their fields: {}", known.join(", ")))
        }
        Problem::OtherTimezone(name) => Told::with_hint(
            format!("the hours of the site are those of Paris, not of “{name}”"),
            "remove this line, or write timezone: Europe/Paris",
        ),
        Problem::MailInClear(host) => Told::with_hint(
            format!("residents’ mail does not leave in clear for “{host}”"),
            "write security: starttls or security: tls; none is for localhost alone",
        ),
        Problem::UnknownWord { word, wanted } => {
            Told::with_hint(format!("“{word}” means nothing here"), format!("write: {wanted}"))
        }
        Problem::UnknownTemplate { template, nearest: Some(nearest) } => {
            Told::with_hint(format!("the theme has no template “{template}”"), format!("did you mean “{nearest}”?"))
        }
        Problem::UnknownTemplate { template, nearest: None } => Told::with_hint(
            format!("the theme has no template “{template}”"),
            "remove the line template:, or add the template to the theme",
        ),
        Problem::Template(said) => Told::plain(format!("the template does not work: {said}")),
        Problem::MissingFolder(folder) => Told::with_hint(
            format!("the folder or file “{folder}” is missing"),
            "run the command in the site’s folder, or name it with --root",
        ),
        Problem::Unreadable(said) => Told::with_hint(
            format!("this file can’t be read ({said})"),
            "check that it is not open elsewhere and that you may read it",
        ),
        Problem::NameNotUtf8 => Told::with_hint("this file’s name is not UTF-8", "rename it with plain letters"),
    }
}
