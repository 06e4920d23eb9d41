use content::calendar::{Received, Term};
use content::{Day, Via};

use super::event::{Audience, ErasedBecause, NoticeOutcome, Outcome, PaidBy};
use super::{KeptFile, Payload, Sheets};

/// What somebody wants done with a dossier that there is.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Take it (1 to 2; or 5 to 2, when it was asked to be completed before).
    Accept {
        /// How its due date is found.
        due: DueChoice,
        /// Whether slip 01 is printed (R5: not for a result at once, unless asked).
        receipt: ReceiptSlip,
    },
    /// Refuse it at intake (1 to 3).
    Reject {
        /// Why: shown to the applicant, printed on slip 03.
        reason: String,
    },
    /// Ask once and fully for what is missing (1 or 4 to 5).
    AskSupplement {
        /// Numbers of papers in the list of its case, from 1.
        papers: Vec<u16>,
        /// Why: shown to the applicant, printed on slip 02.
        reason: String,
    },
    /// What was asked for comes.
    SendSupplement {
        /// How.
        via: Via,
        /// Its files.
        files: Vec<KeptFile>,
        /// Papers at the counter.
        sheets: Vec<Sheets>,
        /// A word with it.
        words: String,
    },
    /// The dossier is full now (5 to 4): the time begins anew.
    Complete {
        /// How its due date is found.
        due: DueChoice,
    },
    /// Give it to the unit that works on it (2 to 4), or on to another (4).
    HandOver {
        /// Id of the unit.
        to: String,
    },
    /// The unit has it.
    TakeOver,
    /// Another officer works on it.
    Assign {
        /// Account.
        to: String,
    },
    /// Ask for a payment (4 to 6).
    AskPayment {
        /// Amount in đồng.
        amount_vnd: u64,
        /// What for.
        reason: String,
    },
    /// Money came. In state 6 the work goes on once all is paid.
    RecordPayment {
        /// Amount in đồng.
        amount_vnd: u64,
        /// How.
        by: PaidBy,
        /// Number of the receipt.
        reference: String,
    },
    /// Pause it by decision (2, 4, 5 or 6 to 8).
    Pause {
        /// Why: shown to the applicant.
        reason: String,
    },
    /// Stop it for good (2, 4, 5 or 6 to 8).
    StopForGood {
        /// Why: shown to the applicant, printed on slip 05 of 2025.
        reason: String,
    },
    /// Go on (6 or 8 to 4).
    Resume,
    /// The result is there (2 or 4 to 9).
    Finish {
        /// Whether the applicant gets what was asked for.
        outcome: Outcome,
        /// Files of the result.
        files: Vec<KeptFile>,
        /// The reason of a refusal; a word with a result.
        words: String,
    },
    /// Hand the result out (9 to 10).
    Return {
        /// How.
        via: Via,
    },
    /// The applicant takes it back (1, 2, 4, 5 or 6 to 7).
    Withdraw {
        /// Why, where they tell.
        words: String,
    },
    /// Apologise and name a new date (R9).
    Apologise {
        /// Why: shown to the applicant, printed on slip 04.
        reason: String,
        /// The new date.
        due: Day,
    },
    /// Set the due date, where it can't be counted.
    SetDue {
        /// The date.
        due: Day,
        /// Why.
        reason: String,
    },
    /// Count the due date anew: the calendar changed.
    Recount,
    /// Note something.
    Note {
        /// Who may read it.
        to: Audience,
        /// The words.
        words: String,
    },
    /// A notice about an event went out, or was given up.
    Notify {
        /// Place of the event.
        event: u32,
        /// How it ended.
        outcome: NoticeOutcome,
    },
    /// Give the next PIN.
    RenewPin,
    /// Take back a wrong step.
    Correct {
        /// Place of its event.
        event: u32,
        /// Why.
        reason: String,
    },
    /// Delete everything personal.
    Erase {
        /// Why.
        because: ErasedBecause,
    },
}

/// How a due date is found.
#[derive(Clone, Debug, PartialEq)]
pub enum DueChoice {
    /// Counted by this time of the procedure.
    Count(Term),
    /// Entered by an officer, with the reason.
    Set {
        /// The date.
        due: Day,
        /// Why it isn't counted.
        reason: String,
    },
    /// Not yet: the procedure's time is unclear.
    Later,
}

/// Whether slip 01 is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptSlip {
    /// Yes, and numbered.
    Printed,
    /// The result is handed out at once and nobody asked (R5); the register has it all the same.
    NotAsked,
}

/// A dossier that begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Number of the case, from 1.
    pub case: u16,
    /// Id of the receiving office.
    pub agency: String,
    /// How it came.
    pub via: Via,
    /// People, answers, files, papers.
    pub payload: Payload,
    /// Taken at once, at the counter; absent for one that waits for an officer.
    pub taken: Option<Taken>,
}

/// How a dossier was taken at the counter.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// When; earlier than now for one that was taken by hand while the power was off.
    pub received: Received,
    /// Why it is entered only now, when it is.
    pub reason: String,
    /// How its due date is found.
    pub due: DueChoice,
    /// Whether slip 01 is printed.
    pub receipt: ReceiptSlip,
}
