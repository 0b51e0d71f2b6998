//! Doubtful sendings: answered as all others, set apart for staff, never lost.

use desk::doubt::Doubt;
use desk::reference::Reference;
use desk::store::Which;
use desk::workflow::{Deed, State};
use schema::words::Language;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::town::{Answer, FORM, Town, Visitor};

const PHONE: &str = "telephone=01+46+55+11+22";

async fn doubts(town: &Town) -> Vec<Option<Doubt>> {
    let queue = town.inbox().list(Which::Open).await.unwrap();
    let mut doubts: Vec<_> = queue.into_iter().map(|summary| summary.doubt).collect();
    doubts.sort_by_key(|doubt| doubt.map(Doubt::code));
    doubts
}

/// What a browser with scripts does with the puzzle.
async fn worked(visitor: &Visitor) -> String {
    let puzzle = visitor.get("/epreuve").await.check(200, &[]).json();
    let (text, bits) = (puzzle["challenge"].as_str().unwrap(), puzzle["bits"].as_u64().unwrap());
    let is_solved = |solution: &String| {
        let hash = Sha256::digest(solution.as_bytes());
        u64::from(u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]).leading_zeros()) >= bits
    };
    (0..1_000_000_u32).map(|number| format!("{text}.{number}")).find(is_solved).unwrap()
}

fn easy() -> Town {
    Town::with_settings("limits", json!({ "proof_bits": 6 }))
}

/// The seconds of noon, at which the town's clock stands, less these.
fn drawn(seconds: i64) -> String {
    let noon: jiff::Timestamp = super::town::NOON.parse().unwrap();
    (noon.as_second() - seconds).to_string()
}

#[tokio::test]
async fn a_doubtful_sender_gets_the_same_answer_as_everybody() {
    let town = Town::new();
    let shape = |answer: &Answer| {
        let place = answer.header("location").to_owned();
        (answer.status, answer.headers.len(), place.split('-').next().unwrap().to_owned(), place.len())
    };
    let believed = town.visitor().update(PHONE).await.check(303, &[]);
    let doubted = town.visitor().update("telephone=01+46+55+33+44&_site=x").await.check(303, &[]);
    assert_eq!(shape(&believed), shape(&doubted));
    let page = async |answer: &Answer, phone: &str, reference: &str| {
        let text = town.visitor().get(answer.header("location")).await.check(200, &[]).body;
        text.replace('\u{a0}', " ")
            .replace(phone, "")
            .replace(reference, "")
            .replace(answer.header("location").split("cle=").nth(1).unwrap(), "")
    };
    let reference = |answer: &Answer| answer.header("location")[7..19].to_owned();
    let plain = page(&believed, "01 46 55 11 22", &reference(&believed)).await;
    assert_eq!(plain, page(&doubted, "01 46 55 33 44", &reference(&doubted)).await);
    assert_eq!(doubts(&town).await, [None, Some(Doubt::Trap)]);
}

#[tokio::test]
async fn a_plain_form_without_script_is_believed() {
    let town = Town::new();
    town.visitor().update(&format!("{PHONE}&_site=")).await.check(303, &[]);
    let json = json!({ "_page": "commerces/la-mie", "telephone": "01 46 55 33 44" }).to_string();
    town.visitor().program().send("POST", FORM, "application/json", json.into()).await.check(201, &[]);
    assert_eq!(doubts(&town).await, [None, None]);
}

#[tokio::test]
async fn a_form_that_comes_back_with_faults_says_when_it_was_drawn() {
    let town = Town::new();
    let page = town.visitor().update("telephone=12").await.check(422, &["name=\"_site\""]).body;
    assert!(page.contains(&format!("name=\"_vu\" value=\"{}\"", drawn(0))), "{page}");
    let sent = format!("telephone=12&_vu={}", drawn(90));
    let page = town.visitor().update(&sent).await.check(422, &[]).body;
    assert!(page.contains(&format!("name=\"_vu\" value=\"{}\"", drawn(90))), "who mends a form is no faster for it");
    town.visitor().update(&format!("{PHONE}&_vu={}", drawn(1))).await.check(303, &[]);
    assert_eq!(doubts(&town).await, [Some(Doubt::Haste)]);
}

#[tokio::test]
async fn work_lifts_a_doubt_once() {
    let town = easy();
    let proof = worked(&town.visitor()).await;
    let sent = |phone: &str| format!("telephone=01+46+55+{phone}&_vu={}&_epreuve={proof}", drawn(0));
    town.visitor().update(&sent("11+22")).await.check(303, &[]);
    town.visitor().update(&sent("33+44")).await.check(303, &[]);
    assert_eq!(doubts(&town).await, [None, Some(Doubt::Haste)], "the second sending of a proof is taken without it");
}

