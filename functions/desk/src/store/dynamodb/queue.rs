//! The queue: lines in the order of reception, a partition for each kind of list.

use super::item::{self, Expression, Row, partition};
use super::patience::{Patience, Trouble};
use super::table::{Action, MOST, Query};
use super::{DynamoDb, request_key};
use crate::reference::Reference;
use crate::request::Request;
use crate::store::Which;
use crate::unavailable::Unavailable;

/// The lines of a request that is new.
pub(super) fn lines(request: &Request) -> impl Iterator<Item = Action> {
    let all = Action::put(line(Which::All, request));
    let others = [Which::Open, Which::Pending].into_iter().filter(|which| belongs(*which, request));
    std::iter::once(all).chain(others.map(|which| Action::put(line(which, request))).collect::<Vec<_>>())
}

/// The lines of a request that was moved: it may enter a list or leave one.
pub(super) fn moved(request: &Request) -> impl Iterator<Item = Action> {
    [Which::Open, Which::Pending].into_iter().map(move |which| {
        let line = line(which, request);
        if belongs(which, request) { Action::put(line) } else { Action::Delete(line) }
    })
}

fn belongs(which: Which, request: &Request) -> bool {
    match which {
        Which::Open => request.is_open(),
        Which::Pending => request.is_pending(),
        Which::All => true,
    }
}

fn line(which: Which, request: &Request) -> Row {
    Row::at(&list(which), &place(request.received_at.as_millisecond(), &request.reference))
}

fn list(which: Which) -> String {
    let name = match which {
        Which::Open => "open",
        Which::Pending => "pending",
        Which::All => "all",
    };
    partition("queue", name)
}

/// Where a request stands: texts in this form sort as moments do.
fn place(received_at: i64, reference: &Reference) -> String {
    format!("{:015}#{reference}", received_at.max(0))
}

impl DynamoDb {
    pub(super) async fn listed(
        &self,
        which: Which,
        after: Option<Reference>,
        limit: u32,
    ) -> Result<Vec<Request>, Unavailable> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut from = String::new();
        if let Some(after) = after {
            let Some(place) = super::patiently!(patience, self.place_of(&after, &patience))? else {
                return Ok(Vec::new());
            };
            from = place;
        }
        let mut listed = Vec::new();
        while listed.len() < limit {
            let asked = (limit - listed.len()).min(MOST);
            let (requests, last) = super::patiently!(patience, self.some(which, &from, asked, &patience))?;
            listed.extend(requests);
            let Some(last) = last else { break };
            from = last;
        }
        Ok(listed)
    }

    async fn place_of(&self, reference: &Reference, patience: &Patience) -> Result<Option<String>, Trouble> {
        let found = self.table.get(request_key(reference), patience).await?;
        found.map(|item| Ok(place(item::number(&item, "received_at")?, reference))).transpose()
    }

    /// The next requests of a list, and the place of the last line that was looked
    /// at, while there may be others.
    async fn some(
        &self,
        which: Which,
        from: &str,
        limit: usize,
        patience: &Patience,
    ) -> Result<(Vec<Request>, Option<String>), Trouble> {
        let fits = Expression::new("#pk = :list AND #sk > :from").text(":list", list(which)).text(":from", from);
        // No place is empty, so that the first page begins before them all.
        let fits = if from.is_empty() { Expression::new("#pk = :list").text(":list", list(which)) } else { fits };
        let (lines, rest) =
            self.table.page(&Query { index: None, fits, only: None, after: None, limit }, patience).await?;
        let places = lines.iter().map(|line| item::text(line, "sk")).collect::<Result<Vec<_>, _>>()?;
        let references = places.iter().filter_map(|place| place.split_once('#')?.1.parse::<Reference>().ok());
        let references: Vec<_> = references.collect();
        let last = rest.and_then(|_| places.last().map(|place| (*place).to_owned()));
        Ok((self.records(which, &references, patience).await?, last))
    }

    /// The records of these lines, in their order. One that can't be read is told
    /// and left out: it must not take the others with it.
    async fn records(
        &self,
        which: Which,
        references: &[Reference],
        patience: &Patience,
    ) -> Result<Vec<Request>, Trouble> {
        let keys = references.iter().map(request_key).collect();
        let found = self.table.get_all(keys, patience).await?;
        let mut records = Vec::new();
        for reference in references {
            let Some(item) = found.get(&partition("request", reference.as_str())) else { continue };
            match item::json::<Request>(item, "record") {
                Ok(request) if belongs(which, &request) => records.push(request),
                Ok(_) => {}
                Err(_) => {
                    tracing::error!(request = %reference, "a record can't be read: the queue is listed without it");
                }
            }
        }
        Ok(records)
    }
}
