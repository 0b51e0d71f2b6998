//! The suite of every store, and what is particular to a table.

use aws_sdk_dynamodb::types::AttributeValue;
use desk::store::{Store as _, Which};

use super::Table;
use crate::store::{conforms, digest, recorded, reference, request, submission};

#[tokio::test]
async fn dynamodb_conforms() {
    let table = Table::new().await;
    conforms(table.store()).await;
}

#[tokio::test]
async fn a_second_process_sees_what_the_first_was_answered() {
    let table = Table::new().await;
    assert!(recorded(table.store().as_ref(), submission(1)).await);
    let other = table.store();
    assert!(other.find(reference(1).parse().unwrap()).await.unwrap().is_some());
    assert!(other.recall(digest(1), crate::store::at(0)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_long_queue_is_listed_whole_and_in_order() {
    let table = Table::new().await;
    let store = table.store();
    for number in 0..230 {
        let mut submission = submission(number);
        submission.request.received_at = crate::store::at(i64::try_from(number % 7).unwrap());
        assert!(recorded(store.as_ref(), submission).await);
    }
    let listed = store.list(Which::Open, None, 1_000).await.unwrap();
    assert_eq!(listed.len(), 230);
    assert!(listed.is_sorted_by_key(|request| (request.received_at, request.reference.clone())));
    let middle = listed[120].reference.clone();
    let rest = store.list(Which::Open, Some(middle), 1_000).await.unwrap();
    assert_eq!(rest.len(), 109);
    assert_eq!(rest[0].reference, listed[121].reference);
}

#[tokio::test]
async fn a_record_that_can_not_be_read_fails_alone() {
    let table = Table::new().await;
    let store = table.store();
    for number in 1..6 {
        assert!(recorded(store.as_ref(), submission(number)).await);
    }
    let spoiled = table.client().update_item().table_name(&table.access.table);
    spoiled
        .key("pk", AttributeValue::S(format!("request#{}", reference(1))))
        .key("sk", AttributeValue::S("-".to_owned()))
        .update_expression("SET #record = :record")
        .expression_attribute_names("#record", "record")
        .expression_attribute_values(":record", AttributeValue::S("{\"typed\": \"MARK\"}".to_owned()))
        .send()
        .await
        .unwrap();
    let failure = store.find(reference(1).parse().unwrap()).await.unwrap_err().to_string();
    assert!(!failure.contains("MARK"), "{failure}");
    assert_eq!(store.list(Which::All, None, 2).await.unwrap().len(), 2, "a page is full all the same");
    assert_eq!(store.list(Which::All, None, 100).await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_record_that_no_item_holds_is_refused_whole() {
    let table = Table::new().await;
    let store = table.store();
    let mut long = submission(1);
    long.request.form = "x".repeat(desk::store::dynamodb::LARGEST);
    let refused = store.submit(long).await.unwrap_err().to_string();
    assert!(refused.contains("more than an item holds"), "{refused}");
    assert!(store.find(reference(1).parse().unwrap()).await.unwrap().is_none());
    let mut largest = submission(2);
    let rest = serde_json::to_string(&request(2, crate::store::at(0))).unwrap().len();
    largest.request.form = "x".repeat(desk::store::dynamodb::LARGEST - rest);
    assert!(recorded(store.as_ref(), largest).await);
}

#[tokio::test]
async fn what_is_only_known_for_a_time_says_when_it_may_be_forgotten() {
    let table = Table::new().await;
    assert!(recorded(table.store().as_ref(), submission(1)).await);
    let found = table.client().scan().table_name(&table.access.table).send().await.unwrap().items.unwrap();
    let mut forgotten = 0;
    for item in &found {
        let is_mark = item["pk"].as_s().unwrap().starts_with("mark#");
        assert_eq!(is_mark, item.contains_key("ttl"), "{:?}", item["pk"]);
        forgotten += usize::from(is_mark);
    }
    assert_eq!((found.len(), forgotten), (4, 1), "a record, two lines of the queue, a mark");
}

#[tokio::test]
async fn a_table_that_is_not_there_is_told_by_name_and_at_once() {
    let table = Table::new().await;
    let elsewhere = desk::store::dynamodb::Access { table: "another".to_owned(), ..table.access.clone() };
    let started = std::time::Instant::now();
    let told = desk::store::dynamodb::DynamoDb::new(elsewhere).ready().await.unwrap_err().to_string();
    assert!(told.contains("ResourceNotFoundException"), "{told}");
    assert!(started.elapsed() < std::time::Duration::from_secs(1));
}
