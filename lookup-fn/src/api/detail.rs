//! The PIN tier: everything that the applicant may know of their dossier.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use content::form::check::Values;
use content::intake::Intake;
use serde::Serialize;

use super::answer::Wants;
use super::changed::changes;
use super::due::{DueView, promised};
use super::pin_tier::{self, Asking, Opened};
use super::problem::{Fault, Problem};
use super::receipt::{FileView, Named, PaperView, paper_name, papers};
use super::slip::{SlipView, slips};
use super::track::StateView;
use super::written::{Written, written};
use super::{App, Caller, device, page};
use crate::dossier::{
    Audience, DossierCode, Event, HandOver, Happening, Outcome, Payload, Person, Recorded, Status,
};
use crate::slip::Source;
use crate::store::Store;
use crate::work::procedure_of;
use crate::{Moment, words};

#[derive(Serialize)]
pub(super) struct DetailView {
    pub code: DossierCode,
    pub state: StateView,
    pub procedure: ProcedureNow,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    pub agency: Office,
    /// The unit that works on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<DueView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<AskedView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<MoneyView>,
    /// What happened, oldest first, with the words of the office.
    pub events: Vec<EventView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filer: Option<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Person>,
    /// What was written in the forms, by form and field.
    pub answers: BTreeMap<String, Values>,
    /// Everything the applicant sent.
    pub papers: Vec<PaperView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<ResultView>,
    /// Slips that can be printed again.
    pub slips: Vec<SlipView>,
    pub can: Can,
    /// The answers in the words of the forms, for people.
    #[serde(skip)]
    pub written: Vec<Written>,
}

#[derive(Serialize)]
pub(super) struct ProcedureNow {
    pub id: String,
    pub name: String,
    pub version: String,
    /// Whether another version is in force by now; this dossier goes on under its own.
    pub changed: bool,
    /// What is another in that version, a sentence each.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub changes: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Office {
    #[serde(flatten)]
    pub named: Named,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
}

/// What is asked for now.
#[derive(Serialize)]
pub(super) struct AskedView {
    pub papers: Vec<AskedPaper>,
    pub reason: String,
    /// Whether something was sent since.
    pub sent: bool,
}

#[derive(Serialize)]
pub(super) struct AskedPaper {
    pub number: u16,
    pub name: String,
}

#[derive(Serialize)]
pub(super) struct MoneyView {
    pub asked_vnd: u64,
    pub paid_vnd: u64,
}

#[derive(Serialize)]
pub(super) struct EventView {
    pub at: Moment,
    pub at_words: String,
    pub words: String,
    /// Reason or message with it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
}

#[derive(Serialize)]
pub(super) struct ResultView {
    pub outcome: Outcome,
    pub words: String,
    pub files: Vec<FileView>,
}

/// What the applicant can do now.
#[derive(Serialize)]
pub(super) struct Can {
    pub supplement: bool,
    pub withdraw: bool,
}

/// `POST /api/dossiers/{code}/detail`.
pub(super) async fn detail<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    wants: Wants,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let code = pin_tier::code_in(path)?;
    let Asking { opened, pin, .. } = pin_tier::asking(&app, caller, code, request).await?;
    shown(&app, wants, &opened, &pin, "").await
}

/// The answer that shows `opened`, with a word about what was just done.
pub(super) async fn shown<S: Store>(
    app: &App<S>,
    wants: Wants,
    opened: &Opened,
    pin: &str,
    done: &str,
) -> Result<Response, Problem> {
    let view = view(app, opened).await?;
    let cookie = device::cookie(app, &view.code, opened.dossier.pin_generation);
    let answer = app.answer(wants, StatusCode::OK, &view, |frame, view| page::Detail {
        frame,
        view,
        pin,
        done,
        faults: &[],
    })?;
    Ok((cookie, answer).into_response())
}

/// `problem` for a browser above the dossier as it is, so that nothing else has to be asked for again.
pub(super) async fn above<S: Store>(
    app: &App<S>,
    opened: &Opened,
    pin: &str,
    mut problem: Problem,
) -> Problem {
    if let Ok(view) = view(app, opened).await {
        let told = Fault { at: String::new(), code: problem.code, detail: problem.detail.clone() };
        let faults = if problem.faults.is_empty() { vec![told] } else { problem.faults.clone() };
        let page = page::Detail { frame: app.frame(), view: &view, pin, done: "", faults: &faults };
        problem.aside.page = page::Page::made(&page).ok();
    }
    problem
}

