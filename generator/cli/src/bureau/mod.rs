//! The bureau: the staff's pages, on a listener of its own.
//!
//! It stands on the loopback address whatever the site's own listener does, and
//! is entered by a link with a token that `serve` prints. Every page is plain
//! HTML and needs no script.
//!
//! Architecture invariant: nothing is answered before `guard` has looked at the
//! request, and no GET begins anything: at most it lets what a process that died
//! had begun come to its end.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::clock::Clock;
use desk::reference::Reference;
use jiff::tz::TimeZone;
use schema::words::Language;
use url::form_urlencoded;

use crate::context::Context;
use crate::inbox::{Error, Office};
use crate::{random, words as terminal_words};

mod calls;
mod deeds;
mod entry;
mod guard;
mod layout;
mod order;
mod queue;
mod register;
mod request;
mod words;

use words::Words;

/// What opens the bureau, made by chance at each start.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    address: SocketAddr,
    token: String,
    cookie_name: String,
    cookie_value: String,
    form_value: String,
    language: Language,
}

impl Door {
    pub(crate) fn new(address: SocketAddr, language: Language) -> io::Result<Self> {
        // A name of its own: cookies of one host are shared by all its ports.
        let cookie_name = format!("parvis-{}", &random::secret()?[..12]);
        Ok(Self {
            address,
            token: random::secret()?,
            cookie_name,
            cookie_value: random::secret()?,
            form_value: random::secret()?,
            language,
        })
    }

    /// The link that staff enter by.
    pub(crate) fn link(&self) -> String {
        terminal_words::address(self.address, &format!("/entrer?jeton={}", self.token))
    }
}

/// What the pages of the bureau are made from.
#[derive(Clone, Debug)]
pub(crate) struct Bureau {
    door: Arc<Door>,
    office: Office,
    clock: Clock,
    zone: TimeZone,
    language: Language,
    /// Where the pages of the site are looked at: `http://127.0.0.1:4000`.
    site: String,
}

impl Bureau {
    pub(crate) fn new(door: Door, office: Office, context: &Context, site: String) -> Self {
        Self {
            language: door.language,
            door: Arc::new(door),
            office,
            clock: context.clock,
            zone: context.zone.clone(),
            site,
        }
    }

    const fn words(&self) -> &'static Words {
        Words::of(self.language)
    }
}

/// The pages of the bureau, guarded.
pub(crate) fn router(bureau: Bureau) -> Router {
    let door = Arc::clone(&bureau.door);
    Router::new()
        .route("/", get(queue_page))
        .route("/demandes/{reference}", get(request_page))
        .route("/demandes/{reference}/recepisse", get(entry::slip))
        .route("/appels", get(calls::page).post(calls::called))
        .route("/appels/{id}", get(calls::letter))
        .route("/saisir", get(entry::pick))
        .route("/saisir/{*page}", get(entry::blank).post(entry::record))
        .route("/remplir/{form}/{*page}", get(entry::declared::blank).post(entry::declared::record))
        .route("/seances", get(register::sessions))
        .route("/seances/{session}/{*page}", get(register::list))
        .route("/a-prevenir", get(register::to_warn))
        .route("/demandes/{reference}/place", post(register::take))
        .route("/demandes/{reference}/renoncer", post(register::cancel))
        .route("/demandes/{reference}/prevenu", post(register::warned))
        .route("/demandes/{reference}/tarif", post(register::rate))
        .route("/demandes/{reference}/accepter", post(deeds::accept))
        .route("/demandes/{reference}/refuser", post(deeds::refuse))
        .route("/demandes/{reference}/annuler", post(deeds::undo))
        .route("/demandes/{reference}/lever", post(deeds::release))
        .fallback(lost)
        .method_not_allowed_fallback(lost)
        .with_state(bureau)
        .layer(from_fn_with_state(Arc::clone(&door), guard::admit))
        .route("/bureau.css", get(style))
        .layer(from_fn_with_state(door, guard::check))
}

async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("bureau.css")).into_response()
}

async fn lost(State(bureau): State<Bureau>) -> Response {
    notice(&bureau, StatusCode::NOT_FOUND, bureau.words().lost)
}

async fn queue_page(State(bureau): State<Bureau>, RawQuery(query): RawQuery) -> Response {
    let filter = queue::Filter::read(&parameters(query.as_deref().unwrap_or_default().as_bytes()));
    match bureau.office.list(filter.which()).await {
        Ok(queue) => {
            layout::page(&bureau, bureau.words().queue, &queue::view(&bureau, &queue, &filter)).into_response()
        }
        Err(error) => refused(&bureau, &error),
    }
}

async fn request_page(State(bureau): State<Bureau>, Asked(reference): Asked, RawQuery(query): RawQuery) -> Response {
    let parameters = parameters(query.as_deref().unwrap_or_default().as_bytes());
    let done = request::Done::read(&parameters);
    show(&bureau, &reference, StatusCode::OK, done.as_ref(), None).await
}

/// The request that an address names. Only a reference gets further: no address
/// is ever made from what was typed.
struct Asked(Reference);

impl FromRequestParts<Bureau> for Asked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, bureau: &Bureau) -> Result<Self, Response> {
        let Ok(Path(typed)) = Path::<String>::from_request_parts(parts, bureau).await else {
            return Err(lost(State(bureau.clone())).await);
        };
        typed.parse().map(Self).map_err(|problem| refused(bureau, &Error::Reference(problem)))
    }
}

/// The page of a request, with what was done or why it was not.
async fn show(
    bureau: &Bureau,
    reference: &Reference,
    status: StatusCode,
    done: Option<&request::Done>,
    error: Option<&Error>,
) -> Response {
    match bureau.office.show(reference, bureau.language).await {
        Ok(beside) => {
            let view = request::view(bureau, &beside, done, error);
            (status, layout::page(bureau, &beside.shown.summary.subject, &view)).into_response()
        }
        Err(error) => refused(bureau, &error),
    }
}

fn refused(bureau: &Bureau, error: &Error) -> Response {
    let status = if error.is_environment() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::NOT_FOUND };
    notice(bureau, status, &layout::sentence(&error.told(bureau.language).message))
}

fn notice(bureau: &Bureau, status: StatusCode, message: &str) -> Response {
    (status, layout::notice(bureau.language, message, bureau.words().back)).into_response()
}

fn see_other(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// The parameters of a query or of a form, each with all its values in order.
fn parameters(bytes: &[u8]) -> BTreeMap<String, Vec<String>> {
    let mut parameters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        parameters.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    parameters
}

fn first<'a>(parameters: &'a BTreeMap<String, Vec<String>>, name: &str) -> Option<&'a str> {
    parameters.get(name).and_then(|values| values.first()).map(String::as_str)
}

#[cfg(test)]
mod tests;
