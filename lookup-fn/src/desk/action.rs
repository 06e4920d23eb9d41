//! What an officer may do with a dossier now. Nobody keeps a second list of the rules: each action is tried on them with
//! things that can't be wrong in themselves, and what they refuse isn't offered.

use content::calendar::{Limit, Term};
use content::intake::{Intake, IntakeProcedure};
use content::{Day, Via};

use crate::Moment;
use crate::dossier::{
    Actor, Audience, Command, CommandId, Context, Dossier, DueChoice, ErasedBecause, Happening, Outcome,
    PaidBy, ReceiptSlip, Sheets, decide,
};
use crate::store::Account;

/// Something that an officer can do with a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Action {
    Accept,
    AskSupplement,
    Reject,
    SendSupplement,
    Complete,
    HandOver,
    TakeOver,
    Finish,
    Return,
    RecordPayment,
    AskPayment,
    Apologise,
    Pause,
    Resume,
    StopForGood,
    SetDue,
    Recount,
    Assign,
    Note,
    RenewPin,
    Withdraw,
    Correct,
    Erase,
}

impl Action {
    /// Every action, the usual ones first.
    pub const ALL: [Action; 23] = [
        Action::Accept,
        Action::AskSupplement,
        Action::Reject,
        Action::SendSupplement,
        Action::Complete,
        Action::TakeOver,
        Action::HandOver,
        Action::Finish,
        Action::Return,
        Action::Resume,
        Action::AskPayment,
        Action::RecordPayment,
        Action::Apologise,
        Action::Pause,
        Action::StopForGood,
        Action::SetDue,
        Action::Recount,
        Action::Assign,
        Action::Note,
        Action::RenewPin,
        Action::Withdraw,
        Action::Correct,
        Action::Erase,
    ];

    /// Its name in forms and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Action::Accept => "accept",
            Action::AskSupplement => "ask-supplement",
            Action::Reject => "reject",
            Action::SendSupplement => "send-supplement",
            Action::Complete => "complete",
            Action::HandOver => "hand-over",
            Action::TakeOver => "take-over",
            Action::Finish => "finish",
            Action::Return => "return",
            Action::RecordPayment => "record-payment",
            Action::AskPayment => "ask-payment",
            Action::Apologise => "apologise",
            Action::Pause => "pause",
            Action::Resume => "resume",
            Action::StopForGood => "stop",
            Action::SetDue => "set-due",
            Action::Recount => "recount",
            Action::Assign => "assign",
            Action::Note => "note",
            Action::RenewPin => "renew-pin",
            Action::Withdraw => "withdraw",
            Action::Correct => "correct",
            Action::Erase => "erase",
        }
    }

    /// The action called `name`.
    pub fn named(name: &str) -> Option<Action> {
        Action::ALL.into_iter().find(|action| action.name() == name)
    }

    /// Whether `what` is what this action makes happen.
    pub(crate) fn makes(self, what: &Happening) -> bool {
        match what {
            Happening::Submitted(_) | Happening::Notified { .. } => false,
            Happening::Accepted { .. } => self == Action::Accept,
            Happening::Rejected => self == Action::Reject,
            Happening::SupplementAsked { .. } => self == Action::AskSupplement,
            Happening::SupplementSent { .. } => self == Action::SendSupplement,
            Happening::Completed { .. } => self == Action::Complete,
            Happening::HandedOver { .. } => self == Action::HandOver,
            Happening::TakenOver => self == Action::TakeOver,
            Happening::Assigned { .. } => self == Action::Assign,
            Happening::PaymentAsked { .. } => self == Action::AskPayment,
            Happening::Paid { .. } => self == Action::RecordPayment,
            Happening::Paused => self == Action::Pause,
            Happening::StoppedForGood => self == Action::StopForGood,
            Happening::Resumed { .. } => self == Action::Resume,
            Happening::Finished { .. } => self == Action::Finish,
            Happening::Returned { .. } => self == Action::Return,
            Happening::Withdrawn => self == Action::Withdraw,
            Happening::Apologised { .. } => self == Action::Apologise,
            Happening::DueSet(_) => matches!(self, Action::SetDue | Action::Recount),
            Happening::Noted { .. } => self == Action::Note,
            Happening::PinRenewed { .. } => self == Action::RenewPin,
            Happening::Corrected { .. } => self == Action::Correct,
            Happening::Erased { .. } => self == Action::Erase,
        }
    }

    /// A command of this kind, good in itself.
    pub(crate) fn sample(self, dossier: &Dossier) -> Command {
        let why = || "lý do".to_owned();
        let far: Day = "2199-12-31".parse().expect("it is a day");
        let due = || DueChoice::Count(Term::one(Limit::WorkingDays(1)));
        match self {
            Action::Accept => Command::Accept { due: due(), receipt: ReceiptSlip::Printed },
            Action::AskSupplement => Command::AskSupplement { papers: vec![1], reason: why() },
            Action::Reject => Command::Reject { reason: why() },
            Action::SendSupplement => Command::SendSupplement {
                via: Via::Counter,
                files: Vec::new(),
                sheets: vec![Sheets { paper: 1, originals: 1, copies: 0 }],
                words: String::new(),
            },
            Action::Complete => Command::Complete { due: due() },
            Action::HandOver => Command::HandOver { to: why() },
            Action::TakeOver => Command::TakeOver,
            Action::Finish => Command::Finish { outcome: Outcome::Granted, files: Vec::new(), words: why() },
            Action::Return => Command::Return { via: Via::Counter },
            Action::RecordPayment => {
                Command::RecordPayment { amount_vnd: 1, by: PaidBy::Cash, reference: String::new() }
            }
            Action::AskPayment => Command::AskPayment { amount_vnd: 1, reason: why() },
            Action::Apologise => Command::Apologise { reason: why(), due: far },
            Action::Pause => Command::Pause { reason: why() },
            Action::Resume => Command::Resume,
            Action::StopForGood => Command::StopForGood { reason: why() },
            Action::SetDue => Command::SetDue { due: far, reason: why() },
            Action::Recount => Command::Recount,
            Action::Assign => Command::Assign { to: why() },
            Action::Note => Command::Note { to: Audience::Desk, words: why() },
            Action::RenewPin => Command::RenewPin,
            Action::Withdraw => Command::Withdraw { words: String::new() },
            Action::Correct => Command::Correct { event: dossier.undoable.unwrap_or(0), reason: why() },
            Action::Erase => Command::Erase { because: ErasedBecause::Asked },
        }
    }
}

/// What `account` may do with `dossier` now, the usual things first.
pub(crate) fn possible(
    account: &Account,
    dossier: &Dossier,
    intake: &Intake,
    procedure: &IntakeProcedure,
    now: Moment,
) -> Vec<Action> {
    let actor = Actor::Officer(account.id.clone());
    // A command id of zeros is nobody's: ids are random.
    let context = Context { now, actor: &actor, command: CommandId([0; 16]), seen: None, intake, procedure };
    let may = |action: &Action| {
        let command = action.sample(dossier);
        account.may(&command, &dossier.about.agency)
            && decide(dossier, &command, &context).is_ok_and(|drafts| !drafts.is_empty())
    };
    Action::ALL.into_iter().filter(may).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_name_of_its_own() {
        for action in Action::ALL {
            assert_eq!(Action::named(action.name()), Some(action));
        }
        assert_eq!(Action::named("notify"), None);
    }
}
