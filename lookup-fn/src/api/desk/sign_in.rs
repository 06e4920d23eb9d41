//! Signing in: name, password and code in one form, and one answer for whatever is wrong with them. Setting up the second
//! factor at the first time, and going.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use tokio::sync::Semaphore;

use super::page::{SecondFactor, SignIn};
use super::session::{self, SignedIn, cookie, cookie_value, own_form, random, same, signed_in};
use super::visit::{Side, Visit, own_page};
use crate::Moment;
use crate::api::answer::{html, internal};
use crate::api::limit::Limiter;
use crate::api::page::Page;
use crate::api::problem::Problem;
use crate::api::read::{Sent, read};
use crate::api::{App, Settings};
use crate::desk::{hash_password, is_password, totp};
use crate::store::{Account, Role, Staff, Standing, Store};

/// Hashes under way at once: each needs 19 MiB.
const HASHES_AT_ONCE: usize = 2;
/// For how long the page that sets up the second factor holds.
const SETUP_SECONDS: i64 = 15 * 60;
/// For how long a browser that was let in is known: past it, it is counted among strangers.
const KNOWN_SECONDS: u32 = 180 * 24 * 60 * 60;
/// Letters of a name that are looked at.
const LONGEST_NAME: usize = 60;
/// Nobody's password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$ZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U";

/// What signing in keeps between requests.
pub(in crate::api) struct Attempts {
    per_account: Limiter<(Option<IpAddr>, String)>,
    per_address: Limiter<IpAddr>,
    codes: Limiter<String>,
    hashing: Semaphore,
}

impl Attempts {
    pub fn new(settings: &Settings) -> Attempts {
        Attempts {
            per_account: Limiter::new(settings.sign_ins_per_account),
            per_address: Limiter::new(settings.sign_ins_per_address),
            codes: Limiter::new(settings.codes_per_account),
            hashing: Semaphore::new(HASHES_AT_ONCE),
        }
    }

    /// Counts a try of the password by somebody who is signed in.
    ///
    /// Errors: there were too many lately.
    pub fn password_try(&self, account: &str, now: Moment) -> Result<(), Problem> {
        let too_many =
            |seconds| Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-sign-ins").after(seconds);
        self.codes.take(account.to_owned(), now).map_err(too_many)
    }
}

/// What a program hears of its session.
#[derive(Serialize)]
struct SessionView<'a> {
    account: &'a str,
    name: &'a str,
    roles: Vec<Role>,
    agencies: Vec<&'a str>,
    /// Goes back with every change, in the header `motcua-form-key`.
    form_key: String,
    begun_at: Moment,
    ends_at: Moment,
}

/// `GET /can-bo/dang-nhap/`.
pub(super) async fn form<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let told =
        if visit.asks("doi").is_empty() { "" } else { "Đã đổi mật khẩu. Hãy đăng nhập lại." };
    ask(&app, visit.asks("ve"), "", told, StatusCode::OK).await
}

/// The form to sign in, with a word about what went wrong.
async fn ask<S: Store + Staff>(
    app: &App<S>,
    back: &str,
    name: &str,
    wrong: &str,
    status: StatusCode,
) -> Result<Response, Problem> {
    let secret = HEXLOWER.encode(&random()?);
    let none = app.function.store.accounts().await?.is_empty();
    let page = SignIn {
        frame: super::page::Frame::stranger(app),
        form_key: stranger_key(app, &secret),
        back: own_page(back).unwrap_or_default(),
        name,
        wrong,
        none,
    };
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie(app, "can-bo-vao", &secret, None))]);
    Ok((cookies, html(status, page.made()?)).into_response())
}

