//! The counter: a dossier on paper is taken, now or afterwards. Papers are ticked, the applicant is named, slip 01 printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use content::calendar::Received;
use content::form::check::Value;
use content::form::{FieldKind, Form};
use content::intake::Intake;
use content::{ProcedureCode, Via};

use super::command;
use super::counter_page::counter;
use super::list::{Asked as Listed, Group, heads};
use super::page::{self, Frame};
use super::reading::{What, may_read, reads};
use super::session::{SignedIn, own_form, signed_in, signed_in_with};
use super::visit::{Side, Visit};
use crate::api::App;
use crate::api::answer::html;
use crate::api::answers::{Asked, payload};
use crate::api::page::Page as _;
use crate::api::papers::{papers, put};
use crate::api::people::{FILER, OWNER};
use crate::api::problem::{Fault, Problem};
use crate::api::read::{Sent, read};
use crate::api::submit::key;
use crate::desk::procedures;
use crate::dossier::{Actor, Command, CommandId, DueChoice, Opening, ReceiptSlip, Sheets, Taken};
use crate::store::{RepeatKey, Staff, Store};
use crate::work::{Asker, Request as Wish, WorkError, begin};
use crate::{Hash, Moment, words};

/// Procedures of an answer.
const MOST_FOUND: usize = 20;
/// Dossiers at which is looked for what the office does most.
const LOOKED_AT: usize = 200;

/// `GET /can-bo/tiep-nhan/`: which procedure.
pub(super) async fn choose<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let (intake, today) = (app.rules()?, app.now().day());
    let agency = agency(&signed, visit.asks("noi"))?;
    let typed = visit.asks("tim");
    let found = procedures::search(&intake, &agency, today, typed, MOST_FOUND);
    let often = match typed.trim().is_empty() {
        true => often(&app, &signed, &intake, &agency).await?,
        false => Vec::new(),
    };
    let page = page::Choose {
        frame: Frame::of(&app, &signed, "counter"),
        typed,
        found,
        often,
        offices: offices(&signed, &intake),
        agency: &agency,
    };
    Ok(html(StatusCode::OK, page.made()?))
}

/// What the office takes most often of late.
async fn often<S: Store>(
    app: &App<S>,
    signed: &SignedIn,
    intake: &Intake,
    agency: &str,
) -> Result<Vec<(String, String)>, Problem> {
    let listed = Listed { agency: agency.to_owned(), group: Group::Open, after: None };
    let mut counts: BTreeMap<ProcedureCode, usize> = BTreeMap::new();
    for head in heads(app, signed, &listed, LOOKED_AT).await?.0 {
        *counts.entry(head.procedure).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|left, right| (right.1, &left.0).cmp(&(left.1, &right.0)));
    let today = app.now().day();
    let named = counts.into_iter().filter_map(|(code, _)| intake.procedure(&code, today));
    Ok(named.take(8).map(|one| (one.code.to_string(), one.name.clone())).collect())
}

/// The office at whose counter the officer sits.
///
/// Errors: it isn't theirs, or they don't receive.
fn agency(signed: &SignedIn, named: &str) -> Result<String, Problem> {
    let account = &signed.account;
    let receives = Command::Accept { due: DueChoice::Later, receipt: ReceiptSlip::NotAsked };
    let agency = if named.is_empty() { account.agencies.first().map_or("", String::as_str) } else { named };
    match account.may(&receives, agency) {
        true => Ok(agency.to_owned()),
        false if account.agencies.contains(agency) => {
            Err(Problem::new(StatusCode::FORBIDDEN, "not-your-role"))
        }
        false => Err(Problem::new(StatusCode::FORBIDDEN, "not-your-office")),
    }
}

fn offices(signed: &SignedIn, intake: &Intake) -> Vec<(String, String)> {
    signed.account.agencies.iter().map(|id| (id.clone(), intake.office_name(id).to_owned())).collect()
}

