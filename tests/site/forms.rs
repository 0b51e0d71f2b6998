//! Forms: where they stand, what they say, when they go, what the desk is
//! handed of them, and what is wrong with one.

use serde_json::Value as Json;
use town::{Fault, Library, Snapshot, Town, instant};

const FORM: &str = "content/_forms/inscription.yaml";
const PAGE: &str = "activites/cirque/index.html";
const REGISTER: &str = "activites/cirque/inscription/index.html";
const CIRCUS: &str = "content/activites/cirque.md";

fn built_at(town: &Town, moment: &str) -> Snapshot {
    let _stats = town.build_with(&["--at", moment]);
    town.snapshot()
}

/// Everything the desk is handed, by name.
fn bundle(town: &Town) -> impl Fn(&str) -> Option<String> + '_ {
    let pointer: Json = serde_json::from_str(&town.read(".parvis/bundle/bundle.json")).unwrap();
    move |part| Some(town.read(&format!(".parvis/bundle/parts/{}", pointer["parts"][part].as_str()?)))
}

fn codes(faults: &[Fault]) -> Vec<(&str, u64, u64, &str)> {
    faults.iter().map(|fault| (fault.file.as_str(), fault.line, fault.column, fault.code.as_str())).collect()
}

#[test]
fn a_page_with_sessions_has_its_form_one_link_away() {
    let town = Town::village();
    let site = built_at(&town, "2026-11-23T09:00");
    let link = "<a class=\"button\" href=\"/activites/cirque/inscription/\">S’inscrire</a>";
    let (page, form) = (site.text(PAGE), site.text(REGISTER));
    assert!(page.find(link) < page.find("class=\"sheet\"") && page.contains(link), "high on the page: {page}");
    for said in [
        "action=\"/formulaires/inscription\"",
        "name=\"_page\" value=\"activites/cirque\"",
        "name=\"robots\" content=\"noindex\"",
        "De 6 à 10\u{a0}ans",
        "12\u{a0}places, 4 en liste d’attente",
        "Quotient au-delà de 500, jusqu’à 900 compris</th><td>6,00\u{a0}€",
        "Hors du village</th><td>12,00\u{a0}€",
        "Un frère ou une sœur vient aussi\u{a0}: 50\u{a0}% de moins",
        "name=\"seance\" value=\"une\"",
        ">Envoyer l’inscription</button>",
        "data-places=\"/places/cirque\"",
    ] {
        assert!(form.contains(said), "{said} is not in {form}");
    }
    assert!(!form.contains("value=\"deux\""), "a cancelled session can’t be chosen");
    assert!(form.contains("<s>Deuxième séance") && page.contains("<s>Deuxième séance"), "it is said to be cancelled");
    assert!(!site.has("activites/concert/inscription/index.html"), "nothing to register for");
    assert!(!site.text("sitemap.xml").contains("inscription"));
}

#[test]
fn the_pages_hold_together_as_html() {
    let site = built_at(&Town::village(), "2026-11-23T09:00");
    for path in [PAGE, REGISTER] {
        let page = site.text(path);
        let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id twice in {path}");
        for element in ["section", "ul", "li", "table", "tr", "form", "fieldset", "div", "p", "main"] {
            let opened = page.matches(&format!("<{element}>")).count() + page.matches(&format!("<{element} ")).count();
            assert_eq!(opened, page.matches(&format!("</{element}>")).count(), "{element} in {path}");
        }
        assert!(!page.contains("<script>") && !page.contains(" style=") && !page.contains(" onclick="));
    }
}

#[test]
fn a_session_goes_when_it_begins_and_the_form_with_the_last() {
    let town = Town::village();
    let before = built_at(&town, "2027-01-09T09:59");
    assert!(before.text(REGISTER).contains("value=\"une\"") && before.text(PAGE).contains("Première séance"));
    let begun = built_at(&town, "2027-01-09T10:00");
    assert!(!begun.text(REGISTER).contains("Première séance") && !begun.text(PAGE).contains("Première séance"));
    assert!(begun.text(REGISTER).contains("value=\"trois\""));
    let last = built_at(&town, "2027-01-23T10:00");
    assert!(!last.has(REGISTER), "no session is open");
    let page = last.text(PAGE);
    assert!(page.contains("Aucune séance n’est ouverte") && !page.contains("/inscription/"), "{page}");
    assert_eq!(last.differences(&town.from_nothing(&["--at", "2027-01-23T10:00"])), Vec::<String>::new());
}

#[test]
fn the_next_change_knows_when_sessions_begin() {
    let town = Town::village();
    let mut library = Library::open(&town);
    let mut at = |moment: &str| {
        library.set_at(instant(moment));
        library.build().next_change
    };
    assert_eq!(at("2027-01-02T09:00"), Some(instant("2027-01-09T10:00")));
    assert_eq!(at("2027-01-09T10:00"), Some(instant("2027-01-16T10:00")), "a cancelled one goes too");
    assert_eq!(at("2027-01-16T10:00"), Some(instant("2027-01-23T10:00")));
}

