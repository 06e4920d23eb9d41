//! An officer does something with a dossier.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use content::form::check::Value;

use super::command::command;
use super::dossier::{Beside, Opened, open};
use super::dossier_view::view;
use super::history::Step;
use super::reading::{What, may_read, reads};
use super::session::{SignedIn, own_form, signed_in_with};
use super::visit::{Side, Visit};
use crate::api::App;
use crate::api::papers::{papers, put};
use crate::api::problem::{Fault, Problem};
use crate::api::read::{Sent, read};
use crate::api::submit::key;
use crate::desk::action::Action;
use crate::dossier::{Actor, CommandId, Refusal};
use crate::store::{Staff, Store};
use crate::words;
use crate::work::{Asker, WorkError, act as carry_out};

/// `POST /can-bo/ho-so/{code}/` and `POST /api/desk/dossiers/{code}/commands`.
pub(super) async fn act<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let (signed, request) = signed_in_with(&app, &visit, request).await?;
    let head = may_read(&app, &signed, &path.map(|Path(code)| code).unwrap_or_default()).await?;
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let typed = std::mem::take(&mut sent.texts);
    sent.texts = typed.clone();
    // Whatever comes of it, the dossier is shown.
    reads(&app, &signed, Some(&head.code), What::Detail).await?;
    let opened = open(&app, head).await?;
    let named = sent.take("action").unwrap_or_default();
    let Some(action) = Action::named(&named) else {
        return Err(Problem::faulty(vec![Fault::new("action", "no-action")]));
    };
    let told = |problem| told(&app, &visit, &signed, &opened, action, &typed, problem, Vec::new());
    if let Err(old) = own_form(&signed, &visit.headers, &mut sent) {
        return Err(told(old));
    }
    if !signed.account.may(&action.sample(&opened.dossier), &opened.dossier.about.agency) {
        return Err(told(Problem::new(StatusCode::FORBIDDEN, "not-your-role")));
    }
    let id = command_id(&mut sent, key(&visit.headers)?);
    let seen = seen(&mut sent);
    let list = opened.case().map(|case| case.papers.as_slice()).unwrap_or_default();
    let mut papers = papers(&app, &mut sent, list)?;
    let wanted = command(action, &mut sent, &opened.subject(app.now()), &papers);
    sent.refuse_the_rest();
    let (Some(command), Some(id), true) = (wanted, id, sent.faults.is_empty()) else {
        return Err(told(Problem::faulty(sent.faults)));
    };
    put(&app, &mut papers).await?;
    let uploads: Vec<_> = papers.iter().map(|paper| paper.upload.clone()).collect();
    let actor = Actor::Officer(signed.account.id.clone());
    let asker = Asker { actor: actor.clone(), command: id, seen, now: app.now() };
    let (store, code) = (&app.function.store, &opened.dossier.code);
    let done = match carry_out(store, &opened.intake, &asker, code, &command, &uploads).await {
        Ok(done) => done,
        Err(WorkError::Refused(Refusal::Overtaken { from, .. })) => {
            return Err(overtaken(&app, &visit, &signed, opened, action, &typed, from).await);
        }
        Err(WorkError::Refused(refusal)) => return Err(told(refused(&refusal))),
        Err(other) => return Err(other.into()),
    };
    let own = |event: &crate::dossier::Event| event.command == id;
    if done.new == 0 && action != Action::Recount {
        // The command was carried out before: by this officer and as this, or nothing was done now.
        let before = done.events.iter().find(|one| own(&one.event));
        if before.is_none_or(|one| one.event.actor != actor || !action.makes(&one.event.what)) {
            return Err(told(Problem::new(StatusCode::CONFLICT, "other-body")));
        }
    }
    if visit.side == Side::Page {
        let again = if done.new == 0 { "&lap=1" } else { "" };
        return Ok(super::moved(&format!("/can-bo/ho-so/{code}/?xong={}{again}", action.name())));
    }
    let head = may_read(&app, &signed, code.as_str()).await?;
    let opened = open(&app, head).await?;
    app.data(StatusCode::OK, &view(&app, &signed, &opened))
}

/// Why nothing came of it, with the words for officers.
fn refused(refusal: &Refusal) -> Problem {
    let mut problem = Problem::new(StatusCode::CONFLICT, "refused").because(refusal.code());
    problem.detail = words::desk::refusal(refusal);
    problem
}

/// The id that the form carries, or the header of a program.
fn command_id(sent: &mut Sent, header: Option<CommandId>) -> Option<CommandId> {
    let typed = sent.take("command").map(|text| CommandId::parse(text.trim()));
    match typed {
        Some(Some(id)) => Some(id),
        None if header.is_some() => header,
        _ => {
            sent.faults.push(Fault::new("command", "shape"));
            None
        }
    }
}

/// The last event that the officer saw: without it nobody could tell them what others did.
fn seen(sent: &mut Sent) -> Option<u32> {
    let seen = sent.take("seen").and_then(|text| text.trim().parse().ok());
    if seen.is_none() {
        sent.faults.push(Fault::new("seen", "required"));
    }
    seen
}

/// Somebody did something since the page was opened: they are told what, and their words stay in the form.
async fn overtaken<S: Store + Staff>(
    app: &App<S>,
    visit: &Visit,
    signed: &SignedIn,
    opened: Opened,
    action: Action,
    typed: &BTreeMap<String, Value>,
    from: u32,
) -> Problem {
    let opened = match open(app, opened.head).await {
        Ok(opened) => opened,
        Err(problem) => return problem,
    };
    let since = opened.events.iter().filter(|one| one.event.seq >= from);
    let news: Vec<Step> = since.map(|one| opened.teller().step(&one.event)).collect();
    let mut problem = Problem::new(StatusCode::CONFLICT, "overtaken-here");
    if visit.side == Side::Data {
        let lines = news.iter().map(|step| format!("{}, {}: {}", step.at_words, step.who, step.words));
        problem.detail = format!("{} {}", problem.detail, lines.collect::<Vec<_>>().join("; "));
        return problem;
    }
    told(app, visit, signed, &opened, action, typed, problem, news)
}

/// `problem`, for a page with the dossier below it and the form as it was typed.
#[allow(clippy::too_many_arguments, reason = "each is another thing that the page shows")]
fn told<S: Store + Staff>(
    app: &App<S>,
    visit: &Visit,
    signed: &SignedIn,
    opened: &Opened,
    action: Action,
    typed: &BTreeMap<String, Value>,
    problem: Problem,
    news: Vec<Step>,
) -> Problem {
    if visit.side == Side::Data {
        return problem;
    }
    let beside = Beside { wrong: Some(&problem), news, sent: Some((action, typed)), ..Beside::default() };
    let page = super::dossier::page(app, signed, opened, &beside).ok();
    let mut problem = problem.clone();
    problem.aside.page = page;
    problem
}
