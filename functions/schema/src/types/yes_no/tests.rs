//! Claims about yes and no.

use super::*;
use crate::types::claims::holds_for_any_text;

holds_for_any_text!(YesNo::parse, YesNo::parse, &["oui", "non", "Yes", "no", "TRUE", "faux", "o", "on", " "]);

#[test]
fn every_word_for_yes_and_no_is_read() {
    for text in ["oui", "Oui ", "OUI", "o", "yes", "y", "true", "vrai", "on"] {
        assert_eq!(YesNo::parse(text), Ok(YesNo(true)), "{text}");
    }
    for text in ["non", "Non", "n", "no", "NO", "false", "faux", "off"] {
        assert_eq!(YesNo::parse(text), Ok(YesNo(false)), "{text}");
    }
}

#[test]
fn anything_else_is_quoted() {
    for text in ["peut-être", "1", "oui non", "si"] {
        assert_eq!(YesNo::parse(text), Err(Problem::Neither { written: text.to_owned() }));
    }
    assert_eq!(YesNo::parse(" "), Err(Problem::Empty));
}
