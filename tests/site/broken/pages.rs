//! The broken pages: what each holds, and where its faults must be told.
//!
//! One fault a page, unless two are the point.

/// A file that is wrong, and the lines, columns and codes of its faults.
pub(super) struct Broken {
    /// Its path.
    pub(super) file: String,
    /// What it holds.
    pub(super) bytes: Vec<u8>,
    /// Where its faults are; none when the fault is told in its twin.
    pub(super) told: &'static [(u64, u64, &'static str)],
}

fn file(path: &str, bytes: impl Into<Vec<u8>>, told: &'static [(u64, u64, &'static str)]) -> Broken {
    Broken { file: format!("content/{path}.md"), bytes: bytes.into(), told }
}

/// A merchant's page; what is put into its front matter starts on line 4.
fn sheet(name: &str, front_matter: &str, told: &'static [(u64, u64, &'static str)]) -> Broken {
    file(
        &format!("commerces/{name}"),
        format!("---\ntitle: Essai\ncategorie: cave\n{front_matter}---\n\nTexte.\n"),
        told,
    )
}

/// A page with this text, which starts on line 5.
fn text(name: &str, markdown: &str, told: &'static [(u64, u64, &'static str)]) -> Broken {
    file(&format!("lieux/{name}"), format!("---\ntitle: Essai\n---\n\n{markdown}\n"), told)
}

/// Every broken page.
pub(super) fn all() -> Vec<Broken> {
    [yaml(), fields(), bodies(), whole_files(), relations(), forms()].into_iter().flatten().collect()
}

fn yaml() -> Vec<Broken> {
    vec![
        sheet("tab", "produits:\n\t- { nom: Miche, prix: 4 € }\n", &[(5, 1, "yaml-tab")]),
        sheet("tab-later", "produits:\n  - nom: Miche\n  \tprix: 4 €\n", &[(6, 3, "yaml-tab")]),
        sheet("quote", "description: \"Du pain\ntelephone: 01 99 00 14 06\n", &[(4, 14, "yaml-unclosed-quote")]),
        sheet("single-quote", "description: 'L'atelier'\n", &[(4, 17, "yaml-after-quote")]),
        sheet("bracket", "tags: [pain, quartier\ntelephone: 01 99 00 14 06\n", &[(4, 7, "yaml-unclosed-bracket")]),
        sheet("twice", "telephone: 01 99 00 14 06\ntelephone: 01 99 00 14 07\n", &[(5, 1, "duplicate-key")]),
        sheet("colon", "description: Malakoff : la ville\n", &[(4, 23, "yaml-colon")]),
        sheet("indented", "  telephone: 01 99 00 14 06\n", &[(4, 3, "yaml-indentation")]),
        sheet("no-key", "ouvert le dimanche\ntelephone: 01 99 00 14 06\n", &[(4, 1, "yaml-not-a-key")]),
        sheet("no-space", "telephone:01 99 00 14 06\n", &[(4, 1, "yaml-not-a-key")]),
        sheet("reserved", "description: @le_fournil\n", &[(4, 14, "yaml-reserved-sign")]),
        sheet("tag", "description: !!str 12\n", &[(4, 14, "yaml-tag")]),
        sheet("bomb", "tags: &a [x, x]\naliases: [*a, *a, *a, *a]\n", &[(4, 7, "yaml-alias")]),
        sheet("deep", &format!("tags: {}x{}\n", "[".repeat(200), "]".repeat(200)), &[(4, 103, "yaml-too-deep")]),
        sheet("deep-lines", &deep_lines(), &[(28, 49, "yaml-too-deep")]),
    ]
}

fn deep_lines() -> String {
    (0..40).flat_map(|depth| ["  ".repeat(depth), "cle:\n".to_owned()]).collect()
}

