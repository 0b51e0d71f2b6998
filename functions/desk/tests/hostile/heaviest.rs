//! The heaviest bodies that pass the limits of size, each made to grow in one way.

use std::time::Duration;

use crate::line::{Line, Sending};
use crate::town::FORM;

/// As large as a body may be, for a piece that is repeated.
const FULL: usize = 256 * 1024 - 200;

fn repeated(piece: &str) -> String {
    piece.repeat(FULL / piece.len())
}

fn form(controls: &str) -> Sending {
    let kind = "application/x-www-form-urlencoded".to_owned();
    let body = format!("_page=commerces/le-fournil&{controls}").into_bytes();
    Sending { path: FORM, kind, accept: "text/html", body }
}

fn json(members: &str) -> Sending {
    let body = format!("{{\"_page\":\"commerces/le-fournil\",{members}}}").into_bytes();
    Sending { path: FORM, kind: "application/json".to_owned(), accept: "application/json", body }
}

fn multipart(body: String) -> Sending {
    let kind = "multipart/form-data; boundary=x".to_owned();
    Sending { path: FORM, kind, accept: "text/html", body: body.into_bytes() }
}

fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    (0..count).map(row).collect::<Vec<_>>().join("&")
}

fn heaviest() -> Vec<(&'static str, Sending)> {
    let part = |name: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n1\r\n");
    vec![
        ("names that no field has", form(&rows(1_900, |row| format!("nom{row}={}", "v".repeat(100))))),
        (
            "rows with faults",
            form(&rows(600, |row| format!("produits.{row}.nom=&produits.{row}.prix=x&produits.{row}.id=%C3%A9"))),
        ),
        (
            "forty rows with faults",
            form(&rows(40, |row| format!("produits.{row}.nom={}&produits.{row}.prix=x", "n".repeat(2_000)))),
        ),
        ("rows far apart", form(&rows(1_900, |row| format!("a{}.{}.499.499.499.499=1", row / 400, row % 400)))),
        ("boxes that are not offered", form(&rows(1_900, |row| format!("paiement={}{row}", "p".repeat(110))))),
        ("one box that is not offered", form(&format!("paiement={}", repeated("p")))),
        ("hours of many rules", form(&format!("horaires={}", repeated("lun-ven 9h-12h, 14h-18h ; ")))),
        ("hours of many days", form(&format!("horaires={}", repeated("lun, ")))),
        ("hours of many times", form(&format!("horaires=lun {}", repeated("9h-10h, ")))),
        ("hours of many dates", form(&format!("horaires={}", repeated("1er janvier 9h-10h ; ")))),
        ("hours of digits", form(&format!("horaires={}", repeated("1")))),
        ("hours of signs", form(&format!("horaires={}", repeated(";,:-")))),
        ("hours of words", form(&format!("horaires={}", repeated("sauf le ")))),
        ("hours of accents", form(&format!("horaires={}", repeated("e%CC%81")))),
        ("a phone of digits", form(&format!("telephone={}", repeated("01 ")))),
        ("prices of digits", form(&format!("produits.0.prix={}", repeated("1 ")))),
        ("a name of marks to escape", form(&format!("produits.0.prix=x&produits.0.nom={}", repeated("\"")))),
        ("a name of direction marks", form(&format!("produits.0.prix=x&produits.0.nom={}", repeated("%E2%80%AE")))),
        ("what was shown, of marks", form(&format!("telephone=1&_base.telephone={}", repeated("\"")))),
        ("only percents", form(&repeated("%"))),
        ("a list of numbers", json(&format!("\"produits\":[{}1]", repeated("1,")))),
        ("a list of lists", json(&format!("\"produits\":[{}[]]", repeated("[],")))),
        (
            "keys that no field has",
            json(&format!("{}\"z\":1", rows(9_000, |row| format!("\"k{row}\":1,")).replace('&', ""))),
        ),
        ("one key many times", json(&format!("{}\"z\":1", repeated("\"k\":1,")))),
        ("deeper and deeper", json(&format!("\"a\":{}", repeated("[")))),
        ("a number of digits", json(&format!("\"telephone\":{}", repeated("1")))),
        ("an escaped text", json(&format!("\"telephone\":\"{}\"", repeated("\\u0000")))),
        ("parts by the thousand", multipart(repeated(&part("a")))),
        ("a part of headers", multipart(format!("--x\r\n{}\r\n\r\n1\r\n--x--\r\n", repeated("a: b\r\n")))),
        ("a part with a long name", multipart(format!("{}--x--\r\n", part(&repeated("a"))))),
        ("nothing but boundaries", multipart(repeated("--x\r\n"))),
    ]
}

#[test]
fn the_heaviest_bodies_are_answered_soon_and_make_nothing_grow() {
    let line = Line::new();
    line.send(form("telephone=1")).check(100, Duration::from_secs(5)).unwrap();
    #[cfg(target_os = "linux")]
    let before = crate::line::peak();
    let mut wrong = Vec::new();
    for (name, sending) in heaviest() {
        let sent = sending.body.len();
        let taken = line.send(sending);
        println!("{:>8.1} ms {:>9} bytes  {}  {name}", taken.time.as_secs_f64() * 1e3, taken.bytes, taken.status);
        wrong.extend(taken.check(sent, Duration::from_millis(1_500)).err().map(|problem| format!("{name}: {problem}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    #[cfg(target_os = "linux")]
    {
        let grown = crate::line::peak() - before;
        println!("{} kB more at the worst moment", grown / 1024);
        assert!(grown < 64 * 1024 * 1024, "{grown} bytes more at the worst moment");
    }
}
