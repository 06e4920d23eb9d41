use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::App;
use super::page::{Frame, Page};
use super::problem::Problem;

/// How an answer is wanted: by a program, or by a browser that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    Json,
    Html,
}

impl Wants {
    pub fn of(headers: &HeaderMap) -> Wants {
        let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if accepts.contains("text/html") { Wants::Html } else { Wants::Json }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wants {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Wants::of(&parts.headers))
    }
}

impl<S> App<S> {
    /// `view` as JSON, or as the page that `page` makes of it.
    pub fn answer<'v, V: Serialize, P: Page>(
        &self,
        wants: Wants,
        status: StatusCode,
        view: &'v V,
        page: impl FnOnce(Frame, &'v V) -> P,
    ) -> Result<Response, Problem> {
        if wants == Wants::Html {
            return Ok(html(status, page(self.frame(), view).made()?));
        }
        self.data(status, view)
    }

    /// `view` as JSON.
    pub fn data(&self, status: StatusCode, view: &impl Serialize) -> Result<Response, Problem> {
        #[derive(Serialize)]
        struct Said<'v, V> {
            #[serde(flatten)]
            view: &'v V,
            #[serde(skip_serializing_if = "Option::is_none")]
            trial: Option<&'static str>,
        }
        let said = Said { view, trial: self.trial() };
        let body = serde_json::to_string(&said).map_err(|error| internal(&error.to_string()))?;
        Ok((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
    }

    /// What stands around every page.
    pub fn frame(&self) -> Frame {
        let rules = (self.function.rules)();
        let site = rules.as_ref().map(|rules| &rules.site);
        let ground = site.and_then(|site| site.legal_ground.clone());
        Frame {
            site: site.map_or_else(|| "Một Cửa".to_owned(), |site| site.name.clone()),
            home: self.function.settings.catalogue.clone().unwrap_or_default(),
            portal: site.map(|site| site.national_portal.clone()).unwrap_or_default(),
            trial: self.trial(),
            legal_ground: ground.filter(|_| self.submission() == content::Submission::Own),
        }
    }
}

pub(super) fn html(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
}

pub(super) fn internal(cause: &str) -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").because(cause)
}
