//! Mail: what a real server receives, and what becomes of what it does not take.

mod deaths;
mod server;

use desk::inbox::{Call, Inbox};
use desk::store::{Lane, Store as _};
use desk::workflow::Deed;
use desk::{ReachedBy, Ticked};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::privacy::Log;
use super::register::{Followed, come};
use super::town::{NOON, Town};
use server::Postbox;

/// A town whose mail goes to this server.
fn town(postbox: &Postbox) -> Town {
    Town::with_settings("mail", postbox.settings())
}

/// What time it is so many minutes after noon.
fn after(minutes: i64) -> String {
    (NOON.parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)).to_string()
}

async fn tick(town: &Town, at: &str) -> Ticked {
    town.desk_with_mail(at).tick().await.unwrap()
}

async fn calls(town: &Town, at: &str) -> Vec<Call> {
    Inbox::new(town.desk(at)).calls().await.unwrap()
}

async fn waiting(town: &Town, lane: Lane) -> usize {
    town.store.errands(lane, after(60 * 24 * 60).parse().unwrap(), 5_000).await.unwrap().len()
}

#[tokio::test]
async fn a_mail_arrives_whole_with_the_headers_it_needs() {
    let postbox = Postbox::open();
    let town = town(&postbox);
    let ada = come(&town.visitor(), "Ada", "soir").await;
    assert_eq!(tick(&town, NOON).await, Ticked { done: 1, put_off: 0, left: 0 });
    let [mail] = &postbox.arrived()[..] else { panic!("one mail") };
    let headers = [
        ("from", "Ville de Malakoff — été <guichet@malakoff.example>"),
        ("to", "essai@exemple.fr"),
        ("reply-to", "accueil@malakoff.example"),
        ("auto-submitted", "auto-generated"),
        ("date", "Mon, 23 Nov 2026 11:00:00 +0000"),
        ("content-type", "text/plain; charset=\"utf-8\""),
    ];
    for (name, value) in headers {
        assert_eq!(mail.header(name), value, "{name}");
    }
    let reference = &ada.reference;
    assert_eq!(mail.header("message-id"), format!("<avis-{reference}-received-1@malakoff.example>"));
    assert_eq!(mail.header("subject"), format!("Votre inscription est enregistrée – Chorale – {reference}"));
    assert_eq!((mail.of("from"), mail.of("to")), (&json!("guichet@malakoff.example"), &json!(["essai@exemple.fr"])));
    let link = format!("https://malakoff.example{}?cle={}", ada.path, ada.key);
    for piece in ["Bonjour Une personne,", reference, &link, "18 décembre 2026 à 19\u{a0}h\u{a0}30", "01 47 46 75 00"]
    {
        assert!(mail.text().replace('\u{a0}', " ").contains(&piece.replace('\u{a0}', " ")), "{piece}: {}", mail.text());
    }
    assert!(mail.of("raw").as_str().unwrap().lines().all(|line| line.len() <= 998));
    assert_eq!(tick(&town, &after(600)).await, Ticked::default(), "it is told once");
    assert_eq!(postbox.arrived().len(), 1);
}

#[tokio::test]
async fn who_reads_english_is_written_to_in_english() {
    let postbox = Postbox::open();
    let town = town(&postbox);
    come(&town.visitor().with("accept-language", "en"), "Ada", "soir").await;
    tick(&town, NOON).await;
    let text = postbox.arrived()[0].text();
    assert!(text.starts_with("Hello Une personne,\n\nWe have received your request."), "{text}");
}

