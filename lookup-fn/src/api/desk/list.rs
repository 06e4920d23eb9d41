//! Lists of dossiers: by office, by what is to be done, by due date. Nothing personal stands in them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use content::intake::Intake;
use serde::Serialize;

use super::page::{self, Frame};
use super::session::{SignedIn, signed_in};
use super::visit::{Side, Visit};
use crate::api::App;
use crate::api::answer::html;
use crate::api::page::Page as _;
use crate::api::problem::Problem;
use crate::dossier::DossierCode;
use crate::store::{Head, Listing, Order, Staff, Store, Which};
use crate::words::desk::{Standing, standing};
use crate::{Moment, words};

/// Lines of a page.
const LINES: usize = 25;
/// A count goes no further.
const MOST_COUNTED: usize = 200;

/// Which dossiers a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Those that wait for an answer.
    Waiting,
    /// Those on which the officer works.
    Mine,
    /// Open ones past their due day.
    Overdue,
    /// Open ones due today or on the next two working days.
    Soon,
    Open,
    All,
}

impl Group {
    pub const ALL: [Group; 6] =
        [Group::Waiting, Group::Mine, Group::Overdue, Group::Soon, Group::Open, Group::All];

    /// Its name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Group::Waiting => "cho-xem",
            Group::Mine => "cua-toi",
            Group::Overdue => "qua-han",
            Group::Soon => "sap-den-han",
            Group::Open => "dang-mo",
            Group::All => "tat-ca",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Group::Waiting => "Chờ xem",
            Group::Mine => "Của tôi",
            Group::Overdue => "Quá hạn",
            Group::Soon => "Sắp đến hạn",
            Group::Open => "Đang mở",
            Group::All => "Tất cả",
        }
    }

    fn named(id: &str) -> Group {
        Group::ALL.into_iter().find(|group| group.id() == id).unwrap_or(Group::Open)
    }

    /// Whether it is a stretch of due days and not a list by itself.
    fn is_by_day(self) -> bool {
        matches!(self, Group::Overdue | Group::Soon)
    }
}

/// A page of a list.
#[derive(Serialize)]
pub(super) struct ListView {
    pub agency: String,
    pub agency_name: String,
    pub group: &'static str,
    pub lines: Vec<Line>,
    /// Where the next page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A dossier in a list.
#[derive(Serialize)]
pub(super) struct Line {
    pub code: DossierCode,
    pub procedure: String,
    pub procedure_name: String,
    pub state: &'static str,
    pub standing: Standing,
    /// In words: "quá hạn 3 ngày".
    pub standing_words: String,
    pub due: String,
    pub submitted_at: Moment,
    pub submitted: String,
    pub via: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
}

/// What a list is asked for.
pub(super) struct Asked {
    pub agency: String,
    pub group: Group,
    pub after: Option<String>,
}

impl Asked {
    /// What `visit` asks for, within what the officer may see.
    ///
    /// Errors: an office that isn't the officer's; one that has none.
    pub fn of(visit: &Visit, signed: &SignedIn) -> Result<Asked, Problem> {
        let own = &signed.account.agencies;
        let named = Some(visit.asks("co-quan")).filter(|id| !id.is_empty());
        let agency = match named {
            Some(id) => own.get(id),
            None => own.first(),
        };
        let agency = agency.filter(|id| signed.account.may_read(id));
        let agency = agency.ok_or_else(|| Problem::new(StatusCode::FORBIDDEN, "not-your-office"))?;
        let after = Some(visit.asks("sau")).filter(|after| !after.is_empty() && after.len() <= 80);
        Ok(Asked {
            agency: agency.clone(),
            group: Group::named(visit.asks("nhom")),
            after: after.map(str::to_owned),
        })
    }
}

/// `GET /can-bo/` and `GET /api/desk/dossiers`.
pub(super) async fn list<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let intake = app.rules()?;
    if visit.side == Side::Page && !signed.account.agencies.iter().any(|id| signed.account.may_read(id)) {
        return Ok(super::moved("/can-bo/xoa/"));
    }
    let mut asked = Asked::of(&visit, &signed)?;
    if visit.asks("co-quan").is_empty() {
        asked.agency = busy(&app, &signed, asked.agency).await?;
    }
    let (heads, next) = heads(&app, &signed, &asked, LINES).await?;
    let names = names(&app).await?;
    let view = ListView {
        agency_name: intake.office_name(&asked.agency).to_owned(),
        agency: asked.agency.clone(),
        group: asked.group.id(),
        lines: heads.iter().map(|head| line(&intake, &names, head, app.now())).collect(),
        next,
    };
    if visit.side == Side::Data {
        return app.data(StatusCode::OK, &view);
    }
    let mut tabs = Vec::new();
    for group in Group::ALL {
        let count = match group {
            // Counting all that ever was helps nobody.
            Group::All => String::new(),
            _ => count(&app, &signed, &asked.agency, group).await?,
        };
        tabs.push(page::Tab { id: group.id(), words: group.words(), count, chosen: group == asked.group });
    }
    let offices =
        signed.account.agencies.iter().map(|id| (id.clone(), intake.office_name(id).to_owned())).collect();
    let first = visit.asks("sau").is_empty();
    let page = page::List { frame: Frame::of(&app, &signed, "list"), view: &view, tabs, offices, first };
    Ok(html(StatusCode::OK, page.made()?))
}

