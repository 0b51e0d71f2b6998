//! Answers: the same said as a page or as JSON.
//!
//! Architecture invariant: a page is the whole document in the visitor's
//! language; JSON has a stable `code` beside every message.

use axum::body::Body;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value as Json, json};

use super::visit::{Visit, Wants};
use crate::desk::Desk;
use crate::pages::Page;
use crate::pages::notice::Notice;

impl Visit {
    /// Why something was not done.
    pub(super) fn notice(&self, desk: &Desk, notice: &Notice) -> Response {
        let status = StatusCode::from_u16(notice.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = match self.wants {
            Wants::Page => self.page(desk, status, &notice.page(self.language)),
            Wants::Json => {
                self.json(status, &json!({ "code": notice.code(), "message": notice.message(self.language) }))
            }
        };
        if let Some(seconds) = notice.retry_after() {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response
    }

    /// A page, in the shell if there is one.
    pub(super) fn page(&self, desk: &Desk, status: StatusCode, page: &Page) -> Response {
        let shell = desk.bundle.edition().and_then(|edition| edition.shell(self.language)).ok().flatten();
        self.answer(status, "text/html; charset=utf-8", page.in_shell(shell.as_deref(), self.language))
    }

    pub(super) fn json(&self, status: StatusCode, body: &Json) -> Response {
        self.answer(status, "application/json", body.to_string())
    }

    pub(super) fn answer(&self, status: StatusCode, kind: &'static str, body: String) -> Response {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(self.language.tag()));
        response
    }
}

/// Sends the browser to a page of the desk.
pub(super) fn see_other(url: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    match HeaderValue::from_str(url) {
        Ok(url) => drop(response.headers_mut().insert(LOCATION, url)),
        Err(_) => *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR,
    }
    response
}
