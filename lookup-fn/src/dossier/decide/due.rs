use content::calendar::{Due, Pause, Received};
use content::{Day, OneStopRule, SlipKind};

use super::{Context, flag_if, in_state, reached, reason};
use crate::dossier::event::{Draft, Happening, Promise, PromisedBy};
use crate::dossier::{Command, Dossier, DueChoice, Flag, Refusal, Status};

/// States in which a date is still to come.
const UNDER_WAY: [Status; 5] =
    [Status::Accepted, Status::InProgress, Status::SupplementAsked, Status::PaymentAsked, Status::Stopped];

/// The promise for what was `received`, an officer's words about it, and what there is to flag.
pub(super) fn promise(
    choice: &DueChoice,
    received: Received,
    context: &Context,
) -> Result<(Option<Promise>, String, Vec<Flag>), Refusal> {
    match choice {
        DueChoice::Count(term) => {
            let due = context.intake.calendar.due(term, received, &[]).due;
            let calendar = context.intake.calendar.version().to_owned();
            let flags = due.provisional.then_some(Flag::DueProvisional);
            let by = PromisedBy::Count { term: term.clone(), calendar };
            Ok((Some(Promise { due, by }), String::new(), flags.into_iter().collect()))
        }
        DueChoice::Set { due, reason: why } => {
            let why = reason(why, OneStopRule::Receipt)?;
            if *due < received.on {
                return Err(Refusal::NotLater);
            }
            let due = typed(*due, context)?;
            let provisional = due.provisional.then_some(Flag::DueProvisional);
            let flags = [Some(Flag::DueByOfficer), provisional].into_iter().flatten().collect();
            Ok((Some(by_officer(due)), why.to_owned(), flags))
        }
        DueChoice::Later => Ok((None, String::new(), vec![Flag::NoDueDate])),
    }
}

/// What going on after a pause makes of the dates: the one counted anew, and those of apologies and officers moved by
/// as many working days.
pub(super) fn after_pause(dossier: &Dossier, context: &Context) -> Happening {
    let calendar = &context.intake.calendar;
    let pause = dossier.clock.paused_since.map(|from| Pause { from, to: context.now.day() });
    let mut pauses = dossier.clock.pauses.clone();
    pauses.extend(pause);
    let first = dossier.dues.first.as_ref();
    let days = pause.map_or(0, |pause| calendar.working_days_between(pause.from, pause.to));
    let later = |day: Day| (0..days).fold(day, |day, _| calendar.next_working(day));
    let promise = first.map(|first| match (&first.by, dossier.clock.from) {
        (PromisedBy::Count { term, .. }, Some(from)) => Promise {
            due: calendar.due(term, from, &pauses).due,
            by: PromisedBy::Count { term: term.clone(), calendar: calendar.version().to_owned() },
        },
        _ => by_officer(on(later(first.due.on), context)),
    });
    let told = dossier.dues.promised.filter(|told| first.is_none_or(|first| first.due != *told));
    let told = told.map(|told| {
        let on = later(told.on);
        Due { on, provisional: told.provisional || !calendar.is_known(on), ..told }
    });
    Happening::Resumed { promise, extended: dossier.dues.extended.map(later), told }
}

pub(super) fn decide(dossier: &Dossier, command: &Command, context: &Context) -> Result<Vec<Draft>, Refusal> {
    in_state(dossier, &UNDER_WAY)?;
    match command {
        Command::Apologise { reason: why, due } => {
            apologise(dossier, why, *due, context).map(|draft| vec![draft])
        }
        Command::SetDue { due, reason: why } => {
            let why = reason(why, OneStopRule::Receipt)?;
            let begun = dossier.clock.from.ok_or(Refusal::WrongState(dossier.status))?;
            if *due < begun.on || *due < context.now.day() {
                return Err(Refusal::NotLater);
            }
            let due = typed(*due, context)?;
            let provisional = due.provisional.then_some(Flag::DueProvisional);
            let draft = context.draft(Happening::DueSet(by_officer(due))).with_words(why);
            Ok(vec![draft.flagged(Some(Flag::DueByOfficer)).flagged(provisional)])
        }
        Command::Recount => {
            let (Some(term), Some(from)) = (&dossier.clock.term, dossier.clock.from) else {
                return Err(Refusal::NoDueDate);
            };
            let calendar = &context.intake.calendar;
            let due = calendar.due(term, from, &dossier.clock.pauses).due;
            let first = dossier.dues.first.as_ref();
            let counted = first.is_some_and(|first| matches!(first.by, PromisedBy::Count { .. }));
            if !counted || first.is_some_and(|first| first.due == due) {
                return Ok(Vec::new());
            }
            let by = PromisedBy::Count { term: term.clone(), calendar: calendar.version().to_owned() };
            let draft = context.draft(Happening::DueSet(Promise { due, by }));
            Ok(vec![draft.flagged(flag_if(|| due.provisional, Flag::DueProvisional))])
        }
        other => unreachable!("{other:?} is decided elsewhere"),
    }
}

/// R9: at least a day before the due date, once. What comes later or again is sent all the same, and flagged.
fn apologise(dossier: &Dossier, why: &str, due: Day, context: &Context) -> Result<Draft, Refusal> {
    let why = reason(why, OneStopRule::Apologise)?;
    let pack = context.pack_of(dossier)?;
    let first = dossier.due_day().ok_or(Refusal::NoDueDate)?;
    let told = dossier.dues.promised.map_or(first, |told| told.on);
    let today = context.now.day();
    if due <= told || due <= today {
        return Err(Refusal::NotLater);
    }
    let provisional = typed(due, context)?.provisional.then_some(Flag::DueProvisional);
    let calendar = &context.intake.calendar;
    let days = pack.apology_working_days_before.value;
    let last = (0..days).fold(first, |day, _| calendar.previous_working(day));
    let flag = match reached(dossier.apologies, pack.apologies) {
        true => Some(Flag::ApologyAgain),
        false => flag_if(|| today > last, Flag::ApologyLate),
    };
    let draft = context.draft(Happening::Apologised { due }).with_words(why);
    Ok(draft.in_book(pack, SlipKind::Apology).flagged(flag).flagged(provisional))
}

/// A date that an officer typed. Nobody is told to come on a day off.
fn typed(day: Day, context: &Context) -> Result<Due, Refusal> {
    let calendar = &context.intake.calendar;
    if !calendar.is_working(day) {
        return Err(Refusal::DayOff { next_working: calendar.next_working(day) });
    }
    Ok(on(day, context))
}

fn on(day: Day, context: &Context) -> Due {
    Due { on: day, at: None, provisional: !context.intake.calendar.is_known(day) }
}

fn by_officer(due: Due) -> Promise {
    Promise { due, by: PromisedBy::Officer }
}
