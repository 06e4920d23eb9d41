//! Who is signed in. A session is 256 random bits in a cookie; the store knows their hash.

use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use content::form::check::Value;
use data_encoding::HEXLOWER;

use super::page::{Frame, Wrong};
use super::visit::{Side, Visit};
use crate::api::App;
use crate::api::answer::internal;
use crate::api::page::Page as _;
use crate::api::problem::Problem;
use crate::api::read::{Sent, read};
use crate::store::{Account, Session, Staff, Standing};
use crate::{Hash, Moment};

/// A use is written down only when it moves the end of the session by more than this: not each click costs a write.
const WRITTEN_AFTER: Duration = Duration::from_secs(60);

/// Header by which a program sends the secret of its session's forms.
pub(super) const FORM_KEY_HEADER: &str = "motcua-form-key";

/// An officer who is signed in.
pub(in crate::api) struct SignedIn {
    pub account: Account,
    pub session: Session,
}

/// The officer whose session `visit` brings.
///
/// Errors: `not-signed-in`; the store's.
pub(super) async fn signed_in<S: Staff>(app: &App<S>, visit: &Visit) -> Result<SignedIn, Problem> {
    let out = || Problem::new(StatusCode::UNAUTHORIZED, "not-signed-in");
    let (store, now) = (&app.function.store, app.now());
    let token = token(app, &visit.headers).ok_or_else(out)?;
    let mut session = store.session(token, now).await?.ok_or_else(out)?;
    let account = store.account(&session.account).await?.filter(|one| one.standing == Standing::Open);
    let account = account.ok_or_else(out)?;
    let ends_at = end(app, session.begun_at, now);
    if session.ends_at.plus_seconds(WRITTEN_AFTER.as_secs() as i64) < ends_at {
        session.ends_at = ends_at;
        store.put_session(session.clone()).await?;
    }
    Ok(SignedIn { account, session })
}

/// The same for a form that was filled in: when its session has ended, what was typed goes back to the browser, so that
/// nothing is lost by signing in again.
pub(super) async fn signed_in_with<S: Staff>(
    app: &App<S>,
    visit: &Visit,
    request: Request,
) -> Result<(SignedIn, Request), Problem> {
    let mut problem = match signed_in(app, visit).await {
        Ok(signed) => return Ok((signed, request)),
        Err(problem) => problem,
    };
    if visit.side == Side::Page && problem.code == "not-signed-in" {
        let address = request.uri().path().to_owned();
        let sent = read(request, &app.function.settings, &app.room).await?;
        let kept = sent.texts.into_iter().flat_map(|(name, value)| {
            let values = match value {
                Value::Text(text) => vec![text],
                Value::Many(many) => many,
                Value::Rows(_) => Vec::new(),
            };
            values.into_iter().map(move |value| (name.clone(), value))
        });
        let (frame, kept) = (Frame::stranger(app), kept.collect());
        problem.aside.page = Wrong { frame, problem: &problem, address, kept }.made().ok();
    }
    Err(problem)
}

/// Begins a session of `account`; the cookie that names it.
pub(super) async fn begin<S: Staff>(
    app: &App<S>,
    account: &Account,
) -> Result<(Session, HeaderValue), Problem> {
    let (secret, form_key) = (random()?, random()?);
    let now = app.now();
    let session = Session {
        token: Hash::of(&[&secret]),
        account: account.id.clone(),
        form_key: Hash(form_key),
        begun_at: now,
        ends_at: end(app, now, now),
    };
    app.function.store.put_session(session.clone()).await?;
    Ok((session, cookie(app, "can-bo", &HEXLOWER.encode(&secret), None)))
}

/// Ends the session that `headers` bring, if they bring one.
pub(super) async fn end_of<S: Staff>(app: &App<S>, headers: &HeaderMap) -> Result<(), Problem> {
    if let Some(token) = token(app, headers) {
        app.function.store.end_session(token).await?;
    }
    Ok(())
}

/// When a session ends that was used `now`.
fn end<S>(app: &App<S>, begun_at: Moment, now: Moment) -> Moment {
    let settings = &app.function.settings;
    let after = |moment: Moment, time: Duration| moment.plus_seconds(time.as_secs() as i64);
    after(now, settings.session_idle).min(after(begun_at, settings.session_longest))
}

/// The hash of the secret in the session's cookie.
fn token<S>(app: &App<S>, headers: &HeaderMap) -> Option<Hash> {
    let secret = HEXLOWER.decode(cookie_value(app, headers, "can-bo")?.as_bytes()).ok()?;
    (secret.len() == 32).then(|| Hash::of(&[&secret]))
}

/// Errors: what was sent doesn't carry the secret of this session's forms; then nothing may be done.
pub(super) fn own_form(signed: &SignedIn, headers: &HeaderMap, sent: &mut Sent) -> Result<(), Problem> {
    let typed = sent.take("form_key");
    let header = headers.get(FORM_KEY_HEADER).and_then(|value| value.to_str().ok());
    let given = typed.as_deref().or(header).unwrap_or_default();
    match same(given, &signed.session.form_key.to_string()) {
        true => Ok(()),
        false => Err(Problem::new(StatusCode::FORBIDDEN, "old-form")),
    }
}

/// Whether two secrets are the same; the time taken tells nothing of where they differ.
pub(super) fn same(given: &str, right: &str) -> bool {
    let differences = given.bytes().zip(right.bytes()).fold(0, |all, (left, right)| all | (left ^ right));
    given.len() == right.len() && std::hint::black_box(differences) == 0
}

/// A cookie of the desk: for this host alone, for no script, and behind TLS under a name that no other host can set.
pub(super) fn cookie<S>(app: &App<S>, name: &str, value: &str, seconds: Option<u32>) -> HeaderValue {
    let (prefix, secure) = if app.function.settings.tls { ("__Host-", "; Secure") } else { ("", "") };
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let text = format!("{prefix}{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{age}");
    HeaderValue::from_str(&text).expect("names and values are letters, digits and hyphens")
}

/// The value of a cookie of the desk.
pub(super) fn cookie_value<S>(app: &App<S>, headers: &HeaderMap, name: &str) -> Option<String> {
    let prefix = if app.function.settings.tls { "__Host-" } else { "" };
    let wanted = format!("{prefix}{name}=");
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .find_map(|one| one.trim().strip_prefix(&wanted).map(str::to_owned))
}

/// 256 random bits.
pub(super) fn random() -> Result<[u8; 32], Problem> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| internal(&error.to_string()))?;
    Ok(bytes)
}
