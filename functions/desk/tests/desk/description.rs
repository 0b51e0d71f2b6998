//! The description of the desk for programs, held to what the door does.

use serde_json::{Value as Json, json};

use super::town::{FORM, Town};

async fn described(town: &Town) -> Json {
    town.visitor().get("/guichet/openapi.json").await.check(200, &[]).json()
}

fn body<'a>(described: &'a Json, path: &str) -> &'a Json {
    &described["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
}

#[tokio::test]
async fn every_path_that_is_described_is_served_by_its_methods_alone() {
    let town = Town::new();
    let described = described(&town).await;
    let paths = described["paths"].as_object().unwrap();
    for path in [FORM, "/formulaires/inscription", "/suivi/{reference}", "/places/{activity}", "/epreuve", "/sante"] {
        assert!(paths.contains_key(path), "{path}");
    }
    for (path, item) in paths {
        let place = path.replace("{reference}", "MK-2222-2222").replace("{activity}", "chorale");
        let answer = town.visitor().send("DELETE", &place, "", Vec::new()).await.check(405, &[]);
        let allowed: Vec<String> = answer.header("allow").split(',').map(str::to_lowercase).collect();
        for method in item.as_object().unwrap().keys() {
            assert!(allowed.contains(method), "{method} {path}: {allowed:?}");
        }
        assert_eq!(
            allowed.iter().filter(|method| *method != "head").count(),
            item.as_object().unwrap().len(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_name_that_is_referred_to_is_there() {
    let town = Town::new();
    let described = described(&town).await;
    let text = described.to_string();
    let referred = text.split("\"$ref\":\"#").skip(1).map(|rest| rest.split('"').next().unwrap());
    let mut count = 0;
    for place in referred {
        assert!(described.pointer(place).is_some(), "{place}");
        count += 1;
    }
    assert!(count > 50, "{count}");
}

#[tokio::test]
async fn a_form_is_described_by_its_declared_fields_and_pages() {
    let town = Town::new();
    let described = described(&town).await;
    let update = body(&described, FORM);
    assert_eq!(update["required"], json!(["_page"]));
    assert_eq!(update["properties"]["_page"]["enum"], json!(["commerces/la-mie", "commerces/le-fournil"]));
    assert_eq!(update["properties"]["telephone"]["title"], "Téléphone");
    assert_eq!(update["properties"]["produits"]["anyOf"][0]["maxItems"], 40);
    assert!(update["properties"].get("adresse").is_none(), "the form does not offer it");
    assert_eq!(update["additionalProperties"], false);
    let register = body(&described, "/formulaires/inscription");
    for key in ["_page", "seance", "prenom"] {
        assert!(register["required"].as_array().unwrap().contains(&json!(key)), "{key}: {register}");
    }
    let sessions = &register["properties"]["seance"]["anyOf"][0]["enum"];
    assert!(sessions.as_array().unwrap().contains(&json!("soir")), "{sessions}");
}

#[tokio::test]
async fn labels_are_in_the_language_that_is_asked_for() {
    let town = Town::new();
    let english =
        town.visitor().with("accept-language", "en").get("/guichet/openapi.json").await.check(200, &[]).json();
    assert_eq!(body(&english, FORM)["properties"]["telephone"]["title"], "Phone");
}

#[tokio::test]
async fn a_program_is_handed_what_it_follows_and_cancels_with() {
    let town = Town::new();
    let program = town.visitor().program();
    let sent = program.update("telephone=01+46+55+11+22").await.check(201, &[]).json();
    let (reference, secret) = (sent["reference"].as_str().unwrap(), sent["secret"].as_str().unwrap());
    program.get(&format!("/suivi/{reference}?cle={secret}")).await.check(200, &[]);
    let body = json!({ "cle": secret }).to_string();
    let path = format!("/suivi/{reference}/annuler");
    program.send("POST", &path, "application/json", body.into()).await.check(200, &["\"cancelled\""]);
}

#[tokio::test]
async fn without_a_site_there_is_nothing_to_describe() {
    let town = Town::new();
    std::fs::remove_file(town.bundle().join("bundle.json")).unwrap();
    town.visitor().program().get("/guichet/openapi.json").await.check(503, &["\"unavailable\""]);
}