/// `GET /can-bo/tiep-nhan/{code}/`: the form.
pub(super) async fn form<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let intake = app.rules()?;
    let agency = agency(&signed, visit.asks("noi"))?;
    let code = path.map(|Path(code)| code).unwrap_or_default();
    let code: Option<ProcedureCode> = code.parse().ok();
    let procedure = code.as_ref().and_then(|code| intake.procedure(code, app.now().day()));
    let procedure = procedure.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "no-such-procedure"))?;
    let number = visit.asks("truong-hop").parse().unwrap_or(1);
    let number = if procedure.case(number).is_some() { number } else { 1 };
    let page = counter(&app, &signed, &intake, procedure, (&agency, number), None, None)?;
    Ok(html(StatusCode::OK, page))
}

/// `POST /can-bo/tiep-nhan/{code}/` and `POST /api/desk/dossiers`.
pub(super) async fn receive<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let (signed, request) = signed_in_with(&app, &visit, request).await?;
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let typed = sent.texts.clone();
    let intake = app.rules()?;
    let now = app.now();
    let named = path.map(|Path(code)| code).ok().or_else(|| sent.take("procedure")).unwrap_or_default();
    let agency = agency(&signed, &sent.take("agency").unwrap_or_default())?;
    let code = named
        .parse::<ProcedureCode>()
        .map_err(|_| Problem::new(StatusCode::NOT_FOUND, "no-such-procedure"))?;
    let received = received(&mut sent, now);
    let day = received.map_or(now.day(), |received| received.on);
    let procedure = intake.procedure(&code, day).or_else(|| intake.procedure(&code, now.day()));
    let procedure = procedure.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "no-such-procedure"))?;
    let number = sent.take("case").map_or(1, |text| text.trim().parse().unwrap_or(0));
    let told = |mut problem: Problem| {
        if visit.side == Side::Page {
            let place = (agency.as_str(), if procedure.case(number).is_some() { number } else { 1 });
            problem.aside.page =
                counter(&app, &signed, &intake, procedure, place, Some(&typed), Some(&problem)).ok();
        }
        problem
    };
    own_form(&signed, &visit.headers, &mut sent).map_err(&told)?;
    let id = match sent.take("command") {
        Some(text) => CommandId::parse(text.trim()),
        None => key(&visit.headers)?,
    };
    let list = procedure.case(number).map(|case| case.papers.as_slice()).unwrap_or_default();
    let mut papers = papers(&app, &mut sent, list)?;
    let sheets = sheets(&mut sent, list.len());
    let via = match sent.take("via").as_deref() {
        Some("post") => Via::Post,
        _ => Via::Counter,
    };
    let due = command::due(&mut sent, procedure, Via::Counter);
    let receipt = command::receipt(&mut sent);
    let reason = command::words(&mut sent, "late_reason");
    if day < now.day() && reason.is_empty() {
        sent.faults.push(Fault::new("late_reason", "no-reason"));
    }
    let fields = sent.take_all("field.");
    sent.refuse_the_rest();
    let filer = at_counter(&app.people.filer);
    let asked = [
        Asked { id: FILER, form: &filer, needed: true },
        Asked { id: OWNER, form: &app.people.owner, needed: false },
    ];
    let mut payload = payload(&asked, fields, now.day(), &mut sent.faults);
    payload.files = papers.iter().map(|paper| paper.file.clone()).collect();
    payload.sheets = sheets;
    if id.is_none() {
        sent.faults.push(Fault::new("command", "shape"));
    }
    let (Some(id), Some(due), true) = (id, due, sent.faults.is_empty()) else {
        return Err(told(Problem::faulty(sent.faults)));
    };
    put(&app, &mut papers).await?;
    let taken = Taken { received: received.unwrap_or(now.received()), reason, due, receipt };
    let opening = Opening { case: number, agency: agency.clone(), via, payload, taken: Some(taken) };
    let wish = Wish {
        procedure: code,
        opening,
        uploads: papers.iter().map(|paper| paper.upload.clone()).collect(),
        repeat: RepeatKey::Draft(id.0),
        body: body(&typed, &papers),
    };
    let asker = Asker { actor: Actor::Officer(signed.account.id.clone()), command: id, seen: None, now };
    let submitted = match begin(&app.function.store, &intake, &asker, wish).await {
        Ok(submitted) => submitted,
        Err(WorkError::Refused(refusal)) => {
            let mut problem = Problem::new(StatusCode::CONFLICT, "refused").because(refusal.code());
            problem.detail = words::desk::refusal(&refusal);
            return Err(told(problem));
        }
        Err(other) => return Err(told(other.into())),
    };
    if visit.side == Side::Page {
        return Ok(super::moved(&format!("/can-bo/ho-so/{}/?moi=1", submitted.code)));
    }
    let head = may_read(&app, &signed, submitted.code.as_str()).await?;
    reads(&app, &signed, Some(&head.code), What::Detail).await?;
    let opened = super::dossier::open(&app, head).await?;
    app.data(StatusCode::CREATED, &super::dossier_view::view(&app, &signed, &opened))
}

