//! A dossier as an officer sees it: everything, and what may be done with it now.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use content::form::check::Value;
use content::intake::{Intake, IntakeCase, IntakeProcedure};

use super::dossier_view::view;
use super::forms::{Form, Subject, form};
use super::history::{Step, Teller};
use super::list::names;
use super::page::{self, Frame};
use super::reading::{What, may_read, reads};
use super::session::{SignedIn, signed_in};
use super::visit::{Side, Visit};
use crate::api::App;
use crate::api::answer::{html, internal};
use crate::api::page::Page as _;
use crate::api::problem::{Fault, Problem};
use crate::desk::action::{Action, possible};
use crate::dossier::{Dossier, Payload, Recorded};
use crate::store::{Account, Head, Role, Staff, Standing as Open, Store};
use crate::work::{look, procedure_of};
use crate::{Moment, words};

/// A dossier with all that its page needs.
pub(super) struct Opened {
    pub head: Head,
    pub dossier: Dossier,
    pub events: Vec<Recorded>,
    pub payloads: BTreeMap<u32, Payload>,
    pub procedure: IntakeProcedure,
    pub intake: Arc<Intake>,
    pub officers: BTreeMap<String, String>,
    /// Officers of its office who can be given it.
    pub colleagues: Vec<(String, String)>,
}

impl Opened {
    pub fn case(&self) -> Option<&IntakeCase> {
        self.procedure.case(self.dossier.about.case)
    }

    pub fn teller(&self) -> Teller<'_> {
        Teller { intake: &self.intake, case: self.case(), officers: &self.officers }
    }

    pub fn subject(&self, now: Moment) -> Subject<'_> {
        Subject {
            intake: &self.intake,
            procedure: &self.procedure,
            case: self.case(),
            dossier: &self.dossier,
            colleagues: &self.colleagues,
            now,
        }
    }
}

/// What a page of a dossier says beside the dossier.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// What was just done.
    pub done: String,
    /// What went wrong.
    pub wrong: Option<&'a Problem>,
    /// What others did meanwhile.
    pub news: Vec<Step>,
    /// Who has read the dossier, for whoever leads.
    pub readings: Vec<String>,
    /// The form that was sent, which keeps what was typed.
    pub sent: Option<(Action, &'a BTreeMap<String, Value>)>,
}

/// `GET /can-bo/ho-so/{code}/` and `GET /api/desk/dossiers/{code}`.
pub(super) async fn dossier<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let head = may_read(&app, &signed, &path.map(|Path(code)| code).unwrap_or_default()).await?;
    reads(&app, &signed, Some(&head.code), What::Detail).await?;
    let opened = open(&app, head).await?;
    if visit.side == Side::Data {
        return app.data(StatusCode::OK, &view(&app, &signed, &opened));
    }
    let mut done = Action::named(visit.asks("xong")).map_or("", words::desk::done).to_owned();
    if !visit.asks("lap").is_empty() {
        done = "Việc này đã ghi từ lần bấm trước; lần này không ghi thêm gì.".to_owned();
    }
    if !visit.asks("moi").is_empty() {
        done = "Đã tiếp nhận hồ sơ. In phiếu 01 để giao cho người nộp.".to_owned();
    }
    let readings = readings(&app, &signed, &opened).await?;
    let page = page(&app, &signed, &opened, &Beside { done, readings, ..Beside::default() })?;
    Ok(html(StatusCode::OK, page))
}

/// Who has read it, newest first: whoever leads has to see that nobody reads without need.
async fn readings<S: Store + Staff>(
    app: &App<S>,
    signed: &SignedIn,
    opened: &Opened,
) -> Result<Vec<String>, Problem> {
    /// Enough to see what goes on today.
    const MOST: usize = 50;
    if !signed.account.roles.contains(&Role::Lead) {
        return Ok(Vec::new());
    }
    let all = app.function.store.readings(&opened.dossier.code).await?;
    let told = all.iter().rev().take(MOST).map(|one| {
        let who = opened.teller().officer(&one.account);
        format!("{}, {who}: {}", words::moment(one.at), words::desk::reading(&one.what))
    });
    Ok(told.collect())
}

/// Everything about the dossier of `head`. To be called once the reading is written down.
pub(super) async fn open<S: Store + Staff>(app: &App<S>, head: Head) -> Result<Opened, Problem> {
    let (store, intake) = (&app.function.store, app.rules()?);
    let found = look(store, &head.code).await?;
    let (dossier, events) = found.ok_or_else(|| internal("a dossier with a head and without events"))?;
    let procedure = procedure_of(store, &intake, &dossier).await?.into_owned();
    let payloads = store.payloads(&head.code).await?;
    let can_hold = |account: &Account| {
        let works = account.roles.iter().any(|role| matches!(role, Role::Process | Role::Sign | Role::Lead));
        account.standing == Open::Open && works && account.may_read(&head.agency)
    };
    let accounts = store.accounts().await?;
    let colleagues =
        accounts.iter().filter(|one| can_hold(one)).map(|one| (one.id.clone(), one.name.clone())).collect();
    let officers = names(app).await?;
    Ok(Opened { head, dossier, events, payloads, procedure, intake, officers, colleagues })
}

/// The page of `opened`.
pub(super) fn page<S: Store + Staff>(
    app: &App<S>,
    signed: &SignedIn,
    opened: &Opened,
    beside: &Beside,
) -> Result<String, Problem> {
    let view = view(app, signed, opened);
    let subject = opened.subject(app.now());
    let faults: &[Fault] = beside.wrong.map_or(&[], |problem| &problem.faults);
    let forms: Result<Vec<Form>, Problem> = possible_actions(app, signed, opened)
        .into_iter()
        .map(|action| match &beside.sent {
            Some((sent, typed)) if *sent == action => form(action, &subject, Some(*typed), faults),
            _ => form(action, &subject, None, &[]),
        })
        .collect();
    let forms = forms?;
    // Faults of a form that isn't there any more are told above.
    let told_above = !forms.iter().any(|form| form.open);
    let frame = Frame::of(app, signed, "dossier");
    let mut slips = super::slip::links(app, opened);
    slips.extend(super::pin_paper::link(signed, opened));
    page::Dossier { frame, view: &view, forms, beside, told_above, slips }.made()
}

/// What the officer may do with it now.
pub(super) fn possible_actions<S>(app: &App<S>, signed: &SignedIn, opened: &Opened) -> Vec<Action> {
    possible(&signed.account, &opened.dossier, &opened.intake, &opened.procedure, app.now())
}
