//! Claims about web addresses.

use super::*;
use crate::types::claims::holds_for_any_text;

holds_for_any_text!(
    Url::parse,
    Url::parse,
    &[
        "https://", "http://", "www.", "exemple", ".fr", "/", "é", "?a=", "#b", ":80", "@", "%41", "..", "menu", ".",
        "xn--"
    ]
);

#[test]
fn addresses_are_read_and_completed() {
    for (written, expected) in [
        ("https://www.exemple.fr", "https://www.exemple.fr"),
        ("https://exemple.fr/", "https://exemple.fr"),
        ("http://exemple.fr/a?b=c#d", "http://exemple.fr/a?b=c#d"),
        ("www.exemple.fr", "https://www.exemple.fr"),
        ("exemple.fr/menu", "https://exemple.fr/menu"),
        ("HTTPS://Exemple.FR/Menu", "https://exemple.fr/Menu"),
        ("https://exemple.fr/été", "https://exemple.fr/%C3%A9t%C3%A9"),
        ("https://café.fr", "https://xn--caf-dma.fr"),
        ("https://exemple.fr:443/", "https://exemple.fr"),
        ("https://www.instagram.com/@exemple/", "https://www.instagram.com/@exemple/"),
    ] {
        assert_eq!(Url::parse(written).map(|url| url.to_text()).as_deref(), Ok(expected), "{written}");
    }
    assert_eq!(Url::parse("https://exemple.fr/menu/").unwrap().words(Language::French), "exemple.fr/menu");
}

#[test]
fn what_is_not_a_public_page_is_refused() {
    for (written, code) in [
        ("", "url-empty"),
        ("exemple", "url-not-a-url"),
        ("https://localhost/", "url-not-a-url"),
        ("https://", "url-not-a-url"),
        ("javascript:alert(1)", "url-scheme"),
        ("data:text/html,x", "url-scheme"),
        ("ftp://exemple.fr", "url-scheme"),
        ("mailto:a@exemple.fr", "url-scheme"),
        ("bonjour@exemple.fr", "url-an-email"),
        ("https://a:b@exemple.fr", "url-credentials"),
        ("https://a@exemple.fr", "url-credentials"),
        ("voir exemple.fr", "url-not-a-url"),
        ("https://exemple.fr et http://autre.fr", "url-not-a-url"),
        ("https:\\\\exemple.fr", "url-not-a-url"),
        ("https://192.168.0.1/", "url-not-a-url"),
        ("https://exemple..fr", "url-not-a-url"),
        ("exemple.fr:8080", "url-not-a-url"),
        ("java\u{200b}script:alert(1)", "url-scheme"),
        ("https://.fr", "url-not-a-url"),
    ] {
        assert_eq!(Url::parse(written).map_err(|problem| problem.code()), Err(code), "{written}");
    }
    let long = format!("https://exemple.fr/{}", "a".repeat(2000));
    assert_eq!(Url::parse(&long).map_err(|problem| problem.code()), Err("url-too-long"));
}
