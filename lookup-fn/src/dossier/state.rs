use std::collections::{BTreeSet, HashSet};

use content::Day;
use content::calendar::{Due, Pause, Received, Term};

use super::event::{Opened, Outcome, Promise};
use super::{CommandId, DossierCode, Flag, Status};
use crate::Moment;

/// A dossier: what its events add up to. Four tracks run beside each other: business ([`Status`]), money, hand-over, notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// Its code.
    pub code: DossierCode,
    /// Place of its last event.
    pub last: u32,
    /// Business state.
    pub status: Status,
    /// True when a stop (8) is final.
    pub stopped_for_good: bool,
    /// Money.
    pub money: Money,
    /// Hand-over.
    pub hand_over: HandOver,
    /// Notices.
    pub notice: Notice,
    /// What it is about.
    pub about: Opened,
    /// When it was sent or entered.
    pub submitted_at: Moment,
    /// How it was accepted; none before.
    pub accepted: Option<Acceptance>,
    /// Its clock; none before acceptance.
    pub clock: Clock,
    /// Its due dates.
    pub dues: Dues,
    /// Papers that are asked for now.
    pub asked: Vec<u16>,
    /// When what was asked for was sent last; none until then.
    pub supplement_sent_at: Option<Moment>,
    /// Requests for supplements at intake.
    pub requests_at_intake: u32,
    /// Requests for supplements at examination, since the last acceptance.
    pub requests_at_examination: u32,
    /// Apologies.
    pub apologies: u32,
    /// Account of the officer who works on it.
    pub holder: Option<String>,
    /// How it was finished.
    pub finished: Option<Finished>,
    /// Generation of the PIN.
    pub pin_generation: u32,
    /// When everything personal was deleted.
    pub erased_at: Option<Moment>,
    /// Every flag with the place of its event.
    pub flags: Vec<(u32, Flag)>,
    /// Every state it went through, with the place of the event.
    pub passages: Vec<Passage>,
    /// Events that count no more.
    pub corrected: BTreeSet<u32>,
    /// The last step, where it can be taken back.
    pub undoable: Option<u32>,
    /// Every command it has carried out.
    pub commands: HashSet<CommandId>,
}

/// How it was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// When it was first received.
    pub received: Received,
    /// When it was recorded.
    pub at: Moment,
    /// Name of its pack.
    pub pack: String,
}

/// The money track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// Asked for, in đồng.
    pub asked_vnd: u64,
    /// Come, in đồng.
    pub paid_vnd: u64,
}

/// The hand-over track.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HandOver {
    /// Still at the one-stop.
    #[default]
    OneStop,
    /// On its way to a unit.
    Given {
        /// Id of the unit.
        to: String,
    },
    /// With a unit.
    Taken {
        /// Id of the unit.
        by: String,
    },
}

/// The notice track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// Place of the last event that a notice told of.
    pub told: u32,
    /// Notices that were given up.
    pub given_up: u32,
}

/// The clock of the law.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// From when it counts: the receipt, or that of the full dossier (R7).
    pub from: Option<Received>,
    /// What it counts, where that is known.
    pub term: Option<Term>,
    /// Stretches in which it stood still (states 6 and 8).
    pub pauses: Vec<Pause>,
    /// Since when it stands still.
    pub paused_since: Option<Day>,
}

/// Due dates. Statistics use `first` and `extended` side by side; the applicant sees `promised`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dues {
    /// The date counted at the last beginning of the clock, with the days that it stood still.
    pub first: Option<Promise>,
    /// The date of an apology that came in time, the first one only (R9).
    pub extended: Option<Day>,
    /// What the applicant was told last.
    pub promised: Option<Due>,
}

/// How it was finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// When.
    pub at: Moment,
    /// How.
    pub outcome: Outcome,
}

/// A state that it came into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Place of the event.
    pub event: u32,
    /// The state.
    pub status: Status,
    /// When.
    pub at: Moment,
}
