//! A dossier found by name, telephone or code. What is looked for is sent in a body, never in an address, and each look is
//! written down.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use content::intake::Intake;
use serde::Serialize;

use super::list::{Line, line, names};
use super::page::{self, Frame};
use super::reading::{What, reads, reads_all};
use super::session::{SignedIn, own_form, signed_in};
use super::visit::{Side, Visit};
use crate::Moment;
use crate::api::App;
use crate::api::answer::html;
use crate::api::page::Page as _;
use crate::api::problem::{Fault, Problem};
use crate::api::read::read;
use crate::dossier::DossierCode;
use crate::store::{Head, Staff, Store};

/// Dossiers of an answer.
const MOST_FOUND: usize = 20;
/// Letters of what is looked for.
const LONGEST: usize = 100;

#[derive(Serialize)]
pub(super) struct FoundView {
    pub found: Vec<Found>,
}

/// A dossier that was found, with whose it is: several people have one name.
#[derive(Serialize)]
pub(super) struct Found {
    #[serde(flatten)]
    pub line: Line,
    pub people: Vec<String>,
}

/// `GET /can-bo/tim/`.
pub(super) async fn form<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let page = page::Find { frame: Frame::of(&app, &signed, "find"), typed: "", wrong: "", found: None };
    Ok(html(StatusCode::OK, page.made()?))
}

/// `POST /can-bo/tim/` and `POST /api/desk/find`.
pub(super) async fn find<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let mut sent = read(request, &app.function.settings, &app.room).await?;
    let typed: String = sent.take("words").unwrap_or_default().trim().chars().take(LONGEST).collect();
    let told = |mut problem: Problem| {
        let frame = Frame::of(&app, &signed, "find");
        let page = page::Find { frame, typed: &typed, wrong: &problem.detail, found: None };
        problem.aside.page = page.made().ok().filter(|_| visit.side == Side::Page);
        problem
    };
    own_form(&signed, &visit.headers, &mut sent).map_err(&told)?;
    sent.refuse_the_rest();
    if typed.chars().filter(|letter| letter.is_alphanumeric()).count() < 2 && typed.parse::<u32>().is_err() {
        sent.faults.push(Fault::new("words", "required"));
    }
    if !sent.faults.is_empty() {
        return Err(told(Problem::faulty(sent.faults)));
    }
    reads(&app, &signed, None, What::Search).await?;
    let heads = heads(&app, &signed, &typed).await?;
    if let ([only], Side::Page) = (heads.as_slice(), visit.side)
        && is_code(&typed)
    {
        return Ok(super::moved(&format!("/can-bo/ho-so/{}/", only.code)));
    }
    reads_all(&app, &signed, heads.iter().map(|head| &head.code), What::Search).await?;
    let (intake, names) = (app.rules()?, names(&app).await?);
    let mut found = Vec::new();
    for head in &heads {
        let people = people(&app, head).await?;
        found.push(Found { line: line(&intake, &names, head, app.now()), people });
    }
    let view = FoundView { found };
    if visit.side == Side::Data {
        return app.data(StatusCode::OK, &view);
    }
    let frame = Frame::of(&app, &signed, "find");
    let page = page::Find { frame, typed: &typed, wrong: "", found: Some(&view.found) };
    Ok(html(StatusCode::OK, page.made()?))
}

/// Those that `typed` may mean and the officer may read.
async fn heads<S: Store>(app: &App<S>, signed: &SignedIn, typed: &str) -> Result<Vec<Head>, Problem> {
    let intake = app.rules()?;
    let store = &app.function.store;
    let mut heads: Vec<Head> = Vec::new();
    for code in codes(&intake, signed, typed, app.now()) {
        heads.extend(store.head(&code).await?);
    }
    if heads.is_empty() && !is_code(typed) {
        heads = store.find(typed, &signed.account.agencies, MOST_FOUND).await?;
    }
    heads.retain(|head| signed.account.may_read(&head.agency));
    heads.truncate(MOST_FOUND);
    Ok(heads)
}

/// Codes that `typed` may be: a whole one, the end of one (`261125-0007`), or the number of today (`7`).
fn codes(intake: &Intake, signed: &SignedIn, typed: &str, now: Moment) -> Vec<DossierCode> {
    if let Ok(code) = typed.to_uppercase().parse() {
        return vec![code];
    }
    let prefixes = signed.account.agencies.iter().map(|agency| intake.code_prefix(agency));
    let mut codes: Vec<DossierCode> = match (typed.split_once('-'), typed.parse::<u32>()) {
        (Some(_), _) => prefixes.filter_map(|prefix| format!("{prefix}-{typed}").parse().ok()).collect(),
        (None, Ok(number)) if (1..100_000).contains(&number) => {
            prefixes.map(|prefix| DossierCode::new(prefix, now.day(), number)).collect()
        }
        _ => Vec::new(),
    };
    codes.sort();
    codes.dedup();
    codes
}

/// Whether it can be nothing but a code or its end.
fn is_code(typed: &str) -> bool {
    typed.contains('-') && typed.chars().any(|letter| letter.is_ascii_digit()) && !typed.contains(' ')
        || typed.len() <= 5 && typed.chars().all(|letter| letter.is_ascii_digit())
}

async fn people<S: Store>(app: &App<S>, head: &Head) -> Result<Vec<String>, Problem> {
    let payloads = app.function.store.payloads(&head.code).await?;
    let people = payloads.values().flat_map(|payload| payload.filer.iter().chain(&payload.owner));
    let mut told: Vec<String> = people
        .map(|person| match person.phone.is_empty() {
            true => person.name.clone(),
            false => format!("{}, {}", person.name, person.phone),
        })
        .collect();
    told.dedup();
    Ok(told)
}
