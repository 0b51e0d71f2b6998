//! The requests of a form as a table for a spreadsheet.
//!
//! Semicolons, quotes and a byte-order mark: what a French spreadsheet opens
//! with its accents. What visitors typed must never be a formula there, so a
//! cell that could be one starts with an apostrophe.

use desk::inbox::Shown;
use jiff::tz::TimeZone;
use schema::words::Language;

use crate::moment::rfc3339;

/// The table of these requests: a line a field of each.
pub(crate) fn table(requests: &[Shown], zone: &TimeZone, language: Language) -> String {
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
    let mut table = String::from('\u{feff}');
    table += &line(&head.map(str::to_owned));
    for request in requests {
        let summary = &request.summary;
        let common = [
            summary.reference.to_string(),
            summary.form.clone(),
            summary.state.words(language).to_owned(),
            summary.channel.words(language).to_owned(),
            rfc3339(summary.received_at, zone),
            summary.proof.words(language).to_owned(),
            request.page().to_owned(),
            summary.subject.clone(),
        ];
        for field in &request.fields {
            let own = [field.label.clone(), field.before.join("\n"), field.after.join("\n")];
            table += &line(&[common.as_slice(), own.as_slice()].concat());
        }
    }
    table
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell_of(cell)).collect();
    format!("{}\r\n", cells.join(";"))
}

/// <https://owasp.org/www-community/attacks/CSV_Injection>: a formula starts with
/// one of these signs, with or without spaces before it.
fn cell_of(text: &str) -> String {
    let starts_a_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    let mark = if starts_a_formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell_of;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(cell_of("=1+1"), "\"'=1+1\"");
        assert_eq!(cell_of(" @SUM(A1)"), "\"' @SUM(A1)\"");
        assert_eq!(cell_of("\t=1"), "\"'\t=1\"");
        assert_eq!(cell_of("Le « Fournil »; 3\" pains"), "\"Le « Fournil »; 3\"\" pains\"");
    }
}
