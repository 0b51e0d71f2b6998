//! Requests, and the list of a session, as tables for a spreadsheet.

use desk::csv;
use desk::inbox::Shown;
use jiff::tz::TimeZone;
use schema::form::rate::{Ground, Quote};
use schema::words::Language;

use crate::moment::rfc3339;

/// A field of a form: its key, and what people call it.
pub(crate) type Column = (String, String);

/// The table of these requests: a line a field of each, for those that change a
/// page; a line a request and a column a field, for those of a declared form.
pub(crate) fn table(requests: &[Shown], columns: Option<&[Column]>, zone: &TimeZone, language: Language) -> String {
    match columns {
        Some(columns) => registrations(requests, columns, zone, language),
        None => changes(requests, zone, language),
    }
}

fn changes(requests: &[Shown], zone: &TimeZone, language: Language) -> String {
    let head = match language {
        Language::French => [
            "référence",
            "formulaire",
            "état",
            "canal",
            "reçue le",
            "preuve",
            "page",
            "titre",
            "champ",
            "avant",
            "demandé",
        ],
        Language::English => [
            "reference",
            "form",
            "state",
            "channel",
            "received at",
            "proof",
            "page",
            "title",
            "field",
            "before",
            "asked",
        ],
    };
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for request in requests {
        let summary = &request.summary;
        let common = [
            summary.reference.to_string(),
            summary.form.clone(),
            summary.state.words(language).to_owned(),
            summary.channel.words(language).to_owned(),
            rfc3339(summary.received_at, zone),
            summary.proof.map(|proof| proof.words(language).to_owned()).unwrap_or_default(),
            request.page().to_owned(),
            summary.subject.clone(),
        ];
        for field in &request.fields {
            let own = [field.label.clone(), field.before.join("\n"), field.after.join("\n")];
            rows.push([common.as_slice(), own.as_slice()].concat());
        }
    }
    sheet(rows)
}

fn registrations(requests: &[Shown], columns: &[Column], zone: &TimeZone, language: Language) -> String {
    // What a field held that the form has no more is kept, under its key.
    let mut columns = columns.to_vec();
    for field in requests.iter().flat_map(|request| &request.fields) {
        if columns.iter().all(|(key, _)| *key != field.key) {
            columns.push((field.key.clone(), field.label.clone()));
        }
    }
    let head = match language {
        Language::French => {
            ["référence", "état", "rang", "canal", "reçue le", "page", "titre", "séance", "début", "tarif", "sur quoi"]
        }
        Language::English => [
            "reference",
            "state",
            "turn",
            "channel",
            "received at",
            "page",
            "title",
            "session",
            "start",
            "price",
            "ground",
        ],
    };
    let labels = columns.iter().map(|(_, label)| label.clone());
    let head: Vec<String> = head.map(str::to_owned).into_iter().chain(labels).collect();
    let rows = requests.iter().map(|request| registration(request, &columns, zone, language));
    sheet(std::iter::once(head).chain(rows))
}

fn registration(request: &Shown, columns: &[Column], zone: &TimeZone, language: Language) -> Vec<String> {
    let summary = &request.summary;
    let mut row = vec![
        summary.reference.to_string(),
        summary.state.words(language).to_owned(),
        request.turn.map(|turn| turn.to_string()).unwrap_or_default(),
        summary.channel.words(language).to_owned(),
        rfc3339(summary.received_at, zone),
        request.page().to_owned(),
        summary.subject.clone(),
    ];
    let register = request.register();
    let session = register.map(|register| register.session_label.as_ref().unwrap_or(&register.session).clone());
    row.push(session.unwrap_or_default());
    row.push(register.map(|register| rfc3339(register.starts_at, zone)).unwrap_or_default());
    row.extend(price(register.and_then(|register| register.quote), language));
    row.extend(columns.iter().map(|(key, _)| {
        let field = request.fields.iter().find(|field| field.key == *key);
        field.map(|field| field.after.join("\n")).unwrap_or_default()
    }));
    row
}

/// A price as a spreadsheet counts it, and its ground.
pub(crate) fn price(quote: Option<Quote>, language: Language) -> [String; 2] {
    let Some(quote) = quote else { return [String::new(), String::new()] };
    let ground = match (quote.ground, language) {
        (Ground::Provisional, Language::French) => "provisoire",
        (Ground::Provisional, Language::English) => "provisional",
        (Ground::Proven, Language::French) => "justificatif vu",
        (Ground::Proven, Language::English) => "proof seen",
        (Ground::Outside, Language::French) => "hors de la commune",
        (Ground::Outside, Language::English) => "outside the town",
    };
    [quote.price.words(language), ground.to_owned()]
}

/// The rows as a file that a spreadsheet opens.
pub(crate) fn sheet(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    std::iter::once(csv::BEGINNING.to_owned()).chain(rows.into_iter().map(|row| csv::line(&row))).collect()
}