/// `POST /can-bo/dang-nhap/` and `POST /api/desk/session`.
pub(super) async fn sign_in<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let mut text = |name: &str| sent.take(name).unwrap_or_default();
    let (name, password, code) = (text("account"), text("password"), text("code"));
    let name: String = name.trim().to_lowercase().chars().take(LONGEST_NAME).collect();
    let (back, key) = (text("back"), text("form_key"));
    if visit.side == Side::Page && !is_own_form(&app, &visit, &key) {
        return ask(&app, &back, &name, "Trang đăng nhập này đã cũ. Hãy nhập lại.", StatusCode::FORBIDDEN)
            .await;
    }
    let known = is_known(&app, &visit, &name);
    match check(&app, &visit, known, &name, &password, &code).await? {
        Checked::Right(account) => let_in(&app, &visit, &account, &back).await,
        Checked::NoSecondFactor(account) if visit.side == Side::Page => set_up(&app, &account, &back, ""),
        Checked::NoSecondFactor(_) => Err(Problem::new(StatusCode::FORBIDDEN, "no-second-factor")),
        Checked::Wrong(_) if visit.side == Side::Data => {
            Err(Problem::new(StatusCode::FORBIDDEN, "wrong-sign-in"))
        }
        Checked::Wrong(told) => ask(&app, &back, &name, &told, StatusCode::FORBIDDEN).await,
        Checked::TooMany(seconds) if visit.side == Side::Data => {
            Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-sign-ins").after(seconds))
        }
        Checked::TooMany(seconds) => {
            let told = format!("Đã thử quá nhiều lần. Hãy thử lại sau {} phút.", seconds.div_ceil(60).max(1));
            ask(&app, &back, &name, &told, StatusCode::TOO_MANY_REQUESTS).await
        }
    }
}

/// What came of a try.
enum Checked {
    Right(Account),
    /// The password is right, and the second factor has never been set up.
    NoSecondFactor(Account),
    /// Something isn't right; what to tell.
    Wrong(String),
    /// Seconds to wait.
    TooMany(u32),
}

async fn check<S: Staff>(
    app: &App<S>,
    visit: &Visit,
    known: bool,
    name: &str,
    password: &str,
    code: &str,
) -> Result<Checked, Problem> {
    let (attempts, now, store) = (&app.desk, app.now(), &app.function.store);
    // A browser that was let in before is counted by itself: strangers can't use up its attempts.
    let own = (if known { None } else { Some(visit.caller.key()) }, name.to_owned());
    if let Err(seconds) = attempts.per_account.take(own.clone(), now) {
        return Ok(Checked::TooMany(seconds));
    }
    if !known && let Err(seconds) = attempts.per_address.take(visit.caller.key(), now) {
        return Ok(Checked::TooMany(seconds));
    }
    let account = store.account(name).await?.filter(|account| account.standing == Standing::Open);
    let hash = account.as_ref().map_or(NOBODY, |account| account.password.as_str()).to_owned();
    let right = hashed(app, password.to_owned(), move |password| is_password(password, &hash)).await?;
    let wrong = || Ok(Checked::Wrong("Tên, mật khẩu hoặc mã xác nhận không đúng.".to_owned()));
    let Some(account) = account.filter(|_| right) else { return wrong() };
    let good = || {
        attempts.per_account.give_back(&own);
        if !known {
            attempts.per_address.give_back(&visit.caller.key());
        }
    };
    let Some(secret) = &account.totp else {
        good();
        return Ok(Checked::NoSecondFactor(account));
    };
    if let Err(seconds) = attempts.codes.take(account.id.clone(), now) {
        return Ok(Checked::TooMany(seconds));
    }
    match totp::accepted(secret, code, now, account.totp_step) {
        Some(step) if store.take_step(&account.id, step).await? => {
            attempts.codes.give_back(&account.id);
            good();
            Ok(Checked::Right(account))
        }
        _ if app.function.settings.desk_trial => {
            Ok(Checked::Wrong(trial_code(secret, now, account.totp_step)))
        }
        _ => wrong(),
    }
}

/// In a trial nothing is real and the telephone needn't be at hand.
fn trial_code(secret: &[u8], now: Moment, last: u64) -> String {
    let step = totp::step(now).max(last + 1);
    format!(
        "Bản chạy thử: mã xác nhận lúc này là {}. Nhập lại mật khẩu cùng mã này.",
        totp::code(secret, step)
    )
}

