//! Those whom the program can't write to: staff call them, or post a letter.

use std::time::{Duration, Instant};

use serde_json::Value as Json;

use crate::bureau::Staff;
use crate::town::{Server, Town, send};

const KIND: &str = "name: activite\nlabel: { one: activité, many: activités }\nfolder: activites\ntemplate: activite.html\nfields:\n  seances:\n    label: Séances\n    list: { of: { id: { label: Code, identifier: { from: nom } }, nom: { label: Nom, text: {}, required: true }, debut: { label: Début, date_time: {}, required: true }, places: { label: Places, number: {}, required: true } } }\n";
const FORM: &str = "name: inscription\ntitle: S’inscrire\nbutton: Envoyer\nabout: activite\nworkflow:\n  register:\n    sessions: { list: seances, id: id, label: nom, start: debut, capacity: places }\n    choice: seance\n    offer_hours: 48\n    contact: { name: prenom, phone: telephone, address: adresse }\nfields:\n  prenom: { label: Prénom, required: true, text: {} }\n  telephone: { label: Téléphone, phone: {} }\n  adresse: { label: Adresse, address: {} }\n";
const PAGE: &str =
    "---\ntitle: Chorale\nseances:\n  - { id: soir, nom: Soir, debut: 2099-12-18 19:30, places: 9 }\n---\n";

fn town() -> Town {
    let town = Town::new();
    town.add("content/_kinds/activite.yaml", KIND);
    town.add("content/_forms/inscription.yaml", FORM);
    town.add("content/activites/_index.md", "---\ntitle: Activités\n---\n");
    town.add("content/activites/chorale.md", PAGE);
    town
}

/// Someone registers; the reference.
fn register(server: &Server, body: &str) -> String {
    let headers =
        [("Host", server.site.as_str()), ("Content-Type", "application/json"), ("Accept", "application/json")];
    let body = format!("{{\"_page\":\"activites/chorale\",\"seance\":\"soir\",{body}}}");
    let answer = send(&server.site, "POST", "/formulaires/inscription", &headers, &body);
    assert_eq!(answer.status, 201, "{}", answer.body);
    let json: Json = serde_json::from_str(&answer.body).unwrap();
    json["reference"].as_str().unwrap().to_owned()
}

/// The calls, once as many are to be made.
fn calls(town: &Town, wanted: usize) -> Vec<Json> {
    let begun = Instant::now();
    loop {
        let calls = town.json(&["inbox", "calls"]);
        if calls.len() == wanted {
            return calls;
        }
        assert!(begun.elapsed() < Duration::from_secs(40), "{calls:?}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn whom_no_mail_reaches_is_called_or_written_to_and_noted_once() {
    let town = town();
    let server = town.serve();
    let ada = register(&server, "\"prenom\":\"Ada\",\"telephone\":\"06 12 34 56 78\"");
    let bo = register(&server, "\"prenom\":\"Bo\",\"adresse\":\"3 rue Béranger, 92240 Malakoff\"");
    let calls = calls(&town, 2);
    let of = |reference: &str| calls.iter().find(|call| call["reference"] == reference).unwrap();
    assert_eq!((&of(&ada)["by"], &of(&ada)["because"]), (&"phone".into(), &"no-mail".into()));
    assert_eq!((&of(&bo)["by"], &of(&bo)["address"]), (&"letter".into(), &"3 rue Béranger, 92240 Malakoff".into()));
    let text = |reference: &str| of(reference)["text"].as_str().unwrap();
    assert!(text(&ada).contains(&ada) && !text(&ada).contains("cle="), "{}", text(&ada));
    let link = format!("https://ville.example/suivi/{bo}?cle=");
    assert!(text(&bo).contains(&link), "{}", text(&bo));

    let told = String::from_utf8(town.parvis(&["inbox", "calls"]).stdout).unwrap();
    assert!(told.contains("par téléphone 06 12 34 56 78") && told.contains("par courrier 3 rue Béranger"), "{told}");

    let staff = Staff::enter(&server);
    assert!(staff.get("/").body.contains("href=\"/appels\""));
    let page = staff.get("/appels");
    assert!(page.body.contains("À appeler") && page.body.contains("tel:+33612345678"), "{}", page.body);
    let id = of(&bo)["id"].as_str().unwrap();
    let letter = staff.get(&format!("/appels/{id}"));
    assert_eq!(letter.status, 200);
    assert!(letter.body.contains("3 rue Béranger") && letter.body.contains(&link), "{}", letter.body);

    let seal = page.body.split("name=\"sceau\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let note = |origin: Option<&str>, body: &str| staff.post("/appels", staff.host(), origin, body);
    let origin = staff.own_origin();
    assert_eq!(note(Some(&origin), &format!("sceau=faux&appel={id}")).status, 403);
    assert_eq!(note(None, &format!("sceau={seal}&appel={id}")).status, 403);
    let done = note(Some(&origin), &format!("sceau={seal}&appel={id}"));
    assert_eq!((done.status, done.header("location")), (303, format!("/appels?fait={bo}").as_str()));
    let again = note(Some(&origin), &format!("sceau={seal}&appel={id}"));
    assert_eq!(again.header("location"), "/appels?fait=deja");
    assert_eq!(staff.get(&format!("/appels/{id}")).status, 404);

    let id = of(&ada)["id"].as_str().unwrap();
    assert!(town.parvis(&["inbox", "called", id]).status.success());
    let twice = town.parvis(&["inbox", "called", id]);
    assert_eq!(twice.status.code(), Some(1));
    assert!(String::from_utf8(twice.stderr).unwrap().contains("est déjà fait"));
    assert!(town.json(&["inbox", "calls"]).is_empty());
    let history = staff.get(&format!("/demandes/{ada}")).body;
    assert!(history.contains("personne prévenue par téléphone"), "{history}");
}
