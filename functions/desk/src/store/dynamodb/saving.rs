//! What is saved together, under the versions it was read at.

use super::item::{self, Expression};
use super::patience::{Patience, Trouble};
use super::table::{Action, Written};
use super::{DynamoDb, Stroke, book_key, book_put, errands, queue, request_key, request_row, stroke};
use crate::store::{Saved, Saving};
use crate::unavailable::Unavailable;

impl DynamoDb {
    pub(super) async fn saved(&self, saving: Saving) -> Result<Saved, Unavailable> {
        let stroke = stroke()?;
        super::patiently!(patience, self.save_once(&saving, stroke, &patience))
    }

    async fn save_once(&self, saving: &Saving, stroke: Stroke, patience: &Patience) -> Result<Saved, Trouble> {
        let written = self.table.write(actions(saving, stroke)?, patience).await?;
        // A version that moved may have been moved by an attempt whose answer was lost.
        let saved = written == Written::All || self.is_own(saving, stroke, patience).await?;
        Ok(if saved { Saved::Saved } else { Saved::Outrun })
    }

    async fn is_own(&self, saving: &Saving, stroke: Stroke, patience: &Patience) -> Result<bool, Trouble> {
        let request = saving.requests.first().map(|request| request_key(&request.reference));
        let Some(key) = request.or_else(|| saving.books.first().map(|book| book_key(&book.name))) else {
            return Ok(false);
        };
        let found = self.table.get(key, patience).await?;
        found.map_or(Ok(false), |item| Ok(item::bytes(&item, "stroke")? == stroke))
    }
}

fn actions(saving: &Saving, stroke: Stroke) -> Result<Vec<Action>, Trouble> {
    let mut actions = Vec::new();
    for read in &saving.requests {
        let mut request = read.clone();
        request.version += 1;
        let condition = Expression::new("#version = :read").number(":read", read.version);
        actions.push(Action::put_if(request_row(&request, stroke)?, condition));
        actions.extend(queue::moved(&request));
    }
    for book in &saving.books {
        actions.push(book_put(book, stroke)?);
    }
    actions.extend(saving.errands.iter().map(errands::put));
    let is_put = |id: &String| saving.errands.iter().any(|errand| errand.id == *id);
    // One transaction names an item once: an errand that is settled and put is put.
    actions.extend(saving.settled.iter().filter(|id| !is_put(id)).map(|id| errands::delete(id)));
    Ok(actions)
}