#[test]
fn a_link_to_a_form_holds_while_there_is_one() {
    let town = Town::village();
    town.edit(CIRCUS, "Sous le chapiteau.", "[Venez](/activites/cirque/inscription/#prenom).");
    assert_eq!(town.check("fr").len(), 0);
    let faults = town.parvis(&["check", "--format", "json", "--at", "2027-01-23T10:00"]);
    assert_eq!(faults.code, Some(0), "the last session stops no site: {faults:?}");
    assert!(faults.stdout.contains("unpublished-link"), "{faults:?}");
    town.edit(CIRCUS, "/activites/cirque/inscription/", "/activites/concert/inscription/");
    assert_eq!(town.check("fr")[0].code, "broken-link");
}

#[test]
fn a_body_renders_its_page_and_a_session_its_form_and_its_lists() {
    let town = Town::village();
    let _first = town.build();
    town.edit(CIRCUS, "Sous le chapiteau.", "Sur la place.");
    let stats = town.build();
    assert_eq!((stats.parsed, stats.rendered, stats.written), (1, 1, 1), "{stats:?}");
    let before = town.snapshot();
    town.edit(CIRCUS, "places: 12, attente: 4", "places: 14, attente: 4");
    let stats = town.build();
    let after = town.snapshot();
    let changed = before.differences(&after);
    let pages: Vec<_> = changed.iter().filter(|path| *path != ".parvis").map(String::as_str).collect();
    assert_eq!(pages, [PAGE, REGISTER]);
    assert_eq!(stats.parsed, 1);
    assert!(stats.rendered <= 5, "its page, its form, its section, the home page and its place: {stats:?}");
}

#[test]
fn a_changed_form_renders_what_it_stands_beside() {
    let town = Town::village();
    let _first = town.build();
    town.edit(FORM, "label: Prénom", "label: Petit nom");
    let stats = town.build();
    assert_eq!((stats.parsed, stats.rendered, stats.written), (0, 2, 1), "{stats:?}");
    assert!(town.snapshot().text(REGISTER).contains("Petit nom"));
    town.remove(FORM);
    let stats = town.build();
    assert_eq!((stats.parsed, stats.removed), (0, 1), "{stats:?}");
    let page = town.snapshot();
    assert!(page.text(PAGE).contains("<h2>Séances</h2>"), "without a form a page shows its fields");
    assert_eq!(page.differences(&town.from_nothing(&[])), Vec::<String>::new());
}

#[test]
fn the_desk_is_handed_the_form_its_kind_and_whole_sheets() {
    let town = Town::village();
    let _stats = town.build();
    let part = bundle(&town);
    let form: Json = serde_json::from_str(&part("forms/inscription").unwrap()).unwrap();
    assert_eq!((&form["name"], &form["about"]), (&"inscription".into(), &"activite".into()));
    let kind: Json = serde_json::from_str(&part("kinds/activite").unwrap()).unwrap();
    assert_eq!(kind["name"], "activite");
    let sheet: Json = serde_json::from_str(&part("sheets/activites/cirque").unwrap()).unwrap();
    assert_eq!((&sheet["kind"], &sheet["title"]), (&"activite".into(), &"Le cirque".into()));
    assert_eq!(sheet["fields"]["seances"][0]["debut"], "2027-01-09 10:00");
    assert_eq!(sheet["fields"]["quotient"][2]["prix"], "9,00\u{a0}€");
    let baker: Json = serde_json::from_str(&part("sheets/commerces/le-fournil").unwrap()).unwrap();
    assert_eq!(baker["fields"]["adresse"], "12 rue Béranger, 92240 Malakoff", "more than what the update form offers");
    assert_eq!(part("sheets/lieux/mairie"), None, "nobody asks for anything there");
}

const ORDER: &str = "name: commande\ntitle: Commander\nbutton: Commander avec obligation de paiement\naddress: panier/commander\nworkflow:\n  order:\n    merchants: { kind: commerce, open: conciergerie, products: produits, id: id, name: nom, price: prix, lead_hours: delai }\n    points: { kind: retrait, slots: creneaux, id: id, when: quand, capacity: places }\n    days: 7\n    most: 20\n    payment: Au retrait.\n    contact: { name: nom }\nfields:\n  nom: { label: Nom, required: true, text: {} }\n";

const POINTS: &str = "name: retrait\nlabel: { one: point, many: points }\nfolder: points\ntemplate: page.html\nfields:\n  creneaux: { label: Créneaux, list: { of: { id: { label: Code, identifier: {} }, quand: { label: Quand, hours: {} }, places: { label: Places, number: {} } } } }\n";

