//! The second build: it costs what changed, and says so.

use town::{Library, Stats, Town};

/// Builds, edits, builds again: the work of the second build, whose output must
/// be the one of a build from nothing.
fn after(edit: impl FnOnce(&Town)) -> Stats {
    let town = Town::village();
    let _first = town.build();
    edit(&town);
    let stats = town.build();
    let differ = town.snapshot().differences(&town.from_nothing(&[]));
    assert_eq!(differ, Vec::<String>::new(), "not as from nothing");
    stats
}

/// What was parsed, rendered and written.
fn work(stats: Stats) -> (u64, u64, u64) {
    (stats.parsed, stats.rendered, stats.written)
}

#[test]
fn a_second_build_writes_nothing() {
    let town = Town::village();
    let first = town.build();
    assert!(first.written > 20 && first.parsed > 10);
    let times = modified(&town);
    let second = town.build();
    assert_eq!(second, Stats { pages: first.pages, ..Stats::default() });
    assert_eq!(modified(&town), times, "no file was touched");
}

fn modified(town: &Town) -> Vec<(String, std::time::SystemTime)> {
    let snapshot = town.snapshot();
    let time = |path: &str| town.output().join(path).metadata().unwrap().modified().unwrap();
    snapshot.paths().map(|path| (path.to_owned(), time(path))).collect()
}

#[test]
fn a_second_build_writes_nothing_in_one_process_either() {
    let town = Town::village();
    let mut library = Library::open(&town);
    assert_eq!(library.build().diagnostics, []);
    let stats = library.build().stats;
    assert_eq!((stats.parsed, stats.rendered, stats.derived, stats.written), (0, 0, 0, 0));
}

#[test]
fn an_edited_body_parses_one_file_and_renders_one_page() {
    let stats = after(|town| town.edit("content/commerces/librairie.md", "Des livres neufs.", "Des livres anciens."));
    assert_eq!(work(stats), (1, 1, 1));
    assert_eq!((stats.files_read, stats.derived, stats.removed), (1, 0, 0));
}

#[test]
fn an_edited_body_renders_one_page_in_one_process_too() {
    let town = Town::village();
    let mut library = Library::open(&town);
    library.build();
    town.edit("content/commerces/librairie.md", "Des livres neufs.", "Des livres anciens.");
    let stats = library.build().stats;
    assert_eq!((stats.files_read, stats.parsed, stats.rendered, stats.derived, stats.written), (1, 1, 1, 0, 1));
}

#[test]
fn a_touched_file_is_read_and_nothing_else() {
    let stats = after(|town| {
        let text = town.read("content/commerces/librairie.md");
        town.write("content/commerces/librairie.md", text);
    });
    assert_eq!((stats.files_read, stats.parsed, stats.rendered, stats.written), (1, 0, 0, 0));
}

#[test]
fn a_new_title_renders_the_lists_that_show_it() {
    let town = Town::village();
    let _first = town.build();
    let before = town.snapshot();
    town.edit("content/commerces/librairie.md", "title: La Librairie", "title: La Grande Librairie");
    let stats = town.build();
    assert_eq!(stats.parsed, 1);
    let after = town.snapshot();
    let changed = before.differences(&after);
    for shown in ["commerces/librairie/index.html", "commerces/index.html", "commerces/categorie/librairie/index.html"]
    {
        assert!(changed.iter().any(|path| path == shown), "{shown} is not among {changed:?}");
    }
    assert!(!changed.iter().any(|path| path.starts_with("actualites/")), "{changed:?}");
    assert!(after.text("commerces/index.html").contains("La Grande Librairie"));
}

#[test]
fn a_renamed_place_reaches_the_pages_that_refer_to_it() {
    let town = Town::village();
    let _first = town.build();
    town.edit("content/lieux/theatre.md", "title: Le théâtre", "title: Le grand théâtre");
    assert_eq!(town.build().parsed, 1);
    let after = town.snapshot();
    for shown in ["commerces/le-fournil/index.html", "activites/concert/index.html", "activites/concert/concert.ics"] {
        assert!(after.text(shown).contains("Le grand théâtre"), "{shown}");
    }
}