fn fields() -> Vec<Broken> {
    vec![
        sheet("unknown-key", "telefone: 01 99 00 14 06\n", &[(4, 1, "unknown-key")]),
        sheet("unknown-owned-key", "descripton: Du vin.\n", &[(4, 1, "unknown-key")]),
        sheet("no-such-day", "date: 31/02/2027\n", &[(4, 7, "date-no-such-day")]),
        sheet("a-list", "telephone: [01 99 00 14 06]\n", &[(4, 12, "not-a-text")]),
        sheet("no-list", "produits: des pommes\n", &[(4, 11, "not-a-list")]),
        file("commerces/missing", "---\ntitle: Essai\n---\n", &[(1, 1, "required")]),
        file("commerces/blank", "---\ntitle: Essai\ncategorie:\n---\n", &[(3, 1, "required")]),
        file("commerces/no-title", "---\ncategorie: cave\n---\n", &[(1, 1, "required")]),
        file("commerces/choice", "---\ntitle: Essai\ncategorie: boulangeri\n---\n", &[(3, 12, "not-an-option")]),
        file("commerces/other-choice", "---\ntitle: Essai\ncategorie: fromager\n---\n", &[(3, 12, "not-an-option")]),
        sheet("hours", "horaires: \"mar-sam 8h-13h ; dim 8h-26h30\"\n", &[(4, 36, "hours-no-such-time")]),
        sheet("phone", "telephone: 01 99 00 14\n", &[(4, 12, "phone-length")]),
        sheet("address", "adresse: Malakoff\n", &[(4, 10, "address-no-street")]),
        sheet("web", "site: le-fournil\n", &[(4, 7, "url-not-a-url")]),
        sheet("number", "couverts: 0\n", &[(4, 11, "number-too-small")]),
        sheet("answer", "draft: peut-être\n", &[(4, 8, "yes-no-neither")]),
        sheet(
            "closure",
            "fermetures:\n  - { du: 2027-08-21, au: 2027-08-01 }\n",
            &[(5, 27, "closure-ends-before-start")],
        ),
        sheet("money", "produits:\n  - nom: Miche\n    prix: cinq euros\n", &[(6, 11, "money-not-a-price")]),
        sheet("item", "produits:\n  - { nom: Miche, prix: 4 € }\n  - { nom: Baguette }\n", &[(6, 7, "required")]),
        sheet("item-key", "produits:\n  - { nom: Miche, pris: 4 €, prix: 4 € }\n", &[(5, 19, "unknown-key")]),
        sheet("two-faults", "telephone: 12\nsite: x\n", &[(4, 12, "phone-not-a-number"), (5, 7, "url-not-a-url")]),
        file(
            "commerces/accents",
            "---\ntitle: Été\ncategorie: cave\nété: 漢\ndate: 1/13/2027\n---\n",
            &[(4, 1, "unknown-key"), (5, 7, "date-no-such-month")],
        ),
    ]
}

fn bodies() -> Vec<Broken> {
    vec![
        text("link", "Voir [le théâtre](/lieux/theatr/) du village.", &[(5, 19, "broken-link")]),
        text("file-link", "Été : voir [la salle](../lieux/sale.md).", &[(5, 23, "broken-link")]),
        text("anchor", "Voir [l’accès](/lieux/theatre/#comment-veni).", &[(5, 16, "broken-anchor")]),
        text("image", "Ici.\n\n![La façade](facade.jpg)", &[(7, 14, "missing-image")]),
        sheet("photo", "photo: { fichier: porte.jpg, texte: La porte }\n", &[(4, 19, "missing-image")]),
        sheet("photo-path", "photo: { fichier: ../porte.jpg, texte: La porte }\n", &[(4, 19, "not-a-file-name")]),
    ]
}

