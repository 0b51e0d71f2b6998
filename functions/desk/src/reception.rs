//! Reception: from what was sent to a recorded request, or to why not.
//!
//! The door and the staff's counter both come through here, so that a request
//! typed by staff is judged and recorded as the visitor's own.
//!
//! Architecture invariant: nothing here knows HTTP. A refusal leaves nothing
//! behind: no record, no mark, no count.

use std::sync::Arc;

use jiff::Timestamp;
use schema::fault::Fault;
use schema::field::Fields;
use schema::kind::Kind;
use schema::tree::Node;
use schema::update::Change;
use schema::words::Language;

use crate::bundle::{self, Edition, Sheet};
use crate::code::{self, Proof};
use crate::content::canonical;
use crate::desk::Desk;
use crate::doubt::{self, Judged};
use crate::key::{Digest, Purpose};
use crate::network::Network;
use crate::reference::Reference;
use crate::request::{Channel, Event, Request, Who};
use crate::secret::Secret;
use crate::store::{LIKENESS_LIFE, Marks, Rate, Recalled, Submission, Submitted};
use crate::unavailable::Unavailable;
use crate::workflow::update::{Decision, Update};
use crate::workflow::{Deed, Matter, State};

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
    /// The page is not there, or can't be changed by this form.
    UnknownPage,
    /// These keys are no field of the form.
    NotOffered { strange: Vec<String>, offered: Vec<String> },
    /// The values have faults.
    Invalid(Box<Invalid>),
    /// Nothing would change.
    Unchanged(Box<Sheet>),
    /// The sender's key was used for something else.
    KeyReused,
    /// Too much came from the same network.
    TooMany { until: Timestamp, now: Timestamp },
    /// The bundle is not there.
    NotReady(bundle::Error),
    /// The store does not answer.
    Unavailable(Unavailable),
}

/// What has faults, and everything its form needs to be shown again.
#[derive(Debug)]
pub(crate) struct Invalid {
    pub(crate) kind: Arc<Kind>,
    pub(crate) sheet: Sheet,
    pub(crate) body: Node,
    pub(crate) faults: Vec<Fault>,
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

/// What is asked, once it was found to be right.
struct Asked {
    update: Update,
    rate: Option<Rate>,
    code: Option<Digest>,
    judged: Judged,
}

/// References and closed look-alikes are rarely met twice; this often means that
/// someone plays with the button.
const ATTEMPTS: usize = 32;

impl Desk {
    /// Records what was sent, once and durably.
    pub(crate) async fn receive(&self, sent: Sent, edition: &Edition) -> Result<Received, Refusal> {
        let now = self.clock.now();
        let marks = self.marks(&sent);
        match self.asked(&sent, edition, now) {
            Ok(asked) => self.record(&sent, marks, &asked, now).await,
            Err(refusal) => self.unless_repeated(&marks, refusal, now).await,
        }
    }

    fn asked(&self, sent: &Sent, edition: &Edition, now: Timestamp) -> Result<Asked, Refusal> {
        let (kind, sheet, changes) = changes(sent, edition)?;
        let takes_code = kind.takes_code();
        let typed = sent.body.get("_code").and_then(Node::as_text).filter(|_| takes_code);
        let code = typed.and_then(|typed| code::typed(&self.key, &sheet.page, typed));
        let limits = edition.settings.limits;
        let (rate, judged) = match sent.sender {
            Sender::Visitor(network) => {
                let network = network.on_the_day(&self.key, now);
                let rate = Rate { network, most: limits.submissions, within: limits.window() };
                (Some(rate), doubt::judge(&sent.body, &kind.fields, limits, &self.key, now))
            }
            Sender::Staff => (None, Judged::TRUSTED),
        };
        Ok(Asked { update: update(&kind, sheet, &changes), rate, code, judged })
    }

