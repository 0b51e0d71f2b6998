//! Whatever is edited, in whatever order, an incremental build equals a build
//! from nothing, byte for byte.

use proptest::prelude::{Strategy, any, prop, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use site::Outcome;
use town::{Library, MOMENT, Snapshot, Town, instant};

mod front_matter;

use front_matter::{files, set, unset};

/// One item of a list whose length is not known yet.
#[derive(Clone, Copy, Debug)]
struct Which(usize);

impl Which {
    fn of<T>(self, list: &[T]) -> &T {
        &list[self.0 % list.len()]
    }
}

/// One thing that happens to a site between two builds.
#[derive(Clone, Debug)]
enum Edit {
    /// A page's text.
    Body(Which, &'static str),
    /// A key of a page's front matter, whatever its kind makes of it.
    Key(Which, &'static str, &'static str),
    /// A key that goes away.
    NoKey(Which, &'static str),
    /// A page moves.
    Move(Which, &'static str),
    /// A page goes away.
    Delete(Which),
    /// A page of its own folder, or a plain one again.
    Unfold(Which),
    /// Any other file: a declaration, a template, the settings.
    Replace(&'static str, &'static str, &'static str),
    /// A file that is copied as it is.
    File(&'static str, &'static str),
    /// Such a file goes away.
    NoFile(&'static str),
    /// A form comes, or goes.
    Form(&'static str, &'static str),
    /// Someone meddles with the output.
    Meddle(Which),
    /// The clock moves.
    Clock(&'static str),
    /// The process ends, another one starts.
    Restart,
}

const KEYS: [(&str, &str); 23] = [
    ("title", "Un autre titre"),
    ("title", "\"Les écrits : tome 2\""),
    ("description", "\"Autre chose.\""),
    ("draft", "oui"),
    ("draft", "non"),
    ("slug", "ailleurs"),
    ("slug", "concert"),
    ("slug", "cour"),
    ("aliases", "[/vieille-adresse/]"),
    ("aliases", "[/vieille-adresse/, /boulangerie/]"),
    ("tags", "[pain]"),
    ("tags", "[Pain, fête]"),
    ("weight", "3"),
    ("date", "2026-11-02"),
    ("updated", "2026-11-22"),
    ("publish_at", "2026-11-25 08:00"),
    ("expire_at", "2026-12-31 00:00"),
    ("template", "page.html"),
    ("paginate", "1"),
    ("sort", "-title"),
    ("lieu", "lieux/mairie"),
    ("adresse", "7 rue Hoche"),
    ("categorie", "boulangerie"),
];

const REPLACED: [(&str, &str, &str); 16] = [
    ("parvis.yaml", "title: Le village", "title: Le bourg"),
    ("parvis.yaml", "label: Commerces", "label: Boutiques"),
    ("parvis.yaml", "https://village.example/", "https://village.example/ville/"),
    ("content/_kinds/commerce.yaml", "label: Métier", "label: Art"),
    ("content/_kinds/commerce.yaml", "lists: [categorie]", "lists: []"),
    ("content/_kinds/commerce.yaml", "cave: Cave à vins", "cave: Caviste"),
    ("content/_forms/inscription.yaml", "label: Prénom", "label: Petit nom"),
    ("content/_forms/inscription.yaml", "title: S’inscrire", "title: Réserver"),
    ("content/_forms/inscription.yaml", "name: inscription", "name: reservation"),
    ("content/activites/cirque.md", "annulee: oui", "annulee: non"),
    ("content/_kinds/lieu.yaml", "CivicStructure", "Place"),
    ("content/_kinds/activite.yaml", "event: { start: debut, end: fin }", "event: { start: debut }"),
    ("content/_kinds/actualite.yaml", "template: actualite.html", "template: page.html"),
    ("themes/malakoff/templates/commerce.html", "<article class=\"commerce\">", "<article class=\"boutique\">"),
    ("themes/malakoff/assets/style.css", "{", " {"),
    ("themes/malakoff/words/fr.yaml", "exemple", "essai"),
];

const BODIES: [&str; 5] = [
    "Un autre texte.",
    "## Une partie\n\nAvec [un lien](/lieux/mairie/).",
    "Un [fichier](/plan.txt).",
    "Un [formulaire](/activites/cirque/inscription/).",
    "",
];

const PLACES: [&str; 7] = ["commerces", "lieux", "activites", "actualites", "", "lieux/cour", "notice"];

const MOMENTS: [&str; 7] = [
    "2027-01-09T10:00",
    "2027-01-23T10:00",
    "2026-11-26T12:00",
    "2026-12-01T00:00",
    "2026-12-20T09:00",
    "2027-08-30T09:00",
    "2026-11-23T09:00",
];

/// The village's own form, and two more: one on the same sessions, one with a fault.
const FORMS: [(&str, &str); 3] = [
    ("content/_forms/inscription.yaml", FORM),
    ("content/_forms/essai.yaml", ANOTHER_FORM),
    ("content/_forms/faux.yaml", "name: faux\n"),
];

const FORM: &str = include_str!("../fixtures/village/content/_forms/inscription.yaml");

const ANOTHER_FORM: &str = "name: essai\ntitle: Essayer\nbutton: Essayer\nabout: activite\nworkflow:\n  register:\n    sessions: { list: seances, id: id, start: debut, capacity: places }\n    choice: seance\n    offer_hours: 24\n    contact: { name: nom }\nfields:\n  nom: { label: Nom, text: {} }\n";

const FILES: [&str; 5] = [
    "content/plan.txt",
    "content/lieux/plan.txt",
    "content/commerces/la-cave/vitrine.svg",
    "content/notice",
    "content/lieux/cour",
];

fn which() -> impl Strategy<Value = Which> {
    any::<u16>().prop_map(|rank| Which(usize::from(rank)))
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (which(), select(&BODIES)).prop_map(|(page, text)| Edit::Body(page, text)),
        8 => (which(), select(&KEYS)).prop_map(|(page, (key, value))| Edit::Key(page, key, value)),
        2 => (which(), select(&KEYS)).prop_map(|(page, (key, _))| Edit::NoKey(page, key)),
        3 => (which(), select(&PLACES)).prop_map(|(page, folder)| Edit::Move(page, folder)),
        2 => which().prop_map(Edit::Delete),
        1 => which().prop_map(Edit::Unfold),
        3 => select(&REPLACED).prop_map(|(file, from, to)| Edit::Replace(file, from, to)),
        2 => (select(&FILES), select(vec!["a", "b"])).prop_map(|(file, bytes)| Edit::File(file, bytes)),
        1 => select(&FILES).prop_map(Edit::NoFile),
        1 => select(&FORMS).prop_map(|(file, text)| Edit::Form(file, text)),
        1 => which().prop_map(Edit::Meddle),
        1 => select(&MOMENTS).prop_map(Edit::Clock),
        1 => any::<()>().prop_map(|()| Edit::Restart),
    ]
}

impl Edit {
    fn apply(&self, town: &Town, library: &mut Library) {
        let pages = files(town, "content");
        let chosen = |index: &Which| index.of(&pages).clone();
        match self {
            Self::Body(page, text) => set_body(town, &chosen(page), text),
            Self::Key(page, key, value) => set(town, &chosen(page), key, value),
            Self::NoKey(page, key) => unset(town, &chosen(page), key),
            Self::Move(page, folder) => move_page(town, &chosen(page), folder),
            Self::Delete(page) => town.remove(&chosen(page)),
            Self::Unfold(page) => unfold(town, &chosen(page)),
            Self::Replace(file, from, to) => replace(town, file, from, to),
            Self::File(file, bytes) if can_stand(town, file) => town.write(file, bytes),
            Self::NoFile(file) | Self::Form(file, _) if town.path(file).is_file() => town.remove(file),
            Self::File(..) | Self::NoFile(_) => {}
            Self::Form(file, text) => town.write(file, text),
            Self::Meddle(file) => meddle(town, *file),
            Self::Clock(moment) => library.set_at(instant(moment)),
            Self::Restart => library.reopen(town),
        }
    }
}

fn set_body(town: &Town, page: &str, text: &str) {
    let whole = town.read(page);
    let end = whole.match_indices("---\n").nth(1).map_or(whole.len(), |(at, mark)| at + mark.len());
    town.write(page, format!("{}\n{text}\n", &whole[..end]));
}

fn move_page(town: &Town, page: &str, folder: &str) {
    let name = page.rsplit('/').next().unwrap();
    let target = format!("content/{folder}/{name}").replace("//", "/");
    if can_stand(town, &target) && !town.path(&target).exists() {
        town.rename(page, &target);
    }
}

/// `a.md` becomes `a/index.md`.
fn unfold(town: &Town, page: &str) {
    let target = page.replace(".md", "/index.md");
    if !page.ends_with("index.md") && can_stand(town, &target) && !town.path(&target).exists() {
        town.rename(page, &target);
    }
}

/// Whether no file stands where the path wants a folder, nor a folder in its own place.
fn can_stand(town: &Town, path: &str) -> bool {
    let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    folders.into_iter().all(|folder| !town.path(folder).is_file()) && !town.path(path).is_dir()
}

fn replace(town: &Town, file: &str, from: &str, to: &str) {
    let text = town.read(file);
    let (from, to) = if text.contains(from) { (from, to) } else { (to, from) };
    town.write(file, text.replacen(from, to, 1));
}

fn meddle(town: &Town, file: Which) {
    let built = town.snapshot();
    let paths: Vec<&str> = built.paths().filter(|path| *path != ".parvis").collect();
    if !paths.is_empty() {
        town.remove(&format!("output/{}", file.of(&paths)));
    }
}

/// Every edit there is, once, on every page.
fn single_edits(pages: usize) -> Vec<Edit> {
    let on_page = |page: usize| {
        let page = Which(page);
        let keys = KEYS.into_iter().map(move |(key, value)| Edit::Key(page, key, value));
        let moves = PLACES.into_iter().map(move |folder| Edit::Move(page, folder));
        let bodies = BODIES.into_iter().map(move |text| Edit::Body(page, text));
        keys.chain(moves).chain(bodies).chain([Edit::Delete(page), Edit::Unfold(page)])
    };
    let others = REPLACED.into_iter().map(|(file, from, to)| Edit::Replace(file, from, to));
    let files = FILES.into_iter().flat_map(|file| [Edit::File(file, "a"), Edit::NoFile(file)]);
    let forms = FORMS.into_iter().map(|(file, text)| Edit::Form(file, text));
    let clocks = MOMENTS.into_iter().map(Edit::Clock);
    (0..pages).flat_map(on_page).chain(others).chain(files).chain(forms).chain(clocks).collect()
}

#[test]
fn whatever_is_edited_the_next_build_equals_one_from_nothing() {
    let edits = single_edits(files(&Town::village(), "content").len());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let edits = edits.iter().skip(worker).step_by(workers);
            scope.spawn(move || one_by_one(edits));
        }
    });
}

/// Each edit is made on the same village, compared, and taken back.
fn one_by_one<'e>(edits: impl Iterator<Item = &'e Edit>) {
    let town = Town::village();
    let mut library = Library::open(&town);
    library.build();
    let (before, built) = (Sources::of(&town), town.snapshot());
    for edit in edits {
        edit.apply(&town, &mut library);
        same_as_from_nothing(&town, &mut library, edit);
        before.put_back(&town);
        library.set_at(instant(MOMENT));
        library.build();
        assert_eq!(town.snapshot().differences(&built), Vec::<String>::new(), "{edit:?} was taken back");
    }
}

#[test]
fn any_edits_in_any_order_make_what_a_build_from_nothing_makes() {
    let config = Config { cases: 16, max_shrink_iters: 60, source_file: Some(file!()), ..Config::default() };
    let sequences = prop::collection::vec(edit(), 1..14);
    let result = TestRunner::new(config).run(&sequences, |edits| {
        let town = Town::village();
        let mut library = Library::open(&town);
        library.build();
        for edit in &edits {
            let before = Sources::of(&town);
            edit.apply(&town, &mut library);
            if same_as_from_nothing(&town, &mut library, edit) == Published::No {
                before.put_back(&town);
                same_as_from_nothing(&town, &mut library, edit);
            }
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// Whether a build found no fault.
#[derive(PartialEq, Eq)]
enum Published {
    Yes,
    No,
}

/// Either both builds refuse the same files, or both make the same site.
fn same_as_from_nothing(town: &Town, library: &mut Library, edit: &Edit) -> Published {
    let incremental = library.build();
    let (clean, expected) = library.from_nothing(town);
    assert_eq!(incremental.published, clean.published, "{edit:?}: {}", said(&incremental, &clean));
    assert_eq!(incremental.next_change, clean.next_change, "{edit:?}");
    if !clean.published {
        return Published::No;
    }
    let differ = town.snapshot().differences(&expected);
    assert!(
        differ.is_empty(),
        "after {edit:?} these differ: {differ:?}\n{}",
        first_difference(town, &expected, &differ[0])
    );
    assert_eq!(library.build().stats.written, 0, "{edit:?}");
    Published::Yes
}

/// What a person goes back to when an edit was refused.
struct Sources(Snapshot);

impl Sources {
    fn of(town: &Town) -> Self {
        Self(Snapshot::of(town.root()))
    }

    fn put_back(&self, town: &Town) {
        let is_source =
            |path: &&str| ["content/", "themes/", "parvis.yaml"].iter().any(|start| path.starts_with(start));
        let now = Snapshot::of(town.root());
        for path in now.paths().filter(is_source).filter(|path| !self.0.has(path)) {
            town.remove(path);
        }
        for path in self.0.differences(&now).iter().map(String::as_str).filter(is_source) {
            if let Some(bytes) = self.0.bytes(path) {
                town.write(path, bytes);
            }
        }
    }
}

fn said(incremental: &Outcome, clean: &Outcome) -> String {
    format!("{:#?}\nfrom nothing: {:#?}", incremental.diagnostics, clean.diagnostics)
}

fn first_difference(town: &Town, expected: &Snapshot, path: &str) -> String {
    let text = |snapshot: &Snapshot| snapshot.bytes(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let (Some(found), Some(expected)) = (text(&town.snapshot()), text(expected)) else {
        return "one of them is not there".to_owned();
    };
    let lines = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
    lines.map_or_else(String::new, |(found, expected)| format!("found:    {found}\nexpected: {expected}"))
}