async fn view<S: Store>(app: &App<S>, opened: &Opened) -> Result<DetailView, Problem> {
    let intake = app.rules()?;
    let Opened { dossier, events } = opened;
    let store = &app.function.store;
    let payloads = store.payloads(&dossier.code).await?;
    let procedure = procedure_of(store, &intake, dossier).await?;
    let about = &dossier.about;
    let case = procedure.case(about.case);
    let first = payloads.get(&1).cloned().unwrap_or_default();
    let sent: Vec<_> = shown_payloads(events, &payloads)
        .filter(|(event, _)| !matches!(event.what, Happening::Finished { .. }))
        .flat_map(|(_, payload)| payload.files.clone())
        .collect();
    let last_words = |wanted: fn(&Happening) -> bool| {
        let mut of = events.iter().rev().filter(|one| wanted(&one.event.what));
        of.next().and_then(|one| payloads.get(&one.event.seq)).cloned().unwrap_or_default()
    };
    let asked = (dossier.status == Status::SupplementAsked).then(|| AskedView {
        papers: dossier
            .asked
            .iter()
            .map(|number| AskedPaper { number: *number, name: paper_name(Some(*number), case) })
            .collect(),
        reason: last_words(|what| matches!(what, Happening::SupplementAsked { .. })).words,
        sent: dossier.supplement_sent_at.is_some(),
    });
    let result = dossier.finished.map(|finished| {
        let payload = last_words(|what| matches!(what, Happening::Finished { .. }));
        let files = payload.files.iter().map(FileView::of).collect();
        ResultView { outcome: finished.outcome, words: payload.words, files }
    });
    let unit = match &dossier.hand_over {
        HandOver::OneStop => None,
        HandOver::Given { to } | HandOver::Taken { by: to } => Some(to),
    };
    let today = intake.procedure(&about.procedure, app.now().day());
    let officers = BTreeMap::new();
    let slips = slips(&Source {
        rules: &intake,
        procedure: &procedure,
        dossier,
        events,
        payloads: &payloads,
        officers: &officers,
        pin: None,
        trial: None,
    });
    Ok(DetailView {
        slips,
        code: dossier.code.clone(),
        state: StateView::of(dossier.status, dossier.supplement_sent_at.is_some()),
        procedure: ProcedureNow {
            id: about.procedure.to_string(),
            name: procedure.name.clone(),
            version: about.version.clone(),
            changed: today.is_none_or(|today| today.version != about.version),
            changes: changes(&procedure, today, about.case),
        },
        case: case.and_then(|case| case.name.clone()),
        agency: office(&intake, &about.agency),
        unit: unit.map(|id| office(&intake, id).named.name),
        due: promised(&intake, dossier),
        asked,
        money: (dossier.money.asked_vnd > 0)
            .then_some(MoneyView { asked_vnd: dossier.money.asked_vnd, paid_vnd: dossier.money.paid_vnd }),
        events: told(opened, &payloads),
        written: written(&app.people, &intake, &first),
        filer: first.filer,
        owner: first.owner,
        answers: first.answers,
        papers: papers(&sent, case),
        result,
        can: Can {
            supplement: dossier.status == Status::SupplementAsked,
            withdraw: !dossier.is_closed() && !matches!(dossier.status, Status::Finished | Status::Stopped),
        },
    })
}

fn office(intake: &Intake, id: &str) -> Office {
    let office = intake.offices.get(id);
    Office {
        named: Named { id: id.to_owned(), name: intake.office_name(id).to_owned() },
        address: office.and_then(|office| office.address.clone()),
        phone: office.and_then(|office| office.phone.clone()),
        hours: office.and_then(|office| office.hours.clone()),
    }
}

/// What happened in words, oldest first; messages are those that are meant for the applicant.
fn told(opened: &Opened, payloads: &BTreeMap<u32, Payload>) -> Vec<EventView> {
    let events = opened.events.iter().filter_map(|recorded| {
        let event = &recorded.event;
        let words = match event.what {
            Happening::Noted { to: Audience::Applicant } => "Lời nhắn của nơi nhận",
            _ => words::event(&opened.dossier, event)?,
        };
        // The first message is the applicant's own, and theirs to see.
        let message = payloads.get(&event.seq).map(|payload| payload.words.clone()).unwrap_or_default();
        let message = if may_show_words(&event.what) { message } else { String::new() };
        let at_words = words::moment(event.at);
        Some(EventView { at: event.at, at_words, words: words.to_owned(), message })
    });
    events.collect()
}

/// Reasons that the law has the office tell, and messages to the applicant; not why a clerk entered something late.
fn may_show_words(what: &Happening) -> bool {
    matches!(
        what,
        Happening::Submitted(_)
            | Happening::Rejected
            | Happening::SupplementAsked { .. }
            | Happening::SupplementSent { .. }
            | Happening::PaymentAsked { .. }
            | Happening::Paused
            | Happening::StoppedForGood
            | Happening::Finished { .. }
            | Happening::Withdrawn
            | Happening::Apologised { .. }
            | Happening::DueSet(_)
            | Happening::Noted { to: Audience::Applicant }
    )
}

/// The payloads whose files are the applicant's: what they sent, and results.
pub(super) fn shown_payloads<'a>(
    events: &'a [Recorded],
    payloads: &'a BTreeMap<u32, Payload>,
) -> impl Iterator<Item = (&'a Event, &'a Payload)> {
    events.iter().map(|recorded| &recorded.event).filter_map(|event| {
        let shown = matches!(
            event.what,
            Happening::Submitted(_) | Happening::SupplementSent { .. } | Happening::Finished { .. }
        );
        Some((event, payloads.get(&event.seq).filter(|_| shown)?))
    })
}