/// The first of the officer's offices that has something open, or else `first`.
async fn busy<S: Store>(app: &App<S>, signed: &SignedIn, first: String) -> Result<String, Problem> {
    for agency in &signed.account.agencies {
        let asked = Asked { agency: agency.clone(), group: Group::Open, after: None };
        if !heads(app, signed, &asked, 1).await?.0.is_empty() {
            return Ok(agency.clone());
        }
    }
    Ok(first)
}

async fn count<S: Store>(
    app: &App<S>,
    signed: &SignedIn,
    agency: &str,
    group: Group,
) -> Result<String, Problem> {
    let asked = Asked { agency: agency.to_owned(), group, after: None };
    let (heads, next) = heads(app, signed, &asked, MOST_COUNTED).await?;
    Ok(if next.is_some() { format!("hơn {MOST_COUNTED}") } else { heads.len().to_string() })
}

/// The dossiers of a page of the list, and where the next page begins.
pub(super) async fn heads<S: Store>(
    app: &App<S>,
    signed: &SignedIn,
    asked: &Asked,
    most: usize,
) -> Result<(Vec<Head>, Option<String>), Problem> {
    let today = app.now().day();
    let calendar = &app.rules()?.calendar;
    let last_soon = (0..2).fold(today, |day, _| calendar.next_working(day));
    // Lists are sorted by due day, those without one first: a stretch of days is a stretch of the list.
    let begins = match asked.group {
        Group::Overdue => Some("0/".to_owned()),
        Group::Soon => Some(format!("{today}/")),
        _ => None,
    };
    let is_in = |head: &Head| match asked.group {
        Group::Overdue => standing(calendar, head, app.now()).0 == Standing::Overdue,
        Group::Soon => matches!(standing(calendar, head, app.now()).0, Standing::Soon),
        _ => true,
    };
    let is_past = |head: &Head| match asked.group {
        Group::Overdue => head.due_day.is_some_and(|due| today <= due),
        Group::Soon => head.due_day.is_some_and(|due| last_soon < due),
        _ => false,
    };
    let mut after = asked.after.clone().or(begins);
    let mut found: Vec<Head> = Vec::new();
    loop {
        let listing = Listing {
            agency: Some(asked.agency.clone()),
            holder: (asked.group == Group::Mine).then(|| signed.account.id.clone()),
            which: match asked.group {
                Group::Waiting => Which::Waiting,
                Group::All => Which::All,
                _ => Which::Open,
            },
            order: if asked.group == Group::All { Order::Code } else { Order::Due },
            most: most - found.len(),
            after: after.clone(),
        };
        let page = app.function.store.list(listing).await?;
        let ends = page.heads.iter().any(is_past);
        found.extend(page.heads.into_iter().filter(|head| !is_past(head) && is_in(head)));
        after = page.next.filter(|_| !ends);
        if after.is_none() || found.len() >= most || !asked.group.is_by_day() {
            return Ok((found, after));
        }
    }
}

pub(super) fn line(
    intake: &Intake,
    names: &std::collections::BTreeMap<String, String>,
    head: &Head,
    now: Moment,
) -> Line {
    let (standing, standing_words) = standing(&intake.calendar, head, now);
    let alarm = (head.status == crate::dossier::Status::Submitted)
        .then(|| words::desk::answer_until(intake, head.submitted_at, head.via))
        .flatten();
    let (standing, standing_words) = match alarm {
        Some(until) => words::desk::waiting(until, now),
        None => (standing, standing_words),
    };
    let versions = intake.procedures.get(&head.procedure);
    let procedure = versions.and_then(|versions| versions.last()).map(|one| one.name.clone());
    Line {
        code: head.code.clone(),
        procedure: head.procedure.to_string(),
        procedure_name: procedure.unwrap_or_else(|| "Thủ tục không còn trong danh mục".to_owned()),
        state: head.status.name(),
        standing,
        standing_words,
        due: head.promised.map(words::due_words).unwrap_or_default(),
        submitted_at: head.submitted_at,
        submitted: words::moment(head.submitted_at),
        via: words::desk::via(head.via),
        unit: head.unit.as_ref().map(|id| intake.office_name(id).to_owned()),
        holder: head.holder.as_ref().map(|id| names.get(id).unwrap_or(id).clone()),
    }
}

/// Names of officers by account, closed ones too: events name them.
pub(super) async fn names<S: Staff>(
    app: &App<S>,
) -> Result<std::collections::BTreeMap<String, String>, Problem> {
    let accounts = app.function.store.accounts().await?;
    Ok(accounts.into_iter().map(|account| (account.id, account.name)).collect())
}
