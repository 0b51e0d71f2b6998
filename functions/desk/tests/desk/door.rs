//! The door: every answer of the contract, for people and for programs.

use std::fs;

use serde_json::json;

use super::town::{FORM, Town};

#[tokio::test]
async fn a_program_is_told_which_keys_are_no_fields_of_the_form() {
    let town = Town::new();
    for key in ["telefone", "title", "adresse"] {
        let body = serde_json::json!({ "_page": "commerces/le-fournil", "_note": "x", key: "01 46 55 11 22" });
        let program = town.visitor().program();
        let answer = program.send("POST", FORM, "application/json", body.to_string().into()).await;
        let told = answer.check(422, &["telephone"]).json();
        assert_eq!((told["code"].as_str(), told["errors"][0]["field"].as_str()), (Some("invalid"), Some(key)));
    }
    assert!(town.inbox().list(desk::store::Which::All).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_form_that_changes_something_leads_to_its_tracking_page() {
    let town = Town::new();
    let answer = town.visitor().update("telephone=01+46+55+11+22").await.check(303, &[]);
    let place = answer.header("location").to_owned();
    assert!(place.starts_with("/suivi/MK-"), "{place}");
    let page = town.visitor().get(&place).await;
    page.check(200, &["Votre demande est bien reçue", "Malakoff", "Téléphone", "01 46 55 11 22", "Annuler ma demande"]);
}

#[tokio::test]
async fn a_program_gets_the_reference_and_the_tracking_address() {
    let town = Town::new();
    let body = json!({ "_page": "commerces/le-fournil", "produits": [{ "nom": "Croissant", "prix": "1,30 €" }] });
    let program = town.visitor().program();
    let answer = program.send("POST", FORM, "application/json", body.to_string().into()).await.check(201, &[]);
    assert_eq!(answer.json()["state"], "received");
    let place = answer.json()["tracking_url"].as_str().unwrap().to_owned();
    assert!(place.contains(answer.json()["reference"].as_str().unwrap()));
    let told = program.get(&place).await.check(200, &["1,30"]).json();
    assert_eq!(told["fields"][0]["key"], "produits");
    assert_eq!(told["can_be_cancelled"], true);
}

#[tokio::test]
async fn a_row_that_a_form_leaves_out_stays_as_it_is() {
    let town = Town::new();
    let body = json!({ "_page": "commerces/le-fournil", "produits": [] });
    let program = town.visitor().program();
    let plain = "application/x-www-form-urlencoded";
    let sent = "_page=commerces/le-fournil&produits.1.nom=Flan&produits.1.prix=3";
    let place = program.send("POST", FORM, plain, sent.into()).await.check(201, &[]).json();
    let told = program.get(place["tracking_url"].as_str().unwrap()).await.json();
    let after = told["fields"][0]["after"].to_string();
    assert!(after.contains("Croissant") && after.contains("Flan"), "{told}");
    let place = program.send("POST", FORM, "application/json", body.to_string().into()).await.check(201, &[]).json();
    let told = program.get(place["tracking_url"].as_str().unwrap()).await.json();
    assert!(!told["fields"][0]["after"].to_string().contains("Croissant"), "a JSON list is said whole: {told}");
}

#[tokio::test]
async fn multipart_says_the_same_as_a_plain_form() {
    let town = Town::new();
    let body = "--x\r\nContent-Disposition: form-data; name=\"_page\"\r\n\r\ncommerces/le-fournil\r\n\
                --x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n\
                --x\r\nContent-Disposition: form-data; name=\"telephone\"\r\n\r\n01 46 55 11 22\r\n--x--\r\n";
    let kind = "multipart/form-data; boundary=x";
    town.visitor().send("POST", FORM, kind, body.into()).await.check(303, &[]);
    town.visitor()
        .send("POST", FORM, kind, body.replace("filename=\"\"", "filename=\"a.jpg\"").into())
        .await
        .check(415, &["sans fichier joint"]);
    town.visitor().send("POST", FORM, kind, body.replace("--x--\r\n", "").into()).await.check(400, &[]);
}

#[tokio::test]
async fn a_refused_form_comes_back_with_its_faults_and_every_value() {
    let town = Town::new();
    let answer = town
        .visitor()
        .update("telephone=12&horaires=mar-sam+9h-14h&produits.0.nom=Pain+%26+brioche&produits.0.prix=abc")
        .await;
    let answer =
        answer.check(422, &["error-summary", "href=\"#telephone\"", "href=\"#produits.0.prix\"", "mar-sam 9h-14h"]);
    let answer = answer.check(
        422,
        &[
            "Pain &amp; brioche",
            "value=\"abc\"",
            "name=\"_key\"",
            "name=\"_page\" value=\"commerces/le-fournil\"",
            "<title>Erreur",
        ],
    );
    assert!(answer.body.contains("name=\"_base.telephone\" value=\"01 46 55 00 00\""), "{}", answer.body);
    assert_eq!(town.inbox().list(desk::store::Which::All).await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_program_gets_every_fault_at_once_in_its_language() {
    let town = Town::new();
    let program = town.visitor().program();
    let french = program.update("telephone=12&horaires=mar-sam+25h").await.check(422, &[]).json();
    assert_eq!(french["code"], "invalid");
    let fields: Vec<_> =
        french["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["telephone", "horaires"]);
    assert!(french["errors"][0]["message"].as_str().unwrap().starts_with("Téléphone"));
    let english =
        program.with("accept-language", "en-GB,en;q=0.9,fr;q=0.5").update("telephone=12").await.check(422, &[]);
    assert!(english.json()["errors"][0]["message"].as_str().unwrap().starts_with("Phone"));
    assert_eq!(english.header("content-language"), "en");
}

#[tokio::test]
async fn a_form_that_changes_nothing_says_so() {
    let town = Town::new();
    let page = town.visitor().update("telephone=01+46+55+00+00").await;
    page.check(422, &["Rien à modifier", "/commerces/le-fournil/mettre-a-jour/"]);
    let told = town.visitor().program().update("telephone=+0146550000+&horaires=mar-sam+8h-13h").await.check(422, &[]);
    assert_eq!(told.json()["code"], "unchanged");
}

#[tokio::test]
async fn what_the_visitor_did_not_touch_is_no_change_though_the_page_moved_meanwhile() {
    let town = Town::new();
    town.publish("01 46 55 99 99");
    let controls =
        "telephone=01+46+55+00+00&_base.telephone=01+46+55+00+00&horaires=lun+9h-12h&_base.horaires=mar-sam+8h-13h";
    let answer = town.visitor().program().update(controls).await.check(201, &[]);
    let told = town.visitor().program().get(answer.json()["tracking_url"].as_str().unwrap()).await.json();
    assert_eq!(told["fields"].as_array().unwrap().len(), 1);
    assert_eq!(told["fields"][0]["key"], "horaires");
}

#[tokio::test]
async fn a_body_that_breaks_its_own_format_is_malformed() {
    let town = Town::new();
    let visitor = town.visitor().program();
    let deep = "a".to_owned() + &".a".repeat(10);
    for body in ["telephone=%FF", &format!("{deep}=1"), &format!("{}=1", "a".repeat(200)), "=1"] {
        visitor.update(body).await.check(400, &["\"malformed\""]);
    }
    visitor.post(FORM, "telephone=01").await.check(400, &["\"malformed\""]);
    for body in ["{", "[]", "\"x\"", "{\"a\":[[[[[[[[1]]]]]]]]}", &"[".repeat(100_000)] {
        visitor.send("POST", FORM, "application/json", body.into()).await.check(400, &["\"malformed\""]);
    }
    visitor.send("POST", FORM, "multipart/form-data", "x".into()).await.check(400, &["\"malformed\""]);
    visitor.with("idempotency-key", &"k".repeat(300)).update("telephone=01").await.check(400, &[]);
    town.visitor().update("telephone=%FF").await.check(400, &["Ce formulaire est arrivé abîmé"]);
}

#[tokio::test]
async fn an_unknown_form_or_page_is_not_found() {
    let town = Town::new();
    for path in [
        "/formulaires/nulle-part",
        "/formulaires/mise-a-jour-rue",
        "/formulaires/mise-a-jour-..%2F..%2Fetc",
        "/formulaires/%FF",
    ] {
        town.visitor().post(path, "_page=commerces%2Fle-fournil").await.check(404, &["n’existe pas"]);
    }
    for page in ["commerces%2Fnulle-part", "..%2Fsettings", ""] {
        town.visitor().post(FORM, &format!("_page={page}&telephone=01")).await.check(404, &["n’existe plus"]);
    }
}

#[tokio::test]
async fn too_large_says_how_large_it_may_be() {
    let town = Town::with_settings("limits", json!({ "body_kilobytes": 16 }));
    let large = format!("telephone={}", "1".repeat(17_000));
    town.visitor().update(&large).await.check(413, &["16\u{a0}ko"]);
    town.visitor().with("content-length", "999999").update("telephone=1").await.check(413, &["16\u{a0}ko"]);
    let many = "a=&".repeat(2_100);
    town.visitor().program().update(&many).await.check(413, &["\"too_large\"", "2000 cases"]);
    let many = json!({ "_page": "commerces/le-fournil", "produits": vec![json!(""); 2_100] });
    town.visitor().program().send("POST", FORM, "application/json", many.to_string().into()).await.check(413, &[]);
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    let town = Town::new();
    for kind in ["", "text/plain", "application/xml"] {
        town.visitor().send("POST", FORM, kind, "a=1".into()).await.check(415, &["Ce format n’est pas accepté"]);
    }
    town.visitor().with("content-encoding", "gzip").update("telephone=1").await.check(415, &[]);
}

#[tokio::test]
async fn a_shared_line_passes_and_a_flood_is_told_when_to_come_back() {
    let town = Town::new();
    let visitor = town.visitor().program();
    for number in 0..200 {
        visitor
            .update(&format!("telephone=01+46+55+{:02}+{:02}", number / 100 + 1, number % 100))
            .await
            .check(201, &[]);
    }
    let answer = visitor.update("telephone=01+46+55+44+44").await.check(429, &["\"too_many\""]);
    let seconds: i64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=601).contains(&seconds), "{seconds}");
    visitor.clone().from([203, 0, 113, 200]).update("telephone=01+46+55+44+44").await.check(429, &[]);
    visitor.update("telephone=01+46+55+01+00").await.check(200, &[]);
    visitor.from([203, 0, 114, 7]).update("telephone=01+46+55+44+44").await.check(201, &[]);
    let later = town.visitor_at("2026-11-23T11:10:00Z").program();
    later.update("telephone=01+46+55+44+45").await.check(201, &[]);
}

#[tokio::test]
async fn a_site_that_was_not_built_yet_is_unavailable() {
    let town = Town::new();
    fs::remove_file(town.bundle().join("bundle.json")).unwrap();
    let answer = town.visitor().update("telephone=01+46+55+11+22").await.check(503, &["Rien n’a été enregistré"]);
    assert_eq!(answer.header("retry-after"), "60");
    town.publish("01 46 55 00 00");
    town.visitor().update("telephone=01+46+55+11+22").await.check(303, &[]);
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_unavailable_and_recovers() {
    let town = Town::new();
    let held = rusqlite::Connection::open(town.folder.path().join("store/desk.sqlite")).unwrap();
    held.execute_batch("BEGIN IMMEDIATE").unwrap();
    let visitor = town.visitor().program();
    visitor.update("telephone=01+46+55+11+22").await.check(503, &["\"unavailable\""]);
    visitor.get("/sante").await.check(503, &["\"unavailable\""]);
    held.execute_batch("ROLLBACK").unwrap();
    visitor.update("telephone=01+46+55+11+22").await.check(201, &[]);
    visitor.get("/sante").await.check(200, &["ok"]);
    assert_eq!(town.inbox().list(desk::store::Which::All).await.unwrap().len(), 1);
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_it() {
    let town = Town::new();
    let visitor = town.visitor();
    let answers = [
        visitor.update("telephone=01+46+55+11+22").await.check(303, &[]),
        visitor.update("telephone=1").await.check(422, &[]),
        visitor.update("telephone=%FF").await.check(400, &[]),
        visitor.update(&"a=&".repeat(2_100)).await.check(413, &[]),
        visitor.post("/formulaires/nulle-part", "").await.check(404, &[]),
        visitor.get(FORM).await.check(405, &["Passez par les pages"]),
        visitor.send("TRACE", "/sante", "", Vec::new()).await.check(405, &[]),
        visitor.get("/suivi/MK-2222-2222?cle=x").await.check(404, &[]),
        visitor.get("/places/nulle-part").await.check(404, &[]),
        visitor.get("/sante").await.check(200, &[]),
        visitor.get("/epreuve").await.check(200, &[]),
        visitor.get("/guichet/openapi.json").await.check(200, &[]),
        visitor.send("POST", FORM, "text/plain", Vec::new()).await.check(415, &[]),
    ];
    for answer in answers {
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.status.as_u16() != 405 || !answer.header("allow").is_empty());
    }
}

#[tokio::test]
async fn a_site_built_again_is_seen_without_a_restart() {
    let town = Town::new();
    let visitor = town.visitor();
    visitor.update("telephone=01+46+55+00+00").await.check(422, &["Rien à modifier"]);
    town.publish("01 46 55 77 77");
    visitor.update("telephone=01+46+55+77+77").await.check(422, &["Rien à modifier"]);
    visitor.update("telephone=01+46+55+00+00").await.check(303, &[]);
}

#[tokio::test]
async fn french_is_the_language_unless_english_is_preferred() {
    let town = Town::new();
    for (accepted, language) in [
        ("", "fr"),
        ("de", "fr"),
        ("en", "en"),
        ("*", "fr"),
        ("fr;q=0.4, en;q=0.5", "en"),
        ("en;q=0", "fr"),
        ("fr-CA,en", "fr"),
    ] {
        let answer = town.visitor().with("accept-language", accepted).get("/suivi/x").await.check(404, &[]);
        assert_eq!(answer.header("content-language"), language, "for `{accepted}`");
        assert!(answer.body.contains(&format!("lang=\"{language}\"")));
    }
}

#[tokio::test]
async fn a_page_is_the_answer_unless_json_is_preferred() {
    let town = Town::new();
    let page = "text/html; charset=utf-8";
    let json = "application/json";
    for (accepted, kind) in [
        ("*/*", page),
        ("application/json", json),
        ("text/html,application/json", page),
        ("text/html;q=0.5, application/json", json),
        ("image/png", page),
    ] {
        let answer = town.visitor().with("accept", accepted).get("/suivi/x").await.check(404, &[]);
        assert_eq!(answer.header("content-type"), kind, "for `{accepted}`");
    }
}
