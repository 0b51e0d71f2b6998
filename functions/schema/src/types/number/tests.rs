//! Claims about numbers.

use super::*;
use crate::types::claims::holds_for_any_text;

const WIDE: Options = Options { min: None, max: None, decimals: u32::MAX };

holds_for_any_text!(
    |text: &str| Number::parse(text, &WIDE),
    |text: &str| Number::parse(text, &WIDE),
    &["1", "12", "200", " ", "\u{202f}", ",", ".", "-", "0", "5", " 000", "000"]
);

fn text(written: &str, decimals: u32) -> Result<String, &'static str> {
    let options = Options { decimals, ..Options::default() };
    Number::parse(written, &options).map(|number| number.to_text()).map_err(|problem| problem.code())
}

#[test]
fn numbers_are_read_as_french_and_keyboards_write_them() {
    for (written, expected) in [
        ("12", "12"),
        ("+12", "12"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("1 200", "1200"),
        ("1\u{202f}200\u{a0}000", "1200000"),
        ("12,5", "12,5"),
        ("12.50", "12,5"),
        ("007", "7"),
        ("-0", "0"),
        ("0,25", "0,25"),
        ("1\u{2009}200,5", "1200,5"),
    ] {
        assert_eq!(text(written, 2).as_deref(), Ok(expected), "{written}");
    }
}

#[test]
fn what_is_not_one_number_is_refused() {
    for written in [
        "1e5",
        "NaN",
        "inf",
        "12 34",
        "1.200,50",
        "1,200.50",
        "5 kg",
        "douze",
        "12-15",
        ",5",
        "5,",
        "--3",
        "1'200",
        "1_200",
        "0x10",
        "٣",
        "½",
        "5 0 - A 2 9",
        "1 2 3",
        "1234 567",
    ] {
        assert_eq!(text(written, 9), Err("number-not-a-number"), "{written}");
    }
    assert_eq!(text("123456789012345678901", 0), Err("number-too-many-digits"));
    assert_eq!(text(&"9".repeat(5000), 0), Err("number-too-many-digits"));
    assert_eq!(text(" ", 0), Err("number-empty"));
}

#[test]
fn decimals_are_counted_and_thousands_never_guessed() {
    assert_eq!(text("12,00", 0).as_deref(), Ok("12"));
    assert_eq!(text("12,5", 0), Err("number-too-many-decimals"));
    assert_eq!(text("1.200", 0), Err("number-too-many-decimals"));
    assert_eq!(text("1,250", 2), Err("number-too-many-decimals"));
}

#[test]
fn bounds_are_told_as_they_read() {
    let options: Options = serde_json::from_str(r#"{"min": "1", "max": "1 500", "decimals": 1}"#).unwrap();
    let problem = Number::parse("2000", &options).unwrap_err();
    assert_eq!(problem.told(Language::French).message, "2\u{202f}000 est trop grand");
    assert_eq!(problem.told(Language::English).hint.as_deref(), Some("write 1,500 or less"));
    assert_eq!(Number::parse("0,5", &options).unwrap_err().code(), "number-too-small");
    assert!(Number::parse("1500", &options).is_ok());
}

#[test]
fn readers_see_groups_of_three() {
    let number = Number::parse("-1234567,5", &WIDE).unwrap();
    assert_eq!(number.words(Language::French), "-1\u{202f}234\u{202f}567,5");
    assert_eq!(number.words(Language::English), "-1,234,567.5");
    assert_eq!(number.to_f64().to_string(), "-1234567.5");
}

#[test]
fn yaml_options_are_read_as_they_are_written() {
    let options: Options = serde_saphyr::from_str("min: 1\nmax: 12.50\ndecimals: 2\n").unwrap();
    assert_eq!(options.min.map(|min| min.to_text()).as_deref(), Some("1"));
    assert_eq!(options.max.map(|max| max.to_text()).as_deref(), Some("12,5"));
}
