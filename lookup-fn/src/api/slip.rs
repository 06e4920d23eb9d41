//! Slips that the applicant can print again, with the PIN.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use content::SlipKind;
use serde::Serialize;

use super::answer::{html, internal};
use super::pin_tier::{self, Asking};
use super::problem::Problem;
use super::{App, Caller};
use crate::Moment;
use crate::dossier::Pin;
use crate::slip::{self, STYLE, Source};
use crate::store::Store;
use crate::work::procedure_of;

/// A slip that can be printed.
#[derive(Serialize)]
pub(super) struct SlipView {
    /// Place of its event: where it is asked for.
    pub event: u32,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}

/// The slips of a dossier that are meant for its applicant.
pub(super) fn slips(source: &Source) -> Vec<SlipView> {
    let own = slip::list(source).into_iter().filter(|one| one.kind != SlipKind::Control);
    own.map(|one| SlipView { event: one.event, title: one.title, at: one.at }).collect()
}

/// `POST /api/dossiers/{code}/slips/{event}`: a page to print, for browsers and programs alike.
pub(super) async fn slip<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-slip");
    let Path((code, event)) = path.map_err(|_| none())?;
    let code = pin_tier::code(&code)?;
    let Asking { code, opened, .. } = pin_tier::asking(&app, caller, code, request).await?;
    let event: u32 = event.parse().map_err(|_| none())?;
    let rules = app.rules()?;
    let store = &app.function.store;
    let payloads = store.payloads(&code).await?;
    let procedure = procedure_of(store, &rules, &opened.dossier).await?;
    let pin = Pin::of(&app.function.key, &code, opened.dossier.pin_generation);
    let source = Source {
        rules: &rules,
        procedure: &procedure,
        dossier: &opened.dossier,
        events: &opened.events,
        payloads: &payloads,
        officers: &BTreeMap::new(),
        pin: Some(&pin),
        trial: app.trial(),
    };
    let kind = slip::list(&source).into_iter().find(|one| one.event == event && one.event > 0);
    let kind = kind.ok_or_else(none)?.kind;
    let page = slip::page(&source, kind, Some(event)).ok_or_else(none)?;
    Ok(html(StatusCode::OK, page.map_err(|error| internal(&error))?))
}

/// `GET /api/slips.css`.
pub(super) async fn style() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, STYLE).into_response()
}
