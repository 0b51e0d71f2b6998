//! The town's own content: without a fault, substantial, alive.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use town::{Snapshot, Town};

/// The real town, built once for all that is asked of it.
fn built() -> &'static (Town, Snapshot) {
    static TOWN: std::sync::OnceLock<(Town, Snapshot)> = std::sync::OnceLock::new();
    TOWN.get_or_init(|| {
        let town = Town::new();
        let _stats = town.build();
        let snapshot = town.snapshot();
        (town, snapshot)
    })
}

/// The source pages of a folder, sections left out, by path.
fn pages(folder: &str) -> BTreeMap<String, String> {
    let town = &built().0;
    let files = Snapshot::of(&town.path(folder));
    let pages = files.paths_with("md").filter(|path| !path.ends_with("_index.md"));
    pages.map(|path| (path.to_owned(), files.text(path).to_owned())).collect()
}

fn body(page: &str) -> &str {
    page.splitn(3, "---\n").nth(2).unwrap_or_default()
}

#[test]
fn the_town_has_no_fault() {
    let town = &built().0;
    assert_eq!(town.check("fr"), []);
}

#[test]
fn the_town_has_its_pages() {
    let all = pages("content");
    let streets = pages("content/rues");
    let substantial = |page: &&String| body(page).split_whitespace().count() + front_words(page) >= 60;
    let others = all.iter().filter(|(path, _)| !path.starts_with("rues/")).map(|(_, page)| page);
    let others = others.filter(substantial).count();
    assert!(others >= 120, "{others} substantial pages besides {} streets", streets.len());
    assert!(streets.len() >= 25, "{} streets", streets.len());
}

/// What the fields of a page say counts too: prices, hours, sources.
fn front_words(page: &str) -> usize {
    page.split("---\n").nth(1).unwrap_or_default().split_whitespace().count()
}

#[test]
fn every_street_that_a_page_names_has_its_page() {
    let streets = pages("content/rues");
    for (path, page) in pages("content") {
        for named in page.lines().filter_map(|line| line.strip_prefix("rue: rues/")) {
            assert!(streets.contains_key(&format!("{named}.md")), "{path} names {named}");
        }
    }
}

#[test]
fn forty_merchants_in_twelve_trades_say_their_hours() {
    let merchants = pages("content/commerces");
    let line = |page: &str, key: &str| page.lines().find_map(|line| line.strip_prefix(key).map(str::to_owned));
    let open = merchants.values().filter(|page| line(page, "horaires: ").is_some()).count();
    assert!(open >= 40, "{open} merchants with hours");
    let trades: std::collections::BTreeSet<_> =
        merchants.values().filter_map(|page| line(page, "categorie: ")).collect();
    assert!(trades.len() >= 12, "{trades:?}");
    assert!(
        merchants.values().any(|page| page.contains("fermetures:"))
            && merchants.values().any(|page| page.contains("produits:"))
    );
    assert!(merchants.values().all(|page| page.contains("exemple: oui")), "an invented merchant says so");
}

#[test]
fn what_is_invented_is_marked_for_its_reader() {
    let site = &built().1;
    for path in pages("content/commerces").keys() {
        let page =
            site.text(&format!("commerces/{}/index.html", path.trim_end_matches(".md").trim_end_matches("/index")));
        assert!(page.to_lowercase().contains("exemple"), "{path}");
    }
}

#[test]
fn twenty_activities_are_to_come() {
    let site = &built().1;
    let calendar = site.text("activites/calendrier.ics").replace("\r\n ", "");
    let starts = calendar.lines().filter_map(|line| line.strip_prefix("DTSTART:"));
    let coming = starts.filter(|start| *start > "20261123T080000Z").count();
    assert!(coming >= 20, "{coming} activities to come");
}

#[test]
fn every_page_of_the_town_is_well_described() {
    let site = &built().1;
    for path in site.paths().filter(|path| path.ends_with("index.html")) {
        let page = site.text(path);
        if page.contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert!(page.starts_with("<!doctype html>") && page.contains("<html lang=\"fr\">"), "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path} has one title");
        assert!(!page.contains("{{") && !page.contains("{%"), "{path} shows a template's mark");
        for block in page.split("<script type=\"application/ld+json\">").skip(1) {
            let json: Json = serde_json::from_str(block.split("</script>").next().unwrap()).unwrap();
            assert_eq!(json["@context"], "https://schema.org", "{path}");
        }
    }
}

#[test]
fn the_whole_town_is_the_same_with_one_thread_or_four() {
    let town = &built().0;
    let one = town.from_nothing(&["--jobs", "1"]);
    assert_eq!(one.differences(&town.from_nothing(&["--jobs", "4"])), Vec::<String>::new());
    assert_eq!(one.differences(&built().1), Vec::<String>::new());
}

#[test]
fn one_edit_in_the_whole_town_costs_one_page() {
    let town = Town::new();
    let _first = town.build();
    let path = "content/lieux/theatre-71.md";
    town.write(path, format!("{}\nUne phrase de plus.\n", town.read(path).trim_end()));
    let stats = town.build();
    assert_eq!((stats.files_read, stats.parsed, stats.rendered, stats.written), (1, 1, 1, 1));
    assert_eq!(town.build().written, 0);
}
