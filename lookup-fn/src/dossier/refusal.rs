use content::{Day, OneStopRule};

use super::Status;

/// Why a command can't be carried out. Nothing has happened then. `code` names the words that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The state of the dossier doesn't allow it.
    WrongState(Status),
    /// The dossier was stopped for good.
    StoppedForGood,
    /// Everything personal was deleted; nothing more happens.
    Erased,
    /// Somebody did something since: places of the events that the asker hasn't seen.
    Overtaken {
        /// First of them.
        from: u32,
        /// Last of them.
        to: u32,
    },
    /// A reason must be given in writing.
    NoReason(OneStopRule),
    /// No paper is named.
    NoPapers,
    /// A paper is named that the published list doesn't have (Decree 63/2010/NĐ-CP article 21.2).
    UnknownPaper(u16),
    /// A supplement was asked for at this stage already, as often as the pack allows.
    AskedAlready,
    /// Nothing was sent.
    NothingSent,
    /// The new date isn't after today and after the date promised.
    NotLater,
    /// Nobody works on the new date.
    DayOff {
        /// The first day after it on which somebody does.
        next_working: Day,
    },
    /// The amount is zero or beyond all measure.
    Amount,
    /// There is no date to apologise for or to count anew.
    NoDueDate,
    /// The time of receipt is after now.
    NotYet,
    /// That event doesn't exist, can't be taken back, was taken back already, or others rest on it.
    NothingToCorrect(u32),
    /// An applicant may not do that.
    NotForApplicants,
    /// The procedure has no such case.
    UnknownCase(u16),
    /// The procedure isn't received by this office.
    UnknownOffice,
    /// The procedure isn't in force.
    NotInForce,
    /// No pack holds for the day of receipt.
    NoPack,
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::WrongState(_) => "wrong-state",
            Refusal::StoppedForGood => "stopped-for-good",
            Refusal::Erased => "erased",
            Refusal::Overtaken { .. } => "overtaken",
            Refusal::NoReason(_) => "no-reason",
            Refusal::NoPapers => "no-papers",
            Refusal::UnknownPaper(_) => "unknown-paper",
            Refusal::AskedAlready => "asked-already",
            Refusal::NothingSent => "nothing-sent",
            Refusal::NotLater => "not-later",
            Refusal::DayOff { .. } => "day-off",
            Refusal::Amount => "amount",
            Refusal::NoDueDate => "no-due-date",
            Refusal::NotYet => "not-yet",
            Refusal::NothingToCorrect(_) => "nothing-to-correct",
            Refusal::NotForApplicants => "not-for-applicants",
            Refusal::UnknownCase(_) => "unknown-case",
            Refusal::UnknownOffice => "unknown-office",
            Refusal::NotInForce => "not-in-force",
            Refusal::NoPack => "no-pack",
        }
    }

    /// The rule of the one-stop behind it, where one is.
    pub fn rule(&self) -> Option<OneStopRule> {
        match self {
            Refusal::NoReason(rule) => Some(*rule),
            Refusal::NoPapers | Refusal::UnknownPaper(_) | Refusal::AskedAlready => {
                Some(OneStopRule::GuideOnce)
            }
            Refusal::NotLater | Refusal::NoDueDate => Some(OneStopRule::Apologise),
            _ => None,
        }
    }
}
