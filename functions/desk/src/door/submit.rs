//! `POST /formulaires/{form}`: a form that was filled in.
//!
//! Architecture invariant: the answer says truly what is recorded; a log says
//! the form, how many, how long, and nothing else.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use schema::draw;
use schema::fault::Fault;
use schema::tree::Node;
use serde_json::json;

use super::answer::see_other;
use super::body;
use super::visit::{Visit, Wants};
use crate::bundle::{self, Edition};
use crate::desk::Desk;
use crate::pages::notice::Notice;
use crate::pages::{basket, form};
use crate::reception::order::{self, Review};
use crate::reception::{Again, Conflict, News, Received, Refusal, Sender, Sent};
use crate::request::Channel;
use crate::secret::Secret;
use crate::workflow::Matter;

pub(super) async fn submit(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    form: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let started = Instant::now();
    let Ok(Path(form)) = form else { return visit.notice(&desk, &Notice::UnknownForm) };
    let outcome = match read(&desk, visit, form, request).await {
        Ok((sent, edition)) => desk.receive(sent, &edition).await,
        Err(Stopped::Notice(notice)) => return visit.notice(&desk, &notice),
        Err(Stopped::Refusal(refusal)) => Err(refusal),
    };
    let elapsed = started.elapsed().as_micros();
    match outcome {
        Ok(received) => {
            tracing::info!(form = %received.request.form, news = ?received.news, elapsed_us = elapsed, "a request was received");
            visit.received(&desk, &received)
        }
        Err(refusal) => visit.refused(&desk, &refusal),
    }
}

enum Stopped {
    Notice(Notice),
    Refusal(Refusal),
}

impl From<Notice> for Stopped {
    fn from(notice: Notice) -> Self {
        Self::Notice(notice)
    }
}

impl From<bundle::Error> for Stopped {
    fn from(error: bundle::Error) -> Self {
        Self::Refusal(error.into())
    }
}

/// The form is looked up before its body is read: nobody uploads to nowhere.
async fn read(desk: &Desk, visit: Visit, form: String, request: Request) -> Result<(Sent, Arc<Edition>), Stopped> {
    let edition = desk.bundle.edition()?;
    if edition.form(&form)?.is_none() {
        return Err(Notice::UnknownForm.into());
    }
    let header = header_key(&request)?;
    let (body, absence) = body::read(request, edition.settings.limits).await?;
    let typed = body.get("_key").and_then(Node::as_text).map(key).transpose()?.flatten();
    let key = header.as_deref().map(key).transpose()?.flatten().or(typed);
    let sender = Sender::Visitor(visit.network);
    Ok((Sent { form, body, absence, key, language: visit.language, channel: Channel::Web, sender }, edition))
}

fn header_key(request: &Request) -> Result<Option<String>, Notice> {
    let header = request.headers().get("idempotency-key");
    header.map(|value| value.to_str().map(str::to_owned).map_err(|_| Notice::Malformed)).transpose()
}

/// No key has more signs.
pub(crate) const LONGEST_KEY: usize = 255;

/// A blank key is none.
fn key(text: &str) -> Result<Option<String>, Notice> {
    match text.trim() {
        "" => Ok(None),
        key if key.chars().count() > LONGEST_KEY => Err(Notice::Malformed),
        key => Ok(Some(key.to_owned())),
    }
}

impl Visit {
    fn received(&self, desk: &Desk, received: &Received) -> Response {
        let url = desk.tracking_url(&received.request, &received.secret);
        if self.wants == Wants::Page {
            return see_other(&url);
        }
        let status = match received.news {
            News::Recorded => StatusCode::CREATED,
            News::Again => StatusCode::OK,
        };
        let state = received.request.state(desk.clock.now()).code();
        let secret = received.secret.to_link();
        let mut told =
            json!({ "reference": received.request.reference, "tracking_url": url, "secret": secret, "state": state });
        if let (Matter::Order(order), Some(told)) = (&received.request.matter, told.as_object_mut()) {
            told.insert("order".to_owned(), order::told(order));
        }
        self.json(status, &told)
    }

    fn refused(&self, desk: &Desk, refusal: &Refusal) -> Response {
        match refusal {
            Refusal::Invalid(again) => self.invalid(desk, again),
            Refusal::Conflict(conflict) => self.conflict(desk, conflict),
            Refusal::Shown(again) => self.shown(desk, again),
            Refusal::Review(review) => self.review(desk, review),
            Refusal::NotOffered { strange, offered } => self.not_offered(desk, strange, offered),
            Refusal::Unchanged(sheet) => match self.wants {
                Wants::Page => {
                    self.page(desk, StatusCode::UNPROCESSABLE_ENTITY, &form::unchanged(sheet, self.language))
                }
                Wants::Json => {
                    let message = form::unchanged_message(self.language);
                    self.json(
                        StatusCode::UNPROCESSABLE_ENTITY,
                        &json!({ "code": "unchanged", "message": message, "errors": [] }),
                    )
                }
            },
            Refusal::UnknownForm => self.notice(desk, &Notice::UnknownForm),
            Refusal::NoPage => self.notice(desk, &Notice::Malformed),
            Refusal::UnknownPage => self.notice(desk, &Notice::UnknownPage),
            Refusal::KeyReused => self.notice(desk, &Notice::KeyReused),
            Refusal::TooMany { until, now } => {
                self.notice(desk, &Notice::TooMany { seconds: until.as_second() - now.as_second() + 1 })
            }
            Refusal::NotReady(error) => {
                tracing::error!(error = %error, "the bundle can't be used");
                self.notice(desk, &Notice::Unavailable)
            }
            Refusal::Unavailable(error) => {
                tracing::error!(error = %error, "a request could not be recorded");
                self.notice(desk, &Notice::Unavailable)
            }
        }
    }

