//! Files of a dossier, for officers. Never shown in place: a file of a stranger may be anything.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::reading::{What, may_read, reads};
use super::session::signed_in;
use super::visit::Visit;
use crate::Hash;
use crate::api::App;
use crate::api::file::attachment;
use crate::api::problem::Problem;
use crate::store::{Staff, Store};

/// `GET /can-bo/ho-so/{code}/tep/{sha256}` and `GET /api/desk/dossiers/{code}/files/{sha256}`.
pub(super) async fn file<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-file");
    let signed = signed_in(&app, &visit).await?;
    let Path((code, sha256)) = path.map_err(|_| none())?;
    let head = may_read(&app, &signed, &code).await?;
    let sha256: Hash = sha256.parse().map_err(|_| none())?;
    let payloads = app.function.store.payloads(&head.code).await?;
    let file = payloads.values().flat_map(|payload| &payload.files).find(|file| file.sha256 == sha256);
    let file = file.ok_or_else(none)?;
    reads(&app, &signed, Some(&head.code), What::File).await?;
    let bytes = app.function.store.file(&head.code, sha256).await?.ok_or_else(none)?;
    Ok(attachment(&head.code, file, bytes))
}