    async fn record(&self, sent: &Sent, mut marks: Marks, asked: &Asked, now: Timestamp) -> Result<Received, Refusal> {
        let mut judged = asked.judged;
        for _ in 0..ATTEMPTS {
            let secret = Secret::new()?;
            let mut request = request(sent, asked, &secret, Reference::new()?, now);
            request.doubt = judged.doubt;
            let submission = Submission {
                masked: secret.masked(&self.key, &request.reference),
                request,
                marks: marks.clone(),
                rate: asked.rate,
                code: asked.code,
                page: asked.update.page.clone(),
                books: Vec::new(),
                errands: Vec::new(),
                spent: judged.spent,
            };
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
                Submitted::Spent => judged = judged.without_proof(),
                Submitted::Taken | Submitted::Outrun => {}
            }
        }
        Err(Refusal::TooMany { until: now + LIKENESS_LIFE, now })
    }

    /// A request may be sent again after its page was changed by it: then it is
    /// the same request, though by now it would change nothing.
    async fn unless_repeated(&self, marks: &Marks, refusal: Refusal, now: Timestamp) -> Result<Received, Refusal> {
        let mark = match (&refusal, marks.identity) {
            (
                Refusal::Invalid(_) | Refusal::NotOffered { .. } | Refusal::Unchanged(_) | Refusal::UnknownPage,
                Some(identity),
            ) => identity,
            (Refusal::Unchanged(_), None) => marks.likeness,
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

fn changes(sent: &Sent, edition: &Edition) -> Result<(Arc<Kind>, Sheet, Vec<Change>), Refusal> {
    let kind = edition.form(&sent.form)?.ok_or(Refusal::UnknownForm)?;
    let fields = kind.update_fields().ok_or(Refusal::UnknownForm)?;
    let page = sent.body.get("_page").and_then(Node::as_text).ok_or(Refusal::NoPage)?;
    let sheet = edition.sheet(page)?.filter(|sheet| sheet.kind == kind.name).ok_or(Refusal::UnknownPage)?;
    check_keys(&fields, sent)?;
    let body = match sent.absence {
        Absence::Keeps => schema::update::complete(&fields, &sent.body, &sheet.published()),
        Absence::Removes => sent.body.clone(),
    };
    match schema::update::read(&fields, &body, &sheet.published()) {
        Ok(changes) if changes.is_empty() => Err(Refusal::Unchanged(Box::new(sheet))),
        Ok(changes) => Ok((kind, sheet, changes)),
        Err(faults) => Err(Refusal::Invalid(Box::new(Invalid { kind, sheet, body, faults }))),
    }
}

/// A program that misspells a field is told so: to do nothing would look as if
/// nothing had to change. A browser sends more controls than there are fields.
fn check_keys(fields: &Fields, sent: &Sent) -> Result<(), Refusal> {
    if sent.absence == Absence::Keeps {
        return Ok(());
    }
    let keys = sent.body.entries().iter().map(|entry| &entry.key);
    let strange: Vec<String> = keys.filter(|key| !key.starts_with('_') && fields.get(key).is_none()).cloned().collect();
    if strange.is_empty() {
        return Ok(());
    }
    Err(Refusal::NotOffered { strange, offered: fields.keys().map(str::to_owned).collect() })
}

fn was_closed(request: &Request, now: Timestamp) -> bool {
    matches!(request.state(now), State::Refused | State::Cancelled)
}

fn update(kind: &Kind, sheet: Sheet, changes: &[Change]) -> Update {
    Update {
        page: sheet.page,
        kind: kind.name.clone(),
        title: sheet.title,
        url: sheet.url,
        changes: changes.iter().map(Change::to_json).collect(),
        decision: Decision::Open,
        pending: None,
        made: None,
    }
}

fn request(sent: &Sent, asked: &Asked, secret: &Secret, reference: Reference, now: Timestamp) -> Request {
    let by = match sent.sender {
        Sender::Visitor(_) => Who::Visitor,
        Sender::Staff => Who::Staff,
    };
    Request {
        reference,
        version: 1,
        form: sent.form.clone(),
        language: sent.language,
        channel: sent.channel,
        received_at: now,
        secret: secret.hash(),
        proof: Proof::None,
        doubt: None,
        matter: Matter::Update(asked.update.clone()),
        history: vec![Event { at: now, by, deed: Deed::Received }],
    }
}
