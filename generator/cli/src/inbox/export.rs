//! The requests of a form as a table for a spreadsheet.

use desk::csv;
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
    let mut table = csv::table(&head);
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
            table += &csv::line(&[common.as_slice(), own.as_slice()].concat());
        }
    }
    table
}
