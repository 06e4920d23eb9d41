//! An officer's own account: what it may do, and another password.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};

use super::attempts::change_password;
use super::page::{self, Frame};
use super::session::{SignedIn, cookie, own_form, signed_in};
use super::visit::Visit;
use crate::api::App;
use crate::api::answer::html;
use crate::api::page::Page as _;
use crate::api::problem::{Fault, Problem};
use crate::api::read::read;
use crate::desk::LEAST_PASSWORD;
use crate::store::{Staff, Store};
use crate::words;

/// `GET /can-bo/tai-khoan/`.
pub(super) async fn account<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    Ok(html(StatusCode::OK, page(&app, &signed, &[])?))
}

fn page<S>(app: &App<S>, signed: &SignedIn, faults: &[Fault]) -> Result<String, Problem> {
    let intake = app.rules()?;
    let account = &signed.account;
    let page = page::Account {
        frame: Frame::of(app, signed, "account"),
        roles: account.roles.iter().map(|role| words::desk::role(*role)).collect(),
        offices: account.agencies.iter().map(|id| intake.office_name(id).to_owned()).collect(),
        least: LEAST_PASSWORD,
        idle: app.function.settings.session_idle.as_secs() / 60,
        ends: words::moment(signed.session.begun_at.plus_seconds(longest(app))),
        faults,
    };
    page.made()
}

fn longest<S>(app: &App<S>) -> i64 {
    i64::try_from(app.function.settings.session_longest.as_secs()).unwrap_or(i64::MAX)
}

/// `POST /can-bo/tai-khoan/`: another password; every session ends, this one too.
pub(super) async fn change<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let told = |mut problem: Problem| {
        problem.aside.page = page(&app, &signed, &problem.faults).ok();
        problem
    };
    own_form(&signed, &visit.headers, &mut sent).map_err(&told)?;
    let mut text = |name: &str| sent.take(name).unwrap_or_default();
    let (old, new, again) = (text("old"), text("new"), text("again"));
    let mut faults = Vec::new();
    if new.chars().count() < LEAST_PASSWORD {
        faults.push(Fault::new("new", "short-password"));
    }
    if new != again {
        faults.push(Fault::new("again", "other-password"));
    }
    // Whoever found an open session may not try passwords on it without end.
    app.desk.password_try(&signed.account.id, app.now())?;
    if faults.is_empty() && !change_password(&app, &signed.account, &old, &new).await? {
        faults.push(Fault::new("old", "wrong-password"));
    }
    if !faults.is_empty() {
        return Err(told(Problem::faulty(faults)));
    }
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie(&app, "can-bo", "", Some(0)))]);
    Ok((cookies, super::moved("/can-bo/dang-nhap/?doi=1")).into_response())
}