async fn let_in<S: Store + Staff>(
    app: &App<S>,
    visit: &Visit,
    account: &Account,
    back: &str,
) -> Result<Response, Problem> {
    session::end_of(app, &visit.headers).await?;
    let (session, token) = session::begin(app, account).await?;
    let known = cookie(
        app,
        &format!("can-bo-quen-{}", account.id),
        &known_value(app, &account.id),
        Some(KNOWN_SECONDS),
    );
    let gone = cookie(app, "can-bo-vao", "", Some(0));
    let cookies = AppendHeaders([token, known, gone].map(|cookie| (header::SET_COOKIE, cookie)));
    let answer = match visit.side {
        Side::Page => super::moved(own_page(back).unwrap_or("/can-bo/")),
        Side::Data => told(app, StatusCode::CREATED, &SignedIn { account: account.clone(), session })?,
    };
    Ok((cookies, answer).into_response())
}

/// `GET /api/desk/session`.
pub(super) async fn who<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    told(&app, StatusCode::OK, &signed)
}

fn told<S>(app: &App<S>, status: StatusCode, signed: &SignedIn) -> Result<Response, Problem> {
    let SignedIn { account, session } = signed;
    let view = SessionView {
        account: &account.id,
        name: &account.name,
        roles: account.roles.iter().copied().collect(),
        agencies: account.agencies.iter().map(String::as_str).collect(),
        form_key: session.form_key.to_string(),
        begun_at: session.begun_at,
        ends_at: session.ends_at,
    };
    super::data(app, status, &view)
}

/// `POST /can-bo/dang-xuat/` and `DELETE /api/desk/session`.
pub(super) async fn sign_out<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let mut sent = match visit.side {
        Side::Page => read(request, &app.function.settings, &app.room).await?,
        Side::Data => Sent::default(),
    };
    own_form(&signed, &visit.headers, &mut sent)?;
    session::end_of(&app, &visit.headers).await?;
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie(&app, "can-bo", "", Some(0)))]);
    let answer = match visit.side {
        Side::Page => super::moved("/can-bo/dang-nhap/"),
        Side::Data => super::data(&app, StatusCode::OK, &serde_json::json!({"signed_out": true}))?,
    };
    Ok((cookies, answer).into_response())
}

/// Says that the password was right and which secret is to be confirmed; signed, so that only we can have said it.
#[derive(Serialize, Deserialize)]
struct Setup {
    account: String,
    secret: Vec<u8>,
    until: Moment,
}

/// The page that shows the secret of a new second factor.
fn set_up<S>(app: &App<S>, account: &Account, back: &str, wrong: &str) -> Result<Response, Problem> {
    let secret = totp::secret().map_err(|error| internal(&error.to_string()))?;
    let until = app.now().plus_seconds(SETUP_SECONDS);
    show(app, &Setup { account: account.id.clone(), secret, until }, back, wrong)
}

fn show<S>(app: &App<S>, setup: &Setup, back: &str, wrong: &str) -> Result<Response, Problem> {
    let said = serde_json::to_vec(setup).map_err(|error| internal(&error.to_string()))?;
    let said = BASE64URL_NOPAD.encode(&said);
    let frame = super::page::Frame::stranger(app);
    let link = totp::link(&setup.secret, &frame.site, &setup.account);
    let trial = app.function.settings.desk_trial;
    let page = SecondFactor {
        setup: format!("{said}.{}", sign(app, b"setup", &said)),
        qr: crate::qr::svg(&link).unwrap_or_default(),
        link,
        secret: totp::shown(&setup.secret),
        trial_code: if trial { totp::code(&setup.secret, totp::step(app.now())) } else { String::new() },
        back: own_page(back).unwrap_or_default(),
        wrong,
        frame,
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::FORBIDDEN };
    Ok(html(status, page.made()?))
}