/// The village, with a form to order by, two merchants who take orders, and two points.
fn with_orders() -> Town {
    let town = Town::village();
    let more = "  conciergerie: { label: Commandes, yes_no: {} }\n  delai: { label: Délai, number: {} }\n";
    let kind = town.read("content/_kinds/commerce.yaml");
    town.write("content/_kinds/commerce.yaml", kind + more);
    town.write("content/_kinds/retrait.yaml", POINTS);
    town.write("content/_forms/commande.yaml", ORDER);
    town.edit("content/commerces/le-fournil.md", "categorie: boul", "conciergerie: oui\ndelai: 2\ncategorie: boul");
    town.edit("content/commerces/la-cave/index.md", "categorie: cave", "conciergerie: oui\ndelai: 2\ncategorie: cave");
    town.edit("content/commerces/librairie.md", "categorie: lib", "conciergerie: non\ncategorie: lib");
    let slots = "creneaux:\n  - { id: midi, quand: lun-ven 12h15-12h45, places: 10 }\n";
    town.write("content/points/usine.md", format!("---\ntitle: L’usine\n{slots}---\n"));
    town.write("content/points/cafe.md", format!("---\ntitle: Le café\n{slots}---\n"));
    town
}

#[test]
fn an_order_form_hands_over_who_sells_and_where() {
    let town = with_orders();
    let _stats = town.build();
    let catalogue: Json = serde_json::from_str(&bundle(&town)("catalogue/commande").unwrap()).unwrap();
    let titles = |of: &str| {
        let sheets = catalogue[of].as_array().unwrap().iter();
        sheets.map(|sheet| sheet["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles("merchants"), ["La Cave", "Le Fournil"], "those who take orders, in the order of lists");
    assert_eq!(titles("points"), ["Le café", "L’usine"]);
    assert_eq!(catalogue["merchants"][1]["fields"]["produits"][0]["id"], "miche");
    assert_eq!(catalogue["points"][1]["fields"]["creneaux"][0]["quand"], "lun-ven 12h15-12h45");
    assert!(bundle(&town)("sheets/points/usine").is_some() && bundle(&town)("kinds/retrait").is_some());
}

#[test]
fn an_order_form_lives_as_its_merchants_and_its_days_do() {
    let town = with_orders();
    let template = "{{ page.title }}{% for one in order.merchants %} {{ one.title }}{% endfor %} {{ order.payment }}";
    town.write("themes/malakoff/templates/order.html", template);
    let _stats = town.build();
    let page = |town: &Town| town.snapshot().text("panier/commander/index.html").to_owned();
    assert_eq!(page(&town), "Commander La Cave Le Fournil Au retrait.");
    let rendered = |town: &Town, at: &str| town.build_with(&["--at", at]).rendered;
    assert_eq!((rendered(&town, "2026-11-23T23:59"), rendered(&town, "2026-11-24T00:00")), (0, 1), "day by day");
    town.edit("content/commerces/librairie.md", "conciergerie: non", "conciergerie: oui");
    let _stats = town.build();
    assert_eq!(page(&town), "Commander La Cave Le Fournil La Librairie Au retrait.");
    assert_eq!(town.snapshot().differences(&town.from_nothing(&[])), Vec::<String>::new());
}

#[test]
fn a_broken_form_publishes_nothing_new_and_is_told_alone() {
    let town = Town::village();
    town.edit(CIRCUS, "Sous le chapiteau.", "[Venez](/activites/cirque/inscription/).");
    let _first = town.build();
    let before = town.snapshot();
    town.edit(FORM, "birth: naissance", "birth: naisance");
    town.edit("content/lieux/mairie.md", "Ouverte à tous.", "Ouverte le samedi.");
    let faults = town.check("fr");
    assert_eq!(codes(&faults), [(FORM, 11, 20, "declaration-unknown-field")], "{faults:?}");
    assert_eq!(faults[0].hint.as_deref(), Some("vouliez-vous écrire «\u{a0}naissance\u{a0}»\u{a0}?"));
    assert_eq!(town.check("en")[0].hint.as_deref(), Some("did you mean “naissance”?"));
    assert_eq!(town.parvis(&["build", "--keep-going"]).code, Some(1));
    assert_eq!(before.differences(&town.snapshot()), Vec::<String>::new());
}

#[test]
fn a_form_has_an_address_of_its_own() {
    let town = Town::village();
    town.edit(
        "content/lieux/mairie.md",
        "title: La mairie",
        "title: La mairie\naliases: [/activites/cirque/inscription/]",
    );
    assert_eq!(codes(&town.check("fr")), [("content/lieux/mairie.md", 3, 10, "same-address")]);
    let town = Town::village();
    let kind = town.read("content/_kinds/activite.yaml");
    town.write("content/_kinds/activite.yaml", kind.replace("event:", "update: { fields: [age_min] }\nevent:"));
    town.edit(FORM, "name: inscription", "name: mettre-a-jour");
    let faults = town.check("fr");
    assert_eq!(codes(&faults), [(FORM, 1, 7, "form-address")]);
    assert!(faults[0].message.contains("/activites/cirque/mettre-a-jour/"));
}
