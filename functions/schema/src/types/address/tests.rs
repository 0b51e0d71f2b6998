//! Claims about postal addresses.

use super::*;
use crate::types::claims::holds_for_any_text;

fn malakoff() -> Options {
    Options { postcode: Some("92240".to_owned()), town: Some("Malakoff".to_owned()) }
}

holds_for_any_text!(
    |text: &str| Address::parse(text, &malakoff()),
    |text: &str| Address::parse(text, &Options::default()),
    &[
        "12",
        " rue Béranger",
        ", ",
        " - ",
        "92240 ",
        "Malakoff",
        " MALAKOFF",
        "(2e étage)",
        "bât. B",
        "12 bis, ",
        "av Jules Ferry",
        "92 240 ",
        "\n",
        " et ",
        "-28",
        "Place du 11 novembre",
        "F-",
        "PARIS"
    ]
);

fn read(written: &str) -> Result<String, &'static str> {
    Address::parse(written, &malakoff()).map(|address| address.to_text()).map_err(|problem| problem.code())
}

#[test]
fn addresses_are_read_as_people_write_them() {
    for (written, expected) in [
        ("105, avenue du 12 février 1934", "105 avenue du 12 février 1934, 92240 Malakoff"),
        ("3, Place du 11 novembre", "3 place du 11 novembre, 92240 Malakoff"),
        ("21-28 boulevard de Stalingrad", "21-28 boulevard de Stalingrad, 92240 Malakoff"),
        ("11 av Jules Ferry", "11 avenue Jules Ferry, 92240 Malakoff"),
        (
            "25, rue Béranger - 92240 MALAKOFF (près de la Mairie)",
            "25 rue Béranger, 92240 Malakoff (près de la Mairie)",
        ),
        ("12 rue Béranger", "12 rue Béranger, 92240 Malakoff"),
        ("12 rue Béranger, Malakoff", "12 rue Béranger, 92240 Malakoff"),
        ("12 rue Béranger\n92240 Malakoff", "12 rue Béranger, 92240 Malakoff"),
        (
            "Résidence du Parc\n12 bis, rue Béranger\nBâtiment B\n92 240 MALAKOFF",
            "12 bis rue Béranger, 92240 Malakoff (Résidence du Parc, Bâtiment B)",
        ),
        ("12 rue Béranger, 2e étage", "12 rue Béranger, 92240 Malakoff (2e étage)"),
        ("3 rue Didot, 75014 Paris", "3 rue Didot, 75014 Paris"),
        ("5 BD GABRIEL PÉRI, 94270 LE KREMLIN-BICÊTRE", "5 boulevard Gabriel Péri, 94270 Le Kremlin-Bicêtre"),
        ("1 pl. de la République, F-92240 Malakoff", "1 place de la République, 92240 Malakoff"),
        ("Place du 11-Novembre-1918", "Place du 11-Novembre-1918, 92240 Malakoff"),
        ("12 et 14 rue Béranger", "12 et 14 rue Béranger, 92240 Malakoff"),
        ("8 rue du 8 mai 1945 - 92240 Malakoff", "8 rue du 8 mai 1945, 92240 Malakoff"),
        ("12 rue Béranger, 92240 Malakoff Cedex", "12 rue Béranger, 92240 Malakoff Cedex"),
        ("4 rue d’Arcueil (cour, 1er étage)", "4 rue d’Arcueil, 92240 Malakoff (cour, 1er étage)"),
    ] {
        assert_eq!(read(written).as_deref(), Ok(expected), "{written}");
    }
}

#[test]
fn the_parts_of_an_address_can_be_shown_apart() {
    let address = Address::parse("25, rue Béranger - 92240 MALAKOFF (près de la Mairie)", &Options::default()).unwrap();
    assert_eq!(address.line(), "25 rue Béranger");
    assert_eq!(address.complement(), Some("près de la Mairie"));
    assert_eq!((address.postcode(), address.town()), ("92240", "Malakoff"));
    assert_eq!(address.words(Language::French), "25 rue Béranger, 92240\u{a0}Malakoff (près de la Mairie)");
}

#[test]
fn what_is_not_understood_is_quoted() {
    for (written, code) in [
        ("", "address-empty"),
        ("12 rue Béranger, Paris", "address-town-or-complement"),
        ("92240 Malakoff", "address-no-street"),
        ("12", "address-no-street"),
        ("98110, boulevard Voltaire", "address-no-town"),
        ("12 rue Béranger 92240", "address-no-town"),
        ("Paris", "address-no-street"),
        ("Maison des arts", "address-no-street"),
        ("12 rue Béranger, 75 Paris", "address-town-or-complement"),
        ("12 rue Béranger (cour", "address-parentheses"),
        ("12 rue (a (b))", "address-parentheses"),
        ("12 rue Béranger, 92240 Malakoff, France", "address-after-town"),
        ("12 rue Béranger, 00240 Malakoff", "address-no-such-postcode"),
    ] {
        assert_eq!(read(written), Err(code), "{written}");
    }
    let alone = Address::parse("12 rue Béranger", &Options::default());
    assert_eq!(alone.unwrap_err().code(), "address-no-town");
    assert_eq!(read(&"rue ".repeat(100)), Err("address-too-long"));
}
