use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// The address that a request comes from, as whoever accepted the connection knows it. Put into the extensions of the
/// request by [`crate::serve`], or from the request context of a function in a cloud; no header is believed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caller(pub IpAddr);

impl Caller {
    /// Who sent the request that `peer` brought: the peer, or, when that is one of our own `proxies`, the last address in
    /// `X-Forwarded-For` that isn't.
    pub fn of(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> Caller {
        if !proxies.contains(&peer) {
            return Caller(peer);
        }
        let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
        let mut last = peer;
        for hop in hops.into_iter().rev() {
            // What stands before an unreadable hop was written by nobody we know.
            let Ok(address) = hop.parse() else { break };
            last = address;
            if !proxies.contains(&address) {
                break;
            }
        }
        Caller(last)
    }

    /// By what attempts are counted: an address, or the network of a home, which has 2^64 addresses of IPv6.
    pub(super) fn key(self) -> IpAddr {
        match self.0 {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(address) => IpAddr::V4(address),
                None => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            },
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    /// Where nobody said who calls, all callers share the limits of one.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or(Caller(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn forwarded(values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", value.parse().expect("a value"));
        }
        headers
    }

    #[test]
    fn a_header_counts_only_from_a_proxy_of_ours() {
        let headers = forwarded(&["6.6.6.6", "203.0.113.9, 10.0.0.2"]);
        assert_eq!(Caller::of(ip("198.51.100.1"), &headers, &[]), Caller(ip("198.51.100.1")));
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
        assert_eq!(Caller::of(ip("10.0.0.1"), &headers, &proxies), Caller(ip("203.0.113.9")));
        assert_eq!(Caller::of(ip("10.0.0.1"), &forwarded(&["<x>"]), &proxies), Caller(ip("10.0.0.1")));
        assert_eq!(Caller::of(ip("10.0.0.1"), &HeaderMap::new(), &proxies), Caller(ip("10.0.0.1")));
    }

    #[test]
    fn addresses_of_one_home_count_as_one() {
        assert_eq!(Caller(ip("2001:db8::1")).key(), Caller(ip("2001:db8::ffff:1")).key());
        assert_ne!(Caller(ip("2001:db8::1")).key(), Caller(ip("2001:db8:0:1::1")).key());
        assert_eq!(Caller(ip("::ffff:192.0.2.1")).key(), ip("192.0.2.1"));
    }
}
