//! One request in a terminal: each field as the form showed it, as the page says
//! it now, as it is asked.

use desk::ToldField;
use desk::code::Proof;
use desk::inbox::Shown;
use desk::workflow::register::Register;
use schema::words::Language;
use serde_json::{Value as Json, json};

use super::{line, shown_object};
use crate::context::Context;
use crate::inbox::standing::{Standing, Stood};
use crate::inbox::{Beside, Published};
use crate::moment::rfc3339;
use crate::terminal::Terminal;
use crate::words::{moment, register as said};

pub(super) fn print(context: &Context, beside: &Beside) {
    let terminal = context.terminal;
    if terminal.is_json() {
        Terminal::object(&shown_object(context, beside));
        return;
    }
    Terminal::result(&line(context, &beside.shown.summary));
    if let Some(register) = beside.shown.register() {
        print_registration(context, &beside.shown, register);
        return;
    }
    match &beside.now {
        Ok((file, _)) => Terminal::result(file),
        Err(cause) => Terminal::result(cause),
    }
    let words = Words::of(context.language());
    if let Some(verified) = beside.shown.verified {
        Terminal::result(&format!("{} {}", words.verified, verified.words(context.language())));
    } else if beside.shown.summary.proof != Some(Proof::Code) {
        for Published { label, phone } in &beside.phones {
            Terminal::result(&format!("{} {label} {}", words.call, phone.words(context.language())));
        }
    }
    for field in &beside.shown.fields {
        print_field(context, field, stood(field, beside));
    }
}

/// The session, where the person stands in it, what it costs, what was answered.
fn print_registration(context: &Context, shown: &Shown, register: &Register) {
    let (language, words) = (context.language(), Words::of(context.language()));
    let label = register.session_label.as_ref().map(|label| format!("{label}, ")).unwrap_or_default();
    let mut facts = vec![(words.session, format!("{label}{}", moment(register.starts_at, language)))];
    facts.extend(shown.change.map(|change| (words.change, said::change(change, language))));
    facts.extend(shown.turn.map(|turn| (words.turn, turn.to_string())));
    facts.extend(register.offered_until().map(|until| (words.until, moment(until, language))));
    facts.extend(register.quote.map(|quote| (words.price, quote.words(language))));
    let answers = shown.fields.iter().map(|field| (field.label.as_str(), field.after.join(", ")));
    for (label, text) in facts.iter().map(|(label, text)| (*label, text.clone())).chain(answers) {
        Terminal::result(&format!("  {label}{} {text}", words.colon));
    }
}

/// A registration for scripts.
pub(super) fn registration_object(context: &Context, shown: &Shown, register: &Register) -> Json {
    json!({
        "session": register.session,
        "label": register.session_label,
        "starts_at": rfc3339(register.starts_at, &context.zone),
        "turn": shown.turn,
        "offered_until": register.offered_until().map(|until| rfc3339(until, &context.zone)),
        "price": register.quote.map(|quote| quote.price.to_text()),
        "ground": register.quote.map(|quote| quote.ground),
        "change": shown.change,
    })
}

fn stood<'a>(field: &ToldField, beside: &'a Beside) -> Option<&'a Stood> {
    let (_, stood) = beside.now.as_ref().ok()?;
    stood.iter().find(|stood| stood.key == field.key)
}

fn print_field(context: &Context, field: &ToldField, stood: Option<&Stood>) {
    let words = Words::of(context.language());
    let moved = stood.is_some_and(|stood| stood.standing == Standing::Moved);
    let standing = match stood.map(|stood| stood.standing) {
        Some(Standing::Moved) => words.moved,
        Some(Standing::Unreadable) => words.unreadable,
        Some(Standing::Free | Standing::Already) | None => "",
    };
    let head = format!("\n{} ({}){standing}", field.label, field.key);
    Terminal::result(&head);
    side(words.before, &field.before, words);
    if let Some(stood) = stood.filter(|_| moved) {
        side(words.now, &stood.now, words);
    }
    side(words.asked, &field.after, words);
    for said in &field.said {
        Terminal::result(&format!("  → {said}"));
    }
}

fn side(label: &str, lines: &[String], words: &Words) {
    let text = if lines.is_empty() { words.nothing.to_owned() } else { lines.join("\n            ") };
    Terminal::result(&format!("  {label} {text}"));
}

struct Words {
    before: &'static str,
    now: &'static str,
    asked: &'static str,
    nothing: &'static str,
    moved: &'static str,
    unreadable: &'static str,
    verified: &'static str,
    call: &'static str,
    colon: &'static str,
    session: &'static str,
    change: &'static str,
    turn: &'static str,
    until: &'static str,
    price: &'static str,
}

impl Words {
    const fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &Self {
                before: "avant\u{a0}:",
                now: "à présent\u{a0}:",
                asked: "demandé\u{a0}:",
                nothing: "(rien)",
                moved: "\u{a0}: la page a changé depuis que le formulaire a été rempli",
                unreadable: "\u{a0}: ce genre de page ne prend plus ce champ ou cette valeur",
                verified: "vérification\u{a0}:",
                call: "numéro publié\u{a0}:",
                colon: "\u{a0}:",
                session: "Séance",
                change: "À présent",
                turn: "Rang d’attente",
                until: "Place gardée jusqu’au",
                price: "Tarif",
            },
            Language::English => &Self {
                before: "before:",
                now: "now:",
                asked: "asked:",
                nothing: "(nothing)",
                moved: ": the page changed since the form was filled",
                unreadable: ": this kind of page no longer takes this field or this value",
                verified: "checked by:",
                call: "published number:",
                colon: ":",
                session: "Session",
                change: "Now",
                turn: "Turn in the waiting list",
                until: "Place kept until",
                price: "Price",
            },
        }
    }
}

/// A field for scripts: values in their canonical form, as front matter and
/// forms hold them.
pub(super) fn field_object(field: &ToldField, beside: &Beside) -> Json {
    let kept = field.change.as_ref().map(schema::update::Change::to_json);
    let value = |name: &str, lines: &[String]| kept.as_ref().map_or_else(|| json!(lines), |kept| kept[name].clone());
    let stood = stood(field, beside);
    json!({
        "key": field.key,
        "label": field.label,
        "before": value("before", &field.before),
        "after": value("after", &field.after),
        "now": stood.map(Stood::now_json),
        "conflict": stood.is_some_and(|stood| stood.standing == Standing::Moved),
        "changes": field.said,
    })
}
