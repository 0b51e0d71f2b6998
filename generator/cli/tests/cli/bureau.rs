//! The bureau over the wire: what staff do there, and what nobody else can.

use std::fs::File;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::town::{Answer, PAGE, Server, Town, send};

/// A member of staff whose browser is open on the bureau.
pub(crate) struct Staff<'s> {
    server: &'s Server,
    cookie: String,
}

impl<'s> Staff<'s> {
    pub(crate) fn enter(server: &'s Server) -> Self {
        let answer = send(&server.bureau, "GET", &server.entrance, &[("Host", &server.bureau)], "");
        assert_eq!((answer.status, answer.header("location")), (303, "/"));
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { server, cookie }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        send(&self.server.bureau, "GET", path, &[("Host", &self.server.bureau), ("Cookie", &self.cookie)], "")
    }

    pub(crate) fn post(&self, path: &str, host: &str, origin: Option<&str>, body: &str) -> Answer {
        let mut headers =
            vec![("Host", host), ("Cookie", &self.cookie), ("Content-Type", "application/x-www-form-urlencoded")];
        headers.extend(origin.map(|origin| ("Origin", origin)));
        send(&self.server.bureau, "POST", path, &headers, body)
    }

    pub(crate) fn host(&self) -> &str {
        &self.server.bureau
    }

    pub(crate) fn own_origin(&self) -> String {
        format!("http://{}", self.server.bureau)
    }

    /// What the form of a request holds when every field is ticked.
    pub(crate) fn form(&self, reference: &str) -> String {
        self.ticked(reference, &["telephone"])
    }

    /// The same with these fields ticked.
    pub(crate) fn ticked(&self, reference: &str, fields: &[&str]) -> String {
        let page = self.get(&format!("/demandes/{reference}")).body;
        let value = |name: &str| {
            let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
            rest.split('"').next().unwrap().replace("&quot;", "\"")
        };
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("sceau", &value("sceau"));
        for field in fields {
            let seen = format!("vu.{field}");
            form.append_pair("champ", field).append_pair(&seen, &value(&seen));
        }
        form.finish()
    }
}

const ASKED: &str = r#"{"_page":"commerces/le-fournil","telephone":"01 47 46 75 01"}"#;

#[test]
fn a_request_is_accepted_once_and_taken_back_to_the_byte() {
    let town = Town::new();
    let server = town.serve();
    let before = town.read(PAGE);
    let reference = server.submit(ASKED);
    let staff = Staff::enter(&server);
    assert!(staff.get("/").body.contains(&reference));
    let form = staff.form(&reference);
    let accept = format!("/demandes/{reference}/accepter");
    let answer = staff.post(&accept, &server.bureau, Some(&staff.own_origin()), &form);
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, format!("/demandes/{reference}?fait=accepter").as_str())
    );
    assert!(staff.get(answer.header("location")).body.contains(PAGE));
    let after = town.read(PAGE);
    assert_eq!(after, before.replace("'01 47 46 75 00'", "'01 47 46 75 01'"));
    server.wait_for("/commerces/le-fournil/", "01\u{a0}47\u{a0}46\u{a0}75\u{a0}01");
    let again = staff.post(&accept, &server.bureau, Some(&staff.own_origin()), &form);
    assert_eq!(again.header("location"), format!("/demandes/{reference}?fait=deja"));
    assert_eq!(town.read(PAGE), after);
    let undo = format!("/demandes/{reference}/annuler");
    assert_eq!(staff.post(&undo, &server.bureau, Some(&staff.own_origin()), &form).status, 303);
    assert_eq!(town.read(PAGE), before);
}

#[test]
fn no_other_page_or_name_does_anything_even_with_the_cookie_and_the_seal() {
    let town = Town::new();
    let server = town.serve();
    let before = town.read(PAGE);
    let reference = server.submit(ASKED);
    let staff = Staff::enter(&server);
    let form = staff.form(&reference);
    let accept = format!("/demandes/{reference}/accepter");
    let site = format!("http://{}", server.site);
    for origin in [None, Some("null"), Some("https://mechant.example"), Some(site.as_str())] {
        assert_eq!(staff.post(&accept, &server.bureau, origin, &form).status, 403, "{origin:?}");
    }
    for host in ["mechant.example", server.site.as_str(), "127.0.0.1"] {
        assert_eq!(staff.post(&accept, host, Some(&format!("http://{host}")), &form).status, 421, "{host}");
        assert_eq!(
            send(&server.bureau, "GET", "/", &[("Host", host), ("Cookie", &staff.cookie)], "").status,
            421,
            "{host}"
        );
    }
    let unsealed = form.split_once('&').unwrap().1;
    assert_eq!(staff.post(&accept, &server.bureau, Some(&staff.own_origin()), unsealed).status, 403);
    assert_eq!(staff.get(&accept).status, 404);
    assert_eq!(town.read(PAGE), before);
    assert_eq!(town.json(&["inbox", "list"])[0]["state"], "received");
}

