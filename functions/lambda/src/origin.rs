//! Whom a request is from, and whether it came by the way it should.
//!
//! Before the function stands a distribution (`CloudFront`), a gateway, or a load
//! balancer. Each names the visitor in its own way, and only its own word counts:
//! a header that a visitor could have written is believed of nobody else.
//!
//! Architecture invariant: an address leaves here as the desk's [`Peer`], and goes
//! nowhere else.

use std::net::{IpAddr, SocketAddr};

use desk::Peer;
use lambda_http::http::HeaderMap;
use lambda_http::request::RequestContext;

/// The header by which the distribution shows that it is ours.
const SECRET: &str = "x-parvis-origin";
/// The header in which it names the visitor.
const VIEWER: &str = "x-parvis-viewer";

/// Who stands before the function.
#[derive(Clone)]
pub(crate) enum Origin {
    /// Whoever calls it.
    Any,
    /// Our distribution, known by a secret; kept as its hash.
    Distribution(blake3::Hash),
}

impl Origin {
    pub(crate) fn knowing(secret: &str) -> Self {
        Self::Distribution(blake3::hash(secret.as_bytes()))
    }

    /// Whether a request may come in. The time this takes tells nothing.
    pub(crate) fn lets_in(&self, headers: &HeaderMap) -> bool {
        match self {
            Self::Any => true,
            Self::Distribution(known) => {
                headers.get(SECRET).is_some_and(|secret| blake3::hash(secret.as_bytes()) == *known)
            }
        }
    }

    /// The visitor's address.
    pub(crate) fn peer(&self, context: &RequestContext, headers: &HeaderMap) -> Option<Peer> {
        let address = match (self, context) {
            (Self::Distribution(_), _) => viewer(headers),
            (Self::Any, RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref().and_then(address),
            (Self::Any, RequestContext::Alb(_)) => last_hop(headers),
            (Self::Any, _) => None,
        };
        address.map(Peer)
    }
}

/// The distribution writes it in the place of what the visitor may have written.
fn viewer(headers: &HeaderMap) -> Option<IpAddr> {
    address(headers.get(VIEWER)?.to_str().ok()?)
}

/// The load balancer adds the address it saw after those it was told.
fn last_hop(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    address(line.rsplit(',').next()?.trim())
}

fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use lambda_http::aws_lambda_events::alb::AlbTargetGroupRequestContext;
    use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequestContext;
    use lambda_http::http::{HeaderMap, HeaderName, HeaderValue};
    use lambda_http::request::RequestContext;

    use super::Origin;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let line = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let mut headers = HeaderMap::new();
        for (name, value) in lines.iter().map(line) {
            headers.append(name, value);
        }
        headers
    }

    fn check(origin: &Origin, context: &RequestContext, lines: &[(&'static str, &'static str)], from: &str) {
        let peer = origin.peer(context, &headers(lines)).map(|peer| peer.0.to_string());
        assert_eq!(peer.unwrap_or_default(), from, "{lines:?}");
    }

    #[test]
    fn only_the_word_of_who_stands_before_the_function_counts() {
        let ours = Origin::knowing("s");
        let balancer = RequestContext::Alb(AlbTargetGroupRequestContext::default());
        let mut gateway = ApiGatewayV2httpRequestContext::default();
        gateway.http.source_ip = Some("203.0.113.7".to_owned());
        let gateway = RequestContext::ApiGatewayV2(gateway);
        let said = [("x-forwarded-for", "198.51.100.1"), ("x-parvis-viewer", "198.51.100.2")];
        check(&Origin::Any, &gateway, &said, "203.0.113.7");
        check(&Origin::Any, &balancer, &said, "198.51.100.1");
        check(&ours, &gateway, &said, "198.51.100.2");
        check(&ours, &gateway, &[("x-parvis-viewer", "2001:db8::7")], "2001:db8::7");
        check(&Origin::Any, &balancer, &[("x-forwarded-for", "10.0.0.1, 2001:db8::7")], "2001:db8::7");
        check(&Origin::Any, &balancer, &[("x-forwarded-for", "x"), ("x-forwarded-for", "192.0.2.1:99")], "192.0.2.1");
        check(&Origin::Any, &balancer, &[("x-forwarded-for", "someone")], "");
    }

    #[test]
    fn who_does_not_know_the_secret_is_not_let_in() {
        let ours = Origin::knowing("secret");
        assert!(ours.lets_in(&headers(&[("x-parvis-origin", "secret")])));
        for lines in [&[][..], &[("x-parvis-origin", "secre")], &[("x-parvis-origin", "")]] {
            assert!(!ours.lets_in(&headers(lines)), "{lines:?}");
        }
    }
}
