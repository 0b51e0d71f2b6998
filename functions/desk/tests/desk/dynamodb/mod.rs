//! The store in the cloud, on a real server: dynoxide, which each test starts for
//! itself, or whatever `AWS_ENDPOINT_URL` names.

use std::sync::Arc;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType, TableStatus,
};
use aws_sdk_dynamodb::{Client, Config};
use desk::store::dynamodb::{Access, DynamoDb};

mod conformance;
mod faults;
#[path = "../../../../../tests/dynamodb/start.rs"]
mod start;
mod wire;

use start::Server;

/// A table that is empty, and the server it is on.
struct Table {
    access: Access,
    _server: Option<Server>,
}

impl Table {
    async fn new() -> Self {
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let table = format!("parvis-test-{}-{count}", std::process::id());
        let (access, server) = if variable("AWS_ENDPOINT_URL").is_some() {
            (Access::from_variables(&table, variable).unwrap(), None)
        } else {
            let server = Server::start();
            (local(table, &format!("http://{}", server.address)), Some(server))
        };
        create(&access).await;
        Self { access, _server: server }
    }

    fn store(&self) -> Arc<DynamoDb> {
        Arc::new(DynamoDb::new(self.access.clone()))
    }

    /// The same table, through another line.
    fn through(&self, endpoint: String) -> Arc<DynamoDb> {
        Arc::new(DynamoDb::new(Access { endpoint: Some(endpoint), ..self.access.clone() }))
    }

    fn client(&self) -> Client {
        client(&self.access)
    }
}

fn variable(name: &'static str) -> Option<String> {
    std::env::var(name).ok()
}

fn local(table: String, endpoint: &str) -> Access {
    Access {
        table,
        region: "eu-west-3".to_owned(),
        endpoint: Some(endpoint.to_owned()),
        key_id: "test".to_owned(),
        secret: "test".to_owned(),
        token: None,
    }
}

/// A client with the patience of its makers, to look at the table from aside.
fn client(access: &Access) -> Client {
    let credentials = Credentials::new(&access.key_id, &access.secret, access.token.clone(), None, "test");
    let line = aws_smithy_http_client::Builder::new()
        .tls_provider(aws_smithy_http_client::tls::Provider::rustls(
            aws_smithy_http_client::tls::rustls_provider::CryptoMode::Ring,
        ))
        .build_https();
    let mut config = Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(access.region.clone()))
        .credentials_provider(credentials)
        .http_client(line);
    config.set_endpoint_url(access.endpoint.clone());
    Client::from_conf(config.build())
}

/// The table of `functions/lambda/template.yaml`; the tests of the Lambda make it
/// from there.
async fn create(access: &Access) {
    let client = client(access);
    let key = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap();
    let attribute =
        |name: &str, kind| AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap();
    let index = GlobalSecondaryIndex::builder()
        .index_name("errands")
        .key_schema(key("lane", KeyType::Hash))
        .key_schema(key("due", KeyType::Range))
        .projection(Projection::builder().projection_type(ProjectionType::KeysOnly).build())
        .build()
        .unwrap();
    client
        .create_table()
        .table_name(&access.table)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .attribute_definitions(attribute("sk", ScalarAttributeType::S))
        .attribute_definitions(attribute("lane", ScalarAttributeType::S))
        .attribute_definitions(attribute("due", ScalarAttributeType::N))
        .key_schema(key("pk", KeyType::Hash))
        .key_schema(key("sk", KeyType::Range))
        .global_secondary_indexes(index)
        .send()
        .await
        .unwrap();
    loop {
        let described = client.describe_table().table_name(&access.table).send().await.unwrap();
        if described.table.and_then(|table| table.table_status) == Some(TableStatus::Active) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}
