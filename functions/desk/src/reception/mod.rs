//! Reception: from what was sent to a recorded request, or to why not.
//!
//! The door and the staff's counter both come through here, so that a request
//! typed by staff is judged and recorded as the visitor's own.
//!
//! Architecture invariant: nothing here knows HTTP. A refusal leaves nothing
//! behind: no record, no mark, no count.

pub(crate) mod order;
mod register;
mod update;

use std::sync::Arc;

use jiff::Timestamp;
use schema::fault::Fault;
use schema::field::Fields;
use schema::form::Workflow;
use schema::tree::Node;
use schema::words::Language;
use tokio::sync::MutexGuard;

use crate::bundle::{self, AnyForm, Edition, Sheet};
use crate::code::Proof;
use crate::content::canonical;
use crate::desk::Desk;
use crate::doubt::{self, Judged};
use crate::errand;
use crate::key::{Digest, Purpose};
use crate::network::Network;
use crate::reference::Reference;
use crate::request::{Channel, Event, Request, Who};
use crate::secret::Secret;
use crate::store::{Book, Errand, LIKENESS_LIFE, Marks, Rate, Recalled, Submission, Submitted};
use crate::turn;
use crate::unavailable::Unavailable;
use crate::workflow::{Deed, Matter};
use order::{Review, Shelf};
use register::Judging;

/// What someone sent, before it means anything.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) form: String,
    pub(crate) body: Node,
    /// What it means that a row of a list is left out of the body.
    pub(crate) absence: Absence,
    /// The key that makes a second sending the same as the first.
    pub(crate) key: Option<String>,
    pub(crate) language: Language,
    pub(crate) channel: Channel,
    pub(crate) sender: Sender,
}

/// What it means that a row of a list is left out of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// A control that is not sent leaves its row as it is.
    Keeps,
    /// A JSON list is said whole.
    Removes,
}

/// Who stands at the desk.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sender {
    Visitor(Network),
    Staff,
}

/// A request that is recorded.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) request: Request,
    pub(crate) secret: Secret,
    pub(crate) news: News,
}

/// Whether a sending was the first of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    Recorded,
    Again,
}

/// Why nothing was recorded.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// No form has this name.
    UnknownForm,
    /// The form came without the page it is about.
    NoPage,
    /// The page is not there, or this form is not about it.
    UnknownPage,
    /// These keys are no field of the form.
    NotOffered { strange: Vec<String>, offered: Vec<String> },
    /// The values have faults.
    Invalid(Box<Again>),
    /// Nothing would change.
    Unchanged(Box<Sheet>),
    /// What was asked for is no longer to be had.
    Conflict(Box<Conflict>),
    /// The form was asked for again, to be changed.
    Shown(Box<Again>),
    /// The total was asked for, before anything is ordered.
    Review(Box<Review>),
    /// The sender's key was used for something else.
    KeyReused,
    /// Too much came from the same network.
    TooMany { until: Timestamp, now: Timestamp },
    /// The bundle is not there.
    NotReady(bundle::Error),
    /// The store does not answer.
    Unavailable(Unavailable),
}

/// Everything that a form needs to be shown again, in the sender's language.
#[derive(Debug)]
pub(crate) struct Again {
    /// The name it is sent to.
    pub(crate) form: String,
    pub(crate) heading: String,
    pub(crate) button: String,
    pub(crate) fields: Arc<Fields>,
    /// What the controls hold: what was sent, as it was sent.
    pub(crate) held: Node,
    /// What the page showed.
    pub(crate) base: Option<Node>,
    /// The page it is about.
    pub(crate) page: Option<String>,
    /// What the control for a posted code holds, in a form that has one.
    pub(crate) code: Option<String>,
    pub(crate) faults: Vec<Fault>,
    /// What a form to order by is drawn with.
    pub(crate) shelf: Option<Shelf>,
}

/// What was asked for is no longer to be had: what is, and the form again.
#[derive(Debug)]
pub(crate) struct Conflict {
    /// A stable name for programs: `full`, `changed`, `too_late`.
    pub(crate) code: &'static str,
    /// The form, whose faults say what is not to be had.
    pub(crate) again: Again,
    /// What a program is told besides.
    pub(crate) more: serde_json::Value,
}

impl From<bundle::Error> for Refusal {
    fn from(error: bundle::Error) -> Self {
        Self::NotReady(error)
    }
}

