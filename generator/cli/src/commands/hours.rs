//! `parvis hours`: what is understood of opening hours.

use jiff::Timestamp;
use schema::hours::{self, State};
use serde_json::json;

use crate::Status;
use crate::arguments::Hours;
use crate::context::Context;
use crate::diagnostics::{self, Shown};
use crate::moment::rfc3339;
use crate::terminal::Terminal;
use crate::words::Phrase;

pub(super) fn run(context: &Context, typed: &Hours) -> Status {
    let terminal = context.terminal;
    match hours::Hours::parse(&typed.text) {
        Ok(hours) => {
            tell(context, &hours);
            Status::Fine
        }
        Err(problems) => {
            let shown = |problem| Shown::of_hours(problem, &typed.text, terminal.language);
            diagnostics::print(&problems.iter().map(shown).collect::<Vec<_>>(), terminal);
            Status::Faults
        }
    }
}

fn tell(context: &Context, hours: &hours::Hours) {
    let (terminal, now) = (context.terminal, context.now());
    let state = hours.state(&[], now, &context.zone);
    let next = hours.next_change(&[], now, &context.zone);
    let reading = hours.reading(terminal.language);
    if terminal.is_json() {
        Terminal::object(&json!({
            "opening_hours": hours.osm(),
            "reading": reading,
            "state": code(state),
            "next_change": next.map(|next: Timestamp| rfc3339(next, &context.zone)),
        }));
        return;
    }
    let lines = [
        Phrase::HoursOsm(hours.osm().to_owned()),
        Phrase::HoursReading(reading),
        Phrase::HoursState { state, at: now },
        Phrase::HoursNext(next),
    ];
    for line in &lines {
        terminal.answer(line);
    }
}

const fn code(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Closed => "closed",
        State::Unknown => "unknown",
    }
}
