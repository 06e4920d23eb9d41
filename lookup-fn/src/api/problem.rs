use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::dossier::Refusal;
use crate::store::StoreError;
use crate::words;
use crate::work::WorkError;

/// What went wrong, as RFC 9457 has it: a stable code, and words for people. How it is shown, the guard decides.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub status: StatusCode,
    /// Stable; `/van-de/<code>` is its type.
    pub code: &'static str,
    pub title: &'static str,
    pub detail: String,
    /// Everything that can't be taken as it was sent.
    pub faults: Vec<Fault>,
    pub retry_after_seconds: Option<u32>,
    /// What few problems have.
    pub aside: Box<Aside>,
}

/// What few problems have.
#[derive(Clone, Debug, Default)]
pub(super) struct Aside {
    /// The code that somebody probably meant, told by its form alone.
    pub meant: Option<String>,
    /// For the log only.
    pub cause: Option<String>,
    /// The page for a browser, where a plain one would lose what was typed.
    pub page: Option<String>,
}

/// Something sent that can't be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Fault {
    /// Which field or paper: `filer.name`, `paper.2`.
    pub at: String,
    /// Stable.
    pub code: &'static str,
    /// For people.
    pub detail: String,
}

impl Fault {
    pub fn new(at: impl Into<String>, code: &'static str) -> Fault {
        Fault { at: at.into(), code, detail: words::fault(code).to_owned() }
    }
}

impl Problem {
    /// The problem `code` with its words.
    pub fn new(status: StatusCode, code: &'static str) -> Problem {
        let (title, detail) = words::problem(code);
        Problem {
            status,
            code,
            title,
            detail: detail.to_owned(),
            faults: Vec::new(),
            retry_after_seconds: None,
            aside: Box::default(),
        }
    }

    /// Everything that can't be taken as it was sent.
    pub fn faulty(mut faults: Vec<Fault>) -> Problem {
        faults.sort_by(|left, right| left.at.cmp(&right.at));
        faults.dedup();
        Problem { faults, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "faulty-fields") }
    }

    pub fn after(self, seconds: u32) -> Problem {
        Problem { retry_after_seconds: Some(seconds), ..self }
    }

    pub fn because(mut self, cause: impl Into<String>) -> Problem {
        self.aside.cause = Some(cause.into());
        self
    }

    /// Its body. `trial` says that no office receives anything, where that is so.
    pub fn json(&self, trial: Option<&str>) -> String {
        #[derive(Serialize)]
        struct Body<'a> {
            r#type: String,
            title: &'a str,
            status: u16,
            detail: &'a str,
            code: &'a str,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            faults: &'a [Fault],
            #[serde(skip_serializing_if = "Option::is_none")]
            meant: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            trial: Option<&'a str>,
        }
        let body = Body {
            r#type: format!("/van-de/{}", self.code),
            title: self.title,
            status: self.status.as_u16(),
            detail: &self.detail,
            code: self.code,
            faults: &self.faults,
            meant: self.aside.meant.as_deref(),
            trial,
        };
        serde_json::to_string(&body).expect("a problem is texts and lists")
    }
}

impl IntoResponse for Problem {
    /// An empty answer that carries the problem; the guard gives it a body.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Box::new(self));
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let away = |code| Problem::new(StatusCode::SERVICE_UNAVAILABLE, code).after(30);
        match &error {
            StoreError::OtherBody => Problem::new(StatusCode::CONFLICT, "other-body"),
            StoreError::Overtaken => Problem::new(StatusCode::CONFLICT, "overtaken"),
            StoreError::NoSuchDossier => Problem::new(StatusCode::NOT_FOUND, "no-such-dossier"),
            StoreError::NoSuchFile(_) => Problem::faulty(vec![Fault::new("papers", "no-such-upload")]),
            StoreError::WrongBytes => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong-bytes"),
            StoreError::CannotWrite(_) => away("cannot-write").because(error.to_string()),
            StoreError::Away(_) => away("store-away").because(error.to_string()),
            StoreError::Damaged(_) => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "damaged").because(error.to_string())
            }
        }
    }
}

impl From<WorkError> for Problem {
    fn from(error: WorkError) -> Self {
        match error {
            WorkError::Store(error) => error.into(),
            WorkError::NoSuchDossier => StoreError::NoSuchDossier.into(),
            WorkError::NoSuchProcedure => Problem::faulty(vec![Fault::new("procedure", "unknown-procedure")]),
            WorkError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let fault = |at: String| Problem::faulty(vec![Fault::new(at, refusal.code())]);
        match &refusal {
            Refusal::UnknownCase(_) => fault("case".to_owned()),
            Refusal::UnknownOffice => fault("agency".to_owned()),
            Refusal::NotInForce => fault("procedure".to_owned()),
            Refusal::UnknownPaper(number) => fault(format!("paper.{number}")),
            Refusal::NothingSent => fault("papers".to_owned()),
            _ => Problem::new(StatusCode::CONFLICT, "not-now").because(refusal.code()),
        }
    }
}
