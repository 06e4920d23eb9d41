use content::calendar::{Due, Received, Term};
use content::{Day, ProcedureCode, SlipKind, Via};
use serde::{Deserialize, Serialize};

use super::{Actor, CommandId, Flag, Payload};
use crate::{Hash, Moment};

/// Schema version that is written now. Every version ever released must decode (tests: fixtures/events).
pub const SCHEMA: u16 = 1;

/// Something that happened to a dossier. Recorded once, never changed; holds nothing personal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Schema version.
    pub v: u16,
    /// Place among the dossier's events, from 1.
    pub seq: u32,
    /// When it was recorded.
    pub at: Moment,
    /// The day of Vietnam that `at` is.
    pub day: Day,
    /// Who did it.
    pub actor: Actor,
    /// The command that it comes from; one command may make several events.
    pub command: CommandId,
    /// What happened.
    pub what: Happening,
    /// Rules of time that it breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// Numbers that books and slips gave it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<BookNumber>,
    /// HMAC of its payload under the dossier's salt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Hash>,
}

/// An event that is decided and not yet recorded: the store gives it its place, its numbers and its link.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: Actor,
    /// From which command.
    pub command: CommandId,
    /// What.
    pub what: Happening,
    /// Rules of time that it breaks.
    pub flags: Vec<Flag>,
    /// Books that number it.
    pub books: Vec<SlipKind>,
    /// What may be personal.
    pub payload: Option<Payload>,
}

/// A number of a book: without gaps in each year (Circular 01/2018/TT-VPCP article 10).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BookNumber {
    /// Id of the agency that keeps the book.
    pub agency: String,
    /// Which book: that of a slip, or the register.
    pub book: SlipKind,
    /// Its year.
    pub year: i16,
    /// The number, from 1.
    pub number: u32,
}

/// What can happen to a dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// It was sent, or taken at the counter; state 1.
    Submitted(Opened),
    /// The one-stop accepted it; state 2, the clock begins (R4).
    Accepted {
        /// When it counts as received; earlier than the event when it was entered afterwards.
        received: Received,
        /// Name of the pack whose rules hold for it.
        pack: String,
        /// What the applicant was promised; none while nobody can tell.
        promise: Option<Promise>,
    },
    /// Refused at intake, with the reason in the payload; state 3 (R3).
    Rejected,
    /// Asked to complete: numbers of papers in the list of its case; state 5 (R2, R7).
    SupplementAsked {
        /// Numbers from 1.
        papers: Vec<u16>,
    },
    /// The applicant sent what was asked; an officer has yet to look.
    SupplementSent {
        /// How it came.
        via: Via,
        /// Number of files.
        files: u16,
    },
    /// The dossier is full: the time begins anew (R7); state 4.
    Completed {
        /// When the full dossier was received.
        received: Received,
        /// The new promise.
        promise: Option<Promise>,
    },
    /// Given to the unit that works on it; state 4 (R6).
    HandedOver {
        /// Id of the unit or agency.
        to: String,
    },
    /// The unit has it.
    TakenOver,
    /// Another officer works on it.
    Assigned {
        /// Account.
        to: String,
    },
    /// A duty to pay; state 6, the clock stands still.
    PaymentAsked {
        /// Amount in đồng.
        amount_vnd: u64,
    },
    /// Money came, as an officer saw it (R12).
    Paid {
        /// Amount in đồng.
        amount_vnd: u64,
        /// How.
        by: PaidBy,
    },
    /// Work is paused by decision, with the reason in the payload; state 8, the clock stands still.
    Paused,
    /// Stopped for good, with the reason in the payload; state 8, closed.
    StoppedForGood,
    /// Work goes on; state 4.
    Resumed {
        /// The date counted anew, with the days that passed.
        promise: Option<Promise>,
        /// The date of an apology that came in time, moved by as many working days.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extended: Option<Day>,
        /// What the applicant was told last, where that is another date, moved by as many.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<Due>,
    },
    /// The result is at the one-stop; state 9, the clock ends.
    Finished {
        /// Whether the applicant gets what was asked for.
        outcome: Outcome,
        /// Number of files.
        files: u16,
    },
    /// The applicant has the result; state 10 (R11).
    Returned {
        /// How.
        via: Via,
    },
    /// The applicant takes the dossier back; state 7.
    Withdrawn,
    /// An apology with a new date, with the reason in the payload (R9).
    Apologised {
        /// The new date.
        due: Day,
    },
    /// A date set by an officer with a reason in the payload, or counted anew by a new calendar.
    DueSet(Promise),
    /// Words of the desk; an applicant sees those meant for them (R13).
    Noted {
        /// Who may read them.
        to: Audience,
    },
    /// A notice about an event went out, or could not.
    Notified {
        /// Place of that event.
        event: u32,
        /// How it ended.
        outcome: NoticeOutcome,
    },
    /// The applicant lost the PIN and got the next one at the counter.
    PinRenewed {
        /// Its generation, from 2.
        generation: u32,
    },
    /// An earlier event counts no more, with the reason in the payload.
    Corrected {
        /// Place of that event.
        event: u32,
    },
    /// All payloads, files and the salt were deleted.
    Erased {
        /// Why.
        because: ErasedBecause,
    },
}

/// What a dossier is about. Pins the version of its procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Code of the procedure.
    pub procedure: ProcedureCode,
    /// Hash of the record in force that day.
    pub version: String,
    /// Id of the field (lĩnh vực), for statistics.
    pub field: String,
    /// Number of the case, from 1.
    pub case: u16,
    /// Id of the receiving office.
    pub agency: String,
    /// How it came.
    pub via: Via,
    /// Number of files.
    pub files: u16,
}

/// A date that an applicant was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The date.
    pub due: Due,
    /// Where it comes from.
    pub by: PromisedBy,
}

/// Where a date comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromisedBy {
    /// Counted.
    Count {
        /// The time of the procedure.
        term: Term,
        /// Version of the calendar.
        calendar: String,
    },
    /// Entered by an officer with a reason: the procedure's time is unclear.
    Officer,
}

/// How money came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// At the counter.
    Cash,
    /// By transfer, matched with the bank's statement.
    Transfer,
    /// Through the post.
    Post,
}

/// Whether the applicant gets what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Yes.
    Granted,
    /// A written refusal with its reason in the payload (R8).
    Refused,
}

/// Who may read a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The desk.
    Desk,
    /// The applicant too.
    Applicant,
}

/// How a notice ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeOutcome {
    /// It went out.
    Sent,
    /// It was given up.
    GivenUp,
}

/// Why a dossier's personal data were deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasedBecause {
    /// The person asked, and no law asks to keep it (Law 91/2025/QH15 article 4).
    Asked,
    /// The period of keeping is over.
    KeptLongEnough,
}

impl Draft {
    /// The event of this draft at its place.
    pub fn at_place(&self, seq: u32, numbers: Vec<BookNumber>, payload: Option<Hash>) -> Event {
        Event {
            v: SCHEMA,
            seq,
            at: self.at,
            day: self.at.day(),
            actor: self.actor.clone(),
            command: self.command,
            what: self.what.clone(),
            flags: self.flags.clone(),
            numbers,
            payload,
        }
    }
}
