//! A town to test the desk in: a bundle written by hand, a store, a visitor.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use desk::clock::Clock;
use desk::inbox::Inbox;
use desk::key::Key;
use desk::store::sqlite::Sqlite;
use desk::{Desk, Peer, router};
use jiff::Timestamp;
use schema::declaration::to_json;
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const FORM: &str = "/formulaires/mise-a-jour-commerce";
pub(crate) const NOON: &str = "2026-11-23T11:00:00Z";

const KIND: &str = "
name: commerce
label: { one: commerce, many: commerces }
folder: commerces
template: commerce.html
update: { fields: [telephone, horaires, paiement, produits], proof: code }
fields:
  adresse: { label: Adresse, address: { postcode: \"92240\", town: Malakoff } }
  telephone: { label: { fr: Téléphone, en: Phone }, phone: {} }
  horaires: { label: Horaires, hours: {} }
  paiement: { label: Paiement, choices: { especes: Espèces, carte: Carte } }
  produits:
    label: Produits
    list:
      max: 40
      of:
        id: { label: Code, identifier: { from: nom } }
        nom: { label: Nom, required: true, text: { max_length: 80 } }
        prix: { label: Prix, required: true, money: { min: 0 } }
";

const ACTIVITY: &str = "
name: activite
label: { one: activité, many: activités }
folder: activites
template: activite.html
fields:
  age_min: { label: De, number: {} }
  seances:
    label: Séances
    list: { of: { id: { label: Code, identifier: { from: nom } }, nom: { label: Nom, text: {} }, debut: { label: Début, date_time: {} }, places: { label: Places, number: {} }, attente: { label: Attente, number: {} }, annulee: { label: Annulée, yes_no: {} } } }
  quotient: { label: Tarifs, list: { of: { jusqu_a: { label: Jusqu’à, number: {} }, prix: { label: Prix, money: {} } } } }
";

const REGISTER: &str = "
name: inscription
title: { fr: S’inscrire, en: Register }
button: { fr: Envoyer l’inscription, en: Send }
about: activite
workflow:
  register:
    sessions: { list: seances, id: id, label: nom, start: debut, capacity: places, waiting: attente, cancelled: annulee }
    choice: seance
    offer_hours: 48
    ages: { birth: naissance, from: age_min }
    rate: { grid: quotient, up_to: jusqu_a, price: prix }
    person: [prenom, naissance]
    leader: [urgence]
    contact: { name: responsable, phone: telephone, email: courriel }
fields:
  prenom: { label: Prénom, text: {}, required: true }
  naissance: { label: Date de naissance, date: {}, required: true }
  responsable: { label: Responsable, text: {}, required: true }
  telephone: { label: Téléphone, phone: {} }
  courriel: { label: Courriel, email: {} }
  urgence: { label: En cas d’urgence, phone: {} }
";

const MERCHANT: &str = "
name: marchand
label: { one: marchand, many: marchands }
folder: marchands
template: marchand.html
fields:
  conciergerie: { label: À la conciergerie, yes_no: {} }
  delai: { label: Délai, number: {} }
  horaires: { label: Horaires, hours: {} }
  fermetures: { label: Fermetures, closures: {} }
  telephone: { label: Téléphone, phone: {} }
  produits:
    label: Produits
    list: { of: { id: { label: Code, identifier: { from: nom } }, nom: { label: Nom, text: {} }, prix: { label: Prix, money: {} }, unite: { label: Unité, text: {} }, disponible: { label: Se commande, yes_no: {} }, allergenes: { label: Allergènes, text: {} }, froid: { label: Froid, choice: { frais: À garder au frais, surgele: Surgelé } } } }
";

const POINT: &str = "
name: point
label: { one: point, many: points }
folder: points
template: point.html
fields:
  creneaux: { label: Créneaux, list: { of: { id: { label: Code, identifier: {} }, quand: { label: Quand, hours: {} }, places: { label: Places, number: {} } } } }
  fermetures: { label: Fermetures, closures: {} }
";

const ORDER: &str = "
name: commande
title: { fr: Commander, en: Order }
button: { fr: Commander avec obligation de paiement, en: Order with obligation to pay }
address: conciergerie/commander
workflow:
  order:
    merchants: { kind: marchand, open: conciergerie, products: produits, id: id, name: nom, price: prix, unit: unite, available: disponible, allergens: allergenes, cold: froid, lead_hours: delai, hours: horaires, closures: fermetures, phone: telephone }
    points: { kind: point, slots: creneaux, id: id, when: quand, capacity: places, closures: fermetures }
    days: 7
    most: 20
    fee: \"0,50 €\"
    payment: Au retrait.
    contact: { name: nom, phone: telephone, email: courriel }
    note: remarque
fields:
  nom: { label: Votre nom, text: {}, required: true }
  telephone: { label: Téléphone, phone: {}, required: true }
  courriel: { label: Courriel, email: {} }
  remarque: { label: Un mot, text: {} }
";

const SHELL: &str = "<!DOCTYPE html><html lang=\"LANG\"><head><title><!--parvis:title--></title></head>\
                     <body><header>Malakoff</header><main><!--parvis:main--></main></body></html>";

/// A desk with its files, which go when it goes.
pub(crate) struct Town {
    pub(crate) folder: TempDir,
    pub(crate) store: Arc<Sqlite>,
    pub(crate) settings: Json,
    /// The sessions of the choir, as its page announces them.
    pub(crate) sessions: Json,
    /// What the bakery says, field by field.
    pub(crate) bakery: Json,
    /// What the pick-up point at the café says.
    pub(crate) cafe: Json,
}

impl Town {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Arc::new(Sqlite::open(&folder.path().join("store/desk.sqlite")).unwrap());
        let settings = json!({
            "base_url": "https://malakoff.example/",
            "contact": { "service": "Accueil de la mairie", "address": "1 place du 11-Novembre-1918", "phone": "01 47 46 75 00" },
        });
        let sessions = json!([
            { "id": "soir", "nom": "Soir", "debut": "2026-12-18 19:30", "places": "2", "attente": "2" },
            { "id": "matin", "nom": "Matin", "debut": "2026-12-19 10:00", "places": "12", "attente": "0" },
            { "id": "passee", "nom": "Passée", "debut": "2026-11-02 10:00", "places": "12" },
        ]);
        let bakery = json!({
            "conciergerie": "oui", "delai": "18", "horaires": "mar-sam 7h-20h", "telephone": "01 46 55 00 00",
            "produits": [
                { "id": "baguette", "nom": "Baguette", "prix": "1,10 €", "unite": "la pièce", "allergenes": "gluten" },
                { "id": "tarte", "nom": "Tarte aux pommes", "prix": "14,00 €", "froid": "frais" },
                { "id": "421", "nom": "Biscuit 421", "prix": "2,00 €" },
                { "id": "galette", "nom": "Galette", "prix": "22,50 €", "disponible": "non" },
            ],
        });
        let cafe = json!({ "creneaux": [{ "id": "midi", "quand": "mar-sam 12h-12h45", "places": "30" }] });
        let town = Self { folder, store, settings, sessions, bakery, cafe };
        town.publish("01 46 55 00 00");
        town
    }

    pub(crate) fn with_settings(key: &str, value: Json) -> Self {
        let mut town = Self::new();
        town.settings[key] = value;
        town.publish("01 46 55 00 00");
        town
    }

    pub(crate) fn bundle(&self) -> PathBuf {
        self.folder.path().join("bundle")
    }

    /// Builds the site again, with this phone number on the sheet.
    pub(crate) fn publish(&self, phone: &str) {
        let sheet = |page: &str| {
            json!({
                "page": page, "title": "Le Fournil", "url": format!("/{page}/"), "kind": "commerce",
                "fields": {
                    "adresse": "12 rue Béranger",
                    "telephone": phone,
                    "horaires": "mar-sam 8h-13h",
                    "produits": [{ "id": "croissant", "nom": "Croissant", "prix": "1,20 €" }],
                },
            })
            .to_string()
        };
        let parts = [
            ("shell/fr", SHELL.replace("LANG", "fr")),
            ("shell/en", SHELL.replace("LANG", "en")),
            ("kinds/commerce", to_json(KIND).unwrap()),
            ("kinds/activite", to_json(ACTIVITY).unwrap()),
            ("forms/inscription", to_json(REGISTER).unwrap()),
            ("forms/commande", to_json(ORDER).unwrap()),
            ("kinds/marchand", to_json(MERCHANT).unwrap()),
            ("kinds/point", to_json(POINT).unwrap()),
            ("catalogue/commande", self.catalogue()),
            ("sheets/activites/chorale", self.choir()),
            ("sheets/commerces/le-fournil", sheet("commerces/le-fournil")),
            ("sheets/commerces/la-mie", sheet("commerces/la-mie")),
            ("settings", self.settings.to_string()),
        ];
        let folder = self.bundle().join("parts");
        fs::create_dir_all(&folder).unwrap();
        let mut named = serde_json::Map::new();
        for (name, bytes) in parts {
            let hash = blake3::hash(bytes.as_bytes()).to_hex().to_string();
            fs::write(folder.join(&hash), bytes).unwrap();
            named.insert(name.to_owned(), Json::String(hash));
        }
        let pointer = json!({ "version": 1, "language": "fr", "parts": named });
        fs::write(self.bundle().join("new.json"), pointer.to_string()).unwrap();
        fs::rename(self.bundle().join("new.json"), self.bundle().join("bundle.json")).unwrap();
    }

    fn choir(&self) -> String {
        let grid = json!([{ "jusqu_a": "500", "prix": "3,00 €" }, { "prix": "9,00 €" }]);
        let fields = json!({ "age_min": "6", "seances": self.sessions, "quotient": grid });
        json!({ "page": "activites/chorale", "title": "Chorale", "url": "/activites/chorale/", "kind": "activite", "fields": fields })
            .to_string()
    }

    /// Who sells, and where it is handed over: the grocer has one product, and a
    /// short delay.
    fn catalogue(&self) -> String {
        let grocer = json!({
            "conciergerie": "oui", "delai": "2",
            "produits": [{ "id": "soupe", "nom": "Soupe", "prix": "4,00 €", "unite": "le bol", "froid": "surgele" }],
        });
        let hall = json!({ "creneaux": [{ "id": "midi", "quand": "lun-ven 12h15-12h45", "places": "2" }] });
        let sheet = |kind: &str, page: &str, title: &str, fields: &Json| json!({ "page": page, "title": title, "url": format!("/{page}/"), "kind": kind, "fields": fields });
        json!({
            "merchants": [
                sheet("marchand", "marchands/le-fournil", "Le Fournil", &self.bakery),
                sheet("marchand", "marchands/vrac", "Vrac", &grocer),
            ],
            "points": [
                sheet("point", "points/cafe", "Le café", &self.cafe),
                sheet("point", "points/levier", "Le Levier", &hall),
            ],
        })
        .to_string()
    }

    /// Builds the site again, as the pages say now.
    pub(crate) fn rebuild(&self) {
        self.publish("01 46 55 00 00");
    }

    /// Announces other sessions.
    pub(crate) fn announce(&mut self, sessions: Json) {
        self.sessions = sessions;
        self.publish("01 46 55 00 00");
    }

    pub(crate) fn desk(&self, at: &str) -> Arc<Desk> {
        let clock = Clock::Frozen(at.parse::<Timestamp>().unwrap());
        let store: Arc<Sqlite> = Arc::clone(&self.store);
        Arc::new(Desk::new(self.bundle(), store, clock, Key::from_bytes([7; 32])))
    }

    /// The same, of a process that delivers mail.
    pub(crate) fn desk_with_mail(&self, at: &str) -> Arc<Desk> {
        let clock = Clock::Frozen(at.parse::<Timestamp>().unwrap());
        let store: Arc<Sqlite> = Arc::clone(&self.store);
        Arc::new(Desk::new(self.bundle(), store, clock, Key::from_bytes([7; 32])).delivering(None))
    }

    pub(crate) fn inbox(&self) -> Inbox {
        Inbox::new(self.desk(NOON))
    }

    /// Someone at home, who reads pages.
    pub(crate) fn visitor(&self) -> Visitor {
        self.visitor_at(NOON)
    }

    pub(crate) fn visitor_at(&self, at: &str) -> Visitor {
        Visitor::to(router(self.desk(at)))
    }
}

/// Someone who sends requests.
#[derive(Clone)]
pub(crate) struct Visitor {
    router: Router,
    address: IpAddr,
    headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Checks the status and that the body says each of these.
    pub(crate) fn check(self, status: u16, says: &[&str]) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        for piece in says {
            assert!(plain(&self.body).contains(&plain(piece)), "no `{piece}` in {}", self.body);
        }
        self
    }
}

/// A text as it is searched: which kind of space stands there is another claim.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

impl Visitor {
    pub(crate) fn of(desk: Desk) -> Self {
        Self::to(router(Arc::new(desk)))
    }

    fn to(router: Router) -> Self {
        Self { router, address: Ipv4Addr::new(203, 0, 113, 7).into(), headers: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) fn program(self) -> Self {
        self.with("accept", "application/json")
    }

    pub(crate) fn from(mut self, address: [u8; 4]) -> Self {
        self.address = Ipv4Addr::from(address).into();
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", Vec::new()).await
    }

    /// Sends the form of the bakery's sheet with these controls.
    pub(crate) async fn update(&self, controls: &str) -> Answer {
        self.post(FORM, &format!("_page=commerces%2Fle-fournil&{controls}")).await
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        self.send("POST", path, "application/x-www-form-urlencoded", body.into()).await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).extension(Peer(self.address));
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }
}
