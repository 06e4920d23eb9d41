//! The officers' desk: pages below `/can-bo/`, the same as data below `/api/desk/`.
//!
//! ```text
//! Visit --session--> SignedIn --roles, office--> what may be read and done --record_reading--> page or JSON
//! ```

mod account;
mod act;
mod attempts;
mod book;
mod command;
mod counter;
mod counter_page;
mod dossier;
mod dossier_view;
mod erase;
mod file;
mod find;
mod forms;
mod history;
mod list;
mod page;
mod pin_paper;
mod reading;
mod second_factor;
mod session;
mod sign_in;
mod signature;
mod slip;
mod table;
mod visit;

use std::sync::Arc;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, delete, get, post};

pub(super) use attempts::Attempts;

use super::page::Page;
use super::problem::Problem;
use super::{App, Route};
use crate::store::{Staff, Store};

/// The addresses of data, described in `/api/openapi.json` as all others are.
pub(super) fn routes<S: Store + Staff>() -> Vec<Route<S>> {
    let on_get = |path, handler| Route { method: Method::GET, path, handler };
    let on_post = |path, handler| Route { method: Method::POST, path, handler };
    vec![
        on_post("/api/desk/session", post(sign_in::sign_in)),
        on_get("/api/desk/session", get(sign_in::who)),
        Route { method: Method::DELETE, path: "/api/desk/session", handler: delete(sign_in::sign_out) },
        on_get("/api/desk/dossiers", get(list::list)),
        on_post("/api/desk/dossiers", post(counter::receive)),
        on_get("/api/desk/dossiers.csv", get(table::table)),
        on_get("/api/desk/dossiers/{code}", get(dossier::dossier)),
        on_post("/api/desk/dossiers/{code}/commands", post(act::act)),
        on_get("/api/desk/dossiers/{code}/files/{sha256}", get(file::file)),
        on_post("/api/desk/find", post(find::find)),
    ]
}

/// The pages. Whatever goes wrong on them is told on a page of the desk.
pub(super) fn pages<S: Store + Staff>(app: &Arc<App<S>>) -> Router<Arc<App<S>>> {
    Router::new()
        .route("/can-bo", get(|| async { moved("/can-bo/") }))
        .route("/can-bo/", get(list::list))
        .route("/can-bo/danh-sach.csv", get(table::table))
        .route("/can-bo/dang-nhap/", get(sign_in::form).post(sign_in::sign_in))
        .route("/can-bo/dang-nhap/ma/", post(second_factor::confirm))
        .route("/can-bo/dang-xuat/", post(sign_in::sign_out))
        .route("/can-bo/tai-khoan/", get(account::account).post(account::change))
        .route("/can-bo/tiep-nhan/", get(counter::choose))
        .route("/can-bo/tiep-nhan/{code}/", get(counter::form).post(counter::receive))
        .route("/can-bo/tim/", get(find::form).post(find::find))
        .route("/can-bo/so/", get(book::book))
        .route("/can-bo/so/in/", get(book::printed))
        .route("/can-bo/xoa/", get(erase::form).post(erase::erase))
        .route("/can-bo/ho-so/{code}/", get(dossier::dossier).post(act::act))
        .route("/can-bo/ho-so/{code}/tep/{sha256}", get(file::file))
        .route("/can-bo/ho-so/{code}/phieu/{slip}/", get(slip::slip))
        .route("/can-bo/ho-so/{code}/ma-pin/", get(pin_paper::paper))
        .route("/can-bo/giao-dien.css", get(page::style))
        .route("/can-bo/{*rest}", any(super::unknown))
        .layer(from_fn_with_state(app.clone(), told::<S>))
}

/// The desk has no script at all.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Problems of pages: who isn't signed in is asked to, everything else gets a page of the desk.
async fn told<S: Store + Staff>(State(app): State<Arc<App<S>>>, request: Request, next: Next) -> Response {
    let reads = *request.method() == Method::GET;
    let page_of_desk = request.extensions().get::<MatchedPath>().is_some();
    let address = request.uri().path_and_query().map(|one| one.as_str().to_owned()).unwrap_or_default();
    let mut response = next.run(request).await;
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    let Some(problem) = response.extensions_mut().get_mut::<Box<Problem>>() else { return response };
    if problem.code == "not-signed-in" && reads && page_of_desk {
        return moved(&match visit::own_page(&address).filter(|own| *own != "/can-bo/") {
            Some(own) => format!("/can-bo/dang-nhap/?ve={}", encoded(own)),
            None => "/can-bo/dang-nhap/".to_owned(),
        });
    }
    if problem.aside.page.is_none() {
        let frame = page::Frame::stranger(&app);
        // What can't be made into a page is told as data.
        let page = page::Wrong { frame, problem, address: String::new(), kept: Vec::new() }.made().ok();
        problem.aside.page = page;
    }
    response
}

/// To another page of the desk, after something was done: pressing "reload" there does nothing again.
fn moved(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
