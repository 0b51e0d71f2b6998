//! What a build leaves for machines and readers: addresses, lists, feeds,
//! JSON-LD, copies, folders that are not ours.

use serde_json::Value as Json;
use town::{Snapshot, Town};

/// The village, built.
fn built() -> (Town, Snapshot) {
    let town = Town::village();
    let _stats = town.build();
    let snapshot = town.snapshot();
    (town, snapshot)
}

/// The things that a page describes to machines, by their type.
fn described(page: &str) -> Vec<Json> {
    let start = "<script type=\"application/ld+json\">";
    let blocks = page.split(start).skip(1).map(|rest| rest.split("</script>").next().unwrap());
    let parsed = blocks.map(|block| serde_json::from_str::<Json>(block).unwrap());
    parsed.flat_map(|json| json["@graph"].as_array().unwrap().clone()).collect()
}

fn thing(snapshot: &Snapshot, page: &str, kind: &str) -> Json {
    let all = described(snapshot.text(page));
    all.iter().find(|thing| thing["@type"] == kind).unwrap_or_else(|| panic!("no {kind} in {page}: {all:?}")).clone()
}

#[test]
fn every_page_describes_what_it_is_about() {
    let (_town, site) = built();
    let baker = thing(&site, "commerces/le-fournil/index.html", "LocalBusiness");
    assert_eq!(baker["name"], "Le Fournil");
    assert_eq!(baker["telephone"], "+33199001406");
    assert_eq!(baker["address"]["postalCode"], "92240");
    assert_eq!(baker["url"], "https://village.example/commerces/le-fournil/");
    assert!(baker["openingHours"].as_str().unwrap().contains("Tu-Sa"));
    let concert = thing(&site, "activites/concert/index.html", "Event");
    assert_eq!(concert["startDate"], "2026-12-19T20:30:00+01:00");
    assert_eq!(concert["endDate"], "2026-12-19T22:30:00+01:00");
    assert_eq!(concert["location"]["name"], "Le théâtre");
    assert_eq!(concert["location"]["address"]["streetAddress"], "3 place du 11-Novembre-1918");
    let way = thing(&site, "commerces/le-fournil/index.html", "BreadcrumbList");
    assert_eq!(way["itemListElement"].as_array().unwrap().len(), 3);
}

#[test]
fn no_text_of_a_page_gets_out_of_its_script() {
    let town = Town::village();
    town.edit("content/lieux/mairie.md", "title: La mairie", "title: \"</script><script>alert(1)</script>\"");
    let _stats = town.build();
    let page = town.snapshot();
    let page = page.text("lieux/mairie/index.html");
    assert!(!page.contains("<script>alert"), "{page}");
    let _readable = described(page);
}

#[test]
fn a_section_with_dates_has_a_feed_that_readers_accept() {
    let (_town, site) = built();
    let feed = roxmltree::Document::parse(site.text("actualites/atom.xml")).unwrap();
    let root = feed.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    let child = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.children()
            .find(|child| child.has_tag_name(("http://www.w3.org/2005/Atom", name)))
            .and_then(|child| child.text().map(str::to_owned))
    };
    assert_eq!(child(root, "updated").as_deref(), Some("2026-11-20T00:00:00Z"));
    assert_eq!(child(root, "id").as_deref(), Some("https://village.example/actualites/atom.xml"));
    let entries: Vec<_> = root.children().filter(|node| node.tag_name().name() == "entry").collect();
    let titles: Vec<_> = entries.iter().map(|entry| child(*entry, "title").unwrap()).collect();
    assert_eq!(titles, ["Travaux rue Béranger", "Le site ouvre"], "the latest first");
    assert!(entries.iter().all(|entry| child(*entry, "id").is_some() && child(*entry, "updated").is_some()));
    assert!(!site.has("lieux/atom.xml"), "no feed without dates");
    assert!(site.text("actualites/index.html").contains("application/atom+xml"));
}

#[test]
fn the_sitemap_lists_every_page_once_and_no_form() {
    let (_town, site) = built();
    let sitemap = roxmltree::Document::parse(site.text("sitemap.xml")).unwrap();
    let mut listed: Vec<&str> =
        sitemap.descendants().filter(|node| node.tag_name().name() == "loc").filter_map(|node| node.text()).collect();
    assert!(listed.contains(&"https://village.example/"));
    assert!(listed.contains(&"https://village.example/commerces/categorie/cave/"));
    assert!(
        listed
            .iter()
            .all(|url| !url.contains("mettre-a-jour") && !url.contains("boulangerie/?") && !url.contains("404"))
    );
    for url in &listed {
        let path = format!("{}index.html", url.trim_start_matches("https://village.example/"));
        assert!(site.has(&path), "{url} leads nowhere");
    }
    let all = listed.len();
    listed.sort_unstable();
    listed.dedup();
    assert_eq!(listed.len(), all);
    assert!(site.text("robots.txt").contains("Sitemap: https://village.example/sitemap.xml"));
}

