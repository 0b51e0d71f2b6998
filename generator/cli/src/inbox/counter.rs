//! What staff type for people who came, called or wrote.
//!
//! Architecture invariant: nothing is judged here; the desk judges what staff
//! type as it judges what visitors send. Only a key that no control of the form
//! has is told first: a form can't send one, a command line can.

use desk::inbox::{Absence, Blank, Entry, Listed, Recorded, Slip};
use desk::reference::Reference;
use desk::request::Channel;
use schema::tree::{Content, Node};
use schema::words::Language;

use super::{Error, Office, plain_page};

/// How people bring what staff type, in the order it is offered.
pub(crate) const CHANNELS: [Channel; 3] = [Channel::Counter, Channel::Phone, Channel::Paper];

/// What staff typed for a person.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    /// The page, by its place under the content or by its file.
    pub(crate) page: String,
    /// The form, unless it is the one that the page has.
    pub(crate) form: Option<String>,
    pub(crate) body: Node,
    pub(crate) absence: Absence,
    pub(crate) channel: Channel,
    pub(crate) language: Language,
}

impl Office {
    /// Every page that people may ask to change.
    pub(crate) fn sheets(&self) -> Result<Vec<Listed>, Error> {
        Ok(self.inbox.sheets()?)
    }

    /// The form of a page, filled with what is published or with what was typed.
    pub(crate) fn form(&self, page: &str, typed: Option<&Node>) -> Result<Blank, Error> {
        Ok(self.inbox.form(page, typed)?)
    }

    /// Records what staff typed.
    pub(crate) async fn record(&self, typed: Typed) -> Result<Recorded, Error> {
        let Typed { page, form, body, absence, channel, language } = typed;
        if !matches!(body.content, Content::Map(_)) {
            return Err(Error::Body);
        }
        let blank = self.blank(form.as_deref(), plain_page(&page), language).await?;
        check_keys(&blank, &body)?;
        let own = ("_page".to_owned(), Node::text(&blank.listed.page));
        let others = body.entries().iter().filter(|entry| entry.key != "_page");
        let body = Node::map(std::iter::once(own).chain(others.map(|entry| (entry.key.clone(), entry.value.clone()))));
        Ok(self.inbox.record(Entry { form: blank.form, body, absence, channel, language }).await?)
    }

    /// The slip of a request, for whoever holds the key of its tracking link.
    pub(crate) async fn slip(&self, reference: &Reference, key: &str) -> Result<Slip, Error> {
        Ok(self.inbox.slip(reference, key).await?)
    }
}

fn check_keys(blank: &Blank, body: &Node) -> Result<(), Error> {
    let keys = body.entries().iter().map(|entry| &entry.key);
    let strange: Vec<String> =
        keys.filter(|key| !key.starts_with('_') && blank.fields.get(key).is_none()).cloned().collect();
    if strange.is_empty() {
        return Ok(());
    }
    Err(Error::NotOffered { strange, offered: blank.fields.keys().map(str::to_owned).collect() })
}
