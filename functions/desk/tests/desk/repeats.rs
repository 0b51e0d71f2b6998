//! The same thing sent twice is one request, however it happens.

use std::collections::BTreeSet;

use super::town::Town;

const PHONE: &str = "telephone=01+46+55+11+22";

#[tokio::test]
async fn the_same_key_and_content_is_the_same_request_for_thirty_days() {
    let town = Town::new();
    let send = |at: &str| town.visitor_at(at).program().with("idempotency-key", "k1");
    let first = send("2026-11-01T08:00:00Z").update(PHONE).await.check(201, &[]).json();
    let again = send("2026-11-30T08:00:00Z").from([198, 51, 100, 9]).update(PHONE).await.check(200, &[]).json();
    assert_eq!(first, again);
    let other = send("2026-12-02T08:00:00Z").update(PHONE).await.check(201, &[]).json();
    assert_ne!(first["reference"], other["reference"]);
}

/// Seconds, minutes, days, to the last second of the thirtieth day, in any order:
/// one request, whatever happened to it or to its page meanwhile.
#[tokio::test]
async fn the_same_key_is_the_same_request_at_any_delay_within_thirty_days() {
    const LIFE: i64 = 30 * 24 * 3_600;
    let town = Town::new();
    let sent: jiff::Timestamp = super::town::NOON.parse().unwrap();
    let send = async |seconds: i64, content: &str| {
        let at = (sent + jiff::SignedDuration::from_secs(seconds)).to_string();
        town.visitor_at(&at).program().with("idempotency-key", "k1").update(content).await
    };
    let first = send(0, PHONE).await.check(201, &[]).json();
    for seconds in [1, 599, 600, 601, 86_399, 86_400, 7 * 86_400, LIFE / 2, 29 * 86_400, 3_600, LIFE - 1] {
        assert_eq!(send(seconds, PHONE).await.check(200, &[]).json(), first, "after {seconds} s");
        send(seconds, "telephone=01+46+55+33+44").await.check(409, &["\"key_reused\""]);
    }
    assert_eq!(town.inbox().list(desk::store::Which::All).await.unwrap().len(), 1);
    assert_ne!(send(LIFE, PHONE).await.check(201, &[]).json()["reference"], first["reference"]);
}

#[tokio::test]
async fn a_repeat_gets_a_link_that_opens() {
    let town = Town::new();
    let visitor = town.visitor().program();
    let _ = visitor.update(PHONE).await.check(201, &[]);
    let again = visitor.update(PHONE).await.check(200, &[]).json();
    visitor.get(again["tracking_url"].as_str().unwrap()).await.check(200, &[]);
}

#[tokio::test]
async fn the_same_key_with_another_content_is_refused() {
    let town = Town::new();
    let visitor = town.visitor().program();
    visitor.update(&format!("{PHONE}&_key=k1")).await.check(201, &[]);
    visitor.update("telephone=01+46+55+33+44&_key=k1").await.check(409, &["\"key_reused\""]);
    visitor.update("telephone=bonjour&_key=k1").await.check(409, &["\"key_reused\""]);
    town.visitor().update("telephone=01+46+55+33+44&_key=k1").await.check(409, &["déjà servi"]);
}

#[tokio::test]
async fn the_order_of_the_controls_and_the_format_do_not_make_another_content() {
    let town = Town::new();
    let visitor = town.visitor().program().with("idempotency-key", "k1");
    visitor.update("telephone=01+46+55+11+22&horaires=lun+9h-12h").await.check(201, &[]);
    visitor.update("horaires=lun+9h-12h&telephone=01+46+55+11+22").await.check(200, &[]);
    let json = r#"{"horaires":"lun 9h-12h","_page":"commerces/le-fournil","telephone":"01 46 55 11 22"}"#;
    visitor.send("POST", super::town::FORM, "application/json", json.into()).await.check(200, &[]);
}

#[tokio::test]
async fn a_refused_form_binds_nothing_to_its_key() {
    let town = Town::new();
    let visitor = town.visitor().program().with("idempotency-key", "k1");
    visitor.update("telephone=12").await.check(422, &[]);
    visitor.update(PHONE).await.check(201, &[]);
}

#[tokio::test]
async fn a_request_sent_again_after_the_page_has_changed_is_still_the_same() {
    let town = Town::new();
    let visitor = town.visitor().program().with("idempotency-key", "k1");
    let first = visitor.update(PHONE).await.check(201, &[]).json();
    town.publish("01 46 55 11 22");
    assert_eq!(visitor.update(PHONE).await.check(200, &[]).json(), first);
}

#[tokio::test]
async fn without_a_key_the_same_content_from_the_same_network_is_the_same_for_ten_minutes() {
    let town = Town::new();
    let first = town.visitor().program().update(PHONE).await.check(201, &[]).json();
    let soon = town.visitor_at("2026-11-23T11:09:59Z").program();
    assert_eq!(soon.clone().from([203, 0, 113, 99]).update(PHONE).await.check(200, &[]).json(), first);
    soon.clone().from([198, 51, 100, 1]).update(PHONE).await.check(201, &[]);
    soon.update("telephone=01+46+55+33+44").await.check(201, &[]);
    town.visitor_at("2026-11-23T11:10:00Z").program().update(PHONE).await.check(201, &[]);
}

#[tokio::test]
async fn midnight_does_not_make_the_same_content_another() {
    let town = Town::new();
    town.visitor_at("2026-11-23T23:58:00Z").program().update(PHONE).await.check(201, &[]);
    town.visitor_at("2026-11-24T00:03:00Z").program().update(PHONE).await.check(200, &[]);
}

#[tokio::test]
async fn whoever_took_a_request_back_may_send_it_again() {
    let town = Town::new();
    let visitor = town.visitor().program();
    let mut seen = BTreeSet::new();
    for _ in 0..3 {
        let sent = visitor.update(PHONE).await.check(201, &[]).json();
        let (path, key) = sent["tracking_url"].as_str().unwrap().split_once("?cle=").unwrap();
        visitor.post(&format!("{path}/annuler"), &format!("cle={key}")).await.check(200, &["\"cancelled\""]);
        seen.insert(sent["reference"].to_string());
    }
    assert_eq!(seen.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_at_once_with_one_key_are_one_request() {
    let town = Town::new();
    let visitor = town.visitor().program().with("idempotency-key", "k1");
    let sent: Vec<_> = (0..64)
        .map(|_| {
            let visitor = visitor.clone();
            tokio::spawn(async move { visitor.update(PHONE).await })
        })
        .collect();
    let mut references = BTreeSet::new();
    let mut recorded = 0;
    for answer in sent {
        let answer = answer.await.unwrap();
        recorded += usize::from(answer.status.as_u16() == 201);
        references.insert(answer.json()["reference"].to_string());
    }
    assert_eq!((recorded, references.len()), (1, 1));
    assert_eq!(town.inbox().list(desk::store::Which::All).await.unwrap().len(), 1);
}
