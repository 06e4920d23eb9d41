//! Around every request: overload, origins, headers, the words of problems, and one line for the log.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::App;
use super::answer::{Wants, html};
use super::page::{self, Page};
use super::problem::Problem;
use crate::store::Store;

/// Said in a header too, for answers that are neither JSON nor a page.
const TRIAL_HEADER: HeaderName = HeaderName::from_static("motcua-trial");

pub(super) struct Guard<S> {
    app: Arc<App<S>>,
    under_way: AtomicUsize,
    /// Policy of every answer that brings none of its own.
    policy: HeaderValue,
    /// Origin of a catalogue on another host.
    origin: Option<HeaderValue>,
}

impl<S> Guard<S> {
    pub fn new(app: Arc<App<S>>) -> Guard<S> {
        let catalogue = app.function.settings.catalogue.as_deref();
        // Scheme and host alone: an origin has no path.
        let origin = catalogue.map(|address| address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/"));
        let style = origin.as_ref().map(|origin| format!(" {origin}")).unwrap_or_default();
        let policy = format!(
            "default-src 'none'; style-src 'self'{style}; script-src 'self'{style}; img-src 'self'{style} data:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        Guard {
            under_way: AtomicUsize::new(0),
            policy: HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'")),
            origin: origin.and_then(|origin| HeaderValue::from_str(&origin).ok()),
            app,
        }
    }
}

/// One request under way; counted until it is dropped, also when the caller goes away in the middle.
struct UnderWay<'a>(&'a AtomicUsize);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

pub(super) async fn guard<S: Store>(
    State(guard): State<Arc<Guard<S>>>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let wants = Wants::of(request.headers());
    let method = request.method().clone();
    // The pattern, never the address itself: no code, no name of a file, nothing a person typed gets into a log.
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let origin = request.headers().get(header::ORIGIN).cloned();
    let foreign = origin.filter(|origin| !is_of(origin, request.headers()));
    let ours = foreign.is_some() && foreign == guard.origin;
    let changes = method != Method::GET && method != Method::HEAD;

    let count = guard.under_way.fetch_add(1, Ordering::Relaxed);
    let _under_way = UnderWay(&guard.under_way);
    let response = if ours && method == Method::OPTIONS {
        preflight()
    } else if foreign.is_some() && !ours && changes {
        Problem::new(StatusCode::FORBIDDEN, "foreign-origin").into_response()
    } else if count >= guard.app.function.settings.most_at_once {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded").after(5).into_response()
    } else {
        next.run(request).await
    };
    let (mut response, problem) = told(&guard.app, wants, response);
    add_headers(&guard, response.headers_mut());
    if ours && let Some(origin) = foreign {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    (guard.app.function.log)(&line(
        &guard.app,
        &method,
        path.as_deref(),
        &response,
        begun,
        problem.as_deref(),
    ));
    response
}

/// True when `origin` is the host that was asked.
fn is_of(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let text = |value: &HeaderValue| value.to_str().map(str::to_ascii_lowercase).ok();
    let host = headers.get(header::HOST).and_then(text);
    let origin = text(origin);
    let origin = origin.as_deref().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    origin.is_some() && origin == host.as_deref()
}

fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, accept, idempotency-key"),
        (header::ACCESS_CONTROL_MAX_AGE, "3600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// The answer with words for the problem that it carries, if any.
fn told<S: Store>(app: &App<S>, wants: Wants, mut response: Response) -> (Response, Option<Box<Problem>>) {
    let Some(problem) = response.extensions_mut().remove::<Box<Problem>>() else { return (response, None) };
    let status = problem.status;
    let page = match (wants, &problem.aside.page) {
        (Wants::Json, _) => None,
        (Wants::Html, Some(page)) => Some(page.clone()),
        // A page that can't be made is told as JSON: better that than nothing.
        (Wants::Html, None) => page::Wrong { frame: app.frame(), problem: &problem }.made().ok(),
    };
    let mut told = match page {
        Some(page) => html(status, page),
        None => {
            let kind = [(header::CONTENT_TYPE, "application/problem+json")];
            (status, kind, problem.json(app.trial())).into_response()
        }
    };
    for (name, value) in std::mem::take(response.headers_mut()) {
        if let Some(name) = name.filter(|name| *name != header::CONTENT_LENGTH) {
            told.headers_mut().insert(name, value);
        }
    }
    (told, Some(problem))
}

fn add_headers<S: Store>(guard: &Guard<S>, headers: &mut HeaderMap) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not `no-referrer`: a browser would then send `Origin: null` with the forms of our own pages.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| guard.policy.clone());
    headers.append(header::VARY, HeaderValue::from_static("origin, accept"));
    if guard.app.function.settings.tls {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if guard.app.trial().is_some() {
        headers.insert(TRIAL_HEADER, HeaderValue::from_static("no office receives this"));
    }
}

fn line<S: Store>(
    app: &App<S>,
    method: &Method,
    path: Option<&str>,
    response: &Response,
    begun: Instant,
    problem: Option<&Problem>,
) -> String {
    let mut line = json!({
        "at": app.now(),
        "method": method.as_str(),
        "path": path.unwrap_or("?"),
        "status": response.status().as_u16(),
        "ms": begun.elapsed().as_millis() as u64,
    });
    if let Some(problem) = problem {
        line["problem"] = json!(problem.code);
        line["cause"] = json!(problem.aside.cause);
    }
    line.to_string()
}
