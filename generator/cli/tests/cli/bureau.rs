//! The bureau over the wire: what staff do there, and what nobody else can.

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
        let page = self.get(&format!("/demandes/{reference}")).body;
        let value = |name: &str| {
            let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
            rest.split('"').next().unwrap().replace("&quot;", "\"")
        };
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("sceau", &value("sceau"));
        form.append_pair("champ", "telephone").append_pair("vu.telephone", &value("vu.telephone"));
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