/// `POST /can-bo/dang-nhap/ma/`: the first code of a new second factor.
pub(super) async fn confirm<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let mut text = |name: &str| sent.take(name).unwrap_or_default();
    let (said, code, back) = (text("setup"), text("code"), text("back"));
    let again = "Trang này đã cũ. Hãy đăng nhập lại từ đầu.";
    let setup =
        said.rsplit_once('.').filter(|(said, signature)| same(signature, &sign(&app, b"setup", said)));
    let setup = setup.and_then(|(said, _)| BASE64URL_NOPAD.decode(said.as_bytes()).ok());
    let setup: Option<Setup> = setup.and_then(|said| serde_json::from_slice(&said).ok());
    let (store, now) = (&app.function.store, app.now());
    let Some(setup) = setup.filter(|setup| now < setup.until) else {
        return ask(&app, &back, "", again, StatusCode::FORBIDDEN).await;
    };
    if let Err(seconds) = app.desk.codes.take(setup.account.clone(), now) {
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-sign-ins").after(seconds));
    }
    let account = store.account(&setup.account).await?;
    // Whoever comes second finds it set up already.
    let account = account.filter(|one| one.standing == Standing::Open && one.totp.is_none());
    let Some(mut account) = account else { return ask(&app, &back, "", again, StatusCode::FORBIDDEN).await };
    let Some(step) = totp::accepted(&setup.secret, &code, now, 0) else {
        return show(
            &app,
            &setup,
            &back,
            "Mã này không đúng hoặc đã hết hạn. Hãy xem lại mã mới trên điện thoại.",
        );
    };
    app.desk.codes.give_back(&account.id);
    account.totp = Some(setup.secret);
    account.totp_step = step;
    store.put_account(account.clone()).await?;
    let_in(&app, &visit, &account, &back).await
}

/// Does `work` with a password on a thread that may take its time; few at once.
async fn hashed<S, T: Send + 'static>(
    app: &App<S>,
    password: String,
    work: impl FnOnce(&str) -> T + Send + 'static,
) -> Result<T, Problem> {
    let busy = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded").after(5);
    let _place = app.desk.hashing.acquire().await.map_err(|_| busy())?;
    let done = tokio::task::spawn_blocking(move || work(&password)).await;
    done.map_err(|error| internal(&error.to_string()))
}

/// Puts `new` in the place of the account's password, when `old` is it; false when it isn't.
pub(super) async fn change_password<S: Staff>(
    app: &App<S>,
    account: &Account,
    old: &str,
    new: &str,
) -> Result<bool, Problem> {
    let hash = account.password.clone();
    if !hashed(app, old.to_owned(), move |password| is_password(password, &hash)).await? {
        return Ok(false);
    }
    let hash = hashed(app, new.to_owned(), hash_password).await?.map_err(|error| internal(&error))?;
    let store = &app.function.store;
    // It may have been closed while the hash was made.
    let account = store.account(&account.id).await?.filter(|account| account.standing == Standing::Open);
    let Some(account) = account else { return Ok(false) };
    store.end_sessions(&account.id).await?;
    store.put_account(Account { password: hash, ..account }).await?;
    Ok(true)
}

/// The secret of the form to sign in, for the browser whose cookie has `secret`.
fn stranger_key<S>(app: &App<S>, secret: &str) -> String {
    sign(app, b"stranger", secret)
}

fn is_own_form<S>(app: &App<S>, visit: &Visit, key: &str) -> bool {
    let secret = cookie_value(app, &visit.headers, "can-bo-vao").filter(|secret| !secret.is_empty());
    secret.is_some_and(|secret| same(key, &stranger_key(app, &secret)))
}

fn known_value<S>(app: &App<S>, account: &str) -> String {
    sign(app, b"known", account)
}

fn is_known<S>(app: &App<S>, visit: &Visit, account: &str) -> bool {
    let value = cookie_value(app, &visit.headers, &format!("can-bo-quen-{account}"));
    value.is_some_and(|value| same(&value, &known_value(app, account)))
}

fn sign<S>(app: &App<S>, what: &[u8], said: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(app.function.key.bytes()).expect("HMAC takes a key of any length");
    mac.update(b"motcua desk 1\0");
    mac.update(what);
    mac.update(b"\0");
    mac.update(said.as_bytes());
    HEXLOWER.encode(&mac.finalize().into_bytes())
}
