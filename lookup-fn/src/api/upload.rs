//! Files sent by themselves, each with its own progress and its own second try.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::answer::Wants;
use super::body::{promised_bytes, whole};
use super::problem::{Fault, Problem};
use super::read::{media_type, read};
use super::{App, Caller, page, papers};
use crate::Hash;
use crate::dossier::FileKind;
use crate::store::{LARGEST_UPLOAD_BYTES, Store, Upload};

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
    app.may_send()?;
    app.sending(caller)?;
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-upload");
    let Path(id) = path.map_err(|_| none())?;
    let upload = Upload::of_token(&id, &app.function.key).ok_or_else(none)?;
    let wrong = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong-bytes");
    let (parts, body) = request.into_parts();
    let said = media_type(&parts.headers);
    if !said.is_empty() && said != upload.kind.media_type() {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-type"));
    }
    if promised_bytes(&parts.headers).is_some_and(|bytes| bytes != upload.size_bytes) {
        return Err(wrong());
    }
    let (bytes, _held) = whole(&parts.headers, body, upload.size_bytes, &app.room).await?;
    let pages = papers::pages(upload.kind, Some(&bytes));
    app.function.store.put(&upload, bytes).await?;
    let view = Taken {
        id,
        sha256: upload.sha256,
        size_bytes: upload.size_bytes,
        r#type: upload.kind.media_type(),
        pages,
    };
    app.answer(wants, StatusCode::OK, &view, |frame, _| page::Plain::uploaded(frame))
}
