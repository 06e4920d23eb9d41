//! What an applicant does with a dossier that there is: add what was asked for, take it back.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use content::Via;

use super::answer::Wants;
use super::detail::{above, shown};
use super::papers;
use super::pin_tier::{self, Asking, Opened};
use super::problem::{Fault, Problem};
use super::submit::key;
use super::{App, Caller};
use crate::dossier::{Actor, Command, CommandId, Dossier, KeptFile, Payload, Status};
use crate::store::Store;
use crate::work::{Asker, Done, act, procedure_of};
use crate::{Hash, work};

/// `POST /api/dossiers/{code}/supplement`.
pub(super) async fn supplement<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    wants: Wants,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    app.sending(caller)?;
    let code = pin_tier::code_in(path)?;
    let key = key(request.headers())?;
    let Asking { code, mut sent, pin, opened, .. } = pin_tier::asking(&app, caller, code, request).await?;
    let intake = app.rules()?;
    let procedure = procedure_of(&app.function.store, &intake, &opened.dossier).await?;
    let case = procedure.case(opened.dossier.about.case);
    let list = case.map_or(&[][..], |case| &case.papers);
    let words = sent.words("words", "too-large", "shape");
    sent.refuse_other_cases(opened.dossier.about.case);
    let mut papers = papers::papers(&app, &mut sent, list)?;
    sent.refuse_the_rest();
    if papers.is_empty() && sent.faults.is_empty() {
        sent.faults.push(Fault::new("papers", "nothing-sent"));
    }
    if !sent.faults.is_empty() {
        return Err(above(&app, &opened, &pin, Problem::faulty(sent.faults)).await);
    }
    papers::put(&app, &mut papers).await?;
    let files: Vec<KeptFile> = papers.iter().map(|paper| paper.file.clone()).collect();
    let uploads: Vec<_> = papers.iter().map(|paper| paper.upload.clone()).collect();
    let mut hashes: Vec<_> = files.iter().map(|file| (file.paper, file.sha256)).collect();
    hashes.sort_unstable();
    let said = serde_json::to_vec(&(&hashes, &words)).expect("texts, numbers and lists");
    let stage = opened.dossier.passages.last().map_or(0, |passage| passage.event);
    let asker = asker(&app, key, &opened.dossier, stage, &said);
    let payload = Payload { files: files.clone(), words: words.clone(), ..Payload::default() };
    let command = Command::SendSupplement { via: Via::Online, files, sheets: Vec::new(), words };
    let done = match act(&app.function.store, &intake, &asker, &code, &command, &uploads).await {
        Ok(done) => done,
        Err(error) => return Err(above(&app, &opened, &pin, error.into()).await),
    };
    same(&app, &done, asker.command, &payload).await?;
    let opened = Opened { dossier: done.dossier, events: done.events };
    shown(&app, wants, &opened, &pin, "Đã nhận giấy tờ bổ sung. Nơi nhận sẽ xem và báo lại.").await
}

/// `POST /api/dossiers/{code}/withdraw`.
pub(super) async fn withdraw<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    wants: Wants,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let code = pin_tier::code_in(path)?;
    let key = key(request.headers())?;
    let Asking { code, mut sent, pin, opened, .. } = pin_tier::asking(&app, caller, code, request).await?;
    let intake = app.rules()?;
    let words = sent.words("words", "too-large", "shape");
    sent.refuse_the_rest();
    if !sent.faults.is_empty() {
        return Err(above(&app, &opened, &pin, Problem::faulty(sent.faults)).await);
    }
    // It happens once and for good: a second press is the same command at whatever stage it comes.
    let asker = asker(&app, key, &opened.dossier, 0, b"withdraw");
    let command = Command::Withdraw { words };
    let done = match act(&app.function.store, &intake, &asker, &code, &command, &[]).await {
        Ok(done) => done,
        Err(error) => return Err(above(&app, &opened, &pin, error.into()).await),
    };
    if done.dossier.status != Status::Withdrawn {
        // The key was used for something else before: then nothing was withdrawn, and nobody may believe it was.
        return Err(Problem::new(StatusCode::CONFLICT, "other-body"));
    }
    let opened = Opened { dossier: done.dossier, events: done.events };
    shown(&app, wants, &opened, &pin, "Đã rút hồ sơ.").await
}

/// Without a key, the same things sent again at the same stage are the same command.
fn asker<S>(app: &App<S>, key: Option<CommandId>, dossier: &Dossier, stage: u32, said: &[u8]) -> Asker {
    let code = dossier.code.as_str().as_bytes();
    let hash = Hash::of(&[b"motcua sending 1\0", code, &stage.to_be_bytes(), said]);
    let command = key.unwrap_or_else(|| CommandId(hash.0[..16].try_into().expect("a hash has 32 bytes")));
    Asker { actor: Actor::Applicant, command, seen: None, now: app.now() }
}

/// A command that was carried out before must have been this one: files must never be dropped in silence.
async fn same<S: Store>(
    app: &App<S>,
    done: &Done,
    command: CommandId,
    sent: &Payload,
) -> Result<(), Problem> {
    if done.new > 0 {
        return Ok(());
    }
    let key = |file: &KeptFile| (file.paper, file.sha256);
    let mut wanted: Vec<_> = sent.files.iter().map(key).collect();
    wanted.sort_unstable();
    let payloads = app.function.store.payloads(&done.dossier.code).await.map_err(work::WorkError::from)?;
    let before = done.events.iter().find(|one| one.event.command == command);
    let before = before.and_then(|one| payloads.get(&one.event.seq));
    let mut had: Vec<_> = before.map(|payload| payload.files.iter().map(key).collect()).unwrap_or_default();
    had.sort_unstable();
    match had == wanted && before.is_some_and(|payload| payload.words == sent.words) {
        true => Ok(()),
        false => Err(Problem::new(StatusCode::CONFLICT, "other-body")),
    }
}
