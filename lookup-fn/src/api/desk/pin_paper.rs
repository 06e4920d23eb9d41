//! The applicant's paper after a new PIN: it can be printed in every state, also where no slip 01 was made yet or ever.

use std::sync::Arc;

use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::dossier::{Opened, open};
use super::page::Frame;
use super::reading::{What, may_read, reads};
use super::session::{SignedIn, signed_in};
use super::slip::Link;
use super::visit::Visit;
use crate::api::App;
use crate::api::answer::html;
use crate::api::page::Page as _;
use crate::api::problem::Problem;
use crate::api::receipt::{self, ReceiptView};
use crate::dossier::DossierCode;
use crate::store::{Role, Staff, Store};

/// Generation of the PIN that the applicant got with the dossier.
const FIRST: u32 = 1;

#[derive(Template)]
#[template(path = "desk/pin-paper.html")]
struct PinPaper<'a> {
    frame: Frame,
    view: &'a ReceiptView,
    /// The applicant's.
    name: String,
    /// Of the dossier, when it is printed.
    state: &'static str,
}

/// The paper among what can be printed of `opened`.
pub(super) fn link(signed: &SignedIn, opened: &Opened) -> Option<Link> {
    (receives(signed) && is_renewed(opened)).then(|| Link {
        href: address(&opened.dossier.code),
        title: "Giấy ghi mã hồ sơ và mã PIN mới".to_owned(),
    })
}

fn address(code: &DossierCode) -> String {
    format!("/can-bo/ho-so/{code}/ma-pin/")
}

/// Only whoever can give a new PIN reads it.
fn receives(signed: &SignedIn) -> bool {
    signed.account.roles.contains(&Role::Receive)
}

/// The first PIN is known to the applicant alone: what was never renewed at the desk isn't shown at the desk.
fn is_renewed(opened: &Opened) -> bool {
    opened.dossier.pin_generation > FIRST && !opened.head.erased
}

/// `GET /can-bo/ho-so/{code}/ma-pin/`.
pub(super) async fn paper<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let head = may_read(&app, &signed, &path.map(|Path(code)| code).unwrap_or_default()).await?;
    if !receives(&signed) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "not-your-role"));
    }
    reads(&app, &signed, Some(&head.code), What::Slip).await?;
    let opened = open(&app, head).await?;
    if !is_renewed(&opened) {
        return Err(Problem::new(StatusCode::NOT_FOUND, "no-such-slip"));
    }
    let first = opened.payloads.get(&1).cloned().unwrap_or_default();
    let view = receipt::view(&app, &opened.intake, &opened.dossier, &first, &visit.headers).await?;
    let frame = Frame::of(&app, &signed, "dossier");
    let name = first.filer.map(|filer| filer.name).unwrap_or_default();
    let state = opened.dossier.status.name();
    Ok(html(StatusCode::OK, PinPaper { frame, view: &view, name, state }.made()?))
}
