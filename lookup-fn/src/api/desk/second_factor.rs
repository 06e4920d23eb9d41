//! The second factor is set up at the first sign-in: the secret is shown, and taken once its first code was typed.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

use super::page::{Frame, SecondFactor};
use super::session::{cookie_value, same};
use super::sign_in::{ask, let_in};
use super::signature::{is_own_form, sign, stranger_key};
use super::visit::{Visit, own_page};
use crate::Moment;
use crate::api::App;
use crate::api::answer::{html, internal};
use crate::api::page::Page as _;
use crate::api::problem::Problem;
use crate::api::read::read;
use crate::desk::totp;
use crate::store::{Account, Staff, Standing, Store};

/// For how long the page that sets up the second factor holds.
const SETUP_SECONDS: i64 = 15 * 60;

/// Says that the password was right and which secret is to be confirmed; signed, so that only we can have said it.
#[derive(Serialize, Deserialize)]
struct Setup {
    account: String,
    secret: Vec<u8>,
    until: Moment,
}

/// The page that shows the secret of a new second factor.
pub(super) fn set_up<S>(
    app: &App<S>,
    visit: &Visit,
    account: &Account,
    back: &str,
    wrong: &str,
) -> Result<Response, Problem> {
    let secret = totp::secret().map_err(|error| internal(&error.to_string()))?;
    let until = app.now().plus_seconds(SETUP_SECONDS);
    show(app, visit, &Setup { account: account.id.clone(), secret, until }, back, wrong)
}

fn show<S>(app: &App<S>, visit: &Visit, setup: &Setup, back: &str, wrong: &str) -> Result<Response, Problem> {
    let said = serde_json::to_vec(setup).map_err(|error| internal(&error.to_string()))?;
    let said = BASE64URL_NOPAD.encode(&said);
    let frame = Frame::stranger(app);
    let link = totp::link(&setup.secret, &frame.site, &setup.account);
    let trial = app.function.settings.desk_trial;
    let secret = cookie_value(app, &visit.headers, "can-bo-vao").unwrap_or_default();
    let page = SecondFactor {
        form_key: stranger_key(app, &secret),
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
    let (said, code, back, key) = (text("setup"), text("code"), text("back"), text("form_key"));
    let again = "Trang này đã cũ. Hãy đăng nhập lại từ đầu.";
    let setup =
        said.rsplit_once('.').filter(|(said, signature)| same(signature, &sign(&app, b"setup", said)));
    let setup = setup.and_then(|(said, _)| BASE64URL_NOPAD.decode(said.as_bytes()).ok());
    let setup: Option<Setup> = setup.and_then(|said| serde_json::from_slice(&said).ok());
    let (store, now) = (&app.function.store, app.now());
    let own = is_own_form(&app, &visit, &key);
    let Some(setup) = setup.filter(|setup| own && now < setup.until) else {
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
            &visit,
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
