//! What a file cannot do: take a dossier, say where it stands, count.
//!
//! So far it says whether it is well and whom it may serve. A site that takes no dossiers (`submission: off`,
//! the default of a built site) answers every attempt to send one with the reason and the way to the national
//! portal: since 1 July 2025 dossiers are handed in there (Decree 118/2025/NĐ-CP).

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use content::{Site, Submission};
use serde_json::json;

/// What the function has to know of the site it stands beside.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether dossiers can be sent.
    pub submission: Submission,
    /// Where they can be sent instead.
    pub national_portal: String,
}

impl From<&Site> for Settings {
    fn from(site: &Site) -> Self {
        Settings { submission: site.submission, national_portal: site.national_portal.clone() }
    }
}

/// The function's addresses, all below `/api/`.
pub fn router(settings: Settings) -> Router {
    Router::new()
        .route("/api/health", get(health))
        .route("/api/dossiers", post(submit))
        .route("/api/{*rest}", axum::routing::any(unknown))
        .with_state(settings)
}

async fn health(State(settings): State<Settings>) -> Json<serde_json::Value> {
    Json(json!({ "status": "ok", "submission": settings.submission }))
}

async fn submit(State(settings): State<Settings>) -> Response {
    let detail = format!(
        "Trang này không nhận hồ sơ. Bạn nộp trên Cổng Dịch vụ công quốc gia ({}) hoặc tại quầy.",
        settings.national_portal
    );
    problem(StatusCode::FORBIDDEN, "submission-off", "Trang này không nhận hồ sơ", &detail)
}

async fn unknown() -> Response {
    problem(StatusCode::NOT_FOUND, "not-found", "Không có địa chỉ này", "Hãy xem lại đường dẫn.")
}

/// A problem as RFC 9457 has it, with a stable code and words for people.
fn problem(status: StatusCode, code: &str, title: &str, detail: &str) -> Response {
    let body = json!({ "type": format!("/van-de/{code}"), "code": code, "title": title, "detail": detail, "status": status.as_u16() });
    (status, [(header::CONTENT_TYPE, "application/problem+json; charset=utf-8")], body.to_string())
        .into_response()
}
