use std::collections::{BTreeSet, HashSet};

use content::calendar::{Due, Pause, Received, Term};
use content::{Day, Via};

use super::event::{Event, Happening, NoticeOutcome, Opened, Outcome, Promise, PromisedBy};
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

/// Events that add up to no dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoldFault {
    /// There are none.
    Empty,
    /// The first isn't that it was submitted.
    Beginning,
    /// An event stands elsewhere than it says.
    Gap(u32),
}

/// Whether a step can be taken back.
enum TakingBack {
    /// Yes, while no other step follows.
    Possible,
    /// No, and nothing before it either: it was the applicant's, or can't be undone.
    Impossible,
    /// It is no step: what came before it can still be taken back.
    Beside,
}

impl Happening {
    fn taking_back(&self) -> TakingBack {
        match self {
            Happening::Submitted(_)
            | Happening::SupplementSent { .. }
            | Happening::Withdrawn
            | Happening::Erased { .. } => TakingBack::Impossible,
            Happening::Noted { .. }
            | Happening::Notified { .. }
            | Happening::PinRenewed { .. }
            | Happening::Corrected { .. } => TakingBack::Beside,
            _ => TakingBack::Possible,
        }
    }
}

impl Dossier {
    /// The dossier that `events` add up to.
    ///
    /// Errors: events that can't be those of one dossier, whole and in order.
    pub fn of(code: &DossierCode, events: &[Event]) -> Result<Dossier, FoldFault> {
        let first = events.first().ok_or(FoldFault::Empty)?;
        let Happening::Submitted(about) = &first.what else { return Err(FoldFault::Beginning) };
        if let Some((at, _)) = events.iter().enumerate().find(|(at, event)| event.seq as usize != at + 1) {
            return Err(FoldFault::Gap(u32::try_from(at).unwrap_or(u32::MAX) + 1));
        }
        let corrected: BTreeSet<u32> = events
            .iter()
            .filter_map(|event| match event.what {
                Happening::Corrected { event } => Some(event),
                _ => None,
            })
            .collect();
        let mut dossier = Dossier::begin(code, first, about.clone());
        for event in &events[1..] {
            if !corrected.contains(&event.seq) {
                dossier.apply(event);
                match event.what.taking_back() {
                    TakingBack::Possible => dossier.undoable = Some(event.seq),
                    TakingBack::Impossible => dossier.undoable = None,
                    TakingBack::Beside => {}
                }
            }
        }
        dossier.corrected = corrected;
        dossier.last = events[events.len() - 1].seq;
        // A step taken back was a command all the same, and broke a rule all the same when it did.
        dossier.commands = events.iter().map(|event| event.command).collect();
        dossier.flags =
            events.iter().flat_map(|event| event.flags.iter().map(|flag| (event.seq, *flag))).collect();
        Ok(dossier)
    }

    /// True when nothing comes after.
    pub fn is_closed(&self) -> bool {
        self.status.is_closed() || self.stopped_for_good
    }

    /// The last day in time that statistics use, the extension included.
    pub fn due_day(&self) -> Option<Day> {
        self.dues.extended.or(self.dues.first.as_ref().map(|promise| promise.due.on))
    }

    /// True when it is being worked on past its due day; states 5, 6 and 8 are open and not overdue.
    pub fn is_overdue(&self, today: Day) -> bool {
        matches!(self.status, Status::Accepted | Status::InProgress)
            && self.due_day().is_some_and(|due| due < today)
    }

    fn begin(code: &DossierCode, first: &Event, about: Opened) -> Dossier {
        Dossier {
            code: code.clone(),
            last: first.seq,
            status: Status::Submitted,
            stopped_for_good: false,
            money: Money::default(),
            hand_over: HandOver::default(),
            notice: Notice::default(),
            about,
            submitted_at: first.at,
            accepted: None,
            clock: Clock::default(),
            dues: Dues::default(),
            asked: Vec::new(),
            supplement_sent_at: None,
            requests_at_intake: 0,
            requests_at_examination: 0,
            apologies: 0,
            holder: None,
            finished: None,
            pin_generation: 1,
            erased_at: None,
            flags: Vec::new(),
            passages: vec![Passage { event: first.seq, status: Status::Submitted, at: first.at }],
            corrected: BTreeSet::new(),
            undoable: None,
            commands: HashSet::new(),
        }
    }

