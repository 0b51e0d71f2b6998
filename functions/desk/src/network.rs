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

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use jiff::Timestamp;

    use super::Network;
    use crate::key::{Digest, Key};

    fn digest(key: u8, address: &str, at: &str) -> Digest {
        let address: IpAddr = address.parse().unwrap();
        let at: Timestamp = at.parse().unwrap();
        Network::of(Some(address)).on_the_day(&Key::from_bytes([key; 32]), at)
    }

    #[test]
    fn a_prefix_is_one_network_and_its_neighbour_another() {
        let noon = "2026-11-23T11:00:00Z";
        for (one, same, other) in [
            ("203.0.113.7", "203.0.113.200", "203.0.114.7"),
            ("203.0.113.7", "::ffff:203.0.113.8", "::cb00:7107"),
            ("2001:db8:0:100::1", "2001:db8:0:1ff:abcd::1", "2001:db8:0:200::1"),
        ] {
            assert_eq!(digest(7, one, noon), digest(7, same, noon), "{one} {same}");
            assert_ne!(digest(7, one, noon), digest(7, other, noon), "{one} {other}");
        }
    }

    #[test]
    fn tomorrow_and_elsewhere_the_same_network_has_another_name() {
        let (night, day) = ("2026-11-23T23:59:59Z", "2026-11-24T00:00:00Z");
        assert_eq!(digest(7, "203.0.113.7", "2026-11-23T00:00:00Z"), digest(7, "203.0.113.7", night));
        assert_ne!(digest(7, "203.0.113.7", night), digest(7, "203.0.113.7", day));
        assert_ne!(digest(7, "203.0.113.7", day), digest(8, "203.0.113.7", day));
        assert_eq!(format!("{:?}", digest(7, "203.0.113.7", day)), "Digest(…)");
    }
}
