//! Whether a browser already has what it asks for.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::HeaderMap;
use axum::http::header::{HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH};

use super::encoding::Encoding;

/// What a version of a file is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: String,
    pub(super) modified: String,
    seconds: u64,
}

impl Validators {
    /// A file is replaced by another, never rewritten in place: its length and
    /// its moment, to the nanosecond, tell it from every other version.
    pub(super) fn of(length: u64, modified: SystemTime, encoding: Encoding) -> Self {
        let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
        let etag = format!("\"{length:x}-{:x}{}\"", since.as_nanos(), encoding.mark());
        Self { etag, modified: httpdate::fmt_http_date(modified), seconds: since.as_secs() }
    }

    /// Whether the request names this version. A tag counts before a date.
    pub(super) fn are_known(&self, headers: &HeaderMap) -> bool {
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(tags) = text(&IF_NONE_MATCH) {
            return tags
                .split(',')
                .map(|tag| tag.trim().trim_start_matches("W/"))
                .any(|tag| tag == "*" || tag == self.etag);
        }
        let since = text(&IF_MODIFIED_SINCE).and_then(|date| httpdate::parse_http_date(date).ok());
        let since = since.and_then(|since| since.duration_since(UNIX_EPOCH).ok());
        since.is_some_and(|since| self.seconds <= since.as_secs())
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use axum::http::header::{HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH};

    use super::{Encoding, Validators};

    fn known(headers: &[(HeaderName, &'static str)]) -> bool {
        let validators = Validators::of(10, UNIX_EPOCH + Duration::from_millis(784_111_777_500), Encoding::Identity);
        let headers: HeaderMap =
            headers.iter().map(|(name, text)| (name.clone(), HeaderValue::from_static(text))).collect();
        validators.are_known(&headers)
    }

    #[test]
    fn a_version_is_known_by_its_tag_or_its_date() {
        assert!(known(&[(IF_NONE_MATCH, "*")]));
        assert!(known(&[(IF_NONE_MATCH, "\"x\", W/\"a-ae1b981da166f00\"")]));
        assert!(known(&[(IF_MODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:37 GMT")]));
        assert!(!known(&[(IF_MODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:36 GMT")]));
        assert!(!known(&[]));
    }

    #[test]
    fn a_tag_counts_before_a_date() {
        assert!(!known(&[(IF_NONE_MATCH, "\"other\""), (IF_MODIFIED_SINCE, "Sun, 06 Nov 2044 08:49:37 GMT")]));
    }
}
