//! Claims about letters: each piece of news, whole, in both languages.

use insta::assert_snapshot;
use jiff::{SignedDuration, Timestamp};
use schema::form::rate::{Ground, Quote};
use schema::types::money::Money;
use schema::words::Language;
use serde_json::json;

use super::Writing;
use crate::code::Proof;
use crate::errand::News;
use crate::request::{Channel, Request};
use crate::secret::Secret;
use crate::settings::Contact;
use crate::workflow::Matter;
use crate::workflow::places::Place;
use crate::workflow::register::{Register, Standing};

const NOON: &str = "2026-11-23T11:00:00Z";

fn noon() -> Timestamp {
    NOON.parse().unwrap()
}

/// What stands in the record when this is told.
fn standing(news: News) -> Standing {
    let until = noon() + SignedDuration::from_hours(48);
    match news {
        News::Received | News::Taken | News::Rated => Standing::In(Place::Seated),
        News::Offered => Standing::In(Place::Offered { until }),
        News::Lapsed => Standing::In(Place::Offered { until: noon() }),
        News::Cancelled => Standing::Left,
        News::Confirmed | News::PartRefused | News::Unanswered | News::Ready => panic!("an order’s"),
        News::Refused => Standing::Refused { reason: "L’activité est réservée aux habitants.".to_owned() },
    }
}

fn request(news: News, standing: Standing, language: Language) -> Request {
    let ground = if news == News::Rated { Ground::Proven } else { Ground::Provisional };
    let register = Register {
        page: "activites/chorale".to_owned(),
        title: "Chorale".to_owned(),
        url: "/activites/chorale/".to_owned(),
        session: "soir".to_owned(),
        session_label: Some("Soir".to_owned()),
        starts_at: "2026-12-18T18:30:00Z".parse().unwrap(),
        answers: json!({}),
        quote: Some(Quote { price: Money::from_cents(900), ground }),
        standing,
    };
    Request {
        reference: "MK-7Q4F-93TH".parse().unwrap(),
        version: 1,
        form: "inscription".to_owned(),
        language,
        channel: Channel::Web,
        received_at: noon(),
        secret: Secret::from_link("abcdefghijklmnopqrstuvwxyz234567").unwrap().hash(),
        link: None,
        proof: Proof::None,
        doubt: None,
        matter: Matter::Register(register),
        history: Vec::new(),
    }
}

/// A letter in both languages, its no-break spaces to be seen.
fn both(news: News, standing: &Standing, link: Option<&str>, turn: Option<usize>) -> String {
    let contact = Contact {
        service: Some("Accueil de la mairie".to_owned()),
        address: Some("1 place du 11-Novembre-1918".to_owned()),
        phone: Some("01 47 46 75 00".to_owned()),
    };
    let letters = [Language::French, Language::English].map(|language| {
        let request = request(news, standing.clone(), language);
        let name = Some("Une personne");
        let link = link.map(str::to_owned);
        let writing = Writing { request: &request, news, at: noon(), name, contact: Some(&contact), turn, link };
        let letter = writing.letter();
        format!("{}\n\n{}", letter.subject, letter.text)
    });
    letters.join("\n──────\n\n").replace('\u{a0}', "·")
}

fn check(news: News) -> String {
    both(news, &standing(news), Some("https://ville.example/suivi/MK-7Q4F-93TH?cle=abc"), None)
}

#[test]
fn each_piece_of_news_is_told_whole_in_both_languages() {
    assert_snapshot!("received", check(News::Received));
    assert_snapshot!("offered", check(News::Offered));
    assert_snapshot!("taken", check(News::Taken));
    assert_snapshot!("lapsed", check(News::Lapsed));
    assert_snapshot!("cancelled", check(News::Cancelled));
    assert_snapshot!("refused", check(News::Refused));
    assert_snapshot!("rated", check(News::Rated));
}

#[test]
fn who_waits_is_told_the_turn() {
    let waiting = Standing::In(Place::Waiting);
    assert_snapshot!("waiting", both(News::Received, &waiting, None, Some(3)));
}

#[test]
fn an_offer_that_is_over_by_the_time_it_is_told_is_not_said_to_hold() {
    let told = both(News::Offered, &standing(News::Lapsed), None, None);
    assert!(told.contains("a été proposée") && told.contains("passe à la personne suivante"), "{told}");
    assert!(!told.contains("gardée"), "{told}");
}
