//! A visit: what the visitor reads, how, and from which network.
//!
//! Architecture invariant: whatever the headers hold, a visit can be answered.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName};
use axum::http::request::Parts;
use schema::words::Language;

use super::Peer;
use crate::network::Network;

/// What the answer is to be like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    pub(super) language: Language,
    pub(super) wants: Wants,
    pub(super) network: Network,
}

/// What the visitor reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// A page, for a person.
    Page,
    /// JSON, for a program.
    Json,
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>().map(|Peer(address)| *address);
        let socket = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        Ok(Self { network: Network::of(peer.or(socket)), ..Self::of(&parts.headers) })
    }
}

impl Visit {
    /// What the headers alone say.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        Self { language: language(headers), wants: wants(headers), network: Network::of(None) }
    }
}

/// French, unless English is preferred to it.
fn language(headers: &HeaderMap) -> Language {
    let ranges = ranges(headers, &ACCEPT_LANGUAGE);
    let weight = |tag: &str| {
        let named =
            ranges.iter().filter(|(range, _)| range.split('-').next() == Some(tag)).map(|(_, weight)| *weight).max();
        named.or_else(|| ranges.iter().find(|(range, _)| range == "*").map(|(_, weight)| *weight)).unwrap_or(0)
    };
    if weight("en") > weight("fr") { Language::English } else { Language::French }
}

/// A page, unless JSON is preferred to it.
fn wants(headers: &HeaderMap) -> Wants {
    let ranges = ranges(headers, &ACCEPT);
    let weight = |whole: &str, family: &str| {
        let of = |wanted: &str| ranges.iter().find(|(range, _)| range == wanted).map(|(_, weight)| *weight);
        of(whole).or_else(|| of(family)).or_else(|| of("*/*")).unwrap_or(0)
    };
    let page = weight("text/html", "text/*");
    if weight("application/json", "application/*") > page { Wants::Json } else { Wants::Page }
}

/// The ranges of a header with their weights, in thousandths.
fn ranges(headers: &HeaderMap, name: &HeaderName) -> Vec<(String, u16)> {
    let texts = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(',')).take(50).map(range).collect()
}

fn range(text: &str) -> (String, u16) {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
    (name, weight)
}

fn thousandths(text: &str) -> u16 {
    match text.split_once('.') {
        None => text.parse::<u16>().map_or(0, |whole| whole.min(1) * 1000),
        Some(("0", part)) => {
            let digits: String = part.chars().chain("000".chars()).take(3).collect();
            digits.parse().unwrap_or(0)
        }
        Some(_) => 1000,
    }
}
