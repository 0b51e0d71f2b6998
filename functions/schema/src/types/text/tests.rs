//! Claims about texts: anything people are called, and nothing that leaks.

use super::*;
use crate::types::claims::holds_for_any_text;

const WIDE: TextOptions = TextOptions { max_length: usize::MAX };
const PIECES: &[&str] = &[
    "abc ", "Œuvre", "e\u{301}", "\u{202e}", "\u{202a}", "\u{202c}", "\u{2067}", "\u{2069}", "\u{2028}", "\r\n",
    "\n\n", " ", "\u{b}",
];

holds_for_any_text!(
    |text: &str| Text::parse(text, &TextOptions::default()),
    |text: &str| Text::parse(text, &TextOptions::default()),
    PIECES
);

mod paragraphs {
    use super::*;

    holds_for_any_text!(
        |text: &str| LongText::parse(text, &LongTextOptions::default()),
        |text: &str| LongText::parse(text, &LongTextOptions::default()),
        PIECES
    );
}

fn line(text: &str) -> Result<String, Problem> {
    Text::parse(text, &WIDE).map(|text| text.to_text())
}

fn paragraphs(text: &str) -> Result<String, Problem> {
    LongText::parse(text, &LongTextOptions::default()).map(|text| text.to_text())
}

#[test]
fn names_stay_as_people_write_them() {
    for name in [
        "L’Îlot Pages",
        "L'Îlot Pages",
        "Z’amis du Conservatoire",
        "MAR.T.O. / MARTO ! / Marto",
        "participant·es",
        "PÉRiPHÉRiQUe PoRte BRancion",
        "Ŋuyễn Thị Ánh",
        "O`Neil",
        "Zoë–Anaïs",
        "محمد بن سلمان",
        "王小明",
        "नमस्ते",
        "می\u{200c}خواهم",
        "👩\u{200d}👩\u{200d}👧 & Cie",
        "12 Rue — l’atelier",
        "<b>gras</b>",
        "«\u{a0}Bonjour\u{a0}!\u{a0}»",
    ] {
        assert_eq!(line(name).as_deref(), Ok(name));
    }
}

#[test]
fn texts_are_composed_and_trimmed() {
    assert_eq!(line("  Cafe\u{301}\t des \n Arts ").as_deref(), Ok("Café des Arts"));
    assert_eq!(line("12\u{a0}€").as_deref(), Ok("12\u{a0}€"), "no-break spaces are typography");
    assert_eq!(
        paragraphs("\r\n un \r\n\r\n\r\n\u{b}deux  \rtrois\u{2029}quatre\n").as_deref(),
        Ok("un\n\ndeux\ntrois\n\nquatre")
    );
}

#[test]
fn a_text_that_nobody_sees_is_empty() {
    for text in ["", "  ", "\u{200b}", "\u{202e}\u{feff}", "\n\u{a0}\n"] {
        assert_eq!(line(text), Err(Problem::Empty), "{text:?}");
        assert_eq!(paragraphs(text), Err(Problem::Empty), "{text:?}");
    }
}

#[test]
fn what_a_line_opens_is_closed_at_its_end() {
    assert_eq!(line("abc \u{202e}def").as_deref(), Ok("abc \u{202e}def\u{202c}"));
    assert_eq!(line("\u{2067}\u{202b}x").as_deref(), Ok("\u{2067}\u{202b}x\u{202c}\u{2069}"));
    assert_eq!(line("\u{2067}x\u{2069} y").as_deref(), Ok("\u{2067}x\u{2069} y"));
    assert_eq!(line("\u{202b}\u{2067}x\u{2069}").as_deref(), Ok("\u{202b}\u{2067}x\u{2069}\u{202c}"));
    assert_eq!(paragraphs("a\u{202e}b\nc").as_deref(), Ok("a\u{202e}b\u{202c}\nc"));
}

#[test]
fn a_lone_closing_mark_closes_nothing_of_the_page() {
    assert_eq!(line("a\u{2069}b").as_deref(), Ok("\u{2068}a\u{2069}b"));
}

#[test]
fn control_characters_are_refused_where_they_are() {
    let problem = line("Bonjour\u{7} à tous").unwrap_err();
    assert_eq!(problem.told(Language::French).message, "un caractère de commande (U+0007) suit «\u{a0}Bonjour\u{a0}»");
    assert_eq!(problem.code(), "text-control-character");
    let problem = paragraphs("\0oui").unwrap_err();
    assert_eq!(problem.told(Language::French).message, "ce texte commence par un caractère de commande (U+0000)");
}

#[test]
fn a_long_text_says_how_much_too_long() {
    let options = TextOptions { max_length: 4 };
    assert!(Text::parse("cafe\u{301}", &options).is_ok(), "four characters once composed");
    let problem = Text::parse("cafés", &options).unwrap_err();
    assert_eq!(problem.told(Language::French).message, "ce texte compte 5\u{a0}caractères, soit 1 de trop");
}

#[test]
fn what_nobody_sees_can_be_shown() {
    assert_eq!(visible("a\u{202e}b\u{202c}"), "a⟨U+202E⟩b⟨U+202C⟩");
    assert_eq!(visible("co\u{ad}op\u{200d}"), "co⟨U+00AD⟩op⟨U+200D⟩");
    for text in ["👩\u{200d}👩\u{200d}👧", "❤\u{fe0f}\u{200d}🔥", "می\u{200c}خواهم", "12\u{a0}€\nsuite"]
    {
        assert_eq!(visible(text), text);
    }
}

#[test]
fn options_are_declared_in_full_words() {
    assert_eq!(serde_json::from_str::<TextOptions>("{}").unwrap().max_length, 200);
    assert_eq!(serde_json::from_str::<LongTextOptions>(r#"{"max_length": 80}"#).unwrap().max_length, 80);
    assert!(serde_json::from_str::<TextOptions>(r#"{"maxlength": 80}"#).is_err());
}
