//! The answer to a dossier that was sent: what the applicant needs from now on.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use content::calendar::Due;
use content::intake::{Intake, IntakeCase};
use serde::Serialize;

use super::answer::Wants;
use super::due::{DueView, expected};
use super::pin_tier::{self, Asking};
use super::problem::Problem;
use super::track::StateView;
use super::{App, Caller, device, page};
use crate::dossier::{Dossier, DossierCode, KeptFile, Payload, Pin, Status};
use crate::store::{Store, Submitted};
use crate::work::{look, procedure_of};
use crate::{Hash, Moment, words};

#[derive(Serialize)]
pub(super) struct ReceiptView {
    pub code: DossierCode,
    /// Second secret; shown here and nowhere else.
    pub pin: String,
    pub received: Received,
    pub state: StateView,
    pub procedure: Named,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    pub agency: Named,
    pub papers: Vec<PaperView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_due: Option<DueView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_due_because: Option<&'static str>,
    /// What happens next, a sentence each.
    pub next: Vec<String>,
    /// Where its state is told.
    pub tracking: String,
    /// The page where people ask for it, with the code already in its box.
    #[serde(skip)]
    pub page: String,
    /// The same as a QR code, to be read from paper.
    #[serde(skip)]
    pub qr: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Received {
    pub at: Moment,
    pub words: String,
}

#[derive(Serialize)]
pub(super) struct Named {
    pub id: String,
    pub name: String,
}

/// A paper with its files as they were received.
#[derive(Serialize)]
pub(super) struct PaperView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    pub name: String,
    pub files: Vec<FileView>,
}

#[derive(Serialize)]
pub(super) struct FileView {
    pub sha256: Hash,
    pub size_bytes: u64,
    pub r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    pub name: String,
}

impl FileView {
    pub fn of(file: &KeptFile) -> FileView {
        FileView {
            sha256: file.sha256,
            size_bytes: file.size_bytes,
            r#type: file.kind.media_type(),
            pages: file.pages,
            name: file.name.clone(),
        }
    }

    /// Length for readers: "1,2 MB", "340 KB".
    pub fn size(&self) -> String {
        match self.size_bytes {
            bytes if bytes >= 1_000_000 => {
                format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
            }
            bytes => format!("{} KB", bytes.div_ceil(1_000)),
        }
    }

    /// The first digits of the hash, enough to compare by eye.
    pub fn mark(&self) -> String {
        self.sha256.to_string()[..16].to_owned()
    }
}

/// `POST /api/dossiers/{code}/receipt`: once more, to whoever has the PIN.
pub(super) async fn again<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    wants: Wants,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let code = pin_tier::code_in(path)?;
    let Asking { code, headers, opened, .. } = pin_tier::asking(&app, caller, code, request).await?;
    let payloads = app.function.store.payloads(&code).await?;
    let first = payloads.get(&1).cloned().unwrap_or_default();
    let intake = app.rules()?;
    let view = view(&app, &intake, &opened.dossier, &first, &headers).await?;
    let cookie = device::cookie(&app, &code, opened.dossier.pin_generation);
    let answer = app.answer(wants, StatusCode::OK, &view, |frame, view| page::Receipt { frame, view })?;
    Ok((cookie, answer).into_response())
}

/// What was `submitted`, as it was then.
///
/// Errors: the store's.
pub(super) async fn begun<S: Store>(app: &App<S>, submitted: &Submitted) -> Result<Dossier, Problem> {
    let code = &submitted.code;
    let dossier = match submitted.events.as_slice() {
        [] => look(&app.function.store, code).await?.map(|(dossier, _)| dossier),
        events => {
            let events: Vec<_> = events.iter().map(|recorded| recorded.event.clone()).collect();
            Dossier::of(code, &events).ok()
        }
    };
    dossier.ok_or_else(|| super::answer::internal("a dossier without events"))
}

