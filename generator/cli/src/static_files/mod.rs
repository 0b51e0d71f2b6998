//! The built site over HTTP: whole files of one folder, and nothing else.
//!
//! Architecture invariant: no path leaves the folder, no hidden file is shown,
//! and nothing is ever written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderValue, LAST_MODIFIED,
    LOCATION, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri};
use axum::response::Response;

mod address;
mod conditions;
mod content_type;
mod encoding;

use address::Wanted;
use conditions::Validators;
use encoding::Encoding;

/// A folder to be served.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    prefix: String,
    audience: Audience,
}

/// Who looks at the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Whoever writes them: a browser keeps nothing, and pages may be added to.
    Authors,
    /// Everybody: what did not change is not sent again.
    Public,
}

/// What an answer carries whatever it is. The page's own policy stands in its
/// head; only the frames it may stand in must be said here.
const CARRIED: [(HeaderName, HeaderValue); 4] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'self'")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// What is shown where nothing was ever built.
const NO_SITE: &str =
    "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>404</title></head><body><p>404</p></body></html>\n";

/// What is found at an address.
enum Found {
    File {
        bytes: Vec<u8>,
        content_type: &'static str,
        encoding: Encoding,
        validators: Option<Validators>,
        hashed: bool,
    },
    Unchanged {
        validators: Validators,
        hashed: bool,
    },
    MissingSlash,
    Missing {
        page: Option<Vec<u8>>,
    },
}

impl Folder {
    /// The folder of a site whose address has this path, from `/` to `/`.
    pub(crate) fn new(root: PathBuf, prefix: &str, audience: Audience) -> Self {
        Self { root, prefix: prefix.to_owned(), audience }
    }

    /// Answers a request; `dress` may add to the pages that authors look at.
    pub(crate) async fn answer(
        &self,
        method: Method,
        uri: Uri,
        headers: HeaderMap,
        dress: impl Fn(Vec<u8>) -> Vec<u8>,
    ) -> Response {
        if method != Method::GET && method != Method::HEAD {
            return with(StatusCode::METHOD_NOT_ALLOWED, &[(ALLOW, "GET, HEAD")], Body::empty());
        }
        let wanted = match address::wanted(uri.path(), &self.prefix) {
            Some(Wanted::Prefix) => return moved(&self.prefix),
            wanted => wanted,
        };
        let (root, audience) = (self.root.clone(), self.audience);
        let looked = tokio::task::spawn_blocking(move || look(&root, wanted.as_ref(), audience, &headers)).await;
        match looked {
            Ok(Found::MissingSlash) => {
                let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
                moved(&format!("{}/{query}", uri.path()))
            }
            Ok(found) => self.respond(found, dress),
            Err(_panicked) => with(StatusCode::INTERNAL_SERVER_ERROR, &[], Body::empty()),
        }
    }

    fn respond(&self, found: Found, dress: impl Fn(Vec<u8>) -> Vec<u8>) -> Response {
        let dressed = |bytes| if self.audience == Audience::Authors { dress(bytes) } else { bytes };
        match found {
            Found::File { bytes, content_type, encoding, validators, hashed } => {
                let bytes = if content_type == content_type::PAGE { dressed(bytes) } else { bytes };
                let mut response =
                    with(StatusCode::OK, &[(CONTENT_TYPE, content_type), (VARY, "Accept-Encoding")], Body::empty());
                if encoding == Encoding::Gzip {
                    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                }
                *response.body_mut() = Body::from(encoding.encode(bytes));
                self.validate(response.headers_mut(), validators.as_ref(), hashed);
                response
            }
            Found::Unchanged { validators, hashed } => {
                let mut response = with(StatusCode::NOT_MODIFIED, &[(VARY, "Accept-Encoding")], Body::empty());
                self.validate(response.headers_mut(), Some(&validators), hashed);
                response
            }
            Found::Missing { page } => {
                let headers = [(CONTENT_TYPE, content_type::PAGE), (CACHE_CONTROL, "no-store")];
                let page = page.unwrap_or_else(|| NO_SITE.as_bytes().to_vec());
                with(StatusCode::NOT_FOUND, &headers, Body::from(dressed(page)))
            }
            Found::MissingSlash => with(StatusCode::NOT_FOUND, &[(CACHE_CONTROL, "no-store")], Body::empty()),
        }
    }

    /// A page that changes must be seen at once; a file whose name holds its
    /// fingerprint never changes.
    fn validate(&self, headers: &mut HeaderMap, validators: Option<&Validators>, hashed: bool) {
        let caching = match (validators, hashed, self.audience) {
            (None, ..) => "no-store",
            (Some(_), true, Audience::Public) => "public, max-age=31536000, immutable",
            (Some(_), ..) => "no-cache",
        };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        if let Some(validators) = validators {
            for (name, text) in [(ETAG, &validators.etag), (LAST_MODIFIED, &validators.modified)] {
                if let Ok(value) = HeaderValue::from_str(text) {
                    headers.insert(name, value);
                }
            }
        }
    }
}

fn moved(to: &str) -> Response {
    with(StatusCode::PERMANENT_REDIRECT, &[(LOCATION, to), (CACHE_CONTROL, "no-store")], Body::empty())
}

fn with(status: StatusCode, headers: &[(HeaderName, &str)], body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().extend(CARRIED);
    for (name, text) in headers {
        if let Ok(value) = HeaderValue::from_str(text) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn look(root: &Path, wanted: Option<&Wanted>, audience: Audience, headers: &HeaderMap) -> Found {
    let missing = || Found::Missing { page: read(root, Path::new("404.html")).ok() };
    let (path, slash) = match wanted {
        Some(Wanted::File(path)) => (path.clone(), false),
        Some(Wanted::Folder(path)) => (path.join("index.html"), true),
        Some(Wanted::Prefix) | None => return missing(),
    };
    let Ok(metadata) = metadata(root, &path) else { return missing() };
    if metadata.is_dir() {
        let has_page = !slash && fs::metadata(root.join(&path).join("index.html")).is_ok();
        return if has_page { Found::MissingSlash } else { missing() };
    }
    let content_type = content_type::of(&path);
    let hashed = address::is_hashed(&path);
    let encoding = Encoding::of(content_type, metadata.len(), headers);
    let is_dressed = content_type == content_type::PAGE && audience == Audience::Authors;
    let modified = metadata.modified().ok().filter(|_| !is_dressed);
    let validators = modified.map(|modified| Validators::of(metadata.len(), modified, encoding));
    if let Some(validators) = validators.as_ref().filter(|validators| validators.are_known(headers)) {
        return Found::Unchanged { validators: validators.clone(), hashed };
    }
    match read(root, &path) {
        Ok(bytes) => Found::File { bytes, content_type, encoding, validators, hashed },
        Err(_) => missing(),
    }
}

/// A cold build puts a whole folder in place of another: between the two, for
/// some microseconds, there may be none.
fn metadata(root: &Path, path: &Path) -> io::Result<fs::Metadata> {
    let found = fs::metadata(root.join(path));
    match found {
        Err(error) if error.kind() == io::ErrorKind::NotFound => again(root, || fs::metadata(root.join(path))),
        found => found,
    }
}

fn read(root: &Path, path: &Path) -> io::Result<Vec<u8>> {
    match fs::read(root.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => again(root, || fs::read(root.join(path))),
        read => read,
    }
}

fn again<T>(root: &Path, look: impl Fn() -> io::Result<T>) -> io::Result<T> {
    for _ in 0..100 {
        if root.is_dir() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    look()
}

#[cfg(test)]
mod tests;
