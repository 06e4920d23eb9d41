//! Personal data are deleted by an account that administers. It needn't see the dossier for that.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::page::{self, Frame};
use super::session::{SignedIn, own_form, signed_in};
use super::visit::Visit;
use crate::api::App;
use crate::api::answer::html;
use crate::api::page::Page as _;
use crate::api::problem::{Fault, Problem};
use crate::api::read::read;
use crate::dossier::{Actor, Command, CommandId, DossierCode, ErasedBecause};
use crate::store::{Role, Staff, Store};
use crate::words;
use crate::work::{Asker, WorkError, act};

/// `GET /can-bo/xoa/`.
pub(super) async fn form<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = administers(signed_in(&app, &visit).await?)?;
    Ok(html(StatusCode::OK, page(&app, &signed, "", "", visit.asks("xong"))?))
}

fn administers(signed: SignedIn) -> Result<SignedIn, Problem> {
    match signed.account.roles.contains(&Role::Administer) {
        true => Ok(signed),
        false => Err(Problem::new(StatusCode::FORBIDDEN, "not-your-role")),
    }
}

fn page<S>(app: &App<S>, signed: &SignedIn, typed: &str, wrong: &str, done: &str) -> Result<String, Problem> {
    let done = done.parse::<DossierCode>().ok().map(|code| code.to_string()).unwrap_or_default();
    page::Erase { frame: Frame::of(app, signed, "erase"), typed, wrong, done }.made()
}

/// `POST /can-bo/xoa/`.
pub(super) async fn erase<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let signed = administers(signed_in(&app, &visit).await?)?;
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let typed: String = sent.take("code").unwrap_or_default().trim().chars().take(60).collect();
    let told = |mut problem: Problem| {
        problem.aside.page = page(&app, &signed, &typed, &problem.detail, "").ok();
        problem
    };
    own_form(&signed, &visit.headers, &mut sent).map_err(&told)?;
    let because = match sent.take("because").as_deref() {
        Some("asked") => ErasedBecause::Asked,
        Some("kept_long_enough") => ErasedBecause::KeptLongEnough,
        _ => return Err(told(Problem::faulty(vec![Fault::new("because", "no-such-choice")]))),
    };
    let code: DossierCode =
        typed.parse().map_err(|_| told(Problem::faulty(vec![Fault::new("code", "no-code")])))?;
    let id = CommandId::random().map_err(|error| crate::api::answer::internal(&error.to_string()))?;
    let actor = Actor::Officer(signed.account.id.clone());
    let asker = Asker { actor, command: id, seen: None, now: app.now() };
    let intake = app.rules()?;
    match act(&app.function.store, &intake, &asker, &code, &Command::Erase { because }, &[]).await {
        Ok(_) => Ok(super::moved(&format!("/can-bo/xoa/?xong={code}"))),
        Err(WorkError::Refused(refusal)) => {
            let mut problem = Problem::new(StatusCode::CONFLICT, "refused").because(refusal.code());
            problem.detail = words::desk::refusal(&refusal);
            Err(told(problem))
        }
        Err(other) => Err(told(other.into())),
    }
}
