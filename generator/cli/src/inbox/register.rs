//! Registrations: the sessions and their lists, who is to be warned, what a place
//! costs. They change no file.

use desk::inbox::{Announced, Blank, Error as Refusal, Rated, SessionList, Sessions, Warned};
use desk::reference::Reference;
use desk::workflow::register::SessionChange;
use schema::types::number::{Number, Options};
use schema::words::Language;

use super::export::Column;
use super::{Error, Office, plain_page};

impl Office {
    /// The sessions of all pages, in the order of their moments.
    pub(crate) async fn sessions(&self, which: Sessions) -> Result<Vec<Announced>, Error> {
        Ok(self.inbox.sessions(which).await?)
    }

    /// The list of a session, for who leads it.
    pub(crate) async fn session(&self, page: &str, id: &str, language: Language) -> Result<SessionList, Error> {
        Ok(self.inbox.session(plain_page(page), id, language).await?)
    }

    /// Who is to be warned, those who are reached in the same way together.
    pub(crate) async fn to_warn(&self) -> Result<Vec<Warned>, Error> {
        Ok(self.inbox.to_warn().await?)
    }

    /// Says that somebody was warned; of what, if there was anything.
    pub(crate) async fn warned(&self, reference: &Reference) -> Result<Option<SessionChange>, Error> {
        Ok(self.inbox.warned(reference).await?)
    }

    /// Takes the place that is offered to somebody who says yes to staff.
    pub(crate) async fn take(&self, reference: &Reference) -> Result<(), Error> {
        Ok(self.inbox.take(reference).await?)
    }

    /// Takes a request back for its sender, who says so to staff.
    pub(crate) async fn cancel(&self, reference: &Reference) -> Result<(), Error> {
        Ok(self.inbox.cancel(reference).await?)
    }

    /// Settles what a registration costs, for a quotient as it was typed.
    pub(crate) async fn rate(&self, reference: &Reference, typed: &str) -> Result<Rated, Error> {
        Ok(self.inbox.rate(reference, quotient(typed)?).await?)
    }

    /// The form that people register for a page by; without a name, the one about it.
    pub(crate) async fn registration(
        &self,
        form: Option<&str>,
        page: &str,
        language: Language,
    ) -> Result<Blank, Error> {
        Ok(self.inbox.registration(form, plain_page(page), language).await?)
    }

    /// The fields of a declared form, in its order; nothing for another form.
    pub(crate) fn columns(&self, form: &str, language: Language) -> Result<Option<Vec<Column>>, Error> {
        Ok(self.inbox.columns(form, language)?)
    }

    /// The form that a page has: the one that changes it, unless another is named or
    /// there is none.
    pub(super) async fn blank(&self, form: Option<&str>, page: &str, language: Language) -> Result<Blank, Error> {
        let of_page = || self.inbox.form(page, None);
        match form {
            None => match of_page() {
                Err(Refusal::UnknownPage(_)) => self.registration(None, page, language).await,
                blank => Ok(blank?),
            },
            Some(name) if name.starts_with("mise-a-jour-") => {
                let blank = of_page()?;
                if blank.form == name { Ok(blank) } else { Err(Refusal::UnknownPage(page.to_owned()).into()) }
            }
            Some(name) => {
                self.check_form(name).await?;
                self.registration(Some(name), page, language).await
            }
        }
    }
}

/// A quotient as an attestation writes it: to the cent, never below zero.
fn quotient(typed: &str) -> Result<Number, Error> {
    let zero = Number::parse("0", &Options::default()).ok();
    let options = Options { min: zero, max: None, decimals: 2 };
    Number::parse(typed, &options).map_err(Error::Quotient)
}

#[cfg(test)]
mod tests {
    use super::quotient;

    #[test]
    fn a_quotient_is_typed_as_it_is_read() {
        for (typed, read) in [("612", "612"), ("612,50", "612,5"), ("1 204.07", "1204,07"), ("0", "0")] {
            assert_eq!(quotient(typed).unwrap().to_text(), read);
        }
        for wrong in ["", "-1", "612,505", "beaucoup", "NaN"] {
            assert!(quotient(wrong).is_err(), "{wrong}");
        }
    }
}
