//! Claims about identifiers and slugs.

use super::*;
use crate::types::claims::holds_for_any_text;

holds_for_any_text!(Identifier::parse, Identifier::parse, &["abc", "-", "l", "2", "e", "pain", "-au-", "É", " "]);

proptest::proptest! {
    #[test]
    fn a_slug_is_its_own_slug_in_every_normal_form(name in crate::types::claims::messy(&["L’Îlot ", "œuf", "ﬁ", "Ǆ", "é", "ß", "ệ", "한국"])) {
        let slugged = slug(&name);
        proptest::prop_assert!(slugged.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')), "{}", slugged);
        proptest::prop_assert_eq!(slug(&slugged), slugged.clone());
        proptest::prop_assert_eq!(slug(&name.nfc().collect::<String>()), slugged.clone());
        proptest::prop_assert_eq!(slug(&name.nfd().collect::<String>()), slugged.clone());
        match Identifier::from_name(&name) {
            Ok(identifier) => proptest::prop_assert_eq!(Identifier::parse(identifier.as_str()), Ok(identifier)),
            Err(problem) => proptest::prop_assert_eq!(problem.code(), "identifier-no-letters"),
        }
    }
}

#[test]
fn names_make_slugs() {
    for (name, expected) in [
        ("L’Îlot Pages", "l-ilot-pages"),
        ("L'I\u{302}lot Pages", "l-ilot-pages"),
        ("Œuvres & bœuf", "oeuvres-boeuf"),
        ("Ægir, Straße", "aegir-strasse"),
        ("MAR.T.O.", "mar-t-o"),
        ("participant·es", "participant-es"),
        ("  Café  «\u{a0}Le 71\u{a0}» !", "cafe-le-71"),
        ("co\u{ad}opérative", "cooperative"),
        ("Łódź Øre", "lodz-ore"),
        ("m² ﬁn", "m2-fin"),
        ("Place du 11-Novembre-1918", "place-du-11-novembre-1918"),
        ("İstanbul ı", "istanbul-i"),
        ("王", "u738b"),
        ("Café 王", "cafe-u738b"),
        ("😀", ""),
        ("--", ""),
    ] {
        assert_eq!(slug(name), expected, "{name}");
    }
}

#[test]
fn a_long_name_is_cut_between_words() {
    let identifier = Identifier::from_name(&"boulangerie pâtisserie ".repeat(9)).unwrap();
    assert_eq!(identifier.as_str(), "boulangerie-patisserie-boulangerie-patisserie-boulangerie-patisserie-boulangerie");
    assert_eq!(Identifier::from_name(&"a".repeat(300)).unwrap().as_str().len(), LONGEST);
    assert!(matches!(Identifier::from_name("😀"), Err(Problem::NoLetters { .. })));
}

#[test]
fn an_identifier_is_written_exactly() {
    assert_eq!(Identifier::parse(" tarte-2 ").unwrap().as_str(), "tarte-2");
    for written in ["Tarte", "tarte aux pommes", "-tarte", "tarte-", "tarte--aux", "été", "a_b", "../etc"] {
        assert!(matches!(Identifier::parse(written), Err(Problem::Characters { .. })), "{written}");
    }
    let told = Identifier::parse("Tarte aux pommes").unwrap_err().told(Language::French);
    assert_eq!(told.hint.as_deref(), Some("écrivez par exemple tarte-aux-pommes"));
    assert_eq!(Identifier::parse(&"a".repeat(81)).unwrap_err().code(), "identifier-too-long");
}
