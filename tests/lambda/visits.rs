//! Visits to the deployed function, from the event to the table and back.

use serde_json::{Value as Json, json};
use town::{Request, until};

use crate::cloud::{Cloud, KEY};
use crate::emulator::Emulator;
use crate::events::{Source, schedule};

const FORM: &str = "/formulaires/mise-a-jour-commerce";
const PHONE: &str = "01 99 00 14 77";

fn sent(phone: &str) -> String {
    format!("_page=commerces%2Fle-fournil&telephone={}", phone.replace(' ', "+"))
}

/// The body of an answer, which must have this status.
#[track_caller]
fn check(answer: &Json, status: u16) -> Json {
    assert_eq!(answer["statusCode"], json!(status), "{answer}");
    serde_json::from_str(answer["body"].as_str().unwrap_or("null")).unwrap_or_default()
}

/// The path of a request's page, with its secret.
fn tracking(body: &Json) -> String {
    let url = body["tracking_url"].as_str().unwrap();
    url[url.find("/suivi/").unwrap()..].to_owned()
}

#[test]
fn a_request_is_recorded_and_followed_whoever_hands_it_over() {
    let cloud = Cloud::new();
    cloud.publish();
    let function = cloud.function(&[]);
    for (number, source) in Source::ALL.into_iter().enumerate() {
        let phone = format!("01 99 00 15 {number:02}");
        let first = check(&function.invoke(&source.post(FORM, &sent(&phone))), 201);
        let again = check(&function.invoke(&source.post(FORM, &sent(&phone))), 200);
        assert_eq!(first, again, "{source:?}");
        let followed = check(&function.invoke(&source.get(&tracking(&first))), 200);
        assert_eq!(followed["reference"], first["reference"], "{source:?}");
        assert_eq!(followed["state"], json!("received"), "{source:?}");
    }
    let listed = cloud.parvis(&["inbox", "list", "--store", "dynamodb:demandes", "--format", "json"]).expect(0);
    assert_eq!(listed.objects().len(), 3);
    let networks = cloud.items().iter().filter(|item| partition(item).starts_with("rate#")).count();
    assert_eq!(networks, 3, "each source names its own visitor");
}

fn partition(item: &Json) -> &str {
    item["pk"]["S"].as_str().unwrap()
}

#[test]
fn a_browser_gets_pages_through_the_address_of_the_function() {
    let cloud = Cloud::new();
    cloud.publish();
    let function = cloud.function(&[]);
    let controls = [("_page", "commerces/le-fournil"), ("telephone", PHONE)];
    let answer = Request::new("POST", &function.url(FORM)).form(controls).send().expect(303);
    let page = Request::new("GET", &function.url(answer.location())).send().expect(200);
    assert!(page.body.starts_with("<!doctype html>") && page.body.contains("Le Fournil"), "{}", page.body);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(page.header("content-security-policy").is_some());
    let faulty = Request::new("POST", &function.url(FORM)).form([controls[0], ("telephone", "12")]).send().expect(422);
    assert!(faulty.body.contains("error-summary"), "{}", faulty.body);
}

#[test]
fn a_publication_is_picked_up_and_an_acceptance_is_seen() {
    let cloud = Cloud::new();
    let function = cloud.function(&[]);
    let nothing = check(&function.invoke(&Source::Url.post(FORM, &sent(PHONE))), 503);
    assert_eq!(nothing["code"], json!("unavailable"));
    assert_eq!(cloud.publish()["published"], json!(true));
    let recorded = check(&function.invoke(&Source::Url.post(FORM, &sent(PHONE))), 201);
    let reference = recorded["reference"].as_str().unwrap();
    let accept = ["inbox", "accept", reference, "--verified", "call", "--store", "dynamodb:demandes"];
    let _accepted = cloud.parvis(&accept).expect(0);
    assert!(cloud.town.read("content/commerces/le-fournil.md").contains(PHONE));
    let followed = check(&function.invoke(&Source::Gateway.get(&tracking(&recorded))), 200);
    assert_eq!(followed["state"], json!("accepted"));

    cloud.build();
    assert_eq!(cloud.publish()["published"], json!(true));
    assert_eq!(cloud.publish(), json!({ "published": false, "written": 0 }), "the same again is no write");
    let mut networks = 1..;
    until("the publication to be seen", || {
        let mut event = Source::Balancer.post(FORM, &sent(PHONE));
        // Another network each time, so that it is no repetition of what was taken before.
        event["headers"]["x-forwarded-for"] = json!(format!("198.18.{}.1", networks.next()?));
        let answer = function.invoke(&event);
        (answer["statusCode"] == json!(422) && answer.to_string().contains("unchanged")).then_some(())
    });
}

