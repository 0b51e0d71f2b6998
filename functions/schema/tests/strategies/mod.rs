//! Arbitrary values of every type of field, for the tests of both halves.
//!
//! Another package takes this module by its path. Nothing here judges a value:
//! a text that its type refuses is drawn again.

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::{select, subsequence};
use schema::field::{Field, Fields, Type};
use schema::hours::{Closure, Hours};
use schema::kind::Kind;
use schema::types::address::Address;
use schema::types::date::Date;
use schema::types::date_time::DateTime;
use schema::types::email::Email;
use schema::types::identifier::Identifier;
use schema::types::money::Money;
use schema::types::number::Number;
use schema::types::phone::Phone;
use schema::types::position::Position;
use schema::types::text::{LongText, LongTextOptions, Text, TextOptions};
use schema::types::url::Url;
use schema::types::yes_no::YesNo;
use schema::value::{Group, Image, PagePath, Value};

/// A kind with a field of every type, lists of groups with and without a code.
pub(crate) const EVERY_TYPE: &str = r#"
name: fiche
label: { one: fiche, many: fiches }
folder: fiches
template: fiche.html
update:
  fields: [texte, paragraphes, nombre, decimal, prix, jour, moment, telephone, courriel, site, code, choix, choix_long, plusieurs, oui_non, horaires, fermetures, adresse, position, image, page, produits, tarifs]
fields:
  texte: { label: Texte, text: {} }
  paragraphes: { label: Paragraphes, long_text: {} }
  nombre: { label: Nombre, number: {} }
  decimal: { label: Décimal, number: { decimals: 3, min: -5 } }
  prix: { label: Prix, money: {} }
  jour: { label: Jour, date: {} }
  moment: { label: Moment, date_time: {} }
  telephone: { label: Téléphone, phone: {} }
  courriel: { label: Courriel, email: {} }
  site: { label: Site, url: {} }
  code: { label: Code, identifier: {} }
  choix: { label: Choix, choice: { un: Un, deux: Deux } }
  choix_long: { label: Choix long, choice: { a: A, b: B, c: C, d: D, e: E, f: F, g: G } }
  plusieurs: { label: Plusieurs, choices: { un: Un, deux: Deux, trois: Trois } }
  oui_non: { label: Oui ou non, yes_no: {} }
  horaires: { label: Horaires, hours: {} }
  fermetures: { label: Fermetures, closures: {} }
  adresse: { label: Adresse, address: { postcode: "92240", town: Malakoff } }
  position: { label: Position, position: {} }
  image: { label: Image, image: {} }
  page: { label: Page, reference: { kind: lieu } }
  produits:
    label: Produits
    list:
      of:
        id: { label: Code, identifier: { from: nom } }
        nom: { label: Nom, text: { max_length: 80 }, required: true }
        prix: { label: Prix, money: {}, required: true }
        jours: { label: Jours, choices: { lundi: Lundi, mardi: Mardi } }
        unite: { label: Unité, text: {} }
  tarifs:
    label: Tarifs
    list:
      of:
        nom: { label: Nom, text: {}, required: true }
        prix: { label: Prix, money: {} }
        detail: { label: Détail, long_text: {} }
"#;

/// The kind of [`EVERY_TYPE`].
pub(crate) fn kind() -> Kind {
    Kind::parse(EVERY_TYPE).expect("the kind of the tests is sound")
}

/// Some value for some of the fields.
pub(crate) fn group(fields: &Fields) -> BoxedStrategy<Group> {
    let values: Vec<_> = fields.iter().map(entry).collect();
    values.prop_map(|entries| collect(entries.into_iter().flatten())).boxed()
}

fn entry(field: &Field) -> BoxedStrategy<Option<(String, Value)>> {
    let key = field.key.clone();
    let is_needed = field.required || matches!(field.kind, Type::Identifier { from: Some(_) });
    let some = value(&field.kind).prop_map(move |value| Some((key.clone(), value)));
    if is_needed { some.boxed() } else { prop_oneof![1 => Just(None), 3 => some].boxed() }
}

fn collect(entries: impl IntoIterator<Item = (String, Value)>) -> Group {
    let mut group = Group::default();
    for (key, value) in entries {
        group.set(key, value);
    }
    group
}