    fn apply(&mut self, event: &Event) {
        match &event.what {
            Happening::Submitted(_) | Happening::Noted { .. } | Happening::Corrected { .. } => {}
            Happening::Accepted { received, pack, promise } => {
                let at = event.at;
                self.accepted = Some(Acceptance { received: *received, at, pack: pack.clone() });
                self.restart(*received, promise.clone());
                self.pass(event, Status::Accepted);
            }
            Happening::Rejected => self.pass(event, Status::Rejected),
            Happening::SupplementAsked { papers } => {
                match self.accepted {
                    Some(_) => self.requests_at_examination += 1,
                    None => self.requests_at_intake += 1,
                }
                self.asked.clone_from(papers);
                self.pass(event, Status::SupplementAsked);
            }
            Happening::SupplementSent { .. } => self.supplement_sent_at = Some(event.at),
            Happening::Completed { received, promise } => {
                self.restart(*received, promise.clone());
                self.pass(event, Status::InProgress);
            }
            Happening::HandedOver { to } => {
                self.hand_over = HandOver::Given { to: to.clone() };
                self.holder = None;
                if self.status == Status::Accepted {
                    self.pass(event, Status::InProgress);
                }
            }
            Happening::TakenOver => {
                if let HandOver::Given { to } = &self.hand_over {
                    self.hand_over = HandOver::Taken { by: to.clone() };
                }
            }
            Happening::Assigned { to } => self.holder = Some(to.clone()),
            Happening::PaymentAsked { amount_vnd } => {
                self.money.asked_vnd = self.money.asked_vnd.saturating_add(*amount_vnd);
                self.pause(event.day);
                self.pass(event, Status::PaymentAsked);
            }
            Happening::Paid { amount_vnd, .. } => {
                self.money.paid_vnd = self.money.paid_vnd.saturating_add(*amount_vnd);
            }
            Happening::Paused => {
                self.pause(event.day);
                self.pass(event, Status::Stopped);
            }
            Happening::StoppedForGood => {
                self.stopped_for_good = true;
                self.pass(event, Status::Stopped);
            }
            Happening::Resumed { promise, extended, told } => {
                if let Some(from) = self.clock.paused_since.take() {
                    self.clock.pauses.push(Pause { from, to: event.day });
                }
                self.promise(promise.clone());
                self.dues.extended = *extended;
                self.dues.promised = told.or(self.dues.promised);
                self.pass(event, Status::InProgress);
            }
            Happening::Finished { outcome, .. } => {
                self.finished = Some(Finished { at: event.at, outcome: *outcome });
                self.pass(event, Status::Finished);
            }
            Happening::Returned { .. } => self.pass(event, Status::Returned),
            Happening::Withdrawn => self.pass(event, Status::Withdrawn),
            Happening::Apologised { due } => {
                let in_time =
                    !event.flags.iter().any(|flag| matches!(flag, Flag::ApologyLate | Flag::ApologyAgain));
                if in_time {
                    self.dues.extended = Some(*due);
                }
                self.apologies += 1;
                self.dues.promised = Some(Due { on: *due, at: None, provisional: false });
            }
            Happening::DueSet(promise) => self.promise(Some(promise.clone())),
            Happening::Notified { event, outcome } => match outcome {
                NoticeOutcome::Sent => self.notice.told = self.notice.told.max(*event),
                NoticeOutcome::GivenUp => self.notice.given_up += 1,
            },
            Happening::PinRenewed { generation } => self.pin_generation = *generation,
            Happening::Erased { .. } => self.erased_at = Some(event.at),
        }
    }

    /// The clock begins, or begins anew: earlier pauses and appointments count no more.
    fn restart(&mut self, received: Received, promise: Option<Promise>) {
        self.clock = Clock { from: Some(received), ..Clock::default() };
        self.dues = Dues::default();
        self.asked.clear();
        self.supplement_sent_at = None;
        self.promise(promise);
    }

    fn promise(&mut self, promise: Option<Promise>) {
        if let Some(promise) = promise {
            if let PromisedBy::Count { term, .. } = &promise.by {
                self.clock.term = Some(term.clone());
            }
            self.dues.promised = Some(promise.due);
            self.dues.first = Some(promise);
        }
    }

    fn pause(&mut self, day: Day) {
        self.clock.paused_since.get_or_insert(day);
    }

    fn pass(&mut self, event: &Event, status: Status) {
        self.status = status;
        self.passages.push(Passage { event: event.seq, status, at: event.at });
    }

    /// Whether it came online, and so waits for an answer.
    pub(super) fn came_online(&self) -> bool {
        self.about.via == Via::Online
    }
}
