//! Claims about e-mail addresses.

use super::*;
use crate::types::claims::holds_for_any_text;

holds_for_any_text!(
    Email::parse,
    Email::parse,
    &["a", "bonjour", "@", "exemple", ".fr", ".", "É", "+", "-", "mailto:", "\"", "xn--", "İ"]
);

#[test]
fn addresses_are_read() {
    for (written, expected) in [
        ("bonjour@exemple.fr", "bonjour@exemple.fr"),
        (" Jean.Dupont@Exemple.FR ", "Jean.Dupont@exemple.fr"),
        ("mailto:a@exemple.fr", "a@exemple.fr"),
        ("o'neil+ville@sous.exemple.fr", "o'neil+ville@sous.exemple.fr"),
        ("é@exemple.fr", "é@exemple.fr"),
        ("\u{200b}a@exemple.fr\u{feff}", "a@exemple.fr"),
    ] {
        assert_eq!(Email::parse(written).map(|email| email.to_text()).as_deref(), Ok(expected), "{written}");
    }
}

#[test]
fn what_is_not_one_address_is_refused() {
    for (written, code) in [
        ("", "email-empty"),
        ("bonjour", "email-no-at"),
        ("contact [at] exemple.fr", "email-no-at"),
        ("a@b@exemple.fr", "email-several-ats"),
        ("a@exemple.fr, b@exemple.fr", "email-several-ats"),
        ("a b@exemple.fr", "email-not-an-address"),
        ("a@exemple", "email-not-an-address"),
        ("@exemple.fr", "email-not-an-address"),
        ("a@", "email-not-an-address"),
        ("a@exemple..fr", "email-not-an-address"),
        ("Jean <a@exemple.fr>", "email-not-an-address"),
        ("\"a b\"@exemple.fr", "email-not-an-address"),
        ("a@[127.0.0.1]", "email-not-an-address"),
        (".a@exemple.fr", "email-not-an-address"),
        ("a@exemple.fr.", "email-not-an-address"),
        ("mailto:a@exemple.fr?subject=x", "email-not-an-address"),
    ] {
        assert_eq!(Email::parse(written).map_err(|problem| problem.code()), Err(code), "{written}");
    }
}
