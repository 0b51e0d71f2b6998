//! What another page, open in the browser that staff work in, may do to the
//! bureau: nothing. It knows everything but the two secrets that it can't read:
//! the token of the link, the cookie. It is even given the value of the forms.
//!
//! The worst such page stands on the same machine: for the browser it is the
//! same site, and cookies go along with what it sends.

use serde_json::json;
use town::{Browser, Elsewhere, Scripts, Sent, Server, Tab, Town};

const FILE: &str = "content/commerces/le-fournil.md";
const ASKED_PHONE: &str = "01 99 00 14 07";

/// A bureau with a request in it, and staff who are looking at the request.
struct Scene {
    town: Town,
    original: String,
    server: Server,
    sent: Sent,
    browser: Browser,
}

impl Scene {
    fn new() -> Self {
        let town = Town::village();
        let original = town.read(FILE);
        let server = Server::of(&town);
        let sent = server.send_update("commerces/le-fournil", &[("telephone", ASKED_PHONE)]);
        Self { town, original, server, sent, browser: Browser::new() }
    }

    fn staff(&self) -> Tab<'_> {
        let staff = self.browser.open(Scripts::Off);
        staff.go(&self.server.bureau_link());
        staff.follow(&format!("a[href*='{}']", self.sent.reference));
        staff
    }

    fn accept(&self) -> String {
        format!("{}/demandes/{}/accepter", self.server.bureau(), self.sent.reference)
    }

    /// The very body that the bureau's own form sends.
    fn body(staff: &Tab<'_>) -> Vec<(String, String)> {
        let body = staff.controls("form[action$='/accepter']");
        assert!(body.iter().any(|(name, _)| name == "sceau") && body.iter().any(|(name, _)| name == "champ"));
        body
    }

    /// Nothing happened; and the same form, sent by staff, does its work: the
    /// attack did not fail for a slip of its own.
    fn is_untouched(&self, staff: &Tab<'_>) {
        assert_eq!(self.server.state(&self.sent), "received");
        assert_eq!(self.town.read(FILE), self.original);
        staff.follow_words("Accepter les champs cochés");
        staff.wait_for_text("Acceptée. Fichier modifié");
        assert!(self.town.read(FILE).contains(ASKED_PHONE));
    }
}

/// Every name under which the hostile page may stand.
const NAMES: [&str; 2] = ["127.0.0.1", "localhost"];

#[test]
fn a_script_of_another_page_reads_nothing_and_changes_nothing() {
    let scene = Scene::new();
    let staff = scene.staff();
    let body = json!(Scene::body(&staff));
    let elsewhere = Elsewhere::serving("<title>hostile</title><body></body>");
    for name in NAMES {
        let hostile = scene.browser.open(Scripts::On);
        hostile.go(&elsewhere.address(name));
        for mode in ["cors", "no-cors"] {
            for credentials in ["include", "omit"] {
                let (addresses, accept) = (json!([scene.server.bureau(), staff.address()]), json!(scene.accept()));
                let read = hostile.look_text(&format!(
                    "(async () => {{
                        const how = {{ mode: '{mode}', credentials: '{credentials}' }};
                        const text = (address, more) => fetch(address, {{ ...how, ...more }}).then(answer => answer.text(), () => '');
                        const read = await Promise.all({addresses}.map(address => text(address)));
                        const sent = await text({accept}, {{ method: 'POST', body: new URLSearchParams({body}) }});
                        return read.join('') + sent;
                    }})()"
                ));
                assert_eq!(read, "", "{name}, {mode}, {credentials}");
            }
        }
    }
    scene.is_untouched(&staff);
}

#[test]
fn images_frames_and_scripts_of_another_page_show_nothing_and_change_nothing() {
    let scene = Scene::new();
    let staff = scene.staff();
    let (page, accept) = (staff.address(), scene.accept());
    let elsewhere = Elsewhere::serving(&format!(
        "<title>hostile</title><body><img src='{accept}'><img src='{page}'><script src='{page}'></script>
         <iframe src='{page}'></iframe><object data='{page}'></object><link rel='stylesheet' href='{page}'></body>"
    ));
    for name in NAMES {
        let hostile = scene.browser.open(Scripts::On);
        hostile.go(&elsewhere.address(name));
        assert_eq!(
            hostile.look("[...document.images].every(image => image.complete && image.naturalWidth === 0)"),
            true
        );
        assert_eq!(hostile.look("document.querySelector('iframe').contentDocument"), json!(null));
        let frames = hostile.frames();
        assert!(!frames.iter().any(|frame| frame.starts_with(&scene.server.bureau())), "shown in a frame: {frames:?}");
    }
    scene.is_untouched(&staff);
}

#[test]
fn a_form_of_another_page_is_refused_and_says_why() {
    let scene = Scene::new();
    let staff = scene.staff();
    let escaped = |value: &str| value.replace('&', "&amp;").replace('<', "&lt;");
    let control = |(name, value): &(String, String)| format!("<textarea name='{name}'>{}</textarea>", escaped(value));
    let controls = Scene::body(&staff).iter().map(control).collect::<Vec<_>>().concat();
    let accept = scene.accept();
    let elsewhere = Elsewhere::serving(&format!(
        "<title>hostile</title><form method='post' action='{accept}'>{controls}<button>Gagnez !</button></form>"
    ));
    for name in NAMES {
        let hostile = scene.browser.open(Scripts::On);
        hostile.go(&elsewhere.address(name));
        hostile.follow("button");
        assert_eq!(hostile.address(), accept);
        assert!(hostile.text().contains("rien n’a été fait"), "{}", hostile.text());
        assert!(!hostile.text().contains(ASKED_PHONE));
    }
    scene.is_untouched(&staff);
}

#[test]
fn a_link_of_another_page_leads_to_a_door_and_no_further() {
    let scene = Scene::new();
    let staff = scene.staff();
    let elsewhere = Elsewhere::serving(&format!("<title>hostile</title><a href='{}'>Cliquez</a>", staff.address()));
    for name in NAMES {
        let hostile = scene.browser.open(Scripts::On);
        hostile.go(&elsewhere.address(name));
        hostile.follow("a");
        let text = hostile.text();
        assert!(text.contains("Un lien d’une autre page mène ici") && !text.contains(&scene.sent.reference), "{text}");
    }
    scene.is_untouched(&staff);
}

#[test]
fn a_window_that_another_page_opens_stays_out_of_its_reach() {
    let scene = Scene::new();
    let staff = scene.staff();
    let elsewhere = Elsewhere::serving("<title>hostile</title>");
    for name in NAMES {
        let hostile = scene.browser.open(Scripts::On);
        hostile.go(&elsewhere.address(name));
        assert_eq!(hostile.look(&format!("(window.opened = open({})) !== null", json!(staff.address()))), true);
        // What has another policy for openers counts as closed for them.
        hostile.wait("the window to be cut off", "window.opened.closed");
    }
    scene.is_untouched(&staff);
}