impl From<Unavailable> for Refusal {
    fn from(unavailable: Unavailable) -> Self {
        Self::Unavailable(unavailable)
    }
}

/// What is asked, once it was found to be right, and what must be together with it.
struct Asked<'d> {
    matter: Matter,
    /// The page whose code was given.
    page: String,
    code: Option<Digest>,
    /// What its signs say.
    judged: Judged,
    books: Vec<Book>,
    errands: Vec<Errand>,
    /// What its sender is told by letter, call or mail.
    news: Option<errand::News>,
    /// The turn at the book, until it is written.
    turn: Option<MutexGuard<'d, ()>>,
}

impl Asked<'_> {
    fn of(matter: Matter) -> Self {
        Self {
            matter,
            page: String::new(),
            code: None,
            judged: Judged::TRUSTED,
            books: Vec::new(),
            errands: Vec::new(),
            news: None,
            turn: None,
        }
    }
}

/// References and closed look-alikes are rarely met twice, and a book is rarely
/// outrun for long; this often means that someone plays with the button.
const ATTEMPTS: usize = 32;

impl Desk {
    /// Records what was sent, once and durably.
    pub(crate) async fn receive(&self, sent: Sent, edition: &Edition) -> Result<Received, Refusal> {
        let now = self.clock.now();
        let mut marks = self.marks(&sent);
        let mut judged = self.judged(&sent, edition, now)?;
        for attempt in 0..ATTEMPTS {
            let reference = Reference::new()?;
            let mut asked = match self.asked(&sent, edition, &reference, now).await {
                Ok(asked) => asked,
                Err(refusal) => return self.unless_repeated(&marks, refusal, now).await,
            };
            // Others wait until the book is written, or was outrun.
            let _turn = asked.turn.take();
            asked.judged = judged;
            let secret = Secret::new()?;
            let submission = self.submission(&sent, asked, edition, &secret, reference, &marks, now);
            match self.store.submit(submission).await? {
                Submitted::Recorded(request) => {
                    return Ok(Received { request: *request, secret, news: News::Recorded });
                }
                // Whoever took a request back, or was refused, may ask the same again.
                Submitted::Again(recalled) if marks.identity.is_none() && was_closed(&recalled.request, now) => {
                    marks.likeness = self.likeness_after(&marks, &recalled.request.reference);
                }
                Submitted::Again(recalled) => return Ok(self.again(recalled)),
                Submitted::KeyReused => return Err(Refusal::KeyReused),
                Submitted::TooMany { until } => return Err(Refusal::TooMany { until, now }),
                Submitted::Outrun => turn::pause(attempt).await,
                Submitted::Spent => judged = judged.without_proof(),
                Submitted::Taken => {}
            }
        }
        Err(Refusal::TooMany { until: now + LIKENESS_LIFE, now })
    }

    /// What the signs of a sending say; what staff type for others is not doubted.
    fn judged(&self, sent: &Sent, edition: &Edition, now: Timestamp) -> Result<Judged, Refusal> {
        let limits = edition.settings.limits;
        let judged = |fields: &Fields| doubt::judge(&sent.body, fields, limits, &self.key, now);
        Ok(match (sent.sender, edition.form(&sent.form)?) {
            (Sender::Staff, _) | (_, None) => Judged::TRUSTED,
            (Sender::Visitor(_), Some(AnyForm::Update(kind))) => judged(&kind.fields),
            (Sender::Visitor(_), Some(AnyForm::Declared(form))) => judged(&form.fields),
        })
    }

