//! Links, anchors and lists: where they lead, how they are written in the page,
//! and what is told of those that lead nowhere.

use town::Town;

/// The faults of a town: file, line, column and code.
fn told(town: &Town) -> Vec<(String, u64, u64, String)> {
    town.check("fr").into_iter().map(|fault| (fault.file, fault.line, fault.column, fault.code)).collect()
}

/// A village with a page that has this text, on its fifth line.
fn with_page(path: &str, text: &str) -> Town {
    let town = Town::village();
    town.write(path, format!("---\ntitle: Essai\n---\n\n{text}\n"));
    town
}

#[test]
fn a_link_keeps_its_query_and_its_anchor() {
    let town = with_page("content/lieux/essai.md", "[a](/commerces/?tri=nom&page=2) [b](../a-propos.md?x=1#contenu)");
    let _stats = town.build();
    let page = town.snapshot();
    let html = page.text("lieux/essai/index.html");
    assert!(html.contains(r#"href="/commerces/?tri=nom&amp;page=2""#), "{html}");
    assert!(html.contains(r#"href="/a-propos/?x=1#contenu""#), "{html}");
}

#[test]
fn a_link_is_the_same_however_its_file_name_is_written() {
    let text = "[a](<la fiche.pdf>) [b](la%20fiche.pdf) [c](été.pdf) [d](%C3%A9t%C3%A9.pdf) [e](/lieux/%65ssai/#%C3%A9t%C3%A9)\n\n## Été {#été}";
    let town = with_page("content/lieux/essai.md", text);
    town.write("content/lieux/la fiche.pdf", "fiche");
    town.write("content/lieux/été.pdf", "fiche");
    let _stats = town.build();
    let html = town.snapshot().text("lieux/essai/index.html").to_owned();
    assert_eq!(html.matches(r#"href="/lieux/la%20fiche.pdf""#).count(), 2, "{html}");
    assert_eq!(html.matches(r#"href="/lieux/%C3%A9t%C3%A9.pdf""#).count(), 2, "{html}");
    assert!(html.contains(r#"href="/lieux/essai/#%C3%A9t%C3%A9""#), "{html}");
}

#[test]
fn an_image_is_found_whatever_its_file_is_called() {
    let town = Town::village();
    town.edit("content/commerces/la-cave/index.md", "fichier: vitrine.svg", "fichier: la vitrine.svg");
    town.edit("content/commerces/la-cave/index.md", "](vitrine.svg)", "](<la vitrine.svg>)");
    town.rename("content/commerces/la-cave/vitrine.svg", "content/commerces/la-cave/la vitrine.svg");
    let _stats = town.build();
    let html = town.snapshot().text("commerces/la-cave/index.html").to_owned();
    assert!(html.matches(r#"src="/commerces/la-cave/la%20vitrine.svg""#).count() >= 2, "{html}");
}

#[test]
fn a_name_alone_is_the_page_beside() {
    let town = with_page("content/lieux/essai.md", "[a](theatre) [b](../commerces/la-cave) [c](theatr)");
    assert_eq!(told(&town), [("content/lieux/essai.md".to_owned(), 5, 44, "broken-link".to_owned())]);
    town.edit("content/lieux/essai.md", " [c](theatr)", "");
    let _stats = town.build();
    let html = town.snapshot().text("lieux/essai/index.html").to_owned();
    assert!(html.contains(r#"href="/lieux/theatre/""#) && html.contains(r#"href="/commerces/la-cave/""#), "{html}");
}

#[test]
fn a_menu_that_leads_nowhere_is_told_where_it_is_written() {
    let town = Town::village();
    town.edit("parvis.yaml", "url: /commerces/", "url: /comerces/");
    let faults = town.check("fr");
    let place = |fault: &town::Fault| (fault.file.clone(), fault.line, fault.column, fault.code.clone());
    assert_eq!(
        faults.iter().map(place).collect::<Vec<_>>(),
        [("parvis.yaml".to_owned(), 8, 30, "broken-link".to_owned())]
    );
    assert_eq!(faults[0].hint.as_deref(), Some("vouliez-vous écrire «\u{a0}/commerces/\u{a0}»\u{a0}?"));
}

#[test]
fn a_menu_may_lead_to_another_site() {
    let town = Town::village();
    town.edit("parvis.yaml", "url: /commerces/", "url: https://www.exemple.fr/commerces/");
    let _stats = town.build_with(&["--base-url", "https://village.example/ville/"]);
    let html = town.snapshot().text("index.html").to_owned();
    assert!(html.contains(r#"href="https://www.exemple.fr/commerces/""#), "{html}");
    assert!(html.contains(r#"href="/ville/a-propos/""#), "{html}");
}

#[test]
fn a_heading_called_like_a_field_is_told_at_every_build() {
    let town = Town::village();
    let page = town.read("content/commerces/le-fournil.md");
    town.write("content/commerces/le-fournil.md", format!("{page}\n## Horaires\n\nVoir [plus haut](#horaires).\n"));
    let faults = told(&town);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].3, "same-anchor");
    let _first = town.build();
    let again = town.parvis(&["build", "--format", "json"]).expect(0);
    assert!(town::faults(&again).iter().any(|fault| fault.code == "same-anchor"), "{again:?}");
    town.edit("content/commerces/le-fournil.md", "## Horaires\n", "## Horaires {#ouvert}\n");
    assert_eq!(told(&town), []);
}

#[test]
fn a_list_asks_for_what_its_pages_have() {
    let town = Town::village();
    let lists = "collect:\n  a: { kinds: [commerce, activte], sort: title }\n  b: { kinds: [commerce], sort: -couvert, where: { categorie: cavee } }\n  c: { kinds: [commerce], where: { categori: cave } }\n  d: activite\n";
    town.write("content/essai.md", format!("---\ntitle: Essai\n{lists}---\n"));
    town.write("content/lieux/_index.md", "---\ntitle: Lieux\nsort: -adress\n---\n");
    let faults = town.check("fr");
    let places: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column, fault.code.as_str())).collect();
    assert_eq!(
        places,
        [
            (4, 26, "unknown-kind"),
            (5, 33, "unknown-sort"),
            (5, 63, "not-an-option"),
            (6, 46, "unknown-filter"),
            (7, 6, "not-a-group"),
            (3, 7, "unknown-sort"),
        ]
    );
}

#[test]
fn a_yes_finds_what_says_oui() {
    let town = Town::village();
    town.edit("content/_kinds/lieu.yaml", "fields:\n", "fields:\n  gratuit: { label: Gratuit, yes_no: {} }\n");
    town.edit("content/lieux/mairie.md", "title:", "gratuit: oui\ntitle:");
    let list = "{% for page in page.collections.a %}[{{ page.url }}]{% endfor %}";
    town.write("themes/malakoff/templates/essai.html", list);
    let collect = "collect: { a: { kinds: [lieu], where: { gratuit: yes } } }";
    town.write("content/essai.md", format!("---\ntitle: Essai\ntemplate: essai.html\n{collect}\n---\n"));
    let _stats = town.build();
    assert_eq!(town.snapshot().text("essai/index.html").trim(), "[/lieux/mairie/]");
}

#[test]
fn an_organiser_is_not_the_place() {
    let town = Town::village();
    town.edit("content/_kinds/activite.yaml", ", place: lieu", "");
    let _stats = town.build();
    let built = town.snapshot();
    assert!(!built.text("activites/concert/concert.ics").contains("LOCATION"));
    assert!(!built.text("activites/concert/index.html").contains("\"location\""));
}