#[test]
fn what_is_not_published_whole_is_not_published() {
    let cloud = Cloud::new();
    cloud.publish();
    let before: Vec<String> = cloud.items().iter().map(|item| partition(item).to_owned()).collect();
    assert_eq!(before.iter().filter(|name| *name == "bundle").count(), 1);
    let here = cloud.parvis(&["publish", "--store", "sqlite:.parvis/desk.sqlite", "--lang", "en"]).expect(2);
    assert!(here.stderr.contains("by itself"), "{}", here.stderr);
    cloud.town.edit("content/commerces/le-fournil.md", "01 99 00 14 06", "01 99 00 14 07");
    cloud.build();
    cloud.publish();
    let items = cloud.items();
    let chunks: Vec<_> = items.iter().filter(|item| partition(item) == "part").collect();
    let leaving = chunks.iter().filter(|item| item.get("ttl").is_some()).count();
    assert_eq!((chunks.len(), leaving), (2, 1), "the earlier edition goes by itself, later");
}

#[test]
fn the_clock_is_answered_and_a_stranger_is_not() {
    let cloud = Cloud::new();
    let function = cloud.function(&[]);
    assert_eq!(function.invoke(&schedule()), json!(0), "nothing was to be done");
    let refused = function.hand(&json!({ "source": "aws.s3", "typed": "MARK" })).expect(500);
    assert!(refused.body.contains("does not know"), "{refused:?}");
    assert!(!function.log().contains("MARK"), "{}", function.log());
}

#[test]
fn only_the_distribution_that_knows_the_secret_comes_in() {
    let cloud = Cloud::new();
    cloud.publish();
    let function = cloud.function(&[("PARVIS_ORIGIN_SECRET", "s3cret")]);
    check(&function.invoke(&Source::Url.get("/sante")), 403);
    let mut ours = Source::Url.post(FORM, &sent(PHONE));
    ours["headers"]["x-parvis-origin"] = json!("s3cret");
    ours["headers"]["x-parvis-viewer"] = json!("203.0.113.99");
    check(&function.invoke(&ours), 201);
}

#[test]
fn a_site_in_a_folder_has_its_desk_there() {
    let cloud = Cloud::new();
    let function = cloud.function(&[("PARVIS_BASE_PATH", "/ville")]);
    check(&function.invoke(&Source::Gateway.get("/ville/sante")), 200);
    check(&function.invoke(&Source::Gateway.get("/sante")), 404);
}

#[test]
fn nothing_that_was_typed_is_in_the_log_or_readable_without_the_key() {
    let cloud = Cloud::new();
    cloud.publish();
    let function = cloud.function(&[]);
    let body = check(&function.invoke(&Source::Url.post(FORM, &sent(PHONE))), 201);
    check(&function.invoke(&Source::Url.post(FORM, &format!("{}&telephone=MARK", sent("12")))), 422);
    let secret = tracking(&body).split_once("cle=").unwrap().1.to_owned();
    let log = logged(&function);
    for typed in [PHONE, "01+99+00", "MARK", "198.51.100.20", &secret, KEY] {
        assert!(!log.contains(typed), "`{typed}` in {log}");
    }
    for line in log.lines() {
        let _object: Json = serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
    }
    let kept = json!(cloud.items()).to_string();
    assert!(!kept.contains(&secret) && !kept.contains(KEY) && !kept.contains("198.51.100.20"));
}

fn logged(function: &Emulator) -> String {
    until("the log", || Some(function.log()).filter(|log| log.contains("a request was received")))
}
