//! The slip: what a person who can't open the tracking page takes home.
//!
//! Architecture invariant: the secret is never found here, only recognised:
//! whoever asks for a slip holds the link already.

use jiff::Timestamp;
use schema::form::rate::Quote;
use schema::words::Language;

use super::{Error, Inbox};
use crate::reference::Reference;
use crate::request::{Channel, Request};
use crate::secret::Secret;
use crate::settings::Contact;
use crate::told::{self, ToldField};
use crate::workflow::{Matter, State};

/// Everything that a slip says.
#[derive(Clone, Debug)]
pub struct Slip {
    /// What everybody calls the request.
    pub reference: Reference,
    /// When it came.
    pub received_at: Timestamp,
    /// How it came.
    pub channel: Channel,
    /// The title of the page.
    pub subject: String,
    /// What is asked, field by field.
    pub fields: Vec<ToldField>,
    /// Where its sender follows it: a whole address.
    pub tracking_link: String,
    /// The service that answers for it, when the settings name one.
    pub service: Service,
    /// The language its sender reads.
    pub language: Language,
    /// Where a registration stands.
    pub seat: Option<Seat>,
}

/// Where a registration stands, and what it costs.
#[derive(Clone, Debug)]
pub struct Seat {
    /// How far it is.
    pub state: State,
    /// What the session is called.
    pub session: Option<String>,
    /// When it begins.
    pub starts_at: Timestamp,
    /// The turn of who waits, from 1.
    pub turn: Option<usize>,
    /// What it costs.
    pub quote: Option<Quote>,
}

/// The service that deals with what comes in.
#[derive(Clone, Debug, Default)]
pub struct Service {
    /// What it is called.
    pub name: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// Its phone, as the settings write it.
    pub phone: Option<String>,
}

impl Inbox {
    /// The slip of a request, for whoever holds the key of its tracking link.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] for another key as for another reference,
    /// [`Error::Unavailable`].
    pub async fn slip(&self, reference: &Reference, key: &str) -> Result<Slip, Error> {
        let request = self.desk.found(reference).await?;
        let secret = Secret::from_link(key).filter(|secret| request.secret.is_of(secret));
        let secret = secret.ok_or_else(|| Error::Unknown(reference.clone()))?;
        let tracking_link = self.desk.tracking_link(&request, &secret);
        let edition = self.desk.bundle.edition().ok();
        let turn = self.desk.seat(&request).await?.and_then(|seat| seat.turn);
        Ok(Slip {
            seat: seat(&request, turn, self.desk.clock.now()),
            fields: told::of(&request, edition.as_deref(), request.language),
            subject: request.subject().to_owned(),
            service: edition.and_then(|edition| edition.settings.contact.clone()).into(),
            language: request.language,
            channel: request.channel,
            received_at: request.received_at,
            reference: request.reference,
            tracking_link,
        })
    }
}

fn seat(request: &Request, turn: Option<usize>, at: Timestamp) -> Option<Seat> {
    let Matter::Register(register) = &request.matter else { return None };
    Some(Seat {
        state: register.state(at),
        session: register.session_label.clone(),
        starts_at: register.starts_at,
        quote: register.quote,
        turn,
    })
}

impl From<Option<Contact>> for Service {
    fn from(contact: Option<Contact>) -> Self {
        let Contact { service, address, phone } = contact.unwrap_or_default();
        Self { name: service, address, phone }
    }
}
