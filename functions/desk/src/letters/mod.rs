//! Letters: what a person is told, by mail, on the phone or on paper.
//!
//! One letter says what happened, where the request stands, what to do and until
//! when, by which reference it goes, and who answers. It is written when it is
//! sent, from the record as it is by then: what stands in it is true that day.
//!
//! Architecture invariant: pure. The link is in what goes to the person alone; who
//! is called is told the reference, and staff see no secret for it.

mod happened;
mod next;
pub(crate) mod order;

use jiff::Timestamp;
use schema::form::rate::Ground;
use schema::types::phone::Phone;
use schema::words::Language;

use crate::desk::Desk;
use crate::errand::News;
use crate::pages::moment;
use crate::pages::tracking::words::title;
use crate::pages::tracking::{self, register::provisional};
use crate::reach::Reach;
use crate::request::Request;
use crate::secret::Secret;
use crate::settings::Contact;
use crate::unavailable::Unavailable;
use crate::workflow::Matter;
use crate::workflow::register::Register;

/// What a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// In a line.
    pub(crate) subject: String,
    /// In whole.
    pub(crate) text: String,
}

/// Whether a letter holds the link by which the request is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// The person alone reads it.
    Written,
    /// Somebody reads it out.
    LeftOut,
}

/// Everything that a letter is written from.
#[derive(Debug)]
struct Writing<'a> {
    request: &'a Request,
    news: News,
    at: Timestamp,
    name: Option<&'a str>,
    contact: Option<&'a Contact>,
    /// The turn in the waiting list, from 1.
    turn: Option<usize>,
    link: Option<String>,
}

impl Desk {
    /// The letter that tells this of a request.
    pub(crate) async fn letter(
        &self,
        request: &Request,
        news: News,
        reach: &Reach,
        link: Link,
    ) -> Result<Letter, Unavailable> {
        let edition = self.bundle.edition().ok();
        let masked = request.link.filter(|_| link == Link::Written);
        let secret = masked.map(|masked| Secret::unmasked(masked, &self.key, &request.reference));
        let writing = Writing {
            request,
            news,
            at: self.clock.now(),
            name: reach.name.as_deref(),
            contact: edition.as_ref().and_then(|edition| edition.settings.contact.as_ref()),
            turn: self.seat(request).await?.and_then(|seat| seat.turn),
            link: secret.map(|secret| self.tracking_link(request, &secret)),
        };
        Ok(writing.letter())
    }
}

impl Writing<'_> {
    fn letter(&self) -> Letter {
        let language = self.request.language;
        let head = self.head();
        let subject = format!("{head} – {} – {}", self.request.subject(), self.request.reference);
        let mut parts = vec![greeting(self.name, language), happened::told(self.news, language).to_owned()];
        parts.push(self.about().join("\n"));
        parts.extend(self.reason());
        parts.extend(self.what_to_do());
        parts.push(self.by_what().join("\n"));
        parts.extend(self.service());
        parts.push(happened::signed(language).to_owned());
        Letter { subject, text: parts.join("\n\n") + "\n" }
    }

    /// The letter in a line: where the request stands, unless it stands as it did.
    fn head(&self) -> &'static str {
        match (self.news, self.request.language) {
            (News::Rated, Language::French) => "Votre tarif est fixé",
            (News::Rated, Language::English) => "Your price is set",
            (_, language) => title(self.request.state(self.at), language),
        }
    }

    /// What the request is about, line by line.
    fn about(&self) -> Vec<String> {
        match &self.request.matter {
            Matter::Update(update) => vec![update.title.clone()],
            Matter::Register(register) => session(register, self.request.language),
            Matter::Order(order) => order::lines(order, self.request.language),
        }
    }

    fn reason(&self) -> Option<String> {
        let reason = self.request.refusal()?;
        Some(match self.request.language {
            Language::French => format!("Motif\u{a0}: {reason}"),
            Language::English => format!("Reason: {reason}"),
        })
    }

    /// What the person may do now, a paragraph each.
    fn what_to_do(&self) -> Vec<String> {
        let language = self.request.language;
        let state = self.request.state(self.at);
        let mut lines = vec![match &self.request.matter {
            Matter::Order(order) => tracking::order::told(state, &order.total().words(language), language),
            Matter::Update(_) | Matter::Register(_) => next::told(state, &self.until(), language),
        }];
        lines.extend(self.turn.map(|turn| next::turn(turn, language)));
        if let Matter::Register(Register { quote: Some(quote), .. }) = &self.request.matter
            && quote.ground == Ground::Provisional
            && !state.is_closed()
        {
            lines.push(provisional(*quote, language));
        }
        if self.request.can_be_cancelled(self.at) {
            let link = if self.link.is_some() { Link::Written } else { Link::LeftOut };
            lines.push(next::how(link, language).to_owned());
        }
        lines
    }

    fn until(&self) -> String {
        let until = match &self.request.matter {
            Matter::Update(_) | Matter::Order(_) => None,
            Matter::Register(register) => register.offered_until(),
        };
        until.map(|until| moment(until, self.request.language)).unwrap_or_default()
    }

    fn by_what(&self) -> Vec<String> {
        let reference = &self.request.reference;
        let (reference, link) = match self.request.language {
            Language::French => (
                format!("Référence\u{a0}: {reference}"),
                self.link.as_ref().map(|link| {
                    format!("Suivre votre demande\u{a0}: {link}\nGardez ce lien pour vous\u{a0}: qui l’ouvre voit votre demande et peut l’annuler.")
                }),
            ),
            Language::English => (
                format!("Reference: {reference}"),
                self.link.as_ref().map(|link| {
                    format!("Follow your request: {link}\nKeep this link to yourself: whoever opens it sees your request and can cancel it.")
                }),
            ),
        };
        std::iter::once(reference).chain(link).collect()
    }

    fn service(&self) -> Option<String> {
        let contact = self.contact?;
        let language = self.request.language;
        let phone = contact.phone.as_ref().map(|phone| {
            let phone = Phone::parse(phone).map_or_else(|_| phone.clone(), |phone| phone.words(language));
            match language {
                Language::French => format!("Téléphone\u{a0}: {phone}"),
                Language::English => format!("Phone: {phone}"),
            }
        });
        let lines: Vec<String> = contact.service.iter().chain(&contact.address).cloned().chain(phone).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

fn greeting(name: Option<&str>, language: Language) -> String {
    match (name, language) {
        (Some(name), Language::French) => format!("Bonjour {name},"),
        (None, Language::French) => "Bonjour,".to_owned(),
        (Some(name), Language::English) => format!("Hello {name},"),
        (None, Language::English) => "Hello,".to_owned(),
    }
}

fn session(register: &Register, language: Language) -> Vec<String> {
    let name = match &register.session_label {
        Some(label) => format!("{}, {label}", register.title),
        None => register.title.clone(),
    };
    let cost = register.quote.map(|quote| match language {
        Language::French => format!("Tarif\u{a0}: {}", quote.words(language)),
        Language::English => format!("Price: {}", quote.words(language)),
    });
    [name, moment(register.starts_at, language)].into_iter().chain(cost).collect()
}

#[cfg(test)]
mod tests;
