use content::calendar::{ClockTime, Limit, Term};
use content::{OneStopRule, SlipKind};

use super::due::after_pause;
use super::{Context, flag_if, in_state, reason};
use crate::dossier::event::{Draft, Happening, Outcome};
use crate::dossier::{Command, Dossier, Flag, HandOver, Payload, Refusal, Status};

/// Largest amount that a duty or a payment can have, in đồng: no fee of a procedure comes near.
const LARGEST_VND: u64 = 100_000_000_000;

pub(super) fn decide(dossier: &Dossier, command: &Command, context: &Context) -> Result<Vec<Draft>, Refusal> {
    let one = |draft: Draft| Ok(vec![draft]);
    match command {
        Command::HandOver { to } => {
            in_state(dossier, &[Status::Accepted, Status::InProgress])?;
            if to.trim().is_empty() {
                return Err(Refusal::UnknownOffice);
            }
            let late = dossier.status == Status::Accepted && handed_over_late(dossier, context);
            let draft = context.draft(Happening::HandedOver { to: to.trim().to_owned() });
            one(draft.flagged(flag_if(|| late, Flag::HandedOverLate)))
        }
        Command::TakeOver => match dossier.hand_over {
            HandOver::Given { .. } if !dossier.is_closed() => one(context.draft(Happening::TakenOver)),
            _ => Err(Refusal::WrongState(dossier.status)),
        },
        Command::Assign { to } => {
            if dossier.is_closed() {
                return Err(Refusal::WrongState(dossier.status));
            }
            one(context.draft(Happening::Assigned { to: to.clone() }))
        }
        Command::AskPayment { amount_vnd, reason: why } => {
            in_state(dossier, &[Status::InProgress])?;
            let why = reason(why, OneStopRule::Fees)?;
            amount(*amount_vnd)?;
            one(context.draft(Happening::PaymentAsked { amount_vnd: *amount_vnd }).with_words(why))
        }
        Command::RecordPayment { amount_vnd, by, reference } => {
            amount(*amount_vnd)?;
            if dossier.is_closed() {
                return Err(Refusal::WrongState(dossier.status));
            }
            let paid = Happening::Paid { amount_vnd: *amount_vnd, by: *by };
            let mut drafts = vec![context.draft(paid).with_words(reference)];
            let whole = dossier.money.paid_vnd.saturating_add(*amount_vnd) >= dossier.money.asked_vnd;
            if dossier.status == Status::PaymentAsked && whole {
                drafts.push(resume(dossier, context));
            }
            Ok(drafts)
        }
        Command::Pause { reason: why } => {
            in_state(dossier, &STOPPABLE)?;
            let why = reason(why, OneStopRule::RecordEverything)?;
            one(context.draft(Happening::Paused).with_words(why))
        }
        Command::StopForGood { reason: why } => {
            in_state(dossier, &[STOPPABLE.as_slice(), &[Status::Stopped]].concat())?;
            let why = reason(why, OneStopRule::RefuseInTime)?;
            let pack = context.pack_of(dossier)?;
            one(context.draft(Happening::StoppedForGood).with_words(why).in_book(pack, SlipKind::Stop))
        }
        Command::Resume => {
            in_state(dossier, &[Status::PaymentAsked, Status::Stopped])?;
            one(resume(dossier, context))
        }
        Command::Finish { outcome, files, words } => {
            in_state(dossier, &[Status::Accepted, Status::InProgress])?;
            if *outcome == Outcome::Refused {
                reason(words, OneStopRule::RefuseInTime)?;
            }
            let due = dossier.due_day();
            let flag = match outcome {
                Outcome::Refused => {
                    flag_if(|| due.is_some_and(|due| due < context.now.day()), Flag::RefusedLate)
                }
                Outcome::Granted => flag_if(|| due.is_some_and(|due| context.now.day() < due), Flag::Early),
            };
            let count = u16::try_from(files.len()).unwrap_or(u16::MAX);
            let mut draft = context.draft(Happening::Finished { outcome: *outcome, files: count });
            draft.payload = Some(Payload { files: files.clone(), ..Payload::words(words.trim()) });
            one(draft.flagged(flag))
        }
        Command::Return { via } => {
            in_state(dossier, &[Status::Finished])?;
            one(context.draft(Happening::Returned { via: *via }))
        }
        other => unreachable!("{other:?} is decided elsewhere"),
    }
}

/// States in which work can be stopped, by decision or for good.
const STOPPABLE: [Status; 4] =
    [Status::Accepted, Status::InProgress, Status::SupplementAsked, Status::PaymentAsked];

fn resume(dossier: &Dossier, context: &Context) -> Draft {
    let resumed = after_pause(dossier, context);
    let provisional = match &resumed {
        Happening::Resumed { promise, .. } => promise.as_ref().is_some_and(|promise| promise.due.provisional),
        _ => false,
    };
    let draft = context.draft(resumed);
    draft.flagged(flag_if(|| provisional, Flag::DueProvisional))
}

/// R6: on the day of receipt; what came after the hour of hand-over, at the beginning of the next working day.
fn handed_over_late(dossier: &Dossier, context: &Context) -> bool {
    let Some(received) = dossier.clock.from else { return false };
    let calendar = &context.intake.calendar;
    let until = calendar.hand_over_until().unwrap_or(ClockTime::from_minutes(u32::MAX));
    let due = calendar.due(&Term::one(Limit::SameDayUntil(until)), received, &[]).due;
    context.now.day() > due.on
}

fn amount(amount_vnd: u64) -> Result<(), Refusal> {
    match (1..=LARGEST_VND).contains(&amount_vnd) {
        true => Ok(()),
        false => Err(Refusal::Amount),
    }
}
