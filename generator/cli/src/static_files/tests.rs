//! What a browser gets from a folder.

use std::fs;
use std::io::Read as _;

use axum::body::to_bytes;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH,
    LOCATION, VARY,
};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use flate2::read::GzDecoder;

use super::{Audience, Folder};

const LONG: &str = "a { color: red }\n";

struct Site {
    _kept: tempfile::TempDir,
    folder: Folder,
}

#[expect(clippy::disallowed_methods, reason = "a fixture is written before anybody reads it")]
fn site(prefix: &str, audience: Audience) -> Site {
    let kept = tempfile::tempdir().unwrap();
    let root = kept.path().join("output");
    fs::create_dir_all(root.join("commerces")).unwrap();
    fs::create_dir_all(root.join("assets")).unwrap();
    fs::write(root.join("index.html"), "<html><body>accueil</body></html>").unwrap();
    fs::write(root.join("404.html"), "<html><body>perdu</body></html>").unwrap();
    fs::write(root.join("commerces/index.html"), "<html><body>commerces</body></html>").unwrap();
    fs::write(root.join("assets/style.0123456789.css"), "a{}").unwrap();
    fs::write(root.join("long.css"), LONG.repeat(100)).unwrap();
    fs::write(root.join(".secret"), "non").unwrap();
    fs::write(kept.path().join("parvis.yaml"), "non").unwrap();
    Site { folder: Folder::new(root, prefix, audience), _kept: kept }
}

impl Site {
    async fn get(&self, path: &str, headers: &[(axum::http::HeaderName, &str)]) -> Response {
        let headers: HeaderMap =
            headers.iter().map(|(name, text)| (name.clone(), HeaderValue::from_str(text).unwrap())).collect();
        let dress = |bytes: Vec<u8>| [bytes, b"<!-- dressed -->".to_vec()].concat();
        self.folder.answer(Method::GET, path.parse().unwrap(), headers, dress).await
    }
}

fn header(response: &Response, name: &axum::http::HeaderName) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_folder_is_its_page() {
    let site = site("/", Audience::Public);
    let response = site.get("/commerces/", &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, &CONTENT_TYPE), "text/html; charset=utf-8");
    assert!(text(response).await.contains("commerces"));
}

#[tokio::test]
async fn a_missing_slash_is_added_with_its_query() {
    let response = site("/", Audience::Public).get("/commerces?page=2", &[]).await;
    assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(header(&response, &LOCATION), "/commerces/?page=2");
}

#[tokio::test]
async fn what_is_not_there_is_the_sites_own_page() {
    let site = site("/", Audience::Public);
    for path in
        ["/rien", "/.secret", "/../parvis.yaml", "/%2e%2e/parvis.yaml", "//commerces/", "/assets/", "/index.html/"]
    {
        let response = site.get(path, &[]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(text(response).await.contains("perdu"), "{path}");
    }
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let site = site("/", Audience::Public);
    let first = site.get("/", &[]).await;
    let tag = header(&first, &ETAG);
    let again = site.get("/", &[(IF_NONE_MATCH, &tag)]).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(header(&again, &ETAG), tag);
    assert!(text(again).await.is_empty());
}

#[tokio::test]
async fn a_long_text_is_packed_for_a_browser_that_takes_it() {
    let site = site("/", Audience::Public);
    let packed = site.get("/long.css", &[(ACCEPT_ENCODING, "gzip, br")]).await;
    assert_eq!(
        (header(&packed, &CONTENT_ENCODING).as_str(), header(&packed, &VARY).as_str()),
        ("gzip", "Accept-Encoding")
    );
    let plain = site.get("/long.css", &[]).await;
    assert_ne!(header(&plain, &ETAG), header(&packed, &ETAG));
    let bytes = to_bytes(packed.into_body(), usize::MAX).await.unwrap();
    let mut text = String::new();
    GzDecoder::new(bytes.as_ref()).read_to_string(&mut text).unwrap();
    assert_eq!(text, LONG.repeat(100));
}

#[tokio::test]
async fn authors_get_every_page_anew_and_dressed() {
    let site = site("/", Audience::Authors);
    let response = site.get("/", &[(IF_NONE_MATCH, "*")]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, &CACHE_CONTROL), "no-store");
    assert!(text(response).await.ends_with("<!-- dressed -->"));
}

#[tokio::test]
async fn a_name_with_its_fingerprint_is_kept_for_good() {
    let response = site("/", Audience::Public).get("/assets/style.0123456789.css", &[]).await;
    assert!(header(&response, &CACHE_CONTROL).contains("immutable"));
}

#[tokio::test]
async fn a_site_further_down_starts_there() {
    let site = site("/ville/", Audience::Public);
    assert_eq!(header(&site.get("/", &[]).await, &LOCATION), "/ville/");
    assert_eq!(site.get("/ville/commerces/", &[]).await.status(), StatusCode::OK);
    assert_eq!(site.get("/commerces/", &[]).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_is_written_here() {
    let site = site("/", Audience::Public);
    let response = site.folder.answer(Method::POST, "/".parse().unwrap(), HeaderMap::new(), |bytes| bytes).await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
}
