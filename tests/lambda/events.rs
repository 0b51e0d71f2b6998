//! Events as the services of AWS write them: a fixture each, in which the request
//! of a test is put.

use serde_json::{Value as Json, json};

/// Who hands the function its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Gateway,
    Url,
    Balancer,
}

impl Source {
    pub(crate) const ALL: [Self; 3] = [Self::Gateway, Self::Url, Self::Balancer];

    fn fixture(self) -> Json {
        let text = match self {
            Self::Gateway => include_str!("events/gateway.json"),
            Self::Url => include_str!("events/url.json"),
            Self::Balancer => include_str!("events/balancer.json"),
        };
        serde_json::from_str(text).unwrap()
    }

    /// A GET.
    pub(crate) fn get(self, target: &str) -> Json {
        self.request("GET", target)
    }

    /// A form that is sent. A gateway encodes a body when it is not sure of its type.
    pub(crate) fn post(self, target: &str, body: &str) -> Json {
        let mut event = self.request("POST", target);
        event["headers"]["content-type"] = json!("application/x-www-form-urlencoded");
        event["headers"]["content-length"] = json!(body.len().to_string());
        let encodes = self == Self::Url;
        event["isBase64Encoded"] = json!(encodes);
        event["body"] = json!(if encodes { base64(body.as_bytes()) } else { body.to_owned() });
        event
    }

    fn request(self, method: &str, target: &str) -> Json {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut event = self.fixture();
        if self == Self::Balancer {
            event["httpMethod"] = json!(method);
            event["path"] = json!(path);
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            event["queryStringParameters"] = pairs.map(|(name, value)| (name.to_owned(), json!(value))).collect();
        } else {
            event["rawPath"] = json!(path);
            event["rawQueryString"] = json!(query);
            event["requestContext"]["http"]["method"] = json!(method);
            event["requestContext"]["http"]["path"] = json!(path);
        }
        event
    }
}

/// The minute of the clock.
pub(crate) fn schedule() -> Json {
    serde_json::from_str(include_str!("events/schedule.json")).unwrap()
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |chunk: &[u8]| {
        let bits = (0..3).fold(0_u32, |bits, place| bits << 8 | u32::from(*chunk.get(place).unwrap_or(&0)));
        let sign = |place: usize| char::from(SIGNS[(bits >> (18 - 6 * place) & 63) as usize]);
        (0..4).map(|place| if place <= chunk.len() { sign(place) } else { '=' }).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}
