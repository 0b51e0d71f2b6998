//! One request in a terminal: each field as the form showed it, as the page says
//! it now, as it is asked.

use desk::ToldField;
use desk::code::Proof;
use schema::words::Language;
use serde_json::{Value as Json, json};

use super::{line, shown_object};
use crate::context::Context;
use crate::inbox::standing::{Standing, Stood};
use crate::inbox::{Beside, Published};
use crate::terminal::Terminal;

pub(super) fn print(context: &Context, beside: &Beside) {
    let terminal = context.terminal;
    if terminal.is_json() {
        Terminal::object(&shown_object(context, beside));
        return;
    }
    Terminal::result(&line(context, &beside.shown.summary));
    match &beside.now {
        Ok((file, _)) => Terminal::result(file),
        Err(cause) => Terminal::result(cause),
    }
    let words = Words::of(context.language());
    if let Some(verified) = beside.shown.verified {
        Terminal::result(&format!("{} {}", words.verified, verified.words(context.language())));
    } else if beside.shown.summary.proof != Proof::Code {
        for Published { label, phone } in &beside.phones {
            Terminal::result(&format!("{} {label} {}", words.call, phone.words(context.language())));
        }
    }
    for field in &beside.shown.fields {
        print_field(context, field, stood(field, beside));
    }
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
