//! A request to the desk: from a page or a program, by whom, for what.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::api::Caller;

/// Whether a page is asked for or data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Below `/can-bo/`.
    Page,
    /// Below `/api/desk/`.
    Data,
}

/// What every handler of the desk looks at.
pub(super) struct Visit {
    pub side: Side,
    pub caller: Caller,
    pub headers: HeaderMap,
    /// What stands behind the question mark; of a name given twice the last.
    pub query: BTreeMap<String, String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let query = parts.uri.query().unwrap_or_default();
        Ok(Visit {
            side: if parts.uri.path().starts_with("/api/") { Side::Data } else { Side::Page },
            caller,
            headers: parts.headers.clone(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        })
    }
}

impl Visit {
    /// What the query says of `name`; empty where it says nothing.
    pub fn asks(&self, name: &str) -> &str {
        self.query.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// `address` when it is one of the desk's own pages: nobody is sent anywhere else after signing in.
pub(super) fn own_page(address: &str) -> Option<&str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~?=&%+".contains(&byte);
    let good = address.starts_with("/can-bo/")
        && !address.starts_with("/can-bo/dang-")
        && !address.contains("//")
        && address.len() <= 300
        && address.bytes().all(plain);
    good.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_desk_are_pages_of_the_desk() {
        for good in
            ["/can-bo/", "/can-bo/ho-so/H03.12-261125-0001/", "/can-bo/?nhom=cho&sau=2026-11-25%2FH03"]
        {
            assert_eq!(own_page(good), Some(good));
        }
        for bad in [
            "",
            "https://evil.example/can-bo/",
            "//evil.example/can-bo/",
            "/can-bo/../..//evil.example",
            "/can-bo//evil.example",
            "/can-bo/\\evil.example",
            "/can-bo/\r\nSet-Cookie: a=b",
            "/can-bo",
            "/api/desk/dossiers",
            "/can-bo/dang-xuat/",
            "can-bo/",
            "/can-bo/@evil.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_page(bad), None, "{bad}");
        }
    }
}