/// The receipt of `dossier`, which began with `payload`; `headers` say under which name people came here.
pub(super) async fn view<S: Store>(
    app: &App<S>,
    intake: &Intake,
    dossier: &Dossier,
    payload: &Payload,
    headers: &HeaderMap,
) -> Result<ReceiptView, Problem> {
    let code = &dossier.code;
    let procedure = procedure_of(&app.function.store, intake, dossier).await?;
    let page = format!("{}/tra-cuu/?ma={code}", catalogue(app, headers));
    let about = &dossier.about;
    let case = procedure.case(about.case);
    let due = expected(intake, &procedure, dossier.submitted_at.received());
    Ok(ReceiptView {
        pin: Pin::of(&app.function.key, code, dossier.pin_generation).as_str().to_owned(),
        received: Received { at: dossier.submitted_at, words: words::moment(dossier.submitted_at) },
        state: StateView::of(Status::Submitted, false),
        procedure: Named { id: procedure.code.to_string(), name: procedure.name.clone() },
        case: case.and_then(|case| case.name.clone()),
        agency: Named { id: about.agency.clone(), name: intake.office_name(&about.agency).to_owned() },
        papers: papers(&payload.files, case),
        no_due_because: due.as_ref().err().copied(),
        expected_due: due.ok(),
        next: next(intake, dossier.submitted_at),
        tracking: format!("/api/dossiers/{code}"),
        qr: crate::qr::svg(&page),
        page,
        code: code.clone(),
    })
}

/// Address of the catalogue as people know it: the operator's word, or the name by which they came.
fn catalogue<S>(app: &App<S>, headers: &HeaderMap) -> String {
    let settings = &app.function.settings;
    if let Some(catalogue) = &settings.catalogue {
        return catalogue.clone();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let plain =
        |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'.' | b'-' | b':' | b'[' | b']');
    let host = if host.bytes().all(plain) { host } else { "" };
    match (host.is_empty(), settings.tls) {
        (true, _) => String::new(),
        (false, true) => format!("https://{host}"),
        (false, false) => format!("http://{host}"),
    }
}

/// `files` under the papers that they are.
pub(super) fn papers(files: &[KeptFile], case: Option<&IntakeCase>) -> Vec<PaperView> {
    let mut papers: Vec<PaperView> = Vec::new();
    for file in files {
        if !papers.iter().any(|paper| paper.number == file.paper) {
            papers.push(PaperView {
                number: file.paper,
                name: paper_name(file.paper, case),
                files: Vec::new(),
            });
        }
        let own = papers.iter_mut().find(|paper| paper.number == file.paper);
        own.into_iter().for_each(|paper| paper.files.push(FileView::of(file)));
    }
    papers.sort_by_key(|paper| paper.number.unwrap_or(u16::MAX));
    papers
}

pub(super) fn paper_name(number: Option<u16>, case: Option<&IntakeCase>) -> String {
    let at = number.and_then(|number| usize::from(number).checked_sub(1));
    let paper = at.and_then(|at| case?.papers.get(at));
    paper.map_or_else(|| "Giấy tờ khác".to_owned(), |paper| paper.name.clone())
}

fn next(intake: &Intake, sent_at: Moment) -> Vec<String> {
    use content::calendar::{Limit, Term};
    let mut next = Vec::new();
    if let Some(pack) = content::pack_on(&intake.packs, sent_at.day()) {
        let hours = pack.online_answer_hours.value;
        let due: Due = intake.calendar.due(&Term::one(Limit::Hours(hours)), sent_at.received(), &[]).due;
        next.push(format!(
            "Trong {hours} giờ làm việc (chậm nhất {}), nơi nhận xem hồ sơ rồi tiếp nhận, yêu cầu bổ sung hoặc từ chối kèm lý do.",
            words::due_words(due)
        ));
    }
    next.push("Ngày hẹn trả kết quả bắt đầu tính từ lúc hồ sơ được tiếp nhận.".to_owned());
    next.push(
        "Xem hồ sơ đến đâu bằng mã hồ sơ; thêm mã PIN thì xem được ngày hẹn, giấy tờ và lời nhắn.".to_owned(),
    );
    next.push("Giữ kín mã PIN. Mất thì mang giấy tờ tùy thân đến nơi nhận để lấy mã mới.".to_owned());
    next
}
