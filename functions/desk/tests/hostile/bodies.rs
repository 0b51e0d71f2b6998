//! Bodies by chance: some of them nearly right, most of them broken, in every
//! format and under every form.

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, ProptestConfig, Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::Value as Json;

use crate::line::{Line, Sending};

/// Cases of each format, unless `PROPTEST_CASES` asks for more.
const CASES: u32 = 8_000;

const NAMES: [&str; 24] = [
    "_page",
    "_key",
    "_code",
    "_vu",
    "_site",
    "_epreuve",
    "_base.telephone",
    "_base.produits.0.nom",
    "telephone",
    "horaires",
    "paiement",
    "adresse",
    "produits.0.nom",
    "produits.0.prix",
    "produits.0.id",
    "produits.39.nom",
    "produits.499.prix",
    "produits",
    "produits.x",
    "seance",
    "prenom",
    "naissance",
    "courriel",
    "autre_foyer",
];
const TEXTS: [&str; 24] = [
    "commerces/le-fournil",
    "activites/chorale",
    "../../etc/passwd",
    "01 46 55 11 22",
    "+33146551122",
    "mar-sam 8h-13h",
    "Mo-Fr 09:00-12:00; PH off",
    "24/7",
    "especes",
    "carte",
    "Croissant",
    "1,20 €",
    "-0,01",
    "matin",
    "soir",
    "12/03/2016",
    "2026-02-30",
    "essai@exemple.fr",
    "oui",
    "",
    " ",
    "\u{202e}éà\u{0}",
    "http://a.fr http://b.fr http://c.fr",
    "1794999999",
];
const PATHS: [&str; 5] = [
    "/formulaires/mise-a-jour-commerce",
    "/formulaires/inscription",
    "/formulaires/nulle-part",
    "/suivi/MK-2222-2222/annuler",
    "/suivi/MK-2222-2222/accepter",
];

fn name() -> BoxedStrategy<String> {
    prop_oneof![
        12 => select(&NAMES[..]).prop_map(str::to_owned),
        1 => "[a-z_]{0,3}(\\.[0-9a-z]{0,4}){0,8}",
        1 => any::<String>(),
    ]
    .boxed()
}

fn text() -> BoxedStrategy<String> {
    prop_oneof![
        10 => select(&TEXTS[..]).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "[0-9 ,.;:h-]{0,80}",
        1 => ("[^a]|é|\u{300}", 0..3_000_usize).prop_map(|(piece, times)| piece.repeat(times)),
    ]
    .boxed()
}

fn controls() -> impl Strategy<Value = Vec<(String, String)>> {
    let page = select(&TEXTS[..3]).prop_map(|page| ("_page".to_owned(), page.to_owned()));
    (page, vec((name(), text()), 0..24)).prop_map(|(page, controls)| std::iter::once(page).chain(controls).collect())
}

/// What a line does to bytes: nothing most of the time, or it loses, changes and
/// repeats some.
fn damaged(bytes: BoxedStrategy<Vec<u8>>) -> BoxedStrategy<Vec<u8>> {
    let damage = prop_oneof![
        4 => Just(Vec::new()),
        1 => vec((any::<usize>(), any::<u8>(), 0..3_u8), 1..4),
    ];
    let strike = |(mut bytes, damage): (Vec<u8>, Vec<(usize, u8, u8)>)| {
        for (place, byte, way) in damage {
            let place = place % (bytes.len() + 1);
            match way {
                0 => bytes.truncate(place),
                1 => bytes.insert(place, byte),
                _ => bytes.extend_from_within(..place.min(4_000)),
            }
        }
        bytes
    };
    (bytes, damage).prop_map(strike).boxed()
}

fn urlencoded() -> BoxedStrategy<Vec<u8>> {
    let encoded = |controls: Vec<(String, String)>| {
        let pair = |(name, text): &(String, String)| format!("{}={}", percent(name), percent(text));
        controls.iter().map(pair).collect::<Vec<_>>().join("&").into_bytes()
    };
    damaged(controls().prop_map(encoded).boxed())
}

/// Every sign that could mean something else, escaped.
fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let sign = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(sign).collect()
}

fn multipart() -> BoxedStrategy<Vec<u8>> {
    let head = prop_oneof![
        8 => Just(""),
        1 => Just("; filename=\"\""),
        1 => Just("; filename=\"a.jpg\"\r\nContent-Type: image/jpeg"),
        1 => Just("\r\nContent-Disposition: form-data"),
    ];
    let parts = vec((name(), text(), head), 0..24);
    let written = |parts: Vec<(String, String, &str)>| {
        let part = |(name, text, head): &(String, String, &str)| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n{text}\r\n")
        };
        format!("{}--x--\r\n", parts.iter().map(part).collect::<String>()).into_bytes()
    };
    damaged(parts.prop_map(written).boxed())
}

fn json() -> BoxedStrategy<Vec<u8>> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    let value = leaf.prop_recursive(8, 200, 12, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..12).prop_map(Json::from),
            vec((key(), inner), 0..12).prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    });
    let page = select(&TEXTS[..3]);
    let object = (page, vec((key(), value), 0..12)).prop_map(|(page, entries)| {
        let page = ("_page".to_owned(), Json::from(page));
        Json::Object(std::iter::once(page).chain(entries).collect()).to_string().into_bytes()
    });
    damaged(object.boxed())
}

/// One step of a name.
fn key() -> BoxedStrategy<String> {
    let step = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    prop_oneof![8 => select(&NAMES[..]).prop_map(step), 1 => any::<String>()].boxed()
}

fn kind() -> BoxedStrategy<String> {
    let known = [
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data",
        "application/json; charset=utf-16",
        "text/plain",
        "",
    ];
    select(known.to_vec()).prop_map(str::to_owned).boxed()
}

fn hold(kind: BoxedStrategy<String>, body: BoxedStrategy<Vec<u8>>) {
    let line = Line::new();
    let config = ProptestConfig::default();
    let cases = config.cases.max(CASES);
    let config = ProptestConfig { cases, failure_persistence: None, ..config };
    let sending = (select(&PATHS[..]), kind, select(&["text/html", "application/json"][..]), body)
        .prop_map(|(path, kind, accept, body)| Sending { path, kind, accept, body });
    #[cfg(target_os = "linux")]
    let before = crate::line::peak();
    let outcome = TestRunner::new(config).run(&sending, |sending| {
        let sent = sending.body.len();
        line.send(sending).check(sent, Duration::from_secs(3)).map_err(TestCaseError::fail)
    });
    assert!(outcome.is_ok(), "{outcome:?}");
    #[cfg(target_os = "linux")]
    assert!(crate::line::peak() - before < 64 * 1024 * 1024, "{} bytes more", crate::line::peak() - before);
}

#[test]
fn no_form_stops_the_door() {
    hold(Just("application/x-www-form-urlencoded".to_owned()).boxed(), urlencoded());
}

#[test]
fn no_parts_stop_the_door() {
    hold(Just("multipart/form-data; boundary=x".to_owned()).boxed(), multipart());
}

#[test]
fn no_json_stops_the_door() {
    hold(Just("application/json".to_owned()).boxed(), json());
}

#[test]
fn no_bytes_of_any_type_stop_the_door() {
    let bytes = prop_oneof![vec(any::<u8>(), 0..2_000), urlencoded(), multipart(), json()];
    hold(kind(), bytes.boxed());
}
