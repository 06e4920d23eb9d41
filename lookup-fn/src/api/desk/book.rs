//! The register (sổ theo dõi hồ sơ): dossiers of an office and year in the order of their numbers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use content::{Day, SlipKind};

use super::list::Asked;
use super::page::{self, BookLine, Frame};
use super::reading::{What, reads_all};
use super::session::signed_in;
use super::visit::Visit;
use crate::api::App;
use crate::api::answer::html;
use crate::api::page::Page as _;
use crate::api::problem::Problem;
use crate::dossier::{DossierCode, Event, Happening};
use crate::slip::{RegisterRow, Source, register};
use crate::store::{Placed, Staff, Store};
use crate::work::{look, procedure_of};
use crate::{Moment, words};

/// Dossiers of a printed book: the paper of a year of a large office.
const MOST_PRINTED: usize = 5_000;
/// Lines of a page.
const LINES: usize = 50;
/// Events read at once.
const AT_ONCE: usize = 1_000;

/// `GET /can-bo/so/`.
pub(super) async fn book<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let asked = Asked::of(&visit, &signed)?;
    let (intake, today) = (app.rules()?, app.now().day());
    let this_year = today.date().year();
    let year = visit.asks("nam").parse().unwrap_or(this_year).clamp(2000, this_year);
    let place = match visit.asks("sau").parse::<u64>() {
        Ok(place) => place,
        Err(_) => before(&app, format!("{year}-01-01").parse().map_err(|_| unreadable())?).await?,
    };
    let (numbers, next) = numbers(&app, &asked.agency, year, place, LINES).await?;
    reads_all(&app, &signed, numbers.iter().map(|one| &one.code), What::Book).await?;
    let mut lines = Vec::new();
    for one in &numbers {
        lines.push(line(&app, one).await?);
    }
    let page = page::Book {
        frame: Frame::of(&app, &signed, "book"),
        year,
        earlier: year - 1,
        later: (year < this_year).then_some(year + 1),
        agency: &asked.agency,
        agency_name: intake.office_name(&asked.agency).to_owned(),
        offices: signed
            .account
            .agencies
            .iter()
            .map(|id| (id.clone(), intake.office_name(id).to_owned()))
            .collect(),
        lines,
        next,
        first: visit.asks("sau").is_empty(),
    };
    Ok(html(StatusCode::OK, page.made()?))
}

/// `GET /can-bo/so/in/`: the book of a year as the circular has it, to print.
pub(super) async fn printed<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let asked = Asked::of(&visit, &signed)?;
    let (store, intake, today) = (&app.function.store, app.rules()?, app.now().day());
    let year = visit.asks("nam").parse().unwrap_or(today.date().year()).clamp(2000, today.date().year());
    let place = before(&app, format!("{year}-01-01").parse().map_err(|_| unreadable())?).await?;
    let (numbers, _) = numbers(&app, &asked.agency, year, place, MOST_PRINTED).await?;
    let codes: std::collections::BTreeSet<&DossierCode> = numbers.iter().map(|one| &one.code).collect();
    reads_all(&app, &signed, codes.iter().copied(), What::Book).await?;
    let officers = super::list::names(&app).await?;
    let mut rows = Vec::new();
    for code in codes {
        let Some((dossier, events)) = look(store, code).await? else { continue };
        let procedure = procedure_of(store, &intake, &dossier).await?;
        let payloads = store.payloads(code).await?;
        let source = Source {
            rules: &intake,
            procedure: &procedure,
            dossier: &dossier,
            events: &events,
            payloads: &payloads,
            officers: &officers,
            pin: None,
            trial: app.trial(),
        };
        rows.extend(RegisterRow::all_of(&source));
    }
    let none = || Problem::new(StatusCode::NOT_FOUND, "no-such-slip");
    let page = register(&intake, &asked.agency, year, today, rows, app.trial()).ok_or_else(none)?;
    Ok(html(StatusCode::OK, page.map_err(|error| crate::api::answer::internal(&error))?))
}

