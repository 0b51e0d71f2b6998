//! The bureau's door, knocked at by hand: names that rebind, missing keys,
//! foreign senders. Every wrong request is the right one but for one thing.

use town::{Answer, Request, Sent, Server, Town};

const FILE: &str = "content/commerces/le-fournil.md";
const ASKED_PHONE: &str = "01 99 00 14 07";

/// Staff with the bureau's cookie, without a browser.
pub(crate) struct Staff {
    bureau: String,
    cookie: String,
}

impl Staff {
    /// Enters by the link.
    pub(crate) fn entered(server: &Server) -> Self {
        let answer = Request::new("GET", &server.bureau_link()).send().expect(303);
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        Self { bureau: server.bureau(), cookie }
    }

    /// A look at a page.
    pub(crate) fn get(&self, path: &str) -> Request {
        Request::new("GET", &format!("{}{path}", self.bureau)).header("cookie", &self.cookie)
    }

    /// What the bureau's own form at an address sends, with these controls.
    pub(crate) fn post(&self, path: &str, controls: &[(&str, &str)]) -> Request {
        let seal = value(&self.get(path).send().expect(200).body, "sceau");
        let all = [("sceau", seal.as_str())].into_iter().chain(controls.iter().copied());
        let request = Request::new("POST", &format!("{}{path}", self.bureau)).form(all);
        request.header("cookie", &self.cookie).header("origin", &self.bureau)
    }

    /// The acceptance of a request, with all that the bureau's own form sends.
    pub(crate) fn accept(&self, sent: &Sent) -> Request {
        let path = format!("/demandes/{}", sent.reference);
        let page = self.get(&path).send().expect(200).body;
        let controls = ["sceau", "champ", "vu.telephone"].map(|name| (name, value(&page, name)));
        let request = Request::new("POST", &format!("{}{path}/accepter", self.bureau)).form(controls);
        request.header("cookie", &self.cookie).header("origin", &self.bureau)
    }
}

