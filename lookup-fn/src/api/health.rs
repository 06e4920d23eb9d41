use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use content::Submission;
use serde::Serialize;

use super::answer::Wants;
use super::problem::Problem;
use super::{App, page};
use crate::dossier::DossierCode;
use crate::store::Store;

#[derive(Serialize)]
pub(super) struct HealthView {
    pub status: &'static str,
    pub submission: Submission,
}

/// `GET /api/health`: whether dossiers can be read now.
pub(super) async fn health<S: Store>(
    State(app): State<Arc<App<S>>>,
    wants: Wants,
) -> Result<Response, Problem> {
    // A code that no agency gives: one small read, as every tracking makes it.
    let code: DossierCode = "Z99.0-000101-0001".parse().expect("it is a code");
    app.function.store.head(&code).await?;
    let view = HealthView { status: "ok", submission: app.submission() };
    app.answer(wants, StatusCode::OK, &view, |frame, _| page::Plain::well(frame))
}

/// `GET /api/openapi.json`.
pub(super) async fn description() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, include_str!("openapi.json")).into_response()
}
