//! Signing in: name, password and code in one form, and one answer for whatever is wrong with them. Setting up the second
//! factor at the first time, and going.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use data_encoding::HEXLOWER;
use serde::Serialize;

use super::attempts::{Checked, check};
use super::page::{Frame, SignIn};
use super::second_factor::set_up;
use super::session::{self, SignedIn, cookie, own_form, random, signed_in};
use super::signature::{is_known, is_own_form, known_value, stranger_key};
use super::visit::{Side, Visit, own_page};
use crate::Moment;
use crate::api::App;
use crate::api::answer::html;
use crate::api::page::Page as _;
use crate::api::problem::Problem;
use crate::api::read::{Sent, read};
use crate::store::{Account, Role, Staff, Store};

/// For how long a browser that was let in is known: past it, it is counted among strangers.
const KNOWN_SECONDS: u32 = 180 * 24 * 60 * 60;
/// Letters of a name that are looked at.
const LONGEST_NAME: usize = 60;

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
pub(super) async fn ask<S: Store + Staff>(
    app: &App<S>,
    back: &str,
    name: &str,
    wrong: &str,
    status: StatusCode,
) -> Result<Response, Problem> {
    let secret = HEXLOWER.encode(&random()?);
    let none = app.function.store.accounts().await?.is_empty();
    let page = SignIn {
        frame: Frame::stranger(app),
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
        Checked::NoSecondFactor(account) if visit.side == Side::Page => {
            set_up(&app, &visit, &account, &back, "")
        }
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

/// Begins a session, and shows the page that was wanted.
pub(super) async fn let_in<S: Store + Staff>(
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
    app.data(status, &view)
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
        Side::Data => app.data(StatusCode::OK, &serde_json::json!({"signed_out": true}))?,
    };
    Ok((cookies, answer).into_response())
}