    async fn asked(
        &self,
        sent: &Sent,
        edition: &Edition,
        reference: &Reference,
        now: Timestamp,
    ) -> Result<Asked<'_>, Refusal> {
        match edition.form(&sent.form)?.ok_or(Refusal::UnknownForm)? {
            AnyForm::Update(kind) => self.asked_to_update(sent, &kind, edition),
            AnyForm::Declared(form) => match &form.workflow {
                Workflow::Register(settings) => {
                    let judging = Judging { sent, form: &form, settings, reference, now };
                    self.asked_to_register(judging, edition).await
                }
                Workflow::Order(settings) => {
                    let catalogue = edition.catalogue(&form, settings)?;
                    let judging = order::Judging { sent, form: &form, settings, catalogue: &catalogue, reference, now };
                    self.asked_to_order(judging, edition).await
                }
            },
        }
    }

    /// A request may be sent again after its page was changed by it: then it is
    /// the same request, though by now it would change nothing.
    async fn unless_repeated(&self, marks: &Marks, refusal: Refusal, now: Timestamp) -> Result<Received, Refusal> {
        let mark = match (&refusal, marks.identity) {
            (
                Refusal::Invalid(_)
                | Refusal::NotOffered { .. }
                | Refusal::Unchanged(_)
                | Refusal::Conflict(_)
                | Refusal::UnknownPage,
                Some(identity),
            ) => identity,
            (Refusal::Unchanged(_) | Refusal::Conflict(_), None) => marks.likeness,
            _ => return Err(refusal),
        };
        match self.store.recall(mark, now).await? {
            Some(recalled) if recalled.content != marks.content => Err(Refusal::KeyReused),
            Some(recalled) if marks.identity.is_some() || !was_closed(&recalled.request, now) => {
                Ok(self.again(recalled))
            }
            _ => Err(refusal),
        }
    }

    fn again(&self, recalled: Recalled) -> Received {
        let secret = Secret::unmasked(recalled.masked, &self.key, &recalled.request.reference);
        Received { request: *recalled.request, secret, news: News::Again }
    }

    fn marks(&self, sent: &Sent) -> Marks {
        let body = canonical(&sent.body);
        let content = self.key.digest(Purpose::Content, &[sent.form.as_bytes(), &body]);
        let network = match &sent.sender {
            Sender::Visitor(network) => network.as_bytes(),
            Sender::Staff => b"staff",
        };
        let likeness = self.key.digest(Purpose::Likeness, &[content.as_bytes(), network]);
        let identity = sent.key.as_ref().map(|key| self.key.digest(Purpose::Identity, &[key.as_bytes()]));
        Marks { identity, likeness, content }
    }

    fn likeness_after(&self, marks: &Marks, closed: &Reference) -> Digest {
        self.key.digest(Purpose::Likeness, &[marks.likeness.as_bytes(), closed.as_str().as_bytes()])
    }
}

/// A program that misspells a field is told so: to do nothing would look as if
/// nothing had to change. A browser sends more controls than there are fields.
fn check_keys(fields: &Fields, own: &[&str], sent: &Sent) -> Result<(), Refusal> {
    if sent.absence == Absence::Keeps {
        return Ok(());
    }
    let keys = sent.body.entries().iter().map(|entry| &entry.key);
    let is_known = |key: &str| key.starts_with('_') || fields.get(key).is_some() || own.contains(&key);
    let strange: Vec<String> = keys.filter(|key| !is_known(key)).cloned().collect();
    if strange.is_empty() {
        return Ok(());
    }
    let offered = fields.keys().chain(own.iter().copied()).map(str::to_owned).collect();
    Err(Refusal::NotOffered { strange, offered })
}

fn was_closed(request: &Request, now: Timestamp) -> bool {
    request.state(now).is_closed()
}

impl Desk {
    #[expect(clippy::too_many_arguments, reason = "each is one part of the record, known at one place")]
    fn submission(
        &self,
        sent: &Sent,
        asked: Asked<'_>,
        edition: &Edition,
        secret: &Secret,
        reference: Reference,
        marks: &Marks,
        now: Timestamp,
    ) -> Submission {
        let masked = secret.masked(&self.key, &reference);
        let (by, rate) = match sent.sender {
            Sender::Visitor(network) => {
                let (network, limits) = (network.on_the_day(&self.key, now), edition.settings.limits);
                (Who::Visitor, Some(Rate { network, most: limits.submissions, within: limits.window() }))
            }
            Sender::Staff => (Who::Staff, None),
        };
        let request = Request {
            reference,
            version: 1,
            form: sent.form.clone(),
            language: sent.language,
            channel: sent.channel,
            received_at: now,
            secret: secret.hash(),
            link: asked.news.map(|_| masked),
            proof: Proof::None,
            doubt: asked.judged.doubt,
            matter: asked.matter,
            history: vec![Event { at: now, by, deed: Deed::Received }],
        };
        let mut errands = asked.errands;
        errands.extend(asked.news.map(|news| errand::notice(&request, news, now)));
        Submission {
            request,
            marks: marks.clone(),
            masked,
            rate,
            code: asked.code,
            page: asked.page,
            books: asked.books,
            errands,
            spent: asked.judged.spent,
        }
    }
}