/// A value of this type.
pub(crate) fn value(kind: &Type) -> BoxedStrategy<Value> {
    match kind.clone() {
        Type::Text(options) => text(options).prop_map(Value::Text).boxed(),
        Type::LongText(options) => paragraphs(options).prop_map(Value::LongText).boxed(),
        Type::Number(options) => {
            let written =
                (-20_000i64..20_000_000, 0..=options.decimals).prop_map(|(digits, decimals)| decimal(digits, decimals));
            read(written, move |text| Number::parse(text, &options).ok()).prop_map(Value::Number).boxed()
        }
        Type::Money(options) => {
            let written = (0u64..2_000_000).prop_map(|cents| format!("{},{:02} €", cents / 100, cents % 100));
            read(written, move |text| Money::parse(text, &options).ok()).prop_map(Value::Money).boxed()
        }
        Type::Date => day().prop_map(Value::Date).boxed(),
        Type::DateTime => {
            let written = (day(), 0..24, 0..60)
                .prop_map(|(day, hour, minute)| format!("{} {hour:02}:{minute:02}", day.to_text()));
            read(written, |text| DateTime::parse(text).ok()).prop_map(Value::DateTime).boxed()
        }
        Type::Phone => read(phones(), |text| Phone::parse(text).ok()).prop_map(Value::Phone).boxed(),
        Type::Email => {
            let written = "[a-z0-9]{1,8}([.+_-][a-z]{1,5})?@[a-z]{1,9}\\.(fr|com|paris)";
            read(written, |text| Email::parse(text).ok()).prop_map(Value::Email).boxed()
        }
        Type::Url => {
            let written =
                "https?://[a-z]{1,9}\\.fr(/[a-zA-Z0-9_,:!-]{1,9}){0,2}(\\?[a-z]=[0-9a-z%]{0,4})?(#[a-z]{1,6})?";
            read(written, |text| Url::parse(text).ok()).prop_map(Value::Url).boxed()
        }
        Type::Identifier { .. } => identifier().prop_map(Value::Identifier).boxed(),
        Type::Choice(options) => select(options.into_keys().collect::<Vec<_>>()).prop_map(Value::Choice).boxed(),
        Type::Choices(options) => {
            let keys: Vec<String> = options.into_keys().collect();
            let most = keys.len();
            subsequence(keys, 1..=most).prop_map(Value::Choices).boxed()
        }
        Type::YesNo => any::<bool>().prop_map(|answer| Value::YesNo(YesNo::from(answer))).boxed(),
        Type::Hours => hours().prop_map(Value::Hours).boxed(),
        Type::Closures => vec(closure(), 1..5).prop_map(Value::Closures).boxed(),
        Type::Address(options) => {
            let written = "[1-9][0-9]{0,2}( bis)? (rue|avenue|place) [A-Z][a-zé]{2,9}(-[A-Z][a-zé]{2,9})?, 92[0-9]{3} [A-Z][a-z]{3,9}";
            read(written, move |text| Address::parse(text, &options).ok()).prop_map(Value::Address).boxed()
        }
        Type::Position => {
            let written = (-89_000_000i64..89_000_000, -179_000_000i64..179_000_000)
                .prop_map(|(latitude, longitude)| format!("{}, {}", decimal(latitude, 6), decimal(longitude, 6)));
            read(written, |text| Position::parse(text).ok()).prop_map(Value::Position).boxed()
        }
        Type::Image => ("[a-zé][a-z0-9 é_-]{0,9}\\.(jpg|png|webp)", text(TextOptions::default()))
            .prop_map(|(file, alt)| Value::Image(Image { file, alt }))
            .boxed(),
        Type::Reference { .. } => {
            read("[a-z]{1,6}(/[a-z0-9-]{1,8}){0,2}", PagePath::parse).prop_map(Value::Reference).boxed()
        }
        Type::List { of, .. } => vec(group(&of), 1..5).prop_map(|groups| Value::List(with_codes_apart(groups))).boxed(),
    }
}

fn read<T: std::fmt::Debug + 'static>(
    written: impl Strategy<Value = String> + 'static,
    parse: impl Fn(&str) -> Option<T> + 'static,
) -> BoxedStrategy<T> {
    written.prop_filter_map("refused by its type", move |text| parse(&text)).boxed()
}

