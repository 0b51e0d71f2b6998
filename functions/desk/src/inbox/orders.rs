//! The staff's side of orders: the lists of a day, their links, and what a
//! merchant without a device said on the phone.

use jiff::civil::Date;
use schema::form::order::slots::day_of;
use schema::types::text::{LongText, LongTextOptions};

use super::{Error, Inbox, not_ready};
use crate::lists::delivery::Delivery;
use crate::lists::preparation::Preparation;
use crate::lists::{Whose, list_path};
use crate::reference::Reference;
use crate::request::Who;
use crate::sessions::Untold;
use crate::workflow::State;
use crate::workflow::order::{Move, Step};

/// The reason of a refusal: a line that its sender reads.
const REASON: LongTextOptions = LongTextOptions { max_length: 300 };

impl From<Untold> for Error {
    fn from(untold: Untold) -> Self {
        match untold {
            Untold::NotReady(error) => not_ready(error),
            Untold::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}

impl Inbox {
    /// What a merchant prepares for a day, today unless said.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownList`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn preparation(&self, merchant: &str, day: Option<Date>) -> Result<Preparation, Error> {
        let day = day.unwrap_or_else(|| day_of(self.desk.clock.now()));
        let known = self.known(Whose::Merchant, merchant);
        let list = self.desk.preparation(known.as_deref().unwrap_or(merchant), day).await?;
        // Who sells no more is still asked for by those who ordered.
        if list.orders.is_empty() { known.map(|_| list) } else { Ok(list) }
    }

    /// What a pick-up point hands over on a day, today unless said.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownList`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn delivery(&self, point: &str, day: Option<Date>) -> Result<Delivery, Error> {
        let day = day.unwrap_or_else(|| day_of(self.desk.clock.now()));
        let known = self.known(Whose::Point, point);
        let sheet = self.desk.delivery(known.as_deref().unwrap_or(point), day).await?;
        if sheet.orders.is_empty() { known.map(|_| sheet) } else { Ok(sheet) }
    }

    /// The secret link of the list of a merchant, or of a pick-up point: a whole address.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownList`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn list_link(&self, key: &str) -> Result<String, Error> {
        let (whose, key) = self.whose(key)?;
        let secret = self.desk.list_key(whose, &key).await?;
        let edition = self.edition()?;
        let base = edition.settings.base_url.trim_end_matches('/');
        Ok(format!("{base}{}", list_path(whose, &key, &secret, None)))
    }

    /// Ends the link of a list: whoever has it sees nothing any more.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownList`], [`Error::NotReady`], [`Error::Unavailable`].
    pub async fn renew_list_link(&self, key: &str) -> Result<(), Error> {
        let (whose, key) = self.whose(key)?;
        self.desk.renew_list_key(whose, &key).await?;
        tracing::info!(list = whose.path(), key, "the link of a list was renewed");
        Ok(())
    }

    /// Does for a merchant, or for a pick-up point, what they said: for the part of
    /// one merchant, or for every part that is where it can be done.
    ///
    /// # Errors
    ///
    /// [`Error::Reason`], [`Error::NoReason`], [`Error::Illegal`], [`Error::Unknown`], [`Error::Unavailable`].
    pub async fn advance(&self, reference: &Reference, merchant: Option<&str>, step: Step) -> Result<State, Error> {
        if let Step::Refuse { reason } = &step {
            if reason.trim().is_empty() {
                return Err(Error::NoReason);
            }
            LongText::parse(reason, &REASON).map_err(Error::Reason)?;
        }
        let made = |merchant: &str| Move::Part { merchant: merchant.to_owned(), step: step.clone() };
        let merchant = merchant.map(|typed| self.known(Whose::Merchant, typed).unwrap_or_else(|_| typed.to_owned()));
        let moved = self.desk.make_order(reference, Who::Staff, |order| match &merchant {
            Some(merchant) => vec![made(merchant)],
            None => order.movable(&step).map(|part| made(&part.merchant)).collect(),
        });
        Ok(moved.await?.state(self.desk.clock.now()))
    }

    fn whose(&self, typed: &str) -> Result<(Whose, String), Error> {
        let merchant = self.known(Whose::Merchant, typed).map(|key| (Whose::Merchant, key));
        merchant.or_else(|_| self.known(Whose::Point, typed).map(|key| (Whose::Point, key)))
    }

    fn known(&self, whose: Whose, typed: &str) -> Result<String, Error> {
        let known = self.edition()?.list_named(whose, typed).map_err(not_ready)?;
        known.ok_or_else(|| Error::UnknownList(typed.to_owned()))
    }
}
