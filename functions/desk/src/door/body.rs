//! The body of a request: limits first, then one tree, whatever its format.
//!
//! Architecture invariant: size, count, names and depth are checked before a
//! value is looked at; nothing here knows a form or its fields.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use futures_util::StreamExt;
use multer::Multipart;
use schema::tree::Node;

use super::{json, urlencoded};
use crate::pages::notice::Notice;
use crate::reception::Absence;
use crate::settings::Limits;

/// No form of ours has more controls, hidden ones included, nor longer names,
/// nor deeper groups.
pub(super) const MOST_CONTROLS: usize = 2_000;
pub(crate) const LONGEST_NAME: usize = 120;
pub(crate) const DEEPEST: usize = 6;

/// The tree of the controls, or of the JSON object.
pub(super) async fn read(request: Request, limits: Limits) -> Result<(Node, Absence), Notice> {
    let (parts, body) = request.into_parts();
    let format = Format::of(&parts.headers)?;
    let reading = bytes(&parts.headers, body, limits.body_bytes());
    let bytes = tokio::time::timeout(PATIENCE, reading).await.map_err(|_| Notice::TooSlow)??;
    match format {
        Format::Urlencoded => Ok((controls(&bytes)?, Absence::Keeps)),
        Format::Multipart { boundary } => Ok((multipart(bytes, boundary).await?, Absence::Keeps)),
        Format::Json => Ok((json::read(&bytes)?, Absence::Removes)),
    }
}

/// A body that trickles keeps a place that others need. The slowest of phones
/// sends the largest of our forms in less.
const PATIENCE: Duration = Duration::from_mins(1);

enum Format {
    Urlencoded,
    Multipart { boundary: String },
    Json,
}

impl Format {
    fn of(headers: &HeaderMap) -> Result<Self, Notice> {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        if text(CONTENT_ENCODING).is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
            return Err(Notice::UnknownType);
        }
        let whole = text(CONTENT_TYPE).ok_or(Notice::UnknownType)?;
        let name = whole.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match name.as_str() {
            "application/x-www-form-urlencoded" => Ok(Self::Urlencoded),
            "application/json" => Ok(Self::Json),
            "multipart/form-data" => {
                let boundary = multer::parse_boundary(whole).map_err(|_| Notice::Malformed)?;
                Ok(Self::Multipart { boundary })
            }
            _ => Err(Notice::UnknownType),
        }
    }
}

/// What is too large is read to its end and let go, up to a point: a browser
/// that is cut off while it sends shows an error of its own, not our answer.
const LET_GO: usize = 8 * 1024 * 1024;

async fn bytes(headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, Notice> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let mut fits = announced.is_none_or(|length| length <= most);
    let (mut whole, mut seen) = (Vec::new(), 0);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let Ok(piece) = piece else { return Err(Notice::Malformed) };
        seen += piece.len();
        fits = fits && seen <= most;
        if fits {
            whole.extend_from_slice(&piece);
        } else if seen > LET_GO {
            break;
        }
    }
    if fits { Ok(whole.into()) } else { Err(Notice::TooLarge { bytes: most }) }
}

fn controls(bytes: &[u8]) -> Result<Node, Notice> {
    check_count(urlencoded::count(bytes))?;
    tree(&urlencoded::pairs(bytes).ok_or(Notice::Malformed)?)
}

async fn multipart(bytes: Bytes, boundary: String) -> Result<Node, Notice> {
    let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(bytes) });
    let mut parts = Multipart::new(stream, boundary);
    let mut controls = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|_| Notice::Malformed)? {
        let name = part.name().map(str::to_owned).ok_or(Notice::Malformed)?;
        let is_file = part.file_name().is_some_and(|file| !file.is_empty());
        let bytes = part.bytes().await.map_err(|_| Notice::Malformed)?;
        // A file control that was left blank sends a part without name or bytes.
        if is_file {
            return Err(Notice::UnknownType);
        }
        let text = String::from_utf8(bytes.into()).map_err(|_| Notice::Malformed)?;
        controls.push((name, text));
        check_count(controls.len())?;
    }
    tree(&controls)
}

fn tree(controls: &[(String, String)]) -> Result<Node, Notice> {
    let is_short = |name: &str| !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    let is_plain = |name: &str| !name.chars().any(|sign| sign.is_ascii_control());
    let fits = |name: &str| is_short(name) && is_plain(name) && name.split('.').count() <= DEEPEST;
    if !controls.iter().all(|(name, _)| fits(name)) {
        return Err(Notice::Malformed);
    }
    Ok(Node::from_controls(controls.iter().map(|(name, text)| (name.as_str(), text.as_str()))))
}

pub(super) const fn check_count(controls: usize) -> Result<(), Notice> {
    if controls > MOST_CONTROLS { Err(Notice::TooManyControls { controls: MOST_CONTROLS }) } else { Ok(()) }
}
