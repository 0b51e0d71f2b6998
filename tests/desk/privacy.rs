//! What people type goes to the store and to the pages that they and staff look
//! at, nowhere else.

use serde_json::json;
use town::{Request, Sent, Server, Snapshot, Town};

use crate::bureau::Staff;

const PAGE: &str = "commerces/le-fournil";
const FORM: &str = "/formulaires/mise-a-jour-commerce";

const REGISTER: &str = "/formulaires/inscription";

/// A word that stands nowhere else, in every kind of control, right and wrong.
const MARK: &str = "Zwolinska";

fn marked(hours: &str) -> Vec<(String, String)> {
    let text = |name: &str, value: &str| (name.to_owned(), value.replace('*', MARK));
    vec![
        text("_page", PAGE),
        text("_code", "*"),
        text("telephone", "01 99 00 14 09"),
        text("horaires", hours),
        text("fermetures.1.du", "2027-12-24"),
        text("fermetures.1.au", "2027-12-25"),
        text("fermetures.1.motif", "Mariage de Mme *"),
        text("produits.2.nom", "Tarte *"),
        text("produits.2.prix", "12 €"),
        text("inconnu.*", "*"),
    ]
}

/// A registration, whose marks stand in a name, and in what is faulty.
fn registration(birth: &str) -> Vec<(String, String)> {
    let controls = [
        ("_page", "activites/cirque"),
        ("seance", "une"),
        ("prenom", "*"),
        ("naissance", birth),
        ("telephone", "01 99 00 14 09"),
        ("habite", "oui"),
        ("autre_foyer", if birth.contains('*') { "*" } else { "" }),
        ("_key", "cle-*"),
    ];
    controls.map(|(name, value)| (name.to_owned(), value.replace('*', MARK))).to_vec()
}

fn multipart(request: Request, controls: &[(String, String)]) -> Request {
    let part = |(name, value): &(String, String)| {
        format!("--trait\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = controls.iter().map(part).collect::<Vec<_>>().concat() + "--trait--\r\n";
    request.body("multipart/form-data; boundary=trait", body)
}

/// Sends everything that a visitor may send, well or badly, and looks at it all.
fn visit(server: &Server) -> Vec<Sent> {
    let mut sent = Vec::new();
    let post = |path: &str| server.request("POST", path);
    for hours in ["ven 9h-12h", "le * au soir"] {
        let controls = marked(hours);
        let whole = json!({ "_page": PAGE, "horaires": hours.replace('*', MARK), "produits": [{ "nom": MARK, "prix": "1 €" }] });
        let answers = [
            post(FORM).json().form(controls.clone()).send(),
            post(FORM).form(controls.clone()).send(),
            multipart(post(FORM), &controls).header("accept-language", "en").send(),
            post(FORM).json().body("application/json", whole.to_string()).send(),
            post(FORM).body("application/json", format!("{{\"{MARK}\": ")).send(),
            post(FORM).body("text/plain", MARK).send(),
            post(&format!("/formulaires/{MARK}")).form(controls).send(),
            post(REGISTER).json().form(registration("12/03/2018")).send(),
            post(REGISTER).form(registration("le *")).send(),
            post(REGISTER).json().form(registration("le *")).send(),
            server.request("GET", &format!("/places/{MARK}")).send(),
            server.request("GET", &format!("/suivi/{MARK}?cle={MARK}")).send(),
            server.request("GET", &format!("/{MARK}?q={MARK}")).send(),
        ];
        for answer in answers {
            for (name, value) in &answer.headers {
                assert!(!value.contains(MARK), "the header {name}: {value}");
            }
            if answer.status == 201 {
                sent.push(Sent::of(&answer));
            }
        }
    }
    assert!(sent.len() >= 2, "the right ones are recorded");
    for sent in &sent {
        let _page = server.request("GET", &sent.tracking).send().expect(200);
    }
    sent
}

/// Staff register somebody, well and badly, and look at every page that says so.
fn staff_work(server: &Server) {
    let staff = Staff::entered(server);
    let path = "/remplir/inscription/activites/cirque";
    let mut controls = registration("12/03/2018");
    controls.push(("_canal".to_owned(), "phone".to_owned()));
    let controls: Vec<(&str, &str)> = controls.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let faulty: Vec<(&str, &str)> = controls.iter().filter(|(name, _)| *name != "naissance").copied().collect();
    let answers = [
        staff.post(path, &faulty).send().expect(422),
        staff.post(path, &controls).send().expect(303),
        staff.get("/seances/une/activites/cirque").send().expect(200),
        staff.get("/a-prevenir").send().expect(200),
    ];
    for answer in &answers {
        assert!(answer.headers.iter().all(|(_, value)| !value.contains(MARK)), "{:?}", answer.headers);
    }
    assert!(answers[0].body.contains(MARK), "what was typed is kept");
    assert!(answers[2].body.contains(MARK), "the list is for staff to read");
}

#[test]
fn what_people_type_reaches_no_log_no_address_and_no_built_page() {
    let town = Town::village();
    let server = Server::with(&town, &["serve", "-v", "--port", "0", "--bureau-port", "0"]);
    let sent = visit(&server);
    staff_work(&server);
    let cancelled = &sent[0];
    let secret = |sent: &Sent| sent.tracking.split("cle=").nth(1).unwrap().to_owned();
    let cancel = format!("/suivi/{}/annuler", cancelled.reference);
    let _answer = server.request("POST", &cancel).form([("cle", secret(cancelled))]).send().expect(303);
    town.edit("content/commerces/le-fournil.md", "Le four est allumé", "Le grand four est allumé");
    town::until("the site to be built again", || {
        town.snapshot().text("commerces/le-fournil/index.html").contains("Le grand four").then_some(())
    });

    let logged = server.everything();
    assert!(!logged.contains(MARK), "{logged}");
    for sent in &sent {
        assert!(!logged.contains(&secret(sent)), "a secret link is logged:\n{logged}");
    }
    let holds = |files: &Snapshot, text: &str| -> Vec<String> {
        let holds =
            |path: &&str| files.bytes(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes());
        files.paths().filter(holds).map(str::to_owned).collect()
    };
    let (built, kept) = (town.snapshot(), Snapshot::of(&town.path(".parvis")));
    assert_eq!(holds(&built, MARK), [] as [&str; 0]);
    let elsewhere = holds(&kept, MARK).into_iter().filter(|path| !path.starts_with("desk.sqlite"));
    assert_eq!(elsewhere.collect::<Vec<_>>(), [] as [&str; 0]);
    for sent in &sent {
        assert_eq!(holds(&kept, &secret(sent)), [] as [&str; 0], "nobody who reads the store can open the link");
    }
}
