//! The tracking page, and taking a request back.

use desk::request::Channel;
use desk::store::Which;

use super::inbox::{accept, intent};
use super::town::Town;

async fn sent(town: &Town) -> (String, String) {
    let answer = town
        .visitor()
        .program()
        .update("telephone=01+46+55+11+22&horaires=mar-sam+9h-14h")
        .await
        .check(201, &[])
        .json();
    let (path, key) = answer["tracking_url"].as_str().unwrap().split_once("?cle=").unwrap();
    (path.to_owned(), key.to_owned())
}

#[tokio::test]
async fn the_page_is_an_acknowledgement() {
    let town = Town::new();
    let (path, key) = sent(&town).await;
    let reference = path.rsplit('/').next().unwrap();
    let page = town.visitor().get(&format!("{path}?cle={key}")).await;
    page.check(
        200,
        &[
            reference,
            "lundi 23 novembre 2026 à 12\u{a0}h",
            "Accueil de la mairie",
            "1 place du 11-Novembre-1918",
            "href=\"tel:+33147467500\"",
            "Ce qui va se passer",
            "reçue",
            "Le Fournil",
            "du mardi au samedi de 9 h à 14 h",
        ],
    );
    let english = town.visitor().with("accept-language", "en").get(&format!("{path}?cle={key}")).await;
    english.check(200, &["We have your request", "What happens next", "Cancel my request", "Phone"]);
}

#[tokio::test]
async fn whoever_gave_a_wrong_code_is_told_to_wait_for_a_call() {
    let town = Town::new();
    for (code, told) in [("", false), ("ZZZZ-2222", true)] {
        let answer = town.visitor().update(&format!("telephone=01+46+55+11+2{}&_code={code}", code.len())).await;
        let url = answer.check(303, &[]).header("location").to_owned();
        let page = town.visitor().get(&url).await.check(200, &[]);
        assert_eq!(page.body.contains("Le code donné n’est pas le bon"), told, "{code}");
    }
}

#[tokio::test]
async fn a_wrong_secret_is_answered_as_an_unknown_reference() {
    let town = Town::new();
    let (path, key) = sent(&town).await;
    let other = if key.starts_with('a') { "b" } else { "a" };
    let wrong = format!("{other}{}", &key[1..]);
    let visitor = town.visitor();
    let unknown = visitor.get(&format!("/suivi/MK-2222-2222?cle={key}")).await.check(404, &["Demande introuvable"]);
    for query in [
        format!("?cle={wrong}"),
        "?cle=".to_owned(),
        String::new(),
        format!("?cle={}", key.to_uppercase()),
        "?cle=%FF".to_owned(),
    ] {
        assert_eq!(visitor.get(&format!("{path}{query}")).await.check(404, &[]).body, unknown.body);
    }
    assert_eq!(
        visitor.post(&format!("{path}/annuler"), &format!("cle={wrong}")).await.check(404, &[]).body,
        unknown.body
    );
    assert_eq!(visitor.post(&format!("{path}/annuler"), "").await.check(404, &[]).body, unknown.body);
}

#[tokio::test]
async fn a_reference_is_read_as_people_type_it() {
    let town = Town::new();
    let (path, key) = sent(&town).await;
    town.visitor().get(&format!("{}?cle={key}", path.to_lowercase().replace("mk-", "mk%20"))).await.check(200, &[]);
}

#[tokio::test]
async fn looking_never_takes_a_request_back() {
    let town = Town::new();
    let (path, key) = sent(&town).await;
    town.visitor().get(&format!("{path}/annuler?cle={key}")).await.check(405, &[]);
    town.visitor().get(&format!("{path}?cle={key}")).await.check(200, &["bien reçue"]);
}

#[tokio::test]
async fn taking_back_twice_is_the_same_as_once() {
    let town = Town::new();
    let (path, key) = sent(&town).await;
    for _ in 0..2 {
        let answer = town.visitor().post(&format!("{path}/annuler"), &format!("cle={key}")).await.check(303, &[]);
        assert_eq!(answer.header("location"), format!("{path}?cle={key}"));
    }
    let page = town.visitor().get(&format!("{path}?cle={key}")).await.check(200, &["Votre demande est annulée"]);
    assert!(!page.body.contains("Annuler ma demande"));
    let queue = town.inbox().list(Which::All).await.unwrap();
    let shown = town.inbox().show(&queue[0].reference, schema::words::Language::French).await.unwrap();
    assert_eq!(shown.history.len(), 2);
    assert_eq!(shown.summary.channel, Channel::Web);
}

#[tokio::test]
async fn what_was_accepted_can_no_longer_be_taken_back() {
    let town = Town::new();
    let (path, key) = sent(&town).await;
    accept(&town, &["telephone"]).await;
    let visitor = town.visitor();
    visitor
        .clone()
        .program()
        .post(&format!("{path}/annuler"), &format!("cle={key}"))
        .await
        .check(409, &["\"too_late\""]);
    visitor
        .post(&format!("{path}/annuler"), &format!("cle={key}"))
        .await
        .check(409, &["acceptée en partie", "appelez le service en donnant votre référence"]);
    let page = visitor.get(&format!("{path}?cle={key}")).await;
    page.check(200, &["Votre demande est acceptée en partie", "non retenu", "Page modifiée le"]);
}

#[tokio::test]
async fn a_request_whose_page_is_being_changed_can_not_be_taken_back() {
    let town = Town::new();
    let (path, key) = sent(&town).await;
    let reference = town.inbox().list(Which::Open).await.unwrap()[0].reference.clone();
    town.inbox().begin_accept(&reference, &["telephone".to_owned()], None, intent()).await.unwrap();
    town.visitor().post(&format!("{path}/annuler"), &format!("cle={key}")).await.check(409, &["en train de traiter"]);
    let page = town.visitor().get(&format!("{path}?cle={key}")).await.check(200, &[]);
    assert!(!page.body.contains("Annuler ma demande"));
}

#[tokio::test]
async fn a_refusal_says_why_and_what_was_typed_is_never_markup() {
    let town = Town::new();
    let (path, key) = sent(&town).await;
    let reference = town.inbox().list(Which::Open).await.unwrap()[0].reference.clone();
    town.inbox().refuse(&reference, "Numéro <b>inconnu</b> & refusé").await.unwrap();
    let page = town.visitor().get(&format!("{path}?cle={key}")).await;
    page.check(200, &["Votre demande est refusée", "Numéro &lt;b&gt;inconnu&lt;/b&gt; &amp; refusé"]);
}

#[tokio::test]
async fn a_site_in_a_folder_of_its_host_keeps_people_in_it() {
    let town = Town::with_settings("base_url", serde_json::json!("https://example.org/ville/"));
    let answer = town.visitor().update("telephone=01+46+55+11+22").await.check(303, &[]);
    let place = answer.header("location").strip_prefix("/ville").unwrap().to_owned();
    town.visitor().get(&place).await.check(200, &["action=\"/ville/suivi/MK-"]);
    town.visitor().update("telephone=12").await.check(422, &["action=\"/ville/formulaires/mise-a-jour-commerce\""]);
}
