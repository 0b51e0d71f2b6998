//! What a build must leave alone: the world outside its output, the desk's
//! bundle, the files of hidden pages, the pages that were good until a fault.

use town::Town;

const PAGE: &str = "content/lieux/mairie.md";

#[test]
fn an_old_address_can_not_climb_out_of_the_output() {
    let town = Town::village();
    town.edit(PAGE, "title: La mairie\n", "title: La mairie\naliases: [/../../evasion/]\n");
    let _ran = town.parvis(&["build"]).expect(1);
    assert!(!town.root().parent().unwrap().join("evasion").exists() && !town.path("evasion").exists());
}

#[test]
fn a_copy_built_elsewhere_leaves_the_desks_bundle_alone() {
    let town = Town::village();
    let _stats = town.build();
    let bundle = town.read(".parvis/bundle/bundle.json");
    let _stats = town.build_with(&["--output", "apercu", "--base-url", "https://apercu.example/x/", "--drafts"]);
    assert_eq!(town.read(".parvis/bundle/bundle.json"), bundle);
}

#[test]
fn the_files_of_a_draft_are_not_published() {
    let town = Town::village();
    town.write("content/lieux/projet/index.md", "---\ntitle: Projet\ndraft: oui\n---\n");
    town.write("content/lieux/projet/plan.txt", "Rien à voir.");
    let _stats = town.build();
    assert!(!town.output().join("lieux/projet/plan.txt").exists());
    let _stats = town.build_with(&["--drafts"]);
    assert!(town.output().join("lieux/projet/plan.txt").exists());
}

#[test]
fn what_waits_to_be_published_is_checked_before_its_hour() {
    let town = Town::village();
    town.edit(PAGE, "title: La mairie\n", "title: La mairie\npublish_at: 2030-01-01\n");
    let text = town.read(PAGE);
    town.write(PAGE, format!("{text}\nVoir [là](/nulle-part/).\n"));
    let codes: Vec<String> = town.check("fr").into_iter().map(|fault| fault.code).collect();
    assert!(codes.contains(&"broken-link".to_owned()), "{codes:?}");
}

#[test]
fn a_misspelt_kind_takes_down_none_of_its_pages() {
    let town = Town::village();
    let _stats = town.build();
    let before = town.snapshot();
    town.edit("content/_kinds/lieu.yaml", "label: { one", "labl: { one");
    let _ran = town.parvis(&["build", "--keep-going"]).expect(1);
    assert_eq!(town.snapshot().differences(&before), Vec::<String>::new());
}

#[test]
fn a_page_with_a_broken_link_keeps_its_last_good_version() {
    let town = Town::village();
    let _stats = town.build();
    let before = town.snapshot();
    let text = town.read(PAGE);
    town.write(PAGE, format!("{text}\nVoir [là](/nulle-part/).\n"));
    let _ran = town.parvis(&["build", "--keep-going"]);
    let page = "lieux/mairie/index.html";
    assert_eq!(town.snapshot().text(page), before.text(page));
    town.write(PAGE, format!("{text}\nRéparé.\n"));
    let _stats = town.build();
    assert!(town.snapshot().text(page).contains("Réparé."));
}

#[test]
fn another_process_that_built_meanwhile_leaves_no_page_behind() {
    let town = Town::village();
    let _stats = town.build();
    let memory = town.path(".parvis");
    let aside = town.path("memoire");
    copy(&memory, &aside);
    town.write("content/lieux/passage.md", "---\ntitle: Passage\n---\n");
    let _stats = town.build();
    // As if the build had been cut short before it could remember.
    std::fs::remove_dir_all(&memory).unwrap();
    std::fs::rename(&aside, &memory).unwrap();
    town.remove("content/lieux/passage.md");
    let _stats = town.build();
    assert!(!town.output().join("lieux/passage/index.html").exists());
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
