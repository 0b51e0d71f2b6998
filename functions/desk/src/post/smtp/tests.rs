//! Claims about mails: what stands in their headers, and what can not get in.

use lettre::message::Message;

use super::{Mail, Office, Round, Settings};
use crate::settings::Security;

fn settings() -> Settings {
    Settings {
        from: "guichet@ville.example".to_owned(),
        name: Some("Ville\r\nBcc: autre@exemple.fr".to_owned()),
        reply_to: Some("accueil@ville.example".to_owned()),
        host: "localhost".to_owned(),
        port: 25,
        security: Security::None,
        user: None,
    }
}

fn message(settings: &Settings, to: &str, subject: &str) -> Option<Message> {
    let office = Office::new(None);
    let mail = Mail {
        id: "avis-MK-1\r\nX: 1>",
        host: "ville.example",
        to,
        subject,
        text: "Bonjour,\r\n.\r\nQUIT\n.\nÉté\n",
        at: "2026-11-23T11:00:00Z".parse().unwrap(),
    };
    Round::begin(&office, settings).unwrap().message(&mail)
}

/// The names of the headers of a mail.
fn headers(message: &Message) -> Vec<String> {
    let whole = String::from_utf8(message.formatted()).unwrap();
    let (head, _) = whole.split_once("\r\n\r\n").unwrap();
    let lines = head.lines().filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn nothing_that_is_put_into_a_header_makes_another() {
    let settings = settings();
    let named = message(&settings, "ada@exemple.fr", "Chorale\r\nBcc: autre@exemple.fr\r\n\r\nCorps").unwrap();
    let wanted = [
        "Auto-Submitted",
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "Message-ID",
        "Reply-To",
        "Subject",
        "To",
    ];
    let mut found = headers(&named);
    found.retain(|name| name != "MIME-Version");
    found.sort();
    assert_eq!(found, wanted);
    assert_eq!(named.envelope().to().len(), 1);
    let whole = String::from_utf8(named.formatted()).unwrap();
    assert!(whole.contains("Message-ID: <avis-MK-1X1@ville.example>\r\n"), "{whole}");
}

#[test]
fn what_is_no_address_is_not_written_to() {
    for to in ["", "ada", "ada@exemple.fr\r\nBcc: x@y.fr", "ada@exemple.fr, bo@exemple.fr", "<ada@exemple.fr>"] {
        assert!(message(&settings(), to, "Chorale").is_none(), "{to:?}");
    }
}
