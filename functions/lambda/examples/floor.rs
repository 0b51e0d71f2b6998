//! The least that a function of this kind is made of: a router, the Lambda runtime,
//! a client of `DynamoDB` that trusts Amazon's roots. What the desk adds is measured
//! beside it (`tests/bench/lambda.rs`).

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use axum::Router;
use axum::extract::State;
use axum::routing::get;

const ROOT: &[u8] = include_bytes!("../../desk/src/store/dynamodb/roots/amazon-root-ca-1.pem");

fn main() -> Result<(), lambda_http::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let item = get(async |State(client): State<Client>| item(&client).await);
        let router = Router::new().route("/", get(async || "hello")).route("/item", item).with_state(client());
        lambda_http::run(router).await
    })
}

/// Four roots, as the desk has.
fn client() -> Client {
    let trusted = (0..4).fold(TrustStore::empty(), |trusted, _| trusted.with_pem_certificate(ROOT));
    let context = TlsContext::builder().with_trust_store(trusted).build().expect("a certificate");
    let line = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::rustls(CryptoMode::Ring))
        .tls_context(context)
        .build_https();
    let config = Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(variable("AWS_REGION").unwrap_or_default()))
        .credentials_provider(Credentials::new("test", "test", None, None, "floor"))
        .http_client(line);
    let mut config = config;
    config.set_endpoint_url(variable("AWS_ENDPOINT_URL"));
    Client::from_conf(config.build())
}

/// Reads one item, and writes one: what the least of forms would do.
async fn item(client: &Client) -> String {
    let table = variable("PARVIS_TABLE").unwrap_or_default();
    let key = |name: &str| AttributeValue::S(name.to_owned());
    let read = client.get_item().table_name(&table).key("pk", key("floor")).key("sk", key("-")).send();
    let read = Box::pin(read).await.is_ok();
    let written = client.put_item().table_name(table).item("pk", key("floor")).item("sk", key("-")).send();
    let written = Box::pin(written).await.is_ok();
    format!("{read} {written}")
}

#[expect(clippy::disallowed_methods, reason = "a function has no command line: its settings are its environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
