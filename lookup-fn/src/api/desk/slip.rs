//! Slips of a dossier, to print.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::dossier::Opened;
use super::reading::{What, may_read, reads};
use super::session::signed_in;
use super::visit::Visit;
use crate::api::App;
use crate::api::problem::Problem;
use crate::store::{Staff, Store};

/// A slip that can be printed now.
pub(super) struct Link {
    pub href: String,
    pub title: String,
}

/// The slips of `opened`.
pub(super) fn links<S>(_app: &App<S>, _opened: &Opened) -> Vec<Link> {
    Vec::new()
}

/// `GET /can-bo/ho-so/{code}/phieu/{slip}/`: the slip that the event of this place made; 0 is the control slip.
pub(super) async fn slip<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-slip");
    let signed = signed_in(&app, &visit).await?;
    let Path((code, _slip)) = path.map_err(|_| none())?;
    let head = may_read(&app, &signed, &code).await?;
    reads(&app, &signed, Some(&head.code), What::Slip).await?;
    Err(none())
}