#[test]
fn the_bureau_is_on_the_loopback_address_and_opens_to_its_link_only() {
    let town = Town::new();
    let server = town.serve();
    assert!(server.bureau.starts_with("127.0.0.1:"));
    let reference = server.submit(ASKED);
    for path in ["/".to_owned(), format!("/demandes/{reference}"), "/entrer?jeton=0".to_owned()] {
        let answer = send(&server.bureau, "GET", &path, &[("Host", &server.bureau)], "");
        assert_eq!(answer.status, 403, "{path}");
        assert!(!answer.body.contains("01 47 46 75"), "{path}");
    }
}

#[test]
fn a_value_that_moved_while_staff_looked_is_not_replaced() {
    let town = Town::new();
    let server = town.serve();
    let reference = server.submit(ASKED);
    let staff = Staff::enter(&server);
    let form = staff.form(&reference);
    town.edit(PAGE, "01 47 46 75 00", "01 47 46 75 77");
    let before = town.read(PAGE);
    let answer =
        staff.post(&format!("/demandes/{reference}/accepter"), &server.bureau, Some(&staff.own_origin()), &form);
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("01\u{a0}47\u{a0}46\u{a0}75\u{a0}77") || answer.body.contains("01 47 46 75 77"));
    assert_eq!(town.read(PAGE), before);
}

#[test]
fn a_ticked_field_that_moved_stops_the_whole_and_the_request_waits_on() {
    let town = Town::new();
    let server = town.serve();
    let reference =
        server.submit(r#"{"_page":"commerces/le-fournil","telephone":"01 47 46 75 01","horaires":"mar-sam 9h-12h"}"#);
    let staff = Staff::enter(&server);
    let form = staff.ticked(&reference, &["telephone", "horaires"]);
    town.edit(PAGE, "01 47 46 75 00", "01 47 46 75 77");
    let before = town.read(PAGE);
    let accept = format!("/demandes/{reference}/accepter");
    let answer = staff.post(&accept, &server.bureau, Some(&staff.own_origin()), &form);
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("a changé depuis\u{a0}: Téléphone.") && !answer.body.contains("--fields"));
    assert!(answer.body.contains("Sur la page à présent"), "the three versions");
    assert_eq!(town.read(PAGE), before);
    assert_eq!(town.json(&["inbox", "list"])[0]["state"], "received");
    let unseen = form.replace("vu.telephone", "vu.rien");
    assert_eq!(staff.post(&accept, &server.bureau, Some(&staff.own_origin()), &unseen).status, 409);
    assert_eq!(town.read(PAGE), before);
}

#[test]
fn a_deed_comes_to_its_end_though_the_browser_went_away() {
    let town = Town::new();
    let server = town.serve();
    let reference = server.submit(ASKED);
    let staff = Staff::enter(&server);
    let form = staff.form(&reference);
    let lock = File::options().write(true).open(town.path(".parvis/verrou")).unwrap();
    lock.lock().unwrap();
    let mut line = TcpStream::connect(&server.bureau).unwrap();
    let head = format!(
        "POST /demandes/{reference}/accepter HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {2}\r\n\r\n{form}",
        server.bureau,
        staff.cookie,
        form.len()
    );
    line.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    drop(line);
    std::thread::sleep(Duration::from_millis(300));
    lock.unlock().unwrap();
    let deadline = Instant::now() + Duration::from_secs(10);
    while !town.read(PAGE).contains("'01 47 46 75 01'") {
        assert!(Instant::now() < deadline, "the request was never accepted");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(staff.get(&format!("/demandes/{reference}")).body.contains("state accepted"));
}

#[test]
fn an_address_says_nothing_that_did_not_happen() {
    let town = Town::new();
    let server = town.serve();
    let reference = server.submit(ASKED);
    let staff = Staff::enter(&server);
    for done in ["accepter", "refuser", "annuler", "rouvrir", "deja"] {
        let page = staff.get(&format!("/demandes/{reference}?fait={done}")).body;
        assert!(page.contains(&reference) && !page.contains("role=\"status\""), "{done}: {page}");
    }
}

#[test]
fn an_address_without_a_reference_leads_nowhere() {
    let town = Town::new();
    let server = town.serve();
    let staff = Staff::enter(&server);
    for typed in ["%0d%0aSet-Cookie:%20a=b", "%2F%2Fmechant.example", "MK-2222-2223", "%FF"] {
        for deed in ["accepter", "refuser", "annuler"] {
            let path = format!("/demandes/{typed}/{deed}");
            let answer = staff.post(&path, &server.bureau, Some(&staff.own_origin()), "");
            assert!(answer.status >= 400 && answer.header("location").is_empty(), "{path}: {}", answer.head);
        }
        assert_eq!(staff.get(&format!("/demandes/{typed}")).status, 404, "{typed}");
    }
}

#[test]
fn a_filter_stays_chosen_though_no_request_has_it() {
    let town = Town::new();
    let server = town.serve();
    server.submit(ASKED);
    let page = Staff::enter(&server).get("/?formulaire=mise-a-jour-rien&canal=paper&preuve=tried-code").body;
    for value in ["mise-a-jour-rien", "paper", "tried-code"] {
        assert!(page.contains(&format!("value=\"{value}\" selected")), "{value}: {page}");
    }
}
