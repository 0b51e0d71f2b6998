//! Orders: the lists of a day, their links, what merchants say on the phone. They
//! change no file.

use desk::lists::delivery::Delivery;
use desk::lists::preparation::Preparation;
use desk::reference::Reference;
use desk::workflow::State;
use desk::workflow::order::Step;
use jiff::civil::Date;

use super::{Error, Office};

impl Office {
    /// What a merchant prepares for a day.
    pub(crate) async fn preparation(&self, merchant: &str, day: Option<Date>) -> Result<Preparation, Error> {
        Ok(self.inbox.preparation(merchant, day).await?)
    }

    /// What a pick-up point hands over on a day.
    pub(crate) async fn delivery(&self, point: &str, day: Option<Date>) -> Result<Delivery, Error> {
        Ok(self.inbox.delivery(point, day).await?)
    }

    /// The secret link of a list, or another one in its place.
    pub(crate) async fn list_link(&self, key: &str, renew: bool) -> Result<String, Error> {
        if renew {
            self.inbox.renew_list_link(key).await?;
        }
        Ok(self.inbox.list_link(key).await?)
    }

    /// Notes where an order, or the part of one merchant, has come to.
    pub(crate) async fn advance(
        &self,
        reference: &Reference,
        merchant: Option<&str>,
        step: Step,
    ) -> Result<State, Error> {
        Ok(self.inbox.advance(reference, merchant, step).await?)
    }
}
