//! The posted code: what it proves, and what it never does.

use desk::code::Proof;
use desk::inbox::Inbox;
use desk::reference::Reference;
use schema::words::Language;

use super::town::{FORM, NOON, Town};

async fn proof(town: &Town, at: &str, page: &str, phone: &str, code: &str) -> Proof {
    let body = format!("_page={page}&telephone={phone}&_code={code}");
    let answer = town.visitor_at(at).program().post(FORM, &body).await.check(201, &[]).json();
    let reference: Reference = answer["reference"].as_str().unwrap().parse().unwrap();
    town.inbox().show(&reference, Language::French).await.unwrap().summary.proof.unwrap()
}

const PAGE: &str = "commerces/le-fournil";

#[tokio::test]
async fn the_code_of_the_letter_proves_once() {
    let town = Town::new();
    let letter = town.inbox().issue_code(PAGE).await.unwrap();
    assert_eq!(letter.len(), 9, "{letter}");
    let typed = letter.to_lowercase().replace('-', "+");
    assert_eq!(proof(&town, NOON, PAGE, "0146550001", &typed).await, Proof::Code);
    assert_eq!(proof(&town, NOON, PAGE, "0146550002", &typed).await, Proof::UsedCode);
    assert_eq!(proof(&town, NOON, PAGE, "0146550003", "").await, Proof::None);
}

#[tokio::test]
async fn five_wrong_tries_kill_a_code_and_refuse_nothing() {
    let town = Town::new();
    let letter = town.inbox().issue_code(PAGE).await.unwrap();
    for number in 1..=5 {
        assert_eq!(proof(&town, NOON, PAGE, &format!("014655000{number}"), "ZZZZ-2222").await, Proof::WrongCode);
    }
    assert_eq!(proof(&town, NOON, PAGE, "0146550006", &letter).await, Proof::TriedCode);
}

#[test]
fn a_record_of_before_says_that_its_code_was_used() {
    assert_eq!(serde_json::from_str::<Proof>("\"spent-code\"").unwrap(), Proof::UsedCode);
    for proof in Proof::ALL {
        assert_eq!(serde_json::to_value(proof).unwrap(), proof.code());
    }
}

#[tokio::test]
async fn a_code_is_of_one_page_and_of_sixty_days() {
    let town = Town::new();
    let letter = town.inbox().issue_code(PAGE).await.unwrap();
    assert_eq!(proof(&town, NOON, "commerces/la-mie", "0146550001", &letter).await, Proof::WrongCode);
    assert_eq!(proof(&town, "2027-01-22T11:00:00Z", PAGE, "0146550002", &letter).await, Proof::ExpiredCode);
    assert_eq!(proof(&town, "2027-01-22T10:59:59Z", PAGE, "0146550003", &letter).await, Proof::Code);
}

#[tokio::test]
async fn a_new_letter_replaces_the_one_before() {
    let town = Town::new();
    let first = town.inbox().issue_code(PAGE).await.unwrap();
    let second = town.inbox().issue_code(PAGE).await.unwrap();
    assert_eq!(proof(&town, NOON, PAGE, "0146550001", &first).await, Proof::WrongCode);
    assert_eq!(proof(&town, NOON, PAGE, "0146550002", &second).await, Proof::Code);
}

#[tokio::test]
async fn sending_the_same_again_tries_the_code_once() {
    let town = Town::new();
    let letter = town.inbox().issue_code(PAGE).await.unwrap();
    let body = format!("_page={PAGE}&telephone=0146550001&_code=ZZZZ2222");
    town.visitor().program().post(FORM, &body).await.check(201, &[]);
    for _ in 0..10 {
        town.visitor().program().post(FORM, &body).await.check(200, &[]);
    }
    assert_eq!(proof(&town, NOON, PAGE, "0146550002", &letter).await, Proof::Code);
}

#[tokio::test]
async fn no_letter_goes_to_a_page_that_is_not_there() {
    let town = Town::new();
    assert!(Inbox::new(town.desk(NOON)).issue_code("commerces/nulle-part").await.is_err());
}
