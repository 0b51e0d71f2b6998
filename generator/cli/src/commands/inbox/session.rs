//! The list of a session, for who leads it: on a sheet of paper, in a
//! spreadsheet, for a script.

use desk::inbox::{Holder, SessionLine, SessionList};
use desk::workflow::State;
use jiff::tz::TimeZone;
use schema::form::rate::{Ground, Quote};
use schema::words::Language;
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::inbox::export;
use crate::moment::rfc3339;
use crate::terminal::Terminal;
use crate::words::register as said;

pub(super) fn print(context: &Context, list: &SessionList, is_csv: bool) {
    let language = context.language();
    if is_csv {
        Terminal::raw(&table(list, language));
    } else if context.terminal.is_json() {
        for line in &list.lines {
            Terminal::object(&object(list, line, &context.zone));
        }
    } else {
        Terminal::result(&said::session(&list.announced, language));
        Terminal::result(&said::taken(&list.announced, language));
        for state in [State::Registered, State::Offered, State::Waiting] {
            section(list, state, language);
        }
    }
}

fn section(list: &SessionList, state: State, language: Language) {
    let lines: Vec<&SessionLine> = list.lines.iter().filter(|line| line.state == state).collect();
    if lines.is_empty() {
        return;
    }
    Terminal::result(&format!("\n{}", head(state, language)));
    for line in lines {
        print_line(line, language);
    }
}

const fn head(state: State, language: Language) -> &'static str {
    match (state, language) {
        (State::Offered, Language::French) => "PLACES PROPOSÉES",
        (State::Offered, Language::English) => "PLACES OFFERED",
        (State::Waiting, Language::French) => "LISTE D’ATTENTE",
        (State::Waiting, Language::English) => "WAITING LIST",
        (_, Language::French) => "INSCRITS",
        (_, Language::English) => "REGISTERED",
    }
}

fn print_line(line: &SessionLine, language: Language) {
    let standing = said::standing(line, language);
    for (index, holder) in line.holders.iter().enumerate() {
        let is_first = index == 0;
        // A box to tick for who holds a place: one, though two households share it.
        let front = match (line.state, is_first) {
            (State::Registered, true) => format!("{standing:>3}  [ ]  "),
            (_, true) => format!("     {standing}  "),
            (_, false) => "          ".to_owned(),
        };
        Terminal::result(&format!("{front}{}", holder.person));
        Terminal::result(&format!("          {}", reached(holder, language).join(" – ")));
        for note in &holder.notes {
            Terminal::result(&format!("          {}\u{a0}: {}", note.label, note.after.join(", ")));
        }
    }
}

/// Whom to call, by which number, for what price, about which reference.
fn reached(holder: &Holder, language: Language) -> Vec<String> {
    let reach = &holder.reach;
    let told = [reach.name.clone(), reach.phone.clone(), reach.email.clone(), reach.address.clone()];
    let quote = holder.quote.map(|quote| quote.words(language));
    told.into_iter().flatten().chain(quote).chain([holder.reference.to_string()]).collect()
}

fn is_provisional(quote: Option<Quote>) -> bool {
    quote.is_some_and(|quote| quote.ground == Ground::Provisional)
}

/// A place for scripts, with all who hold it.
fn object(list: &SessionList, line: &SessionLine, zone: &TimeZone) -> Json {
    let holders: Vec<Json> = line.holders.iter().map(holder_object).collect();
    json!({
        "page": list.announced.page,
        "session": list.announced.session.id,
        "starts_at": list.announced.session.start.rfc3339(),
        "place": line.place,
        "state": line.state.code(),
        "turn": line.turn,
        "offered_until": line.until.map(|until| rfc3339(until, zone)),
        "holders": holders,
    })
}

fn holder_object(holder: &Holder) -> Json {
    let fields = holder.fields.iter().map(|field| (field.key.clone(), json!(field.after.join("\n"))));
    json!({
        "reference": holder.reference,
        "person": holder.person,
        "name": holder.reach.name,
        "phone": holder.reach.phone,
        "email": holder.reach.email,
        "address": holder.reach.address,
        "price": holder.quote.map(|quote| quote.price.to_text()),
        "provisional": is_provisional(holder.quote),
        "fields": fields.collect::<serde_json::Map<_, _>>(),
    })
}

/// A line a registration; a column for each thing that the form says the leader needs.
fn table(list: &SessionList, language: Language) -> String {
    let holders = || list.lines.iter().flat_map(|line| line.holders.iter().map(move |holder| (line, holder)));
    let mut notes: Vec<(String, String)> = Vec::new();
    for note in holders().flat_map(|(_, holder)| &holder.notes) {
        if notes.iter().all(|(key, _)| *key != note.key) {
            notes.push((note.key.clone(), note.label.clone()));
        }
    }
    let rows = holders().map(|(line, holder)| row(line, holder, &notes, language));
    export::sheet(std::iter::once(columns(&notes, language)).chain(rows))
}

fn columns(notes: &[(String, String)], language: Language) -> Vec<String> {
    let (first, last) = match language {
        Language::French => (
            ["place", "état", "rang", "présent", "personne", "inscrite par", "téléphone", "courriel", "adresse"],
            ["tarif", "sur quoi", "référence"],
        ),
        Language::English => (
            ["place", "state", "turn", "present", "person", "registered by", "phone", "e-mail", "address"],
            ["price", "ground", "reference"],
        ),
    };
    let notes = notes.iter().map(|(_, label)| label.clone());
    first.map(str::to_owned).into_iter().chain(notes).chain(last.map(str::to_owned)).collect()
}

fn row(line: &SessionLine, holder: &Holder, notes: &[(String, String)], language: Language) -> Vec<String> {
    let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let note = |(key, _): &(String, String)| {
        holder.notes.iter().find(|note| note.key == *key).map(|note| note.after.join("\n")).unwrap_or_default()
    };
    let reach = &holder.reach;
    let mut row = vec![number(line.place), line.state.words(language).to_owned(), number(line.turn), String::new()];
    row.push(holder.person.clone());
    row.extend([&reach.name, &reach.phone, &reach.email, &reach.address].map(text));
    row.extend(notes.iter().map(note));
    row.extend(export::price(holder.quote, language));
    row.push(holder.reference.to_string());
    row
}
