//! `/preparation/{merchant}` and `/livraison/{point}`: the lists of a day, each
//! behind its own secret.
//!
//! Architecture invariant: a wrong key is the same answer as no such list. A GET
//! changes nothing.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, HeaderValue};
use axum::response::Response;
use jiff::civil::Date;
use schema::form::order::slots::day_of;
use schema::tree::Node;
use schema::types::text::{LongText, LongTextOptions};
use serde_json::json;

use super::answer::see_other;
use super::track::{stopped, unavailable};
use super::visit::{Visit, Wants};
use super::{body, urlencoded};
use crate::desk::Desk;
use crate::lists::Whose;
use crate::moves::ListMove;
use crate::pages::list::{Deed, Link, call, delivery, preparation};
use crate::pages::notice::Notice;
use crate::reference::Reference;
use crate::secret::Secret;
use crate::sessions::Untold;
use crate::workflow::order::Step;

type Written = Result<Path<String>, PathRejection>;

pub(super) async fn preparation_list(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    merchant: Written,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Asked::of(Whose::Merchant, merchant, query);
    shown(&desk, visit, asked).await.unwrap_or_else(|notice| visit.notice(&desk, &notice))
}

pub(super) async fn delivery_sheet(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    point: Written,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Asked::of(Whose::Point, point, query);
    shown(&desk, visit, asked).await.unwrap_or_else(|notice| visit.notice(&desk, &notice))
}

pub(super) async fn act_on_preparation(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    merchant: Written,
    request: Request,
) -> Response {
    let acted = acted(&desk, visit, Whose::Merchant, merchant, request).await;
    acted.unwrap_or_else(|notice| visit.notice(&desk, &notice))
}

pub(super) async fn act_on_delivery(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    point: Written,
    request: Request,
) -> Response {
    let acted = acted(&desk, visit, Whose::Point, point, request).await;
    acted.unwrap_or_else(|notice| visit.notice(&desk, &notice))
}

/// What the address of a list asks for.
struct Asked {
    whose: Whose,
    key: String,
    form: Form,
    secret: Option<String>,
    day: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Page,
    CallSheet,
    Table,
}

impl Asked {
    fn of(whose: Whose, key: Written, query: Option<String>) -> Self {
        let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes()).unwrap_or_default();
        let said = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        let written = key.map(|Path(key)| key).unwrap_or_default();
        let (key, form) = match written.strip_suffix(".csv") {
            Some(key) => (key.to_owned(), Form::Table),
            None if said("vue").as_deref() == Some("appel") => (written, Form::CallSheet),
            None => (written, Form::Page),
        };
        Self { whose, key, form, secret: said("cle"), day: said("jour").and_then(|day| day.parse().ok()) }
    }
}

/// The secret of a list, if it is the one that opens it.
async fn opened(desk: &Desk, whose: Whose, key: &str, given: Option<&str>) -> Result<Secret, Notice> {
    let opens = desk.opens_list(whose, key, given).await.map_err(unavailable)?;
    given.and_then(Secret::from_link).filter(|_| opens).ok_or(Notice::UnknownList)
}

async fn shown(desk: &Desk, visit: Visit, asked: Asked) -> Result<Response, Notice> {
    let Asked { whose, key, form, secret, day } = asked;
    let secret = opened(desk, whose, &key, secret.as_deref()).await?;
    let day = day.unwrap_or_else(|| day_of(desk.clock.now()));
    let folder = desk.address("");
    let link = Link { whose, key: &key, secret: &secret, day, folder: &folder, language: visit.language };
    let (page, table) = match whose {
        Whose::Merchant => {
            let list = desk.preparation(&key, day).await.map_err(untold)?;
            let page = if form == Form::CallSheet { call::page(&list, &link) } else { preparation::page(&list, &link) };
            (page, list.csv(visit.language))
        }
        Whose::Point => {
            let sheet = desk.delivery(&key, day).await.map_err(untold)?;
            (delivery::page(&sheet, &link), sheet.csv(visit.language))
        }
    };
    if form != Form::Table {
        return Ok(visit.page(desk, StatusCode::OK, &page));
    }
    let mut response = visit.answer(StatusCode::OK, "text/csv; charset=utf-8", table);
    let file = format!("attachment; filename=\"{}-{day}.csv\"", whose.path());
    if let Ok(file) = HeaderValue::from_str(&file) {
        response.headers_mut().insert(CONTENT_DISPOSITION, file);
    }
    Ok(response)
}

/// The reason of a refusal: a line that its sender reads.
const REASON: LongTextOptions = LongTextOptions { max_length: 300 };

async fn acted(desk: &Desk, visit: Visit, whose: Whose, key: Written, request: Request) -> Result<Response, Notice> {
    let Ok(Path(key)) = key else { return Err(Notice::UnknownList) };
    let limits = desk.bundle.edition().map(|edition| edition.settings.limits).unwrap_or_default();
    let (body, _) = body::read(request, limits).await?;
    let said = |name: &str| body.get(name).and_then(Node::as_text).map(str::trim).filter(|text| !text.is_empty());
    let secret = opened(desk, whose, &key, said("cle")).await?;
    let deed = said("geste").and_then(Deed::of).filter(|deed| deed.is_for(whose)).ok_or(Notice::Malformed)?;
    let step = step(deed, said("motif"))?;
    let day: Option<Date> = said("jour").and_then(|day| day.parse().ok());
    let made = match (said("commande").map(str::parse::<Reference>), said("creneau")) {
        (Some(Ok(reference)), _) => {
            desk.move_in_list(ListMove { whose, key: &key, step: &step }, &reference).await.map(|()| 1)
        }
        (None, Some(slot)) => desk.move_slot(ListMove { whose, key: &key, step: &step }, slot).await,
        _ => return Err(Notice::Malformed),
    };
    let made = made.map_err(stopped)?;
    tracing::info!(list = whose.path(), deed = deed.code(), orders = made, "orders were moved from a list");
    if visit.wants == Wants::Json {
        return Ok(visit.json(StatusCode::OK, &json!({ "moved": made })));
    }
    let day = day.unwrap_or_else(|| day_of(desk.clock.now()));
    Ok(see_other(&desk.list_url(whose, &key, &secret, Some(day))))
}

fn step(deed: Deed, reason: Option<&str>) -> Result<Step, Notice> {
    Ok(match deed {
        Deed::Confirm => Step::Confirm,
        Deed::Prepare => Step::Prepare,
        Deed::Bring => Step::Bring,
        Deed::HandOver => Step::HandOver,
        Deed::Refuse => {
            let reason = reason.and_then(|reason| LongText::parse(reason, &REASON).ok()).ok_or(Notice::NoReason)?;
            Step::Refuse { reason: reason.as_str().to_owned() }
        }
    })
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where an error is mapped")]
fn untold(error: Untold) -> Notice {
    tracing::error!(error = %error, "a list can't be told");
    Notice::Unavailable
}
