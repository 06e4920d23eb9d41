//! Files given back to whoever has the PIN. Never shown in place: a file of a stranger may be anything.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::detail::shown_payloads;
use super::pin_tier::{self, Asking};
use super::problem::Problem;
use super::{App, Caller};
use crate::Hash;
use crate::dossier::{DossierCode, KeptFile};
use crate::store::Store;

/// `POST /api/dossiers/{code}/files/{sha256}`: the PIN is in the body, because it never stands in an address.
pub(super) async fn file<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-file");
    let Path((code, sha256)) = path.map_err(|_| none())?;
    let code = pin_tier::code(&code)?;
    let Asking { code, opened, .. } = pin_tier::asking(&app, caller, code, request).await?;
    let sha256: Hash = sha256.parse().map_err(|_| none())?;
    let payloads = app.function.store.payloads(&code).await?;
    let mut files = shown_payloads(&opened.events, &payloads).flat_map(|(_, payload)| &payload.files);
    let file = files.find(|file| file.sha256 == sha256).ok_or_else(none)?;
    let bytes = app.function.store.file(&code, sha256).await?.ok_or_else(none)?;
    Ok(attachment(&code, file, bytes))
}

/// `bytes` as something to keep, never to show: whatever they are, no browser runs them.
pub(super) fn attachment(code: &DossierCode, file: &KeptFile, bytes: Vec<u8>) -> Response {
    let name = if file.name.is_empty() {
        format!("{code}.{}", ending(file.kind.media_type()))
    } else {
        file.name.clone()
    };
    let headers = [
        (header::CONTENT_TYPE, file.kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", encoded(&name))),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}

fn ending(media_type: &str) -> &str {
    media_type.rsplit('/').next().unwrap_or_default()
}

/// RFC 8187: everything but letters, digits and a few signs as bytes.
fn encoded(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
