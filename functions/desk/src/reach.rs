//! How the sender of a request is reached: what they wrote where the form asks it.
//!
//! Architecture invariant: read from the record when it is needed, never copied.

use schema::words::Language;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::bundle::Edition;
use crate::request::Request;
use crate::workflow::Matter;

/// How someone is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Their name.
    pub name: Option<String>,
    /// Their phone, as it is dialled.
    pub phone: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Their postal address.
    pub address: Option<String>,
}

impl Reach {
    /// How the sender of this request is reached; nothing is known of the sender of
    /// a change of a page, who follows it by its link.
    pub(crate) fn of(request: &Request, edition: Option<&Edition>) -> Self {
        let answers = match &request.matter {
            Matter::Update(_) => return Self::default(),
            Matter::Register(register) => &register.answers,
            Matter::Order(order) => &order.answers,
        };
        let form = edition.and_then(|edition| edition.declared_form(&request.form).ok().flatten());
        let Some(form) = form else { return Self::default() };
        let contact = form.contact();
        let said = |key: Option<&String>| answers.get(key?).and_then(Json::as_str).map(str::to_owned);
        Self {
            name: said(Some(&contact.name)),
            phone: said(contact.phone.as_ref()),
            email: said(contact.email.as_ref()),
            address: said(contact.address.as_ref()),
        }
    }

    /// The way by which staff best reach them: a mail, a call, a letter.
    #[must_use]
    pub const fn channel(&self) -> Option<ReachedBy> {
        match self {
            Self { email: Some(_), .. } => Some(ReachedBy::Email),
            Self { phone: Some(_), .. } => Some(ReachedBy::Phone),
            Self { address: Some(_), .. } => Some(ReachedBy::Letter),
            _ => None,
        }
    }
}

impl Reach {
    /// The way that is left to staff when the program's mail is none.
    #[must_use]
    pub(crate) const fn without_program(&self) -> Option<ReachedBy> {
        match self {
            Self { phone: Some(_), .. } => Some(ReachedBy::Phone),
            Self { address: Some(_), .. } => Some(ReachedBy::Letter),
            Self { email: Some(_), .. } => Some(ReachedBy::Email),
            _ => None,
        }
    }
}

/// The way by which someone is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReachedBy {
    /// A mail, which the program sends.
    Email,
    /// A call.
    Phone,
    /// A letter.
    Letter,
}

impl ReachedBy {
    /// The name it has in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Letter => "letter",
        }
    }

    /// What people call it: how somebody is told.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Email, Language::French) => "par courriel",
            (Self::Email, Language::English) => "by mail",
            (Self::Phone, Language::French) => "par téléphone",
            (Self::Phone, Language::English) => "by phone",
            (Self::Letter, Language::French) => "par courrier",
            (Self::Letter, Language::English) => "by letter",
        }
    }
}
