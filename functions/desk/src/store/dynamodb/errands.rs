//! Errands: found by their time, claimed by one.

use jiff::Timestamp;

use super::item::{self, Expression, Item, Row, alone, partition};
use super::patience::{Patience, Trouble};
use super::table::{Action, MOST, Query, Written};
use super::{DynamoDb, stroke};
use crate::store::{Errand, Lane};
use crate::unavailable::Unavailable;

/// The index by lane and time: keys alone, and a moment late.
const INDEX: &str = "errands";

pub(super) fn put(errand: &Errand) -> Action {
    let row = key(&errand.id).text("id", &errand.id).text("lane", errand.lane.code()).moment("due", errand.due);
    Action::put(row.number("tries", errand.tries).text("task", errand.task.to_string()))
}

pub(super) fn delete(id: &str) -> Action {
    Action::Delete(key(id))
}

fn key(id: &str) -> Row {
    alone(&partition("errand", id))
}

fn read(item: &Item, lane: Lane) -> Result<Errand, Trouble> {
    Ok(Errand {
        id: item::text(item, "id")?.to_owned(),
        lane,
        due: item::moment(item, "due")?,
        tries: item::number(item, "tries")?,
        task: item::json(item, "task")?,
    })
}

impl DynamoDb {
    pub(super) async fn due(&self, lane: Lane, until: Timestamp, limit: u32) -> Result<Vec<Errand>, Unavailable> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let (mut due, mut after) = (Vec::new(), None);
        while due.len() < limit {
            let asked = (limit - due.len()).min(MOST);
            let (errands, rest) =
                super::patiently!(patience, self.some_due(lane, until, after.clone(), asked, &patience))?;
            due.extend(errands);
            if rest.is_none() {
                break;
            }
            after = rest;
        }
        due.sort_by(|a: &Errand, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        Ok(due)
    }

    /// A page of the index, each errand looked up as it is now.
    async fn some_due(
        &self,
        lane: Lane,
        until: Timestamp,
        after: Option<Item>,
        limit: usize,
        patience: &Patience,
    ) -> Result<(Vec<Errand>, Option<Item>), Trouble> {
        let fits = Expression::new("#lane = :lane AND #due <= :until")
            .text(":lane", lane.code())
            .number(":until", until.as_millisecond());
        let query = Query { index: Some(INDEX), fits, only: None, after, limit };
        let (found, rest) = self.table.page(&query, patience).await?;
        let partitions = found.iter().map(|item| item::text(item, "pk")).collect::<Result<Vec<_>, _>>()?;
        let items = self.table.get_all(partitions.iter().map(|partition| alone(partition)).collect(), patience).await?;
        let mut errands = Vec::new();
        for item in partitions.iter().filter_map(|partition| items.get(*partition)) {
            let errand = read(item, lane)?;
            if item::text(item, "lane")? == lane.code() && errand.due <= until {
                errands.push(errand);
            }
        }
        Ok((errands, rest))
    }

    pub(super) async fn claimed(&self, errand: Errand, until: Timestamp) -> Result<bool, Unavailable> {
        let stroke = stroke()?.to_vec();
        let change = Expression::new("SET #due = :until, #stroke = :stroke ADD #tries :one")
            .number(":until", until.as_millisecond())
            .bytes(":stroke", stroke.clone())
            .number(":one", 1);
        let condition = Expression::new("#due = :due AND #tries = :tries")
            .number(":due", errand.due.as_millisecond())
            .number(":tries", errand.tries);
        let action = Action::Update(key(&errand.id), change, condition);
        super::patiently!(patience, self.claim_once(&errand.id, &action, &stroke, &patience))
    }

    async fn claim_once(&self, id: &str, action: &Action, stroke: &[u8], patience: &Patience) -> Result<bool, Trouble> {
        if self.table.write(vec![action.clone()], patience).await? == Written::All {
            return Ok(true);
        }
        // An attempt whose answer was lost has left its stroke.
        let found = self.table.get(key(id), patience).await?;
        Ok(found.is_some_and(|item| item::bytes(&item, "stroke").is_ok_and(|left| left == stroke)))
    }
}