#[tokio::test]
async fn work_does_not_lift_the_doubt_of_the_trap() {
    let town = easy();
    let proof = worked(&town.visitor()).await;
    town.visitor().update(&format!("{PHONE}&_site=x&_epreuve={proof}")).await.check(303, &[]);
    assert_eq!(doubts(&town).await, [Some(Doubt::Trap)]);
}

#[tokio::test]
async fn another_proof_or_another_moment_does_not_make_another_content() {
    let town = easy();
    let visitor = town.visitor().program();
    let (first, second) = (worked(&visitor).await, worked(&visitor).await);
    let sent = async |proof: &str, seconds: i64| {
        visitor.update(&format!("{PHONE}&_key=k1&_vu={}&_epreuve={proof}", drawn(seconds))).await
    };
    let recorded = sent(&first, 60).await.check(201, &[]).json();
    assert_eq!(sent(&second, 2).await.check(200, &[]).json(), recorded);
    assert_eq!(sent(&first, 60).await.check(200, &[]).json(), recorded, "a spent proof is no other content either");
}

#[tokio::test]
async fn a_refused_form_spends_no_proof() {
    let town = easy();
    let proof = worked(&town.visitor()).await;
    town.visitor().update(&format!("telephone=12&_epreuve={proof}")).await.check(422, &[]);
    town.visitor().update(&format!("{PHONE}&_vu={}&_epreuve={proof}", drawn(0))).await.check(303, &[]);
    assert_eq!(doubts(&town).await, [None]);
}

#[tokio::test]
async fn staff_lift_a_doubt_and_it_is_written_down() {
    let town = Town::new();
    let sent = town.visitor().program().update(&format!("{PHONE}&_site=x")).await.check(201, &[]).json();
    let reference: Reference = sent["reference"].as_str().unwrap().parse().unwrap();
    let inbox = town.inbox();
    inbox.release(&reference).await.unwrap();
    let shown = inbox.show(&reference, Language::French).await.unwrap();
    assert_eq!((shown.summary.doubt, shown.summary.state), (None, State::Received));
    assert_eq!(shown.history.last().unwrap().deed, Deed::Released { doubt: Doubt::Trap });
    assert_eq!(inbox.release(&reference).await.unwrap_err().code(), "no-doubt");
}

#[tokio::test]
async fn a_doubtful_request_can_be_refused_with_a_reason_as_any_other() {
    let town = Town::new();
    let sent = town.visitor().program().update(&format!("{PHONE}&_site=x")).await.check(201, &[]).json();
    let reference: Reference = sent["reference"].as_str().unwrap().parse().unwrap();
    town.inbox().refuse(&reference, "Publicité.").await.unwrap();
    let told = town.visitor().program().get(sent["tracking_url"].as_str().unwrap()).await.check(200, &[]).json();
    assert_eq!((told["state"].as_str(), told["reason"].as_str()), (Some("refused"), Some("Publicité.")));
}

#[tokio::test]
async fn a_town_may_ask_for_no_work_and_take_more_links() {
    let town = Town::with_settings("limits", json!({ "proof_bits": 0, "links": 3 }));
    let puzzle = town.visitor().get("/epreuve").await.check(200, &[]).json();
    assert_eq!((puzzle["challenge"].is_null(), puzzle["bits"].as_u64()), (true, Some(0)));
    let name = |links: usize| format!("produits.0.nom={}&produits.0.prix=1", "http://a.fr+".repeat(links));
    town.visitor().update(&name(3)).await.check(303, &[]);
    town.visitor().update(&name(4)).await.check(303, &[]);
    assert_eq!(doubts(&town).await, [None, Some(Doubt::Links)]);
}

#[tokio::test]
async fn a_doubtful_registration_holds_its_place_and_waits_for_staff() {
    let town = Town::new();
    let sent = |more: &str| {
        format!(
            "_page=activites%2Fchorale&seance=soir&prenom=Ada&naissance=12%2F03%2F2016&responsable=Une+personne&courriel=essai%40exemple.fr{more}"
        )
    };
    let path = "/formulaires/inscription";
    let told = town.visitor().program().post(path, &sent("&_site=x")).await.check(201, &[]).json();
    assert_eq!(told["state"], "registered");
    let places = town.visitor().get("/places/chorale").await.check(200, &[]).json();
    let session =
        places["sessions"].as_array().unwrap().iter().find(|session| session["id"] == "soir").unwrap().clone();
    assert_eq!(session["taken"], 1);
    assert_eq!(doubts(&town).await, [Some(Doubt::Trap)], "staff have something to do with it");
    let reference: Reference = told["reference"].as_str().unwrap().parse().unwrap();
    town.inbox().release(&reference).await.unwrap();
    let shown = town.inbox().show(&reference, Language::French).await.unwrap();
    assert_eq!((shown.summary.doubt, shown.summary.state), (None, State::Registered));
}
