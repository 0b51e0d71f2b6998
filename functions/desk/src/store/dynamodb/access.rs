//! How the table is reached: region, credentials, and whom to trust.
//!
//! Architecture invariant: all of it is handed in; nothing here looks into the
//! environment, and no secret is ever shown.

use std::fmt;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedHttpClient, StalledStreamProtectionConfig};
use aws_sdk_dynamodb::{Client, Config};
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};

/// Where a table is, and in whose name it is used.
#[derive(Clone)]
pub struct Access {
    /// The name of the table.
    pub table: String,
    /// The region it is in.
    pub region: String,
    /// The address of another server than the region's own.
    pub endpoint: Option<String>,
    /// The name of the access key.
    pub key_id: String,
    /// Its secret.
    pub secret: String,
    /// What makes a temporary key valid.
    pub token: Option<String>,
}

impl fmt::Debug for Access {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Access")
            .field("table", &self.table)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

/// A variable that AWS asks for, and that is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the variable `{0}` is not set")]
pub struct Missing(pub &'static str);

impl Access {
    /// The access that the usual variables of AWS give, as the binary reads them.
    ///
    /// # Errors
    ///
    /// Names the first variable that is missing.
    pub fn from_variables(table: &str, variable: impl Fn(&'static str) -> Option<String>) -> Result<Self, Missing> {
        let set = |name| variable(name).filter(|text| !text.is_empty());
        let needed = |name| set(name).ok_or(Missing(name));
        Ok(Self {
            table: table.to_owned(),
            region: set("AWS_REGION").or_else(|| set("AWS_DEFAULT_REGION")).ok_or(Missing("AWS_REGION"))?,
            endpoint: set("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| set("AWS_ENDPOINT_URL")),
            key_id: needed("AWS_ACCESS_KEY_ID")?,
            secret: needed("AWS_SECRET_ACCESS_KEY")?,
            token: set("AWS_SESSION_TOKEN"),
        })
    }

    /// A client that tries once and waits for ever: when to try again, and until
    /// when, is for whoever knows what was asked.
    pub(super) fn client(&self) -> Client {
        let credentials =
            Credentials::new(self.key_id.clone(), self.secret.clone(), self.token.clone(), None, "environment");
        let mut config = Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new(self.region.clone()))
            .credentials_provider(credentials)
            .http_client(line())
            .retry_config(RetryConfig::disabled())
            .timeout_config(TimeoutConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
        config.set_endpoint_url(self.endpoint.clone());
        Client::from_conf(config.build())
    }
}

/// Amazon's own authorities (`roots/README.md`), and no other.
const ROOTS: [&[u8]; 4] = [
    include_bytes!("roots/amazon-root-ca-1.pem"),
    include_bytes!("roots/amazon-root-ca-2.pem"),
    include_bytes!("roots/amazon-root-ca-3.pem"),
    include_bytes!("roots/amazon-root-ca-4.pem"),
];

fn line() -> SharedHttpClient {
    let trusted = ROOTS.into_iter().fold(TrustStore::empty(), TrustStore::with_pem_certificate);
    let context = TlsContext::builder().with_trust_store(trusted).build().expect("the certificates were looked at");
    aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::rustls(CryptoMode::Ring))
        .tls_context(context)
        .build_https()
}

#[cfg(test)]
mod tests {
    use super::{Access, Missing};

    fn access(variables: &[(&str, &str)]) -> Result<Access, Missing> {
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name);
        Access::from_variables("demandes", |name| find(name).map(|(_, text)| (*text).to_owned()))
    }

    const KEYS: [(&str, &str); 3] =
        [("AWS_REGION", "eu-west-3"), ("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "MARK")];

    #[test]
    fn the_first_missing_variable_is_named() {
        assert_eq!(access(&[]).unwrap_err(), Missing("AWS_REGION"));
        assert_eq!(access(&KEYS[..2]).unwrap_err(), Missing("AWS_SECRET_ACCESS_KEY"));
    }

    #[test]
    fn an_empty_variable_is_none_and_no_secret_is_shown() {
        let blank = [&KEYS[..], &[("AWS_ENDPOINT_URL", ""), ("AWS_SESSION_TOKEN", "MARK")]].concat();
        let access = access(&blank).unwrap();
        assert_eq!(access.endpoint, None);
        assert!(!format!("{access:?}").contains("MARK"), "{access:?}");
        let _client = access.client();
    }
}
