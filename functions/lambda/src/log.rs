//! The log: one object a line, on standard output, which is what Lambda keeps.
//!
//! Written here rather than by a library: spans, filters and colours are of no use
//! to a function, and what is not there need not be loaded at a cold start.
//!
//! Architecture invariant: nothing below the level of information is written. The
//! libraries tell there what they send and receive, and that is what people typed.

use std::fmt::{Debug, Write as _};
use std::io::Write as _;

use desk::clock::Clock;
use serde_json::{Map, Value as Json};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Starts the log, and keeps panics quiet: what they say may quote what somebody
/// typed, so that only their place is told.
pub(crate) fn start() {
    // A second start finds the first one's, which writes the same.
    let _first = tracing::subscriber::set_global_default(Log);
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the function met a fault of its own");
    }));
}

struct Log;

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && *metadata.level() <= Level::INFO
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::INFO)
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = line(event, &Clock::System.now().to_string());
        line.push('\n');
        // There is nobody to tell that the log can't be written.
        let _written = std::io::stdout().lock().write_all(line.as_bytes());
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The keys `timestamp` and `level` are those that Lambda looks for itself.
fn line(event: &Event<'_>, at: &str) -> String {
    let mut fields = Fields(Map::new());
    fields.put("timestamp", at);
    fields.put("level", event.metadata().level().as_str());
    event.record(&mut fields);
    Json::Object(fields.0).to_string()
}

struct Fields(Map<String, Json>);

impl Fields {
    fn put(&mut self, name: &str, value: impl Into<Json>) {
        self.0.insert(name.to_owned(), value.into());
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = String::new();
        // Writing to a text does not fail.
        let _written = write!(text, "{value:?}");
        self.put(field.name(), text);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field.name(), value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field.name(), value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field.name(), value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field.name(), value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field.name(), value);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::{Log, Subscriber, line};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata};

    /// The log, kept.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<String>>>);

    impl Subscriber for Kept {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            Log.enabled(metadata)
        }

        fn event(&self, event: &Event<'_>) {
            self.0.lock().unwrap().push(line(event, "2026-11-24T12:00:00Z"));
        }

        fn new_span(&self, span: &Attributes<'_>) -> Id {
            Log.new_span(span)
        }

        fn record(&self, _: &Id, _: &Record<'_>) {}

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }

    #[test]
    fn an_event_is_one_object_and_the_finer_levels_are_none() {
        let kept = Kept::default();
        tracing::subscriber::with_default(kept.clone(), || {
            tracing::info!(form = %"essai", count = 3_u64, news = ?Some("é\n\"x\""), "a request was received");
            tracing::debug!(typed = "MARK", "what a library sends");
        });
        let lines = kept.0.lock().unwrap();
        let read: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
        assert_eq!(lines.len(), 1);
        assert!(!lines[0].contains('\n'));
        assert_eq!((&read["level"], &read["message"]), (&"INFO".into(), &"a request was received".into()));
        assert_eq!((&read["form"], &read["count"]), (&"essai".into(), &3.into()));
    }
}
