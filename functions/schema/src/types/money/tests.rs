//! Claims about prices.

use super::*;
use crate::types::claims::holds_for_any_text;

const WIDE: Options = Options { min: None, max: None };

holds_for_any_text!(
    |text: &str| Money::parse(text, &WIDE),
    |text: &str| Money::parse(text, &WIDE),
    &["1", "12", "50", "200", " ", "\u{a0}", ",", ".", "€", "EUR", "euros", "-", " +60 ans", "à partir de "]
);

fn text(written: &str) -> Result<String, Problem> {
    Money::parse(written, &Options::default()).map(|price| price.to_text())
}

#[test]
fn prices_are_read_as_shops_write_them() {
    for (written, expected) in [
        ("12,50 €", "12,50\u{a0}€"),
        ("12.50", "12,50\u{a0}€"),
        ("12,5", "12,50\u{a0}€"),
        ("3€", "3,00\u{a0}€"),
        ("EUR 3", "3,00\u{a0}€"),
        ("3 EUR", "3,00\u{a0}€"),
        ("3 euros", "3,00\u{a0}€"),
        ("€ 3", "3,00\u{a0}€"),
        ("1 200,00 €", "1200,00\u{a0}€"),
        ("1\u{202f}200\u{a0}€", "1200,00\u{a0}€"),
        ("12 €50", "12,50\u{a0}€"),
        ("12€50", "12,50\u{a0}€"),
        ("3,5€", "3,50\u{a0}€"),
        ("0", "0,00\u{a0}€"),
        ("0,05", "0,05\u{a0}€"),
        ("1 euro", "1,00\u{a0}€"),
    ] {
        assert_eq!(text(written).as_deref(), Ok(expected), "{written}");
    }
}

#[test]
fn what_is_not_a_price_is_refused() {
    for written in [
        "gratuit, sur inscription",
        "entrée libre",
        "$12",
        "12 $",
        "1.200",
        "1,200",
        "12,505 €",
        "12 €5",
        "12,5 €50",
        "€",
        "EUR",
        "12 34 €",
        "1e3",
        "12-15 €",
        "12 € ou 15 €",
        "1000000000",
        "12,- €",
        "€12€",
        "EUR 3 EUR",
        "EUR 3 €",
    ] {
        assert!(matches!(text(written), Err(Problem::NotAPrice { .. })), "{written}: {:?}", text(written));
    }
    assert_eq!(text(" "), Err(Problem::Empty));
}

#[test]
fn what_says_more_than_a_price_names_the_price_to_keep() {
    for (written, price, kept) in [
        ("18 € +60 ans", 1800, "+60 ans"),
        ("13€ –30 ans", 1300, "–30 ans"),
        ("24€ tarif normal", 2400, "tarif normal"),
        ("250 € HT/mois", 25000, "HT/mois"),
        ("à partir de 12 €", 1200, "à partir de"),
    ] {
        let expected =
            Problem::MoreThanAPrice { written: written.to_owned(), price: Money(price), rest: kept.to_owned() };
        assert_eq!(text(written), Err(expected));
    }
    let told = text("18 € +60 ans").unwrap_err().told(Language::French);
    assert_eq!(told.message, "«\u{a0}18 € +60 ans\u{a0}» dit plus qu’un prix");
    assert_eq!(told.hint.unwrap(), "écrivez ici 18,00\u{a0}€, et «\u{a0}+60 ans\u{a0}» dans le nom ou la description");
}

#[test]
fn bounds_are_written_as_prices() {
    let options: Options = serde_json::from_str(r#"{"max": "20 €"}"#).unwrap();
    assert_eq!(options.min, Some(Money(0)));
    assert_eq!(Money::parse("20,01", &options).unwrap_err().code(), "money-too-high");
    assert_eq!(Money::parse("-1 €", &options).unwrap_err().code(), "money-too-low");
    assert_eq!(Money::parse("-1,50 €", &WIDE).unwrap().cents(), -150);
}

#[test]
fn readers_see_groups_of_three() {
    let price = Money(123_450);
    assert_eq!(price.words(Language::French), "1\u{202f}234,50\u{a0}€");
    assert_eq!(price.words(Language::English), "€1,234.50");
}
