use content::calendar::{ClockTime, Received};
use content::intake::IntakeCase;
use content::{OneStopRule, Pack, SlipKind, pack_on};

use super::due::promise;
use super::{Context, flag_if, in_state, reached, reason};
use crate::dossier::event::{Draft, Happening, Opened};
use crate::dossier::{
    Actor, Command, Dossier, DueChoice, Flag, KeptFile, Opening, Payload, ReceiptSlip, Refusal, Status,
};

/// How a dossier begins: sent, or sent and accepted at once at the counter.
///
/// Errors: a case, office or procedure that can't be, a time of receipt to come.
pub fn open(opening: &Opening, context: &Context) -> Result<Vec<Draft>, Refusal> {
    let procedure = context.procedure;
    let taken = opening.taken.as_ref();
    let received = taken.map_or(context.now.received(), |taken| taken.received);
    if received > context.now.received() {
        return Err(Refusal::NotYet);
    }
    if !procedure.valid.as_ref().is_none_or(|valid| valid.holds_on(received.on)) {
        return Err(Refusal::NotInForce);
    }
    let case = case(context, opening.case)?;
    let office = context.intake.offices.get(&opening.agency).ok_or(Refusal::UnknownOffice)?;
    if !procedure.is_received_by(&opening.agency, office, received.on) {
        return Err(Refusal::UnknownOffice);
    }
    let sheets = opening.payload.sheets.iter().map(|sheets| sheets.paper);
    let numbers: Vec<u16> =
        opening.payload.files.iter().filter_map(|file| file.paper).chain(sheets).collect();
    known_papers(case, &numbers)?;
    let about = Opened {
        procedure: procedure.code.clone(),
        version: procedure.version.clone(),
        field: procedure.field.clone(),
        case: opening.case,
        agency: opening.agency.clone(),
        via: opening.via,
        files: files(&opening.payload.files),
    };
    let mut submitted = context.draft(Happening::Submitted(about));
    submitted.payload = Some(opening.payload.clone());
    let Some(taken) = taken else { return Ok(vec![submitted]) };
    if *context.actor == Actor::Applicant {
        return Err(Refusal::NotForApplicants);
    }
    let later = received.on < context.now.day();
    if later {
        reason(&taken.reason, OneStopRule::RecordEverything)?;
    }
    let words = if later { taken.reason.as_str() } else { "" };
    let pack = pack_on(&context.intake.packs, received.on).ok_or(Refusal::NoPack)?;
    let accepted = accept(&taken.due, taken.receipt, received, pack, words, context)?;
    Ok(vec![submitted, accepted.flagged(flag_if(|| later, Flag::EnteredLater))])
}

pub(super) fn decide(dossier: &Dossier, command: &Command, context: &Context) -> Result<Vec<Draft>, Refusal> {
    let one = |draft: Draft| Ok(vec![draft]);
    match command {
        Command::Accept { due, receipt } => {
            in_state(dossier, &[Status::Submitted, Status::SupplementAsked])?;
            if dossier.status == Status::SupplementAsked && dossier.accepted.is_some() {
                return Err(Refusal::WrongState(dossier.status));
            }
            let received = context.now.received();
            let pack = pack_on(&context.intake.packs, received.on).ok_or(Refusal::NoPack)?;
            let draft = accept(due, *receipt, received, pack, "", context)?;
            one(draft.flagged(flag_if(|| answered_late(dossier, pack, context), Flag::AnsweredLate)))
        }
        Command::Reject { reason: why } => {
            in_state(dossier, &[Status::Submitted])?;
            let why = reason(why, OneStopRule::RefuseInWriting)?;
            let pack = context.pack_of(dossier)?;
            let draft = context.draft(Happening::Rejected).with_words(why).in_book(pack, SlipKind::Rejection);
            one(draft.flagged(flag_if(|| answered_late(dossier, pack, context), Flag::AnsweredLate)))
        }
        Command::AskSupplement { papers, reason: why } => one(ask(dossier, papers, why, context)?),
        Command::SendSupplement { via, files: sent, sheets, words } => {
            in_state(dossier, &[Status::SupplementAsked])?;
            if sent.is_empty() && sheets.is_empty() {
                return Err(Refusal::NothingSent);
            }
            let numbers: Vec<u16> =
                sent.iter().filter_map(|file| file.paper).chain(sheets.iter().map(|one| one.paper)).collect();
            known_papers(case(context, dossier.about.case)?, &numbers)?;
            let mut draft = context.draft(Happening::SupplementSent { via: *via, files: files(sent) });
            draft.payload = Some(Payload {
                files: sent.clone(),
                sheets: sheets.clone(),
                words: words.trim().to_owned(),
                ..Payload::default()
            });
            one(draft)
        }
        Command::Complete { due } => {
            in_state(dossier, &[Status::SupplementAsked])?;
            if dossier.accepted.is_none() {
                // Asked before it was ever accepted: then it is accepted now, not completed.
                return Err(Refusal::WrongState(dossier.status));
            }
            // Full since it was sent, not since an officer looked (R7).
            let received = dossier.supplement_sent_at.unwrap_or(context.now).received();
            let (promise, words, flags) = promise(due, received, context)?;
            let mut draft = context.draft(Happening::Completed { received, promise }).with_words(&words);
            draft.flags = flags;
            one(draft)
        }
        Command::Withdraw { words } => {
            let open = [
                Status::Submitted,
                Status::Accepted,
                Status::InProgress,
                Status::SupplementAsked,
                Status::PaymentAsked,
            ];
            in_state(dossier, &open)?;
            one(context.draft(Happening::Withdrawn).with_words(words))
        }
        other => unreachable!("{other:?} is decided elsewhere"),
    }
}