fn decimal(digits: i64, decimals: u32) -> String {
    let scale = 10i64.pow(decimals);
    let sign = if digits < 0 { "-" } else { "" };
    let (whole, rest) = ((digits / scale).abs(), (digits % scale).abs());
    match usize::try_from(decimals) {
        Ok(width) if width > 0 => format!("{sign}{whole}.{rest:0width$}"),
        _ => format!("{sign}{whole}"),
    }
}

/// Texts that people write, texts that trip YAML, and anything at all.
fn words() -> BoxedStrategy<String> {
    let traps = [
        "no",
        "oui",
        "~",
        "null",
        "12:30",
        "0146",
        "- a",
        "a: b",
        "a:",
        ": a",
        "a #b",
        "#a",
        "'a'",
        "l'heure",
        "\"a\"",
        "\"",
        "\\",
        "a\\nb",
        "{a}",
        "[a, b]",
        "a, b",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a`",
        "---",
        "...",
        "a\u{a0}: b",
        "\u{202e}abc",
        "\u{feff}a",
        "a\u{200d}b",
        "é",
        "👩‍🍳",
        "a\u{2028}b",
        "=",
        "<<",
        "1.2.3",
        "é\u{301}",
        "a\u{85}b",
        "?",
        "? a",
        "a}",
        "a]",
        "עברית",
        "-",
        "a\tb",
    ];
    prop_oneof![
        3 => "[A-ZÉa-zéèà’' -]{1,30}",
        3 => select(traps.to_vec()).prop_map(str::to_owned),
        2 => (select(traps.to_vec()), select(traps.to_vec())).prop_map(|(a, b)| format!("{a} {b}")),
        2 => any::<String>(),
        1 => "[ -~]{1,40}",
    ]
    .boxed()
}

fn text(options: TextOptions) -> BoxedStrategy<Text> {
    read(words(), move |text| Text::parse(text, &options).ok())
}

fn paragraphs(options: LongTextOptions) -> BoxedStrategy<LongText> {
    let lines = vec(prop_oneof![4 => words(), 1 => Just(String::new()), 1 => Just("  en retrait".to_owned())], 1..6);
    read(lines.prop_map(|lines| lines.join("\n")), move |text| LongText::parse(text, &options).ok())
}

fn day() -> BoxedStrategy<Date> {
    let written = (1900..2100, 1..=12, 1..=31).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    read(written, |text| Date::parse(text).ok())
}

fn phones() -> BoxedStrategy<String> {
    prop_oneof!["0[1-79][0-9]{8}", "06(39|90|94|96)[0-9]{6}", Just("3646".to_owned()), Just("17".to_owned())].boxed()
}

fn identifier() -> BoxedStrategy<Identifier> {
    read("[A-Za-zé ’-]{1,20}", |name| Identifier::from_name(name).ok())
}

fn hours() -> BoxedStrategy<Hours> {
    let written = [
        "mar-sam 8h-13h, 15h30-19h30 ; dim 8h-13h",
        "lun-ven 9h-12h, 14h-18h",
        "ven-sam 18h-2h",
        "lun 14h-19h ; mar-sam 9h-12h30, 14h-19h",
        "Mo-Fr 09:00-18:00; PH off",
        "lun-mar, jeu-sam 6h30-20h ; dim 6h30-13h ; mer fermé",
    ];
    read(select(written.to_vec()).prop_map(str::to_owned), |text| Hours::parse(text).ok())
}

fn closure() -> BoxedStrategy<Closure> {
    let reason = prop_oneof![Just(None), text(TextOptions { max_length: 80 }).prop_map(Some)];
    (day(), 0i64..60, reason)
        .prop_filter_map("past the calendar", |(day, length, reason)| {
            let to = Date::from(day.civil()).civil().checked_add(jiff::Span::new().days(length)).ok()?;
            Closure::new(day.civil(), to, reason.map(|text| text.to_text())).ok()
        })
        .boxed()
}

fn with_codes_apart(groups: Vec<Group>) -> Vec<Group> {
    let mut kept: Vec<Group> = Vec::new();
    for group in groups {
        let code = group.identifier();
        if code.is_none() || kept.iter().all(|other| other.identifier() != code) {
            kept.push(group);
        }
    }
    kept
}
