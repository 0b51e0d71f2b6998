//! What the last build left, told to the browsers that look at it.
//!
//! A page knows the version it was served at. The stream of events tells the
//! version of now and the faults; the script reloads the page or shows them. A
//! version names its server's run, so that a restart is noticed too.
//!
//! Architecture invariant: what browsers are shown is what the terminal shows.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream;
use schema::words::Language;
use serde_json::{Value as Json, json};
use site::Severity;
use tokio::sync::watch;

use crate::diagnostics::Shown;
use crate::random;
use crate::words::{self, Label};

/// Where the preview's own addresses are, under the path of the site.
pub(super) const FOLDER: &str = "_parvis";

/// What is seen of the builder.
#[derive(Clone, Debug)]
pub(super) struct Live(Arc<watch::Sender<State>>);

#[derive(Clone, Debug)]
struct State {
    run: String,
    number: u64,
    faults: Vec<Json>,
    language: Language,
    ended: bool,
}

impl State {
    fn version(&self) -> String {
        format!("{}-{}", self.run, self.number)
    }
}

impl Live {
    pub(super) fn new(language: Language) -> io::Result<Self> {
        Ok(Self::with_run(random::secret()?[..8].to_owned(), language))
    }

    /// Of a server that builds nothing.
    pub(super) fn none() -> Self {
        Self::with_run(String::new(), Language::default())
    }

    fn with_run(run: String, language: Language) -> Self {
        Self(Arc::new(watch::Sender::new(State { run, number: 0, faults: Vec::new(), language, ended: false })))
    }

    /// Tells what a build did: whether pages changed, and the faults there are.
    pub(super) fn built(&self, changed: bool, shown: &[Shown]) {
        self.0.send_modify(|state| {
            state.number += u64::from(changed);
            state.faults = shown
                .iter()
                .filter(|fault| fault.severity == Severity::Error)
                .map(|fault| fault_json(fault, state.language))
                .collect();
        });
    }

    /// Ends every stream, so that the server can stop.
    pub(super) fn end(&self) {
        self.0.send_modify(|state| state.ended = true);
    }

    /// The page with the preview's script at its end.
    pub(super) fn dress(page: &[u8], prefix: &str, version: &str) -> Vec<u8> {
        let script = format!("<script src=\"{prefix}{FOLDER}/direct.js\" data-version=\"{version}\" defer></script>\n");
        let end = b"</body>";
        let at = page.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(page.len());
        [&page[..at], script.as_bytes(), &page[at..]].concat()
    }

    /// The version that pages have from now on.
    pub(super) fn version(&self) -> String {
        self.0.borrow().version()
    }

    /// The stream of events: the state of now, then every other one.
    pub(super) fn events(&self) -> Response {
        let stream = states(self.0.subscribe());
        let kept_alive = Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)));
        ([(CACHE_CONTROL, "no-store"), (X_CONTENT_TYPE_OPTIONS, "nosniff")], kept_alive).into_response()
    }
}

fn states(receiver: watch::Receiver<State>) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((receiver, true), |(mut receiver, first)| async move {
        if !first && receiver.changed().await.is_err() {
            return None;
        }
        let event = {
            let state = receiver.borrow_and_update();
            if state.ended {
                return None;
            }
            Event::default().event("etat").data(state_json(&state).to_string())
        };
        Some((Ok(event), (receiver, false)))
    })
}

fn state_json(state: &State) -> Json {
    let language = state.language;
    json!({
        "version": state.version(),
        "language": language.tag(),
        "title": words::label(Label::OverlayTitle, language),
        "close": words::label(Label::OverlayClose, language),
        "faults": state.faults,
    })
}

fn fault_json(fault: &Shown, language: Language) -> Json {
    let (line, carets) = fault.pointed().unzip();
    json!({
        "place": fault.location(),
        "label": words::label(Label::of(fault.severity), language),
        "message": fault.told.message,
        "line": line,
        "carets": carets,
        "hint": fault.told.hint.as_ref().map(|hint| format!("{} {hint}", words::label(Label::Hint, language))),
    })
}

pub(super) fn script() -> Response {
    asset("text/javascript; charset=utf-8", include_str!("direct.js"))
}

pub(super) fn style() -> Response {
    asset("text/css; charset=utf-8", include_str!("direct.css"))
}

fn asset(content_type: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-store"), (X_CONTENT_TYPE_OPTIONS, "nosniff")], text)
        .into_response()
}

#[cfg(test)]
mod tests {
    use schema::words::Language;

    use super::Live;

    #[test]
    fn a_page_gets_the_script_at_its_end_and_keeps_every_byte() {
        let live = Live::with_run("abcd".to_owned(), Language::French);
        let page = b"<body>\xff</BODY></html>".to_vec();
        let dressed = Live::dress(&page, "/ville/", &live.version());
        let script = b"<script src=\"/ville/_parvis/direct.js\" data-version=\"abcd-0\" defer></script>\n";
        assert_eq!(dressed, [b"<body>\xff".as_slice(), script, b"</BODY></html>"].concat());
    }

    #[test]
    fn only_a_build_that_changed_pages_is_another_version() {
        let live = Live::with_run("abcd".to_owned(), Language::French);
        live.built(false, &[]);
        assert_eq!(live.version(), "abcd-0");
        live.built(true, &[]);
        assert_eq!(live.version(), "abcd-1");
    }
}