fn accept(
    due: &DueChoice,
    receipt: ReceiptSlip,
    received: Received,
    pack: &Pack,
    words: &str,
    context: &Context,
) -> Result<Draft, Refusal> {
    let (promise, why, flags) = promise(due, received, context)?;
    let words =
        [words.trim(), why.as_str()].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
    let what = Happening::Accepted { received, pack: pack.id.clone(), promise };
    let mut draft = context.draft(what).with_words(&words.join("\n")).in_book(pack, SlipKind::Register);
    draft.flags = flags;
    Ok(match receipt {
        ReceiptSlip::Printed => draft.in_book(pack, SlipKind::Receipt),
        ReceiptSlip::NotAsked => draft,
    })
}

/// One complete request at each stage, that names papers of the published list (R2, R7).
fn ask(dossier: &Dossier, papers: &[u16], why: &str, context: &Context) -> Result<Draft, Refusal> {
    in_state(dossier, &[Status::Submitted, Status::InProgress])?;
    let why = reason(why, OneStopRule::GuideOnce)?;
    let pack = context.pack_of(dossier)?;
    if papers.is_empty() {
        return Err(Refusal::NoPapers);
    }
    known_papers(case(context, dossier.about.case)?, papers)?;
    let (asked, late) = match &dossier.accepted {
        None => {
            let late = flag_if(|| answered_late(dossier, pack, context), Flag::AnsweredLate);
            (dossier.requests_at_intake, late)
        }
        Some(_) => {
            let begun = dossier.clock.from.map_or(context.now.day(), |from| from.on);
            let days = context.intake.calendar.working_days_between(begun, context.now.day());
            (
                dossier.requests_at_examination,
                flag_if(|| days > pack.check_working_days.value, Flag::CheckedLate),
            )
        }
    };
    if reached(asked, pack.supplement_requests) {
        return Err(Refusal::AskedAlready);
    }
    let mut papers = papers.to_vec();
    papers.sort_unstable();
    papers.dedup();
    let draft = context.draft(Happening::SupplementAsked { papers });
    Ok(draft.with_words(why).in_book(pack, SlipKind::Supplement).flagged(late))
}

/// An online dossier is answered within some working hours of its coming.
fn answered_late(dossier: &Dossier, pack: &Pack, context: &Context) -> bool {
    use content::calendar::{Limit, Term};
    if !dossier.came_online() || dossier.status != Status::Submitted {
        return false;
    }
    let term = Term::one(Limit::Hours(pack.online_answer_hours.value));
    let due = context.intake.calendar.due(&term, dossier.submitted_at.received(), &[]).due;
    let end = due.at.unwrap_or(ClockTime::from_minutes(u32::MAX));
    context.now.received() > Received { on: due.on, at: end }
}

fn case<'a>(context: &'a Context, number: u16) -> Result<&'a IntakeCase, Refusal> {
    context.procedure.case(number).ok_or(Refusal::UnknownCase(number))
}

fn known_papers(case: &IntakeCase, numbers: &[u16]) -> Result<(), Refusal> {
    let unknown = numbers.iter().find(|number| !(1..=case.papers.len()).contains(&usize::from(**number)));
    unknown.map_or(Ok(()), |number| Err(Refusal::UnknownPaper(*number)))
}

fn files(files: &[KeptFile]) -> u16 {
    u16::try_from(files.len()).unwrap_or(u16::MAX)
}
