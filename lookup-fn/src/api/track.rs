//! The public tier: where a dossier stands, for anybody who knows its code (Circular 01/2018/TT-VPCP article 16.2.d).

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::answer::Wants;
use super::problem::Problem;
use super::{App, page, pin_tier};
use crate::dossier::{Completion, DossierCode, Status};
use crate::store::Store;
use crate::words;

/// Nothing more may ever stand here.
#[derive(Serialize)]
pub(super) struct PublicView {
    pub code: DossierCode,
    pub state: StateView,
}

#[derive(Serialize)]
pub(super) struct StateView {
    pub name: &'static str,
    pub words: &'static str,
    pub completion: Completion,
    /// Whether there is a way to go, or one that was gone to its end: not for what was refused or withdrawn.
    #[serde(skip)]
    pub has_way: bool,
}

impl StateView {
    /// `answered`: a supplement was asked for and has come.
    pub fn of(status: Status, answered: bool) -> StateView {
        let words = match (status, answered) {
            (Status::SupplementAsked, true) => words::SUPPLEMENT_CAME,
            _ => words::state(status),
        };
        let has_way = !matches!(status, Status::Rejected | Status::Withdrawn);
        StateView { name: status.name(), words, completion: status.completion(), has_way }
    }
}

/// `GET /api/dossiers/{code}`.
pub(super) async fn by_code<S: Store>(
    State(app): State<Arc<App<S>>>,
    wants: Wants,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    state(&app, wants, &path.map(|Path(code)| code).unwrap_or_default()).await
}

/// `GET /api/dossiers?code=...`: the same, for the box of a page without script.
pub(super) async fn typed<S: Store>(
    State(app): State<Arc<App<S>>>,
    wants: Wants,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let code = pairs.find(|(name, _)| name == "code").map(|(_, code)| code.trim().to_owned());
    state(&app, wants, &code.unwrap_or_default()).await
}

async fn state<S: Store>(app: &App<S>, wants: Wants, typed: &str) -> Result<Response, Problem> {
    let boxed = |problem: Problem| page::with_code_box(app, typed, problem);
    let code = pin_tier::code(typed).map_err(boxed)?;
    let none = || boxed(Problem::new(StatusCode::NOT_FOUND, "no-such-dossier"));
    let head = app.function.store.head(&code).await?.ok_or_else(none)?;
    let view = PublicView { code, state: StateView::of(head.status, head.waits_for_desk) };
    app.answer(wants, StatusCode::OK, &view, |frame, view| page::Public { frame, view })
}
