//! The local server: whole pages, the last good ones, and nothing but the site.

use std::fs;
use std::time::Duration;

use crate::town::{PAGE, Town, send};

const URL: &str = "/commerces/le-fournil/";

#[test]
fn the_site_is_served_and_nothing_around_it() {
    let town = Town::new();
    let server = town.serve();
    let page = server.get(URL);
    assert_eq!(
        (page.status, page.header("content-type"), page.header("cache-control")),
        (200, "text/html; charset=utf-8", "no-store")
    );
    assert_eq!(server.get("/commerces/le-fournil").header("location"), URL);
    for path in [
        "/../parvis.yaml",
        "/%2e%2e/parvis.yaml",
        "/..%2fparvis.yaml",
        "/.parvis/desk.sqlite",
        "//ville.example/",
        "/rien",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("base_url"), "{path}");
    }
    assert_eq!(send(&server.site, "GET", "/", &[("Host", "mechant.example")], "").status, 421);
    assert_eq!(server.get("/sante").status, 200);
}

#[test]
fn the_script_of_the_preview_is_in_no_built_page() {
    let town = Town::new();
    let server = town.serve();
    assert!(server.get(URL).body.contains("/_parvis/direct.js"));
    assert!(server.get("/rien").body.contains("/_parvis/direct.js"));
    assert!(!town.read("output/commerces/le-fournil/index.html").contains("_parvis"));
    assert_eq!(server.get("/_parvis/direct.js").status, 200);
    assert_eq!(server.get("/_parvis/direct.css").header("content-type"), "text/css; charset=utf-8");
}

#[test]
fn an_edit_is_shown_however_an_editor_saves_it() {
    let town = Town::new();
    let server = town.serve();
    town.edit(PAGE, "Du pain.", "Du pain chaud.");
    server.wait_for(URL, "Du pain chaud.");
    let beside = town.path("content/commerces/.le-fournil.md.swp");
    fs::copy(town.path(PAGE), &beside).unwrap();
    fs::rename(town.path(PAGE), town.path("content/commerces/le-fournil.md~")).unwrap();
    fs::rename(beside, town.path(PAGE)).unwrap();
    town.edit(PAGE, "Du pain chaud.", "Du pain froid.");
    server.wait_for(URL, "Du pain froid.");
    town.edit("parvis.yaml", "title: Ville", "title: Village");
    server.wait_for(URL, "Village");
}

#[test]
fn a_fault_leaves_the_last_good_page_up() {
    let town = Town::new();
    let server = town.serve();
    town.edit(PAGE, "mar-sam 8h-13h", "le matin");
    town.edit("content/_index.md", "Bonjour.", "Bonsoir.");
    server.wait_for("/", "Bonsoir.");
    let page = server.get(URL);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Du pain."));
    town.edit(PAGE, "le matin", "mar-sam 9h-14h");
    town.edit(PAGE, "Du pain.", "Du pain réparé.");
    server.wait_for(URL, "Du pain réparé.");
}

#[test]
fn edits_are_seen_after_the_content_was_moved_away_and_back() {
    let town = Town::new();
    let server = town.serve();
    let (content, aside) = (town.path("content"), town.path("aside"));
    fs::rename(&content, &aside).unwrap();
    std::thread::sleep(Duration::from_millis(800));
    fs::rename(&aside, &content).unwrap();
    std::thread::sleep(Duration::from_millis(800));
    for (from, to) in [("Du pain.", "Du pain chaud."), ("Du pain chaud.", "Du pain froid.")] {
        town.edit(PAGE, from, to);
        server.wait_for(URL, to);
    }
}

#[test]
fn a_built_site_that_is_deleted_is_built_again_at_once() {
    let town = Town::new();
    let server = town.serve();
    fs::remove_dir_all(town.path("output")).unwrap();
    server.wait_for(URL, "Du pain.");
    server.wait_for("/", "Bonjour.");
    fs::rename(town.path("output"), town.path("ailleurs")).unwrap();
    server.wait_for(URL, "Du pain.");
    town.edit(PAGE, "Du pain.", "Du pain chaud.");
    server.wait_for(URL, "Du pain chaud.");
}

#[cfg(unix)]
#[test]
fn requests_are_refused_while_their_store_is_gone() {
    let town = Town::new();
    let server = town.serve();
    server.submit(r#"{"_page":"commerces/le-fournil","telephone":"01 47 46 75 01"}"#);
    for file in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"] {
        fs::remove_file(town.path(&format!(".parvis/{file}"))).unwrap();
    }
    let headers = [("Host", server.site.as_str()), ("Content-Type", "application/json")];
    let body = r#"{"_page":"commerces/le-fournil","telephone":"01 47 46 75 02"}"#;
    assert_eq!(send(&server.site, "POST", "/formulaires/mise-a-jour-commerce", &headers, body).status, 503);
    assert_eq!((server.get("/sante").status, server.get(URL).status), (503, 200));
}