/// When it was taken, where that isn't now.
fn received(sent: &mut Sent, now: Moment) -> Option<Received> {
    let given = |sent: &Sent, name: &str| sent.texts.contains_key(name);
    if !given(sent, "received_on") && !given(sent, "received_at") {
        return None;
    }
    let on = if given(sent, "received_on") { command::day(sent, "received_on") } else { Some(now.day()) };
    let at = command::time(sent, "received_at");
    Some(Received { on: on?, at: at? })
}

/// The papers that were ticked, with their numbers of originals and copies.
fn sheets(sent: &mut Sent, papers: usize) -> Vec<Sheets> {
    let (ticks, originals, copies) =
        (sent.take_all("sheet."), sent.take_all("originals."), sent.take_all("copies."));
    let count = |counts: &BTreeMap<String, Value>, number: &str| match counts.get(number) {
        Some(Value::Text(text)) => text.trim().parse::<u16>().ok().filter(|count| *count <= 999),
        None => Some(0),
        Some(_) => None,
    };
    let mut sheets = Vec::new();
    for number in ticks.keys() {
        let paper = number.parse::<u16>().ok().filter(|paper| (1..=papers).contains(&usize::from(*paper)));
        match (paper, count(&originals, number), count(&copies, number)) {
            (Some(paper), Some(originals), Some(copies)) => sheets.push(Sheets { paper, originals, copies }),
            (None, ..) => sent.faults.push(Fault::new(
                format!("sheet.{}", number.chars().take(8).collect::<String>()),
                "unknown-paper",
            )),
            (Some(paper), ..) => sent.faults.push(Fault::new(format!("sheet.{paper}"), "shape")),
        }
    }
    sheets.sort_by_key(|sheets| sheets.paper);
    sheets
}

/// Who stands at the counter needn't have a telephone; whoever hands in for an organisation has a name with digits.
fn at_counter(filer: &Form) -> Form {
    let mut form = filer.clone();
    for field in form.groups.iter_mut().flat_map(|group| &mut group.fields) {
        match field.id.as_deref() {
            Some("phone") => field.required = false,
            Some("name") => field.kind = FieldKind::Text,
            _ => {}
        }
    }
    form
}

/// Hash of all that was typed: the secret of the session aside, which changes when somebody signs in anew.
fn body(typed: &BTreeMap<String, Value>, papers: &[crate::api::papers::Paper]) -> Hash {
    let texts: Vec<_> = typed.iter().filter(|(name, _)| *name != "form_key").collect();
    let mut files: Vec<_> = papers.iter().map(|paper| (paper.file.paper, paper.file.sha256)).collect();
    files.sort_unstable();
    let all = serde_json::to_vec(&(texts, files)).expect("texts, numbers and lists");
    Hash::of(&[b"motcua counter 1\0", &all])
}
