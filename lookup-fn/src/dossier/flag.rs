use content::OneStopRule;
use serde::{Deserialize, Serialize};

/// A rule that was broken or stretched, kept with the event that did so. It blocks nobody: an officer who is late must
/// still be able to go on, and to be seen to be late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// An online dossier was answered after more working hours than the pack sets.
    AnsweredLate,
    /// Entered on a later day than it was received, with the reason in the payload.
    EnteredLater,
    /// Handed over after the day on which it should have been.
    HandedOverLate,
    /// A supplement was asked for after the time of the check.
    CheckedLate,
    /// A written refusal came after the due date.
    RefusedLate,
    /// The apology came after the last day for it: it moves no date that statistics use.
    ApologyLate,
    /// A second apology: it moves no date that statistics use.
    ApologyAgain,
    /// Nobody could tell a due date.
    NoDueDate,
    /// The due date was entered by an officer.
    DueByOfficer,
    /// The due date rests on days that aren't known yet.
    DueProvisional,
    /// An early result: to be announced.
    Early,
}

impl Flag {
    /// The rule that it is about, where one is.
    pub fn rule(self) -> Option<OneStopRule> {
        match self {
            Flag::HandedOverLate => Some(OneStopRule::HandOverSameDay),
            Flag::CheckedLate => Some(OneStopRule::CheckInTime),
            Flag::RefusedLate => Some(OneStopRule::RefuseInTime),
            Flag::ApologyLate | Flag::ApologyAgain => Some(OneStopRule::Apologise),
            Flag::Early => Some(OneStopRule::EarlyResult),
            Flag::EnteredLater => Some(OneStopRule::RecordEverything),
            Flag::AnsweredLate | Flag::NoDueDate | Flag::DueByOfficer | Flag::DueProvisional => None,
        }
    }
}
