//! A dossier is sent.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use content::form::check::Value;
use content::{ProcedureCode, Submission, Via};

use super::answer::Wants;
use super::answers::{asked, payload};
use super::papers::{self, Paper};
use super::problem::{Fault, Problem};
use super::read::{Sent, read};
use super::{App, Caller, device, page, receipt};
use crate::Hash;
use crate::dossier::{Actor, CommandId, Opening};
use crate::store::{RepeatKey, Store};
use crate::work::{Asker, Request as Wish, begin};

impl<S> App<S> {
    /// Errors: this site takes no dossiers; with the way to where they are taken.
    pub fn may_send(&self) -> Result<(), Problem> {
        if self.submission() != Submission::Off {
            return Ok(());
        }
        let portal = (self.function.rules)().map(|rules| rules.site.national_portal.clone());
        let mut problem = Problem::new(StatusCode::FORBIDDEN, "submission-off");
        if let Some(portal) = portal {
            problem.detail = format!(
                "Trang này không nhận hồ sơ. Bạn nộp trên Cổng Dịch vụ công quốc gia ({portal}) hoặc tại quầy."
            );
        }
        Err(problem)
    }
}

/// `POST /api/dossiers`.
pub(super) async fn submit<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    wants: Wants,
    request: Request,
) -> Result<Response, Problem> {
    app.may_send()?;
    app.sending(caller)?;
    let headers = request.headers().clone();
    let key = key(&headers)?;
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let typed = sent.texts.clone();
    let intake = app.rules()?;
    let now = app.now();

    let named = sent.take("procedure").unwrap_or_default();
    let code = named.parse::<ProcedureCode>().ok();
    let procedure = code.as_ref().and_then(|code| intake.procedure(code, now.day()));
    let Some(procedure) = procedure else {
        let known = code.is_some_and(|code| intake.procedures.contains_key(&code));
        sent.faults.push(Fault::new("procedure", if known { "not-in-force" } else { "unknown-procedure" }));
        return Err(Problem::faulty(sent.faults));
    };
    let case = match sent.take("case") {
        Some(text) => text.trim().parse::<u16>().unwrap_or(0),
        None => 1,
    };
    let place = procedure.case(case);
    let agency = sent.take("agency").unwrap_or_default();
    let office = intake.offices.get(&agency);
    if place.is_none() {
        sent.faults.push(Fault::new("case", "unknown-case"));
    }
    if !office.is_some_and(|office| procedure.is_received_by(&agency, office, now.day())) {
        sent.faults.push(Fault::new("agency", "unknown-office"));
    }
    let list = place.map_or(&[][..], |case| &case.papers);
    sent.refuse_other_cases(case);
    let mut papers = papers::papers(&app, &mut sent, list)?;
    let scanned: Vec<u16> = papers.iter().filter_map(|paper| paper.file.paper).collect();
    for (paper, number) in list.iter().zip(1..) {
        let at = format!("paper.{number}");
        // What came and can't be taken is told as that, not as missing.
        let came = scanned.contains(&number) || sent.faults.iter().any(|fault| fault.at == at);
        if procedure.needs_file(paper) && !came {
            sent.faults.push(Fault::new(at, "missing-paper"));
        }
    }
    let fields = sent.take_all("field.");
    sent.refuse_the_rest();
    let asked = asked(&app.people, &intake, procedure, case, &scanned);
    let mut payload = payload(&asked, fields, now.day(), &mut sent.faults);
    payload.files = papers.iter().map(|paper| paper.file.clone()).collect();

    let body = body_hash(&typed, &papers);
    let repeat = key.map_or(RepeatKey::Body(body), |key| RepeatKey::Draft(key.0));
    papers::put(&app, &mut papers).await?;
    let submitted = match sent.faults.is_empty() {
        true => {
            let asker = asker(&app, key, &body);
            let uploads = papers.iter().map(|paper| paper.upload.clone()).collect();
            let opening = Opening { case, agency, via: Via::Online, payload: payload.clone(), taken: None };
            let wish = Wish { procedure: procedure.code.clone(), opening, uploads, repeat, body };
            begin(&app.function.store, &intake, &asker, wish).await?
        }
        // What was accepted once is answered the same way again, whatever is asked for today.
        false => match app.function.store.answered(repeat, body, now).await? {
            Some(submitted) => submitted,
            None => {
                let is_lost = sent.faults.iter().any(|fault| fault.at == "agency");
                let offices = intake.offices(procedure, now.day()).filter(|_| is_lost);
                let offices = offices.map(|(id, office)| (id.to_owned(), office.name.clone())).collect();
                let (asked, typed, papers) = (&asked[..], &typed, &papers[..]);
                let attempt = page::Attempt { asked, procedure, offices, typed, papers };
                return Err(faulty(&app, wants, sent, attempt));
            }
        },
    };
    let dossier = receipt::begun(&app, &submitted).await?;
    let view = receipt::view(&app, &intake, &dossier, &payload, &headers).await?;
    let cookie = device::cookie(&app, &submitted.code, 1);
    let answer =
        app.answer(wants, StatusCode::CREATED, &view, |frame, view| page::Receipt { frame, view })?;
    Ok((cookie, answer).into_response())
}

/// The key that the draft on the device brings.
///
/// Errors: one that isn't 128 bits.
pub(super) fn key(headers: &HeaderMap) -> Result<Option<CommandId>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim().trim_matches('"');
    match CommandId::parse(text) {
        Some(key) => Ok(Some(key)),
        None => Err(Problem::new(StatusCode::BAD_REQUEST, "bad-key")),
    }
}

fn asker<S>(app: &App<S>, key: Option<CommandId>, body: &Hash) -> Asker {
    let command = key.unwrap_or_else(|| CommandId(body.0[..16].try_into().expect("a hash has 32 bytes")));
    Asker { actor: Actor::Applicant, command, seen: None, now: app.now() }
}

/// Hash of all that was sent: the same for the same draft, whatever the parts' borders and the names of uploads are.
fn body_hash(typed: &std::collections::BTreeMap<String, Value>, papers: &[Paper]) -> Hash {
    let texts: Vec<_> = typed.iter().collect();
    let mut files: Vec<_> = papers.iter().map(|paper| (paper.file.paper, paper.file.sha256)).collect();
    files.sort_unstable();
    let all = serde_json::to_vec(&(texts, files)).expect("texts, numbers and lists");
    Hash::of(&[b"motcua submission 1\0", &all])
}

/// Every fault at once; a browser gets the form back with all that was typed and the files that came.
fn faulty<S: Store>(app: &App<S>, wants: Wants, sent: Sent, attempt: page::Attempt) -> Problem {
    let mut problem = Problem::faulty(sent.faults);
    if wants == Wants::Html {
        let page = page::form(app, attempt, &problem.faults);
        problem.aside.page = page::Page::made(&page).ok();
    }
    problem
}
