//! The network a request comes from: a prefix, forgotten as soon as digested.
//!
//! Architecture invariant: the address of a person is never kept, logged or
//! shown; only the digest of its prefix, under a salt that changes every day.

use std::fmt;
use std::net::IpAddr;

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::key::{Digest, Key, Purpose};

/// The first 24 bits of an IPv4 address, the first 56 of an IPv6 one.
#[derive(Clone, Copy)]
pub(crate) struct Network {
    bytes: [u8; 8],
}

impl fmt::Debug for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Network(…)")
    }
}

impl Network {
    /// The network of an address; all that have none share one.
    pub(crate) fn of(address: Option<IpAddr>) -> Self {
        let mut bytes = [0; 8];
        match address.map(|address| address.to_canonical()) {
            None => {}
            Some(IpAddr::V4(address)) => {
                bytes[0] = 4;
                bytes[1..4].copy_from_slice(&address.octets()[..3]);
            }
            Some(IpAddr::V6(address)) => {
                bytes[0] = 6;
                bytes[1..8].copy_from_slice(&address.octets()[..7]);
            }
        }
        Self { bytes }
    }

    /// What the store counts under: tomorrow the same network has another name.
    pub(crate) fn on_the_day(self, key: &Key, at: Timestamp) -> Digest {
        let day = Offset::UTC.to_datetime(at).date().to_string();
        key.digest(Purpose::Network, &[day.as_bytes(), &self.bytes])
    }

    pub(crate) const fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}