#[test]
fn what_is_not_found_has_a_page() {
    let (_town, site) = built();
    assert!(site.text("404.html").contains("<h1>Cette page n’existe pas</h1>"));
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let (_town, site) = built();
    let page = site.text("boulangerie/index.html");
    assert!(page.contains("url=/commerces/le-fournil/"), "{page}");
    assert!(page.contains("href=\"https://village.example/commerces/le-fournil/\""));
}

#[test]
fn an_alias_cannot_take_the_address_of_a_page() {
    let town = Town::village();
    town.edit("content/commerces/le-fournil.md", "aliases: [/boulangerie/]", "aliases: [/lieux/mairie/]");
    let faults = town.check("fr");
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!((faults[0].code.as_str(), faults[0].file.as_str()), ("same-address", "content/commerces/le-fournil.md"));
}

#[test]
fn a_long_section_is_cut_into_pages_that_lead_to_each_other() {
    let town = Town::village();
    town.edit("content/commerces/_index.md", "title: Commerces\n", "title: Commerces\npaginate: 2\n");
    let _stats = town.build();
    let site = town.snapshot();
    let (first, second) = (site.text("commerces/index.html"), site.text("commerces/page/2/index.html"));
    assert!(first.contains("La Cave") && first.contains("Le Fournil") && !first.contains(">La Librairie<"));
    assert!(second.contains("La Librairie") && !second.contains(">Le Fournil<"));
    assert!(first.contains("href=\"/commerces/page/2/\"") && second.contains("href=\"/commerces/\""));
    assert!(!site.has("commerces/page/1/index.html") && !site.has("commerces/page/3/index.html"));
}

#[test]
fn choices_and_tags_are_ways_to_find_pages() {
    let (_town, site) = built();
    assert!(site.text("commerces/categorie/index.html").contains("/commerces/categorie/boulangerie/"));
    assert!(site.text("commerces/categorie/boulangerie/index.html").contains("Le Fournil"));
    let tagged = site.text("tags/quartier/index.html");
    assert!(tagged.contains("Le Fournil") && tagged.contains("La Cave"));
}

#[test]
fn files_beside_a_page_are_copied_beside_it() {
    let (town, site) = built();
    let drawing = std::fs::read(town.path("content/commerces/la-cave/vitrine.svg")).unwrap();
    assert_eq!(site.bytes("commerces/la-cave/vitrine.svg"), Some(drawing.as_slice()));
    assert_eq!(site.text("plan.txt"), "Un plan du village.\n");
    assert!(site.text("commerces/la-cave/index.html").contains("src=\"/commerces/la-cave/vitrine.svg\""));
    assert!(!site.paths().any(|path| path.contains("_kinds")), "declarations are not published");
}

#[test]
fn a_site_may_live_under_a_path() {
    let town = Town::village();
    let _stats = town.build_with(&["--base-url", "https://example.org/village"]);
    let site = town.snapshot();
    let outside: Vec<String> = site.paths_with("html").flat_map(|path| outside(path, site.text(path))).collect();
    assert_eq!(outside, Vec::<String>::new());
    assert!(site.text("sitemap.xml").contains("https://example.org/village/lieux/mairie/"));
}

/// The addresses of a page that leave the path of its site.
fn outside(path: &str, page: &str) -> Vec<String> {
    let addresses = ["href=\"", "src=\"", "action=\"", "url="].into_iter().flat_map(|mark| page.split(mark).skip(1));
    let addresses = addresses.map(|rest| rest.split(['"', '<']).next().unwrap());
    let leaves = |address: &&str| {
        address.starts_with('/') && !address.starts_with("/village/") && !address.starts_with("/formulaires/")
    };
    addresses.filter(leaves).map(|address| format!("{path}: {address}")).collect()
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let town = Town::village();
    town.write("output/photos/vacances.txt", "Mes vacances.");
    let ran = town.parvis(&["build"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("output"), "{}", ran.stderr);
    let left = town.snapshot();
    assert_eq!(left.paths().collect::<Vec<_>>(), ["photos/vacances.txt"]);
    assert_eq!(left.text("photos/vacances.txt"), "Mes vacances.");
}

#[test]
fn one_thread_or_four_make_the_same_bytes() {
    let town = Town::village();
    let one = town.from_nothing(&["--jobs", "1"]);
    assert_eq!(one.differences(&town.from_nothing(&["--jobs", "4"])), Vec::<String>::new());
}
