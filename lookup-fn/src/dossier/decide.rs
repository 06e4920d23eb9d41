//! What the law lets happen next. Pure: everything it looks at is given to it.

mod desk;
mod due;
mod intake;
mod repair;

use content::intake::{Intake, IntakeProcedure};
use content::pack::Set;
use content::{OneStopRule, Pack, SlipKind, pack_on};

use super::event::{Draft, Happening};
use super::{Actor, Command, CommandId, Dossier, Flag, Payload, Refusal, Status};
use crate::Moment;

pub use intake::open;

/// Who asks, when, and what the rules rest on.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Now.
    pub now: Moment,
    /// Who asks.
    pub actor: &'a Actor,
    /// Id of the command.
    pub command: CommandId,
    /// Place of the last event that the asker has seen; none when it doesn't matter to them.
    pub seen: Option<u32>,
    /// Offices, calendar, packs.
    pub intake: &'a Intake,
    /// The procedure in the version that the dossier pins.
    pub procedure: &'a IntakeProcedure,
}

/// What `command` makes happen to `dossier`: no events when it has been carried out before.
///
/// Errors: why it can't be done; then nothing happens.
pub fn decide(dossier: &Dossier, command: &Command, context: &Context) -> Result<Vec<Draft>, Refusal> {
    if dossier.commands.contains(&context.command) {
        return Ok(Vec::new());
    }
    if dossier.erased_at.is_some() {
        return Err(Refusal::Erased);
    }
    if let Some(seen) = context.seen.filter(|seen| *seen < dossier.last) {
        return Err(Refusal::Overtaken { from: seen + 1, to: dossier.last });
    }
    let for_applicants = matches!(command, Command::SendSupplement { .. } | Command::Withdraw { .. });
    if *context.actor == Actor::Applicant && !for_applicants {
        return Err(Refusal::NotForApplicants);
    }
    match command {
        Command::Accept { .. }
        | Command::Reject { .. }
        | Command::AskSupplement { .. }
        | Command::SendSupplement { .. }
        | Command::Complete { .. }
        | Command::Withdraw { .. } => intake::decide(dossier, command, context),
        Command::HandOver { .. }
        | Command::TakeOver
        | Command::Assign { .. }
        | Command::AskPayment { .. }
        | Command::RecordPayment { .. }
        | Command::Pause { .. }
        | Command::StopForGood { .. }
        | Command::Resume
        | Command::Finish { .. }
        | Command::Return { .. } => desk::decide(dossier, command, context),
        Command::Apologise { .. } | Command::SetDue { .. } | Command::Recount => {
            due::decide(dossier, command, context)
        }
        Command::Note { .. }
        | Command::Notify { .. }
        | Command::RenewPin
        | Command::Correct { .. }
        | Command::Erase { .. } => repair::decide(dossier, command, context),
    }
}

impl Context<'_> {
    /// An event of this command, with nothing beside it.
    fn draft(&self, what: Happening) -> Draft {
        Draft {
            at: self.now,
            actor: self.actor.clone(),
            command: self.command,
            what,
            flags: Vec::new(),
            books: Vec::new(),
            payload: None,
        }
    }

    /// The pack of a dossier: that of its day of receipt.
    fn pack_of(&self, dossier: &Dossier) -> Result<&Pack, Refusal> {
        let named = dossier.accepted.as_ref().map(|accepted| &accepted.pack);
        match named {
            Some(id) => self.intake.packs.iter().find(|pack| &pack.id == id),
            None => pack_on(&self.intake.packs, self.now.day()),
        }
        .ok_or(Refusal::NoPack)
    }
}

impl Draft {
    fn with_words(mut self, words: &str) -> Draft {
        let words = words.trim();
        if !words.is_empty() {
            self.payload = Some(Payload::words(words));
        }
        self
    }

    /// Numbered in the book of a slip, when the pack has it.
    fn in_book(mut self, pack: &Pack, book: SlipKind) -> Draft {
        if pack.slip(book).is_some() {
            self.books.push(book);
        }
        self
    }

    fn flagged(mut self, flag: Option<Flag>) -> Draft {
        self.flags.extend(flag);
        self
    }
}

/// `reason` without spaces around it.
///
/// Errors: there is none.
fn reason(reason: &str, rule: OneStopRule) -> Result<&str, Refusal> {
    match reason.trim() {
        "" => Err(Refusal::NoReason(rule)),
        reason => Ok(reason),
    }
}

/// Errors: the dossier isn't in one of `states`.
fn in_state(dossier: &Dossier, states: &[Status]) -> Result<(), Refusal> {
    if dossier.stopped_for_good {
        return Err(Refusal::StoppedForGood);
    }
    match states.contains(&dossier.status) {
        true => Ok(()),
        false => Err(Refusal::WrongState(dossier.status)),
    }
}

/// `flag` when `holds`.
fn flag_if(holds: impl FnOnce() -> bool, flag: Flag) -> Option<Flag> {
    holds().then_some(flag)
}

/// True when `count` has reached what the pack sets.
fn reached(count: u32, most: Set) -> bool {
    count >= most.value
}
