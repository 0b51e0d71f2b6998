//! The table as it is asked: one item, several, a page of a partition, and a
//! transaction. Each function asks once. What the SDK does for an answer takes
//! kilobytes of state, so it is put on the heap.
//!
//! Architecture invariant: what is read here is read as it is now, never as an
//! older copy has it, but for the index of errands, whose finds are looked up.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{CancellationReason, Delete, KeysAndAttributes, Put, TransactWriteItem, Update};

use super::item::{self, Expression, Item, Row, names};
use super::patience::{Patience, Trouble, trouble};

/// What one transaction, or one reading of several items, may name.
pub(super) const MOST: usize = 100;

/// What became of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// All of it is there.
    All,
    /// A condition did not hold: nothing is.
    Nothing,
}

/// The table.
pub(super) struct Table {
    pub(super) client: Client,
    pub(super) name: String,
}

impl Table {
    /// One item by its key. It is asked for as one of several: a reading of its own
    /// would be as much program again, in a function that counts its bytes.
    pub(super) async fn get(&self, key: Row, patience: &Patience) -> Result<Option<Item>, Trouble> {
        Ok(self.get_all(vec![key], patience).await?.into_values().next())
    }

    /// Several items by their keys, under their partitions; those that are not
    /// there are left out.
    pub(super) async fn get_all(&self, keys: Vec<Row>, patience: &Patience) -> Result<HashMap<String, Item>, Trouble> {
        let mut found = HashMap::new();
        for keys in keys.chunks(MOST) {
            let mut rest = Some(keys.iter().cloned().map(Row::item).collect::<Vec<_>>());
            while let Some(keys) = rest.take() {
                rest = self.get_some(keys, &mut found, patience).await?;
            }
        }
        Ok(found)
    }

    /// The keys that the server left for another time.
    async fn get_some(
        &self,
        keys: Vec<Item>,
        found: &mut HashMap<String, Item>,
        patience: &Patience,
    ) -> Result<Option<Vec<Item>>, Trouble> {
        let asked = keys.len();
        let keys = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true).build();
        let keys = keys.map_err(|_| malformed())?;
        let asking = self.client.batch_get_item().request_items(&self.name, keys);
        let answer = patience.once(Box::pin(asking.send())).await?;
        for item in answer.responses.unwrap_or_default().remove(&self.name).unwrap_or_default() {
            found.insert(item::text(&item, "pk")?.to_owned(), item);
        }
        let rest = answer.unprocessed_keys.unwrap_or_default().remove(&self.name).map(|rest| rest.keys);
        match rest {
            Some(rest) if rest.len() == asked => Err(Trouble::Passing("ThrottlingException".to_owned())),
            rest => Ok(rest.filter(|rest| !rest.is_empty())),
        }
    }

    /// A page of items that fit, in the order of their sort keys, and whether
    /// there may be others.
    pub(super) async fn page(
        &self,
        query: &Query<'_>,
        patience: &Patience,
    ) -> Result<(Vec<Item>, Option<Item>), Trouble> {
        let asked = self
            .client
            .query()
            .table_name(&self.name)
            .set_index_name(query.index.map(str::to_owned))
            .consistent_read(query.index.is_none())
            .key_condition_expression(&query.fits.text)
            .set_expression_attribute_names(Some(names([query.fits.text.as_str(), query.only.unwrap_or("")])))
            .set_expression_attribute_values(query.fits.some_values())
            .set_projection_expression(query.only.map(str::to_owned))
            .set_exclusive_start_key(query.after.clone())
            .limit(i32::try_from(query.limit).unwrap_or(i32::MAX).max(1));
        let answer = patience.once(Box::pin(asked.send())).await?;
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key))
    }

    /// Does all of this, or nothing.
    pub(super) async fn write(&self, actions: Vec<Action>, patience: &Patience) -> Result<Written, Trouble> {
        if actions.len() > MOST {
            return Err(Trouble::lasting("more is to be saved together than one transaction takes"));
        }
        let items = actions.into_iter().map(|action| action.built(&self.name)).collect::<Result<Vec<_>, _>>()?;
        if items.is_empty() {
            return Ok(Written::All);
        }
        let asked = self.client.transact_write_items().set_transact_items(Some(items));
        match patience.reasoned(Box::pin(asked.send())).await {
            Ok(_) => Ok(Written::All),
            Err(Ok(trouble)) => Err(trouble),
            Err(Err(error)) => match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    judged(cancelled.cancellation_reasons())
                }
                _ => Err(trouble(&error)),
            },
        }
    }
}

/// Why a transaction was cancelled. A condition that does not hold says more than
/// a conflict beside it.
fn judged(reasons: &[CancellationReason]) -> Result<Written, Trouble> {
    let mut codes = reasons.iter().filter_map(|reason| reason.code.as_deref()).filter(|code| *code != "None");
    let first = codes.clone().next().unwrap_or("a cancellation without a reason").to_owned();
    if codes.clone().any(|code| code == "ConditionalCheckFailed") {
        return Ok(Written::Nothing);
    }
    let lasts = codes.any(|code| matches!(code, "ValidationError" | "ItemCollectionSizeLimitExceeded"));
    Err(if lasts { Trouble::Lasting(first) } else { Trouble::Passing(first) })
}

fn malformed() -> Trouble {
    Trouble::lasting("the request can't be written")
}

/// Items that are asked for in order.
pub(super) struct Query<'a> {
    pub(super) index: Option<&'a str>,
    pub(super) fits: Expression,
    /// The attributes that are wanted, when not all are.
    pub(super) only: Option<&'a str>,
    pub(super) after: Option<Item>,
    pub(super) limit: usize,
}

/// One part of a transaction, or the whole of a single writing.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// The item as it is to be, if the condition holds for the one there.
    Put(Row, Option<Expression>),
    /// A change of the item, if the condition holds.
    Update(Row, Expression, Expression),
    /// The item is no more.
    Delete(Row),
}

impl Action {
    pub(super) const fn put(row: Row) -> Self {
        Self::Put(row, None)
    }

    pub(super) fn put_if(row: Row, condition: Expression) -> Self {
        Self::Put(row, Some(condition))
    }

    fn built(self, table: &str) -> Result<TransactWriteItem, Trouble> {
        let whole = TransactWriteItem::builder();
        let whole = match self {
            Self::Put(row, condition) => {
                let names = condition.as_ref().map(|condition| names([condition.text.as_str()]));
                let put = Put::builder()
                    .table_name(table)
                    .set_item(Some(row.item()))
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(condition.as_ref().and_then(Expression::some_values))
                    .set_condition_expression(condition.map(|condition| condition.text));
                whole.put(put.build().map_err(|_| malformed())?)
            }
            Self::Update(row, change, condition) => {
                let mut values = change.values;
                values.extend(condition.values);
                let update = Update::builder()
                    .table_name(table)
                    .set_key(Some(row.item()))
                    .set_expression_attribute_names(Some(names([change.text.as_str(), condition.text.as_str()])))
                    .set_expression_attribute_values(Some(values))
                    .update_expression(change.text)
                    .condition_expression(condition.text);
                whole.update(update.build().map_err(|_| malformed())?)
            }
            Self::Delete(row) => {
                let delete = Delete::builder().table_name(table).set_key(Some(row.item()));
                whole.delete(delete.build().map_err(|_| malformed())?)
            }
        };
        Ok(whole.build())
    }
}
