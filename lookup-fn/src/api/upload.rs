//! Files sent by themselves, each with its own progress and its own second try.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures_util::StreamExt;
use serde::Serialize;

use super::answer::Wants;
use super::body::{BodyFault, Held, Noticed, promised_bytes, watched};
use super::papers::Pages;
use super::problem::{Fault, Problem};
use super::read::{media_type, read};
use super::{App, Caller, page};
use crate::Hash;
use crate::dossier::FileKind;
use crate::store::{LARGEST_UPLOAD_BYTES, Store, Upload};

/// What a file under way holds of the room: a buffer of the store, and what the network has read ahead.
const HELD_BYTES: usize = 256 << 10;

#[derive(Serialize)]
pub(super) struct Announced {
    /// By which a submission names the file.
    id: String,
    /// Where its bytes are to be PUT.
    put: String,
    r#type: &'static str,
    size_bytes: u64,
}

#[derive(Serialize)]
pub(super) struct Taken {
    id: String,
    sha256: Hash,
    size_bytes: u64,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<u32>,
}

/// `POST /api/uploads`: says what the bytes will be.
pub(super) async fn announce<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    wants: Wants,
    request: Request,
) -> Result<Response, Problem> {
    app.may_send()?;
    app.sending(caller)?;
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let sha256 = sent.take("sha256").and_then(|text| text.parse::<Hash>().ok());
    let size = sent.take("size_bytes").and_then(|text| text.parse::<u64>().ok());
    let kind = sent.take("type").and_then(|name| FileKind::of_media_type(&name));
    let mut faults = sent.faults;
    let mut wrong = |is_wrong: bool, at: &str, code| {
        if is_wrong {
            faults.push(Fault::new(at, code));
        }
    };
    wrong(sha256.is_none(), "sha256", "shape");
    wrong(size.is_none(), "size_bytes", "shape");
    wrong(size == Some(0), "size_bytes", "empty-file");
    wrong(size.is_some_and(|size| size > LARGEST_UPLOAD_BYTES), "size_bytes", "too-large");
    wrong(kind.is_none(), "type", "wrong-kind");
    let (Some(sha256), Some(size_bytes), Some(kind), true) = (sha256, size, kind, faults.is_empty()) else {
        return Err(Problem::faulty(faults));
    };
    let random = |error: getrandom::Error| {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "store-away").because(error.to_string())
    };
    let upload = Upload::announce(sha256, size_bytes, kind).map_err(random)?;
    let id = upload.token(&app.function.key);
    let view = Announced { put: format!("/api/uploads/{id}"), id, r#type: kind.media_type(), size_bytes };
    app.answer(wants, StatusCode::CREATED, &view, |frame, _| page::Plain::uploaded(frame))
}

/// `PUT /api/uploads/{id}`: the bytes, which are refused unless they are what was said.
pub(super) async fn take<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    wants: Wants,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let promised = promised_bytes(&parts.headers);
    let (id, upload) = match expected(&app, caller, path, &parts.headers) {
        Ok(upload) => upload,
        Err(problem) => {
            // Whoever is still sending hears the answer only once everything was read.
            let mut pieces = std::pin::pin!(watched(body, LARGEST_UPLOAD_BYTES, Noticed::default()).fuse());
            while pieces.next().await.is_some() {}
            return Err(problem);
        }
    };
    let pages = receive(&app, &upload, promised, body).await?;
    let view = Taken {
        id,
        sha256: upload.sha256,
        size_bytes: upload.size_bytes,
        r#type: upload.kind.media_type(),
        pages,
    };
    app.answer(wants, StatusCode::OK, &view, |frame, _| page::Plain::uploaded(frame))
}

/// The upload that is about to come, as far as headers tell.
fn expected<S: Store>(
    app: &App<S>,
    caller: Caller,
    path: Result<Path<String>, PathRejection>,
    headers: &HeaderMap,
) -> Result<(String, Upload), Problem> {
    app.may_send()?;
    app.sending(caller)?;
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-upload");
    let Path(id) = path.map_err(|_| none())?;
    let upload = Upload::of_token(&id, &app.function.key).ok_or_else(none)?;
    let said = media_type(headers);
    if !said.is_empty() && said != upload.kind.media_type() {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type"));
    }
    match promised_bytes(headers).is_some_and(|bytes| bytes != upload.size_bytes) {
        true => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong-bytes")),
        false => Ok((id, upload)),
    }
}

/// Hands the bytes to the store piece by piece; tells the pages that it saw.
async fn receive<S: Store>(
    app: &App<S>,
    upload: &Upload,
    promised: Option<u64>,
    body: Body,
) -> Result<Option<u32>, Problem> {
    let mut held = Held::default();
    app.room.hold(&mut held, HELD_BYTES.min(upload.size_bytes as usize))?;
    let noticed = Noticed::default();
    let (mut pages, mut count) = (Pages::of(upload.kind), 0);
    let result = {
        let pieces = watched(body, upload.size_bytes, noticed.clone())
            .fuse()
            .filter_map(|piece| std::future::ready(piece.ok()))
            .inspect(|piece| {
                count += piece.len() as u64;
                pages.look_at(piece);
            });
        let mut pieces = std::pin::pin!(pieces);
        let result = app.function.store.receive(upload, pieces.as_mut()).await;
        if result.is_err() {
            // Whoever is still sending hears the answer only once everything was read.
            while pieces.next().await.is_some() {}
        }
        result
    };
    if let Some(fault) = noticed.get() {
        return Err(fault.into());
    }
    if promised.is_some_and(|promised| promised > count) {
        return Err(BodyFault::Broken.into());
    }
    result?;
    Ok(pages.counted())
}
