//! Slips of a dossier, to print.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::dossier::{Opened, open};
use super::reading::{What, may_read, reads};
use super::session::signed_in;
use super::visit::Visit;
use crate::api::App;
use crate::api::answer::{html, internal};
use crate::api::problem::Problem;
use crate::dossier::Pin;
use crate::slip::{self, Source};
use crate::store::{Staff, Store};

/// A slip that can be printed now.
pub(super) struct Link {
    pub href: String,
    pub title: String,
}

/// The slips of `opened`.
pub(super) fn links<S>(app: &App<S>, opened: &Opened) -> Vec<Link> {
    let slips = slip::list(&source(app, opened, None)).into_iter().map(|one| {
        let number = one.number.map(|number| format!(", số {number:02}")).unwrap_or_default();
        Link {
            href: format!("/can-bo/ho-so/{}/phieu/{}/", opened.dossier.code, one.event),
            title: format!("Phiếu {:02}: {}{number}", one.slip, one.title),
        }
    });
    slips.collect()
}

fn source<'a, S>(app: &App<S>, opened: &'a Opened, pin: Option<&'a Pin>) -> Source<'a> {
    Source {
        rules: &opened.intake,
        procedure: &opened.procedure,
        dossier: &opened.dossier,
        events: &opened.events,
        payloads: &opened.payloads,
        officers: &opened.officers,
        pin,
        trial: app.trial(),
    }
}

/// `GET /can-bo/ho-so/{code}/phieu/{event}/`: the slip that the event of this place made; 0 is the control slip.
pub(super) async fn slip<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-slip");
    let signed = signed_in(&app, &visit).await?;
    let Path((code, event)) = path.map_err(|_| none())?;
    let event: u32 = event.parse().map_err(|_| none())?;
    let head = may_read(&app, &signed, &code).await?;
    reads(&app, &signed, Some(&head.code), What::Slip).await?;
    let opened = open(&app, head).await?;
    // Slip 01 is handed to the applicant, who has the PIN from nowhere else when the dossier came on paper.
    let pin = Pin::of(&app.function.key, &opened.dossier.code, opened.dossier.pin_generation);
    let source = source(&app, &opened, Some(&pin));
    let kind = slip::list(&source).into_iter().find(|one| one.event == event).map(|one| one.kind);
    let page = kind.and_then(|kind| slip::page(&source, kind, Some(event))).ok_or_else(none)?;
    Ok(html(StatusCode::OK, page.map_err(|error| internal(&error))?))
}