fn unreadable() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not-found")
}

/// The place after which the events of `day` and later days stand. Events are recorded in the order of time, clocks that
/// were set back aside.
async fn before<S: Store>(app: &App<S>, day: Day) -> Result<u64, Problem> {
    let store = &app.function.store;
    let (mut low, mut high) = (0_u64, 1_u64);
    while !store.events_after(high, 1).await?.is_empty() {
        high = high.saturating_mul(2);
    }
    // Everything up to `low` is earlier; what comes after `high` isn't, or isn't there.
    while low < high {
        let middle = low + (high - low) / 2;
        match store.events_after(middle, 1).await?.first() {
            Some(Placed { place, event, .. }) if event.day < day => low = *place,
            _ => high = middle,
        }
    }
    Ok(low)
}

/// A number of the register, and the event that got it.
struct Numbered {
    number: u32,
    code: DossierCode,
    event: u32,
}

/// Numbers of the register after `place` with their dossiers, and where the next page begins.
async fn numbers<S: Store>(
    app: &App<S>,
    agency: &str,
    year: i16,
    place: u64,
    most: usize,
) -> Result<(Vec<Numbered>, Option<u64>), Problem> {
    let own = |event: &Event| {
        let mut own = event.numbers.iter().filter(|one| one.book == SlipKind::Register);
        own.find(|one| one.agency == agency && one.year == year).map(|one| one.number)
    };
    let mut found = Vec::new();
    let mut after = place;
    loop {
        let events = app.function.store.events_after(after, AT_ONCE).await?;
        let Some(last) = events.last() else { return Ok((found, None)) };
        let (last_place, last_year) = (last.place, last.event.day.date().year());
        for placed in &events {
            if let Some(number) = own(&placed.event) {
                found.push(Numbered { number, code: placed.code.clone(), event: placed.event.seq });
                if found.len() >= most {
                    return Ok((found, Some(placed.place)));
                }
            }
        }
        if last_year > year {
            return Ok((found, None));
        }
        after = last_place;
    }
}

async fn line<S: Store>(app: &App<S>, one: &Numbered) -> Result<BookLine, Problem> {
    let Numbered { number, code, event } = one;
    let (store, intake) = (&app.function.store, app.rules()?);
    let found = look(store, code).await?;
    let (dossier, events) =
        found.ok_or_else(|| crate::api::answer::internal("a number without a dossier"))?;
    let payloads = store.payloads(code).await?;
    let first = payloads.get(&1);
    let person = first.and_then(|payload| payload.owner.as_ref().or(payload.filer.as_ref()));
    let versions = intake.procedures.get(&dossier.about.procedure);
    let name = versions.and_then(|versions| versions.last()).map(|one| one.name.clone());
    let returned = events
        .iter()
        .rev()
        .map(|one| &one.event)
        .find(|event| matches!(event.what, Happening::Returned { .. }));
    let received = dossier.accepted.as_ref().map(|one| Moment::at(one.received.on, one.received.at));
    Ok(BookLine {
        number: *number,
        void: dossier.corrected.contains(event),
        code: code.to_string(),
        procedure: name.unwrap_or_default(),
        person: match (dossier.erased_at, person) {
            (Some(_), _) => "(đã xóa dữ liệu cá nhân)".to_owned(),
            (None, Some(person)) => [&person.name, &person.address, &person.phone]
                .into_iter()
                .filter(|part| !part.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(", "),
            (None, None) => String::new(),
        },
        received: received.map(words::moment).unwrap_or_default(),
        due: dossier.dues.promised.map(words::due_words).unwrap_or_default(),
        returned: returned.map(|event| words::moment(event.at)).unwrap_or_default(),
        via: words::desk::via(dossier.about.via),
        state: dossier.status.name(),
    })
}