#[tokio::test]
async fn a_server_that_says_not_now_gets_it_later_and_once() {
    let postbox = Postbox::open();
    let town = town(&postbox);
    postbox.answer("essai@exemple.fr", &[json!("451 plus tard"), json!("451 plus tard")]);
    come(&town.visitor(), "Ada", "soir").await;
    for minutes in [0, 1, 2, 3, 6] {
        tick(&town, &after(minutes)).await;
    }
    let arrived = postbox.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].header("date"), "Mon, 23 Nov 2026 11:06:00 +0000", "after two and four minutes more");
    assert_eq!((waiting(&town, Lane::Post).await, waiting(&town, Lane::People).await), (0, 0));
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_becomes_a_call() {
    let postbox = Postbox::open();
    let town = town(&postbox);
    postbox.answer("essai@exemple.fr", &[json!("550 inconnu")]);
    let ada = come(&town.visitor(), "Ada&telephone=06+12+34+56+78", "soir").await;
    assert_eq!(tick(&town, NOON).await.done, 1);
    let [call] = &calls(&town, NOON).await[..] else { panic!("one call") };
    assert_eq!(call.reference.to_string(), ada.reference);
    assert_eq!((call.by, call.because.unwrap().code()), (Some(ReachedBy::Phone), "refused"));
    assert!(call.text.contains(&ada.reference) && call.text.contains("Bonjour Une personne"));
    assert!(!call.text.contains("cle="), "whoever calls needs no link: {}", call.text);
    assert_eq!(tick(&town, &after(600)).await, Ticked::default());
}

#[tokio::test]
async fn a_call_that_was_made_is_noted_once() {
    let town = Town::new();
    let ada = come(&town.visitor(), "Ada&telephone=06+12+34+56+78", "soir").await;
    tick(&town, NOON).await;
    let [call] = &calls(&town, NOON).await[..] else { panic!("one call") };
    assert_eq!(call.because.unwrap().code(), "no-mail");
    let id = call.id.clone();
    let inbox = town.inbox();
    assert_eq!(inbox.called(&id).await.unwrap().to_string(), ada.reference);
    assert_eq!(inbox.called(&id).await.unwrap_err().code(), "unknown-call");
    assert!(calls(&town, NOON).await.is_empty());
    let shown = inbox.show(&ada.reference.parse().unwrap(), schema::words::Language::French).await.unwrap();
    let told = shown.history.iter().filter(|event| matches!(event.deed, Deed::Told { .. }));
    let words: Vec<_> = told.map(|event| event.deed.words(schema::words::Language::French)).collect();
    assert_eq!(words, ["personne prévenue par téléphone"]);
}

#[tokio::test]
async fn a_process_that_delivers_no_mail_leaves_it_to_one_that_does() {
    let postbox = Postbox::open();
    let town = town(&postbox);
    come(&town.visitor(), "Ada", "soir").await;
    town.desk(NOON).tick().await.unwrap();
    assert_eq!((waiting(&town, Lane::Post).await, waiting(&town, Lane::People).await), (1, 0));
    assert_eq!(tick(&town, NOON).await.done, 1);
}

#[tokio::test]
async fn a_server_that_is_down_loses_nothing_and_holds_nothing_up() {
    let mut postbox = Postbox::open();
    let town = town(&postbox);
    postbox.kill();
    let visitor = town.visitor();
    let mut people = Vec::new();
    for name in ["Ada", "Bo", "Cy", "Di"] {
        people.push(come(&visitor, name, "soir").await);
    }
    people[0].press(&visitor, "annuler").await.check(200, &[]);
    let down = tick(&town, NOON).await;
    assert_eq!((down.put_off, down.left), (6, 0));
    let two_days_on = after(2 * 24 * 60);
    assert!(tick(&town, &two_days_on).await.done >= 1, "the place of who did not answer is passed on");
    assert_eq!(people[3].state(&town.visitor_at(&two_days_on)).await, "offered");
    postbox.start();
    let later = after(2 * 24 * 60 + 120);
    while tick(&town, &later).await.done > 0 {}
    let mut told: Vec<_> = postbox.arrived().iter().map(|mail| mail.header("message-id").to_owned()).collect();
    told.sort();
    told.dedup();
    assert_eq!(told.len(), postbox.arrived().len(), "each once");
    let news =
        |followed: &Followed, code: &str| told.iter().any(|id| id.contains(&format!("{}-{code}", followed.reference)));
    for followed in &people {
        assert!(news(followed, "received"));
    }
    assert!(news(&people[0], "cancelled") && news(&people[2], "lapsed") && news(&people[3], "offered"));
}