/// What a control of this name holds.
fn value(page: &str, name: &str) -> String {
    let tag = page
        .split('<')
        .find(|tag| tag.contains(&format!(" name=\"{name}\"")))
        .unwrap_or_else(|| panic!("no `{name}` in {page}"));
    let value = tag.split(" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

struct Scene {
    town: Town,
    server: Server,
    sent: Sent,
    staff: Staff,
}

impl Scene {
    fn new() -> Self {
        let town = Town::village();
        let server = Server::of(&town);
        let sent = server.send_update("commerces/le-fournil", &[("telephone", ASKED_PHONE)]);
        let staff = Staff::entered(&server);
        Self { town, server, sent, staff }
    }

    fn request_page(&self) -> Request {
        self.staff.get(&format!("/demandes/{}", self.sent.reference))
    }

    /// A refusal tells nothing of the requests, and does nothing.
    fn is_refused(&self, what: &str, answer: &Answer) {
        assert!((400..500).contains(&answer.status), "{what}: {answer:?}");
        for kept in [&self.sent.reference, ASKED_PHONE, &ASKED_PHONE.replace(' ', "\u{a0}"), "Le Fournil"] {
            assert!(!answer.body.contains(kept), "{what} tells `{kept}`");
        }
        assert_eq!(answer.header("set-cookie"), None, "{what}");
        assert_eq!(self.server.state(&self.sent), "received", "{what}");
        assert!(!self.town.read(FILE).contains(ASKED_PHONE), "{what}");
    }
}

#[test]
fn staff_come_in_and_accept() {
    let scene = Scene::new();
    assert!(scene.request_page().send().expect(200).body.contains(&scene.sent.reference));
    let _answer = scene.staff.accept(&scene.sent).send().expect(303);
    assert!(scene.town.read(FILE).contains(ASKED_PHONE));
    assert_eq!(scene.server.state(&scene.sent), "accepted");
}

#[test]
fn a_rebinding_name_reaches_nothing() {
    let scene = Scene::new();
    let port = scene.server.bureau().rsplit(':').next().unwrap().to_owned();
    let own = format!("127.0.0.1:{port}");
    let names = ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1]", "0.0.0.0", "127.1"];
    let hosts = names.iter().flat_map(|name| [(*name).to_owned(), format!("{name}:{port}")]);
    for host in hosts.chain([
        "127.0.0.1".to_owned(),
        format!("{own}@evil.example"),
        format!("{own}, evil.example"),
        String::new(),
    ]) {
        let link = Request::new("GET", &scene.server.bureau_link());
        let accept = scene.staff.accept(&scene.sent);
        for request in
            [link.clone(), scene.request_page(), accept.clone(), accept.header("origin", &format!("http://{host}"))]
        {
            scene.is_refused(&host, &request.header("host", &host).send());
        }
        scene.is_refused("no host", &link.without("host").send());
    }
}

#[test]
fn nobody_comes_in_without_the_key() {
    let scene = Scene::new();
    let (bureau, accept) = (scene.server.bureau(), scene.staff.accept(&scene.sent));
    scene.is_refused("no cookie", &scene.request_page().without("cookie").send());
    scene.is_refused("no cookie", &accept.clone().without("cookie").send());
    scene.is_refused("another cookie", &accept.clone().header("cookie", "parvis-0123456789ab=0123").send());
    let name = scene.staff.cookie.split('=').next().unwrap().to_owned();
    scene.is_refused("an empty cookie", &accept.header("cookie", &format!("{name}=")).send());
    let token = scene.server.bureau_link().split("jeton=").nth(1).unwrap().to_owned();
    for (what, query) in [
        ("no token", String::new()),
        ("an empty token", "?jeton=".to_owned()),
        ("half a token", format!("?jeton={}", &token[..32])),
    ] {
        scene.is_refused(what, &Request::new("GET", &format!("{bureau}/entrer{query}")).send());
    }
}

#[test]
fn the_token_does_not_stay_in_the_address() {
    let server = Server::of(&Town::village());
    let answer = Request::new("GET", &server.bureau_link()).send().expect(303);
    assert_eq!(answer.location(), "/");
    let cookie = answer.header("set-cookie").unwrap();
    let token = server.bureau_link().split("jeton=").nth(1).unwrap().to_owned();
    assert!(!cookie.contains(&token), "the cookie is another secret");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

#[test]
fn what_another_page_sends_is_refused_whatever_it_knows() {
    let scene = Scene::new();
    let accept = scene.staff.accept(&scene.sent);
    let (site, bureau) = (scene.server.site(), scene.server.bureau());
    let other_name = bureau.replace("127.0.0.1", "localhost");
    for origin in [
        "null",
        "",
        "http://evil.example",
        &site,
        &other_name,
        &format!("{bureau}.evil.example"),
        &bureau.replace("http", "https"),
    ] {
        scene.is_refused(origin, &accept.clone().header("origin", origin).send());
    }
    scene.is_refused("no origin", &accept.clone().without("origin").send());
    for sender in ["cross-site", "same-site", "none", "?"] {
        scene.is_refused(sender, &accept.clone().header("sec-fetch-site", sender).send());
    }
    for seal in [vec![], vec![("sceau", "")], vec![("sceau", "0123456789abcdef")]] {
        let forged = accept
            .clone()
            .form(seal.into_iter().chain([("champ", "telephone"), ("vu.telephone", "\"01 99 00 14 06\"")]));
        scene.is_refused("another seal", &forged.send());
    }
    scene.is_refused("another type of body", &accept.clone().header("content-type", "text/plain").send());
    let _answer = accept.send().expect(303);
}

#[test]
fn nobody_else_enters_a_request() {
    let scene = Scene::new();
    let bureau = scene.server.bureau();
    let page = scene.staff.get("/saisir/commerces/librairie").send().expect(200).body;
    let controls = [("sceau", value(&page, "sceau").as_str()), ("_canal", "phone"), ("telephone", "01 99 00 14 09")]
        .map(|(name, text)| (name, text.to_owned()));
    let record = Request::new("POST", &format!("{bureau}/saisir/commerces/librairie")).form(controls.clone());
    let record = record.header("cookie", &scene.staff.cookie).header("origin", &bureau);
    let wrong = [
        record.clone().without("cookie"),
        record.clone().without("origin"),
        record.clone().header("origin", &scene.server.site()),
        record.clone().header("host", "evil.example"),
        record.clone().header("sec-fetch-site", "same-site"),
        record.clone().form(controls[1..].to_vec()),
    ];
    let queued = || scene.town.parvis(&["inbox", "list", "--format", "json"]).expect(0).objects().len();
    for request in wrong {
        scene.is_refused("an entry", &request.send());
        assert_eq!(queued(), 1, "{request:?}");
    }
    let _answer = record.send().expect(303);
    assert_eq!(queued(), 2);
}

#[test]
fn a_get_does_no_deed() {
    let scene = Scene::new();
    for deed in ["accepter", "refuser", "annuler"] {
        let path = format!("/demandes/{}/{deed}", scene.sent.reference);
        scene.is_refused(deed, &scene.staff.get(&path).send());
    }
    for path in [format!("/suivi/{}/annuler", scene.sent.reference), scene.sent.tracking.replace('?', "/annuler?")] {
        scene.is_refused(&path, &scene.server.request("GET", &path).send());
    }
}

#[test]
fn the_bureau_stands_on_this_machine_alone_whoever_reaches_the_site() {
    let server = Server::with(&Town::village(), &["serve", "--host", "0.0.0.0", "--port", "0", "--bureau-port", "0"]);
    assert!(server.bureau().starts_with("http://127.0.0.1:"), "{}", server.everything());
    let listening = listening_ports(&server);
    let port: u16 = server.bureau().rsplit(':').next().unwrap().parse().unwrap();
    let addresses: Vec<_> =
        listening.iter().filter(|(_, open)| *open == port).map(|(address, _)| address.as_str()).collect();
    assert_eq!(addresses, ["0100007F"], "127.0.0.1, as the system writes it");
}

/// The addresses and ports that are listened on, as Linux tells them.
fn listening_ports(server: &Server) -> Vec<(String, u16)> {
    let table = std::fs::read_to_string(format!("/proc/{}/net/tcp", server.process())).unwrap();
    let listening = table.lines().filter(|line| line.split_whitespace().nth(3) == Some("0A"));
    let local = listening.filter_map(|line| line.split_whitespace().nth(1)?.split_once(':'));
    local.map(|(address, port)| (address.to_owned(), u16::from_str_radix(port, 16).unwrap())).collect()
}
