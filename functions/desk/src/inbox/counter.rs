//! The counter: what staff type for people who came, called or wrote.
//!
//! Architecture invariant: it is judged and recorded as a visitor's own sending,
//! with the same reference and the same tracking page.

use schema::draw;
use schema::tree::Node;
use schema::words::Language;

use super::{Error, Inbox, not_ready};
use crate::pages::form;
use crate::pages::notice::Notice;
use crate::reception::{Absence, Refusal, Sender, Sent};
use crate::reference::Reference;
use crate::request::Channel;

/// What staff typed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The form: `mise-a-jour-commerce`.
    pub form: String,
    /// The controls as the form sends them, `_page` included.
    pub body: Node,
    /// How it came.
    pub channel: Channel,
    /// The language its sender reads.
    pub language: Language,
}

/// What the slip for the person says.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// What everybody calls the request.
    pub reference: Reference,
    /// Where its sender follows it, from the root of the site.
    pub tracking_url: String,
}

impl Inbox {
    /// Records what staff typed. The same content again within ten minutes is
    /// the same request.
    ///
    /// # Errors
    ///
    /// [`Error::Refused`] with every fault, [`Error::UnknownPage`],
    /// [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn record(&self, entry: Entry) -> Result<Recorded, Error> {
        let language = entry.language;
        let key = entry.body.get("_key").and_then(Node::as_text).map(str::to_owned);
        let sent = Sent {
            form: entry.form,
            body: entry.body,
            absence: Absence::Keeps,
            key,
            language,
            channel: entry.channel,
            sender: Sender::Staff,
        };
        let edition = self.edition()?;
        let received = self.desk.receive(sent, &edition).await.map_err(|refusal| refused(refusal, language))?;
        tracing::info!(form = %received.request.form, channel = received.request.channel.code(), "a request was entered by staff");
        let tracking_url = self.desk.tracking_url(&received.request, &received.secret);
        Ok(Recorded { reference: received.request.reference, tracking_url })
    }
}

fn refused(refusal: Refusal, language: Language) -> Error {
    let plain = |message: String| Error::Refused { message, faults: Vec::new() };
    match refusal {
        Refusal::UnknownForm => plain(Notice::UnknownForm.message(language)),
        Refusal::NoPage | Refusal::UnknownPage => plain(Notice::UnknownPage.message(language)),
        Refusal::KeyReused => plain(Notice::KeyReused.message(language)),
        Refusal::Unchanged(_) => plain(form::unchanged_message(language).to_owned()),
        Refusal::TooMany { until, now } => {
            plain(Notice::TooMany { seconds: until.as_second() - now.as_second() }.message(language))
        }
        Refusal::NotReady(error) => not_ready(error),
        Refusal::Unavailable(unavailable) => Error::Unavailable(unavailable),
        Refusal::Invalid(invalid) => {
            let told = |fault: &schema::fault::Fault| {
                (fault.path.to_string(), draw::message(&invalid.kind.fields, fault, language))
            };
            Error::Refused {
                message: form::invalid_message(language).to_owned(),
                faults: invalid.faults.iter().map(told).collect(),
            }
        }
    }
}