    /// Only programs send keys of their own: a page has no words for them.
    fn not_offered(&self, desk: &Desk, strange: &[String], offered: &[String]) -> Response {
        if self.wants == Wants::Page {
            return self.notice(desk, &Notice::Malformed);
        }
        let told = form::not_offered_message(offered, self.language);
        let errors: Vec<_> = strange.iter().map(|key| json!({ "field": key, "message": told })).collect();
        self.faulty(&errors)
    }

    fn faulty(&self, errors: &[serde_json::Value]) -> Response {
        let message = form::invalid_message(self.language);
        self.json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "code": "invalid", "message": message, "errors": errors }))
    }

    /// The form again, with what is wrong with it.
    fn invalid(&self, desk: &Desk, again: &Again) -> Response {
        tracing::info!(form = %again.form, faults = again.faults.len(), "a form was refused");
        if self.wants == Wants::Page {
            return self.form(desk, StatusCode::UNPROCESSABLE_ENTITY, again);
        }
        let errors: Vec<_> =
            self.told(again).map(|(field, message)| json!({ "field": field, "message": message })).collect();
        self.faulty(&errors)
    }

    /// The form again, because what was asked for is no longer to be had.
    fn conflict(&self, desk: &Desk, conflict: &Conflict) -> Response {
        let Conflict { code, again, more } = conflict;
        tracing::info!(form = %again.form, code, "a form met something that is no longer to be had");
        if self.wants == Wants::Page {
            return self.form(desk, StatusCode::CONFLICT, again);
        }
        let told: Vec<String> = self.told(again).map(|(_, message)| message).collect();
        let mut body = json!({ "code": code, "message": told.join(" ") });
        if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
            body.extend(more.clone());
        }
        self.json(StatusCode::CONFLICT, &body)
    }

    /// The form as it was, to be changed: nothing is wrong with it.
    fn shown(&self, desk: &Desk, again: &Again) -> Response {
        if self.wants == Wants::Json {
            return self.json(StatusCode::OK, &json!({ "code": "shown" }));
        }
        let (action, key) = (action(desk, again), key_for(again));
        let door = form::Door { action: &action, key: key.as_deref(), drawn_at: drawn_at(desk, again) };
        self.page(desk, StatusCode::OK, &basket::shown(again, self.language, door))
    }

    /// The total, before anything is ordered.
    fn review(&self, desk: &Desk, review: &Review) -> Response {
        tracing::info!(form = %review.again.form, "a total was asked for");
        if self.wants == Wants::Json {
            let changes: Vec<_> = self
                .told(&review.again)
                .map(|(field, message)| json!({ "field": field, "message": message }))
                .collect();
            let total = review.order.total().to_text();
            return self.json(StatusCode::OK, &json!({ "code": "review", "total": total, "changes": changes }));
        }
        let (action, key) = (action(desk, &review.again), key_for(&review.again));
        let door = form::Door { action: &action, key: key.as_deref(), drawn_at: drawn_at(desk, &review.again) };
        self.page(desk, StatusCode::OK, &basket::review(review, self.language, door))
    }

    fn told(&self, again: &Again) -> impl Iterator<Item = (String, String)> {
        let told = |fault: &Fault| (fault.path.to_string(), draw::message(&again.fields, fault, self.language));
        again.faults.iter().map(told)
    }

    fn form(&self, desk: &Desk, status: StatusCode, again: &Again) -> Response {
        let (action, key) = (action(desk, again), key_for(again));
        let door = form::Door { action: &action, key: key.as_deref(), drawn_at: drawn_at(desk, again) };
        self.page(desk, status, &form::refused(again, self.language, door))
    }
}

fn action(desk: &Desk, again: &Again) -> String {
    desk.address(&format!("/formulaires/{}", again.form))
}

/// When the form was first drawn, as far as the desk knows.
fn drawn_at(desk: &Desk, again: &Again) -> i64 {
    let drawn = again.held.get(draw::DRAWN).and_then(Node::as_text).and_then(|drawn| drawn.parse().ok());
    drawn.unwrap_or_else(|| desk.clock.now().as_second())
}

/// Without chance a second sending is known by its content alone.
fn key_for(again: &Again) -> Option<String> {
    let sent = again.held.get("_key").and_then(Node::as_text).map(str::to_owned);
    sent.or_else(|| Secret::new().ok().map(|chance| chance.to_link()))
}