#[test]
fn a_moved_place_reaches_the_calendars() {
    let stats = after(|town| town.edit("content/lieux/theatre.md", "3 place du", "5 place du"));
    assert_eq!(stats.parsed, 1);
    assert!(stats.derived >= 2, "the event's calendar and its section's: {stats:?}");
}

#[test]
fn a_new_page_is_parsed_alone() {
    let stats = after(|town| town.write("content/lieux/gare.md", "---\ntitle: La gare\n---\n"));
    assert_eq!((stats.parsed, stats.removed), (1, 0));
    assert!(stats.rendered <= 4, "{stats:?}");
}

#[test]
fn a_deleted_page_takes_its_files_away() {
    let town = Town::village();
    let _first = town.build();
    town.remove("content/commerces/librairie.md");
    let stats = town.build();
    assert_eq!(stats.parsed, 0);
    assert!(stats.removed >= 2, "its page and its form: {stats:?}");
    assert!(!town.output().join("commerces/librairie").exists(), "no empty folder is left");
    assert!(!town.output().join("commerces/categorie/librairie").exists(), "nor the list that it was alone in");
}

#[test]
fn a_changed_kind_parses_its_pages_only() {
    let stats = after(|town| town.edit("content/_kinds/lieu.yaml", "label: Position", "label: Où"));
    assert_eq!(stats.parsed, 2, "two places, two files");
}

#[test]
fn a_changed_template_parses_nothing() {
    let stats = after(|town| {
        town.edit(
            "themes/malakoff/templates/commerce.html",
            "<article class=\"commerce\">",
            "<article class=\"boutique\">",
        );
    });
    assert_eq!(stats.parsed, 0);
    assert_eq!(stats.written, 3, "three merchants, three files");
}

#[test]
fn an_output_that_someone_spoiled_is_made_again() {
    let stats = after(|town| {
        town.remove("output/lieux/mairie/index.html");
        town.write("output/a-propos/index.html", "spoiled");
    });
    assert_eq!(work(stats), (0, 2, 2));
}

#[test]
fn a_forgotten_memory_costs_a_build_and_changes_nothing() {
    let stats = after(|town| std::fs::remove_dir_all(town.path(".parvis")).unwrap());
    assert!(stats.parsed > 10);
}

#[test]
fn a_damaged_memory_is_no_failure() {
    let town = Town::village();
    let _first = town.build();
    for entry in std::fs::read_dir(town.path(".parvis")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "cache") {
            let bytes = std::fs::read(&path).unwrap();
            town.write(path.to_str().unwrap(), &bytes[..bytes.len() / 2]);
        }
    }
    let before = town.snapshot();
    let _second = town.build();
    assert_eq!(before.differences(&town.snapshot()), Vec::<String>::new());
}

#[test]
fn a_file_becomes_a_page_and_a_page_becomes_a_file() {
    let town = Town::village();
    let mut library = Library::open(&town);
    town.write("content/notice", "Un fichier sans extension.");
    assert!(library.build().published);
    town.remove("content/notice");
    town.write("content/notice.md", "---\ntitle: Notice\n---\n");
    assert!(library.build().published);
    assert!(town.snapshot().differences(&library.from_nothing(&town).1).is_empty());
    town.remove("content/notice.md");
    town.write("content/notice", "Un fichier sans extension.");
    assert!(library.build().published);
    assert!(town.snapshot().differences(&library.from_nothing(&town).1).is_empty());
}

#[test]
fn two_outputs_of_one_tree_stay_apart() {
    let town = Town::village();
    let _first = town.build();
    let before = town.snapshot();
    let _other = town.build_with(&["--output", "apercu", "--base-url", "https://apercu.example/"]);
    assert_eq!(town.build().written, 0);
    assert_eq!(before, town.snapshot());
}

#[test]
fn a_file_and_a_page_cannot_have_one_name() {
    let town = Town::village();
    town.write("content/notice", "Un fichier sans extension.");
    town.write("content/notice.md", "---\ntitle: Notice\n---\n");
    let faults = town.check("fr");
    assert_eq!(faults.iter().map(|fault| fault.code.as_str()).collect::<Vec<_>>(), ["same-address"]);
}