fn whole_files() -> Vec<Broken> {
    let marked = "\u{feff}---\ntitle: Essai\n---\n\nTexte.\n";
    let windows = "---\r\ntitle: Essai\r\ncategorie: cave\r\ntelephone: 12\r\n---\r\n\r\nVoir [ici](/nulle-part/).\r\n";
    let windows_link = "---\r\ntitle: Essai\r\n---\r\n\r\nVoir [ici](/nulle-part/).\r\n";
    let latin = b"---\ntitle: Essai\ncategorie: cave\ndescription: Boulang\xe8re\n---\n";
    let large = format!("---\ntitle: Essai\n---\n\n{}\n", "Un texte trop long. ".repeat(5 * 1024 * 1024 / 20));
    vec![
        file("lieux/bom", marked, &[(1, 1, "byte-order-mark")]),
        file("commerces/windows", windows, &[(4, 12, "phone-not-a-number"), (7, 12, "broken-link")]),
        file("lieux/windows-link", windows_link, &[(5, 12, "broken-link")]),
        file("commerces/latin", latin.as_slice(), &[(4, 21, "not-utf8")]),
        file("lieux/empty", "", &[(1, 1, "empty-file")]),
        file("lieux/blank", " \n\n", &[(1, 1, "empty-file")]),
        file("lieux/large", large, &[(1, 1, "too-large")]),
        file("lieux/bare", "# Le marché\n\nIl a lieu le mercredi.\n", &[(1, 1, "no-front-matter")]),
        file("lieux/open", "---\ntitle: Essai\n\nIl a lieu le mercredi.\n", &[(1, 1, "unclosed-front-matter")]),
    ]
}

fn relations() -> Vec<Broken> {
    let kind = "name: marche\nlabel: { one: marché, many: marchés }\nfolder: marches\ntemplate: lieu.html\nfields:\n  jour: { label: Jour, text: {}, requird: true }\n";
    let collected = "---\ntitle: Essai\ncollect:\n  boutiques: { kinds: [commerces], sort: title }\n---\n";
    vec![
        sheet("no-page", "lieu: lieux/theatr\n", &[(4, 7, "unknown-page")]),
        sheet("other-kind", "lieu: commerces/librairie\n", &[(4, 7, "wrong-kind")]),
        sheet("not-a-page", "lieu: \"le théâtre !\"\n", &[(4, 7, "not-a-page")]),
        sheet("slug-a", "slug: le-meme\n", &[]),
        sheet("slug-b", "slug: le-meme\n", &[(4, 7, "same-address")]),
        // Two names that look alike: é in one character, and in two.
        file("lieux/caf\u{e9}", "---\ntitle: Essai\n---\n", &[(1, 1, "same-address")]),
        file("lieux/cafe\u{301}", "---\ntitle: Essai\n---\n", &[]),
        file("collected", collected, &[(4, 24, "unknown-kind")]),
        sheet("template", "template: comerce.html\n", &[(4, 11, "unknown-template")]),
        file("quartiers/_index", "---\ntitle: Quartiers\npaginat: 3\n---\n", &[(3, 1, "unknown-key")]),
        Broken {
            file: "content/_kinds/marche.yaml".to_owned(),
            bytes: kind.into(),
            told: &[(6, 34, "declaration-unknown-key")],
        },
    ]
}

/// A register form about the activities, with one piece replaced.
fn form(name: &str, piece: &str, faulty: &str, told: &'static [(u64, u64, &'static str)]) -> Broken {
    let text = format!(
        "name: {name}\ntitle: Essai\nbutton: Envoyer\nabout: activite\nworkflow:\n  register:\n    sessions: {{ list: seances, id: id, start: debut, capacity: places }}\n    choice: seance\n    offer_hours: 24\n    contact: {{ name: nom }}\nfields:\n  nom: {{ label: Nom, text: {{}} }}\n"
    );
    assert!(text.contains(piece), "{piece}");
    Broken { file: format!("content/_forms/{name}.yaml"), bytes: text.replacen(piece, faulty, 1).into(), told }
}

fn forms() -> Vec<Broken> {
    vec![
        form("cle", "button:", "buton:", &[(3, 1, "declaration-unknown-key")]),
        form(
            "champ",
            "name: nom }",
            "name: prenom, phone: non }",
            &[(10, 22, "declaration-unknown-field"), (10, 37, "declaration-unknown-field")],
        ),
        form("genre", "about: activite", "about: activte", &[(4, 8, "unknown-kind")]),
        form("seances", "list: seances", "list: seance", &[(7, 23, "declaration-unknown-field")]),
        form("sorte", "start: debut", "start: nom", &[(7, 47, "declaration-wrong-type")]),
        form("jumeau", "name: jumeau", "name: inscription", &[(1, 7, "same-form")]),
        form("lieu", "about: activite", "address: a/b", &[(1, 7, "declaration-register-without-pages")]),
    ]
}
