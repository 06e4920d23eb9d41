//! What the server says to a browser in such a way that nobody else can have said it.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::session::{cookie_value, same};
use super::visit::Visit;
use crate::api::App;

/// The secret of the form to sign in, for the browser whose cookie has `secret`.
pub(super) fn stranger_key<S>(app: &App<S>, secret: &str) -> String {
    sign(app, b"stranger", secret)
}

/// Whether `key` is the secret of a form that this browser got from us.
pub(super) fn is_own_form<S>(app: &App<S>, visit: &Visit, key: &str) -> bool {
    let secret = cookie_value(app, &visit.headers, "can-bo-vao").filter(|secret| !secret.is_empty());
    secret.is_some_and(|secret| same(key, &stranger_key(app, &secret)))
}

/// What the cookie of a browser says that was let in as `account` before.
pub(super) fn known_value<S>(app: &App<S>, account: &str) -> String {
    sign(app, b"known", account)
}

/// Whether the browser was let in as `account` before.
pub(super) fn is_known<S>(app: &App<S>, visit: &Visit, account: &str) -> bool {
    let value = cookie_value(app, &visit.headers, &format!("can-bo-quen-{account}"));
    value.is_some_and(|value| same(&value, &known_value(app, account)))
}

/// The signature of `said`, which is of the kind `what`.
pub(super) fn sign<S>(app: &App<S>, what: &[u8], said: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(app.function.key.bytes()).expect("HMAC takes a key of any length");
    mac.update(b"motcua desk 1\0");
    mac.update(what);
    mac.update(b"\0");
    mac.update(said.as_bytes());
    HEXLOWER.encode(&mac.finalize().into_bytes())
}
