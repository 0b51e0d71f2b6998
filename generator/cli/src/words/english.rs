//! What the terminal says, in English.

use schema::hours::State;
use schema::words::Language;

use super::{Counts, Outcome, Phrase, moment, register};
use crate::cloud::Publication;

pub(super) fn said(phrase: &Phrase) -> String {
    match phrase {
        Phrase::Built { stats, elapsed } => built(*stats, elapsed.as_secs_f64()),
        Phrase::NotPublished => "nothing was written: the site keeps its last good version".to_owned(),
        Phrase::Tally { errors, warnings, files } => {
            let errors = count(*errors, "error", "errors");
            let warnings = count(*warnings, "warning", "warnings");
            format!("{errors}, {warnings}, in {}", count(*files, "file", "files"))
        }
        Phrase::NothingWrong => "nothing is wrong".to_owned(),
        Phrase::SiteAt(address) => format!("the site: {address}"),
        Phrase::BureauAt(address) => format!("the bureau: {address}"),
        Phrase::HowToStop => "Ctrl-C to stop".to_owned(),
        Phrase::Stopping => "stopping".to_owned(),
        Phrase::NotWatching(cause) => format!("the files can’t be watched ({cause}): they are looked at every second"),
        Phrase::BuildPanicked => {
            "the build was cut short by a fault of the program: the site keeps its last good version".to_owned()
        }
        Phrase::Settled { reference, outcome: Outcome::Finished } => {
            format!("{reference}: the interrupted change is finished")
        }
        Phrase::Settled { reference, outcome: Outcome::Abandoned } => {
            format!("{reference}: the interrupted change is given up, for the page changed since")
        }
        Phrase::NotSettled { reference, cause } => {
            format!("{reference}: the interrupted change can’t be taken up: {cause}")
        }
        Phrase::Accepted { reference, file, fields } => {
            format!("{reference} accepted: {file} changed ({})", fields.join(", "))
        }
        Phrase::AcceptedUnchanged { reference, file } => format!("{reference} accepted: {file} already said all of it"),
        Phrase::Recorded { reference, link } => format!("{reference} recorded\nto be followed at {link}"),
        Phrase::Refused { reference } => format!("{reference} refused"),
        Phrase::Undone { reference, file, fields } => {
            format!("{reference}: {file} put back for {}, the request waits again", fields.join(", "))
        }
        Phrase::UndoneWhole { reference, file } => {
            format!("{reference}: {file} put back exactly as it was, the request waits again")
        }
        Phrase::KeptLater { fields } => format!("left as it is, for it changed since: {}", fields.join(", ")),
        Phrase::Reopened { reference } => format!("{reference}: the refusal is taken back, the request waits again"),
        Phrase::Released { reference } => format!("{reference}: the doubt is lifted"),
        Phrase::QueueEmpty => "no request is waiting".to_owned(),
        Phrase::NoCalls => "no call to make, no letter to post".to_owned(),
        Phrase::Called { reference } => format!("{reference}: the person was told"),
        Phrase::NoMailPassword { variable } => {
            format!(
                "mail waits: the mail server wants a password, to be given in {variable} or in the file that {variable}_FILE names"
            )
        }
        Phrase::Published(Publication::New { .. }) => "published: the function sees it within a minute".to_owned(),
        Phrase::Published(Publication::Same) => "nothing to publish, all of it is there".to_owned(),
        Phrase::Code { page, code } => {
            format!("code for {page}: {code} (it serves once, for 60 days; the one before is worth nothing now)")
        }
        Phrase::Rated { reference, rated } => format!("{reference}, {}", register::rated(*rated, Language::English)),
        Phrase::Moved { reference, state } => format!("{reference}: {}", state.words(Language::English)),
        Phrase::Warned { reference } => format!("{reference}: noted, this person was told"),
        Phrase::NothingToTell { reference } => {
            format!("{reference}: nothing to tell, the session is as it was or the person knows")
        }
        Phrase::NobodyToWarn => "nobody is to be warned".to_owned(),
        Phrase::HoursOsm(osm) => format!("OSM:     {osm}"),
        Phrase::HoursReading(reading) => format!("reading: {reading}"),
        Phrase::HoursState { state, at } => {
            let state = match state {
                State::Open => "open",
                State::Closed => "closed",
                State::Unknown => "unknown, the hours do not say",
            };
            format!("now:     {state} ({})", moment(*at, Language::English))
        }
        Phrase::HoursNext(Some(next)) => format!("change:  {}", moment(*next, Language::English)),
        Phrase::HoursNext(None) => "change:  none within a year".to_owned(),
    }
}

fn built(stats: Counts, seconds: f64) -> String {
    format!(
        "{}, {} parsed, {} rendered, {}, {} removed in {seconds:.2} s",
        count(stats.pages, "page", "pages"),
        stats.parsed,
        stats.rendered,
        count(stats.written, "file written", "files written"),
        stats.removed,
    )
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