#[tokio::test]
async fn what_did_not_get_out_in_a_day_becomes_a_call() {
    let mut postbox = Postbox::open();
    let town = town(&postbox);
    postbox.kill();
    come(&town.visitor(), "Ada", "soir").await;
    for hours in 0..40 {
        tick(&town, &after(hours * 61)).await;
    }
    let [call] = &calls(&town, &after(60 * 60)).await[..] else { panic!("one call") };
    assert_eq!(call.because.unwrap().code(), "undelivered");
    let hours = (call.since - NOON.parse::<Timestamp>().unwrap()).as_hours();
    assert!((20..36).contains(&hours), "{hours}");
}

#[tokio::test]
async fn two_processes_that_tick_at_once_tell_once() {
    let postbox = Postbox::open();
    let town = town(&postbox);
    for name in 0..12 {
        come(&town.visitor(), &format!("P{name}"), "matin").await;
    }
    let ticks: Vec<_> = (0..4)
        .map(|_| {
            let desk = town.desk_with_mail(NOON);
            tokio::spawn(async move { desk.tick().await.unwrap().done })
        })
        .collect();
    let mut done = 0;
    for tick in ticks {
        done += tick.await.unwrap();
    }
    assert_eq!((done, postbox.arrived().len()), (12, 12));
}

#[tokio::test]
async fn nothing_of_whom_is_written_to_is_logged_and_no_secret() {
    let log = Log::default();
    let _guard = log.keep();
    let mut postbox = Postbox::open();
    let town = town(&postbox);
    let typed = "MARKprenom&telephone=06+99+88+77+66";
    let told = come(&town.visitor(), typed, "soir").await;
    postbox
        .answer("essai@exemple.fr", &[json!("451 MARKnow essai@exemple.fr"), json!("550 MARKever essai@exemple.fr")]);
    for minutes in [0, 3] {
        tick(&town, &after(minutes)).await;
    }
    assert_eq!(calls(&town, &after(4)).await.len(), 1);
    let other = come(&town.visitor(), "MARKautre", "soir").await;
    postbox.kill();
    tick(&town, &after(5)).await;
    postbox.start();
    tick(&town, &after(9)).await;
    assert_eq!(postbox.arrived().len(), 1);
    let said = log.said();
    for kept in ["not-now", "refused", "the mail server does not let the desk in", &told.reference] {
        assert!(said.contains(kept), "{kept} in {said}");
    }
    for hidden in ["MARK", "exemple.fr", "06 99", "Une personne", &told.key, &other.key, "cle="] {
        assert!(!said.contains(hidden), "`{hidden}` is in {said}");
    }
}

#[tokio::test]
async fn whom_a_doubtful_request_names_is_not_written_to_until_staff_release_it() {
    let postbox = Postbox::open();
    let town = town(&postbox);
    let ada = come(&town.visitor(), "Ada&_site=x", "soir").await;
    tick(&town, NOON).await;
    assert_eq!(tick(&town, &after(20)).await.put_off, 1);
    assert!(postbox.arrived().is_empty());
    town.inbox().release(&ada.reference.parse().unwrap()).await.unwrap();
    assert_eq!(tick(&town, &after(40)).await.done, 1);
    assert_eq!(postbox.arrived().len(), 1);
    let bo = come(&town.visitor(), "Bo&_site=x", "soir").await;
    bo.press(&town.visitor(), "annuler").await.check(200, &[]);
    assert_eq!(tick(&town, &after(60)).await.done, 2);
    assert_eq!((postbox.arrived().len(), waiting(&town, Lane::Post).await), (1, 0), "it came to nothing");
}
