//! The forms that people register by, for staff to fill in: which pages have
//! one, which sessions are open, what is left of them.

use schema::fault::Fault;
use schema::field::Field;
use schema::form::{Form, Workflow};
use schema::tree::Node;
use schema::words::Language;

use super::counter::{Blank, Listed};
use super::{Error, Inbox, not_ready};
use crate::bundle::Sheet;
use crate::reception::Again;
use crate::workflow::places::Places;
use crate::workflow::register::book;

/// What is left of a session that people can register for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What it is known by.
    pub session: String,
    /// Its name and its moment.
    pub words: String,
    /// How many places can be had now: none while anybody waits.
    pub places: u32,
    /// How many more may wait.
    pub turns: u32,
}

impl Inbox {
    /// The forms that `content/_forms` declares.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`].
    pub fn forms(&self) -> Result<Vec<String>, Error> {
        let declared = self.edition()?.declared_forms().map_err(not_ready)?;
        Ok(declared.iter().map(|form| form.name.clone()).collect())
    }

    /// The fields of a declared form, each with what people call it.
    ///
    /// # Errors
    ///
    /// [`Error::NotReady`].
    pub fn columns(&self, form: &str, language: Language) -> Result<Option<Vec<(String, String)>>, Error> {
        let form = self.edition()?.declared_form(form).map_err(not_ready)?;
        let column = |field: &Field| (field.key.clone(), field.label.in_language(language).to_owned());
        Ok(form.map(|form| form.fields.iter().map(column).collect()))
    }

    /// Every page that people can register for at this moment.
    pub(super) fn registrations(&self) -> Result<Vec<Listed>, Error> {
        let edition = self.edition()?;
        let now = self.desk.clock.now();
        let mut listed = Vec::new();
        for form in edition.declared_forms().map_err(not_ready)? {
            for sheet in edition.sheets().map_err(not_ready)?.into_iter().filter(|sheet| form.is_about(&sheet.kind)) {
                let sessions = edition.sessions(&form, &sheet.page).map_err(not_ready)?;
                if sessions.iter().any(|session| session.is_open(now)) {
                    listed.push(about(sheet, &form));
                }
            }
        }
        Ok(listed)
    }

    /// The form that people register for a page by, with its open sessions;
    /// without a name, the one form that is about the page.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownPage`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn registration(&self, form: Option<&str>, page: &str, language: Language) -> Result<Blank, Error> {
        let edition = self.edition()?;
        let unknown = || Error::UnknownPage(page.to_owned());
        let sheet = edition.sheet(page).map_err(not_ready)?.ok_or_else(unknown)?;
        let mut forms = edition.declared_forms().map_err(not_ready)?.into_iter();
        let is_it = |declared: &Form| form.is_none_or(|name| declared.name == name) && declared.is_about(&sheet.kind);
        let form = forms.find(|declared| is_it(declared)).ok_or_else(unknown)?;
        let Workflow::Register(settings) = &form.workflow else { return Err(unknown()) };
        let now = self.desk.clock.now();
        let mut open = edition.sessions(&form, page).map_err(not_ready)?;
        open.retain(|session| session.is_open(now));
        Ok(Blank {
            form: form.name.clone(),
            fields: settings.fields(&form.fields, &open, language),
            base: None,
            sent: Node::map(std::iter::empty::<(String, Node)>()),
            code: None,
            faults: Vec::new(),
            left: self.left(&form, page, language).await?,
            listed: about(sheet, &form),
        })
    }

    /// What is left of the open sessions of a page.
    async fn left(&self, form: &Form, page: &str, language: Language) -> Result<Vec<Left>, Error> {
        let now = self.desk.clock.now();
        let mut left = Vec::new();
        let sessions = self.edition()?.sessions(form, page).map_err(not_ready)?;
        for session in sessions.into_iter().filter(|session| session.is_open(now)) {
            let book = self.desk.store.book(book(&form.name, page, &session.id)).await?;
            let places = Places::of(&book)?;
            let (taken, waiting) = (places.taken(now), places.waiting());
            left.push(Left {
                words: session.words(language),
                places: if waiting == 0 { session.capacity.saturating_sub(taken) } else { 0 },
                turns: session.waiting.saturating_sub(waiting),
                session: session.id,
            });
        }
        Ok(left)
    }

    /// The form of a registration that was refused, with all that was typed.
    pub(super) async fn again(&self, again: &Again, faults: Vec<Fault>, language: Language) -> Option<Box<Blank>> {
        let blank = self.registration(Some(&again.form), again.page.as_deref()?, language).await.ok()?;
        Some(Box::new(Blank { sent: again.held.clone(), faults, ..blank }))
    }
}

fn about(sheet: Sheet, form: &Form) -> Listed {
    Listed {
        page: sheet.page,
        title: sheet.title,
        kind: sheet.kind,
        form: form.name.clone(),
        asks: Some(form.title.clone()),
    }
}
