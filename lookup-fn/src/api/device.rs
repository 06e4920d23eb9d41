//! A device that has shown a dossier's PIN once is known by a cookie. Its attempts are counted by themselves, so that
//! strangers behind the same address, however often they guess, can't lock the owner out.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::AppendHeaders;
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::App;
use crate::dossier::{DossierCode, ServerKey};

/// Longer than any dossier that the law gives a time.
const DAYS: u32 = 180;

/// The cookie for `code`, whose PIN is in its `generation`: a new PIN makes devices strangers again.
pub(super) fn cookie<S>(
    app: &App<S>,
    code: &DossierCode,
    generation: u32,
) -> AppendHeaders<Option<(header::HeaderName, HeaderValue)>> {
    let secure = if app.function.settings.tls { "; Secure" } else { "" };
    let seconds = DAYS * 24 * 60 * 60;
    let text = format!(
        "{}={}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}",
        name(app, code),
        value(&app.function.key, code, generation)
    );
    AppendHeaders(HeaderValue::from_str(&text).ok().map(|value| (header::SET_COOKIE, value)))
}

/// Whether `headers` bring the cookie for `code`.
pub(super) fn is_known<S>(app: &App<S>, headers: &HeaderMap, code: &DossierCode, generation: u32) -> bool {
    let wanted = format!("{}={}", name(app, code), value(&app.function.key, code, generation));
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    // The value is an HMAC that nobody can make piece by piece over the network's noise; compared whole all the same.
    cookies.flat_map(|value| value.split(';')).any(|one| {
        let one = one.trim().as_bytes();
        one.len() == wanted.len()
            && one.iter().zip(wanted.bytes()).fold(0, |all, (left, right)| all | (left ^ right)) == 0
    })
}

fn name<S>(app: &App<S>, code: &DossierCode) -> String {
    let prefix = if app.function.settings.tls { "__Host-" } else { "" };
    format!("{prefix}may-{code}")
}

fn value(key: &ServerKey, code: &DossierCode, generation: u32) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes a key of any length");
    mac.update(b"motcua device 1\0");
    mac.update(code.as_str().as_bytes());
    mac.update(&generation.to_be_bytes());
    HEXLOWER.encode(&mac.finalize().into_bytes()[..16])
}
