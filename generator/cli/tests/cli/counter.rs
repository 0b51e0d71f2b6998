//! What staff type for people who came, called or wrote: at the bureau and from
//! the command line.

use serde_json::Value as Json;
use url::form_urlencoded;

use crate::bureau::Staff;
use crate::town::{Answer, PAGE, Town, send};

const SHEET: &str = "/saisir/commerces/le-fournil";

/// Sends the form of the page as a browser does, with these controls changed.
fn sent(staff: &Staff<'_>, controls: &[(&str, &str)]) -> Answer {
    let form = staff.get(SHEET).body;
    let held = |name: &str| {
        let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let mut body = form_urlencoded::Serializer::new(String::new());
    for name in ["sceau", "_page", "_base.telephone", "_base.horaires"] {
        body.append_pair(name, &held(name));
    }
    body.extend_pairs(controls);
    staff.post(SHEET, staff.host(), Some(&staff.own_origin()), &body.finish())
}

const ASKED: [(&str, &str); 3] = [("_canal", "phone"), ("telephone", "01 47 46 75 01"), ("horaires", "mar-sam 8h-13h")];

fn queue(town: &Town) -> Vec<Json> {
    town.json(&["inbox", "list", "--all"])
}

#[test]
fn a_request_by_phone_goes_from_the_bureau_to_the_file_with_its_proof() {
    let town = Town::new();
    let server = town.serve();
    server.wait_for("/commerces/le-fournil/", "Le Fournil");
    let staff = Staff::enter(&server);
    assert!(staff.get("/").body.contains("href=\"/saisir\""));
    assert!(staff.get("/saisir?titre=FOURNIL&genre=commerce").body.contains(SHEET));
    assert!(!staff.get("/saisir?titre=charcuterie").body.contains(SHEET));
    assert!(!staff.get(SHEET).body.contains(" checked"), "how it came is never guessed");

    let answer = sent(&staff, &ASKED);
    assert_eq!(answer.status, 303, "{}", answer.body);
    let slip_address = answer.header("location").to_owned();
    let reference = slip_address.split('/').nth(2).unwrap().to_owned();
    let key = slip_address.split_once("?cle=").unwrap().1;
    assert_eq!(sent(&staff, &ASKED).header("location"), slip_address, "a second click is the same request");

    let slip = staff.get(&slip_address).body;
    let link = format!("https://ville.example/suivi/{reference}?cle={key}");
    for said in [&reference, "par téléphone", "Le Fournil", "01 47 46 75 00 → 01 47 46 75 01", &link] {
        assert!(plain(&slip).contains(said), "no {said} in {slip}");
    }
    assert!(!slip.contains(&format!("href=\"{link}")), "the link is printed, not followed from the bureau");
    let other = if key.starts_with('a') { 'b' } else { 'a' };
    assert_eq!(staff.get(&format!("/demandes/{reference}/recepisse?cle={other}{}", &key[1..])).status, 404);
    assert_eq!(staff.get(&format!("/demandes/{reference}/recepisse")).status, 404);

    assert!(staff.get("/?canal=phone").body.contains(&reference));
    let request = staff.get(&format!("/demandes/{reference}")).body;
    assert!(request.contains("href=\"tel:+33147467500\"") && !request.contains("tel:+33147467501"), "{request}");
    let form = format!("{}&verification=call", staff.form(&reference));
    let accept = format!("/demandes/{reference}/accepter");
    assert_eq!(staff.post(&accept, staff.host(), Some(&staff.own_origin()), &form).status, 303);
    assert!(town.read(PAGE).contains("'01 47 46 75 01'"));
    let request = staff.get(&format!("/demandes/{reference}")).body;
    assert_eq!(request.matches("rappel au numéro publié").count(), 2, "among the facts, and in the history");
    let tracking = server.get(&format!("/suivi/{reference}?cle={key}"));
    assert_eq!(tracking.status, 200);
    assert!(tracking.body.contains("par téléphone") && !tracking.body.contains("rappel au numéro publié"));
    let shown = &town.json(&["inbox", "show", &reference])[0];
    assert_eq!((shown["verified"].as_str(), shown["channel"].as_str()), (Some("call"), Some("phone")));
}

#[test]
fn faults_come_back_in_the_form_with_what_was_typed() {
    let town = Town::new();
    let server = town.serve();
    server.wait_for("/commerces/le-fournil/", "Le Fournil");
    let staff = Staff::enter(&server);
    let faulty = sent(&staff, &[("_canal", "paper"), ("telephone", "12"), ("horaires", "mar-sam 9h-12h")]);
    assert_eq!(faulty.status, 422);
    for kept in ["value=\"12\"", "mar-sam 9h-12h", "error-summary", "value=\"paper\" checked", "name=\"sceau\""] {
        assert!(faulty.body.contains(kept), "no {kept} in {}", faulty.body);
    }
    let silent = sent(&staff, &[("telephone", "12"), ("horaires", "mar-sam 8h-13h")]);
    assert_eq!(silent.status, 422);
    assert!(silent.body.contains("Dites comment la demande est arrivée") && silent.body.contains("error-summary"));
    let unchanged =
        sent(&staff, &[("_canal", "counter"), ("telephone", "01 47 46 75 00"), ("horaires", "mar-sam 8h-13h")]);
    assert_eq!(unchanged.status, 422);
    assert!(unchanged.body.contains("rien n’a été enregistré"), "{}", unchanged.body);
    assert_eq!(staff.get("/saisir/commerces/ailleurs").status, 404);
    assert!(queue(&town).is_empty());
}

#[test]
fn nobody_else_enters_a_request() {
    let town = Town::new();
    let server = town.serve();
    server.wait_for("/commerces/le-fournil/", "Le Fournil");
    let staff = Staff::enter(&server);
    let mut body = form_urlencoded::Serializer::new(String::new());
    let unsealed = body.append_pair("_page", "commerces/le-fournil").extend_pairs(ASKED).finish();
    let origin = staff.own_origin();
    assert_eq!(staff.post(SHEET, staff.host(), Some(&origin), &unsealed).status, 403);
    let stale = format!("sceau=00&{unsealed}");
    assert_eq!(staff.post(SHEET, staff.host(), Some(&origin), &stale).status, 403);
    let site = format!("http://{}", server.site);
    for origin in [None, Some("null"), Some("https://mechant.example"), Some(site.as_str())] {
        assert_eq!(staff.post(SHEET, staff.host(), origin, &unsealed).status, 403, "{origin:?}");
    }
    for path in ["/saisir", SHEET, "/demandes/MK-7Q4F-93TX/recepisse?cle=0"] {
        assert_eq!(send(staff.host(), "GET", path, &[("Host", staff.host())], "").status, 403, "{path}");
    }
    assert!(queue(&town).is_empty());
}

/// A town whose site is built, and no server.
fn built() -> Town {
    let town = Town::new();
    assert_eq!(town.parvis(&["build"]).status.code(), Some(0));
    town
}

const RECORD: [&str; 5] = ["inbox", "record", "commerces/le-fournil", "--channel", "counter"];

#[test]
fn a_request_is_recorded_from_the_command_line() {
    let town = built();
    let recorded = town.json(&[&RECORD[..], &["--set", "telephone=01 47 46 75 01"]].concat());
    let reference = recorded[0]["reference"].as_str().unwrap();
    assert!(recorded[0]["tracking_url"].as_str().unwrap().starts_with(&format!("/suivi/{reference}?cle=")));
    assert_eq!(recorded[0]["state"], "received");
    assert_eq!((queue(&town)[0]["channel"].as_str(), queue(&town).len()), (Some("counter"), 1));
    let accepted = town.parvis(&["inbox", "accept", reference, "--verified", "visit"]);
    assert_eq!(accepted.status.code(), Some(0));
    assert!(town.read(PAGE).contains("'01 47 46 75 01'"));
    let told = town.parvis(&["inbox", "show", reference]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("visite sur place"));
    let output = town.parvis(&[
        "inbox",
        "record",
        "content/commerces/le-fournil.md",
        "--channel",
        "paper",
        "--set",
        "horaires=",
    ]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("https://ville.example/suivi/MK-"));
}

#[test]
fn a_request_is_read_from_standard_input() {
    let town = built();
    let record = [&RECORD[..], &["--stdin"]].concat();
    let output = town.parvis_reading(&record, r#"{"horaires":"mar-sam 9h-12h"}"#);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(queue(&town).len(), 1);
    for text in ["", "[]", "{", "\"horaires\""] {
        assert_eq!(town.parvis_reading(&record, text).status.code(), Some(1), "{text}");
    }
}

#[test]
fn what_is_wrong_with_a_typed_request_is_told_whole() {
    let town = built();
    let faults = town.json(&[&RECORD[..], &["--set", "telephone=12", "--set", "horaires=le matin"]].concat());
    let fields: Vec<_> = faults.iter().map(|fault| (fault["field"].as_str(), fault["code"].as_str())).collect();
    assert_eq!(fields, [(Some("telephone"), Some("invalid")), (Some("horaires"), Some("invalid"))]);
    let code = |arguments: &[&str]| {
        assert_eq!(town.parvis(arguments).status.code(), Some(1), "{arguments:?}");
        town.json(arguments)[0]["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(code(&[&RECORD[..], &["--set", "telephone=01 47 46 75 00"]].concat()), "unchanged");
    assert_eq!(code(&[&RECORD[..], &["--set", "telefone=01 47 46 75 01"]].concat()), "not-offered");
    let elsewhere = ["inbox", "record", "commerces/ailleurs", "--channel", "phone", "--set", "telephone=17"];
    assert_eq!(code(&elsewhere), "unknown-page");
    for usage in [&[] as &[&str], &["--set", "telephone"], &["--set", "telephone=17", "--stdin"]] {
        assert_eq!(town.parvis(&[&RECORD[..], usage].concat()).status.code(), Some(2), "{usage:?}");
    }
    assert!(queue(&town).is_empty());
}

/// A text as it is searched: which kind of space stands there is another claim.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}
