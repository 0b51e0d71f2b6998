//! Sending text in a quarter of its bytes: on a bad line that is what counts.

use std::io::Write as _;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;
use flate2::Compression;
use flate2::write::GzEncoder;

/// How the bytes of a file are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As they are.
    Identity,
    /// Packed by gzip, which every browser of this century reads.
    Gzip,
}

/// Below this, packing gains less than it costs.
const WORTH_PACKING: u64 = 1_000;

impl Encoding {
    /// The encoding of an answer: packed when it is text and the browser takes it.
    pub(super) fn of(content_type: &str, length: u64, headers: &HeaderMap) -> Self {
        if is_text(content_type) && length >= WORTH_PACKING && takes_gzip(headers) {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// What tells the versions of a file apart by their encoding.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => "-gzip",
        }
    }

    pub(super) fn encode(self, bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Identity => bytes,
            Self::Gzip => gzip(&bytes),
        }
    }
}

/// Fonts, photos and archives are packed already.
fn is_text(content_type: &str) -> bool {
    let packed_well = ["application/json", "application/manifest+json", "image/svg+xml", "application/wasm"];
    content_type.starts_with("text/") || content_type.contains("xml") || packed_well.contains(&content_type)
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let codings = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    codings.flat_map(|codings| codings.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse::<f32>() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("a vector takes every byte")
}

#[cfg(test)]
mod tests {
    use axum::http::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};

    use super::Encoding;

    fn check(content_type: &str, length: u64, accepted: &'static str, expected: Encoding) {
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
        assert_eq!(Encoding::of(content_type, length, &headers), expected, "{content_type} {accepted}");
    }

    #[test]
    fn text_is_packed_for_whoever_takes_it() {
        check("text/html; charset=utf-8", 30_000, "gzip, deflate, br", Encoding::Gzip);
        check("image/svg+xml", 30_000, "br, GZIP;q=0.5", Encoding::Gzip);
        check("text/css; charset=utf-8", 30_000, "br", Encoding::Identity);
        check("text/css; charset=utf-8", 30_000, "gzip;q=0", Encoding::Identity);
        check("font/woff2", 30_000, "gzip", Encoding::Identity);
        check("text/css; charset=utf-8", 100, "gzip", Encoding::Identity);
    }
}
